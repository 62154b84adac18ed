"""Migrations of Laravel: ``$table->string('email', 100)->nullable()->comment('이메일')``.

https://laravel.com/docs/migrations
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    CreateTable,
    DropColumn,
    DropTable,
    Name,
    RenameColumn,
    RenameTable,
)
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Kind,
    Token,
    Tokens,
    closing,
    first_string,
    parts,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import SourceText

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: name
            for name in (
                *("char", "text", "json", "jsonb", "date", "time", "timestamp", "boolean", "uuid"),
                *("integer", "decimal", "float", "double", "enum", "set", "year", "binary"),
                *("geometry", "point"),
            )
        },
        "string": "varchar",
        **dict.fromkeys(("tinyText", "mediumText", "longText"), "text"),
        **dict.fromkeys(("bigInteger", "unsignedBigInteger", "foreignId"), "bigint"),
        **dict.fromkeys(("bigIncrements", "id"), "bigint"),
        **dict.fromkeys(("unsignedInteger", "mediumInteger", "increments"), "integer"),
        **dict.fromkeys(("smallInteger", "unsignedSmallInteger"), "smallint"),
        **dict.fromkeys(("tinyInteger", "unsignedTinyInteger"), "tinyint"),
        "unsignedDecimal": "decimal",
        **dict.fromkeys(("dateTime", "dateTimeTz"), "datetime"),
        **dict.fromkeys(("timestampTz", "softDeletes"), "timestamp"),
        "timeTz": "time",
        **dict.fromkeys(("foreignUuid", "ulid", "foreignUlid"), "uuid"),
        "ipAddress": "varchar(45)",
        "macAddress": "varchar(17)",
    }
)
_LONG = frozenset({"string", "char"})
# Methods that name their column themselves.
_NAMED = MappingProxyType({"id": "id", "softDeletes": "deleted_at"})
_DATES = frozenset({"timestamps", "timestampsTz", "nullableTimestamps"})
_DROPS = frozenset({"drop", "dropIfExists"})
_ARROW = 2


def read_laravel(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """What the files say of tables, in their order; what takes a migration back is left out."""
    for source in texts:
        tokens = tokens_of(source.text)
        remarks = {token.line: token.text for token in tokens if token.kind is Kind.COMMENT}
        code = [token for token in tokens if token.kind is not Kind.COMMENT]
        for change in _changes(code, remarks):
            yield source.file, change


def _changes(tokens: Tokens, remarks: Mapping[int, str]) -> Iterator[Change]:
    at = 0
    while at < len(tokens) - 2:
        word, behind = tokens[at].text, tokens[at + 1]
        if word == "function" and behind.text == "down":
            begin = next((n for n in range(at, len(tokens)) if tokens[n].is_mark("{")), at)
            at = closing(tokens, begin) if begin > at else at + 1
            continue
        is_call = tokens[at].kind is Kind.WORD and behind.is_mark("(")
        if is_call and at and tokens[at - 1].is_mark(":>"):
            end = closing(tokens, at + 1)
            arguments = list(parts(tokens[at + 2 : end]))
            yield from _change(word, arguments, remarks)
            # What is called on a table in its block belongs to that.
            at = end if word in {"create", "table"} else at
        at += 1


def _change(
    method: str, arguments: Sequence[Tokens], remarks: Mapping[int, str]
) -> Iterator[Change]:
    """``Schema::create('users', function (Blueprint $table) { … })`` and the like."""
    names = [first_string(argument) for argument in arguments]
    if not names or names[0] is None:
        return
    table = Name(None, names[0])
    if method in _DROPS and len(names) == 1:
        yield DropTable(table)
    elif method == "rename" and len(names) > 1 and names[1]:
        yield RenameTable(table, Name(None, names[1]))
    elif method in {"create", "table"} and len(arguments) > 1:
        if method == "create":
            yield CreateTable(table, ())
        body = [token for argument in arguments[1:] for token in argument]
        for statement in _statements(body):
            yield from _of_table(table, statement, remarks)


def _statements(tokens: Tokens) -> Iterator[Tokens]:
    """What begins with ``$table->``, each up to its semicolon."""
    statement: list[Token] = []
    before: Token | None = None
    for token in tokens:
        if token.text.startswith("$") and before is not None and before.is_mark("{};"):
            statement = [token]
        elif token.is_mark(";"):
            yield statement
            statement = []
        elif statement:
            statement.append(token)
        before = token


def _of_table(table: Name, statement: Tokens, remarks: Mapping[int, str]) -> Iterator[Change]:
    calls = dict(_calls(statement))
    if not calls:
        return
    method, arguments = next(iter(calls.items()))
    strings = [text for argument in arguments for text in _strings(argument)]
    line = statement[0].line
    if method in _DATES:
        for created in ("created_at", "updated_at"):
            yield AddColumn(table, _nullable(created, "timestamp", line))
    elif method == "rememberToken":
        yield AddColumn(table, _nullable("remember_token", "varchar(100)", line))
    elif method == "renameColumn" and len(strings) > 1:
        yield RenameColumn(table, strings[0], strings[1])
    elif method == "dropColumn":
        yield from (DropColumn(table, text) for text in strings)
    elif method in _TYPES and (name := strings[0] if strings else _NAMED.get(method)):
        comment = next(iter(_strings(next(iter(calls.get("comment", [])), ()))), None)
        yield AddColumn(
            table,
            ColumnDefinition(
                name,
                _typed(method, arguments),
                "nullable" in calls or method == "softDeletes",
                comment or short_comment(remarks.get(statement[-1].line)),
                line,
            ),
        )


def _calls(statement: Tokens) -> Iterator[tuple[str, list[Tokens]]]:
    """The methods called one after the other, each with its arguments."""
    at = 1
    while at + _ARROW + 1 < len(statement):
        if not (statement[at].is_mark("-") and statement[at + 1].is_mark(">")):
            return
        name = statement[at + _ARROW].text
        at += _ARROW + 1
        if not statement[at].is_mark("("):
            return
        end = closing(statement, at)
        yield name, list(parts(statement[at + 1 : end]))
        at = end + 1


def _nullable(name: str, type_: str, line: int) -> ColumnDefinition:
    return ColumnDefinition(name=name, type=type_, nullable=True, comment=None, line=line)


def _strings(argument: Tokens) -> list[str]:
    return [token.text for token in argument if token.kind is Kind.STRING]


def _typed(method: str, arguments: Sequence[Tokens]) -> str:
    length = arguments[1][0].text if len(arguments) > 1 and len(arguments[1]) == 1 else ""
    spelled = _TYPES[method]
    return f"{spelled}({length})" if method in _LONG and length.isdecimal() else spelled
