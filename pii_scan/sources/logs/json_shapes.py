"""JSON lines of the same shape, taken apart by polars all at once.

A program writes its lines with the same keys in the same order. The shape of one line, learnt
exactly, is a regular expression in which only the values are open; every line that fits it has the
same keys at the same places, and Python sees only what is distinct. Lines of other shapes are left
to the exact reader, so the shapes change how fast a log is read and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pii_scan.keys import key_name
from pii_scan.sources.logs.counts import (
    LINE,
    VALUE,
    Counts,
    added_up,
    count_values,
    days_of,
    printable,
)
from pii_scan.sources.logs.json_lines import DECODER, DEEPEST, wrapped_line
from pii_scan.sources.logs.json_pairs import Named, begins_pair, is_pair
from pii_scan.sources.logs.json_servers import may_have_servers, with_servers
from pii_scan.sources.logs.networks import by_client, crawls_of, names_agent
from pii_scan.sources.logs.times import TIME_KEYS, WHOLE_STAMP

_STRING = r'"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_SCALAR = rf"({_STRING}|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)"
_TOKEN = re.compile(rf"\s*(?:(?P<sign>[{{}}\[\],:])|(?P<scalar>{_SCALAR[1:-1]}))")
_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")
# The engine that takes groups out fast has room for 16 of them.
_MOST_GROUPS = 15
_MOST_VALUES = 200
# As in lines of text, "-" says that there is none, and so does "--" (Nextcloud).
_NONE = ["null", '""', '"-"', '"--"']
_MOST_SHAPES = 12
_MOST_TRIES = 4


@dataclass(frozen=True, slots=True)
class _Shape:
    """``patterns`` one behind the other: the last group of each but the last is the rest.

    ``paths`` has the path of each value in their order; ``seen`` are those that are empty.
    """

    patterns: tuple[str, ...]
    paths: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(slots=True)
class JsonShapes:
    """The shapes that the lines of a log had so far."""

    shapes: list[_Shape] = field(default_factory=list)

    def read(self, lines: pl.DataFrame, counts: Counts, named: Named | None = None) -> pl.DataFrame:
        """Count the lines of known shapes and of those learnt on the way; give back the others.

        ``named`` is as that of the exact reader.
        """
        for known in tuple(self.shapes):
            if lines.is_empty():
                return lines
            lines = _read_shape(known, lines, counts)
        lines = lines.with_columns(with_servers(lines[LINE]))
        for _ in range(_MOST_TRIES):
            if lines.height < 2 or len(self.shapes) >= _MOST_SHAPES:  # noqa: PLR2004  one is exact
                return lines
            some = lines[LINE].head(_MOST_TRIES)
            shape = next(filter(None, (_learn(line, named) for line in some)), None)
            if shape is None or shape in self.shapes:
                return lines
            self.shapes.append(shape)
            lines = _read_shape(shape, lines, counts)
        return lines


def _read_shape(shape: _Shape, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    columns: list[pl.Series] = []
    rest = lines[LINE]
    for pattern in shape.patterns:
        groups = rest.str.extract_groups(pattern).struct.unnest().get_columns()
        columns += groups[:-1]
        rest = groups[-1]
    columns.append(rest)
    fits = rest.is_not_null()
    if may_have_servers(shape.paths):
        lines, fits = _without_servers(lines, fits)
    if not fits.any():
        return lines
    others = lines.filter(~fits)
    if not others.is_empty():
        lines = lines.filter(fits)
        columns = [column.filter(fits) for column in columns]
    days = days_of(lines)
    for path in shape.seen:
        counts.see(path)
    values = list(zip(shape.paths, columns, strict=True))
    agents = [column for path, column in values if names_agent(path)]
    crawls = crawls_of(agents[0]) if agents else None
    for path, column in values:
        if path.rpartition(".")[2].lower() in TIME_KEYS:
            # A line's own time is in every line another and no one's.
            counts.see(path)
            other = ~column.str.contains(WHOLE_STAMP)
            if not other.any():
                continue
            kept, kept_days = column.filter(other), days.filter(other) if days is not None else None
            counts.add_raw(_add_plain, path, count_values(kept, kept_days))
            continue
        for key, part, own_days in by_client(path, column, crawls, days):
            counts.add_raw(_add_plain, key, count_values(part, own_days))
    return others


def _without_servers(lines: pl.DataFrame, fits: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """The lines and which fit, but for those that have keys of servers once these are called so."""
    before = lines[LINE].filter(fits)
    called = with_servers(before)
    other = fits.arg_true().filter(called != before)
    if not len(other):
        return lines, fits
    lines = lines.with_columns(lines[LINE].clone().scatter(fits.arg_true(), called))
    return lines, fits.clone().scatter(other, values=False)


def _add_plain(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    """Add the values as they were before they became JSON; null, empty ones and - are none."""
    value = pl.col(VALUE)
    is_string = value.str.starts_with('"')
    frame = counted.filter(~value.is_in(_NONE))
    escaped = frame.filter(is_string & value.str.contains("\\", literal=True))
    if not escaped.is_empty():
        plain = [printable(DECODER.decode(text)) for text in escaped[VALUE]]
        escaped = escaped.with_columns(pl.Series(VALUE, plain, pl.String))
        frame = frame.filter(~(is_string & value.str.contains("\\", literal=True)))
    frame = frame.with_columns(
        pl.when(is_string)
        .then(value.str.strip_prefix('"').str.strip_suffix('"'))
        .otherwise(value)
        .alias(VALUE)
    )
    # A number and a text can be the same value.
    counts.add(key, added_up(frame if escaped.is_empty() else pl.concat([frame, escaped])))


def _learn(line: str, named: Named | None) -> _Shape | None:
    """The shape of a line that is a JSON object; None where it is not, or has keys that are data.

    As the exact reader has it: the same paths, and lists all under ``[]``.
    """
    try:
        document = DECODER.decode(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, tuple | list) or wrapped_line(document) is not None:
        return None
    return _Learner(line, named).shape()


@dataclass(slots=True)
class _Learner:
    line: str
    named: Named | None
    at: int = 0
    literal: str = ""
    pieces: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def shape(self) -> _Shape | None:
        if not self._value("", 0):
            return None
        self.pieces.append(_SPECIAL.sub(r"\\\g<0>", self.literal + self.line[self.at :]))
        if not self.paths or len(self.paths) > _MOST_VALUES:
            return None
        return _Shape(_patterns(self.pieces), tuple(self.paths), tuple(self.seen))

    def _next(self) -> tuple[str | None, str]:
        """A sign, or else a value; what is read becomes part of the constant text."""
        match = _TOKEN.match(self.line, self.at)
        if match is None:
            return None, ""
        self.at = match.end()
        if match["sign"]:
            self.literal += match[0]
            return match["sign"], match["sign"]
        blank = match[0][: -len(match["scalar"])]
        self.literal += blank
        return None, match["scalar"]

    def _value(self, path: str, depth: int) -> bool:
        sign, scalar = self._next()
        match sign:
            case "{":
                return self._object(path, depth)
            case "[":
                return self._list(path, depth)
            case None if scalar:
                self.pieces.append(_SPECIAL.sub(r"\\\g<0>", self.literal))
                self.literal = ""
                self.paths.append(printable(path))
                return True
        return False

    def _pair(self, path: str, depth: int) -> bool | None:
        """A pair in a list, whose name is a part of the shape; None where there is no such pair."""
        found = begins_pair(self.line, self.at, self.named) if self.named else None
        if found is None:
            return None
        match, name = found
        self.literal += self.line[self.at : match.end()]
        self.at = match.end()
        if depth + 1 >= DEEPEST or not self._value(f"{path}.{name}", depth + 1):
            return False
        ends = [self._next()[0]] + ([self._next()[0]] if match["any"] else [])
        return all(end == "}" for end in ends)

    def _object(self, path: str, depth: int) -> bool:
        before = self.at
        keys: list[str] = []
        while True:
            sign, key = self._next()
            if sign == "}":
                if self._is_empty(before, "}"):
                    self.seen.append(printable(path))
                # Another line of the shape could have a name that is a key.
                return self.named is None or not (path.endswith("[]") and is_pair(keys))
            if sign == ",":
                sign, key = self._next()
            if not key.startswith('"') or depth >= DEEPEST:
                return False
            name = key_name(DECODER.decode(key))
            if name is None or self.literal.endswith("\\"):
                return False
            keys.append(name)
            self.literal += key
            if self._next()[0] != ":":
                return False
            if not self._value(f"{path}.{name}" if path else name, depth + 1):
                return False

    def _list(self, path: str, depth: int) -> bool:
        before = self.at
        while True:
            start = self.at, self.literal
            sign, _ = self._next()
            if sign == "]":
                if self._is_empty(before, "]"):
                    self.seen.append(printable(path))
                return True
            if sign != ",":
                self.at, self.literal = start
            if depth >= DEEPEST:
                return False
            read = self._pair(path + "[]", depth + 1)
            if not (self._value(path + "[]", depth + 1) if read is None else read):
                return False

    def _is_empty(self, before: int, end: str) -> bool:
        return self.line[before : self.at].strip() == end


def _patterns(pieces: Sequence[str]) -> tuple[str, ...]:
    """``pieces`` of constant text with a value between each two, in as many regexes as it takes."""
    patterns = []
    values = len(pieces) - 1
    for first in range(0, values, _MOST_GROUPS):
        last = min(first + _MOST_GROUPS, values)
        body = "".join(piece + _SCALAR for piece in pieces[first:last])
        end = pieces[-1] + "$" if last == values else "(.*)$"
        patterns.append(f"^{body}{end}")
    return tuple(patterns)
