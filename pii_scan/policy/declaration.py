"""The declaration, version 1: a policy as data that people review, correct and keep in git."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pii_scan.errors import PolicyError
from pii_scan.periods import is_period
from pii_scan.yaml_file import line_of, read_with_text, validate

SCHEMA: Final = "pii-scan/declaration/1"

_HEADER = """\
# What a privacy policy says is collected, as data. pii-scan wrote it from the policy's text;
# correct it where the text was misread, and keep it in git. Each entry keeps the policy's own
# words (label) beside the id that pii-scan compares (item, point, record).
#
#   unplaced   words the reader could not place, with their line in the policy. Settle each one:
#              add it to a point's items with the id it means ('pii-scan rules list' has the ids),
#              or, if it is no personal data, just delete it from the list.
#   required   false where the policy says (선택).
#   period     ISO 8601: P5Y is five years, P3M three months; null where only an event ends it.
#   You may add to an item legal_basis: the law that asks for it; to a point sources: [names].
# Reading the policy again with -o keeps what you decide here. Editors complete this file when
# 'pii-scan policy schema -o declaration.schema.json' has put its JSON Schema beside it.
"""


def _checked_schema(value: object) -> object:
    if value != SCHEMA:
        raise ValueError(f"this version of pii-scan reads {SCHEMA!r}")
    return value


def _checked_period(value: str) -> str:
    if not is_period(value):
        raise ValueError("not an ISO 8601 period such as P5Y, P3M, P2W, P30D or P1Y6M")
    return value


Channel = Literal["phone", "email", "fax", "post"]
Name = Annotated[str, Field(min_length=1)]
Period = Annotated[
    str,
    AfterValidator(_checked_period),
    Field(json_schema_extra={"examples": ["P5Y", "P3M", "P30D"], "pattern": "^P[0-9YMWD]+$"}),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoticeDays(_Strict):
    """How many days before a change of the policy takes effect it is announced."""

    ordinary: Annotated[int, Field(ge=0)] | None = None
    important: Annotated[int, Field(ge=0)] | None = None


class PolicyInfo(_Strict):
    """The policy a declaration was read from. ``file`` is its name without a folder."""

    title: str | None = None
    controller: str | None = None
    file: str | None = None
    sha256: str | None = None
    language: Literal["ko", "en", "ja"] = "ko"
    notice_date: dt.date | None = None
    effective_date: dt.date | None = None
    notice_days: NoticeDays = NoticeDays()


class NamedItem(_Strict):
    """A canonical item and the policy's words for it."""

    item: Name
    label: str


class CollectedItem(NamedItem):
    """An item collected at a point.

    ``scopes`` are the kinds of it that the policy names: public, private for 접속 IP(공인, 사설).
    ``legal_basis`` names the law that asks for it or allows it.
    """

    required: bool = True
    scopes: tuple[str, ...] = ()
    legal_basis: str | None = None


class CollectionPoint(_Strict):
    """When or where items are collected. ``sources`` are those that people say it fills."""

    point: Name
    label: str
    items: tuple[CollectedItem, ...] = ()
    sources: tuple[str, ...] = ()


class Purpose(_Strict):
    """What the data is used for: a heading and its explanation, which may be empty."""

    label: str
    text: str = ""


class RetentionRule(_Strict):
    """How long one kind of record is kept.

    ``period`` is an ISO 8601 period, counted from ``event`` where that is given with it; ``event``
    alone is what ends the keeping. ``basis`` is the reason in the policy's words, ``law`` the law
    it names.
    """

    record: Name
    label: str
    period: Period | None = None
    event: str | None = None
    basis: str | None = None
    law: str | None = None


class ThirdParty(_Strict):
    """Someone whom data is given to for purposes of their own."""

    name: str
    purpose: str | None = None
    items: tuple[NamedItem, ...] = ()
    until: str | None = None


class Processor(_Strict):
    """Someone who handles data on the controller's behalf."""

    name: str
    task: str | None = None
    until: str | None = None
    country: str | None = None


class Destruction(_Strict):
    """How data is destroyed, in the policy's sentences."""

    procedure: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


class Cookies(_Strict):
    """Whether cookies are used, null where the policy does not say, and how to refuse them."""

    used: bool | None = None
    refusal: tuple[str, ...] = ()


class Officer(_Strict):
    """The privacy officer: what the policy calls the role, and by which ways it is reached.

    Neither a name nor a number or an address: a declaration is kept in git.
    """

    role: str | None = None
    position: str | None = None
    department: str | None = None
    channels: tuple[Channel, ...] = ()


class Unplaced(_Strict):
    """Words that the reader could not place, and the line of the policy they stand on, from 1.

    ``page`` is that of a PDF. A part of the file that could not be read is listed here as well.
    """

    text: str
    line: Annotated[int, Field(ge=1)]
    page: Annotated[int, Field(ge=1)] | None = None


class Declaration(_Strict):
    """A policy as data.

    Beside the keys of version 1 it may have ``destruction``, ``cookies``, ``safety`` and
    ``officer``.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True
    )

    # "schema" itself would hide a method of BaseModel.
    schema_version: Annotated[
        Literal["pii-scan/declaration/1"], BeforeValidator(_checked_schema), Field(alias="schema")
    ]
    policy: PolicyInfo = PolicyInfo()
    collection: tuple[CollectionPoint, ...] = ()
    not_collected: tuple[NamedItem, ...] = ()
    methods: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    retention: tuple[RetentionRule, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    processors: tuple[Processor, ...] = ()
    destruction: Destruction = Destruction()
    cookies: Cookies = Cookies()
    safety: tuple[str, ...] = ()
    officer: Officer = Officer()
    unplaced: tuple[Unplaced, ...] = ()


def load_declaration(path: Path, items: Collection[str]) -> Declaration:
    """The declaration in a YAML file; ``items`` are the ids it may use.

    Raises PolicyError that names file, line and key of every fault: broken YAML, another schema,
    unknown keys or item ids, periods that are none, point ids used twice.
    """
    data, text = read_with_text(path, PolicyError)
    declaration = validate(data, text, path, Declaration, PolicyError)
    faults = [
        f"{path}:{line_of(text, location)}: {message}"
        for location, message in _faults(declaration, items)
    ]
    if faults:
        raise PolicyError("\n".join(faults), "Correct the lines named above.")
    return declaration


def dump_declaration(declaration: Declaration, schema_file: str | None = None) -> str:
    """The declaration as YAML in a stable order, one item a line, Korean as it is.

    ``schema_file`` is the JSON Schema beside it, which the first line then names to editors.
    ``load_declaration`` of the text gives an equal declaration.
    """
    data = declaration.model_dump(by_alias=True)
    modeline = f"# yaml-language-server: $schema={schema_file}\n" if schema_file else ""
    lines = [modeline + _HEADER, f"schema: {data['schema']}", "policy:"]
    lines += [f"  {key}: {_flow(value)}" for key, value in data["policy"].items()]
    for key in ("collection", *list(Declaration.model_fields)[3:]):
        if key == "destruction":
            lines += _lists_in_mapping(key, data[key])
        elif key == "collection" and data[key]:
            lines.append("collection:")
            for point in declaration.collection:
                lines += _point_lines(point)
        elif key in {"cookies", "officer"}:
            lines += [
                f"{key}:",
                *(f"  {name}: {_flow(value)}" for name, value in data[key].items()),
            ]
        elif key == "unplaced":
            # Only a PDF has pages.
            shown = [{k: v for k, v in entry.items() if v is not None} for entry in data[key]]
            lines += _list_lines(key, shown)
        else:
            lines += _list_lines(key, data[key])
    return "\n".join(lines) + "\n"


def _faults(
    declaration: Declaration, items: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    seen: set[str] = set()
    for index, point in enumerate(declaration.collection):
        if point.point in seen:
            yield (
                ("collection", index, "point"),
                f"collection point {point.point!r} is used twice: give one of them another id",
            )
        seen.add(point.point)
    for location, item in _items_used(declaration):
        if item not in items:
            close = difflib.get_close_matches(item, items, n=3)
            suggestion = f"do you mean {' or '.join(close)}?" if close else "see 'rules list'"
            yield (*location, "item"), f"unknown item {item!r}: {suggestion}"


def _items_used(declaration: Declaration) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for p, point in enumerate(declaration.collection):
        for i, collected in enumerate(point.items):
            yield ("collection", p, "items", i), collected.item
    for i, named in enumerate(declaration.not_collected):
        yield ("not_collected", i), named.item
    for p, party in enumerate(declaration.third_parties):
        for i, named in enumerate(party.items):
            yield ("third_parties", p, "items", i), named.item


def _point_lines(point: CollectionPoint) -> list[str]:
    lines = [f"  - point: {_flow(point.point)}", f"    label: {_flow(point.label)}"]
    if point.sources:
        lines.append(f"    sources: {_flow(list(point.sources))}")
    if not point.items:
        return [*lines, "    items: []"]
    lines.append("    items:")
    for item in point.items:
        # Scopes and a legal basis are shown where there are any.
        shown = {k: v for k, v in item.model_dump().items() if v not in ((), None)}
        lines.append(f"      - {_flow(shown)}")
    return lines


def _list_lines(key: str, values: Collection[Any], indent: str = "") -> list[str]:
    if not values:
        return [f"{indent}{key}: []"]
    return [f"{indent}{key}:", *(f"{indent}  - {_flow(value)}" for value in values)]


def _lists_in_mapping(key: str, mapping: dict[str, Any]) -> list[str]:
    lines = [f"{key}:"]
    for name, values in mapping.items():
        lines += _list_lines(name, values, "  ")
    return lines


class _Dumper(yaml.SafeDumper):
    """Writes tuples as lists, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  the parent's signature
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    # Only double quotes keep a line break on the line.
    style = None if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(tuple, lambda dumper, data: dumper.represent_list(data))
_Dumper.add_representer(str, _represent_text)


def _flow(value: object) -> str:
    """``value`` as YAML on one line."""
    # In a list a scalar is not followed by the document end mark "...".
    text = yaml.dump(
        [value],
        Dumper=_Dumper,
        default_flow_style=True,
        allow_unicode=True,
        sort_keys=False,
        width=float("inf"),
    )
    return text.strip().removeprefix("[").removesuffix("]")
