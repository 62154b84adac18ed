"""The rules folder as data: items, identifiers and laws, with all validation of them.

``rules/`` ships inside the wheel as ``pii_scan/rules``; in a checkout it stands beside the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from pii_scan.errors import RuleError
from pii_scan.yaml_file import load_model, read_text, read_yaml, validate

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


class Item(_Strict):
    """One thing a policy can declare; the keys are explained at the head of items.yaml."""

    label: Label
    policy: tuple[str, ...]
    names: ItemNames
    types: tuple[str, ...]
    values: Literal["decisive", "supporting"] = "supporting"
    broader: tuple[str, ...] = ()
    dpv: str
    fides: str


class _Items(RootModel[dict[str, Item]]):
    @model_validator(mode="after")
    def _broader_items_exist(self) -> _Items:
        for item_id, item in self.root.items():
            for broader in item.broader:
                if broader not in self.root:
                    raise ValueError(f"{item_id}: broader item {broader!r} is not in this file")
        return self


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
    ``form`` says how the value is kept. ``mask`` is how an example is shown. ``against`` are words of a field's name that speak
    against it: four numbers with dots in ``app_version`` are no IP address. ``inside`` are
    identifiers whose text it is a part of: the two share it, and neither takes it from the other.
    """

    identifier: str
    item: str
    why: str
    sources: tuple[str, ...] = Field(min_length=1)
    candidate: str
    validator: str | None = None
    evidence: Literal["alone", "name"]
    chance: float = Field(default=0.0, ge=0.0, le=1.0)
    form: Literal["clear", "masked", "hashed"] = "clear"
    mask: Literal["shape", "email", "ip", "first"] = "shape"
    against: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    examples: Examples


@dataclass(frozen=True)
class Rule:
    """One file under rules/identifiers: an identifier and its Presidio recogniser."""

    file: Path
    identifier: Identifier
    registry: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The identifier's id."""
        return self.identifier.identifier


class NameWords(_Strict):
    """Words of column names that belong to no item; the keys are explained in names.yaml."""

    neutral: tuple[str, ...]
    about: tuple[str, ...]
    about_before: tuple[str, ...]
    person: tuple[str, ...]
    dealing: tuple[str, ...]
    thing: tuple[str, ...]
    abbreviations: dict[str, str]


class PointWords(_Strict):
    """A collection point that policies commonly have, and the words for it."""

    label: Label
    words: tuple[str, ...]


class _Points(RootModel[dict[str, PointWords]]):
    pass


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


class _RecordKinds(RootModel[dict[str, RecordKind]]):
    pass


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


@dataclass(frozen=True)
class Rulebook:
    """Everything under rules/, checked; each part is read when it is first asked for."""

    folder: Path

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Canonical items by id, in the order of items.yaml."""
        return load_model(self.folder / "items.yaml", _Items, RuleError).root

    @cached_property
    def points(self) -> Mapping[str, PointWords]:
        """Collection points that policies commonly have, by id."""
        return load_model(self.folder / "collection_points.yaml", _Points, RuleError).root

    @cached_property
    def record_kinds(self) -> Mapping[str, RecordKind]:
        """Kinds of record that are kept for a time, by id."""
        return load_model(self.folder / "record_kinds.yaml", _RecordKinds, RuleError).root

    @cached_property
    def name_words(self) -> NameWords:
        """Words of column names that belong to no item."""
        return load_model(self.folder / "names.yaml", NameWords, RuleError)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by identifier id."""
        rules: dict[str, Rule] = {}
        for path in sorted((self.folder / "identifiers").rglob("*.yaml")):
            rule = self._read_rule(path)
            if rule.id in rules:
                raise RuleError(
                    f"{path}: identifier {rule.id!r} is already in {rules[rule.id].file}",
                    "Give one of them another id.",
                )
            rules[rule.id] = rule
        return rules

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Laws by id."""
        laws = {}
        for path in sorted((self.folder / "laws").glob("*.yaml")):
            law = load_model(path, Law, RuleError)
            obligations = (*law.needs_basis, *law.encrypt, *law.must_not_store)
            for item in (item for obligation in obligations for item in obligation.items):
                self._require_item(item, path)
            for retention in law.retention:
                if retention.record not in self.record_kinds:
                    raise RuleError(
                        f"{path}: unknown kind of record {retention.record!r}",
                        f"They are listed in {self.folder / 'record_kinds.yaml'}.",
                    )
            laws[law.id] = law
        return laws

    def _read_rule(self, path: Path) -> Rule:
        registry = read_yaml(path, RuleError)
        recognizers = registry.get("recognizers") if isinstance(registry, dict) else None
        if not isinstance(recognizers, list) or len(recognizers) != 1:
            raise RuleError(
                f"{path}: needs one recogniser under 'recognizers'",
                "One identifier is one file: a Presidio registry file with one recogniser.",
            )
        settings = recognizers[0].get("pii_scan") if isinstance(recognizers[0], dict) else None
        text = read_text(path, RuleError)
        identifier = validate(settings or {}, text, path, Identifier, RuleError)
        if identifier.identifier != path.stem:
            raise RuleError(
                f"{path}: identifier {identifier.identifier!r} is not the file's name",
                f"Name the file {identifier.identifier}.yaml.",
            )
        self._require_item(identifier.item, path)
        return Rule(path, identifier, registry)

    def _require_item(self, item: str, path: Path) -> None:
        if item not in self.items:
            raise RuleError(
                f"{path}: unknown item {item!r}",
                f"Items are listed in {self.folder / 'items.yaml'}.",
            )


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """The rulebook in ``folder``, by default the one that ships with pii-scan.

    Raises RuleError when there is no such folder; faults inside are raised when a part is read.
    """
    package = Path(__file__).parent
    candidates = [folder] if folder else [package / "rules", package.parent / "rules"]
    for candidate in candidates:
        if (candidate / "items.yaml").is_file():
            return Rulebook(candidate)
    raise RuleError(f"no rules in {candidates[-1]}", "Reinstall pii-scan.")
