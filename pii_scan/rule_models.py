"""What stands in the files under rules/: items, identifiers, words of names and laws.

One class for each kind of file or part of one; rulebook.py reads and joins them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from pii_scan.patterns.necessary import necessary_for_candidate
from pii_scan.patterns.searched import Searched, searched
from pii_scan.patterns.size import fitting
from pii_scan.rule_patterns import RulePattern, patterns_of

OWN_ID = r"^[a-z][a-z0-9_]*$"
"""How ids of identifiers and items are written: they stand in reports, names and paths."""

_Severity = Literal["high", "medium", "low"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(_Strict):
    """A name in both languages."""

    ko: str
    en: str


class ItemNames(_Strict):
    """What columns and keys of an item are called, as words separated by spaces."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


class Item(_Strict):
    """One thing a policy can declare; the keys are explained at the head of items.yaml."""

    label: Label
    policy: tuple[str, ...]
    names: ItemNames
    types: tuple[str, ...]
    shortest: int = Field(default=1, ge=1)
    values: Literal["decisive", "supporting"] = "supporting"
    never: tuple[
        Literal[
            "path",
            "program",
            "socket",
            "status",
            "sentence",
            "company",
            "code",
            "host",
            "email",
            "date",
            "number",
        ],
        ...,
    ] = ()
    seldom: tuple[Literal["hangul"], ...] = ()
    neighbours: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    dpv: str
    fides: str


class ItemsFile(RootModel[dict[str, Item]]):
    """items.yaml, by id."""

    @model_validator(mode="after")
    def _broader_items_exist(self) -> ItemsFile:
        for item_id, item in self.root.items():
            for other in (*item.broader, *item.neighbours):
                if other not in self.root:
                    raise ValueError(f"{item_id}: item {other!r} is not in this file")
        return self


class OwnItems(RootModel[dict[Annotated[str, Field(pattern=OWN_ID)], Item]]):
    """Items of the user's own, by id."""


class ItemAddition(_Strict):
    """Words that a user adds to an item of ours: nothing of it can be taken away."""

    policy: tuple[str, ...] = ()
    names: ItemNames = ItemNames()

    def to(self, item: Item) -> Item:
        """``item`` with these words behind its own."""
        names = {
            key: (*getattr(item.names, key), *getattr(self.names, key))
            for key in ItemNames.model_fields
        }
        return item.model_copy(
            update={
                "policy": (*item.policy, *self.policy),
                "names": item.names.model_copy(update=names),
            }
        )


class ItemAdditions(RootModel[dict[str, ItemAddition]]):
    """Words that a user adds to items of ours, by id."""


class Examples(_Strict):
    """What an identifier must recognise, and what resembles it and must not be."""

    match: tuple[str, ...]
    look_alike: tuple[str, ...]


class Identifier(_Strict):
    """One kind of value: the ``pii_scan`` block of a Presidio registry file.

    ``candidate`` is what the fast pass searches for: a Rust regular expression without
    look-around, never tighter than the recogniser's own pattern. ``validator`` names a function
    of detect/validators.py. ``evidence`` says whether values prove the item alone, only where
    they fill a whole column and the validator proves many of them, or only beside a name or
    neighbour that says the same. ``chance`` is the share of look-alikes of the same form that get
    past the validator by luck (0.1 for one check digit), or that it proves in a whole column.
    ``form`` says how the value is kept. ``mask`` is how an example is shown. ``against`` are
    phrases of a field's name that speak against it: four numbers with dots in ``app_version`` are
    no IP address. ``inside`` are identifiers whose text it is a part of: the two share it, and
    neither takes it from the other. ``proves`` is the share of real values that the validator
    proves at least: a column filled with fewer holds look-alikes. A ``part`` of the item counts
    only beside a name that names the item by itself, and one that is ``beside`` other identifiers
    only where another field of the place holds one of them.
    """

    identifier: str
    item: str
    why: str
    sources: tuple[str, ...] = Field(min_length=1)
    candidate: str
    validator: str | None = None
    evidence: Literal["alone", "column", "name"]
    chance: float = Field(default=0.0, ge=0.0, le=1.0)
    form: Literal["clear", "masked", "hashed"] = "clear"
    mask: Literal["shape", "email", "ip", "first"] = "shape"
    against: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    proves: float = Field(default=0.0, ge=0.0, le=1.0)
    part: bool = False
    beside: tuple[str, ...] = ()
    override: bool = False
    examples: Examples


class _RuleRecognizer(BaseModel):
    pii_scan: Identifier


class RuleFile(BaseModel):
    """A Presidio registry file; what else stands in it is Presidio's."""

    recognizers: tuple[_RuleRecognizer]


@dataclass(frozen=True)
class Rule:
    """One file under rules/identifiers, or of the user: an identifier and its Presidio recogniser.

    ``is_own``: it is the user's, so that nobody has tried its patterns.
    """

    file: Path
    identifier: Identifier
    registry: Mapping[str, Any]
    is_own: bool = False

    @property
    def id(self) -> str:
        """The identifier's id."""
        return self.identifier.identifier

    @cached_property
    def patterns(self) -> tuple[RulePattern, ...]:
        """The recogniser's patterns; none where other settings say what it finds."""
        return patterns_of(self.registry, are_new=self.is_own)

    @cached_property
    def necessary(self) -> Searched:
        """What a text holds in which there is a candidate."""
        necessary = necessary_for_candidate(self.identifier.candidate)
        return searched(fitting(necessary) if self.is_own else necessary)


class NameWords(_Strict):
    """Words of column names that belong to no item; the keys are explained in names.yaml."""

    neutral: tuple[str, ...]
    about: tuple[str, ...]
    about_before: tuple[str, ...]
    person: tuple[str, ...]
    dealing: tuple[str, ...]
    thing: tuple[str, ...]
    goods: tuple[str, ...]
    company: tuple[str, ...]
    nothing: tuple[str, ...]
    abbreviations: dict[str, str]


class PointWords(_Strict):
    """A collection point that policies commonly have, and the words for it."""

    label: Label
    words: tuple[str, ...]


class PointsFile(RootModel[dict[str, PointWords]]):
    """collection_points.yaml, by id."""


class Obligation(_Strict):
    """What a law asks for some items, with a message for a person."""

    items: tuple[str, ...]
    reference: str
    severity: _Severity
    message: Label


class EncryptObligation(Obligation):
    """Items to store encrypted or hashed.

    ``except_identifiers`` belong to such an item but are no number themselves: an expiry date.
    """

    except_identifiers: tuple[str, ...] = ()


class BasisObligation(Obligation):
    """Items that may not be held without a basis.

    ``statute``: the declaration must name a law that asks for it. ``consent``: the policy must
    declare the item.
    """

    basis: Literal["statute", "consent"]


class RecordKind(_Strict):
    """A kind of record that is kept for a time, and the words policies use for it."""

    label: Label
    words: tuple[str, ...]


class RecordKindsFile(RootModel[dict[str, RecordKind]]):
    """record_kinds.yaml, by id."""


class StatutoryRetention(_Strict):
    """A law that has one kind of record kept for a ``period`` (ISO 8601)."""

    record: str
    period: str
    law: str
    reference: str


class Law(_Strict):
    """One file under rules/laws."""

    id: str
    title: Label
    source: str
    classes: dict[str, tuple[str, ...]] = {}
    needs_basis: tuple[BasisObligation, ...] = ()
    encrypt: tuple[EncryptObligation, ...] = ()
    must_not_store: tuple[Obligation, ...] = ()
    retention: tuple[StatutoryRetention, ...] = ()
