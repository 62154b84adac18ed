"""Numbers and codes with the structure and check digits their issuers define."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import itertools
import json

from accuracy.columns import Draw


def _day(draw: Draw, first: int = 1945, last: int = 2009) -> dt.date:
    start = dt.date(first, 1, 1).toordinal()
    return dt.date.fromordinal(draw.rng.randint(start, dt.date(last, 12, 31).toordinal()))


def birth(draw: Draw, form: str) -> str:
    """A birth date between 1945 and 2009 as ``strftime`` writes it."""
    return _day(draw).strftime(form)


def luhn(payload: str) -> str:
    """The payload with its Luhn check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(payload)):
        double = int(digit) * (2 if place % 2 == 0 else 1)
        total += double - 9 if double > 9 else double
    return payload + str(-total % 10)


def _registration(draw: Draw, *, foreign: bool, separator: str) -> str:
    """Numbers issued from October 2020 on carry no place of birth and no check digit: a fifth."""
    day = _day(draw)
    century = (0 if day.year < 2000 else 2) + (5 if foreign else 1)
    serial = f"{century + draw.rng.randint(0, 1)}{draw.rng.randint(0, 99999):05}"
    head = day.strftime("%y%m%d") + serial
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True))
    check = ((13 if foreign else 11) - total % 11) % 10
    if draw.rng.random() < 0.2:
        check = draw.rng.randint(0, 9)
    return f"{head[:6]}{separator}{head[6:]}{check}"


def resident_number(draw: Draw, separator: str = "-") -> str:
    """주민등록번호 (주민등록법 시행규칙 제2조)."""
    return _registration(draw, foreign=False, separator=separator)


def foreigner_number(draw: Draw, separator: str = "-") -> str:
    """외국인등록번호: the seventh digit is 5 to 8."""
    return _registration(draw, foreign=True, separator=separator)


def business_number(draw: Draw, separator: str = "-") -> str:
    """사업자등록번호 of the National Tax Service, with its check digit."""
    head = f"{draw.rng.randint(101, 699)}{draw.rng.randint(1, 99):02}{draw.rng.randint(0, 9999):04}"
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    total = sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True))
    total += int(head[8]) * 5 // 10
    number = head + str(-total % 10)
    return separator.join((number[:3], number[3:5], number[5:]))


def corporate_number(draw: Draw) -> str:
    """법인등록번호: registry, kind, serial, check digit (법인 등기 규칙)."""
    registry = draw.pick("1101 1301 1344 1801 2001 1348")
    head = f"{registry}{draw.pick('11 12 21 22')}{draw.rng.randint(0, 999999):06}"
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(head))
    return f"{head[:6]}-{head[6:]}{-total % 10}"


def driver_licence(draw: Draw) -> str:
    """운전면허번호: region 11 to 28, year, serial, check."""
    rng = draw.rng
    region, year = rng.randint(11, 28), rng.randint(80, 123) % 100
    return f"{region}-{year:02}-{rng.randint(0, 999999):06}-{rng.randint(0, 99):02}"


def passport(draw: Draw, *, new: bool) -> str:
    """Korean passport number: M12345678, from 2021 on M123A4567."""
    rng = draw.rng
    if new:
        return f"M{rng.randint(0, 999):03}{draw.letters(1)}{rng.randint(0, 9999):04}"
    return f"{draw.pick('M M M S PM')[:1]}{rng.randint(10000000, 99999999)}"


def plate(draw: Draw) -> str:
    """Korean registration plate, also those with a region."""
    letter = draw.pick(
        list("가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호")
    )
    head = draw.pick(["", "", "", "", "서울", "경기"])
    three = not head and draw.rng.random() < 0.5
    number = draw.rng.randint(100, 699) if three else draw.rng.randint(10, 99)
    return f"{head}{number}{letter}{draw.pick(['', ' '])}{draw.rng.randint(1000, 9999)}"


def bank_account(draw: Draw) -> str:
    """Account numbers in the forms of Korean banks (금융결제원 계좌번호 체계)."""
    form = draw.pick(
        "######-0#-###### 110-###-###### 1002-###-###### 30#-####-####-#1 ###-######-01-0## "
        "###-######-###07 3333-0#-####### 1000-####-#### 9002-####-####-# ###-##-######-#"
    )
    return "".join(str(draw.rng.randint(0, 9)) if sign == "#" else sign for sign in form)


def card(draw: Draw, separator: str = "") -> str:
    """Cards of every network, with a Luhn check digit; Korean domestic ones begin with 9."""
    prefix, length = draw.rng.choice(
        [("4", 16), ("5105", 16), ("5412", 16), ("2223", 16), ("34", 15), ("37", 15),
         ("6011", 16), ("36", 14), ("3528", 16), ("62", 16), ("9410", 16), ("9490", 16)]
    )  # fmt: skip
    body = "".join(draw.rng.choices("0123456789", k=length - 1 - len(prefix)))
    number = luhn(prefix + body)
    cuts = (0, 4, 10, length) if length in (14, 15) else (0, 4, 8, 12, length)
    return separator.join(number[start:end] for start, end in itertools.pairwise(cuts))


def imei(draw: Draw) -> str:
    """IMEI: type allocation code, serial, Luhn digit (3GPP TS 23.003)."""
    return luhn(draw.pick("35 86 01 99") + draw.digits(12))


def chinese_id(draw: Draw) -> str:
    """Resident identity number of China (GB 11643-1999)."""
    head = draw.pick("110105 310104 440304 510107") + birth(draw, "%Y%m%d")
    head += f"{draw.rng.randint(1, 999):03}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(head))
    return head + "10X98765432"[total % 11]


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def jwt(draw: Draw) -> str:
    """A signed token (RFC 7519) with a random signature."""
    header = _b64(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    payload = _b64(json.dumps({"sub": draw.digits(8), "exp": 1760000000}).encode())
    return f"{header}.{payload}.{_b64(draw.rng.randbytes(32))}"


def ci(draw: Draw, size: int = 64) -> str:
    """연계정보: 64 bytes in Base64; 48 bytes for a duplicate-joining key (DI)."""
    return base64.b64encode(draw.rng.randbytes(size)).decode()


_B64 = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def password_hash(draw: Draw, form: str) -> str:
    """A stored password in the encoding of the named scheme."""
    salt = draw.letters(22, _B64)
    match form:
        case "bcrypt":
            return f"${draw.pick('2a 2b 2y')}$12${salt}{draw.letters(31, _B64)}"
        case "argon2":
            salt = draw.letters(22, _B64[2:])
            return f"$argon2id$v=19$m=65536,t=3,p=4${salt}${draw.letters(43, _B64[2:])}"
        case "pbkdf2":
            key = base64.b64encode(draw.rng.randbytes(32)).decode()
            return f"pbkdf2_sha256$600000${draw.letters(22, _B64[2:])}${key}"
        case "sha512crypt":
            return f"$6${salt[:16]}${draw.letters(86, _B64)}"
        case "ssha":
            return "{SSHA}" + base64.b64encode(draw.rng.randbytes(24)).decode()
        case _:
            return hashlib.new(form, draw.rng.randbytes(8)).hexdigest()
