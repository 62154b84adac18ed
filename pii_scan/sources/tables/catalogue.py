"""What a database says it holds: tables and columns, before a row is read."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from pii_scan.model import Reason

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``type`` is as the database spells it, in lower case; None where it has none.

    ``has_default`` is true where a row may be written without naming it. ``readable`` is false
    where the catalogue already says that the user may not read it; ``left_out`` is why a person
    wants it not read. One value of a ``wide`` column can be large; one of a ``compound`` column
    holds several, of a kind of this database's own. ``western`` is true where the database believes
    its text to be Western, whatever programs wrote into it.
    """

    name: str
    type: str | None = None
    nullable: bool | None = None
    comment: str | None = None
    has_default: bool = False
    readable: bool = True
    left_out: Reason | None = None
    wide: bool = False
    compound: bool = False
    western: bool = False


def says_default(expression: str | None) -> bool:
    """Whether the default of a column, as SQL, is another than NULL, which is none."""
    return expression is not None and expression.strip("() ").upper() != "NULL"


class Kind(Enum):
    """Whether rows live in the relation, are computed when it is read, or live elsewhere."""

    TABLE = "table"
    VIEW = "view"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, view or foreign table.

    ``schema`` is None where the database has none. ``estimate`` is the catalogue's guess of its
    rows and ``pages`` of its pages, when they were last counted. ``key`` is an indexed whole-number
    column in whose order rows are stored, if there is one; ``index`` is another column that has no
    NULL, many different values and an index of its own. ``has_heirs`` is true where other tables
    inherit from it, whose rows are read as theirs and not with its own. ``caveat`` says why not
    all of its rows or columns can be seen.
    """

    schema: str | None
    name: str
    columns: tuple[Column, ...]
    kind: Kind = Kind.TABLE
    estimate: int | None = None
    pages: int | None = None
    key: str | None = None
    index: str | None = None
    has_heirs: bool = False
    caveat: Reason | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The path that findings name it by."""
        return (self.schema, self.name) if self.schema is not None else (self.name,)

    @property
    def location(self) -> str:
        """The path as a person writes it."""
        return ".".join(self.path)

    @property
    def readable(self) -> tuple[Column, ...]:
        """The columns that are read: the user may, and nobody wants them left out."""
        return tuple(column for column in self.columns if column.readable and not column.left_out)

    @property
    def passed_over(self) -> bool:
        """Whether all columns are left out, so that its rows are none of the scan's."""
        return bool(self.columns) and not self.wanted

    @property
    def wanted(self) -> tuple[Column, ...]:
        """The columns that nobody wants left out, readable or not."""
        return tuple(column for column in self.columns if not column.left_out)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A table whose definition could not be read, and why."""

    location: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All tables of a database in a fixed order, and those that could not be looked up.

    ``hidden`` are schemas in which there may be tables that the user does not see.
    """

    tables: tuple[Table, ...]
    unreadable: tuple[Unreadable, ...] = ()
    hidden: tuple[Unreadable, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """The most rows that are sampled from a table, and the most characters read of one value."""

    rows: int
    max_value: int


Rows = list[tuple[object, ...]]
"""Some rows of a table, as tuples in the order of its readable columns."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What rows that were drawn are a part of.

    ``total`` is how many rows the table has, exact when ``complete`` and an estimate otherwise;
    None when it is not known. ``first_only`` is true where nothing could be drawn from all over a
    table, so that its rows are the first ones as they lie there.
    """

    total: int | None
    complete: bool
    first_only: bool = False


Portion: TypeAlias = "Rows | pl.DataFrame"
"""Some rows as tuples, or as columns of text, in the same order; all texts are as PostgreSQL's and
MySQL's own clients show the values, null for NULL."""


Drawing: TypeAlias = Generator[Portion, None, Extent]
"""Rows in portions that fit in memory, then what they are a part of."""


def in_order(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Sorted by path: the same database gives the same report."""
    return tuple(sorted(tables, key=lambda table: table.path))
