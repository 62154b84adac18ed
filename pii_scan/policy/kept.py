"""Rules of how long something is kept, out of the words of one line, cell or sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pii_scan.policy.items import is_item_list, split_at_commas
from pii_scan.policy.kept_sentences import (
    kept_after_leaving,
    kept_thing,
    kept_until,
    words_before_period,
)
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.terms import read_law, read_term

# What can be the reason that something is kept.
BASIS = re.compile(
    r"방침|규정|동의|약관|법률|법$|법\s|시행령|정책|계약|분쟁|방지|consent|policy|act\b|law",
    re.IGNORECASE,
)
# What a cell holds that says no reason.
NOTHING = {"", "없음", "해당없음", "none", "n/a"}
BRACKET = re.compile(r"[(（]([^()（）]+)[)）]")
_FROM_WHEN = re.compile(r"(?:부터|이후|[\s일]후|시점|after|from)$")
_OF_WHAT = re.compile(r"([^은는:：]{1,40})(?:[은는]|\s*[:：])\s*(.+)")
# "단, 결제 정보는 전자상거래법에 따라 5년"
_EXCEPTED = re.compile(r"(?:단|다만),\s*(?P<thing>[^,은는]{2,40})[은는]\s+(?P<term>[^,]{2,60})")


@dataclass(frozen=True, slots=True)
class Kept:
    """One retention rule as read. ``record`` is None for a kind that is not known."""

    label: str
    record: str | None
    period: str | None
    event: str | None
    basis: str | None
    law: str | None


def kept_as(label: str, term_text: str, lexicon: Lexicon) -> Kept | None:
    """A rule for ``label`` out of the words after "보유기간:"; None where they state no term."""
    term = read_term(term_text)
    if term is None:
        return None
    brackets = BRACKET.findall(term_text)
    basis = next((b for b in brackets if read_term(b) is None and BASIS.search(b)), None)
    # "전자상거래법에 따라 5년" names its law without brackets.
    law = read_law(basis if basis is not None else BRACKET.sub(" ", term_text), lexicon)
    basis = basis or law
    return Kept(label, lexicon.record(label), term.period, term.event, basis, law)


def kept_in_sentence(sentence: str, lexicon: Lexicon) -> Kept | None:
    """The rule of "We keep this login data for 30 days"; None for a sentence without one."""
    until, term = kept_until(sentence), read_term(sentence)
    if until is not None:
        return Kept(until[0], lexicon.record(until[0]), None, until[1], None, None)
    thing = kept_thing(sentence) if term is not None and term.period else None
    if term is None or thing is None:
        return None
    law = read_law(sentence, lexicon)
    return Kept(thing, lexicon.record(thing), term.period, term.event, law, law)


def kept_on_leaving(label: str, content: str, lexicon: Lexicon) -> Kept | None:
    """A rule out of "회원탈퇴 시: 아이디, CI 30일"; None for any other label."""
    left = kept_after_leaving(label, content)
    if left is None:
        return None
    thing, term = left
    return Kept(thing, lexicon.record(thing), term.period, term.event, None, None)


def kept_each(text: str, lexicon: Lexicon) -> list[Kept]:
    """The rules of "상담은 1년, 계약은 종료 후 5년"; none where a part says no term."""
    parts = [_OF_WHAT.match(part) for part in split_at_commas(text)]
    kept = [kept_as(part[1], part[2], lexicon) if part else None for part in parts]
    return [rule for rule in kept if rule is not None] if len(kept) > 1 and all(kept) else []


def kept_as_exception(text: str, lexicon: Lexicon) -> Kept | None:
    """The rule of "단, 결제 정보는 전자상거래법에 따라 5년", which names what it is about.

    None for one that does not: "단, 부정이용 방지를 위해 탈퇴 후 1년간 보관".
    """
    match = _EXCEPTED.fullmatch(text)
    if match is None:
        return None
    known = lexicon.record(match["thing"]) is not None or is_item_list(match["thing"], lexicon)
    return kept_as(match["thing"], match["term"], lexicon) if known else None


def rules_of_law(label: str, content: str, lexicon: Lexicon) -> list[str]:
    """The rules of "전자상거래법: 계약 기록 5년, 분쟁처리 기록 3년"; none of another label."""
    if read_law(label, lexicon) is None:
        return []
    parts = split_at_commas(content)
    said = [(term := read_term(part)) and term.period for part in parts]
    named = [words_before_period(part) for part in parts]
    # "특정금융정보법에 따른 기록: 거래 종료일로부터 5년" says from when.
    if any(_FROM_WHEN.search(name) for name in named):
        return []
    return parts if all(said) and all(named) else []
