"""Column definitions: name, type, and what follows the type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pii_scan.sources.ddl.tokens import Kind, Token
from pii_scan.sources.word_set import word_set

# Words that end a type: what a column may say behind it.
_AFTER_TYPE = word_set(
    "NOT NULL DEFAULT PRIMARY UNIQUE CHECK REFERENCES CONSTRAINT GENERATED COMMENT COLLATE "
    "AUTO_INCREMENT AUTOINCREMENT IDENTITY ON AS STORED VIRTUAL PERSISTED INVISIBLE VISIBLE "
    "HIDDEN ENCODE ENABLE DISABLE KEY SRID REF_SYSTEM_ID STORAGE COMPRESSION COMPRESSED SPARSE "
    "ROWGUIDCOL MASKED ENCRYPT ENCRYPTED FILESTREAM COLUMN_FORMAT DEFERRABLE INITIALLY "
    "CHARSET AFTER FIRST USING SORT DISTKEY SORTKEY CODEC TTL ALIAS MATERIALIZED OPTIONS RESTRICT "
    "CASCADE INLINE PATH TAG POLICY FORMAT TITLE SECURITY"
)
_SERIAL = ("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8")
_TIGHT = frozenset("(),.[]")
# A comment on a line of its own belongs to the column below it where so many have one, and is a
# heading over several elsewhere.
_NEARLY_ALL = 0.8
_FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class ColumnDefinition:
    """A column as written. ``nullable`` is None where nothing says; ``type`` in lower case."""

    name: str
    type: str | None
    nullable: bool | None
    comment: str | None
    line: int


def read_column(tokens: Sequence[Token]) -> ColumnDefinition | None:
    """The column that ``tokens`` define; None when they begin with no name."""
    meaningful = [token for token in tokens if token.kind is not Kind.COMMENT]
    name, used = read_name(meaningful)
    if name is None:
        return None
    type_, rest = _read_type(meaningful[used:])
    nullable, comment = _read_options(rest)
    if nullable is None and type_ in _SERIAL:
        nullable = False
    if comment is None:
        comment = _trailing_comment(tokens)
    return ColumnDefinition(name, type_, nullable, comment or None, meaningful[0].line)


def with_comments_above(
    columns: Sequence[ColumnDefinition], parts: Sequence[Sequence[Token]]
) -> Sequence[ColumnDefinition]:
    """``columns`` of one table, commented by the lines above them where nearly all have one.

    So ERMaster and others write them. ``parts`` are the tokens of each column, in their order.
    """
    above = [_comment_above(tokens) for tokens in parts]
    enough = max(_FEWEST_COLUMNS, _NEARLY_ALL * len(columns))
    if len(columns) - above.count(None) < enough:
        return columns
    return [
        replace(column, comment=column.comment or comment)
        for column, comment in zip(columns, above, strict=True)
    ]


def read_name(tokens: Sequence[Token]) -> tuple[str | None, int]:
    """The name that ``tokens`` begin with, and how many of them it takes.

    Marks and words without a gap are one name where the lexer knows no better (emoji). SQLite
    itself writes names as strings (the tables of a full-text index).
    """
    if not tokens or tokens[0].kind not in {Kind.WORD, Kind.NAME, Kind.STRING}:
        return None, 0
    name, used = tokens[0].text, 1
    if tokens[0].kind is Kind.WORD:
        while used < len(tokens) and tokens[used].glued and tokens[used].kind is Kind.WORD:
            name += tokens[used].text
            used += 1
    return name, used


def read_type(tokens: Sequence[Token]) -> str | None:
    """The type that ``tokens`` begin with, in lower case; None where there is none."""
    return _read_type(tokens)[0]


def split_list(tokens: Sequence[Token]) -> Sequence[Sequence[Token]]:
    """Parts of a list, split at commas outside parentheses and type brackets: map<string,int>.

    A comment behind a comma, on the same line, belongs to the part before it.
    """
    parts: list[list[Token]] = [[]]
    depth = angles = 0
    comma_line = 0
    for token in tokens:
        if token.kind is Kind.MARK:
            depth += (token.text == "(") - (token.text == ")")
            if not token.text.strip("<>"):
                angles = max(angles + token.text.count("<") - token.text.count(">"), 0)
            if token.text == "," and not depth and not angles:
                comma_line = token.line
                parts.append([])
                continue
        late = token.kind is Kind.COMMENT and token.line == comma_line
        nothing_since = all(other.kind is Kind.COMMENT for other in parts[-1])
        (parts[-2] if late and nothing_since and len(parts) > 1 else parts[-1]).append(token)
    return parts


def _read_type(tokens: Sequence[Token]) -> tuple[str | None, Sequence[Token]]:
    text = ""
    depth = 0
    end = 0
    for end, token in enumerate(tokens):
        if not depth and _ends_type(tokens, end):
            break
        if token.kind is Kind.MARK:
            depth += (token.text in "([") - (token.text in ")]")
        text += _spelled(token, text)
    else:
        end = len(tokens)
    return text or None, tokens[end:]


def _ends_type(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    following = tokens[position + 1].upper if position + 1 < len(tokens) else ""
    if token.upper in {"CHARACTER", "CHAR"} and following == "SET":
        return True
    if token.upper == "WITH":  # "with time zone" is a type, "with (…)" is not
        return following not in {"TIME", "LOCAL"}
    if token.upper == "WITHOUT":
        return following != "TIME"
    return token.upper in _AFTER_TYPE or token.text in {"=", ":="} or token.kind is Kind.STRING


def _spelled(token: Token, before: str) -> str:
    if token.kind is Kind.STRING:
        return "'" + token.text.replace("'", "''") + "'"
    text = token.text.lower()
    # SQL Server writes [nvarchar](50), PostgreSQL text[] or integer [3].
    if token.kind is Kind.NAME and text.isdecimal():
        return f"[{text}]"
    tight = not before or text in _TIGHT or before[-1] in "(,.["
    return text if tight else f" {text}"


def _read_options(tokens: Sequence[Token]) -> tuple[bool | None, str | None]:
    nullable: bool | None = None
    comment: str | None = None
    depth = 0
    before = ""
    for position, token in enumerate(tokens):
        if token.kind is Kind.MARK:
            depth += (token.text == "(") - (token.text == ")")
        if depth:
            continue
        if token.upper == "NULL" and before not in {"DEFAULT", "SET", "IS"}:
            nullable = before != "NOT"
        elif (token.upper == "KEY" and before == "PRIMARY") or token.upper == "IDENTITY":
            nullable = False
        elif token.upper == "COMMENT":
            comment = _string_after(tokens, position + 1)
        before = token.upper
    return nullable, comment


def _string_after(tokens: Sequence[Token], position: int) -> str | None:
    text: str | None = None
    for token in tokens[position:]:
        if token.kind is Kind.STRING:
            text = (text or "") + token.text  # 'a' 'b' is one string in MySQL
        elif token.upper != "=" or text is not None:
            break
    return text


def _trailing_comment(tokens: Sequence[Token]) -> str | None:
    """The comment on the line on which the definition ends."""
    line: int | None = None
    comment = None
    for token in tokens:
        if token.kind is not Kind.COMMENT:
            line, comment = token.line, None
        elif token.line == line and comment is None:
            comment = token.text
    return comment


def _comment_above(tokens: Sequence[Token]) -> str | None:
    """The comment that fills the line above a definition."""
    comment: Token | None = None
    for token in tokens:
        if token.kind is not Kind.COMMENT:
            if comment is None or not comment.first_on_line or comment.line != token.line - 1:
                return None
            return comment.text or None
        comment = token
    return None
