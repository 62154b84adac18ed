"""Who gets the data, said in Japanese: "配送業務を株式会社Aに委託", "B株式会社に氏名を提供"."""

from __future__ import annotations

import re

from pii_scan.policy.party_said import Said

_FORM = r"(?:株式会社|合同会社|有限会社|一般社団法人|（株）|\(株\)|㈱)"
_NAME = rf"(?:{_FORM}[^\s、。，（()）をにへと]{{1,20}}|[^\s、。，（()）をにへとは]{{1,20}}{_FORM})"
_NAMES = rf"{_NAME}(?:(?:、|及び|および|並びに|と){_NAME}){{0,9}}"
_BETWEEN = re.compile(rf"(?:、|及び|および|並びに|と)(?={_NAME})")
_TASK_AND_NAMES = re.compile(
    rf"(?:^|[は、])(?P<task>[^、。はを]{{2,30}}?)を、?(?P<names>{_NAMES})(?:に|へ)[^。]*委託"
)
_NAMES_AND_TASK = re.compile(
    rf"(?P<names>{_NAMES})(?:に|へ)、?(?P<task>[^、。をに]{{2,30}}?)を[^。を]*委託"
)
_GIVEN_TO = re.compile(rf"(?P<names>{_NAMES})(?:に|へ)(?:対し(?:て)?)?、?[^。]*(?:提供|開示|共有)")
_WHAT = re.compile(r"(?:に|へ)(?:対し(?:て)?)?、?(?P<items>[^。にへを]{1,80})を(?:提供|開示|共有)")
_WHAT_FOR = re.compile(r"(?:^|[は、])(?P<why>[^、。は]{2,30}?)の(?:ため|目的で)")
_DENIES = re.compile(r"(?:ません|しない)")
_LONGEST = 1000


def entrusted_in_japanese(sentence: str) -> list[Said]:
    """The processors that ``sentence`` names, each with its task."""
    if len(sentence) > _LONGEST or "委託" not in sentence or _DENIES.search(sentence):
        return []
    match = _TASK_AND_NAMES.search(sentence) or _NAMES_AND_TASK.search(sentence)
    return [Said(name, match["task"]) for name in _BETWEEN.split(match["names"])] if match else []


def given_in_japanese(sentence: str) -> list[Said]:
    """The third parties that ``sentence`` names, with the items and the purpose it says."""
    if len(sentence) > _LONGEST or _DENIES.search(sentence):
        return []
    match = _GIVEN_TO.search(sentence)
    if match is None:
        return []
    why, what = _WHAT_FOR.search(sentence), _WHAT.search(sentence)
    return [
        Said(name, why["why"] if why else None, items=what["items"] if what else None)
        for name in _BETWEEN.split(match["names"])
    ]
