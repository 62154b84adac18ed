"""Statements that set the comment of a column."""

from __future__ import annotations

from collections.abc import Iterator

from pii_scan.sources.ddl.changes import Change, Name, SetComment
from pii_scan.sources.ddl.columns import split_list
from pii_scan.sources.ddl.cursor import Cursor, table_name
from pii_scan.sources.ddl.tokens import Kind

_PROPERTY_PROCEDURES = frozenset({"sp_addextendedproperty", "sp_updateextendedproperty"})
_PROPERTY_ARGUMENTS = (
    *("name", "value", "level0type", "level0name"),
    *("level1type", "level1name", "level2type", "level2name"),
)


def comment_on_column(cursor: Cursor) -> Iterator[Change]:
    """COMMENT ON COLUMN, of which ``cursor`` is behind: PostgreSQL, Oracle, Db2."""
    cursor.accept("IF", "EXISTS")
    parts: list[str] = []
    while (name := cursor.name()) is not None:
        parts.append(name)
        if not cursor.accept("."):
            break
    if len(parts) < 2 or not cursor.accept("IS"):  # noqa: PLR2004  table and column
        return
    table = Name(parts[-3] if len(parts) > 2 else None, parts[-2])  # noqa: PLR2004  and schema
    text = "".join(token.text for token in cursor.rest() if token.kind is Kind.STRING)
    yield SetComment(table, parts[-1], text)


def extended_property(cursor: Cursor) -> Iterator[Change]:
    """SQL Server's comments, which sp_addextendedproperty 'MS_Description' sets."""
    cursor.take()
    procedure = table_name(cursor)
    if procedure is None or procedure.table.lower() not in _PROPERTY_PROCEDURES:
        return
    values: dict[str, str] = {}
    for number, part in enumerate(split_list(cursor.rest())):
        tokens = [token for token in part if token.kind is not Kind.COMMENT]
        if not tokens or number >= len(_PROPERTY_ARGUMENTS):
            continue
        given = tokens[0].text.lower()
        named = len(tokens) > 1 and tokens[1].text == "=" and given.startswith("@")
        key = given.removeprefix("@") if named else _PROPERTY_ARGUMENTS[number]
        values[key] = tokens[-1].text
    if values.get("name", "").lower() == "ms_description" and values.get("level2name"):
        table = Name(values.get("level0name"), values.get("level1name", ""))
        yield SetComment(table, values["level2name"], values.get("value", ""))
