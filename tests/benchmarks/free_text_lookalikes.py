"""Values for the free-text set that are not personal, or (names) not scored."""

import string
import uuid

from free_text_draw import Draw, Make, write_day
from free_text_words import BANKS, COMPANIES, MAIL_NAMES, PRODUCTS


def bank(draw: Draw, _: str) -> str:
    """A bank; the next account number has its shape."""
    draw.bank = draw.random.choice(list(BANKS))
    return draw.bank


def name(draw: Draw, style: str) -> str:
    """A person's name, Korean by default."""
    return str(draw.faker[{"en": "en_US", "ja": "ja_JP"}.get(style, "ko_KR")].name())


def time(draw: Draw, style: str) -> str:
    """A time of day."""
    hour, minute, second = (draw.random.randrange(top) for top in (24, 60, 60))
    seconds = f"{hour:02d}:{minute:02d}:{second:02d}"
    if style == "milli":
        return f"{seconds}.{draw.digits(3)}"
    return seconds if style == "seconds" else seconds[:5]


def won(draw: Draw, style: str) -> str:
    """An amount of money."""
    amount = draw.random.randrange(10, 99999) * 100
    return str(amount) if style == "plain" else f"{amount:,}"


def order(draw: Draw, style: str) -> str:
    """An order number as shops write it."""
    day = draw.day(2018, 2026).strftime("%Y%m%d")
    forms = {
        "": f"{day}-{draw.number(7)}",
        "bare": f"{day}{draw.number(6)}",
        "long": f"{day}{draw.number(8)}",
        "short": f"{draw.number(3)}-{draw.number(4)}-{draw.number(4)}",
        "letters": f"ORD-{day[2:]}-{draw.number(5)}",
        "naver": day + draw.number(8),
        "amazon": f"{draw.number(3)}-{draw.number(7)}-{draw.number(7)}",
    }
    return forms[style]


def tracking(draw: Draw, style: str) -> str:
    """A tracking number: twelve digits, or as the carrier writes it."""
    number = draw.number(12)
    forms = {
        "hyphen": lambda: f"{number[:4]}-{number[4:8]}-{number[8:]}",
        "post": lambda: f"{draw.number(5)}-{draw.number(4)}-{draw.number(4)}",
        "ems": lambda: f"EG{draw.number(9)}KR",
        "ups": lambda: "1Z" + draw.hexadecimal(6).upper() + draw.number(10),
        "ten": lambda: draw.number(10),
    }
    return forms.get(style, lambda: number)()


def isbn(draw: Draw, style: str) -> str:
    """A valid ISBN-13."""
    number = str(draw.faker["en_US"].isbn13())
    return number.replace("-", "") if style == "bare" else number


def version(draw: Draw, style: str) -> str:
    """A version number of three parts, or as the style asks."""
    below = draw.random.randrange
    forms = {
        "four": lambda: f"{below(1, 12)}.{below(10)}.{below(20)}.{below(1, 200)}",
        "chrome": lambda: f"{below(90, 131)}.0.{below(4000, 6999)}.{below(10, 200)}",
        "build": lambda: f"{below(1, 12)}.{below(10)}.{below(10)}-{draw.number(8)}",
    }
    return forms.get(style, lambda: f"{below(1, 12)}.{below(20)}.{below(30)}")()


def epoch(draw: Draw, style: str) -> str:
    """Seconds since 1970, or milliseconds."""
    seconds = draw.random.randrange(1_500_000_000, 1_790_000_000)
    return f"{seconds}{draw.digits(3)}" if style == "milli" else str(seconds)


def model(draw: Draw, style: str) -> str:
    """A model, part or serial number; ``m``, ``mnew`` and ``p`` have the form of personal ones."""
    letters = "".join(draw.random.choice("ABCDEFGHKMNPRSTVWX") for _ in range(2))
    number, digits = draw.number, draw.digits
    forms = {
        "m": lambda: "M" + digits(8),
        "mnew": lambda: f"M{digits(3)}{letters[0]}{digits(4)}",
        "p": lambda: "P" + digits(12),
        "serial": lambda: f"{letters}{number(2)}-{number(4)}-{number(4)}-{number(4)}",
        "part": lambda: f"{number(2)}-{number(2)}-{number(6)}-{number(2)}",
        "asset": lambda: f"{number(3)}-{number(2)}-{number(5)}",
    }
    return forms.get(style, lambda: f"{letters}-{number(3)}{letters[1]}{number(4)}")()


def coupon(draw: Draw, style: str) -> str:
    """Four times four signs."""
    if style == "digits":
        return "-".join(draw.number(4) for _ in range(4))
    signs = string.ascii_uppercase + string.digits
    return "-".join("".join(draw.random.choice(signs) for _ in range(4)) for _ in range(4))


def error(draw: Draw, style: str) -> str:
    """An error code."""
    if style == "windows":
        return "0x8" + draw.hexadecimal(7).upper()
    return f"{draw.random.choice(['ERR', 'E', 'ORA', 'PAY'])}-{draw.number(5)}"


def file_name(draw: Draw, _: str) -> str:
    """A file name with digits or an at sign in it."""
    day = draw.day(2018, 2026)
    names = [
        f"IMG_{day:%Y%m%d}_{draw.number(6)}.jpg",
        f"KakaoTalk_{day:%Y%m%d}_{draw.number(9)}.png",
        f"Screenshot_{day:%Y%m%d}-{draw.number(6)}.png",
        f"backup-{day:%Y-%m-%d}-0{draw.number(2)}.tar.gz",
        f"icon-{draw.number(2)}@2x.png",
        f"report_v{version(draw, '')}.xlsx",
    ]
    return draw.random.choice(names)


NOT_PERSONAL: dict[str, Make] = {
    "bank": bank,
    "name": name,
    "company": lambda draw, _: draw.random.choice(COMPANIES),
    "product": lambda draw, _: draw.random.choice(PRODUCTS),
    "date": lambda draw, style: write_day(draw.day(2015, 2026), style),
    "time": time,
    "won": won,
    "n": lambda draw, width: draw.number(int(width or 2)),
    "order": order,
    "tracking": tracking,
    "isbn": isbn,
    "ean": lambda draw, _: str(draw.faker["en_US"].ean13(prefixes=("880",))),
    "version": version,
    "epoch": epoch,
    "uuid": lambda draw, _: str(uuid.UUID(int=draw.random.getrandbits(128), version=4)),
    "hex": lambda draw, width: draw.hexadecimal(int(width or 32)),
    "base64": lambda draw, size: draw.base64(int(size or 48)),
    "model": model,
    "coupon": coupon,
    "error": error,
    "handle": lambda draw, _: "@" + draw.random.choice(MAIL_NAMES).replace(".", "_"),
    "file": file_name,
}
"""Kinds of value that carry no label."""
