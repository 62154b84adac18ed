"""Status and problems of fields, one rule at a time."""

import datetime as dt

import pytest

from pii_scan.config import SourceEntry
from pii_scan.diff import Standards, check_names, compare, fingerprint, without_declaration
from pii_scan.errors import ConfigError
from pii_scan.gate import judge
from pii_scan.model import (
    Coverage,
    Field,
    Finding,
    Inventory,
    Reason,
    RecordDates,
    ScannedSource,
    Skipped,
    Withdrawals,
)
from pii_scan.policy.declaration import SCHEMA, Declaration
from pii_scan.rulebook import load_rulebook

RULEBOOK = load_rulebook()
DECLARATION = Declaration.model_validate(
    {
        "schema": SCHEMA,
        "collection": [
            {
                "point": "signup",
                "label": "회원가입 시",
                "items": [
                    {"item": "email", "label": "이메일 주소"},
                    {"item": "phone", "label": "전화번호", "required": False},
                    {"item": "password", "label": "비밀번호"},
                    {"item": "device_info", "label": "이용기기 정보"},
                ],
            },
            {
                "point": "event",
                "label": "이벤트 응모 시",
                "items": [
                    {"item": "phone", "label": "전화번호"},
                    {"item": "address", "label": "주소"},
                    {"item": "credit_card", "label": "신용카드 정보"},
                ],
            },
        ],
        "retention": [
            {
                "record": "usage_record",
                "label": "서비스 이용 기록",
                "period": "P1Y",
                "basis": "내부 방침",
            }
        ],
    }
)


def _finding(item="email", path=("members", "email"), **changes):
    values = {
        "field": Field("db", path, None, changes.pop("nullable", None)),
        "item": item,
        "identifiers": (item,),
        "confidence": 0.9,
        "matched": 10,
        "sampled": 10,
        "clear": 10,
        "distinct": 10,
        "example": None,
        "reasons": (Reason("name: x", "이름: x"),),
    }
    return Finding(**(values | changes))


def _compare(*findings, declaration=DECLARATION, kind="sqlite", dates=(), withdrawals=(), **entry):
    source = SourceEntry(name="db", target="x", **entry)
    inventory = Inventory(
        (ScannedSource("db", kind, "x", Coverage(), complete=True),),
        findings,
        tuple(dates),
        (),
        withdrawals=tuple(withdrawals),
    )
    return compare(
        inventory,
        Standards(
            declaration,
            [RULEBOOK.laws["kr-pipa"], RULEBOOK.laws["pci-dss"]],
            RULEBOOK.items,
            {"db": source},
            dt.date(2026, 11, 1),
        ),
    )


def _status(item, **entry):
    return _compare(_finding(item, clear=0), **entry).fields[0].status


def _problems(finding, **entry):
    return [str(p.code) for p in _compare(finding, **entry).fields[0].problems]


@pytest.mark.parametrize(
    ("item", "points", "status"),
    [
        ("email", None, "declared"),
        ("email", ["signup"], "declared"),
        ("email", ["event"], "elsewhere"),
        ("email", ["event", "signup"], "declared"),
        ("email", [], "elsewhere"),
        ("birth_date", None, "undeclared"),
        ("resident_registration_number", None, "prohibited"),
        ("passport_number", None, "prohibited"),
        ("health", None, "prohibited"),
        ("device_id", ["signup"], "declared"),
        ("device_id", ["event"], "elsewhere"),
    ],
)
def test_the_status_depends_on_the_points_that_a_source_serves(item, points, status):
    assert _status(item, points=points) == status


def test_a_table_can_serve_other_points_than_its_source():
    tables = {"event_*": {"points": ["event"]}}
    diff = _compare(
        _finding("email"),
        _finding("email", ("event_entries", "email")),
        _finding("email", ("public", "event_entries", "email")),
        points=["signup"],
        tables=tables,
    )
    assert [field.status for field in diff.fields] == ["declared", "elsewhere", "elsewhere"]


def test_a_point_of_the_declaration_can_name_its_sources():
    points = [p.model_copy(update={"sources": ("db",)}) for p in DECLARATION.collection[1:]]
    declaration = DECLARATION.model_copy(
        update={"collection": (DECLARATION.collection[0], *points)}
    )
    assert _status("email", declaration=declaration) == "elsewhere"
    assert _status("address", declaration=declaration) == "declared"


def _with_rrn(**keys):
    collected = {"item": "resident_registration_number", "label": "주민등록번호", **keys}
    data = DECLARATION.model_dump(by_alias=True)
    data["collection"][0]["items"] = [collected]
    return Declaration.model_validate(data)


def test_a_resident_number_needs_a_law_and_not_only_a_declaration():
    item = "resident_registration_number"
    assert _status(item, declaration=_with_rrn()) == "prohibited"
    lawful = _with_rrn(legal_basis="소득세법 제145조")
    assert _status(item, declaration=lawful) == "declared"


def test_a_prohibited_field_names_the_law():
    field = _compare(_finding("resident_registration_number")).fields[0]
    assert any("제24조의2" in reason.message_ko for reason in field.finding.reasons)


def test_a_password_in_the_clear_is_a_problem_and_a_hashed_one_is_none():
    assert _problems(_finding("password", clear=1)) == ["plaintext"]
    assert _problems(_finding("password", clear=0)) == []


@pytest.mark.parametrize("form", ["password_weak_hash", "password_fast_hash"])
def test_a_weak_hash_is_a_problem_of_its_own_with_the_law_in_both_languages(form):
    finding = _finding("password", clear=0, identifiers=(form,))
    (problem,) = _compare(finding).fields[0].problems
    assert (str(problem.code), problem.severity, problem.law) == ("weak-hash", "high", "kr-pipa")
    for part in ("MD5, SHA-1 or SHA-2", "bcrypt", problem.reference):
        assert part in problem.message
    for part in ("MD5·SHA-1·SHA-2", "bcrypt", problem.reference):
        assert part in problem.message_ko
    for strong in ("password_hash", "password_stretched_hash", "password_unusable"):
        assert _problems(_finding("password", clear=0, identifiers=(strong,))) == []


def test_an_expiry_date_in_the_clear_is_no_card_number():
    assert _problems(_finding("credit_card", identifiers=("credit_card_expiry",))) == []
    assert _problems(_finding("bank_account", identifiers=("swift_bic",))) == []
    assert _problems(_finding("bank_account", identifiers=("iban", "swift_bic"))) != []
    assert _problems(_finding("credit_card")) == ["plaintext"]


@pytest.mark.parametrize(
    ("item", "reference"),
    [("card_track", "3.3.1.1"), ("card_security_code", "3.3.1.2"), ("card_pin", "3.3.1.3")],
)
def test_what_authenticates_a_card_must_not_be_stored_even_where_only_the_name_says_so(
    item, reference
):
    schema = _finding(item, identifiers=(), sampled=0, matched=0, clear=0)
    (problem,) = _compare(schema).fields[0].problems
    assert (str(problem.code), problem.law) == ("must-not-store", "pci-dss")
    assert reference in problem.message
    assert reference in problem.message_ko


@pytest.mark.parametrize(
    ("nullable", "points", "expected"),
    [
        (False, ["signup"], ["optional-not-null"]),
        (True, ["signup"], []),
        (None, ["signup"], []),
        (False, ["event"], []),
        (False, ["signup", "event"], []),
    ],
)
def test_an_optional_item_must_not_be_demanded(nullable, points, expected):
    finding = _finding("phone", ("members", "phone"), nullable=nullable)
    assert _problems(finding, points=points) == expected


def _dates(oldest):
    day = dt.date.fromisoformat(oldest)
    return [RecordDates("db", ("usage",), "used_at", day, dt.date(2026, 10, 31))]


@pytest.mark.parametrize(
    ("oldest", "expected"),
    [("2025-11-01", []), ("2025-10-31", ["retention-exceeded"]), ("2026-10-01", [])],
)
def test_records_past_their_period_are_a_problem_from_the_first_day(oldest, expected):
    finding = _finding("email", ("usage", "email"))
    tables = {"usage": {"record": "usage_record"}}
    assert _problems(finding, tables=tables, dates=_dates(oldest)) == expected


def test_the_retention_message_says_what_dated_the_record_and_which_rule_applied():
    finding = _finding("email", ("usage", "meta", "a.email"))
    diff = _compare(
        finding, tables={"usage": {"record": "usage_record"}}, dates=_dates("2025-10-01")
    )
    problem = diff.fields[0].problems[0]
    for part in ("2025-10-01", "used_at", "31 days", "1 year", "서비스 이용 기록", "내부 방침"):
        assert part in problem.message
    for part in ("2025-10-01", "used_at", "31일", "1년", "서비스 이용 기록", "내부 방침"):
        assert part in problem.message_ko


@pytest.mark.parametrize(
    ("item", "records", "applied"),
    [
        ("payment_record", ["payment"], "payment"),
        ("payment_record", ["contract", "electronic_finance", "payment"], "payment"),
        ("usage_record", ["website_visit"], "website_visit"),
        ("usage_record", ["website_visit", "usage_record"], "usage_record"),
        ("location", ["location_record"], "location_record"),
        ("payment_record", ["contract", "website_visit"], None),
        ("email", ["payment", "website_visit"], None),
    ],
)
def test_what_the_policy_says_of_a_kind_of_record_is_said_of_its_items(item, records, applied):
    data = DECLARATION.model_dump(by_alias=True)
    data["retention"] = [{"record": r, "label": f"{r} 기록", "period": "P5Y"} for r in records]
    declaration = Declaration.model_validate(data)
    finding = _finding(item, ("usage", "a"), clear=0)
    problems = _compare(finding, declaration=declaration, dates=_dates("2015-11-01")).fields[0]
    told = [p.message for p in problems.problems if str(p.code) == "retention-exceeded"]
    assert [f"({applied} 기록)" in message for message in told] == ([True] if applied else [])
    assert all("2,191 days past the declared 5 years" in message for message in told)


ACCOUNTS = dt.date(2020, 1, 1), dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("column", "login", "tables", "told"),
    [
        ("sign_in_count", "2026-10-31", {}, None),
        ("last_login_at", "2026-10-31", {}, None),
        ("last_login_at", "2024-10-31", {}, "2024-10-31 (last_login_at)"),
        ("sign_in_count", "2026-10-31", {"users": {"record": "usage_record"}}, "2020-01-01 (crea"),
    ],
)
def test_the_age_of_an_account_is_not_that_of_what_was_done_with_it(column, login, tables, told):
    finding = _finding("usage_record", ("users", column), clear=0)
    day = dt.date.fromisoformat(login)
    dates = [
        RecordDates("db", ("users",), "created_at", *ACCOUNTS, accounts=True),
        RecordDates("db", ("users", "last_login_at"), "last_login_at", day, day),
    ]
    messages = [p.message for p in _compare(finding, dates=dates, tables=tables).fields[0].problems]
    assert [told in message for message in messages] == ([True] if told else [])


def test_the_age_of_an_event_is_that_of_what_was_done():
    finding = _finding("usage_record", ("logins", "last_login_at"), clear=0)
    dates = [RecordDates("db", ("logins",), "created_at", *ACCOUNTS)]
    assert "created_at" in _compare(finding, dates=dates).fields[0].problems[0].message


def test_every_kind_of_record_that_an_item_is_is_one():
    kinds = {record for item in RULEBOOK.items.values() for record in item.records}
    assert kinds <= RULEBOOK.record_kinds.keys()


# On 2026-11-01, with a period of a year, the first two are too old.
DAYS = {dt.date(2024, 5, 1): 2, dt.date(2025, 10, 31): 1, dt.date(2026, 1, 1): 7}


@pytest.mark.parametrize(
    ("days", "total", "over", "over_ko"),
    [
        (DAYS, 10, "; 3 records are past it", ". 초과 3건"),
        ({dt.date(2024, 5, 1): 1}, 1, "; 1 record is past it", ". 초과 1건"),
        (DAYS, 50_000, "; about 15,000 records are past it", ". 초과 약 15,000건"),
        (
            {dt.date(2026, 1, 1): 10},
            50_000,
            "; few of about 50,000 records, none of 10 sampled",
            ". 약 50,000건 중 일부(표본 10건에는 없음)",
        ),
        (DAYS, None, "; how many is not known", ". 초과 건수는 알 수 없습니다"),
        ({}, 10, "; how many is not known", ". 초과 건수는 알 수 없습니다"),
    ],
)
def test_the_retention_message_says_about_how_many_records_are_over(days, total, over, over_ko):
    oldest, newest = dt.date(2024, 5, 1), dt.date(2026, 10, 31)
    dated = sum(days.values())
    dates = [RecordDates("db", ("usage",), "used_at", oldest, newest, days, dated, total)]
    finding = _finding("email", ("usage", "email"))
    diff = _compare(finding, tables={"usage": {"record": "usage_record"}}, dates=dates)
    (problem,) = diff.fields[0].problems
    assert problem.message.endswith(over)
    assert problem.message_ko.endswith(over_ko)


def _members_until(period, event="회원 탈퇴 시"):
    data = DECLARATION.model_dump(by_alias=True)
    rule = {"record": "signup", "label": "회원 정보", "period": period, "event": event}
    data["retention"] = [{**rule, "basis": "내부 방침"}]
    return Declaration.model_validate(data)


def _left(filled, *, complete=True, dated_by="left_on"):
    return [Withdrawals("db", ("members",), "status", dated_by, {"email": filled}, complete)]


def _kept(declaration, withdrawals):
    fields = _compare(_finding("email"), declaration=declaration, withdrawals=withdrawals).fields
    return [(str(p.code), p.message, p.message_ko) for p in fields[0].problems]


def test_people_who_left_and_are_still_held_are_told_with_the_rule_and_the_days():
    filled = {dt.date(2025, 10, 1): 2, dt.date(2025, 10, 30): 1, dt.date(2026, 10, 1): 9}
    assert _kept(_members_until("P1Y"), _left(filled)) == [
        (
            "retention-exceeded",
            (
                "3 records of people who left (status, dated by left_on) still hold it; the "
                "policy keeps it 1 year after that (회원 정보, 회원 탈퇴 시, 내부 방침), the "
                "oldest 31 days past it"
            ),
            (
                "탈퇴한 이용자(status)의 기록 3건에 값이 남아 있습니다. 처리방침의 보유기간은 "
                "탈퇴 후 1년입니다 (회원 정보, 회원 탈퇴 시, 내부 방침), 가장 오래된 것은 31일 "
                "지났습니다"
            ),
        )
    ]


def test_what_must_go_when_people_leave_needs_no_day():
    filled = {None: 4, dt.date(2026, 11, 1): 1}
    assert _kept(_members_until(None), _left(filled, complete=False, dated_by=None)) == [
        (
            "retention-exceeded",
            (
                "at least 4 records of people who left (status) still hold it; the policy keeps it "
                "no longer than that (회원 정보, 회원 탈퇴 시, 내부 방침)"
            ),
            (
                "탈퇴한 이용자(status)의 기록 4건 이상에 값이 남아 있습니다. 처리방침의 보유기간은 "
                "탈퇴 시까지입니다 (회원 정보, 회원 탈퇴 시, 내부 방침)"
            ),
        )
    ]


def test_people_who_left_within_the_period_or_whose_values_are_gone_are_no_problem():
    recent = {dt.date(2026, 10, 1): 9}
    assert _kept(_members_until("P1Y"), _left(recent)) == []
    assert _kept(_members_until("P1Y"), _left({None: 3})) == []
    assert _kept(_members_until("P1Y", event="가입 시"), _left({dt.date(2020, 1, 1): 9})) == []
    other = [Withdrawals("db", ("members",), "status", None, {"phone": {None: 3}}, complete=True)]
    assert _kept(_members_until(None), other) == []


def test_no_retention_applies_where_no_record_is_named():
    assert _problems(_finding("email", ("usage", "email")), dates=_dates("1999-01-01")) == []


def test_what_a_log_holds_must_be_declared_for_the_log():
    phone = _finding("phone", ("app.log", "message"))
    assert _problems(phone, kind="logs", points=["signup"]) == []
    assert "in-log" in _problems(_finding("address", clear=0), kind="logs", points=["signup"])
    assert "in-log" not in _problems(_finding("address", clear=0), points=["signup"])


def test_the_korean_of_a_log_is_korean():
    tables = {"*": {"record": "usage_record"}}
    day = dt.date(2025, 10, 1)
    for dated_by, korean in (("lines", "로그 줄의 날짜"), ("file time", "파일 수정 시각")):
        dates = [RecordDates("db", ("app.log",), dated_by, day, day)]
        finding = _finding("birth_date", ("app.log", "birth"), clear=0)
        diff = _compare(finding, kind="logs", tables=tables, dates=dates)
        kept, logged = diff.fields[0].problems
        assert f"가장 오래된 기록은 2025-10-01({korean})로" in kept.message_ko
        assert f"2025-10-01 ({dated_by})" in kept.message
        assert "처리방침은 어느 수집 시점에도 이를 정하지 않았습니다" in logged.message_ko


def test_the_points_at_which_an_item_is_optional_are_kept():
    phone = next(d for d in _compare(_finding("email")).declared if d.item == "phone")
    assert (phone.optional, phone.optional_points) == (False, ("회원가입 시",))
    assert phone.required_points == ("이벤트 응모 시",)


def test_declared_items_are_found_or_not_in_the_order_of_the_policy():
    diff = _compare(_finding("email"), _finding("device_id", ("d", "id")))
    assert [(d.item, d.status, d.optional, d.fields) for d in diff.declared] == [
        ("email", "found", False, 1),
        ("phone", "not-found", False, 0),
        ("password", "not-found", False, 0),
        ("device_info", "found", False, 1),
        ("address", "not-found", False, 0),
        ("credit_card", "not-found", False, 0),
    ]
    assert diff.declared[1].points == ("회원가입 시", "이벤트 응모 시")


def test_unknown_points_and_records_are_refused():
    def check(**entry):
        entries = {"db": SourceEntry(name="db", target="x", **entry)}
        check_names(Standards(DECLARATION, [], RULEBOOK.items, entries, dt.date(2026, 11, 1)))

    check(points=["signup"], tables={"t": {"record": "usage_record"}})
    with pytest.raises(ConfigError, match="'signin'") as error:
        check(points=["signin"])
    assert "signup, event" in error.value.hint
    with pytest.raises(ConfigError, match="'usage'"):
        check(tables={"t": {"record": "usage"}})


def test_a_fingerprint_holds_the_place_and_nothing_that_changes_between_scans():
    one = _finding(confidence=0.5, matched=1, example="a")
    two = _finding(confidence=0.9, matched=2, example="b")
    assert fingerprint(one) == fingerprint(two)
    assert fingerprint(one) != fingerprint(_finding("phone"))
    assert fingerprint(_finding(path=("a", "b"))) != fingerprint(_finding(path=("a.b",)))


def test_without_a_declaration_nothing_has_a_status():
    finding = _finding("resident_registration_number")
    diff = without_declaration(
        Inventory((), (finding,), (), (Skipped("db", "x", Reason("y", "예")),))
    )
    assert (diff.fields[0].status, diff.fields[0].problems, diff.declared) == (None, (), ())


def test_the_gate_fails_on_what_it_is_told():
    diff = _compare(_finding("birth_date", clear=0), _finding("email"))
    assert judge(diff, ["undeclared"]).failures == ("1 undeclared",)
    assert judge(diff, ["prohibited", "plaintext"]).passed
    assert judge(diff, ["not-found"]).failures == ("5 not-found",)
