"""The values that SQL statements were given or gave, each under the column that it belongs to.

MyBatis: ``==> Parameters: 홍길동(String), 3(Integer)``; PostgreSQL: ``parameters: $1 = '홍길동'``;
Hibernate: ``binding parameter [1] as [VARCHAR] - [홍길동]``; log4jdbc: ``setString(1, "홍길동")``.
MyBatis, PostgreSQL and Hibernate write the statement in a line before. Where that is not known to
be the one, values stand under ``parameters``. What a statement found MyBatis writes as well: a line
of column names, and one for each row.

Sources: org.apache.ibatis.logging.jdbc.PreparedStatementLogger; log_parameter_max_length and
errdetail_params of PostgreSQL; org.hibernate.orm.jdbc.bind, BasicBinder; jdbc.audit of log4jdbc.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from pii_scan.keys import ANY_KEY, key_name
from pii_scan.sources.logs.counts import DAY, LINE, VALUE, Counts, days_of, number_and_days

PARAMETERS = "parameters"
_HINTS = ["arameters: ", "binding parameter ", "Statement.set", "<==  "]
_TYPED = r"\([A-Z][A-Za-z]{2,30}\)(?=, |\s*$)"
_PLACED = r"\$[0-9]+ = (?:'(?:[^']|'')*(?:'|\.\.\.)|NULL)"
_BOUND = r"binding parameter (?:\[[0-9]+\] as \[\w+\] - |\([0-9]+:\w+\) <- )\["
_SET = r"Statement\.set[A-Z]\w+\([0-9]+, "
_HOLDS = (
    rf"Parameters: .*{_TYPED.replace('(?=, |', '(?:, |')}|[Pp]arameters: \$1 = |{_BOUND}|{_SET}"
    r"|<==\s+Row: "
)
_STATEMENT = r"Preparing: |LOG: .*\$1|<==\s+Columns: |(?:hibernate|o\.h)\.SQL\b|^Hibernate: "

_MYBATIS = re.compile(r"^(?P<before>.*?)==>\s+Parameters: (?P<values>.*)$")
_PREPARING = re.compile(r"^(?P<before>.*?)==>\s+Preparing: (?P<sql>.*)$")
_ONE_TYPED = re.compile(rf"(?P<value>.*?)(?P<type>{_TYPED})|null(?=, |\s*$)")
_COLUMNS_FOUND = re.compile(r"^(?P<before>.*?)<==\s+Columns: (?P<columns>.*)$")
_ROW_FOUND = re.compile(r"^(?P<before>.*?)<==\s+Row: (?P<values>.*)$")
_HIBERNATE = re.compile(
    r"^(?:Hibernate: ?|.{0,200}?\b(?:hibernate|o\.h)\.SQL\b[ \]:-]+)"
    r"(?P<sql>(?i:select|insert|update|delete|merge|with|/\*)\b.*)$"
)
_BOUND_AT = re.compile(r"[\[(](?P<at>[0-9]+)")
# Each is looked for from a place on and reaches only so far: a line can be a megabyte of marks.
_SAYS = re.compile(r"(?:DETAIL|CONTEXT): ")
_GIVES = re.compile(rf"[Pp]arameters: (?={_PLACED})")
_LOG = "LOG: "
_EXECUTES = re.compile(r"(?:execute|bind|parse) [^:]{0,80}: ")
_ONE_PLACED = re.compile(r"\$(?P<at>[0-9]+) = (?:'(?P<value>(?:[^']|'')*)(?:'|$)|NULL)")
_ONE_BOUND, _BOUND_END = re.compile(_BOUND), "]"
_ONE_SET, _SET_END = re.compile(rf'{_SET}"'), '")'

_QUOTED = re.compile(r"'(?:[^']|'')*'")
_PLACE = re.compile(r"\?|\$([0-9]+)")
_INSERT = re.compile(
    r"\b(?:insert|replace)\b[^()]{1,200}\(([^()]+)\)[^()']{0,60}\bvalues?\s*(?=\()", re.IGNORECASE
)
_COMPARED = re.compile(
    r"(?P<column>[^\W\d][\w.]*)[\"`\]]?\s*"
    r"(?:[=<>!]{1,2}|(?:not\s+)?i?like|(?:not\s+)?in\s*\((?:\s*(?:\?|\$\d+)\s*,)*)\s*"
    r"(?:(?:concat|upper|lower|trim)\s*\(\s*(?:''\s*,\s*)?)*\Z",
    re.IGNORECASE,
)
_REACH = 200
_LONGEST = 16 * 1024

Bound = list[tuple[str, str | None]]


def read_parameters(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Each column → the values that were bound to it; the lines are given back without them.

    The lines must be in the order in which they were written, if they are not values themselves.
    """
    hinted = lines[LINE].str.contains_any(_HINTS)
    if not hinted.any():
        return lines
    holds = hinted & lines[LINE].str.contains(_HOLDS)
    if not holds.any():
        return lines
    days = days_of(lines)
    in_order = days is None or not isinstance(days.dtype, pl.Struct)
    asked = holds | lines[LINE].str.contains(_STATEMENT) if in_order else holds
    statements = _Statements()
    rows: list[tuple[int, str, str | None]] = []
    left = {}
    for at, text in zip(asked.arg_true(), lines[LINE].filter(asked), strict=True):
        pairs, left[at] = statements.read(at, text)
        rows += [(at, key, value) for key, value in pairs]
    frame = pl.DataFrame(rows, {LINE: pl.UInt32, "key": pl.String, VALUE: pl.String}, orient="row")
    if days is not None:
        frame = frame.with_columns(days.gather(frame[LINE]).alias(DAY))
    counts.add_rows(frame.group_by("key", VALUE, maintain_order=True).agg(number_and_days(days)))
    texts = lines[LINE].scatter(list(left), list(left.values()))
    return lines.with_columns(texts.alias(LINE))


@dataclass(slots=True)
class _Statements:
    """The statements that wait for their values: by the logger, and the one of the line before.

    In a batch many values follow one statement.
    """

    of_loggers: dict[str, Sequence[str | None]] = field(default_factory=dict)
    before: tuple[int, str, Sequence[str | None]] = (-2, "", ())
    found: dict[str, Sequence[str]] = field(default_factory=dict)
    to_bind: deque[str | None] = field(default_factory=deque)
    place: int = 0

    def read(self, at: int, text: str) -> tuple[Bound, str]:
        """What was bound in the line at a place, and the text without it."""
        if self._remember(at, text):
            return [], text
        if found := _ROW_FOUND.match(text):
            return self._row(found["before"], found["values"], text)
        if found := _MYBATIS.match(text):
            values, left = _typed(found["values"])
            columns = self.of_loggers.get(found["before"], ())
            if len(columns) != len(values):
                columns = [None] * len(values)
            return _under(columns, values), text[: found.start("values")] + left
        if (says := _SAYS.search(text)) and (found := _GIVES.search(text, says.end())):
            return self._placed(at, text, text[: says.start()], found.end())
        if bound := _alone(text, _ONE_BOUND, _BOUND_END):
            (_, value), left = bound[0][0], bound[1]
            return _under([self._bound(text)], [value]), left
        return _alone(text, _ONE_SET, _SET_END) or ([], text)

    def _remember(self, at: int, text: str) -> bool:
        """Whether the line has a statement or the names of columns, which is remembered."""
        if found := _PREPARING.match(text):
            self.of_loggers[found["before"]] = _columns_of(found["sql"])
        elif (log := text.find(_LOG)) >= 0 and (found := _EXECUTES.search(text, log)):
            self.before = at, text[:log], _columns_of(text[found.end() :])
        elif found := _HIBERNATE.match(text):
            self._expect(_columns_of(found["sql"]))
        elif found := _COLUMNS_FOUND.match(text):
            self.found[found["before"]] = found["columns"].split(", ")
        else:
            return False
        return True

    def _expect(self, columns: Sequence[str | None]) -> None:
        """Wait for the values of a statement; where another still waits, whose come is unknown."""
        self.to_bind = deque(() if self.to_bind else columns)
        self.place = 0

    def _bound(self, text: str) -> str | None:
        """The column of the next value of the statement that waits, if this is the next one."""
        found = _ONE_BOUND.search(text)
        at = _BOUND_AT.search(found[0]) if found else None
        self.place += 1
        if at is None or int(at["at"]) != self.place:
            self.to_bind.clear()
        return self.to_bind.popleft() if self.to_bind else None

    def _row(self, before: str, row: str, text: str) -> tuple[Bound, str]:
        """A row that was found, where it has as many values as there are columns."""
        columns, values = self.found.get(before, ()), row.split(", ")
        if len(columns) != len(values):
            return [], text
        keys = [_name(column) or ANY_KEY for column in columns]
        filled = [None if value == "null" else value for value in values]
        return _under(keys, filled), text[: len(text) - len(row)]

    def _placed(self, at: int, text: str, before: str, start: int) -> tuple[Bound, str]:
        """The values that PostgreSQL lists from ``start`` on."""
        placed = {int(one["at"]): one["value"] for one in _ONE_PLACED.finditer(text, start)}
        place, logger, columns = self.before
        if place != at - 1 or logger != before or len(columns) != len(placed):
            columns = [None] * len(placed)
        values = [value and value.replace("''", "'") for _, value in sorted(placed.items())]
        left = _ONE_PLACED.sub("", text[start:]).strip(", ")
        return _under(columns, values), text[:start] + left


def _alone(text: str, begins: re.Pattern[str], end: str) -> tuple[Bound, str] | None:
    """The only value of a line, from what ``begins`` it up to the last ``end``."""
    found = begins.search(text)
    last = text.rfind(end, found.end()) if found else -1
    if found is None or last < 0 or (end == _BOUND_END and text[last + 1 :].strip()):
        return None
    return [(PARAMETERS, text[found.end() : last])], text[: found.end()] + text[last:]


def _under(columns: Sequence[str | None], values: Sequence[str | None]) -> Bound:
    return [
        (column or PARAMETERS, value)
        for column, value in zip(columns, values, strict=True)
        if value is not None
    ]


def _typed(text: str) -> tuple[list[str | None], str]:
    """The values that are followed by their types, and what follows the last one."""
    values: list[str | None] = []
    at = 0
    while found := _ONE_TYPED.match(text, at):
        values.append(found["value"])
        at = found.end() + len(", ")
    return values, text[at:]


def _columns_of(statement: str) -> Sequence[str | None]:
    """The column of each place for a value; none of a statement that is too long."""
    return _columns(statement) if len(statement) <= _LONGEST else ()


@lru_cache(maxsize=512)  # a program writes the same few again and again
def _columns(statement: str) -> Sequence[str | None]:
    """As above; none where places are there twice."""
    sql = _QUOTED.sub("''", statement)
    inserted = dict(_inserted(sql))
    columns: dict[int, str | None] = {}
    for number, place in enumerate(_PLACE.finditer(sql), 1):
        at = int(place[1] or number)
        if at in columns:
            return ()
        columns[at] = _name(inserted.get(place.start()) or _compared(sql, place.start()))
    return [column for _, column in sorted(columns.items())]


def _compared(sql: str, at: int) -> str | None:
    found = _COMPARED.search(sql, max(0, at - _REACH), at)
    return found["column"] if found else None


def _name(column: str | None) -> str | None:
    bare = (column or "").strip(" \"'`[]").rpartition(".")[2]
    return (key_name(bare) or ANY_KEY) if bare else None


def _inserted(sql: str) -> Iterator[tuple[int, str]]:
    """Where in an INSERT a place for a value stands that is the only one for its column."""
    insert = _INSERT.search(sql)
    if insert is None:
        return
    names = insert[1].split(",")
    depth = column = 0
    places: Mapping[int, list[int]] = {number: [] for number in range(len(names))}
    for at in range(insert.end(), len(sql)):
        match sql[at]:
            case "(":
                depth += 1
                column = 0 if depth == 1 else column
            case ")":
                depth -= 1
            case "," if depth == 1:
                column += 1
            case "?" | "$" if depth and column in places:
                places[column].append(at)
            case letter if depth == 0 and letter.isalpha():
                break
    for number, found in places.items():
        yield from ((at, names[number]) for at in found)
