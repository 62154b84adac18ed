r"""Messages between the systems of hospitals, HL7 version 2, by the places of their fields.

Interfaces write them into their logs as they come: a segment a line, or a whole message in one,
with a carriage return or the ``\r`` of a program between the segments. Source: HL7 version 2.5.1,
chapter 2.A (XPN, XAD, XTN, XCN, CE) and chapters 3 and 6 (PID, NK1, PV1, AL1, GT1, DG1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from pii_scan.sources.logs.counts import (
    COUNT,
    LINE,
    VALUE,
    Counts,
    Finish,
    added_up,
    count_values,
    days_of,
)

_NULL = '""'
_KOREAN = re.compile("[가-힣]")
_BETWEEN = r"\\r(?:\\n)?|\\x0[dD]|<(?i:cr)>|&#(?:13|x[dD]);"
# Of each segment how it begins, with a field of several components where it must have one.
_BEGINNINGS = MappingProxyType(
    {
        "PID": r"\bPID\|[0-9]{0,4}\|[^|]*\|[^|]*\|[^|]*\|[^|]*\^",
        "NK1": r"\bNK1\|[0-9]{1,4}\|[^|]*\^",
        "GT1": r"\bGT1\|[0-9]{1,4}\|[^|]*\|[^|]*\^",
        "PV1": r"\bPV1\|[0-9]{0,4}\|[A-Z]\|[^|]*\^",
        "DG1": r"\bDG1\|[0-9]{1,4}\|[^|]*\|[^|]*\^",
        "AL1": r"\bAL1\|[0-9]{1,4}\|[^|]*\|[^|]*\^",
    }
)
# Without a word's beginning, which only a slower search of Rust's can tell in Korean.
SEGMENT = r"(?:PID|NK[01]|GT[01]|PV[01]|DG[01]|AL[01])\|[0-9]{0,4}\|[^|]*\|"
"""What every line with such a segment has, also where each digit is 0."""

_ANY = "|".join(_BEGINNINGS.values())


def read_hl7(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the people in segments of HL7; lines are given back without what was read.

    Keys: PID.patient_name, PID.birth_date, NK1.contact_name, DG1.diagnosis and so on.
    """
    may_hold = lines[LINE].str.contains(SEGMENT)
    if not may_hold.any():
        return lines
    some = lines.filter(may_hold).with_columns(pl.col(LINE).str.replace_all(_BETWEEN, "\r"))
    holds = some[LINE].str.contains(_ANY)
    if not holds.any():
        return lines
    found = some.filter(holds)
    pieces = found.with_columns(pl.col(LINE).str.split("\r")).explode(LINE)
    for segment, beginning in _BEGINNINGS.items():
        own = pieces.filter(pl.col(LINE).str.contains(beginning))
        if own.is_empty():
            continue
        fields = own[LINE].str.extract(f"({beginning}.*)", 1).str.split("|")
        for place, key, finish in _FIELDS[segment]:
            values = fields.list.get(place, null_on_oob=True)
            counted = count_values(values, days_of(own))
            counts.add_raw(finish, f"{segment}.{key}", counted)
    rest = found.with_columns(pl.col(LINE).str.replace_all(rf"(?:{_ANY})[^\r]*", ""))
    others = pl.concat([lines.filter(~may_hold), lines.filter(may_hold).filter(~holds)])
    return pl.concat([others, rest.filter(pl.col(LINE).str.contains(r"\S"))])


def _finish(take: Callable[[list[str]], Iterable[str]]) -> Finish:
    """What makes the values of a key of the repetitions of a field, by their components."""

    def finish(counted: pl.DataFrame, key: str, counts: Counts) -> None:
        values = {
            field: [
                value
                for repetition in field.split("~")
                for value in take(["" if part == _NULL else part for part in repetition.split("^")])
                if value
            ]
            for field in counted[VALUE].unique()
        }
        opened = counted.with_columns(
            pl.Series(VALUE, [values[field] for field in counted[VALUE]], pl.List(pl.String))
        ).explode(VALUE)
        opened = opened.filter(pl.col(VALUE).is_not_null())
        counts.see(key)
        if not opened.is_empty():
            counts.add(key, added_up(opened.with_columns(pl.col(COUNT).cast(pl.UInt32))))

    return finish


def _at(parts: list[str], place: int) -> str:
    """A component; of one with parts of its own the first, without quotes."""
    whole = parts[place] if place < len(parts) else ""
    first = whole.partition("&")[0]
    return "" if first == _NULL else first.strip()


def _name(parts: list[str], begin: int = 0) -> Iterator[str]:
    family, given, middle = (_at(parts, begin + place) for place in range(3))
    if _KOREAN.search(family + given):
        yield family + given
    elif given:
        yield " ".join(filter(None, (given, middle, family)))
    else:
        yield family


def _name_behind_number(parts: list[str]) -> Iterator[str]:
    return _name(parts, 1)


def _address(parts: list[str]) -> Iterator[str]:
    street, more, city, state = (_at(parts, place) for place in range(4))
    korean = _KOREAN.search(street + city)
    ordered = (state, city, street, more) if korean else (street, more, city, state)
    yield " ".join(filter(None, ordered))


def _postal_code(parts: list[str]) -> Iterator[str]:
    yield _at(parts, 4)


def _phone(parts: list[str]) -> Iterator[str]:
    yield _at(parts, 0) or _at(parts, 11)


def _email(parts: list[str]) -> Iterator[str]:
    yield from (part for part in parts if "@" in part)


def _first(parts: list[str]) -> Iterator[str]:
    yield _at(parts, 0)


def _day(parts: list[str]) -> Iterator[str]:
    yield _at(parts, 0)[:8]


def _said(parts: list[str]) -> Iterator[str]:
    """The words of a coded element, else its code."""
    yield _at(parts, 1) or _at(parts, 0)


_NAME, _DOCTOR, _ADDRESS = _finish(_name), _finish(_name_behind_number), _finish(_address)
_POSTAL, _PHONE, _EMAIL = _finish(_postal_code), _finish(_phone), _finish(_email)
_FIRST, _DAY, _SAID = _finish(_first), _finish(_day), _finish(_said)

_FIELDS: Mapping[str, Sequence[tuple[int, str, Finish]]] = MappingProxyType(
    {
        "PID": (
            (5, "patient_name", _NAME),
            (6, "mother_maiden_name", _NAME),
            (7, "birth_date", _DAY),
            (8, "gender", _FIRST),
            (11, "patient_address", _ADDRESS),
            (11, "postal_code", _POSTAL),
            (13, "home_phone", _PHONE),
            (13, "email", _EMAIL),
            (14, "business_phone", _PHONE),
            (17, "religion", _SAID),
            (19, "ssn", _FIRST),
            (20, "driver_license_number", _FIRST),
            (28, "nationality", _SAID),
        ),
        "NK1": (
            (2, "contact_name", _NAME),
            (4, "address", _ADDRESS),
            (5, "phone_number", _PHONE),
        ),
        "GT1": (
            (3, "guarantor_name", _NAME),
            (5, "address", _ADDRESS),
            (6, "home_phone", _PHONE),
            (8, "birth_date", _DAY),
            (9, "gender", _FIRST),
            (12, "ssn", _FIRST),
        ),
        "PV1": ((7, "doctor_name", _DOCTOR),),
        "DG1": ((3, "diagnosis", _SAID),),
        "AL1": ((3, "allergy", _SAID),),
    }
)
