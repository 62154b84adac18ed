"""Drafts from a report: what goes into them, in which words, and what never does."""

import datetime as dt
import json

import pytest
import yaml
from typer.testing import CliRunner

from pii_scan.cli.main import app
from pii_scan.errors import PolicyError, UsageError
from pii_scan.model import (
    AssessedField,
    Coverage,
    DeclarationReference,
    Field,
    Finding,
    Label,
    Problem,
    ProblemCode,
    Reason,
    Report,
    ScannedSource,
    Status,
    Summary,
)
from pii_scan.policy.declaration import (
    SCHEMA,
    CollectedItem,
    CollectionPoint,
    Declaration,
    NoticeDays,
    PolicyInfo,
    RetentionRule,
    dump_declaration,
)
from pii_scan.policy.suggest import suggest
from pii_scan.policy.suggestion import suggestion_facts, suggestion_text, suggestion_yaml
from pii_scan.reports import json_v1

DAY = dt.date(2026, 3, 2)
SIGNUP = CollectionPoint(
    point="signup",
    label="회원가입 시",
    items=(
        CollectedItem(item="email", label="전자우편"),
        CollectedItem(item="phone", label="휴대전화", required=False),
    ),
)
EVENT = CollectionPoint(point="event", label="이벤트 응모 시")


def declaration(language="ko", retention=()):
    return Declaration(
        schema_version=SCHEMA,
        policy=PolicyInfo(language=language, notice_days=NoticeDays(ordinary=7, important=30)),
        collection=(SIGNUP, EVENT),
        retention=retention,
    )


def held(item, column, status=Status.UNDECLARED, source="db", problems=(), ignored=None):
    finding = Finding(
        Field(source, ("members", column)),
        item,
        (),
        0.9,
        1,
        1,
        1,
        1,
        "a***",
        (Reason("name", "이름"),),
    )
    return AssessedField(finding, status, tuple(problems), column, ignored)


def report(*fields, compared=True, complete=True):
    sources = [
        ScannedSource(name, kind, name, Coverage(), complete=True)
        for name, kind in (("db", "sqlite"), ("logs", "logs"))
    ]
    return Report(
        declaration=DeclarationReference("declaration.yaml", None, None) if compared else None,
        sources=tuple(sources),
        fields=fields,
        declared=(),
        skipped=(),
        summary=Summary(len(fields), 0, 0, 0, 0, 0, 0, complete, None),
        labels={f.finding.item: Label(f.finding.item, f.finding.item) for f in fields},
    )


@pytest.fixture
def draft(rulebook):
    def draft_for(*fields, points=("signup",), declared=None, **report_settings):
        return suggest(
            report(*fields, **report_settings),
            declared or declaration(),
            lambda source, path: points,
            rulebook.items,
            rulebook.laws.values(),
            DAY,
        )

    return draft_for


def test_a_point_gains_a_row_in_its_own_words_with_the_choice_left_open(draft):
    text = suggestion_text(draft(held("birth_date", "birth"), held("gender", "sex")))
    assert "- 회원가입 시: 전자우편, 휴대전화(선택), 생년월일(필수/선택), 성별(필수/선택)\n" in text
    assert "※ 생년월일: 보유 위치 db: members.birth" in text


def test_an_item_declared_elsewhere_keeps_the_words_it_has_there(draft):
    suggestion = draft(held("phone", "tel", Status.ELSEWHERE), points=("event",))
    (place,) = suggestion.points
    assert place.point is EVENT
    assert [(i.label, i.known) for i in place.items] == [("휴대전화", True)]
    assert "이미 적혀 있음" in suggestion_text(suggestion)


def test_declared_and_ignored_fields_gain_nothing(draft):
    ignored = held("gender", "sex", ignored={"reason": "test data"})
    suggestion = draft(held("email", "mail", Status.DECLARED), ignored)
    assert (suggestion.points, suggestion.to_settle, suggestion.notice) == ((), (), None)
    assert "더할 항목이 없습니다" in suggestion_text(suggestion)
    assert yaml.safe_load(suggestion_yaml(suggestion)) == {"collection": []}


def test_what_is_forbidden_is_listed_with_its_law_and_never_drafted(draft):
    stored = Problem(ProblemCode.MUST_NOT_STORE, "high", "pci-dss", "3.3.1.2", "…", "…")
    suggestion = draft(
        held("resident_registration_number", "rrn", Status.PROHIBITED),
        held("card_security_code", "cvc", Status.UNDECLARED, problems=[stored]),
    )
    assert suggestion.points == ()
    assert [entry.item for entry in suggestion.to_settle] == [
        "resident_registration_number",
        "card_security_code",
    ]
    assert "제24조의2" in suggestion.to_settle[0].why.ko
    assert "Requirement 3.3.1.2" in suggestion.to_settle[1].why.en
    assert "주민등록번호" not in suggestion_yaml(suggestion)
    assert "지체 없이 파기" in suggestion_text(suggestion)


@pytest.mark.parametrize("points", [None, ("signup", "event"), ()])
def test_a_source_that_serves_no_single_point_leaves_the_point_open(draft, points):
    suggestion = draft(held("gender", "sex"), points=points)
    (place,) = suggestion.points
    assert place.point is None
    assert "- [수집 시점]: 성별(필수/선택)" in suggestion_text(suggestion)


def test_what_is_only_in_logs_is_first_kept_out_of_them(draft):
    logs = draft(held("gender", "sex", source="logs"))
    assert "로그에서만" in suggestion_text(logs)
    both = draft(held("gender", "sex", source="logs"), held("gender", "gender"))
    assert "로그에서만" not in suggestion_text(both)
    (item,) = both.points[0].items
    assert item.fields == ("logs: members.sex", "db: members.gender")


def test_an_item_that_no_retention_rule_names_asks_for_one(draft):
    field = held("usage_record", "log")
    rule = RetentionRule(record="usage_record", label="이용 기록", period="P1Y")
    assert [i.item for i in draft(field).unkept] == ["usage_record"]
    assert draft(field, declared=declaration(retention=(rule,))).unkept == ()


def test_it_could_take_effect_after_the_longer_notice(draft):
    text = suggestion_text(draft(held("gender", "sex")))
    assert "2026-03-02 공고 → 2026-04-01부터 시행 가능" in text
    assert "30일 전에 알린다고 약속" in text


def test_an_english_policy_gets_an_english_draft(draft):
    text = suggestion_text(draft(held("birth_date", "birth"), declared=declaration("en")))
    assert "birth date(required/optional)" in text
    assert "can take effect from 2026-04-01" in text
    assert not any("가" <= c <= "힣" for c in text.replace("회원가입 시: 전자우편, 휴대전화", ""))


def test_the_yaml_can_be_added_to_a_declaration(draft):
    data = yaml.safe_load(suggestion_yaml(draft(held("gender", "sex"), held("job", "job"))))
    (point,) = data["collection"]
    assert point["point"] == "signup"
    items = tuple(CollectedItem(**item) for item in point["items"])
    assert [item.item for item in items] == ["gender", "job"]
    SIGNUP.model_copy(update={"items": (*SIGNUP.items, *items)})


def test_names_from_a_database_stay_on_their_line(draft):
    field = held("gender", "sex\n  - point: x\x1b[2J\u2028")
    written = suggestion_yaml(draft(field))
    assert yaml.safe_load(written)["collection"][0]["point"] == "signup"
    assert len(yaml.safe_load(written)["collection"]) == 1
    for text in (written, suggestion_text(draft(field))):
        assert "\x1b" not in text
        assert "\u2028" not in text


def test_an_incomplete_scan_is_said(draft):
    assert "점검하지 못한 곳" in suggestion_text(draft(held("gender", "sex"), complete=False))
    assert suggestion_facts(draft(complete=False))["complete"] is False


def test_a_report_that_was_compared_with_nothing_is_refused(draft):
    with pytest.raises(PolicyError, match="compared with no declaration") as caught:
        draft(held("gender", "sex", status=None), compared=False)
    assert "-d declaration.yaml" in caught.value.hint


def test_the_command_writes_each_form_and_takes_the_points_from_pii_scan_yaml(tmp_path):
    saved, declared = tmp_path / "report.json", tmp_path / "declaration.yaml"
    with saved.open("wb") as out:
        json_v1.render(report(held("gender", "sex")), out)
    declared.write_text(dump_declaration(declaration()), encoding="utf-8")
    config = tmp_path / "pii-scan.yaml"
    # Nothing is connected to, so the variable need not be set.
    config.write_text(
        "declaration: declaration.yaml\n"
        "sources:\n  - name: db\n    target: postgresql://${NOT_SET}@host/db\n"
        "    tables: {members: {points: [event]}}\n",
        encoding="utf-8",
    )
    run = CliRunner().invoke
    text = run(
        app, ["policy", "suggest", str(saved), "-c", str(config), "--published", "2026-03-02"]
    )
    assert text.exit_code == 0
    assert "- 이벤트 응모 시: 성별(필수/선택)" in text.stdout
    data = run(app, ["policy", "suggest", str(saved), "-d", str(declared), "-f", "json"])
    assert json.loads(data.stdout)["points"][0]["point"] is None
    snippet = run(app, ["policy", "suggest", str(saved), "-c", str(config), "-f", "yaml"])
    assert yaml.safe_load(snippet.stdout)["collection"][0]["point"] == "event"
    wrong = run(app, ["policy", "suggest", str(saved), "-d", str(declared), "-f", "xlsx"])
    assert isinstance(wrong.exception, UsageError)


def test_no_example_of_a_value_is_in_any_form(draft):
    suggestion = draft(held("gender", "sex"))
    for text in (
        suggestion_text(suggestion),
        suggestion_yaml(suggestion),
        str(suggestion_facts(suggestion)),
    ):
        assert "a***" not in text
