"""Kinds of value that are nobody's but look like somebody's, with the names they really have."""

# ruff: noqa: E501 - a table, one kind a line; Korean letters count twice
from __future__ import annotations

import datetime as dt
import hashlib

from accuracy.columns import Draw, LookalikeKind
from accuracy.identifiers import luhn

L = LookalikeKind


def _moment(draw: Draw, form: str) -> str:
    start = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
    return (start + dt.timedelta(seconds=draw.rng.randint(0, 330_000_000))).strftime(form)


def _version(draw: Draw, parts: int) -> str:
    """Small numbers first, as releases are counted."""
    return ".".join(str(draw.rng.randint(0, last)) for last in (12, 9, 40, 250)[:parts])


def _ean(draw: Draw, prefix: str) -> str:
    body = prefix + "".join(draw.rng.choices("0123456789", k=12 - len(prefix)))
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def _isbn10(draw: Draw) -> str:
    body = "89" + "".join(draw.rng.choices("0123456789", k=7))
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(body))
    return body + "0123456789X"[-total % 11]


def _vin(draw: Draw) -> str:
    return draw.pick("KMH KNA WVW JTD 1HG") + draw.letters(14, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789")


def _digest(draw: Draw, scheme: str) -> str:
    return hashlib.new(scheme, draw.rng.randbytes(12)).hexdigest()


def _class_name(draw: Draw) -> str:
    package = draw.pick("order user mail billing")
    kind = draw.pick("Service Controller Mapper Config")
    return f"com.acme.{package}.{draw.pick('User Mail Order Card')}{kind}"


def _stack(draw: Draw) -> str:
    name = _class_name(draw)
    line = draw.rng.randint(10, 900)
    return f"java.lang.IllegalStateException: no bean\n\tat {name}.handle(Main.java:{line})"


def _sql(draw: Draw) -> str:
    table = draw.pick("member orders mail_queue card")
    return f"SELECT id, email, name FROM {table} WHERE id = {draw.digits(5)} AND status = 'A'"


def _dimension(draw: Draw) -> str:
    return "x".join(str(draw.rng.randint(5, 200)) for _ in range(3)) + draw.pick(["cm", "mm", ""])


def _licence_key(draw: Draw) -> str:
    return "-".join(draw.letters(5, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(5))


_NOUNS = ("김치찌개 이불세트 박하사탕 최저가격 정수기 강아지 조미료 윤활유 장바구니 임대료 한우 오미자 서랍장 "
          "신발장 권장량 황토팩 안마기 송이버섯 전기포트 홍삼정 고구마 문구류 양배추 손난로 배추김치 백미 허브차 "
          "유자차 남성복 심리학 노트북 하이힐 주방세제 우산꽂이 구두약 민들레 진공청소기 지갑 원목책상 방향제")  # fmt: skip
_MENUS = "주문관리 회원관리 정산내역 배송조회 통계분석 권한설정 고객센터 이용안내 공지사항 마이페이지 장바구니 이벤트"
_STATIONS = "강남역 홍대입구 서울역 신도림 고속터미널 노량진 왕십리 정자 판교 수원 부평 사당 잠실 선릉 하남풍산 안국"
_SUBJECTS = "국어 수학 영어 한국사 물리학 화학 지구과학 정치와법 경제 윤리와사상 음악 미술 체육 정보 한문 진로"
_DEPARTMENTS = (
    "인사팀 총무팀 재무팀 개발1팀 영업본부 고객지원팀 마케팅팀 법무팀 전략기획실 품질관리팀 연구소"
)
_SENTENCES = ("배송이 빨라서 좋습니다|포장이 꼼꼼하고 품질도 만족스러워요|다음에 또 구매할게요|색상이 화면과 조금 달라요|"
              "설명서가 있었으면 합니다|환불 절차가 궁금합니다|재입고는 언제 되나요|사이즈 교환 가능한가요")  # fmt: skip
_CITIES = (
    "Seoul Busan Paris Florence Charlotte Austin Jackson Sydney Victoria Lincoln Madison Chelsea"
)
_PRODUCTS = (
    "Jordan Air Max|Galaxy Buds|Johnson Baby Oil|Lincoln Lamp|Paris Chair|Morgan Sofa|Taylor Guitar"
)
_ROLES = "admin manager viewer editor auditor operator guest owner"
_CATEGORIES = "가전 의류 신발 식품 도서 완구 가구 화장품 유아 자동차용품 주방 남성의류 여성의류"

KINDS: tuple[LookalikeKind, ...] = (
    # numbers of things
    L("order_no", "orders", lambda d: _moment(d, "%y%m%d") + d.digits(7)),
    L("order_number", "purchase", lambda d: _moment(d, "%y%m%d") + "-" + d.digits(7)),
    L("주문번호", "주문", lambda d: _moment(d, "%Y%m%d%H%M%S") + d.digits(3)),
    L("isbn", "books", lambda d: _ean(d, "979")),
    L("isbn10", "books", _isbn10),
    L("barcode", "products", lambda d: _ean(d, "880")),
    L("ean", "goods", lambda d: _ean(d, "400")),
    L("upc", "goods", lambda d: d.digits(12)),
    L("vin", "fleet_parts", _vin),
    L("uuid", "events", lambda d: d.fake.uuid4(), "uuid"),
    L("trace_id", "spans", lambda d: d.hex(32)),
    L("span_id", "spans", lambda d: d.hex(16)),
    L("file_md5", "files", lambda d: _digest(d, "md5")),
    L("checksum_sha1", "files", lambda d: _digest(d, "sha1")),
    L("sha256", "artifacts", lambda d: _digest(d, "sha256")),
    L("commit_sha", "builds", lambda d: _digest(d, "sha1")),
    L("short_sha", "builds", lambda d: d.hex(7)),
    L("content_digest", "images", lambda d: "sha256:" + _digest(d, "sha256")),
    L("created_epoch", "events", lambda d: d.rng.randint(1_400_000_000, 1_790_000_000), "bigint"),
    L("ts_ms", "metrics", lambda d: d.rng.randint(1_400_000_000_000, 1_790_000_000_000), "bigint"),
    L("app_version", "releases", lambda d: _version(d, 3)),
    L("build_version", "releases", lambda d: _version(d, 4)),
    L("firmware", "devices_catalog", lambda d: "v" + _version(d, 4)),
    L("price", "products", lambda d: d.rng.randint(10, 9999) * 100, "integer"),
    L("amount", "settlement", lambda d: f"{d.rng.randint(1000, 9_999_999):,}"),
    L("unit_price", "quotes", lambda d: round(d.rng.uniform(1, 999), 2), "decimal(10,2)"),
    L("sku", "products", lambda d: f"{d.letters(3)}-{d.digits(4)}-{d.letters(2)}"),
    L("item_code", "inventory", lambda d: d.letters(1) + d.digits(8)),
    L("part_no", "inventory", lambda d: "P" + d.digits(12)),
    L("tracking_no", "shipments", lambda d: d.digits(12)),
    L("invoice_no", "shipments", lambda d: d.digits(10)),
    L("운송장번호", "배송", lambda d: f"{d.digits(4)}-{d.digits(4)}-{d.digits(4)}"),
    L("ups_tracking", "parcels", lambda d: "1Z" + d.letters(6, "ABCDEF0123456789") + d.digits(10)),
    L("invoice_number", "invoices", lambda d: f"INV-{_moment(d, '%Y')}-{d.digits(6)}"),
    L("tx_id", "ledger", lambda d: d.digits(16)),
    L("approval_no", "pg_log", lambda d: d.digits(8)),
    L("serial_no", "assets", lambda d: d.letters(2) + d.digits(10)),
    L("serial_number", "routers", lambda d: d.digits(15)),
    L("iccid", "sim_stock", lambda d: luhn("8982" + d.digits(14))),
    L("lot_no", "production", lambda d: f"{_moment(d, '%y%m%d')}-{d.pick('A B C')}{d.digits(2)}"),
    L("batch_code", "production", lambda d: f"{_moment(d, '%Y%m%d')}{d.digits(4)}"),
    L("hs_code", "customs_tariff", lambda d: f"{d.digits(4)}.{d.digits(2)}-{d.digits(4)}"),
    L("bank_code", "banks", lambda d: d.pick("004 011 020 081 088 090 092 003")),
    L("branch_code", "banks", lambda d: d.digits(7)),
    L("coupon_code", "coupons", lambda d: d.letters(4) + d.digits(8)),
    L("license_key", "subscriptions", _licence_key),
    L("dept_code", "organization", lambda d: d.digits(6)),
    L("product_id", "products", lambda d: d.digits(9), "bigint"),
    L("account_code", "chart_of_accounts", lambda d: f"{d.digits(3)}-{d.digits(2)}"),
    L("ledger_no", "gl_entries", lambda d: f"{d.digits(3)}-{d.digits(6)}-{d.digits(5)}"),
    L("permit_no", "permits", lambda d: f"{d.rng.randint(2010, 2025)}-{d.digits(6)}-{d.digits(2)}"),
    L("ticket", "support_queue", lambda d: f"CS-{d.digits(3)}-{d.digits(4)}"),
    L("model_no", "catalog", lambda d: f"{d.letters(2)}{d.digits(3)}-{d.digits(4)}"),
    L("gtin14", "packaging", lambda d: "1" + _ean(d, "880")),
    # times
    L("created_at", "orders", lambda d: _moment(d, "%Y-%m-%dT%H:%M:%SZ"), "timestamp"),
    L("reg_dt", "tb_board", lambda d: _moment(d, "%Y%m%d%H%M%S"), "char(14)"),
    L("trd_dtm", "tb_trade", lambda d: _moment(d, "%Y%m%d%H%M"), "char(12)"),
    L("release_date", "products", lambda d: _moment(d, "%Y-%m-%d"), "date"),
    L("base_ymd", "stats_daily", lambda d: _moment(d, "%Y%m%d"), "char(8)"),
    L("std_ym", "stats_monthly", lambda d: _moment(d, "%Y%m"), "char(6)"),
    L("start_time", "schedules", lambda d: _moment(d, "%H:%M:%S")),
    L("cron", "jobs", lambda d: f"{d.rng.randint(0, 59)} {d.rng.randint(0, 23)} * * {d.rng.randint(0, 6)}"),
    L("duration_ms", "spans", lambda d: d.rng.randint(1, 90_000), "integer"),
    # files, code and networks
    L("file_name", "files", lambda d: d.fake.file_name()),
    L("image_2x", "banners", lambda d: f"banner_{d.digits(3)}@2x.png"),
    L("hostname", "servers", lambda d: d.fake.hostname()),
    L("domain", "sites", lambda d: d.fake.domain_name()),
    L("class_name", "modules", _class_name),
    L("npm_package", "dependencies", lambda d: f"@{d.pick('types babel vue')}/{d.fake.word()}@{_version(d, 3)}"),
    L("cpp_symbol", "symbols", lambda d: f"std::{d.pick('cafe face dead beef')}::{d.fake.word()}"),
    L("git_remote", "repositories", lambda d: f"git@git.acme.io:{d.fake.word()}/{d.fake.word()}.git"),
    L("page_url", "pages", lambda d: f"https://www.acme.com/{d.fake.uri_path()}?page={d.digits(2)}"),
    L("s3_key", "objects", lambda d: f"{_moment(d, '%Y/%m/%d')}/{d.hex(12)}.parquet"),
    L("mime_type", "files", lambda d: d.fake.mime_type()),
    L("query_text", "slow_queries", _sql, "text"),
    L("stack_trace", "errors", _stack, "text"),
    L("ports", "services", lambda d: ",".join(str(d.rng.randint(20, 9999)) for _ in range(4))),
    L("cidr", "subnets", lambda d: f"10.{d.rng.randint(0, 255)}.0.0/{d.rng.randint(16, 24)}"),
    L("oid", "snmp_objects", lambda d: "1.3.6.1.4.1." + str(d.rng.randint(1, 9999))),
    L("log_level", "logs", lambda d: d.pick("INFO WARN ERROR DEBUG")),
    L("etag", "objects", lambda d: f'"{d.hex(32)}"'),
    L("api_path", "endpoints", lambda d: f"/api/v{d.rng.randint(1, 3)}/users/{d.digits(5)}/email"),
    L("config_key", "settings", lambda d: f"mail.{d.pick('smtp from user password')}.{d.fake.word()}"),
    L("translation_key", "i18n", lambda d: f"user.{d.pick('email name phone')}.{d.pick('label help')}"),
    # words
    L("item_name", "menu_items", lambda d: d.pick(_NOUNS)),
    L("상품명", "상품", lambda d: f"{d.pick(_NOUNS)} {d.rng.randint(1, 20)}개입"),
    L("name", "products", lambda d: d.pick(_PRODUCTS.split("|"))),
    L("name", "categories", lambda d: d.pick(_CATEGORIES)),
    L("name", "roles", lambda d: d.pick(_ROLES)),
    L("name", "plans", lambda d: d.pick("Basic Pro Enterprise Free Team")),
    L("name", "colors", lambda d: d.fake.color_name()),
    L("city", "stores", lambda d: d.pick(_CITIES)),
    L("dept_nm", "organization", lambda d: d.pick(_DEPARTMENTS)),
    L("menu_nm", "tb_menu", lambda d: d.pick(_MENUS)),
    L("station_name", "stations", lambda d: d.pick(_STATIONS)),
    L("subject_nm", "curriculum", lambda d: d.pick(_SUBJECTS)),
    L("category_path", "products", lambda d: f"{d.pick(_CATEGORIES)} > {d.pick(_NOUNS)}"),
    L("review", "product_reviews", lambda d: d.pick(_SENTENCES.split("|")), "text"),
    L("notice_title", "tb_notice", lambda d: f"[{d.pick('안내 공지 점검')}] {d.pick(_MENUS)} 변경 안내"),
    L("description", "products", lambda d: d.fake.sentence(), "text"),
    L("brand", "products", lambda d: d.pick("Hermes Stanley Benetton Levis Dior Samsung LG Philips")),
    L("status", "orders", lambda d: d.pick("PAID READY CANCELLED SHIPPED REFUND")),
    L("currency", "quotes", lambda d: d.fake.currency_code()),
    L("language_code", "translations", lambda d: d.fake.language_code()),
    L("timezone", "regions", lambda d: d.fake.timezone()),
    L("color_code", "themes", lambda d: d.fake.hex_color()),
    L("size_code", "variants", lambda d: d.pick("S M L XL F")),
    L("grade", "beef_lots", lambda d: d.pick("A B C 1++ 1+ 1")),
    L("movie_title", "movies", lambda d: f"{d.pick('The A My')} {d.fake.word()} {d.fake.word()}"),
    L("team_name", "leagues", lambda d: f"{d.pick(_CITIES)} {d.pick('Eagles Lions Kings')}"),
    # amounts
    L("weight", "parcels", lambda d: f"{d.rng.uniform(0.1, 30):.2f}kg"),
    L("dimensions", "parcels", _dimension),
    L("discount_rate", "promotions", lambda d: f"{d.rng.uniform(0, 90):.1f}%"),
    L("latency", "metrics", lambda d: round(d.rng.uniform(0, 400), 3), "double"),
    L("qty", "inventory", lambda d: d.rng.randint(1, 99), "integer"),
    L("shelf", "inventory", lambda d: f"{d.rng.randint(1, 40):02}-{d.rng.randint(1, 40):02}-{d.digits(4)}"),
    L("ext_code", "pbx", lambda d: f"{d.digits(3)}-{d.digits(4)}"),
    L("ratio", "screens", lambda d: d.pick("16:9 4:3 21:9 1:1 3:2")),
    L("gps_drift", "sensors", lambda d: f"{d.rng.uniform(0, 9):.6f},{d.rng.uniform(0, 9):.6f}"),
    # what is said about a person's data without being it
    L("email_verified", "users", lambda d: d.rng.randint(0, 1), "boolean", named_only=True),
    L("email_opt_in", "members", lambda d: d.pick("Y N"), "char(1)", named_only=True),
    L("phone_count", "users", lambda d: d.rng.randint(0, 4), "integer", named_only=True),
    L("password_changed_at", "users", lambda d: _moment(d, "%Y-%m-%d %H:%M:%S"), named_only=True),
    L("password_reset_required", "users", lambda d: d.rng.randint(0, 1), "boolean", named_only=True),
    L("login_fail_count", "members", lambda d: d.rng.randint(0, 5), "integer", named_only=True),
    L("card_type", "payments", lambda d: d.pick("VISA MASTER AMEX BC"), named_only=True),
    L("card_count", "members", lambda d: d.rng.randint(0, 5), "integer", named_only=True),
    L("birth_month_discount", "promotions", lambda d: d.pick("Y N"), "char(1)", named_only=True),
    L("ip_pool_size", "network", lambda d: d.rng.randint(16, 4096), "integer", named_only=True),
    L("address_type", "members", lambda d: d.pick("HOME WORK"), named_only=True),
    L("name_changed_yn", "members", lambda d: d.pick("Y N"), "char(1)", named_only=True),
    L("age_limit", "movies", lambda d: d.pick("12 15 19"), "integer", named_only=True),
    L("phone_model_id", "devices_catalog", lambda d: d.digits(6), "integer", named_only=True),
    L("sms_recv_yn", "tb_mber", lambda d: d.pick("Y N"), "char(1)", named_only=True),
    L("mail_template", "settings", lambda d: f"tpl_{d.fake.word()}", named_only=True),
    L("address_count", "stats_daily", lambda d: d.rng.randint(0, 9), "integer", named_only=True),
    L("user_count", "stats_daily", lambda d: d.rng.randint(0, 9999), "integer", named_only=True),
    L("file_extension", "files", lambda d: d.pick("pdf png docx hwp xlsx"), named_only=True),
    L("zip_file", "artifacts", lambda d: f"build_{d.digits(4)}.zip", named_only=True),
    L("description_ko", "catalog", lambda d: d.pick(_SENTENCES.split("|")), "text", named_only=True),
    L("table_name", "audit_schema", lambda d: d.pick("users orders items logs"), named_only=True),
    L("hostname_pattern", "network", lambda d: f"web-{d.digits(2)}.*", named_only=True),
    L("ipc_code", "patents", lambda d: f"G06F {d.digits(2)}/{d.digits(2)}", named_only=True),
    L("message_id", "mail_queue", lambda d: f"<{d.hex(12)}.{d.hex(6)}@mx1.acme-mail.net>", named_only=True),
)  # fmt: skip
