"""Models and migrations of Sequelize: objects whose keys have a ``DataTypes``.

https://sequelize.org/docs/v6/core-concepts/model-basics/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType

from pii_scan.sources.ddl.changes import AddColumn, Change, CreateTable, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Annotation,
    Kind,
    Token,
    Tokens,
    closing,
    parts,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import SourceText, snake

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "STRING": "varchar",
        "CHAR": "char",
        "DATE": "timestamp",
        "DATEONLY": "date",
        "DOUBLE": "double precision",
        "BLOB": "bytea",
        "JSONB": "json",
        "NOW": "timestamp",
        **dict.fromkeys(("UUIDV1", "UUIDV4"), "uuid"),
    }
)
_OWNERS = frozenset({"DataTypes", "Sequelize"})


@dataclass(frozen=True, slots=True)
class _Object:
    """An object that holds columns, between the tokens ``begin`` and ``end``."""

    begin: int
    end: int
    columns: tuple[ColumnDefinition, ...]
    added: AddColumn | None


def read_sequelize(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables that the files define, each under the name that stands next to it."""
    for source in texts:
        written = tokens_of(source.text)
        tokens = [token for token in written if token.kind is not Kind.COMMENT]
        remarks = {t.line: t.text for t in written if t.kind is Kind.COMMENT}
        for change in _tables(tokens, remarks, PurePath(source.file).stem):
            yield source.file, change


def _tables(tokens: Tokens, remarks: Mapping[int, str], stem: str) -> Iterator[Change]:
    objects = list(_objects(tokens, remarks))
    begins = [*(found.begin for found in objects[1:]), len(tokens)]
    since = 0
    for found, next_begin in zip(objects, begins, strict=True):
        if found.added is not None:
            yield found.added
            continue
        options = _options(tokens, found.end)
        behind = options or tokens[found.end : next_begin]
        name = _called(tokens[since : found.begin], behind, stem)
        yield CreateTable(Name(None, name), found.columns)
        since = found.end + len(options)


def _objects(tokens: Tokens, remarks: Mapping[int, str]) -> Iterator[_Object]:
    at = 0
    while at < len(tokens):
        if not tokens[at].is_mark("{"):
            if _is_taken_back(tokens, at):  # async down(queryInterface) { … }
                at = _block_of(tokens, at)
            at += 1
            continue
        end = closing(tokens, at)
        added = _added(tokens, at, end, remarks)
        columns = tuple(
            column
            for entry in parts(tokens[at + 1 : end])
            if (column := _column(entry, remarks)) is not None
        )
        if added or columns:
            yield _Object(at, end, columns, added)
        at = end + 1 if added or columns else at + 1


def _options(tokens: Tokens, end: int) -> Tokens:
    """The object that follows one, in the same call; empty where none does."""
    behind = tokens[end + 1 : end + 3]
    if len(behind) == 2 and behind[0].is_mark(",") and behind[1].is_mark("{"):  # noqa: PLR2004  a comma and a brace
        return tokens[end + 1 : closing(tokens, end + 2) + 1]
    return ()


def _is_taken_back(tokens: Tokens, at: int) -> bool:
    behind = tokens[at + 1 : at + 2]
    return tokens[at].text == "down" and bool(behind) and behind[0].is_mark("(:=")


def _block_of(tokens: Tokens, at: int) -> int:
    begin = next((n for n in range(at, len(tokens)) if tokens[n].is_mark("{")), len(tokens) - 1)
    return closing(tokens, begin) if begin < len(tokens) - 1 else at


def _called(before: Tokens, behind: Tokens, stem: str) -> str:
    """What the table of an object is called: by its options, its call, its class or its file.

    ``before`` and ``behind`` are the tokens around the object that are no other one's.
    """
    argument = before[-2:-1] if before and before[-1].is_mark(",") else ()
    given = argument[0].text if argument and argument[0].kind is Kind.STRING else None
    if given and any(token.text == "createTable" for token in before[-4:]):
        return given
    said = _string_behind(behind, "tableName")
    named = (
        given
        or _string_behind(behind, "modelName")
        or _string_behind(before, "modelName")
        or _model_of(before)
    )
    return said or snake(named or stem)


def _string_behind(tokens: Tokens, key: str) -> str | None:
    """The first string behind ``key:`` or ``key =``."""
    for at in range(len(tokens) - 2):
        value = tokens[at + 2]
        if tokens[at].text == key and tokens[at + 1].is_mark(":=") and value.kind is Kind.STRING:
            return value.text
    return None


def _model_of(tokens: Tokens) -> str | None:
    """The class that is a model, the last before an object."""
    for at in range(len(tokens) - 3, -1, -1):
        if tokens[at].text == "class" and tokens[at + 2].text == "extends":
            return tokens[at + 1].text
    return None


def _column(entry: Tokens, remarks: Mapping[int, str]) -> ColumnDefinition | None:
    """The column in ``email: DataTypes.STRING`` or ``email: { type: DataTypes.STRING }``."""
    if len(entry) < 3 or not entry[1].is_mark(":") or entry[0].kind is Kind.MARK:  # noqa: PLR2004  a key, a colon and a value
        return None
    name, value = entry[0], entry[2:]
    if not value[0].is_mark("{"):
        return _defined(name, value, Annotation("", (), name.line), remarks)
    options = Annotation("", value, name.line)
    return _defined(name, options.said("type"), options, remarks)


def _defined(
    name: Token, written: Tokens, options: Annotation, remarks: Mapping[int, str]
) -> ColumnDefinition | None:
    type_ = _type(written)
    if type_ is None:
        return None
    required = options.is_false("allowNull") or options.is_true("primaryKey")
    return ColumnDefinition(
        name=options.text("field") or name.text,
        type=type_,
        nullable=not required,
        comment=options.text("comment") or short_comment(remarks.get(name.line)),
        line=name.line,
    )


def _type(written: Tokens) -> str | None:
    """The type in ``DataTypes.STRING(50)``; None where it is none of Sequelize's."""
    words = [token.text for token in written]
    if len(words) < 3 or words[0] not in _OWNERS or words[1] != ".":  # noqa: PLR2004  owner, dot and type
        return None
    if words[2] == "DataTypes":  # Sequelize.DataTypes.STRING
        return _type(written[2:])
    spelled = _TYPES.get(words[2], words[2].lower())
    length = words[4] if words[3:4] == ["("] and words[4].isdecimal() else None
    return f"{spelled}({length})" if length and spelled in {"varchar", "char"} else spelled


def _added(tokens: Tokens, at: int, end: int, remarks: Mapping[int, str]) -> AddColumn | None:
    """``queryInterface.addColumn('users', 'phone', { type: … })``."""
    call = [token.text for token in tokens[max(0, at - 6) : at]]
    if len(call) < 6 or call[:2] != ["addColumn", "("]:  # noqa: PLR2004  the call and its two names
        return None
    name = tokens[at - 2]
    options = Annotation("", tokens[at : end + 1], name.line)
    column = _defined(name, options.said("type"), options, remarks)
    return AddColumn(Name(None, call[2]), column) if column else None
