"""Where a field stands: what else is in its table or object, and what a whole scan tells of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from pii_scan.detect.table_keys import TableKeys
from pii_scan.detect.tables import TableWords
from pii_scan.model import Field

_INSIDE = re.compile(r"[.\[]")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in the same table or object as a field: other items and what recognised them.

    ``meanings`` are the items of fields that are called otherwise. ``table`` is what its columns
    tell of it. Of the whole scan, ``parents`` are where fields are that others with values are
    inside of, ``keys`` tell what points to another table, ``unread`` are the sources and locations
    not read.
    """

    table: TableWords
    parents: Container[tuple[str, ...]]
    keys: TableKeys
    unread: Container[tuple[str, str]]
    items: frozenset[str] = frozenset()
    meanings: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()

    @property
    def is_of_companies(self) -> bool:
        """Whether a bare name in it is that of a company."""
        return self.table.is_company_s(self.items)


def at(field: Field) -> tuple[str, ...]:
    """The place of a field in a scan."""
    return field.source, *field.path


def root(field: Field) -> tuple[str, ...]:
    """The table that a field or the document it is in belongs to, with its source."""
    table = field.nested[:-2] if field.in_document else ()
    return field.source, *(table or field.path[:-1])


def around(field: Field) -> Iterator[tuple[str, ...]]:
    """Where fields are that ``field`` is inside of: ``a`` and ``a.b`` of ``a.b.c``."""
    *outer, last = at(field)
    yield tuple(outer)
    yield from ((*outer, last[: dot.start()]) for dot in _INSIDE.finditer(last) if dot.start())
