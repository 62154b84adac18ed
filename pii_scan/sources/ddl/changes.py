"""What a schema file can say about tables, as data."""

from __future__ import annotations

from dataclasses import dataclass

from pii_scan.model import Reason
from pii_scan.sources.ddl.columns import ColumnDefinition


@dataclass(frozen=True, slots=True)
class Name:
    """A table's name, with its schema where the file says it."""

    schema: str | None
    table: str


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A table's columns; those of the tables in ``like`` come first."""

    name: Name
    columns: tuple[ColumnDefinition, ...]
    like: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A new column, or another definition of the one that it ``replaces``.

    What a ``partial`` definition does not say stays as it was.
    """

    table: Name
    column: ColumnDefinition
    replaces: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column that goes."""

    table: Name
    column: str


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """A column under another name."""

    table: Name
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SetNullable:
    """Whether a column may be empty."""

    table: Name
    column: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class SetType:
    """A column's new type."""

    table: Name
    column: str
    type: str | None


@dataclass(frozen=True, slots=True)
class SetComment:
    """What a column is said to hold."""

    table: Name
    column: str
    comment: str


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table under another name."""

    old: Name
    new: Name


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table that goes."""

    table: Name


@dataclass(frozen=True, slots=True)
class Unread:
    """A table definition, or a part of one, that could not be read."""

    line: int
    reason: Reason


Change = (
    CreateTable
    | AddColumn
    | DropColumn
    | RenameColumn
    | SetNullable
    | SetType
    | SetComment
    | RenameTable
    | DropTable
    | Unread
)
