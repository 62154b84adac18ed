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


def _compare(*findings, declaration=DECLARATION, kind="sqlite", dates=(), **entry):
    source = SourceEntry(name="db", target="x", **entry)
    inventory = Inventory(
        (ScannedSource("db", kind, "x", Coverage(), complete=True),), findings, tuple(dates), ()
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


def test_an_expiry_date_in_the_clear_is_no_card_number():
    assert _problems(_finding("credit_card", identifiers=("credit_card_expiry",))) == []
    assert _problems(_finding("credit_card")) == ["plaintext"]


def test_a_security_code_must_not_be_stored_even_where_only_the_name_says_so():
    schema = _finding("card_security_code", identifiers=(), sampled=0, matched=0, clear=0)
    assert _problems(schema) == ["must-not-store"]


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


def test_no_retention_applies_where_no_record_is_named():
    assert _problems(_finding("email", ("usage", "email")), dates=_dates("1999-01-01")) == []


def test_what_a_log_holds_must_be_declared_for_the_log():
    phone = _finding("phone", ("app.log", "message"))
    assert _problems(phone, kind="logs", points=["signup"]) == []
    assert "in-log" in _problems(_finding("address", clear=0), kind="logs", points=["signup"])
    assert "in-log" not in _problems(_finding("address", clear=0), points=["signup"])


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
    diff = without_declaration(Inventory((), (finding,), (), (Skipped("db", "x", "y"),)))
    assert (diff.fields[0].status, diff.fields[0].problems, diff.declared) == (None, (), ())


def test_the_gate_fails_on_what_it_is_told():
    diff = _compare(_finding("birth_date", clear=0), _finding("email"))
    assert judge(diff, ["undeclared"]).failures == ("1 undeclared",)
    assert judge(diff, ["prohibited", "plaintext"]).passed
    assert judge(diff, ["not-found"]).failures == ("5 not-found",)
