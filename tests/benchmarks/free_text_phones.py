"""Phone numbers for the free-text set, in the forms that people in Korea write."""

import phonenumbers
from free_text_draw import FULL_WIDTH, Draw

AREAS = ("031", "032", "033", "041", "042", "043", "051", "053", "055", "062", "064")
REPRESENTATIVE = ("1522", "1544", "1566", "1577", "1588", "1599", "1600", "1644")
# country: how many digits, and with what they begin
FOREIGN = {"US": (10, ""), "GB": (10, "7"), "CN": (11, "13"), "DE": (11, "15")}


def phone(draw: Draw, style: str) -> str:
    """A number that the numbering plan of its country allows."""
    if style[:2] in {"us", "gb", "jp", "cn", "de"}:
        # The usual draw comes first, so that the order of chance does not hang on the style.
        _korean(draw, "")
        return _foreign(draw, style[:2].upper(), national=style.endswith("national"))
    return _korean(draw, style)


def _korean(draw: Draw, style: str) -> str:
    pick = draw.random.choice
    four, last = _subscriber(draw)
    area = pick(AREAS)
    first = str(draw.random.randrange(210, 899))
    usual = f"010-{four}-{last}"

    def plus82() -> str:
        joint = pick(["-", " ", ""])
        return f"+82{joint}10{joint}{four}{joint}{last}"

    def seoul() -> str:
        return f"02-{pick([first, str(draw.random.randrange(2000, 8999))])}-{last}"

    def representative() -> str:
        prefix = pick(REPRESENTATIVE)
        return f"{pick([prefix, prefix, '1661', '1670', '1800', '1899'])}-{last}"

    forms = {
        "dots": lambda: usual.replace("-", "."),
        "spaces": lambda: usual.replace("-", " "),
        "bare": lambda: usual.replace("-", ""),
        "paren": lambda: pick([f"(010){four}-{last}", f"010){four}-{last}"]),
        "full": lambda: usual.translate(FULL_WIDTH),
        "plus82": plus82,
        "plus82zero": lambda: f"+82 (0)10-{four}-{last}",
        "intl82": lambda: f"82-10-{four}-{last}",
        "odd": lambda: pick([" - ", "- ", " -", " . ", "–"]).join(("010", four, last)),
        "old": lambda: f"{pick(['011', '016', '017', '018', '019'])}-{first}-{last}",
        "seoul": seoul,
        "seoulparen": lambda: f"{pick(['02)', '(02)', '(02) '])}{first}-{last}",
        "area": lambda: f"{area}-{first}-{last}",
        "areaparen": lambda: f"{pick([f'({area}) ', f'{area})'])}{first}-{last}",
        "areabare": lambda: f"{area}{first}{last}",
        "voip": lambda: f"070-{draw.random.randrange(4000, 8999)}-{last}",
        "safe": lambda: f"{pick(['0502', '0503', '0504', '0505', '0507', '0508'])}-{four}-{last}",
        "rep": representative,
        "free": lambda: f"080-{first}-{last}",
    }
    return forms.get(style, lambda: usual)()


def _subscriber(draw: Draw) -> tuple[str, str]:
    """The last eight digits of a mobile number that the numbering plan of Korea allows."""
    while True:
        parts = (draw.number(4), draw.digits(4))
        national = int("10" + "".join(parts))
        number = phonenumbers.PhoneNumber(country_code=82, national_number=national)
        if phonenumbers.is_valid_number(number):
            return parts


def _foreign(draw: Draw, country: str, *, national: bool) -> str:
    japanese = draw.random.choice(["90", "80", "3"])
    length, begin = FOREIGN.get(country, (9 if japanese == "3" else 10, japanese))
    while True:
        number = phonenumbers.PhoneNumber(
            country_code=phonenumbers.country_code_for_region(country),
            national_number=int(begin + draw.digits(length - len(begin))),
        )
        if phonenumbers.is_valid_number_for_region(number, country):
            break
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if national else form.INTERNATIONAL)
