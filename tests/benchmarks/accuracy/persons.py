"""Kinds of personal value: what they look like, what columns call them, what they prove.

What ``proves`` itself under an opaque name, and why. Yes: a form nothing else has (e-mail, hyphenated
or international phone, resident number, card with its check digit in every row, IBAN, MAC, IP,
JWT, password hash with a scheme, user agent, Korean address, plate); a column of some 200
different Korean or English full names. No: forms shared with things that are nobody's (a postal
code, a gender, a date, an age, a country, a job, a company, a nickname, coordinates, a Base64
or hexadecimal string, an account number, digits of a foreign phone or passport).
"""

# ruff: noqa: E501 - a table, one kind a line; Korean letters count twice
from __future__ import annotations

import json
from functools import partial

from accuracy import identifiers as ids
from accuracy.columns import Draw, PersonalKind

K = PersonalKind
N = partial(PersonalKind, proves=False)

_SURNAMES = ("김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 유 남 심 "
             "노 하 곽 성 차 주 우 구 민 진 지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 "
             "표 명 기 반 라 왕 금 옥 육 인 맹 제 모 남궁 황보 제갈 선우")  # fmt: skip
_FIRST = "민 서 지 현 은 수 영 정 재 승 준 하 도 예 유 태 성 동 미 경 상 혜 진 기 우 시 다 소 나 윤 규 용"
_SECOND = "준 연 우 민 은 희 호 아 현 진 수 영 훈 정 원 경 빈 윤 서 석 철 숙 자 순 인 율 린 혁 환 미 규 섭"


def korean_name(draw: Draw) -> str:
    """Surname and a given name of two syllables, at times of one."""
    given = draw.pick(_FIRST) + (draw.pick(_SECOND) if draw.rng.random() < 0.96 else "")
    return draw.pick(_SURNAMES) + given


def mobile(draw: Draw, separator: str = "-") -> str:
    """A Korean mobile number."""
    return separator.join(("010", draw.digits(4), f"{draw.rng.randint(0, 9999):04}"))


def landline(draw: Draw) -> str:
    """A Korean fixed-line, internet or personal number."""
    area = draw.pick("02 02 031 032 051 053 062 064 070 0505")
    return f"{area}-{draw.digits(3 if area == '02' else 4)}-{draw.digits(4)}"


def international(draw: Draw) -> str:
    """Mobile numbers of several countries, as E.123 writes them."""
    form = draw.pick(["+82 10-####-####", "+82-10-####-####", "+1 212-55#-####", "+44 7911 1#####",
                      "+81 90-1###-####", "+49 151 2#######", "+84 91 234 ####"])  # fmt: skip
    return "".join(str(draw.rng.randint(0, 9)) if sign == "#" else sign for sign in form)


def korean_address(draw: Draw) -> str:
    """A road-name or lot address with real provinces and districts."""
    rng = draw.rng
    area = draw.pick(["서울특별시 강남구", "서울 마포구", "경기도 성남시 분당구", "부산광역시 해운대구",
                      "인천광역시 연수구", "충청남도 천안시 서북구", "전라북도 전주시 완산구",
                      "제주특별자치도 제주시", "대구 수성구", "강원특별자치도 춘천시"])  # fmt: skip
    if rng.random() < 0.25:
        dong = draw.pick("역삼동 서교동 정자동 우동 송도동 불당동 효자동 연동 범어동 퇴계동")
        return f"{area} {dong} {rng.randint(1, 999)}-{rng.randint(1, 99)}번지"
    road = draw.pick(
        "테헤란로 월드컵북로 판교역로 해운대로 컨벤시아대로 불당26로 홍산로 연북로 동대구로"
    )
    detail = f", {rng.randint(101, 120)}동 {rng.randint(1, 25)}0{rng.randint(1, 4)}호"
    return (
        f"{area} {road} {rng.randint(1, 400)}{draw.pick([detail, '', f' {rng.randint(2, 20)}층'])}"
    )


def _json_profile(draw: Draw) -> str:
    return json.dumps(
        {"name": korean_name(draw), "email": draw.fake.email(), "phone": mobile(draw)},
        ensure_ascii=False,
    )


def _memo(draw: Draw) -> str:
    if draw.rng.random() < 0.7:
        return draw.pick(
            ["배송 전 연락 바람", "문 앞에 놓아 주세요", "환불 처리 완료", "재방문 예정"]
        )
    return f"{draw.pick(['부재시', '통화 요청', '연락처 변경'])} {mobile(draw)} 으로 전화 요망"


def _coordinates(draw: Draw) -> str:
    return f"{draw.rng.uniform(33.2, 38.5):.6f},{draw.rng.uniform(126.1, 129.5):.6f}"


def _cookie(draw: Draw) -> str:
    return (
        f"JSESSIONID={draw.hex(32).upper()}; _ga=GA1.2.{draw.digits(9)}.{draw.digits(10)}; Path=/"
    )


_PHONE_NAMES = "hp_no mobilePhone 휴대폰번호 mbtlnum"
_ADDRESS_NAMES = "home_address roadAddr 주소 bass_adres"

KINDS: tuple[PersonalKind, ...] = (
    K("name_ko", "name", "mbr_nm cstmrNm 성명 user_name rcvr_nm", korean_name, locale="ko_KR"),
    K("name_ko_faker", "name", "member_name 고객명", lambda d: d.fake.name(), locale="ko_KR"),
    K("name_en", "name", "full_name customerName", lambda d: d.fake.name()),
    K("name_gb", "name", "contact_person", lambda d: d.fake.name(), locale="en_GB"),
    N("first_name_en", "name", "first_name givenName", lambda d: d.fake.first_name()),
    N("last_name_en", "name", "last_name surname", lambda d: d.fake.last_name()),
    N("name_ja", "name", "氏名 shimei", lambda d: d.fake.name(), locale="ja_JP"),
    N("name_zh", "name", "姓名 real_name", lambda d: d.fake.name(), locale="zh_CN"),
    N("name_de", "name", "kundenname person_name", lambda d: d.fake.name(), "de_DE"),
    N("name_vi", "name", "ho_ten fullname", lambda d: d.fake.name(), "vi_VN"),
    K("email", "email", "email_addr userEmail 이메일 eml_addr login_mail", lambda d: d.fake.email()),
    K("email_company", "email", "contact_email E_MAIL", lambda d: d.fake.company_email()),
    K("phone_mobile", "phone", f"{_PHONE_NAMES} cell_phone", mobile),
    K("phone_mobile_digits", "phone", "mb_hp phoneNumber", lambda d: mobile(d, "")),
    K("phone_mobile_dots", "phone", "cstmr_telno 연락처", lambda d: mobile(d, ".")),
    K("phone_landline", "phone", "home_tel 전화번호 telno", landline),
    K("phone_international", "phone", "phone_e123 contactNo", international),
    K("phone_e164", "phone", "msisdn phone_number", lambda d: f"+8210{d.digits(8)}"),
    N("phone_us", "phone", "mobile daytime_phone", lambda d: d.fake.phone_number()),
    N("phone_de", "phone", "telefon handynummer", lambda d: d.fake.phone_number(), "de_DE"),
    N("phone_fr", "phone", "telephone num_portable", lambda d: d.fake.phone_number(), "fr_FR"),
    N("phone_jp", "phone", "電話番号 denwa", lambda d: d.fake.phone_number(), "ja_JP"),
    N("phone_br", "phone", "telefone celular", lambda d: d.fake.phone_number(), "pt_BR"),
    K("address_ko", "address", f"{_ADDRESS_NAMES} dlvr_addr", korean_address),
    K("address_ko_faker", "address", "user_addr 배송지", lambda d: d.fake.address(), "ko_KR"),
    K("address_us", "address", "shipping_address street_address",
      lambda d: d.fake.address().replace("\n", ", ")),
    N("address_gb", "address", "billingAddress addr1",
      lambda d: d.fake.address().replace("\n", ", "), "en_GB"),
    N("address_de", "address", "anschrift wohnadresse",
      lambda d: d.fake.address().replace("\n", ", "), "de_DE"),
    N("address_fr", "address", "adresse_postale", lambda d: d.fake.address(), "fr_FR"),
    N("address_es", "address", "direccion domicilio", lambda d: d.fake.address(), "es_ES"),
    N("address_ja", "address", "住所 jusho", lambda d: d.fake.address(), "ja_JP"),
    N("postal_code_ko", "postal_code", "zip_code 우편번호 zipNo home_post_no",
      lambda d: f"{d.rng.randint(1000, 63644):05}"),
    N("postal_code_us", "postal_code", "postcode postalCode", lambda d: d.fake.postcode()),
    N("postal_code_gb", "postal_code", "post_code", lambda d: d.fake.postcode(), "en_GB"),
    N("birth_date", "birth_date", "birth_date dateOfBirth 생년월일",
      lambda d: ids.birth(d, "%Y-%m-%d"), type="date"),
    N("birth_date_compact", "birth_date", "brthdy brdt mb_birth",
      lambda d: ids.birth(d, "%Y%m%d"), type="char(8)"),
    N("birth_date_short", "birth_date", "birthday dob", lambda d: ids.birth(d, "%y%m%d")),
    N("age", "age", "age 나이 user_age", lambda d: d.rng.randint(14, 92), type="integer"),
    N("gender_code", "gender", "gender sexdstn_code", lambda d: d.pick("M F")),
    N("gender_ko", "gender", "성별 sex", lambda d: d.pick("남 여 남성 여성")),
    N("country", "country", "country 국가 countryCode", lambda d: d.fake.country_code()),
    N("country_name", "country", "country_name residence_country", lambda d: d.fake.country()),
    N("nationality", "nationality", "nationality 국적 ntnlty",
      lambda d: d.pick("대한민국 중국 베트남 미국 일본 몽골")),
    N("company", "company_name", "company_name 회사명 cmpny_nm employer", lambda d: d.fake.company(),
      "ko_KR"),
    N("job", "job", "occupation 직업 job_title", lambda d: d.fake.job(), "ko_KR"),
    K("user_agent", "device_info|os_info", "user_agent userAgent browser_ua",
      lambda d: d.fake.user_agent()),
    N("os", "os_info", "os_version 운영체제", lambda d: d.pick(["Windows 11", "Android 14", "iOS 17.4",
      "macOS 14.4", "Windows 10"])),
    N("device_model", "device_info", "device_model 단말기모델",
      lambda d: d.pick("SM-S928N SM-F956N iPhone15,2 LM-V500N iPhone16,1 SM-A546S")),
    K("ipv4", "ip_address", "last_login_ip clientIp 접속IP reg_ip", lambda d: d.fake.ipv4_public()),
    K("ipv4_private", "ip_address", "remote_addr login_ip", lambda d: d.fake.ipv4_private()),
    K("ipv6", "ip_address", "ip_addr visitor_ip", lambda d: d.fake.ipv6()),
    K("mac", "mac_address", "mac_addr macAddress", lambda d: d.fake.mac_address()),
    K("mac_hyphen", "mac_address", "wifi_mac", lambda d: d.fake.mac_address().upper().replace(":", "-")),
    K("card", "credit_card", "card_no cardNumber 카드번호", ids.card),
    K("card_hyphen", "credit_card", "crdt_card_no pan", lambda d: ids.card(d, "-")),
    N("card_masked", "credit_card", "masked_card_no",
      lambda d: f"{d.pick('4 5')}{d.digits(3)}-{d.digits(2)}**-****-{d.digits(4)}"),
    N("card_expiry", "credit_card", "card_exp_date cardExpiry 유효기간",
      lambda d: f"{d.rng.randint(1, 12):02}/{d.rng.randint(26, 32)}"),
    N("card_cvc", "card_security_code", "cvc card_cvv cvv2", lambda d: f"{d.rng.randint(0, 999):03}"),
    K("iban", "bank_account", "iban bank_iban", lambda d: d.fake.iban(), "de_DE"),
    K("iban_gb", "bank_account", "account_iban", lambda d: d.fake.iban(), "en_GB"),
    N("swift", "bank_account", "swift_code", lambda d: d.fake.swift(), scored=False),
    N("account_ko", "bank_account", "acnt_no bankAccount 계좌번호 refund_actno", ids.bank_account),
    K("rrn", "resident_registration_number", "rrno jumin_no 주민등록번호 ihidnum ssn_kr",
      ids.resident_number),
    K("rrn_digits", "resident_registration_number", "resident_no juminNo",
      lambda d: ids.resident_number(d, "")),
    K("rrn_masked", "resident_registration_number", "mask_rrno",
      lambda d: ids.resident_number(d)[:8] + "******"),
    K("frn", "foreigner_registration_number", "frgnr_reg_no 외국인등록번호 alien_reg_no",
      ids.foreigner_number),
    N("passport", "passport_number", "passport_no 여권번호 psptNo", lambda d: ids.passport(d, new=False)),
    N("passport_new", "passport_number", "passportNumber pspt_no", lambda d: ids.passport(d, new=True)),
    K("driver_licence", "driver_license_number", "driver_license_no 운전면허번호 lcnsNo", ids.driver_licence),
    N("driver_licence_digits", "driver_license_number", "drvr_lcns_no license_no",
      lambda d: ids.driver_licence(d).replace("-", "")),
    K("business", "business_registration_number", "bzmn_no bzmnNo 사업자등록번호 biz_reg_no",
      ids.business_number),
    K("business_digits", "business_registration_number", "brno business_number",
      lambda d: ids.business_number(d, "")),
    N("corporate", "business_registration_number|tax_id", "crno 법인등록번호", ids.corporate_number, scored=False),
    K("plate", "vehicle_number", "vhcl_no carNumber 차량번호 car_no", ids.plate),
    N("ci", "connecting_information", "ci user_ci 연계정보 ciValue", ids.ci),
    N("di", "connecting_information", "di dup_info", lambda d: ids.ci(d, 48)),
    N("customs_code", "tax_id", "pccc 개인통관고유부호 customs_code", lambda d: "P" + d.digits(12)),
    N("us_ssn", "tax_id", "ssn social_security_number", lambda d: d.fake.ssn()),
    N("br_cpf", "tax_id", "cpf nr_cpf", lambda d: d.fake.cpf(), "pt_BR"),
    N("cn_id", "tax_id", "身份证号 id_card_no", ids.chinese_id),
    K("imei", "device_id", "imei deviceImei", ids.imei),
    N("advertising_id", "device_id", "adid idfa gaid device_uuid", lambda d: d.fake.uuid4()),
    K("jwt", "session_token", "access_token authToken", ids.jwt),
    N("session_id", "session_token|cookie", "session_id sessionKey", lambda d: d.hex(32)),
    K("cookie", "cookie|session_token", "cookie http_cookie 쿠키", _cookie),
    *(K(f"password_{form}", "password", names, lambda d, form=form: ids.password_hash(d, form),
        proves=form in {"bcrypt", "argon2", "pbkdf2", "sha512crypt", "ssha"})
      for form, names in (("bcrypt", "password passwd 비밀번호"), ("argon2", "pwd_hash"),
                          ("pbkdf2", "passwordHash"), ("sha512crypt", "user_pwd"),
                          ("ssha", "userPassword"), ("sha1", "passwd_sha1 pwd"),
                          ("sha256", "pswd password_digest"))),
    N("password_plain", "password", "login_pw user_passwd", lambda d: d.fake.password()),
    N("user_id", "user_id|account_id", "user_id login_id 아이디 mbr_id userid",
      lambda d: d.fake.user_name()),
    N("nickname", "nickname", "nickname 별명 ncnm nick_name",
      lambda d: d.pick("푸른 달콤한 졸린 느린 빠른") + d.pick("고양이 여우 토끼 하마 펭귄") + d.pick("1 7 22 99")),
    N("coordinates", "location", "gps_location lat_lng 위치정보", _coordinates),
    N("latitude", "location", "latitude lat", lambda d: round(d.rng.uniform(33.2, 38.5), 6),
      type="double"),
    N("religion", "religion", "religion 종교", lambda d: d.pick("기독교 불교 천주교 무교 원불교")),
    N("blood_type", "health", "blood_type 혈액형", lambda d: d.pick("A B O AB")),
    N("disease", "health", "diagnosis 병력 disability_grade", lambda d: d.pick("고혈압 당뇨 천식 없음")),
    N("education", "education", "education_level 최종학력", lambda d: d.pick("고졸 대졸 석사 박사")),
    N("income", "income", "annual_income 연봉 salary", lambda d: d.rng.randint(20, 200) * 1_000_000,
      type="integer"),
    N("family", "family", "marital_status 가족관계 spouse_name", lambda d: d.pick("미혼 기혼 이혼")),
    N("photo", "photo", "profile_image photo_url 사진",
      lambda d: f"/u/{d.hex(8)}/profile_{d.digits(3)}.jpg"),
    N("social", "social_account", "kakao_id naver_id facebook_id", lambda d: d.digits(10)),
    K("json_profile", "name email phone", "profile_json", _json_profile, type="json"),
    K("memo_with_phone", "phone", "memo 비고", _memo, type="text"),
    K("email_or_mobile", "email phone", "login_account",
      lambda d: d.fake.email() if d.rng.random() < 0.5 else mobile(d)),
)  # fmt: skip
