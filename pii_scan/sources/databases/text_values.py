"""Values from any driver as text, in one form for every database.

The same row read from SQLite, PostgreSQL and MySQL gives the same text, so that the same rules
decide everywhere.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

MAX_TEXT = 65_536
"""The most characters of one value that are looked at; the rest is cut."""

_BOOLEAN = re.compile(r"^(bool|tinyint\(1\)|bit$|bit\(1\))")
_MOMENT = re.compile(r"^(date|time|timestamp|datetime|smalldatetime)")
_MOMENT_TEXT = re.compile(
    r"^(?P<day>\d{4,}-\d\d-\d\d)?(?P<gap>[T ])?(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<part>\d{1,9}))?"
    r"(?P<rest>.*)$",
    re.DOTALL,
)
_TRUTH = {0: "false", 1: "true", b"\x00": "false", b"\x01": "true"}
# A lone surrogate stands for a byte that is no text: see ``decode``.
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CountedValues:
    """``counts`` is distinct text → times seen; ``broken`` of them held bytes that are no text."""

    counts: dict[str, int]
    broken: int


def count_values(values: Iterable[object], type_name: str | None) -> CountedValues:
    """The values of one column as text with how often each occurs; NULL and '' are left out.

    ``type_name`` is the column's type as the database spells it, in lower case: it tells a
    boolean kept as a number (``tinyint(1)``) from a number. Bytes that are no text count as no
    value; text with a few broken bytes is kept with U+FFFD in their place and counted as broken.
    """
    as_text = _reader(type_name)
    counts: dict[str, int] = {}
    broken = 0
    for value in values:
        text = as_text(value)
        if not text:
            continue
        if len(text) > MAX_TEXT:
            text = text[:MAX_TEXT]
        if not text.isascii() and _BROKEN.search(text):
            text = _BROKEN.sub("�", text)
            broken += 1
        counts[text] = counts.get(text, 0) + 1
    return CountedValues(counts, broken)


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


def _reader(type_name: str | None) -> Callable[[object], str | None]:
    name = (type_name or "").lower()
    if _BOOLEAN.match(name):
        return _boolean
    if _MOMENT.match(name):
        return _moment
    return _text


def _boolean(value: object) -> str | None:
    if isinstance(value, int | bytes) and value in _TRUTH:
        return _TRUTH[value]
    return _text(value)


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
            return _printable(bytes(value))
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


def _printable(data: bytes) -> str | None:
    """Bytes that are text after all; a fixed-length binary column pads it with NUL."""
    try:
        text = data.rstrip(b"\x00").decode()
    except UnicodeDecodeError:
        return None
    return text if all(char.isprintable() or char in "\t\r\n" for char in text) else None


def _document(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_text)
