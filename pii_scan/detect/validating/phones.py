"""Phone numbers."""

from __future__ import annotations

import re

from pii_scan.detect.validating.digits import MOST_DISTINCT_PLACEHOLDER, digits_of

_PHONE_KR = 82
# All of these are given to carriers by and by; the library knows those that were when it was made.
_MOBILE_KR = re.compile(r"010[2-9][0-9]{7}")


def phone_kr(text: str) -> bool | None:
    """None for a number of Korea's numbering plan (전기통신번호관리세칙; python-phonenumbers)."""
    digits = digits_of(text)
    if len(set(digits[-8:])) == MOST_DISTINCT_PLACEHOLDER:
        return False  # 010-0000-0000 fills a mandatory column
    digits = re.sub(r"^(?:(?:00)?820?(?=[1-7])|(?=10))", "0", digits)
    if _MOBILE_KR.fullmatch(digits):
        return None
    return _is_valid_phone(digits, "KR")


def _is_valid_phone(text: str, region: str | None) -> bool | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    return None if phonenumbers.is_valid_number(number) else False


def phone_international(text: str) -> bool | None:
    """None for a valid number of another country written with + or 00 (ITU-T E.164)."""
    written = text.lstrip("( ")
    if written.startswith("00") and not written.isdigit():  # digits alone are padded with zeros
        written = "+" + written[2:].lstrip(" -.(")
        # An account number may begin with 003-62: no country's code is written in two.
        if not _is_code_whole(written):
            return False
    if not written.startswith("+"):
        return False
    if digits_of(written).startswith(str(_PHONE_KR)):
        return False  # Korean numbers have their own rule
    return _is_valid_phone(written, None)


def phone_with_code(text: str) -> bool | None:
    """None for the digits of a valid number with its country's code, + or none in front (E.164)."""
    digits = text.replace("%2B", "").replace("%2b", "").lstrip("+")
    korean = digits.startswith(str(_PHONE_KR))
    return phone_kr(f"+{digits}") if korean else _is_valid_phone(f"+{digits}", None)


def _is_code_whole(written: str) -> bool:
    """Whether the country's code in a number with + stands in its first group."""
    import phonenumbers

    try:
        code = phonenumbers.parse(written, None).country_code
    except phonenumbers.NumberParseException:
        return False
    return written.startswith(f"+{code}")
