"""What the fields of one table or log tell each other by what was found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pii_scan.model import Field, Finding


class Neighbours:
    """The items and rules that were found in the fields beside one.

    All keys of a log are in one place: to what is inside an object only the same object tells.
    Counted once for all fields, since a table can have thousands, each beside all others.
    """

    def __init__(self, fields: Sequence[Field], findings: Sequence[Sequence[Finding]]) -> None:
        """``findings`` are those of each field by itself."""
        self._fields = fields
        self._items = [frozenset(finding.item for finding in found) for found in findings]
        self._rules = [
            frozenset(rule for finding in found for rule in finding.identifiers)
            for found in findings
        ]
        self._items_within = _counted(fields, self._items)
        self._rules_within = _counted(fields, self._rules)

    def items(self, index: int) -> frozenset[str]:
        """The items found in fields beside the one at ``index``."""
        return self._others(index, self._items[index], self._items_within)

    def rules(self, index: int) -> frozenset[str]:
        """The rules that values of fields beside the one at ``index`` match."""
        return self._others(index, self._rules[index], self._rules_within)

    def _others(self, index: int, own: frozenset[str], within: _Counted) -> frozenset[str]:
        field = self._fields[index]
        parent, dot, _ = field.path[-1].rpartition(".")
        counted = within.get(parent if field.logged and dot else None, Counter())
        return frozenset(told for told, fields in counted.items() if fields > (told in own))


_Counted = dict[str | None, Counter[str]]
"""In how many fields each item or rule was found, by the object they are in; None for all."""


def _counted(fields: Sequence[Field], found: Iterable[frozenset[str]]) -> _Counted:
    within: _Counted = {}
    for field, told in zip(fields, found, strict=True):
        if not told:
            continue
        *objects, _ = field.path[-1].split(".")
        places = (".".join(objects[:depth]) for depth in range(1, len(objects) + 1))
        for place in (None, *places):
            within.setdefault(place, Counter()).update(told)
    return within
