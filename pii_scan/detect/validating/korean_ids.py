"""Numbers that Korean offices and banks give to people and companies."""

from __future__ import annotations

import datetime as dt
import re

from pii_scan.detect.validating.birth_dates import tomorrow
from pii_scan.detect.validating.digits import MOST_DISTINCT_PLACEHOLDER, digits_of

_OLDEST_AGE = 110
"""Registrations of the dead are no personal data (PIPA Article 2), and 110111, the registry code
of most Korean companies, reads as a birth date of 1911."""

_RRN_WITHOUT_CHECK_DIGIT = dt.date(2020, 10, 5)
"""Numbers given out since then end in random digits (주민등록법 시행규칙 제2조, 2020-05-26)."""


def _years_ago(years: int) -> dt.date:
    today = dt.datetime.now(tz=dt.UTC).date()
    return dt.date(today.year - years, 1, 1)


def _registered_birth_date(digits: str) -> dt.date | None:
    """Birth date in the first seven digits of a registration number of somebody alive, or None."""
    from stdnum.kr import rrn as stdnum_rrn

    if digits[6] not in "12345678":
        return None  # 9 and 0 are for people born before 1900
    try:
        born: dt.date = stdnum_rrn.get_birth_date(digits)
    except ValueError:
        return None
    return born if _years_ago(_OLDEST_AGE) <= born <= tomorrow() else None


def resident_registration_number(text: str) -> bool | None:
    """Check digit of 13 digits (주민등록법 시행규칙 제2조; python-stdnum kr.rrn) and calendar.

    Numbers given out since October 2020 have no check digit. Who was born since then surely has
    such a number, so a written one (900101-…) is None; a bare run of 13 digits stays False,
    because order numbers that begin with a date look the same. Who got one later in life is
    found by ``resident_registration_number_unchecked`` beside a name.
    """
    from stdnum.kr import rrn as stdnum_rrn

    digits = digits_of(text)
    born = _registered_birth_date(digits)
    if born is None or digits[6] not in "1234":
        return False
    if digits[12] == stdnum_rrn.calc_check_digit(digits):
        return True
    if born >= _RRN_WITHOUT_CHECK_DIGIT and digits != text:
        return None
    return False


def foreigner_registration_number(text: str) -> bool | None:
    """Check digit (13 - weighted sum mod 11) mod 10 of 13 digits, and calendar.

    Same weights as the resident registration number, two more than its check digit
    (출입국관리법 제31조; Presidio's KrFrnRecognizer uses the same formula).
    """
    from stdnum.kr import rrn as stdnum_rrn

    digits = digits_of(text)
    if _registered_birth_date(digits) is None or digits[6] not in "5678":
        return False
    return digits[12] == str((int(stdnum_rrn.calc_check_digit(digits)) + 2) % 10)


def registration_birth_date(text: str) -> bool | None:
    """Calendar and century digit of a registration number, masked or without its check digit."""
    digits = digits_of(text)
    if not text[:6].isdigit():
        return None  # the birth date is masked
    if len(digits) >= len("YYMMDDs"):
        return False if _registered_birth_date(digits) is None else None
    # Everything but the birth date is masked: any century will do.
    dates = [_registered_birth_date(digits + century) for century in "13"]
    return None if any(dates) else False


def business_registration_number(text: str) -> bool | None:
    """Check digit of 10 digits, weights 1 3 7 1 3 7 1 3 5, the last product's tens added.

    부가가치세법 시행령 제12조; the formula is in Presidio's KrBrnRecognizer. Tax offices are
    numbered from 101 and kinds of business from 01 (OECD, Korea TIN).
    """
    digits = [int(digit) for digit in digits_of(text)]
    if digits[0] == 0 or digits[3:5] == [0, 0]:
        return False
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
    total += digits[8] * 5 // 10
    return digits[9] == -total % 10


def corporate_registration_number(text: str) -> bool | None:
    """Check digit of 13 digits, weights 1 2 1 2 …, sum to a multiple of 10.

    법인 및 재외국민의 부동산등기용등록번호 부여에 관한 규칙.
    """
    digits = [int(digit) for digit in digits_of(text)]
    total = sum(digit * (1 + index % 2) for index, digit in enumerate(digits[:12]))
    return digits[12] == -total % 10


def bank_account_kr(text: str) -> bool | None:
    """None for 10 to 14 digits, the lengths in Korean banks' account number systems (금융결제원).

    Phone numbers and dates of the same length are turned away.
    """
    digits = digits_of(text)
    if not len("0123456789") <= len(digits) <= len("01234567890123"):
        return False
    if re.fullmatch(r"01[016-9][0-9]{7,8}", digits) or re.fullmatch(
        r"0(?:[2-7]\d?|50\d)-\d+-\d{4}", text
    ):
        return False
    return None if len(set(digits)) > MOST_DISTINCT_PLACEHOLDER else False
