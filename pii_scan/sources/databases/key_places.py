"""Values of chance between the least and the greatest of an index, to read on from.

Each is in one of equal stretches, so that they lie all over. They need not be in the index: it is
read from the next value that is.
"""

from __future__ import annotations

import datetime as dt
import string
import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import takewhile

from pii_scan.sources.places import place_in

# Places are so many parts of the whole; it is finer than any index is long.
_PARTS = 1 << 64
# A text goes on by chance for so many characters, which tell millions of keys apart.
_TAIL = 8
_DIGITS = string.digits
_HEXADECIMAL = _DIGITS + "abcdef"
_ALPHABET = _DIGITS + string.ascii_lowercase
_BYTES = 8
# Of versions before it the first digits are those that change most.
_FIRST_SORTED = 6


def values_between(
    low: object, high: object, type_: str | None, places: int, number: int = 0
) -> list[object]:
    """``places`` values from ``low`` to ``high``, both as the driver gives them, in their order.

    ``type_`` is the column's; from another ``number`` on chance gives other values. Empty where
    values of this kind have nothing in between that could be told.
    """
    shares = [
        ((place << 64) + place_in(number + place, _PARTS)) // places for place in range(places)
    ]
    return list(_values(low, high, type_ or "", shares))


def _values(low: object, high: object, type_: str, shares: list[int]) -> Iterator[object]:
    match low, high:
        case int(), int():
            yield from (low + (high - low) * share // _PARTS for share in shares)
        case float() | int(), float() | int():
            yield from (low + (high - low) * (share / _PARTS) for share in shares)
        case bytes(), bytes():
            yield from _of_bytes(low, high, shares)
        case str(), str() if type_.startswith(("date", "timestamp")):
            yield from _of_moments(low, high, shares)
        case str(), str() if type_.startswith(("decimal", "numeric")):
            yield from _of_decimals(low, high, shares)
        case str(), str() if type_ == "uuid":
            yield from _of_uuids(uuid.UUID(low), uuid.UUID(high), shares)
        case str(), str():
            yield from (_text(low, high, share) for share in shares)


def _of_bytes(low: bytes, high: bytes, shares: list[int]) -> Iterator[bytes]:
    same = low[: _same(low, high)]
    first, last = (
        int.from_bytes(end[len(same) :][:_BYTES].ljust(_BYTES, b"\0")) for end in (low, high)
    )
    for share in shares:
        yield same + (first + (last - first) * share // _PARTS).to_bytes(_BYTES)


def _of_moments(low: str, high: str, shares: list[int]) -> Iterator[str]:
    try:
        first, last = (dt.datetime.fromisoformat(end) for end in (low, high))
    except ValueError:  # 0000-00-00
        return
    for share in shares:
        moment = first + (last - first) * (share / _PARTS)
        yield (
            moment.isoformat(" ", "seconds") if len(low) > len("2026-11-20") else str(moment.date())
        )


def _of_decimals(low: str, high: str, shares: list[int]) -> Iterator[str]:
    try:
        first, last = Decimal(low), Decimal(high)
    except InvalidOperation:
        return
    for share in shares:
        yield str(first + (last - first) * share / _PARTS)


def _of_uuids(low: uuid.UUID, high: uuid.UUID, shares: list[int]) -> Iterator[str]:
    first, last = _ordered(low), _ordered(high)
    for share in shares:
        digits = f"{first + (last - first) * share // _PARTS:032x}"
        if _is_turned(low):
            digits = digits[24:] + digits[20:24] + digits[16:20] + digits[12:16] + digits[:12]
        # Of another version it would have its place in another order.
        yield str(
            uuid.UUID(hex=f"{digits[:12]}{low.hex[12]}{digits[13:16]}{low.hex[16]}{digits[17:]}")
        )


def _ordered(value: uuid.UUID) -> int:
    """A number in whose order MariaDB sorts: by their time, where they are no older kind."""
    digits = value.hex
    if _is_turned(value):
        digits = digits[20:] + digits[16:20] + digits[12:16] + digits[8:12] + digits[:8]
    return int(digits, 16)


def _is_turned(value: uuid.UUID) -> bool:
    return value.version is not None and value.version < _FIRST_SORTED


def _text(low: str, high: str, share: int) -> str:
    """A text as the two are written: user0000001 and user3000000 have digits between them."""
    same = low[: _same(low, high)]
    rests = low[len(same) :], high[len(same) :]
    alphabet = _alphabet("".join(rests))
    if alphabet == _DIGITS and len(rests[0]) == len(rests[1]) > 0 and "".join(rests).isdigit():
        at, last_at = map(int, rests)
        return same + str(at + (last_at - at) * share // _PARTS).zfill(len(rests[0]))
    first, last = (rest[:1] for rest in rests)
    between = [letter for letter in alphabet if first <= letter <= last] if last else []
    if not between and first and ord(last) > ord(first):
        # Korean names: any syllable between.
        at = share * (ord(last) - ord(first)) // _PARTS
        return same + chr(ord(first) + at)
    written = same
    for letters in (between or alphabet, *[alphabet] * _TAIL):
        share *= len(letters)
        written += letters[share // _PARTS]
        share %= _PARTS
    return written


def _same(low: Sequence[object], high: Sequence[object]) -> int:
    """How many letters or bytes at their beginning are the same."""
    ends = zip(low, high, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))


def _alphabet(written: str) -> str:
    letters = set(written)
    for alphabet in (_DIGITS, _HEXADECIMAL):
        if letters <= set(alphabet) | {"-"}:
            return alphabet
    # Capital letters have no place of their own in most indexes, and where they do they are read
    # from the next value on as well.
    is_upper = written.upper() == written
    return _ALPHABET.upper() if is_upper else _ALPHABET
