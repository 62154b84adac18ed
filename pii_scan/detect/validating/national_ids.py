"""Check digits and calendars of other countries' national and tax numbers, mostly python-stdnum's.

Validators as in detect/validators.py: True where check digits prove the number, None where its form
is right and it has none, False where something in it is wrong. Separators have been let through by
the rule's pattern and do not count.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

_ALL_ALIKE = 1


def _stdnum(name: str) -> Any:  # noqa: ANN401  stdnum's modules share no type
    """A module of python-stdnum. It is seldom needed: importing all would take long."""
    return import_module(f"stdnum.{name}")


def _characters(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", text).upper()


def _is_valid(module: Any, text: str) -> bool:  # noqa: ANN401  stdnum's modules share no type
    """What ``module`` says of ``text``; a number of one repeated digit fills a mandatory column."""
    if len(set(_characters(text))) == _ALL_ALIKE:
        return False
    try:
        module.validate(text)
    except (ValueError, LookupError):  # its own errors are of the first kind
        return False
    return True


def us_ssn(text: str) -> bool | None:
    """None for an area, group and serial that are given out (20 CFR 422; SSA); no check digit."""
    return None if _is_valid(_stdnum("us.ssn"), re.sub("[^0-9]", "", text)) else False


_ITIN = re.compile(r"9[0-9]{2}(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])[0-9]{4}", re.ASCII)


def us_itin(text: str) -> bool | None:
    """None for a 9 in front and a group from 50 to 65, 70 to 88, 90 to 92 or 94 to 99 (IRS).

    It has no check digit. python-stdnum 2.2 does not know the groups given out since 2011.
    """
    return None if _ITIN.fullmatch(_characters(text)) else False


def jp_individual_number(text: str) -> bool | None:
    """Check digit of 12 digits, weights 6 5 4 3 2 7 6 5 4 3 2 modulo 11.

    番号法施行令 第8条, 平成26年総務省令第85号 第5条.
    """
    return _is_valid(_stdnum("jp.in_"), _characters(text))


def cn_resident_id(text: str) -> bool | None:
    """County, birth date and ISO 7064 MOD 11-2 check character of 18 places (GB 11643-1999).

    The county may be of any time: it is that of the first registration, which can be long after
    the birth. python-stdnum asks for one of the year of birth.
    """
    characters = _characters(text)
    if characters[-1] != _stdnum("cn.ric").calc_check_digit(characters):
        return False
    try:
        born = _stdnum("cn.ric").get_birth_date(characters)
    except ValueError:
        return False
    places = _stdnum("numdb").get("cn/loc").info(characters[:6])
    known = any("county" in properties for _, properties in places)
    return known and born <= dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)


_TW_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their numbers, from 10."""


def tw_national_id(text: str) -> bool | None:
    """Check digit of a letter and nine digits, weights 1 9 8 7 6 5 4 3 2 1 1 (內政部 戶政司).

    The letter is the place of registration, 10 to 35; the first digit 1 or 2 for citizens, 8 or 9
    for foreign residents.
    """
    characters = _characters(text)
    place = _TW_LETTERS.index(characters[0]) + 10
    values = [place // 10, place % 10, *map(int, characters[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(w * v for w, v in zip(weights, values, strict=True)) % 10 == 0


def hk_identity_card(text: str) -> bool | None:
    """Check character of one or two letters and six digits, weights 9 to 1 modulo 11.

    Immigration Department of Hong Kong; A is 10, a missing first letter counts as 36.
    """
    characters = _characters(text).rjust(len("AB123456C"), " ")
    values = [36 if character == " " else int(character, 36) for character in characters]
    return sum(w * v for w, v in zip(range(9, 0, -1), values, strict=True)) % 11 == 0


_SG_CHECK_LETTERS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "S": (0, "JZIHGFEDCBA"),
        "T": (4, "JZIHGFEDCBA"),
        "F": (0, "XWUTRQPNMLK"),
        "G": (4, "XWUTRQPNMLK"),
        "M": (3, "XWUTRQPNJLK"),
    }
)


def sg_nric(text: str) -> bool | None:
    """Check letter of an NRIC or FIN, weights 2 7 6 5 4 3 2 modulo 11, by its first letter.

    Immigration and Checkpoints Authority of Singapore: S and T are citizens and residents, F, G
    and M (since 2022) foreigners.
    """
    characters = _characters(text)
    offset, letters = _SG_CHECK_LETTERS[characters[0]]
    weights = (2, 7, 6, 5, 4, 3, 2)
    total = sum(w * int(c) for w, c in zip(weights, characters[1:8], strict=True))
    return characters[8] == letters[(offset + total) % 11]


def in_aadhaar(text: str) -> bool | None:
    """Verhoeff check digit of 12 digits that are no palindrome (UIDAI, UID Numbering Scheme)."""
    digits = _characters(text)
    return digits != digits[::-1] and bool(_stdnum("verhoeff").is_valid(digits))


def in_pan(text: str) -> bool | None:
    """None for a number other than 0000 (Income Tax Department); its check letter is not public."""
    return None if _is_valid(_stdnum("in_.pan"), _characters(text)) else False


_NINO = re.compile(
    r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]", re.ASCII
)


def gb_nino(text: str) -> bool | None:
    """None for a prefix and a suffix that are given out (HMRC, NIM39110); no check digit."""
    return None if _NINO.fullmatch(_characters(text)) else False


def gb_nhs_number(text: str) -> bool | None:
    """Check digit of 10 digits, weights 10 to 2 modulo 11 (NHS Data Dictionary)."""
    return _is_valid(_stdnum("gb.nhs"), _characters(text))


def de_tax_id(text: str) -> bool | None:
    """One digit repeated, and an ISO 7064 MOD 11,10 check digit, in 11 digits (§ 139b AO)."""
    return _is_valid(_stdnum("de.idnr"), _characters(text))


def fr_nir(text: str) -> bool | None:
    """Two check digits, 97 less the rest of the number modulo 97 (INSEE; Décret n° 82-103)."""
    return _is_valid(_stdnum("fr.nir"), _characters(text))


def es_dni(text: str) -> bool | None:
    """Check letter of a DNI or NIE: the number modulo 23 (Real Decreto 1553/2005)."""
    characters = _characters(text)
    return _is_valid(_stdnum("es.nie") if characters[0] in "XYZ" else _stdnum("es.dni"), characters)


def it_codice_fiscale(text: str) -> bool | None:
    """Birth date and check letter of 16 places (D.M. 23 dicembre 1976)."""
    return _is_valid(_stdnum("it.codicefiscale"), _characters(text))


def nl_bsn(text: str) -> bool | None:
    """Weights 9 to 2 and -1, sum a multiple of 11, in 9 digits (Besluit burgerservicenummer)."""
    return _is_valid(_stdnum("nl.bsn"), _characters(text))


def pl_pesel(text: str) -> bool | None:
    """Birth date and check digit, weights 1 3 7 9, of 11 digits (ustawa o ewidencji ludności)."""
    return _is_valid(_stdnum("pl.pesel"), _characters(text))


def se_personnummer(text: str) -> bool | None:
    """Birth date, or that of a coordination number plus 60, and Luhn check digit (Skatteverket)."""
    parts = re.fullmatch(r"([0-9]{2})?([0-9]{4})([0-9]{2})([-+]?)([0-9]{4})", text.strip())
    if parts is None:
        return False
    century, year_and_month, day, sign, last = parts.groups(default="")
    if int(day) > 60:  # noqa: PLR2004  a coordination number's day
        # The check digit counts the day as it is written, the calendar the day itself.
        luhn = _luhn_total(year_and_month + day + last) % 10 == 0
        real = f"{year_and_month}{int(day) - 60:02}{sign or '-'}"
        return luhn and any(
            _is_valid(_stdnum("se.personnummer"), f"{century}{real}{n:04}") for n in range(10)
        )
    return _is_valid(
        _stdnum("se.personnummer"), f"{century}{year_and_month}{day}{sign or '-'}{last}"
    )


def _luhn_total(digits: str) -> int:
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(d // 10 + d % 10 for d in doubled)


def fi_hetu(text: str) -> bool | None:
    """Birth date and check character, the number modulo 31 (Valtioneuvoston asetus 128/2010)."""
    return _is_valid(_stdnum("fi.hetu"), text.strip())


def dk_cpr(text: str) -> bool | None:
    """None for a birth date that has come; the check digit has been given up (CPR-kontoret)."""
    return None if _is_valid(_stdnum("dk.cpr"), _characters(text)) else False


def no_fodselsnummer(text: str) -> bool | None:
    """Birth date and two check digits modulo 11 of 11 digits (Skatteetaten; D-numbers as well)."""
    return _is_valid(_stdnum("no.fodselsnummer"), _characters(text))


def br_cpf(text: str) -> bool | None:
    """Two check digits modulo 11 of 11 digits (Receita Federal, IN RFB 1548/2015)."""
    return _is_valid(_stdnum("br.cpf"), _characters(text))


def mx_curp(text: str) -> bool | None:
    """Birth date, state and check digit of 18 places (RENAPO, Instructivo normativo CURP)."""
    return _is_valid(_stdnum("mx.curp"), _characters(text))


def au_tfn(text: str) -> bool | None:
    """Weights 1 4 3 7 5 8 6 9 10, sum a multiple of 11 (Australian Taxation Office)."""
    return _is_valid(_stdnum("au.tfn"), _characters(text))


def au_medicare(text: str) -> bool | None:
    """Ninth digit the sum of eight by weights 1 3 7 9 1 3 7 9, modulo 10 (Services Australia)."""
    digits = [int(digit) for digit in _characters(text)]
    weights = (1, 3, 7, 9, 1, 3, 7, 9)
    return sum(w * d for w, d in zip(weights, digits, strict=False)) % 10 == digits[8]


def ca_sin(text: str) -> bool | None:
    """Luhn check digit of 9 digits that begin with neither 0 nor 8 (Service Canada)."""
    return _is_valid(_stdnum("ca.sin"), _characters(text))


def id_nik(text: str) -> bool | None:
    """Regency and birth date, of women plus 40, in 16 digits (UU 24/2013; no check digit)."""
    return None if _is_valid(_stdnum("id.nik"), _characters(text)) else False


def th_personal_id(text: str) -> bool | None:
    """Check digit of 13 digits, weights 13 to 2 modulo 11 (กรมการปกครอง)."""
    return _is_valid(_stdnum("th.pin"), _characters(text))


NATIONAL_IDS: Mapping[str, Callable[[str], bool | None]] = MappingProxyType(
    {
        "au_medicare": au_medicare,
        "au_tfn": au_tfn,
        "br_cpf": br_cpf,
        "ca_sin": ca_sin,
        "cn_resident_id": cn_resident_id,
        "de_tax_id": de_tax_id,
        "dk_cpr": dk_cpr,
        "es_dni": es_dni,
        "fi_hetu": fi_hetu,
        "fr_nir": fr_nir,
        "gb_nhs_number": gb_nhs_number,
        "gb_nino": gb_nino,
        "hk_identity_card": hk_identity_card,
        "id_nik": id_nik,
        "in_aadhaar": in_aadhaar,
        "in_pan": in_pan,
        "it_codice_fiscale": it_codice_fiscale,
        "jp_individual_number": jp_individual_number,
        "mx_curp": mx_curp,
        "nl_bsn": nl_bsn,
        "no_fodselsnummer": no_fodselsnummer,
        "pl_pesel": pl_pesel,
        "se_personnummer": se_personnummer,
        "sg_nric": sg_nric,
        "th_personal_id": th_personal_id,
        "tw_national_id": tw_national_id,
        "us_itin": us_itin,
        "us_ssn": us_ssn,
    }
)
"""Validators by the name that rules use."""
