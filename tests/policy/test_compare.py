"""Two policies side by side: what changed, whether it touches rights, from when it holds."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from pii_scan.cli.main import app
from pii_scan.policy.compare import compare_declarations
from pii_scan.policy.comparison import compare_policies, comparison_blocks, comparison_facts
from pii_scan.policy.declaration import (
    SCHEMA,
    CollectedItem,
    CollectionPoint,
    Declaration,
    NamedItem,
    NoticeDays,
    PolicyInfo,
    Processor,
    Purpose,
    RetentionRule,
    ThirdParty,
    dump_declaration,
)
from pii_scan.policy.notice import needed_notice

DAY = dt.date(2026, 3, 2)
EMAIL = CollectedItem(item="email", label="이메일 주소")
PHONE = CollectedItem(item="phone", label="전화번호", required=False)
PROMISES = NoticeDays(ordinary=7, important=30)


def declaration(**parts):
    parts.setdefault("policy", PolicyInfo(notice_days=PROMISES))
    return Declaration(schema_version=SCHEMA, **parts)


def point(*items, id_="signup", label="회원가입 시"):
    return CollectionPoint(point=id_, label=label, items=items)


def only(old, new):
    """The one change from ``old`` to ``new``, each the parts of a declaration."""
    (change,) = compare_declarations(declaration(**old), declaration(**new))
    return change.kind, change.subject, change.what, change.reason.touches_rights


def collected(*items):
    return {"collection": (point(*items),)}


def test_the_same_policy_has_no_changes():
    same = declaration(**collected(EMAIL, PHONE), purposes=(Purpose(label="회원 관리"),))
    assert compare_declarations(same, same) == []
    comparison = compare_policies(same, same, DAY)
    assert comparison.notice is None
    assert comparison_facts(comparison)["changes"] == []
    assert list(comparison_blocks(comparison, "en")) == []


def test_an_item_that_is_added_touches_rights_and_one_that_is_removed_does_not():
    assert only(collected(EMAIL), collected(EMAIL, PHONE)) == ("added", "item", "전화번호", True)
    assert only(collected(EMAIL, PHONE), collected(EMAIL)) == ("removed", "item", "전화번호", False)


def test_required_instead_of_optional_touches_rights_and_the_reverse_does_not():
    required = PHONE.model_copy(update={"required": True})
    assert only(collected(PHONE), collected(required)) == ("changed", "item", "전화번호", True)
    assert only(collected(required), collected(PHONE)) == ("changed", "item", "전화번호", False)


def test_other_words_for_an_item_are_an_ordinary_change_and_spaces_are_none():
    spaced = EMAIL.model_copy(update={"label": "이메일주소"})
    assert (
        compare_declarations(declaration(**collected(EMAIL)), declaration(**collected(spaced)))
        == []
    )
    renamed = EMAIL.model_copy(update={"label": "전자우편"})
    assert only(collected(EMAIL), collected(renamed)) == ("changed", "item", "전자우편", False)


def test_a_point_is_matched_by_its_words_or_its_id_and_never_by_its_place():
    renamed = {"collection": (point(EMAIL, label="가입할 때"),)}
    assert compare_declarations(declaration(**collected(EMAIL)), declaration(**renamed)) == []
    old = {"collection": (point(EMAIL, id_="point-1", label="박람회 참가"),)}
    new = {"collection": (point(EMAIL, id_="point-1", label="견학 신청"),)}
    changes = compare_declarations(declaration(**old), declaration(**new))
    assert [(c.kind, c.what) for c in changes] == [
        ("added", "견학 신청"),
        ("removed", "박람회 참가"),
    ]


def test_a_wider_kind_of_an_item_touches_rights():
    public = CollectedItem(item="ip_address", label="접속 IP", scopes=("public",))
    both = public.model_copy(update={"scopes": ("public", "private")})
    every = public.model_copy(update={"scopes": ()})
    assert only(collected(public), collected(both))[3] is True
    assert only(collected(public), collected(every))[3] is True
    assert only(collected(both), collected(public))[3] is False


def test_purposes():
    one, two = Purpose(label="회원 관리", text="식별"), Purpose(label="마케팅", text="광고")
    assert only({"purposes": (one,)}, {"purposes": (one, two)}) == (
        "added",
        "purpose",
        "마케팅",
        True,
    )
    assert only({"purposes": (one, two)}, {"purposes": (one,)})[3] is False
    told = one.model_copy(update={"text": "식별, 통계"})
    assert only({"purposes": (one,)}, {"purposes": (told,)}) == (
        "changed",
        "purpose",
        "회원 관리",
        True,
    )


@pytest.mark.parametrize(
    ("old", "new", "touches"),
    [("P1Y", "P2Y", True), ("P1Y", "P6M", False), ("P3M", "P1Y", True)],
)
def test_a_longer_period_touches_rights_and_a_shorter_does_not(old, new, touches):
    rule = RetentionRule(record="usage_record", label="이용 기록", period=old, basis="내부 방침")
    longer = rule.model_copy(update={"period": new})
    change = only({"retention": (rule,)}, {"retention": (longer,)})
    assert change == ("changed", "retention", "이용 기록", touches)


def test_twelve_months_are_a_year_and_another_basis_is_an_ordinary_change():
    rule = RetentionRule(record="payment", label="결제 기록", period="P1Y", law="상법")
    months = rule.model_copy(update={"period": "P12M"})
    assert (
        compare_declarations(declaration(retention=(rule,)), declaration(retention=(months,))) == []
    )
    other = rule.model_copy(update={"law": "국세기본법"})
    assert only({"retention": (rule,)}, {"retention": (other,)})[3] is False


def test_an_event_that_cannot_be_compared_counts_as_longer():
    rule = RetentionRule(record="account", label="회원 정보", event="회원 탈퇴 시까지")
    later = rule.model_copy(update={"event": "분쟁 종료 시까지"})
    assert only({"retention": (rule,)}, {"retention": (later,)})[3] is True


def test_third_parties_touch_rights_unless_they_get_less():
    items = (NamedItem(item="name", label="이름"), NamedItem(item="email", label="이메일"))
    party = ThirdParty(name="가람보험", purpose="보험", items=items, until="1년")
    less = party.model_copy(update={"items": items[:1]})
    longer = party.model_copy(update={"until": "2년"})
    assert only({}, {"third_parties": (party,)}) == ("added", "third-party", "가람보험", True)
    assert only({"third_parties": (party,)}, {})[3] is False
    assert only({"third_parties": (party,)}, {"third_parties": (less,)})[3] is False
    assert only({"third_parties": (party,)}, {"third_parties": (longer,)})[3] is True


def test_processors_are_ordinary_unless_data_goes_abroad():
    here = Processor(name="가람배송", task="배송")
    abroad = Processor(name="Cloud Inc.", task="보관", country="미국")
    assert only({}, {"processors": (here,)}) == ("added", "processor", "가람배송", False)
    assert only({}, {"processors": (abroad,)})[3] is True
    moved = here.model_copy(update={"country": "일본"})
    assert only({"processors": (here,)}, {"processors": (moved,)})[3] is True
    other = here.model_copy(update={"task": "결제"})
    assert only({"processors": (here,)}, {"processors": (other,)}) == (
        "changed",
        "processor",
        "가람배송",
        False,
    )


def test_one_processor_with_two_tasks_is_two_entries():
    tasks = [Processor(name="가람", task=task) for task in ("배송", "결제", "상담")]
    change = only({"processors": tuple(tasks[:2])}, {"processors": (tasks[2], tasks[0])})
    assert change == ("changed", "processor", "가람", False)


def test_a_promise_not_to_collect_that_is_gone_touches_rights():
    denied = {"not_collected": (NamedItem(item="religion", label="종교"),)}
    assert only(denied, {}) == ("removed", "not-collected", "종교", True)
    assert only({}, denied) == ("added", "not-collected", "종교", False)


def test_the_notice_is_what_the_policy_promises():
    assert needed_notice(PROMISES, DAY, important=True).effective == dt.date(2026, 4, 1)
    assert needed_notice(PROMISES, DAY, important=False).effective == dt.date(2026, 3, 9)
    ordinary = needed_notice(NoticeDays(ordinary=7), DAY, important=True)
    assert (ordinary.days, ordinary.effective) == (7, dt.date(2026, 3, 9))
    assert "only notice" in ordinary.why.en


def test_without_a_promise_the_law_sets_no_days():
    notice = needed_notice(NoticeDays(), DAY, important=True)
    assert (notice.days, notice.effective) == (None, DAY)
    assert "PIPA sets none" in notice.why.en
    assert "날수를 정하지 않습니다" in notice.why.ko


def test_the_policy_in_force_makes_the_promise():
    old = declaration(**collected(EMAIL))
    hasty = PolicyInfo(notice_days=NoticeDays(ordinary=1, important=1))
    new = declaration(policy=hasty, **collected(EMAIL, PHONE))
    assert compare_policies(old, new, DAY).notice.days == 30
    silent = declaration(policy=PolicyInfo(), **collected(EMAIL))
    assert compare_policies(silent, new, DAY).notice.days == 1


def test_ordinary_changes_could_go_ahead_of_the_others():
    old = declaration(**collected(EMAIL), processors=(Processor(name="가람", task="배송"),))
    both = compare_policies(old, declaration(**collected(EMAIL, PHONE)), DAY)
    assert both.others.effective == dt.date(2026, 3, 9)
    facts = comparison_facts(both)["notice"]
    assert (facts["effective"], facts["other_changes_effective"]) == ("2026-04-01", "2026-03-09")
    assert compare_policies(old, declaration(**collected(EMAIL)), DAY).others is None


def test_dates_of_the_new_policy_that_leave_too_little_are_said():
    dated = PolicyInfo(
        notice_days=PROMISES, notice_date=DAY, effective_date=DAY + dt.timedelta(days=7)
    )
    old, new = declaration(**collected(EMAIL)), declaration(policy=dated, **collected(EMAIL, PHONE))
    comparison = compare_policies(old, new, DAY)
    assert comparison.too_early
    assert "leave less" in str(list(comparison_blocks(comparison, "en")))
    assert "시행일을 늦추십시오" in str(list(comparison_blocks(comparison, "ko")))
    # Less collected needs 7 days, and these are 7.
    fewer = compare_policies(
        declaration(**collected(EMAIL, PHONE)), declaration(policy=dated, **collected(EMAIL)), DAY
    )
    assert not fewer.too_early


def test_the_command_takes_a_text_and_a_declaration(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.yaml"
    old.write_text(
        "1. 수집항목\n- 회원가입 시: 이메일 주소\n\n변경 시 시행 7일 전에 고지합니다.\n",
        encoding="utf-8",
    )
    new.write_text(dump_declaration(declaration(**collected(EMAIL, PHONE))), encoding="utf-8")
    command = ["policy", "compare", str(old), str(new), "--published", "2026-03-02"]
    table = CliRunner().invoke(app, command)
    assert table.exit_code == 0
    assert "item added: 전화번호 (회원가입 시)" in table.stdout
    assert "can take effect from 2026-03-09" in table.stdout
    facts = json.loads(CliRunner().invoke(app, [*command, "-f", "json"]).stdout)
    assert (facts["notice"]["days"], facts["changes"][0]["touches_rights"]) == (7, True)


def test_blocks_part_the_changes_by_whether_they_touch_rights():
    old, new = declaration(**collected(EMAIL)), declaration(**collected(PHONE))
    headings = [heading for heading, _ in comparison_blocks(compare_policies(old, new, DAY), "en")]
    assert headings == ["Changes that touch users' rights (1)", "Other changes (1)", "Notice"]
