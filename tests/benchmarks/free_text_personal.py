"""Personal values for the free-text set, each true to the rule of its own kind.

Check digits (RRN, FRN, BRN, Luhn, IBAN) are right, so that a miss is a miss of the scanner and not
of the value. Nothing here knows how pii-scan looks.
"""

import base64
import datetime as dt
import json
from collections.abc import Sequence

from free_text_draw import FULL_WIDTH, Draw, Make, write_day
from free_text_phones import phone
from free_text_words import (
    BANKS,
    CARDS,
    LICENCE_REGIONS,
    LOTS,
    MAIL_DOMAINS,
    MAIL_NAMES,
    PASSWORDS,
    ROADS,
    VEHICLE_LETTERS,
    VEHICLE_REGIONS,
)
from stdnum import luhn
from stdnum.kr import brn


def email(draw: Draw, style: str) -> str:
    """An address at a provider that people in Korea use."""
    pick = draw.random.choice
    local = pick(MAIL_NAMES) + pick(["", "", draw.number(2), draw.number(4)])
    domain = pick(MAIL_DOMAINS)
    forms = {
        "upper": f"{local}@{domain}".upper,
        "plus": lambda: f"{local}+{pick(['shop', 'news', 'test1'])}@{domain}",
        "odd": lambda: local + pick([" @ ", "@ ", " @"]) + domain,
        "full": lambda: f"{local}\uff20{domain}",
        "encoded": lambda: f"{local}%40{domain}",
        "korean": lambda: f"{pick(['문의', '홍길동', '고객'])}@예시.한국",
    }
    return forms.get(style, lambda: f"{local}@{domain}")()


def _person(draw: Draw, genders: dict[int, str]) -> tuple[str, str]:
    """Six digits of a birth date and the gender digit of its century."""
    year = draw.random.randrange(1945, 2012)
    day = dt.date(year, 1, 1) + dt.timedelta(days=draw.random.randrange(365))
    return day.strftime("%y%m%d"), draw.random.choice(genders[year // 100])


def _check_digit(body: str, shift: int) -> str:
    """The last digit of an RRN (shift 0) or FRN (shift 2) from the twelve before it."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return str(((11 - total % 11) % 10 + shift) % 10)


def _two_part(draw: Draw, front: str, back: str, style: str) -> str:
    forms = {
        "bare": lambda: front + back,
        "space": lambda: f"{front} {back}",
        "odd": lambda: front + draw.random.choice([" - ", "- ", " -"]) + back,
        "masked": lambda: f"{front}-{back[0]}{draw.random.choice('*xX●') * 6}",
        "full": lambda: f"{front}-{back}".translate(FULL_WIDTH),
        "digits": lambda: " ".join(front) + " - " + " ".join(back),
    }
    return forms.get(style, lambda: f"{front}-{back}")()


def resident_number(draw: Draw, style: str) -> str:
    """주민등록번호 in the form given out until October 2020, with its check digit."""
    front, gender = _person(draw, {19: "12", 20: "34"})
    back = gender + f"{draw.random.randrange(96):02d}" + draw.digits(3)
    return _two_part(draw, front, back + _check_digit(front + back, 0), style)


def foreigner_number(draw: Draw, style: str) -> str:
    """외국인등록번호 with its check digit; digits 8 and 9 are even, the 12th is 6 to 9."""
    front, gender = _person(draw, {19: "56", 20: "78"})
    back = f"{gender}{2 * draw.random.randrange(50):02d}{draw.digits(2)}"
    back += draw.random.choice("6789")
    return _two_part(draw, front, back + _check_digit(front + back, 2), style)


def passport(draw: Draw, style: str) -> str:
    """A letter and eight digits; since December 2021 a letter stands among the digits."""
    letter = draw.random.choice("MMMMSRGD")
    if style == "new":
        middle = draw.random.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
        return f"{letter}{draw.digits(3)}{middle}{draw.digits(4)}"
    return letter + draw.digits(8)


def driver_licence(draw: Draw, style: str) -> str:
    """Region, year, serial and check number; the rule of the last is not public."""
    number = f"{draw.random.randrange(90, 124) % 100:02d}-{draw.digits(6)}-{draw.digits(2)}"
    region = draw.random.choice(list(LICENCE_REGIONS))
    forms = {
        "region": f"{LICENCE_REGIONS[region]} {number}",
        "bare": (region + number).replace("-", ""),
        "space": f"{region}-{number}".replace("-", " "),
    }
    return forms.get(style, f"{region}-{number}")


def business_number(draw: Draw, style: str) -> str:
    """사업자등록번호 with its check digit (weights of the National Tax Service)."""
    kind = draw.random.choice([*range(1, 80), 81, 82, 86, 87, 88, 90])
    body = f"{draw.random.randrange(101, 899)}{kind:02d}{draw.number(4)}"
    # python-stdnum looks at the form only.
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    products = [weight * int(digit) for weight, digit in zip(weights, body, strict=True)]
    number = brn.format(body + str(-(sum(products) + products[-1] // 10) % 10))
    return number.translate(FULL_WIDTH) if style == "full" else number


def card(draw: Draw, style: str) -> str:
    """A card number that passes Luhn; the style is ``form`` or ``issuer_form``."""
    issuer, _, form = style.rpartition("_")
    prefixes, length, groups = CARDS[draw.random.choice([issuer] if issuer else list(CARDS))]
    body = draw.random.choice(prefixes)
    body += draw.digits(length - len(body) - 1)
    number = body + luhn.calc_check_digit(body)
    parts = [number[sum(groups[:n]) : sum(groups[: n + 1])] for n in range(len(groups))]

    def masked() -> str:
        star = draw.random.choice("*X")
        return "-".join([parts[0], *[star * len(part) for part in parts[1:-1]], parts[-1]])

    forms = {
        "bare": lambda: number,
        "space": lambda: " ".join(parts),
        "dots": lambda: ".".join(parts),
        "odd": lambda: " - ".join(parts),
        "full": lambda: "-".join(parts).translate(FULL_WIDTH),
        "masked": masked,
        "maskedsix": lambda: f"{number[:4]}-{number[4:6]}**-****-{number[-4:]}",
    }
    return forms.get(form, lambda: "-".join(parts))()


def account(draw: Draw, style: str) -> str:
    """An account number in a shape of the bank that was named last."""
    shape = draw.random.choice(BANKS[draw.bank])
    number = "".join(draw.digits(1) if sign == "#" else sign for sign in shape)
    forms = {
        "bare": number.replace("-", ""),
        "space": number.replace("-", " "),
        "full": number.translate(FULL_WIDTH),
    }
    return forms.get(style, number)


def iban(draw: Draw, style: str) -> str:
    """A German IBAN."""
    number = str(draw.faker["de_DE"].iban())
    if style == "space":
        return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    return number


def ip_address(draw: Draw, style: str) -> str:
    """IPv4 by default, of providers in Korea and elsewhere."""
    below = draw.random.randrange

    def private() -> str:
        choices = [
            f"10.{below(256)}.{below(256)}.{below(1, 255)}",
            f"192.168.{below(256)}.{below(1, 255)}",
            f"172.{below(16, 32)}.{below(256)}.{below(1, 255)}",
        ]
        return draw.random.choice(choices)

    def public() -> str:
        first = draw.random.choice([1, 14, 27, 39, 58, 61, 106, 112, 121, 175, 203, 211, 223])
        return f"{first}.{below(256)}.{below(256)}.{below(1, 255)}"

    def link_local() -> str:
        parts = [draw.hexadecimal(width) for width in (4, 2, 2, 4)]
        return f"fe80::{parts[0]}:{parts[1]}ff:fe{parts[2]}:{parts[3]}"

    forms = {
        "private": private,
        "v6": lambda: f"2001:{draw.hexadecimal(3)}:{draw.number(3)}::{draw.hexadecimal(3)}",
        "v6full": lambda: "2406:" + ":".join(draw.hexadecimal(4) for _ in range(7)),
        "link": link_local,
    }
    return forms.get(style, public)()


def mac_address(draw: Draw, style: str) -> str:
    """Colons by default, in either case of letters."""
    first = draw.random.choice(["00", "3c", "a4", "f0", "dc", "90"])
    pairs = [first, *(draw.hexadecimal(2) for _ in range(5))]
    if style == "hyphen":
        return "-".join(pairs).upper()
    if style == "dots":
        whole = "".join(pairs)
        return f"{whole[:4]}.{whole[4:8]}.{whole[8:]}"
    return ":".join(pairs).upper() if draw.random.random() < 0.5 else ":".join(pairs)


def vehicle(draw: Draw, style: str) -> str:
    """Two or three digits, a letter of the plate, four digits."""
    pick = draw.random.choice
    letter, number = pick(VEHICLE_LETTERS), draw.number(4)
    front = pick([draw.number(2), draw.number(3)])
    if style == "region":
        return f"{pick(VEHICLE_REGIONS)}{pick(['', ' '])}{draw.number(2)}{letter}{number}"
    forms = {"space": f"{front}{letter} {number}", "odd": f"{front} {letter} {number}"}
    return forms.get(style, f"{front}{letter}{number}")


def address(draw: Draw, style: str) -> str:
    """A Korean road address by default."""
    pick, below = draw.random.choice, draw.random.randrange
    number = below(2, 480)

    def apartment() -> str:
        door = f"{below(101, 130)}동 {below(101, 2405)}호"
        return f"{pick(ROADS)} {number}, {door}"

    def english() -> str:
        fake = draw.faker["en_US"]
        street = fake.street_address()
        return f"{street}, {fake.city()}, {fake.state_abbr()} {fake.postcode()}"

    forms = {
        "lot": lambda: f"{pick(LOTS)} {number}{pick(['', f'-{below(1, 40)}', '번지'])}",
        "apartment": apartment,
        "floor": lambda: f"{pick(ROADS)} {number} {below(1, 20)}층",
        "en": english,
        "street": lambda: str(draw.faker["en_US"].street_address()),
        "roman": lambda: pick([
            f"{number} Teheran-ro, Gangnam-gu, Seoul",
            f"{number} Haeundae-ro, Haeundae-gu, Busan",
            f"{number} Pangyo-ro, Bundang-gu, Seongnam-si, Gyeonggi-do",
        ]),
    }  # fmt: skip
    return forms.get(style, lambda: f"{pick(ROADS)} {number}{pick(['', f'-{below(1, 30)}'])}")()


def birth_date(draw: Draw, style: str) -> str:
    """A day from 1945 to 2010."""
    return write_day(draw.day(1945, 2010), style)


def connecting_information(draw: Draw, style: str) -> str:
    """CI: 64 octets, 88 characters in Base64. DI: 64 hexadecimal digits."""
    return draw.hexadecimal(64) if style == "di" else draw.base64(64)


def _url_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def json_web_token(draw: Draw, _: str) -> str:
    """Header, claims and a signature of the right length (RFC 7519)."""
    sign = _url_base64(draw.random.randbytes(32))
    claims = {"sub": draw.number(6), "iat": int(draw.number(9)) + 10**9}
    parts: Sequence[dict[str, object]] = ({"alg": "HS256", "typ": "JWT"}, claims)
    written = [_url_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts]
    return ".".join([*written, sign])


PERSONAL: dict[str, tuple[str, Make]] = {
    "email": ("email", email),
    "phone": ("phone", phone),
    "rrn": ("resident_registration_number", resident_number),
    "frn": ("foreigner_registration_number", foreigner_number),
    "passport": ("passport_number", passport),
    "licence": ("driver_license_number", driver_licence),
    "brn": ("business_registration_number", business_number),
    "card": ("credit_card", card),
    "account": ("bank_account", account),
    "iban": ("bank_account", iban),
    "ip": ("ip_address", ip_address),
    "mac": ("mac_address", mac_address),
    "vehicle": ("vehicle_number", vehicle),
    "customs": ("tax_id", lambda draw, _: "P" + draw.digits(12)),
    "address": ("address", address),
    "birth": ("birth_date", birth_date),
    "ci": ("connecting_information", connecting_information),
    "jwt": ("session_token", json_web_token),
    "password": ("password", lambda draw, _: draw.random.choice(PASSWORDS)),
}
"""Kinds of personal value: the item they belong to, and what makes them."""
