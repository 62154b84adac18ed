"""Heads of tables of items in English, called as the readers of tables know them.

"Data type | Examples | Required?" says in its first column of what kind the examples are, and in
the last with "Yes" and "No" what a column of its own says elsewhere with other words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry
from pii_scan.policy.lexicon import key_of

_KIND = re.compile(
    r"(?:(?:types?|categor(?:y|ies)|kinds?)(?:of(?:personal)?(?:data|information))?"
    r"|(?:personal)?(?:data|information)(?:types?|categor(?:y|ies)|kinds?))"
)
_EXAMPLES = re.compile(
    r"examples?|(?:specific|actual)data|dataelements|details|whatitincludes|includes"
)
_ELEMENT = re.compile(
    r"(?:personal)?(?:data|information)(?:elements?|items?|points?|fields?)?|fields?"
)
_SAYS_MORE = re.compile(r"descriptions?|details|notes?|remarks?|comments?")
_NEED = re.compile(r"(?:isit)?(?:required|mandatory)")
_SAID = {"yes": "required", "y": "required", "no": "optional", "n": "optional"}
_KNOWN = {*_SAID, "required", "optional", "mandatory", "automatic", "auto", "conditional", "-", ""}


def with_heads_known(rows: Sequence[Entry]) -> Sequence[Entry]:
    """``rows`` with such columns called so; as they are where a head says nothing of the kind."""
    keys = [key_of(cell) for cell in rows[0].cells] if rows else []
    heads = list(rows[0].cells) if rows else []
    kinds = [place for place, key in enumerate(keys) if _KIND.fullmatch(key)]
    changed = False
    # "Data element | Description": each row is an item, and what is said of it.
    if len(keys) == 2 and _ELEMENT.fullmatch(keys[0]) and _SAYS_MORE.fullmatch(keys[1]):  # noqa: PLR2004
        return [replace(rows[0], cells=("Items", "Purpose")), *rows[1:]]
    if len(kinds) == 1 and any(map(_EXAMPLES.fullmatch, keys)):
        heads[kinds[0]] = "구분"
        changed = True
    needs = [place for place, key in enumerate(keys) if _NEED.fullmatch(key)]
    below = list(rows[1:])
    if len(needs) == 1 and _says_yes_or_no(below, needs[0]):
        heads[needs[0]] = "필수여부"
        below = [_told(row, needs[0]) for row in below]
        changed = True
    return [replace(rows[0], cells=tuple(heads)), *below] if changed else rows


def _says_yes_or_no(rows: Sequence[Entry], place: int) -> bool:
    said = {key_of(row.cells[place]) for row in rows if len(row.cells) > place}
    return bool(said & _SAID.keys()) and said <= _KNOWN


def _told(row: Entry, place: int) -> Entry:
    if len(row.cells) <= place:
        return row
    cells = list(row.cells)
    key = key_of(cells[place])
    # What comes by itself is neither.
    cells[place] = _SAID.get(key, cells[place] if key in {"required", "optional"} else "")
    return replace(row, cells=tuple(cells))
