"""Countries, and codes with one in it."""

from __future__ import annotations

from functools import cache

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
    from babel import Locale
    from babel.core import get_global

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
    from babel import Locale
    from babel.core import get_global

    code = text.strip().upper()
    if len(code) != len("KR"):
        # CLDR keeps the other codes as aliases of alpha-2.
        code = " ".join(get_global("territory_aliases").get(code, ()))
    known = code.isalpha() and code in Locale("en").territories
    return None if known and code not in _NO_COUNTRIES else False


def swift_bic(text: str) -> bool | None:
    """None where the fifth and sixth letters are a country (ISO 9362; CLDR through babel)."""
    return country_code(text[4:6])
