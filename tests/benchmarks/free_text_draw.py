"""Seeded chance for the free-text set: digits, days and names, and the bank named last."""

import base64
import datetime as dt
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from faker import Faker

FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789-@."}
"""For str.translate: digits and separators as Korean and Japanese keyboards can type them."""

Make = Callable[["Draw", str], str]
"""Makes a value in a style, such as ``dots``; an unknown style is the usual one."""


@dataclass
class Draw:
    """The same seed gives the same values in the same order."""

    seed: int
    random: Random = field(init=False)
    faker: Mapping[str, Faker] = field(init=False)
    bank: str = "국민은행"

    def __post_init__(self) -> None:
        """Seed everything."""
        self.random = Random(self.seed)
        self.faker = {locale: Faker(locale) for locale in ("ko_KR", "en_US", "ja_JP", "de_DE")}
        for number, faker in enumerate(self.faker.values()):
            faker.seed_instance(self.seed + number)

    def digits(self, count: int) -> str:
        """Any ``count`` digits."""
        return "".join(self.random.choice(string.digits) for _ in range(count))

    def number(self, width: int) -> str:
        """A number of ``width`` digits that does not begin with 0."""
        return str(self.random.randrange(10 ** (width - 1), 10**width))

    def hexadecimal(self, width: int) -> str:
        """``width`` hexadecimal digits."""
        return "".join(self.random.choice("0123456789abcdef") for _ in range(width))

    def base64(self, size: int) -> str:
        """``size`` octets in Base64."""
        return base64.b64encode(self.random.randbytes(size)).decode()

    def day(self, first: int, last: int) -> dt.date:
        """A day of the years ``first`` to ``last``."""
        start, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
        return start + dt.timedelta(days=self.random.randrange((end - start).days))


def write_day(day: dt.date, style: str) -> str:
    """``day`` as people and systems write it; ISO 8601 where the style is not known."""
    if style == "korean":
        return f"{day.year}년 {day.month}월 {day.day}일"
    if style == "kanji":
        return f"{day.year}年{day.month}月{day.day}日"
    if style == "long":
        return f"{day:%B} {day.day}, {day.year}"
    patterns = {
        "dots": "%Y.%m.%d",
        "six": "%y%m%d",
        "compact": "%Y%m%d",
        "slash": "%Y/%m/%d",
        "us": "%m/%d/%Y",
        "odd": "%Y. %m. %d",
    }
    return day.strftime(patterns.get(style, "%Y-%m-%d"))
