"""The answers of the policy benchmark are well formed, and its figures are right."""

import datetime as dt
import html
import re

import pytest
from policy_answers import (
    ExpectedItem,
    ExpectedPoint,
    ExpectedRetention,
    load_answer,
    policy_files,
)
from policy_scoring import PolicyScore, score_points, score_policy, score_retention

from pii_scan.policy.declaration import CollectedItem, CollectionPoint, RetentionRule
from pii_scan.rulebook import load_rulebook


def _text(path):
    encoding = "cp949" if "cp949" in path.name else "utf-8"
    text = re.sub(r"<[^>]+>|\s+", "", path.read_bytes().decode(encoding))
    return html.unescape(text) if path.suffix == ".html" else text


def test_there_are_at_least_22_policies():
    assert len(policy_files()) >= 22


@pytest.mark.parametrize("path", policy_files(), ids=lambda path: path.stem)
def test_answer_names_only_known_items_and_words_of_the_text(path):
    answer, text = load_answer(path), _text(path)
    known = set(load_rulebook().items)
    ids = {i for point in answer.points for item in point.items for i in item.ids}
    assert ids | {i for entry, _ in answer.not_collected for i in entry} <= known
    words = [rule.label for rule in answer.retention if not rule.neutral]
    words += [party.name for party in (*answer.processors, *answer.third_parties)]
    words += [party.task for party in answer.processors]
    assert [word for word in words if re.sub(r"\s+", "", word) not in text] == []
    assert answer.effective_date is None or dt.date.fromisoformat(answer.effective_date)


def _expected(*items):
    return ExpectedPoint(
        "회원가입", tuple(ExpectedItem((ids,), ids, req, neutral=False) for ids, req in items)
    )


def _read(label, *items):
    collected = tuple(CollectedItem(item=i, label=i, required=req) for i, req in items)
    return CollectionPoint(point=label, label=label, items=collected)


def test_items_are_compared_point_by_point():
    score = PolicyScore()
    expected = [_expected(("email", True), ("phone", False)), _expected(("name", None))]
    read = [
        _read("회원 가입 시", ("email", True), ("phone", True), ("gender", True)),
        _read("문의", ("address", True)),
    ]
    score_points(score, expected, read)
    assert vars(score.items_at_points) == {"hit": 2, "wrong": 2, "missed": 1}
    assert vars(score.required) == {"hit": 1, "wrong": 0, "missed": 1}


def test_a_year_is_twelve_months_and_a_law_is_judged_apart():
    score = PolicyScore()
    expected = [
        ExpectedRetention("로그", "P12M", None, "통신비밀보호법", neutral=False),
        ExpectedRetention("회원", None, "회원 탈퇴 시", None, neutral=False),
        ExpectedRetention("영상", "P30D", None, None, neutral=True),
    ]
    read = [
        RetentionRule(record="log", label="로그", period="P1Y", event=None, basis=None, law=None),
        RetentionRule(record="m", label="회원", period=None, event="탈퇴", basis=None, law=None),
        RetentionRule(record="v", label="영상", period="P30D", event=None, basis=None, law=None),
        RetentionRule(record="x", label="다른", period="P7Y", event=None, basis=None, law=None),
    ]
    score_retention(score, expected, read)
    assert vars(score.retention) == {"hit": 2, "wrong": 1, "missed": 0}
    assert vars(score.retention_law) == {"hit": 1, "wrong": 0, "missed": 1}


def test_a_policy_that_is_not_read_is_missed_whole():
    answer = load_answer(policy_files()[0])
    score = score_policy(answer, None)
    assert score.items_at_points.hit == score.processors.hit == score.notice_days.hit == 0
    assert score.items_at_points.missed > 0
    assert score.processors.missed == len(answer.processors)
