"""What a value must satisfy beyond its pattern: check digits, calendars, address blocks, lists.

A validator takes the text that a rule's pattern matched, after NFKC, and answers True when
something in the value proves it (a check digit, a registered domain), False when something shows
that it is not one, and None when its form is right and nothing in it can prove more.
Validators are pure and offline, but for today's date where a birth date lies in the future.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import phonenumbers
from babel import Locale
from babel.core import get_global
from stdnum import iban as stdnum_iban
from stdnum import luhn as stdnum_luhn
from stdnum.exceptions import ValidationError
from stdnum.kr import rrn as stdnum_rrn

from pii_scan.detect.national_ids import NATIONAL_IDS
from pii_scan.detect.person_names import korean_name, latin_name

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

Validator = Callable[[str], bool | None]

_OLDEST_AGE = 110
"""Registrations of the dead are no personal data (PIPA Article 2), and 110111, the registry code
of most Korean companies, reads as a birth date of 1911."""

_RRN_WITHOUT_CHECK_DIGIT = dt.date(2020, 10, 5)
"""Numbers given out since then end in random digits (주민등록법 시행규칙 제2조, 2020-05-26)."""

_MOST_DISTINCT_PLACEHOLDER = 1
_SHORTEST_TOKEN_ALPHABET = 8
_PHONE_KR = 82


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _years_ago(years: int) -> dt.date:
    today = dt.datetime.now(tz=dt.UTC).date()
    return dt.date(today.year - years, 1, 1)


def _tomorrow() -> dt.date:
    # A day of grace: the machine's day may be behind the data's time zone.
    return dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)


def _registered_birth_date(digits: str) -> dt.date | None:
    """Birth date in the first seven digits of a registration number of somebody alive, or None."""
    if digits[6] not in "12345678":
        return None  # 9 and 0 are for people born before 1900
    try:
        born: dt.date = stdnum_rrn.get_birth_date(digits)
    except ValidationError:
        return None
    return born if _years_ago(_OLDEST_AGE) <= born <= _tomorrow() else None


def resident_registration_number(text: str) -> bool | None:
    """Check digit of 13 digits (주민등록법 시행규칙 제2조; python-stdnum kr.rrn) and calendar.

    Numbers given out since October 2020 have no check digit. Who was born since then surely has
    such a number, so a written one (900101-…) is None; a bare run of 13 digits stays False,
    because order numbers that begin with a date look the same. Who got one later in life is
    found by ``resident_registration_number_unchecked`` beside a name.
    """
    digits = _digits(text)
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
    digits = _digits(text)
    if _registered_birth_date(digits) is None or digits[6] not in "5678":
        return False
    return digits[12] == str((int(stdnum_rrn.calc_check_digit(digits)) + 2) % 10)


def registration_birth_date(text: str) -> bool | None:
    """Calendar and century digit of a registration number, masked or without its check digit."""
    digits = _digits(text)
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
    digits = [int(digit) for digit in _digits(text)]
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
    digits = [int(digit) for digit in _digits(text)]
    total = sum(digit * (1 + index % 2) for index, digit in enumerate(digits[:12]))
    return digits[12] == -total % 10


def luhn(text: str) -> bool | None:
    """Luhn check digit (ISO/IEC 7812-1, annex B); one random number in ten has it."""
    digits = _digits(text)
    return len(set(digits)) > _MOST_DISTINCT_PLACEHOLDER and bool(stdnum_luhn.is_valid(digits))


def iban(text: str) -> bool | None:
    """Country's structure and mod 97 check digits (ISO 13616)."""
    return bool(stdnum_iban.is_valid(text.upper(), check_country=False))


@cache
def _public_suffixes() -> PublicSuffixList:
    # Not before it is needed: to read the list takes as long as to start Python. It is the one that
    # comes with the package, and nothing is fetched.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, only_icann=True)


def _is_registrable(domain: str) -> bool:
    """Whether ``domain`` is, or is below, a name that somebody can have registered."""
    try:
        name = domain.encode("idna").decode()  # the list has names as DNS does
    except UnicodeError:
        return False
    return _public_suffixes().privatesuffix(name) is not None


_INTERNAL_DOMAINS = frozenset(
    (
        *("test", "example", "invalid", "localhost", "localdomain", "local", "internal"),
        *("intranet", "lan", "corp", "home", "private"),
    )
)


_SPELT_AT = re.compile(
    r"\s*(?:[(\[{<](?:at|@|골뱅이)[)\]}>]|골뱅이|&#64;|\\u0040)\s*", re.IGNORECASE
)
_SAID_MAIL_SERVICES = ("네이버", "지메일", "한메일", "네이트", "카카오", "핫메일", "구글")
_SPELT_DOT = re.compile(r"\s*[(\[{](?:dot|점|닷)[)\]}]\s*", re.IGNORECASE)


_LONGEST_PHONE = 11
_SHORTEST_HEX = 8


def _is_drawn(local: str) -> bool:
    """Whether a machine drew the local part: more digits than a phone number, or hexadecimal."""
    return len(_digits(local)) > _LONGEST_PHONE or any(
        len(part) >= _SHORTEST_HEX and opaque_token(part) is None
        for part in re.split(r"[^0-9A-Za-z]", local)
        if re.fullmatch(r"[0-9a-f]+|[0-9A-F]+|[0-9A-Za-z]{16,}", part)
    )


def email(text: str) -> bool | None:
    """True for a domain below a public suffix (publicsuffix.org), None for an internal one.

    Names for internal use are those of RFC 2606, RFC 6762 and ICANN's ``internal``.
    Anything else behind the @ is a file name or a version. None as well where a machine drew what
    stands before it: the id of a message (RFC 5322) is written like an address.
    """
    plain = _SPELT_DOT.sub(".", _SPELT_AT.sub("@", text))
    local = re.split(r"@|%40", plain)[0]
    domain = re.sub(r"\s", "", re.split(r"@|%40", plain)[-1]).rstrip(".").lower()
    if domain.startswith(_SAID_MAIL_SERVICES):
        return None
    if _is_registrable(domain):
        return None if _is_drawn(local) else True
    return None if domain.rsplit(".", 1)[-1] in _INTERNAL_DOMAINS else False


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PRIVATE_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "10.0.0.0/8",  # RFC 1918
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # RFC 6598, behind a carrier's NAT
        "169.254.0.0/16",  # RFC 3927, link-local
        "fc00::/7",  # RFC 4193, unique local
        "fe80::/10",  # RFC 4291, link-local
    )
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")


def _host_address(text: str) -> _Address | None:
    """The address of one host, with a mapped IPv4 address unpacked; None where it is nobody's."""
    try:
        address: _Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    nobody = address.is_unspecified or address.is_loopback or address.is_multicast
    if isinstance(address, ipaddress.IPv4Address):
        # 0/8 is this host, 240/4 is reserved, and x.y.0.0 is a network or a version.
        first, *_, third, fourth = address.packed
        nobody = nobody or first == 0 or address.is_reserved or third == fourth == 0
    return None if nobody else address


def _is_private(address: _Address) -> bool:
    return any(address in network for network in _PRIVATE_NETWORKS)


LARGEST_VERSION = 40
"""A first number from here on is an address's: a version seldom has one as large."""


def public_ip(text: str) -> bool | None:
    """True for an address that a host on the internet can have, documentation ranges included.

    RFC 791 and RFC 4291. None for one that begins as a version of four parts may, with a small
    number: four in five hosts have a larger one.
    """
    address = _host_address(text)
    if address is None or _is_private(address):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return address in _GLOBAL_UNICAST
    return True if address.packed[0] >= LARGEST_VERSION else None


def private_ip(text: str) -> bool | None:
    """None for an address of a private, carrier-NAT, link-local or unique local network."""
    address = _host_address(text)
    return None if address is not None and _is_private(address) else False


def mac_address(text: str) -> bool | None:
    """None for the address of one interface (IEEE 802): no group address, none all zero.

    Digits alone with hyphens or dots are dates and numbers, not addresses.
    """
    hexadecimal = re.sub(r"[^0-9A-Fa-f]", "", text)
    is_group = bool(int(hexadecimal[:2], 16) & 1)
    if is_group or len(set(hexadecimal)) == 1:
        return False
    return False if hexadecimal.isdigit() and ":" not in text else None


def jwt(text: str) -> bool | None:
    """True when the first part is a JOSE header with an algorithm (RFC 7515, RFC 7519)."""
    header = text.partition(".")[0]
    try:
        decoded = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return False
    return isinstance(decoded, dict) and "alg" in decoded


def phone_kr(text: str) -> bool | None:
    """None for a number of Korea's numbering plan (전기통신번호관리세칙; python-phonenumbers)."""
    digits = _digits(text)
    if len(set(digits[-8:])) == _MOST_DISTINCT_PLACEHOLDER:
        return False  # 010-0000-0000 fills a mandatory column
    digits = re.sub(r"^(?:(?:00)?820?(?=[1-7])|(?=10))", "0", digits)
    return _is_valid_phone(digits, "KR")


def _is_valid_phone(text: str, region: str | None) -> bool | None:
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
    if _digits(written).startswith(str(_PHONE_KR)):
        return False  # Korean numbers have their own rule
    return _is_valid_phone(written, None)


def _is_code_whole(written: str) -> bool:
    """Whether the country's code in a number with + stands in its first group."""
    try:
        code = phonenumbers.parse(written, None).country_code
    except phonenumbers.NumberParseException:
        return False
    return written.startswith(f"+{code}")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        (
            r"(?P<year>[0-9]{4}|[0-9]{2})[^0-9A-Za-z]*(?P<month>[0-9]{1,2})[^0-9A-Za-z]+"
            r"(?P<day>[0-9]{1,2})[^0-9A-Za-z]*(?:T?[0-9]{2}:[03]0.*)?"
        ),
        r"(?P<year>[0-9]{4}|[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2})[^0-9A-Za-z]+(?P<month>[0-9]{1,2})[^0-9A-Za-z]+(?P<year>[0-9]{4})",
        r"(?P<month>[0-9]{1,2})[^0-9A-Za-z]+(?P<day>[0-9]{1,2})[^0-9A-Za-z]+(?P<year>[0-9]{4})",
        (
            r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[^0-9A-Za-z]*(?P<month>[A-Za-z]{3})[a-z]*"
            r"[^0-9A-Za-z]*(?P<year>[0-9]{4})"
        ),
        (
            r"(?P<month>[A-Za-z]{3})[a-z]*[^0-9A-Za-z]*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
            r"[^0-9A-Za-z]*(?P<year>[0-9]{4})"
        ),
    )
)


def birth_date(text: str) -> bool | None:
    """None for a day since 1900 that has come, in any order of its parts; any day could be one."""
    forms = (form.fullmatch(text.strip()) for form in _DATE_FORMS)
    possible = any(
        _is_birthday(int(year), month, int(form["day"]))
        for form in forms
        if form is not None and (month := _month(form["month"]))
        for year in _full_years(form["year"])
    )
    return None if possible else False


def _month(written: str) -> int:
    """1 to 12 for a number or an English name; 0 for anything else."""
    if written.isdigit():
        return int(written)
    name = written.lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _full_years(written: str) -> tuple[str, ...]:
    return (written,) if len(written) == len("YYYY") else ("19" + written, "20" + written)


def _is_birthday(year: int, month: int, day: int) -> bool:
    try:
        return dt.date(1900, 1, 1) <= dt.date(year, month, day) <= _tomorrow()
    except ValueError:
        return False


_COMMON_COUNTRY_NAMES = (
    *("한국", "남한", "북한", "영국", "홍콩", "마카오", "체코", "korea", "republic of korea"),
    *("korea, republic of", "korea (south)", "usa", "u.s.", "u.s.a.", "united states of america"),
    *("america", "uk", "u.k.", "england", "great britain", "hong kong", "macao", "viet nam"),
    *("russian federation", "czech republic", "holland", "turkey", "burma", "ivory coast"),
)
"""Names in use that CLDR gives another form."""


@cache
def _country_names() -> frozenset[str]:
    """Names of all countries in Korean and English (CLDR), folded, and names in common use."""
    aliases = get_global("territory_aliases")
    names = set(_COMMON_COUNTRY_NAMES)
    for language in ("ko", "en"):
        for code, name in Locale(language).territories.items():
            if code.isalpha() and code not in aliases:
                names.add(name)
    return frozenset(name.casefold() for name in names)


def country_name(text: str) -> bool | None:
    """None for the name of a country in Korean or English (CLDR through babel)."""
    return None if " ".join(text.split()).casefold() in _country_names() else False


_NO_COUNTRIES = frozenset(
    (*("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"), *("AC", "CP", "DG", "EA", "IC", "TA"))
)
"""Codes in CLDR for no country: groups, tests, and islands that are part of one."""


def country_code(text: str) -> bool | None:
    """None for a country in ISO 3166-1 alpha-2, alpha-3 or numeric (CLDR through babel)."""
    code = text.strip().upper()
    if len(code) != len("KR"):
        # CLDR keeps the other codes as aliases of alpha-2.
        code = " ".join(get_global("territory_aliases").get(code, ()))
    known = code.isalpha() and code in Locale("en").territories
    return None if known and code not in _NO_COUNTRIES else False


def swift_bic(text: str) -> bool | None:
    """None where the fifth and sixth letters are a country (ISO 9362; CLDR through babel)."""
    return country_code(text[4:6])


def bank_account_kr(text: str) -> bool | None:
    """None for 10 to 14 digits, the lengths in Korean banks' account number systems (금융결제원).

    Phone numbers and dates of the same length are turned away.
    """
    digits = _digits(text)
    if not len("0123456789") <= len(digits) <= len("01234567890123"):
        return False
    if re.fullmatch(r"01[016-9][0-9]{7,8}", digits) or re.fullmatch(
        r"0(?:[2-7]\d?|50\d)-\d+-\d{4}", text
    ):
        return False
    return None if len(set(digits)) > _MOST_DISTINCT_PLACEHOLDER else False


def opaque_token(text: str) -> bool | None:
    """None for a run that mixes letters and digits widely enough to have been drawn by chance."""
    mixed = any(char.isdigit() for char in text) and any(char.isalpha() for char in text)
    return None if mixed and len(set(text)) >= _SHORTEST_TOKEN_ALPHABET else False


_IN_URL = re.compile(r"://[^:@]*:(?P<value>.+)@")
_SAID = re.compile(
    r"(?:(?:비밀번호|비번|패스워드|암호|パスワード|暗証番号|密码|password|pw)[은는이가을를は是]\s*[\"'`\[]?"
    r"|(?:비밀번호|비번|패스워드|암호|パスワード|暗証番号|密码)\s*[(\"'`\[]?\s*"
    r"|[a-z]+\s?[/,&]\s?[a-z]+\s?[:=]?\s*[\w.@+-]+\s?[/,]\s?"
    r"|아이디\s?[/,&]\s?[a-z가-힣]+\s?[:=]?\s*[\w.@+-]+\s?[/,]\s?"
    r"|[a-z]+\s(?:password|passcode|pw)\s|--[a-z]+\s[\"']?"
    r"|[a-z]+(?:\s+(?:is|was|to|as)(?:\s+(?:now|still|currently))?:?\s+[\"'`]?|\s+[\"'`]|\s?\(\s?))"
    r"(?P<value>[^\s:=\"'`\u0080-\uffff][!-~]*?)[\s)]*",
    re.IGNORECASE,
)
"""A password said in words: 비밀번호는 X, "my password is X"."""
_ASSIGNED = re.compile(r"^[^=:]*?[\"']?\s*(?P<sign>[=:]|%3D)\s*(?P<value>.*)$", re.DOTALL)
_NO_PASSWORD_BUT_A_WORD = re.compile(
    r"""(?ix)
    (?: (?:sha|md|aes|rsa|des|hs|rs|utf|tls|ssl|http|oauth|base|v|ver|step|iso|totp|otp)s?[-._]?\d.*
      | \d+[-_+]?(?:char|digit|letter|symbol|day|minute|min|hour|hr|month|year|time|st|nd|rd|th).*
      | [^@]+@[^@]+\.[a-z]{2,} | \d+[a-z] | [a-z]+[?!.]+ | \d{4}-\d\d-\d\dt.* )""",
)
_NO_SECRET = re.compile(
    r"""(?ix)
    (?: null | nil | none | undefined | nan | true | false | yes | no | on | off | empty | blank
      | required | optional | invalid | incorrect | wrong | expired | changed | reset | unknown
      | string | str | text | varchar.* | char.* | hidden | masked | secret | password | passwd
      | pwd | pass | placeholder | default | filtered | redacted | removed | protected | encrypted
      | hashed | \[.* | <.* | \(.* | \{.* | \$\{?[A-Za-z_].* | %[(A-Za-z{].* | [A-Za-z_.]+\(.*
      | (.)\1* | [*xX#•●.…-]+ | .*[*•●]{3,}.*
      | /.* )""",
)
_HASHED = re.compile(
    r"(?i)\$(?:2[abxy]?|1|5|6|y|P|H|S|argon2\w*|scrypt|pbkdf2[\w-]*)\$.*|\{\w[\w-]*\}.*"
    r"|(?:pbkdf2|scrypt|bcrypt|argon2|sha1|md5)[\w:]*\$.*|[0-9a-f]{32,}|\*[0-9A-F]{40}",
)
_QUOTES = "\"'`\\"


def password_assignment(text: str) -> bool | None:
    """None where a secret in the clear follows the name, False for a placeholder or a hash.

    After a colon without quotes, as in "wrong password: user 5", a plain word is prose.
    """
    in_url = _IN_URL.fullmatch(text)
    if in_url:
        return None if _is_secret(in_url["value"]) else False
    said = _SAID.fullmatch(text)
    if said:
        is_word = _NO_PASSWORD_BUT_A_WORD.fullmatch(said["value"])
        return None if _is_secret(said["value"]) and not is_word else False
    assigned = _ASSIGNED.match(text)
    if assigned is None:
        return False
    raw = assigned["value"]
    value = raw.strip(_QUOTES + " \t")
    if not _is_secret(value):
        return False
    is_prose = assigned["sign"] == ":" and raw[:1] not in _QUOTES and value.isalpha()
    return False if is_prose else None


def _is_secret(value: str) -> bool:
    return not _NO_SECRET.fullmatch(value) and not _HASHED.fullmatch(value)


VALIDATORS: Mapping[str, Validator] = MappingProxyType(
    {
        "bank_account_kr": bank_account_kr,
        "birth_date": birth_date,
        "business_registration_number": business_registration_number,
        "corporate_registration_number": corporate_registration_number,
        "country_code": country_code,
        "country_name": country_name,
        "email": email,
        "foreigner_registration_number": foreigner_registration_number,
        "iban": iban,
        "jwt": jwt,
        "korean_name": korean_name,
        "latin_name": latin_name,
        "luhn": luhn,
        "mac_address": mac_address,
        "opaque_token": opaque_token,
        "password_assignment": password_assignment,
        "phone_international": phone_international,
        "phone_kr": phone_kr,
        "private_ip": private_ip,
        "public_ip": public_ip,
        "registration_birth_date": registration_birth_date,
        "resident_registration_number": resident_registration_number,
        "swift_bic": swift_bic,
        **NATIONAL_IDS,
    }
)
"""Validators by the name that rules use."""
