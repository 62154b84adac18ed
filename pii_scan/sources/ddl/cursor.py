"""A place in a SQL statement, and the names that stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pii_scan.sources.ddl.changes import Name
from pii_scan.sources.ddl.columns import read_name
from pii_scan.sources.ddl.tokens import Kind, Token


@dataclass(slots=True)
class Cursor:
    """A place in a statement. Comments are passed over, but stay in ``tokens`` for columns."""

    tokens: Sequence[Token]
    position: int = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The token ``ahead`` of the next one, not counting comments."""
        places = range(self.position, len(self.tokens))
        rest = (t for n in places if (t := self.tokens[n]).kind is not Kind.COMMENT)
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


def table_name(cursor: Cursor) -> Name | None:
    """The dotted name that comes next; of ``server.database.schema.table`` the last two."""
    parts: list[str] = []
    while (name := cursor.name()) is not None:
        parts.append(name)
        if cursor.word() != ".":
            break
        while cursor.accept("."):
            pass
    return Name(parts[-2] if len(parts) > 1 else None, parts[-1]) if parts else None


def table_names(parts: Sequence[Sequence[Token]]) -> list[Name]:
    """The names with which ``parts`` begin, without parts that begin with none."""
    names = (table_name(Cursor(part)) for part in parts)
    return [name for name in names if name is not None]
