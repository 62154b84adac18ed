"""The digits of a value, and check digits that many numbers share."""

from __future__ import annotations

import re

# One digit again and again fills a mandatory column.
MOST_DISTINCT_PLACEHOLDER = 1


def digits_of(text: str) -> str:
    """The ASCII digits in ``text``."""
    return re.sub(r"[^0-9]", "", text)


def luhn(text: str) -> bool | None:
    """Luhn check digit (ISO/IEC 7812-1, annex B); one random number in ten has it."""
    from stdnum import luhn as stdnum_luhn

    digits = digits_of(text)
    return len(set(digits)) > MOST_DISTINCT_PLACEHOLDER and bool(stdnum_luhn.is_valid(digits))


def card_track(text: str) -> bool | None:
    """Luhn check digit of the number, and a month of expiry, in a magnetic track (ISO/IEC 7813)."""
    number = re.search(r"[0-9]{12,19}(?=[=D^])", text.upper())
    expiry = re.search(r"[=D^][0-9]{2}(0[1-9]|1[0-2])[0-9]{3}", text.upper())
    return number is not None and expiry is not None and luhn(number[0])


def iban(text: str) -> bool | None:
    """Country's structure and mod 97 check digits (ISO 13616)."""
    from stdnum import iban as stdnum_iban

    return bool(stdnum_iban.is_valid(text.upper(), check_country=False))
