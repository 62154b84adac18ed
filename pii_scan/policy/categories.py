"""Tables of the categories that the laws of California and other states ask policies to list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pii_scan.policy.entries import Entry
from pii_scan.policy.items import read_items
from pii_scan.policy.lexicon import Lexicon, key_of

NOT_COLLECTED = "not collected"
# The categories of Cal. Civ. Code 1798.140(v), as policies call them.
_STATUTORY = re.compile(
    r"^(?:[a-l][.)])?(?:identifiers|personalidentifiers|commercialinformation|geolocation|inferences"
    r"|sensitivepersonal|sensorydata|biometric|internetor|internet(?:activity|/)|network|professional|employment)"
    r"|customerrecord|protectedclass|electronicnetworkactivity|networkactivity|educationinformation"
    r"|audio,electronic|civ\.?code"
)
# "A. Identifiers", as the law counts them.
_LETTER = re.compile(r"^[A-La-l][.)]\s+")
_FEWEST = 2
_NO = {"no", "n", "notcollected", "wedonotcollect", "none", "wedonotcollectthis", "x", "✗", "✕"}
_COLLECTED = re.compile(r"^(?:is|are)?(?:it|this)?(?:do|have)?(?:we)?collect(?:ed)?")
_EXAMPLES = re.compile(r"example|(?:data|information)(?:we)?collect|typesof|whatwecollect|specific")
_PURPOSE = re.compile(r"purpose|why|howweuse")
_PERIOD = re.compile(r"retention|howlong|retained|kept")


@dataclass(frozen=True, slots=True)
class Category:
    """One row: ``items`` lists what of the category is collected, or is the category itself."""

    entry: Entry
    name: str
    items: str
    is_collected: bool
    purpose: str
    period: str


def read_categories(rows: Sequence[Entry], lexicon: Lexicon) -> list[Category]:
    """The rows of a table of such categories; nothing for any other table."""
    head = [key_of(cell).rstrip("?") for cell in rows[0].cells] if rows else []
    if not head or "categor" not in head[0]:
        return []
    body = [row for row in rows[1:] if len(row.cells) == len(head) and row.cells[0]]
    known = sum(_STATUTORY.search(key_of(row.cells[0])) is not None for row in body)
    if known < _FEWEST or known * 2 < len(body):
        return []
    return [_category(row, head, lexicon) for row in body]


def _category(row: Entry, head: Sequence[str], lexicon: Lexicon) -> Category:
    cells = [" ".join(cell.split()) for cell in row.cells]
    name = cells[0]

    def said(pattern: re.Pattern[str]) -> str:
        return next(
            (cell for key, cell in zip(head[1:], cells[1:], strict=True) if pattern.search(key)), ""
        )

    examples, collected = said(_EXAMPLES), said(_COLLECTED)
    in_brackets = name.partition("(")[2].rstrip(" )")
    bare = _LETTER.sub("", name)
    lists = [examples, in_brackets, bare]
    items = next((text for text in lists if _names_item(text, lexicon)), bare)
    answers = {key_of(examples), key_of(collected)}
    return Category(row, name, items, not answers & _NO, said(_PURPOSE), said(_PERIOD))


def _names_item(text: str, lexicon: Lexicon) -> bool:
    return any(word.item is not None for word in read_items(text, lexicon))
