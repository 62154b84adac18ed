"""Values from any driver as text, in one form for every database.

The same row read from SQLite, PostgreSQL and MySQL gives the same text, so that the same rules
decide everywhere.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from typing import TYPE_CHECKING

from pii_scan.columns import Column
from pii_scan.model import Label
from pii_scan.sources.tables.binary_values import read_binary
from pii_scan.sources.tables.text_columns import count_natively, count_texts

if TYPE_CHECKING:
    import polars as pl


class Reading(Enum):
    """What a type makes of its values."""

    TEXT = auto()
    BOOLEAN = auto()
    BITS = auto()
    MOMENT = auto()
    NUMBER = auto()


_TYPES = (
    (Reading.BOOLEAN, re.compile(r"^(bool|tinyint\(1\)|bit$|bit\(1\))")),
    (Reading.BITS, re.compile(r"^bit\(")),
    (Reading.MOMENT, re.compile(r"^(date|time|timestamp|datetime|smalldatetime)")),
    (Reading.NUMBER, re.compile(r"^(numeric|decimal|number|float|double|real|money|dec\b)")),
)
ODD_MOMENT = "[.T]"
"""With a fraction or a T: all other moments are written as they come."""

_MOMENT_TEXT = re.compile(
    r"^(?P<day>\d{4,}-\d\d-\d\d)?(?P<gap>[T ])?(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<part>\d{1,9}))?"
    r"(?P<rest>.*)$",
    re.DOTALL,
)
TRUTH: Mapping[object, str] = {
    0: "false",
    1: "true",
    b"\x00": "false",
    b"\x01": "true",
    "0": "false",
    "1": "true",
    "f": "false",
    "t": "true",
}
_BINARY = (bytes, bytearray, memoryview)
# A lone surrogate stands for a byte that is no text: see ``decode``.
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CountedValues:
    """``counts`` is distinct text → times seen.

    ``broken`` of them held bytes that are no text, ``cut`` were longer than what is looked at, and
    ``opaque`` tells by kind how many values are neither text nor short binary data: no text of
    them was looked at.
    """

    counts: Mapping[str, int] = field(repr=False)
    broken: int = 0
    cut: int = 0
    opaque: Mapping[Label, int] = field(default_factory=dict)


def count_values(column: Iterable[object], type_name: str | None, max_value: int) -> CountedValues:
    """The values of one column as text with how often each occurs; NULL and '' are left out.

    ``type_name`` is the column's type as the database spells it, in lower case: it tells a
    boolean kept as a number (``tinyint(1)``) from a number. Text with a few broken bytes is kept
    with U+FFFD in their place and counted as broken. Binary data that is text is text; up to 1 KiB
    of other binary data is its hexadecimal digits, which is how a hash or an encrypted value is
    recognised; what is larger is opaque.
    """
    reading = reading_of(type_name)
    as_text = _READERS[reading]
    column = column if isinstance(column, list | tuple) else list(column)
    if reading in _ODD and (long := count_natively(column, _ODD[reading], as_text)) is not None:
        return _long(long, max_value)
    values = _counted(column)
    values.pop(None, None)
    if as_text is _text and set(map(type, values)) <= {str}:
        counts: dict[str, int] = {str(value): times for value, times in values.items() if value}
        opaque: dict[Label, int] = {}
    else:
        counts, opaque = _converted(values, as_text, max_value)
    if not counts:
        return CountedValues(counts, opaque=opaque)
    cut = 0
    if max(map(len, counts)) > max_value:
        cut = sum(times for text, times in counts.items() if len(text) > max_value)
        counts = _merged((text[:max_value], times) for text, times in counts.items())
    broken = 0
    if _BROKEN.search("".join(counts)):
        broken = sum(times for text, times in counts.items() if _BROKEN.search(text))
        counts = _merged((_BROKEN.sub("�", text), times) for text, times in counts.items())
    return CountedValues(counts, broken, cut, opaque)


def count_text_column(column: pl.Series, type_name: str | None, max_value: int) -> CountedValues:
    """``count_values`` of a column of text with null for NULL, which holds no broken text."""
    reading = reading_of(type_name)
    # Of the readings that are not listed each value is one of a few.
    return _long(count_texts(column, _ODD.get(reading, ""), _READERS[reading]), max_value)


def _long(column: Column, max_value: int) -> CountedValues:
    """A column counted natively, cut like any other; it holds no broken text."""
    lengths = column.texts.str.len_chars()
    longest = lengths.max() if len(lengths) else 0
    if not isinstance(longest, int) or longest <= max_value:
        return CountedValues(column)
    cut = int(column.counts.filter(lengths > max_value).sum())
    pairs = zip(column.texts.str.head(max_value).to_list(), column.counts.to_list(), strict=True)
    return CountedValues(_merged(pairs), cut=cut)


def _counted(column: Sequence[object]) -> Counter[object]:
    try:
        return Counter(column)
    except (TypeError, ValueError):
        return Counter(map(_countable, column))


def _countable(value: object) -> object:
    """``value``, or its text where it has no hash: documents, sets, a NaN that signals."""
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    try:
        hash(value)
    except (TypeError, ValueError):
        return _text(value)
    return value


def _converted(
    values: Mapping[object, int], as_text: Callable[[object], str | None], max_value: int
) -> tuple[dict[str, int], dict[Label, int]]:
    """The texts of ``values``, and how many are opaque, by kind."""
    counts: dict[str, int] = {}
    opaque: dict[Label, int] = {}
    for value, times in values.items():
        text: str | None
        if isinstance(value, _BINARY) and as_text not in {_boolean, _bits}:
            content = read_binary(bytes(value), max_value)
            if content.opaque is not None:
                opaque[content.opaque] = opaque.get(content.opaque, 0) + times
            text = content.text
        else:
            text = as_text(value)
        if text:
            counts[text] = counts.get(text, 0) + times
    return counts, opaque


def _merged(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text, times in pairs:
        counts[text] = counts.get(text, 0) + times
    return counts


def decode(data: bytes) -> str:
    """Text from a database that promised UTF-8, whatever it really holds.

    Older Korean systems put CP949 into it; what is neither keeps its readable part, with a lone
    surrogate for each other byte, which ``count_values`` counts and replaces.
    """
    try:
        return str(data, "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return str(data, "cp949")
    except UnicodeDecodeError:
        return str(data, "utf-8", errors="surrogateescape")


def reading_of(type_name: str | None) -> Reading:
    """How values of a type, spelled in lower case, are read."""
    name = (type_name or "").lower()
    for reading, types in _TYPES:
        if types.match(name):
            return reading
    return Reading.TEXT


def _boolean(value: object) -> str | None:
    if isinstance(value, int | bytes | str) and value in TRUTH:
        return TRUTH[value]
    return _text(value)


def _bits(value: object) -> str | None:
    return str(int.from_bytes(value)) if isinstance(value, bytes) else _text(value)


def _number(value: object) -> str | None:
    """A number that may have come as text: ``12.50`` is 12.5 in every database."""
    if not isinstance(value, str):
        return _text(value)
    if value.isdecimal():
        return value
    try:
        return _plain(Decimal(value))
    except InvalidOperation:
        return value  # SQLite keeps any text in a column of numbers


def _moment(value: object) -> str | None:
    """A date or time that may have come as text, as ISO 8601 with a space in the middle."""
    text = _text(value)
    if text is None or not isinstance(value, str):
        return text
    match = _MOMENT_TEXT.match(text)
    if not match:
        return text
    day, part = match["day"] or "", (match["part"] or "").ljust(6, "0")
    fraction = f".{part[:6]}" if part.strip("0") else ""
    return f"{day}{' ' if day else ''}{match['time']}{fraction}{match['rest']}"


def _text(value: object) -> str | None:  # noqa: C901, PLR0911  one return for each kind of value
    match value:
        case None:
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return _integer(value)
        case float() | Decimal():
            return _plain(value)
        case bytes() | bytearray() | memoryview():
            return read_binary(bytes(value), len(value)).text
        case dt.datetime():
            return value.isoformat(sep=" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return _clock(value)
        case dict() | list() | tuple():
            return _document(value)
        case set() | frozenset():
            return ",".join(sorted(map(str, value)))
        case _:
            return str(value)  # UUID, inet, ranges: their usual spelling


def _integer(value: int) -> str:
    try:
        return str(value)
    except ValueError:  # Python refuses more than 4,300 digits, to stay fast
        return f"{value:x}"


def _clock(value: dt.timedelta) -> str:
    """A time as PyMySQL gives it: ``09:05:00``, ``-838:59:59``."""
    minutes, rest = divmod(abs(value), dt.timedelta(minutes=1))
    sign = "-" if value < dt.timedelta() else ""
    part = f".{rest.microseconds:06d}" if rest.microseconds else ""
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{rest.seconds:02d}{part}"


def _plain(value: float | Decimal) -> str:
    """A number without exponent and without zeros that say nothing: ``12.5``, ``12``."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _document(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_text)


_READERS: Mapping[Reading, Callable[[object], str | None]] = {
    Reading.TEXT: _text,
    Reading.BOOLEAN: _boolean,
    Reading.BITS: _bits,
    Reading.MOMENT: _moment,
    Reading.NUMBER: _number,
}
_ODD: Mapping[Reading, str | None] = {
    Reading.TEXT: None,
    Reading.MOMENT: ODD_MOMENT,
    Reading.NUMBER: r"[^0-9]",
}
"""How values are read that need no look at each of them, and which texts need one."""
