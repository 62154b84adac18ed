"""The common forms of texts that some of our rules take, and what they say of whole columns.

Tests hold each form to its rule on many more texts than its probes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from types import MappingProxyType
from typing import TYPE_CHECKING

from pii_scan.detect.frames import Frame, Longer
from pii_scan.detect.validating.internet import LARGEST_VERSION
from pii_scan.detect.validators import VALIDATORS
from pii_scan.rulebook import COMMON, load_rulebook

if TYPE_CHECKING:
    import polars as pl

PROVEN, UNPROVEN, REFUSED, NOTHING = 1, 0, -1, -2
"""What a validator says, True, None or False; and that no pattern of the rule matches."""

_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
# A local part that a machine may have drawn; the validator says whether it did.
_MAYBE_DRAWN = (
    r"\A[^@]*(?:[0-9a-f]{8}|[0-9A-F]{8}|[0-9A-Za-z]{16})[^@]*@|\A[^@]*(?:[0-9][^@0-9]*){12}@"
)
# What SSH calls its algorithms; the validator says whether it does.
_MAYBE_OF_SSH = "@(?i:openssh[.]com|libssh[.]org|lysator[.]|ssh[.]com|putty[.])"
# In the rule for private addresses, which is written once: the ports of services.
_SERVICES = re.compile(r"\(\?P<service>([0-9|]+)\)")
_LABEL = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?"


@dataclass(frozen=True, slots=True)
class Form:
    """Texts that a rule takes whole: those that match ``pattern``, of Rust, and not ``but_not``.

    ``verdict`` gives PROVEN, UNPROVEN, REFUSED or NOTHING (Int8) for each of some texts of this
    form, null where the rule is to be asked; ``score`` is what our rule gives those that it takes,
    None where it takes none of them whole.
    """

    pattern: str
    verdict: Callable[[pl.Series], pl.Series]
    probes: tuple[str, ...]
    score: float | None
    but_not: str | None = None


def frame_around(identifier: str) -> Frame:
    """What may stand around the forms of a rule of ours."""
    return _FRAMES.get(identifier, _USUAL_FRAME)


# --- IPv4 -------------------------------------------------------------------------------------


def _public_ipv4(texts: pl.Series) -> pl.Series:
    import polars as pl

    kinds = _ipv4_kinds(texts)
    return kinds.select(
        pl.when(pl.col("nobody") | pl.col("private"))
        .then(REFUSED)
        .when(pl.col("large"))
        .then(PROVEN)
        .otherwise(UNPROVEN)
    ).to_series()


def _private_ipv4(texts: pl.Series) -> pl.Series:
    import polars as pl

    kinds = _ipv4_kinds(texts)
    return kinds.select(
        pl.when(pl.col("private") & ~pl.col("nobody")).then(UNPROVEN).otherwise(REFUSED)
    ).to_series()


def _private_ipv4_with_port(texts: pl.Series) -> pl.Series:
    """Null where the rule takes the address without its port."""
    import polars as pl

    parts = texts.str.split_exact(":", 1).struct.unnest()
    kinds = _ipv4_kinds(parts["field_0"])
    return kinds.select(
        pl.when(parts["field_1"].is_in(_service_ports()))
        .then(NOTHING)
        .when(pl.col("nobody") | ~pl.col("private"))
        .then(REFUSED)
    ).to_series()


@cache
def _service_ports() -> frozenset[str]:
    """The ports that no client has, of the group that the rule calls ``service``."""
    folder = load_rulebook().folder / "identifiers" / COMMON
    rule = (folder / "ipv4_private.yaml").read_text(encoding="utf-8")
    return frozenset(port for ports in _SERVICES.findall(rule) for port in ports.split("|"))


def _ipv4_kinds(texts: pl.Series) -> pl.DataFrame:
    """``private``, ``nobody`` and ``large`` as validators.private_ip and public_ip have them."""
    import polars as pl

    a, b, c, d = (pl.col(f"field_{n}") for n in range(4))
    octets = texts.str.split_exact(".", 3).struct.unnest().cast(pl.UInt16)
    private = a.eq(10) | a.eq(192) & b.eq(168) | a.eq(169) & b.eq(254)
    private |= a.eq(172) & b.is_between(16, 31) | a.eq(100) & b.is_between(64, 127)
    nobody = a.eq(0) | a.eq(127) | a.ge(224) | c.eq(0) & d.eq(0)
    return octets.select(private=private, nobody=nobody, large=a.ge(LARGEST_VERSION))


# --- e-mail -----------------------------------------------------------------------------------


def _email(texts: pl.Series) -> pl.Series:
    """By the domain, which is all that the validator looks at where no machine drew the rest."""
    domains = texts.str.splitn("@", 2).struct.field("field_1")
    return said_of_parts(domains, lambda domain: f"x@{domain}", "email")


def said_of_parts(parts: pl.Series, example: Callable[[str], str], validator: str) -> pl.Series:
    """What ``validator`` says of an example of each different part."""
    import polars as pl

    different = parts.unique()
    if len(different) == 1:
        only = _verdict(VALIDATORS[validator](example(different[0])))
        return pl.repeat(only, len(parts), dtype=pl.Int8, eager=True).alias("verdict")
    said = (_verdict(VALIDATORS[validator](example(part))) for part in different)
    verdicts = pl.DataFrame({"part": different, "verdict": pl.Series(said, dtype=pl.Int8)})
    joined = pl.DataFrame({"part": parts}).join(
        verdicts, on="part", how="left", maintain_order="left"
    )
    return joined["verdict"]


def _verdict(proven: bool | None) -> int:  # noqa: FBT001
    return UNPROVEN if proven is None else PROVEN if proven else REFUSED


# --- numbers ----------------------------------------------------------------------------------


def _mobile_kr(texts: pl.Series) -> pl.Series:
    """010 and eight digits, as ``phone_kr`` has it: if below 2, phonenumbers' patterns decide."""
    import polars as pl

    digits = texts.str.replace_all("-", "", literal=True)
    subscriber = digits.str.tail(8)
    same = reduce(lambda one, other: one | other, (subscriber == str(n) * 8 for n in range(10)))
    mobile = subscriber.str.head(1).is_in(list("23456789"))
    valid = mobile | digits.str.slice(1).str.contains(_given_out_in_korea())
    return (valid & ~same).replace_strict({True: UNPROVEN, False: REFUSED}, return_dtype=pl.Int8)


@cache
def _given_out_in_korea() -> str:
    """National numbers, without the 0, that are of any type (phonenumbers.is_valid_number)."""
    import phonenumbers

    region = phonenumbers.PhoneMetadata.metadata_for_region("KR")
    types = (
        *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost"),
        *("personal_number", "voip", "pager", "uan", "voicemail"),
    )
    patterns = [
        getattr(region, name).national_number_pattern for name in types if getattr(region, name)
    ]
    return rf"\A(?:{'|'.join(pattern for pattern in patterns if pattern)})\z"


def _luhn(texts: pl.Series) -> pl.Series:
    import polars as pl

    digits = texts.str.replace_all("-", "", literal=True)
    frame = pl.DataFrame({"digits": digits})
    places = [pl.col("digits").str.slice(n, 1).cast(pl.UInt16) for n in range(16)]
    doubled = [2 * place - 9 * place.gt(4) for place in places[0::2]]
    total = pl.sum_horizontal(*doubled, *places[1::2])
    return frame.select(pl.when(total % 10 == 0).then(PROVEN).otherwise(REFUSED)).to_series()


def _resident_number(texts: pl.Series) -> pl.Series:
    """The check digit here; what the birth date makes of it the validator says, once for each."""
    import polars as pl

    digits = texts.str.replace_all("-", "", literal=True)
    frame = pl.DataFrame({"digits": digits})
    places = [pl.col("digits").str.slice(n, 1).cast(pl.UInt16) for n in range(13)]
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = pl.sum_horizontal(p * w for p, w in zip(places, weights, strict=False))
    checks = frame.select((11 - total % 11) % 10 == places[12]).to_series()
    born = texts.str.head(8)
    # Who was born in this century may have a number without a check digit.
    unchecked = ~checks & born.str.contains("[34]$")
    validator = "resident_registration_number"
    right = said_of_parts(born.filter(checks), lambda part: _with_check_digit(part, 0), validator)
    wrong = said_of_parts(
        born.filter(unchecked), lambda part: _with_check_digit(part, 1), validator
    )
    verdicts = pl.repeat(REFUSED, len(texts), dtype=pl.Int8, eager=True)
    return verdicts.scatter(checks.arg_true(), right).scatter(unchecked.arg_true(), wrong)


def _registered_birth(texts: pl.Series) -> pl.Series:
    """By the birth date and the digit behind it."""
    return said_of_parts(texts.str.head(8), lambda part: f"{part}000000", "registration_birth_date")


def _with_check_digit(beginning: str, off: int) -> str:
    """``YYMMDD-S`` made a whole number, its check digit ``off`` by so much."""
    written = f"{beginning}00000"
    digits = [int(digit) for digit in written if digit != "-"]
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(w * d for w, d in zip(weights, digits, strict=True))
    return f"{written}{((11 - total % 11) % 10 + off) % 10}"


_AROUND = frozenset(" \t\"'()[]{},;:=|/&*#")
_ANGLES = frozenset("<>")
_BLANKS = frozenset(" \t")
_USUAL_FRAME = Frame(_AROUND | _ANGLES, _AROUND | _ANGLES)
# Arrows and tags.
_BEFORE_ADDRESS = Longer(r"[-=]> ?|[ \t\"'=:;{|]<", ("-> ", "=> ", "->", "=>", " <", "=<"))
# Ports: 203.0.113.7/62871. Up to two digits behind a stroke make it a network.
_PUBLIC_FRAME = Frame(
    _AROUND | _ANGLES,
    _AROUND | _ANGLES,
    _BEFORE_ADDRESS,
    Longer("/[0-9]{3,5}|:[0-9]{1,5}", ("/443", "/62871", ":443", ":62871")),
)
# Behind a colon only those that clients have, and no service.
_PRIVATE_FRAME = Frame(
    _AROUND | _ANGLES,
    _AROUND | _ANGLES,
    _BEFORE_ADDRESS,
    Longer(
        "/[0-9]{3,5}|:(?:[34][0-9]{4}|5[1-9][0-9]{3}|6[2-9][0-9]{3})",
        ("/443", "/62871", ":32768", ":49152", ":51000", ":62871"),
    ),
)
_FRAMES = MappingProxyType(
    {
        "ipv4_public": _PUBLIC_FRAME,
        "ipv4_private": _PRIVATE_FRAME,
        "phone_kr_unformatted": Frame(_BLANKS, _BLANKS),
    }
)
FORMS: Mapping[str, Sequence[Form]] = MappingProxyType(
    {
        "ipv4_public": (
            Form(
                rf"{_OCTET}(?:\.{_OCTET}){{3}}",
                _public_ipv4,
                ("203.0.113.77", "8.8.8.8", "1.2.3.4", "10.0.0.1", "127.0.0.1", "224.0.0.1"),
                0.8,
            ),
        ),
        "ipv4_private": (
            Form(
                rf"{_OCTET}(?:\.{_OCTET}){{3}}",
                _private_ipv4,
                ("10.0.0.1", "192.168.0.12", "172.16.3.4", "100.64.0.1", "8.8.8.8", "10.1.0.0"),
                0.8,
            ),
            Form(
                rf"{_OCTET}(?:\.{_OCTET}){{3}}:[0-9]{{1,5}}",
                _private_ipv4_with_port,
                ("10.0.0.1:443", "8.8.8.8:5432", "8.8.8.8:1024", "127.0.0.1:8443"),
                None,
            ),
        ),
        "email": (
            Form(
                rf"[0-9A-Za-z_](?:[0-9A-Za-z._+-]{{0,62}}[0-9A-Za-z_+-])?@(?:{_LABEL}\.){{1,8}}[A-Za-z]{{2,24}}",
                _email,
                (
                    "kim@naver.com",
                    "a.b+c@mail.example.co.kr",
                    "x@server.local",
                    "a_b@file.nosuchtld",
                ),
                0.97,
                but_not=f"@[1-4][xX][.]|@[^a-z]+\\z|{_MAYBE_DRAWN}|{_MAYBE_OF_SSH}",
            ),
        ),
        "phone_kr": (
            Form(
                "010-[0-9]{4}-[0-9]{4}",
                _mobile_kr,
                ("010-2345-6789", "010-9876-5432", "010-0000-0000", "010-1234-5678"),
                0.9,
            ),
            Form(
                "010[0-9]{8}",
                _mobile_kr,
                ("01023456789", "01098765432", "01000000000", "01012345678"),
                0.7,
            ),
        ),
        "phone_kr_unformatted": (
            Form(
                "010[0-9]{8}",
                _mobile_kr,
                ("01023456789", "01098765432", "01000000000", "01012345678"),
                0.5,
            ),
        ),
        "credit_card": (
            Form(
                "(?:4[0-9]{3}|5[1-5][0-9]{2})(?:-[0-9]{4}){3}",
                _luhn,
                ("4111-1111-1111-1111", "5555-5555-5555-4444", "4111-1111-1111-1112"),
                0.4,
            ),
            Form(
                "(?:4[0-9]{3}|5[1-5][0-9]{2})[0-9]{12}",
                _luhn,
                ("4111111111111111", "5555555555554444", "4111111111111112"),
                0.15,
            ),
        ),
        "resident_registration_number_unchecked": (
            Form(
                "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-[1-4][0-9]{6}",
                _registered_birth,
                ("900101-1234568", "900101-1234567", "210101-3000000", "990230-1234567"),
                0.4,
            ),
        ),
        "resident_registration_number": (
            Form(
                "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-[1-4][0-9]{6}",
                _resident_number,
                ("900101-1234568", "900101-1234567", "210101-3000000", "990230-1234567"),
                0.5,
            ),
        ),
    }
)
"""Forms by identifier."""
