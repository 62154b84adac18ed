"""What one SQL statement changes about tables, in the spellings of all common databases."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    CreateTable,
    DropColumn,
    DropTable,
    Name,
    RenameColumn,
    RenameTable,
    SetComment,
    SetNullable,
    SetType,
    Unread,
)
from pii_scan.sources.ddl.columns import (
    ColumnDefinition,
    read_column,
    read_name,
    read_type,
    split_list,
    with_comments_above,
)
from pii_scan.sources.ddl.tokens import Kind, Statement, Token, statements
from pii_scan.sources.word_set import word_set

_BEFORE_TABLE = word_set(
    "CREATE OR REPLACE GLOBAL LOCAL TEMPORARY TEMP UNLOGGED PRIVATE SHARDED DUPLICATED IMMUTABLE "
    "BLOCKCHAIN FOREIGN EXTERNAL VIRTUAL COLUMN ROW HYBRID TRANSIENT VOLATILE MULTISET SET "
    "HISTORICAL DYNAMIC"
)
# TABEL and TALBE are that much like TABLE; TABLESPACE and TYPE are not.
_MISSPELT = 0.7
_INDEX_WORDS = frozenset({"KEY", "INDEX"})
_DOLLARS = re.compile(r"(?P<mark>\$\w*\$)(?P<text>.*)(?P=mark)", re.DOTALL)


@dataclass(slots=True)
class Cursor:
    """A place in a statement. Comments are passed over, but stay in ``tokens`` for columns."""

    tokens: Sequence[Token]
    position: int = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The token ``ahead`` of the next one, not counting comments."""
        rest = (t for t in self.tokens[self.position :] if t.kind is not Kind.COMMENT)
        return next((token for number, token in enumerate(rest) if number == ahead), None)

    def word(self, ahead: int = 0) -> str:
        """The bare word or mark there, in upper case, else ''."""
        token = self.peek(ahead)
        return token.upper if token else ""

    def take(self) -> Token | None:
        """The next token, which is then behind."""
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.kind is not Kind.COMMENT:
                return token
        return None

    def accept(self, *words: str) -> bool:
        """Pass over ``words`` if they come next, all of them."""
        if any(self.word(number) != word for number, word in enumerate(words)):
            return False
        for _ in words:
            self.take()
        return True

    def name(self) -> str | None:
        """Take the name that comes next, if one does."""
        rest = [t for t in self.tokens[self.position :] if t.kind is not Kind.COMMENT]
        name, used = read_name(rest)
        for _ in range(used):
            self.take()
        return name

    def parenthesised(self) -> tuple[Sequence[Token], bool]:
        """Take "( … )" and give what is inside, and whether it was closed."""
        self.take()
        start, depth = self.position, 1
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.kind is Kind.MARK:
                depth += (token.text == "(") - (token.text == ")")
            self.position += 1
            if not depth:
                return self.tokens[start : self.position - 1], True
        return self.tokens[start:], False

    def rest(self) -> Sequence[Token]:
        """Everything that is left."""
        return self.tokens[self.position :]


def read_statement(statement: Statement) -> Iterator[Change]:
    """What ``statement`` changes about tables; nothing for any other statement.

    A table definition that cannot be read is given as Unread, never left out.
    """
    cursor = Cursor(statement)
    first = cursor.word()
    if first in _STATEMENTS:
        yield from _STATEMENTS[first](cursor)
    elif cursor.accept("ALTER", "TABLE") or cursor.accept("ALTER", "FOREIGN", "TABLE"):
        yield from _alter(cursor)
    elif cursor.accept("COMMENT", "ON", "COLUMN"):
        yield from _comment_on_column(cursor)
    elif cursor.accept("DROP", "TABLE"):
        cursor.accept("IF", "EXISTS")
        for part in split_list(cursor.rest()):
            if (name := _table_name(Cursor(part))) is not None:
                yield DropTable(name)
    elif cursor.accept("RENAME", "TABLE"):
        for part in split_list(cursor.rest()):
            yield from _rename_table(Cursor(part))


def _do(cursor: Cursor) -> Iterator[Change]:
    """The statements on lines of their own in DO $$ … $$, as migrations of PostgreSQL use it."""
    for token in cursor.rest():
        body = _DOLLARS.fullmatch(token.text) if token.kind is Kind.STRING else None
        if body:
            for statement in statements(body["text"], token.line, backslash=False):
                yield from read_statement(statement)


def _create(cursor: Cursor) -> Iterator[Change]:
    line = cursor.tokens[0].line
    virtual = False
    while cursor.word() in _BEFORE_TABLE:
        virtual = virtual or cursor.word() == "VIRTUAL"
        cursor.take()
    if not cursor.accept("TABLE"):
        yield from _misspelt(cursor.word(), line)
        return
    cursor.accept("IF", "NOT", "EXISTS")
    if any(token.kind is Kind.BROKEN for token in cursor.tokens):
        yield Unread(line, "a quote in this table definition is not closed: close it")
    name = _table_name(cursor)
    if name is None:
        yield Unread(line, "the table definition has no readable name: write it without variables")
        return
    if virtual and cursor.accept("USING"):
        cursor.name()
    while cursor.word() not in {"", "(", "AS", "LIKE", "PARTITION", "OF", "SELECT", "CLONE"}:
        cursor.take()  # ON CLUSTER …, WITH …
    if cursor.accept("PARTITION", "OF"):
        return  # its columns are those of the table it is a part of
    if cursor.accept("LIKE"):
        yield CreateTable(name, (), tuple(_table_names([cursor.rest()])))
    elif cursor.word() == "(" and cursor.word(1) not in {"SELECT", "WITH"}:
        yield from _columns(cursor, name, line, virtual=virtual)
    else:
        yield Unread(line, "the table's columns are not written in it: scan the database instead")


def _misspelt(word: str, line: int) -> Iterator[Change]:
    if difflib.get_close_matches(word, ["TABLE"], cutoff=_MISSPELT):
        yield Unread(line, "this reads like a misspelt CREATE TABLE: correct it")


def _columns(cursor: Cursor, name: Name, line: int, *, virtual: bool) -> Iterator[Change]:
    inside, closed = cursor.parenthesised()
    if not closed:
        yield Unread(line, "a parenthesis in this table definition is not closed: close it")
    columns: list[ColumnDefinition] = []
    written: list[Sequence[Token]] = []
    like: list[Name] = []
    keys: set[str] = set()
    for part in split_list(inside):
        inner = Cursor(part)
        if inner.peek() is None or (virtual and any(token.text == "=" for token in part)):
            continue  # nothing, or an option of a virtual table
        if inner.accept("LIKE"):
            like += _table_names([inner.rest()])
        elif _is_constraint(inner):
            keys |= _primary_key(inner)
        elif (column := read_column(part)) is not None:
            columns.append(column)
            written.append(part)
        else:
            yield Unread(part[0].line, "this part of a table definition is no column")
    if any(token.upper == "SELECT" for token in cursor.rest()) and any(c.type for c in columns):
        yield Unread(line, "more columns of the table come from a query: scan the database instead")
    while cursor.peek() is not None and not cursor.accept("INHERITS"):
        cursor.take()
    if cursor.word() == "(":
        like += _table_names(split_list(cursor.parenthesised()[0]))
    commented = with_comments_above(columns, written)
    yield CreateTable(name, tuple(_not_null(column, keys) for column in commented), tuple(like))


def _table_names(parts: Sequence[Sequence[Token]]) -> list[Name]:
    names = (_table_name(Cursor(part)) for part in parts)
    return [name for name in names if name is not None]


def _not_null(column: ColumnDefinition, keys: set[str]) -> ColumnDefinition:
    return replace(column, nullable=False) if column.name.lower() in keys else column


def _table_name(cursor: Cursor) -> Name | None:
    """The dotted name that comes next; of ``server.database.schema.table`` the last two."""
    parts: list[str] = []
    while (name := cursor.name()) is not None:
        parts.append(name)
        if cursor.word() != ".":
            break
        while cursor.accept("."):
            pass
    return Name(parts[-2] if len(parts) > 1 else None, parts[-1]) if parts else None


def _is_constraint(cursor: Cursor) -> bool:
    """Whether a part of a table definition is a constraint, key or index and no column.

    Some databases allow columns called key, index, check or period: what follows tells.
    """
    first, second = cursor.word(), cursor.word(1)
    if first in {"CONSTRAINT", "UNIQUE"}:
        return True
    pairs = {
        "PRIMARY": {"KEY"},
        "FOREIGN": {"KEY"},
        "CHECK": {"("},
        "EXCLUDE": {"(", "USING"},
        "PERIOD": {"FOR"},
        "SUPPLEMENTAL": {"LOG"},
        "FULLTEXT": {"KEY", "INDEX", "("},
        "SPATIAL": {"KEY", "INDEX", "("},
        "PARTITION": {"(", "BY", "IF"},
        "DEFAULT": {"(", ""},
    }
    if first in pairs:
        return second in pairs[first]
    if first not in _INDEX_WORDS:
        return False
    if second == "(" or cursor.word(2) in {"USING", "TYPE"} or cursor.word(3) == "TYPE":
        return True
    inside = cursor.peek(3) if cursor.word(2) == "(" else None
    # KEY email (email) is an index, key varchar(20) a column.
    return inside is not None and inside.kind is not Kind.STRING and not inside.text.isdecimal()


def _primary_key(cursor: Cursor) -> set[str]:
    """The columns of PRIMARY KEY (…), in lower case; none for any other constraint."""
    while cursor.peek() is not None:
        if cursor.accept("PRIMARY", "KEY"):
            while cursor.word() not in {"", "("}:
                cursor.take()
            parts = split_list(cursor.parenthesised()[0]) if cursor.peek() else []
            names = (Cursor(part).name() for part in parts)
            return {name.lower() for name in names if name is not None}
        cursor.take()
    return set()


def _alter(cursor: Cursor) -> Iterator[Change]:
    line = cursor.tokens[0].line
    cursor.accept("IF", "EXISTS")
    cursor.accept("ONLY")
    table = _table_name(cursor)
    if table is None:
        yield Unread(line, "this ALTER TABLE has no readable name: write it without variables")
        return
    cursor.accept("*")
    verb = ""
    for part in split_list(cursor.rest()):
        action = Cursor(part)
        if action.accept("WITH") and action.peek():
            action.take()  # WITH CHECK ADD CONSTRAINT
        # SQL Server names the verb once: ADD a int, b int.
        if action.word() in _ACTIONS:
            verb = action.word()
            action.take()
        if verb in _ACTIONS:
            yield from _ACTIONS[verb](table, action)


def _add(table: Name, action: Cursor) -> Iterator[Change]:
    named = action.accept("COLUMN")
    action.accept("IF", "NOT", "EXISTS")
    parts = _one_or_listed(action)
    for part in parts:
        if not named and _is_constraint(Cursor(part)):
            for column in sorted(_primary_key(Cursor(part))):
                yield SetNullable(table, column, nullable=False)
        elif (added := read_column(part)) is not None:
            yield AddColumn(table, added)


def _one_or_listed(action: Cursor) -> Sequence[Sequence[Token]]:
    """What an action applies to: one thing, or several in parentheses."""
    if action.word() == "(":
        return split_list(action.parenthesised()[0])
    return [action.rest()]


def _drop(table: Name, action: Cursor) -> Iterator[Change]:
    named = action.accept("COLUMN")
    action.accept("IF", "EXISTS")
    if not named and action.word() in _NO_COLUMN:
        return
    parts = _one_or_listed(action)
    for part in parts:
        name = Cursor(part).name()
        if name is not None:
            yield DropColumn(table, name)


def _rename(table: Name, action: Cursor) -> Iterator[Change]:
    if action.accept("TO") or action.accept("AS"):
        new = _table_name(action)
        if new is not None:
            yield RenameTable(table, new)
        return
    if not action.accept("COLUMN") and action.word() in _NO_COLUMN:
        return
    old = action.name()
    if action.accept("TO"):
        column = action.name()
        if old is not None and column is not None:
            yield RenameColumn(table, old, column)
    elif old is not None and action.peek() is None:
        yield RenameTable(table, Name(None, old))


def _rename_table(action: Cursor) -> Iterator[Change]:
    old = _table_name(action)
    new = _table_name(action) if action.accept("TO") else None
    if old is not None and new is not None:
        yield RenameTable(old, new)


def _alter_column(table: Name, action: Cursor) -> Iterator[Change]:
    if not action.accept("COLUMN") and action.word() in _NO_COLUMN:
        return
    definition = action.rest()
    name = action.name()
    if name is None:
        return
    if action.accept("SET", "NOT", "NULL"):
        yield SetNullable(table, name, nullable=False)
    elif action.accept("DROP", "NOT", "NULL"):
        yield SetNullable(table, name, nullable=True)
    elif action.accept("TYPE") or action.accept("SET", "DATA", "TYPE"):
        yield SetType(table, name, read_type(action.rest()))
    elif action.word() not in {"", "SET", "DROP", "ADD", "RESTART", "RESET"}:
        column = read_column(definition)  # SQL Server: ALTER COLUMN name type NULL
        if column is not None:
            yield AddColumn(table, column, replaces=name, partial=True)


def _modify(table: Name, action: Cursor) -> Iterator[Change]:
    action.accept("COLUMN")
    action.accept("IF", "EXISTS")
    # Oracle's parentheses: what is not said stays. MySQL's whole definition: it is said anew.
    partial = action.word() == "("
    for part in _one_or_listed(action):
        column = read_column(part)
        if column is not None:
            keeps = partial or column.type is None
            yield AddColumn(table, column, replaces=column.name, partial=keeps)


def _change(table: Name, action: Cursor) -> Iterator[Change]:
    action.accept("COLUMN")
    action.accept("IF", "EXISTS")
    old = action.name()
    column = read_column(action.rest())
    if old is not None and column is not None:
        yield AddColumn(table, column, replaces=old)


def _comment_on_column(cursor: Cursor) -> Iterator[Change]:
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


def _extended_property(cursor: Cursor) -> Iterator[Change]:
    """SQL Server's comments, which sp_addextendedproperty 'MS_Description' sets."""
    cursor.take()
    procedure = _table_name(cursor)
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


_STATEMENTS: Mapping[str, Callable[[Cursor], Iterator[Change]]] = {
    "CREATE": _create,
    "DO": _do,
    "EXEC": _extended_property,
    "EXECUTE": _extended_property,
}
_ACTIONS: Mapping[str, Callable[[Name, Cursor], Iterator[Change]]] = {
    "ADD": _add,
    "DROP": _drop,
    "RENAME": _rename,
    "ALTER": _alter_column,
    "MODIFY": _modify,
    "CHANGE": _change,
}
_NO_COLUMN = word_set(
    "CONSTRAINT INDEX KEY PRIMARY FOREIGN UNIQUE CHECK PARTITION PERIOD SYSTEM DEFAULT"
)
_PROPERTY_PROCEDURES = frozenset({"sp_addextendedproperty", "sp_updateextendedproperty"})
_PROPERTY_ARGUMENTS = (
    *("name", "value", "level0type", "level0name"),
    *("level1type", "level1name", "level2type", "level2name"),
)
