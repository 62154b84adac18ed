"""Masked examples: enough of a value to recognise its kind, too little to recognise a person.

Numbers are never shown by their first or last digits: with those, a card or a registration
number is given away. The number of stars does not tell a length, except in ``shape``, where the
form is the example.
"""

from __future__ import annotations

import ipaddress
import string
import unicodedata

_STARS = "***"
_SHAPE_LENGTH = 24
_TLD_LENGTH = 18
_ASCII_SEPARATORS = frozenset(string.punctuation + " ")


def mask(value: str, style: str) -> str:
    """``value`` as it may be shown. ``style`` is that of the identifier's rule.

    - ``email``: ``k***@e***.com``; only a top-level domain made of letters is kept whole.
    - ``ip``: ``203.*.*.*`` or ``2001:*:*:*``, the first part of an address.
    - ``first``: ``김**``, the first letter or digit; a value that has only one becomes ``*``.
    - ``shape``: ``***-****-****``, every letter and digit a star, cut at 24 characters.

    A value that does not have the form of its style is shown as its shape. Apart from a top-level
    domain and the first part of an IP address, no two letters or digits that stand together in
    ``value`` are kept; a value with a letter or digit is never returned as it is; no control
    character is kept. Raises ValueError for a style that does not exist.
    """
    match style:
        case "email":
            masked = _email(unicodedata.normalize("NFKC", value))
        case "ip":
            masked = _ip(value.strip())
        case "first":
            masked = _first(unicodedata.normalize("NFC", value))
        case "shape":
            masked = None
        case _:
            raise ValueError(f"there is no mask style {style!r}")
    # An address that came masked (k***@e***.com) would be shown as it is.
    return _shape(value) if masked is None or masked == value else masked


def _email(value: str) -> str | None:
    local, at, domain = value.rpartition("@")
    if not (local and at and domain):
        return None
    labels = domain.split(".")
    masked = f"{_first_letter(local)}{_STARS}@{_first_letter(labels[0])}{_STARS}"
    if len(labels) == 1:
        return masked
    top = labels[-1]
    return f"{masked}.{top if top.isalpha() and len(top) <= _TLD_LENGTH else _STARS}"


def _ip(value: str) -> str | None:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return None
    separator = "." if isinstance(address, ipaddress.IPv4Address) else ":"
    first, _, _ = value.partition(separator)
    return separator.join((first or "*", "*", "*", "*"))


def _first(value: str) -> str:
    shown = [char for char in value if char.isalnum()]
    return f"{shown[0]}**" if len(shown) > 1 else "*"


def _first_letter(text: str) -> str:
    return next((char for char in text if char.isalnum()), "")


def _shape(value: str) -> str:
    cut = "…" if len(value) > _SHAPE_LENGTH else ""
    kept = value[: _SHAPE_LENGTH - len(cut)]
    return "".join(char if _is_separator(char) else "*" for char in kept) + cut


def _is_separator(char: str) -> bool:
    """Punctuation or a space. Letters, digits, accents, emoji and control characters are not."""
    return char in _ASCII_SEPARATORS or unicodedata.category(char) in {
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs",
    }  # fmt: skip
