"""The rules folder as data: items, identifiers and laws, with all validation of them.

``rules/`` ships inside the wheel as ``pii_scan/rules``; in a checkout it stands beside the package.
A user's own folder is laid over it: see own_rules.py for what may stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pii_scan.compiled import Compiled
from pii_scan.errors import ConfigError, RuleError
from pii_scan.rule_models import (
    BasisObligation,
    EncryptObligation,
    Examples,
    Identifier,
    Item,
    ItemAddition,
    ItemAdditions,
    ItemNames,
    ItemsFile,
    Label,
    Law,
    NameWords,
    Obligation,
    OwnItems,
    PointsFile,
    PointWords,
    RecordKind,
    RecordKindsFile,
    Rule,
    RuleFile,
    StatutoryRetention,
)
from pii_scan.yaml_file import ModelT, line_of, load_model, read_with_text, validate

if TYPE_CHECKING:
    from pii_scan.own_rules import OwnFolder

__all__ = [
    "COMMON",
    "DEFAULT_COUNTRIES",
    "BasisObligation",
    "EncryptObligation",
    "Examples",
    "Identifier",
    "Item",
    "ItemAddition",
    "ItemNames",
    "Label",
    "Law",
    "NameWords",
    "Obligation",
    "PointWords",
    "RecordKind",
    "Rule",
    "Rulebook",
    "StatutoryRetention",
    "countries_with_rules",
    "load_rulebook",
]

DEFAULT_COUNTRIES = ("kr",)
Made = TypeVar("Made")

COMMON = "common"
"""The folder of identifiers that belong to no country; it is always on."""


@dataclass(frozen=True)
class Rulebook:
    """Everything under rules/, checked; each part is read when it is first asked for.

    ``countries`` are the folders of identifiers that are on beside ``common``; ``own`` is the
    user's own folder, whose faults raise RuleError naming file, line and key.
    """

    folder: Path
    countries: tuple[str, ...] = DEFAULT_COUNTRIES
    own: Path | None = None

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Canonical items by id, in the order of items.yaml, then the user's own."""
        items = self._ours("items", ItemsFile).root
        own = self._own_folder.items if self._own_folder else None
        return self._with_own_items(items, own) if own else items

    @property
    def switched_off(self) -> Mapping[str, str]:
        """Why the user switched rules of ours off, by identifier id."""
        return self._own_folder.switched_off if self._own_folder else {}

    @cached_property
    def points(self) -> Mapping[str, PointWords]:
        """Collection points that policies commonly have, by id."""
        return self._ours("collection_points", PointsFile).root

    @cached_property
    def record_kinds(self) -> Mapping[str, RecordKind]:
        """Kinds of record that are kept for a time, by id."""
        return self._ours("record_kinds", RecordKindsFile).root

    @cached_property
    def name_words(self) -> NameWords:
        """Words of column names that belong to no item."""
        return self._ours("names", NameWords)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Rules by identifier id: those of the countries that are on, then the user's own."""
        rules: dict[str, Rule] = {}
        for folder in (COMMON, *sorted(self.countries)):
            for rule in self._compiled.get(
                f"identifiers.{folder}", partial(self._rules_of_folder, folder)
            ):
                if rule.id not in self.switched_off:
                    rules[rule.id] = rule
        for path in self._own_folder.rules if self._own_folder else ():
            rules[path.stem] = self._own_rule(path)
        return rules

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """Laws by id."""
        return self._compiled.get("laws", self._checked_laws)

    def made_of_ours(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` makes of items and words of names, by ``name``.

        It is kept between runs where the user has no rules of their own.
        """
        return make() if self.own else self._compiled.get(name, make)

    @cached_property
    def _compiled(self) -> Compiled:
        return Compiled(self.folder)

    def _ours(self, name: str, model: type[ModelT]) -> ModelT:
        path = self.folder / f"{name}.yaml"
        return self._compiled.get(name, lambda: load_model(path, model, RuleError))

    def _checked_laws(self) -> dict[str, Law]:
        laws: dict[str, Law] = {}
        for path in sorted((self.folder / "laws").glob("*.yaml")):
            law = load_model(path, Law, RuleError)
            obligations = (*law.needs_basis, *law.encrypt, *law.must_not_store)
            for item in (item for obligation in obligations for item in obligation.items):
                if item not in self.items:
                    raise self._unknown_item(item, str(path))
            for retention in law.retention:
                if retention.record not in self.record_kinds:
                    raise self._unknown_record(retention.record, str(path))
            laws[law.id] = law
        return laws

    def _rules_of_folder(self, folder: str) -> list[Rule]:
        paths = sorted((self.folder / "identifiers" / folder).glob("*.yaml"))
        rules = [self._read_rule(path, is_own=False) for path in paths]
        for rule in rules:
            # What takes long is worked out now, so that it is kept with the rule.
            _ = rule.patterns, rule.necessary
        return rules

    def _read_rule(self, path: Path, *, is_own: bool) -> Rule:
        registry, text = read_with_text(path, RuleError)
        file = validate(registry, text, path, RuleFile, RuleError)
        identifier = file.recognizers[0].pii_scan
        if identifier.identifier != path.stem:
            raise RuleError(
                f"{path}: identifier {identifier.identifier!r} is not the file's name",
                f"Name the file {identifier.identifier}.yaml.",
            )
        if identifier.item not in self.items:
            line = line_of(text, ("recognizers", 0, "pii_scan", "item"))
            raise self._unknown_item(identifier.item, f"{path}:{line}")
        return Rule(path, identifier, registry, is_own)

    @cached_property
    def _own_folder(self) -> OwnFolder | None:
        if self.own is None:
            return None
        from pii_scan.own_rules import read_own_folder  # most have none, and start sooner

        shipped = {path.stem for path in (self.folder / "identifiers").rglob("*.yaml")}
        return read_own_folder(self.own, shipped)

    def _own_rule(self, path: Path) -> Rule:
        from pii_scan.own_rules import check_registry

        check_registry(path)
        rule = self._read_rule(path, is_own=True)
        ours = next((self.folder / "identifiers").rglob(path.name), None)
        if ours and not rule.identifier.override:
            raise RuleError(
                f"{path}: {rule.id!r} is a rule of pii-scan",
                "Give the file and its identifier another name, or write 'override: true' in its "
                "pii_scan block to replace ours.",
            )
        if rule.identifier.override and not ours:
            raise RuleError(
                f"{path}: overrides {rule.id!r}, which is no rule of pii-scan",
                "Take 'override' out, or name the file after the rule; see 'pii-scan rules list'.",
            )
        return rule

    def _with_own_items(self, ours: Mapping[str, Item], path: Path) -> Mapping[str, Item]:
        """Our items with the user's in ``path`` added; a policy word may mean one item only."""
        data, text = read_with_text(path, RuleError)
        if not isinstance(data, dict):
            raise RuleError(f"{path}: holds no items", "A mapping of ids to items is expected.")
        items = dict(ours)
        for item_id, entry in data.items():
            if item_id in ours:
                added = {item_id: entry}
                addition = validate(added, text, path, ItemAdditions, RuleError).root[item_id]
                items[item_id] = addition.to(ours[item_id])
            else:
                items |= validate({item_id: entry}, text, path, OwnItems, RuleError).root
        for item_id in data:
            for word, other in _policy_words_of_others(items, item_id):
                raise RuleError(
                    f"{path}:{line_of(text, (item_id,))}: {item_id}.policy: "
                    f"{word!r} already means {other!r}",
                    "A policy word can mean one item only.",
                )
            self._check_references(items, item_id, text, path)
        return items

    def _check_references(
        self, items: Mapping[str, Item], item_id: str, text: str, path: Path
    ) -> None:
        """That the other items and the kinds of record exist which an own item names."""
        item = items[item_id]
        for key, known in (
            ("broader", items),
            ("neighbours", items),
            ("records", self.record_kinds if item.records else {}),
        ):
            for other in getattr(item, key):
                if other not in known:
                    where = f"{path}:{line_of(text, (item_id, key))}: {item_id}.{key}"
                    if key == "records":
                        raise self._unknown_record(other, where)
                    raise self._unknown_item(other, where)

    def _unknown_record(self, record: str, where: str) -> RuleError:
        return RuleError(
            f"{where}: unknown kind of record {record!r}",
            f"They are listed in {self.folder / 'record_kinds.yaml'}.",
        )

    def _unknown_item(self, item: str, where: str) -> RuleError:
        files = " and ".join(
            str(folder / "items.yaml") for folder in (self.folder, self.own) if folder
        )
        return RuleError(f"{where}: unknown item {item!r}", f"Items are listed in {files}.")


def _policy_words_of_others(items: Mapping[str, Item], item_id: str) -> Iterator[tuple[str, str]]:
    """Policy words of one item that another has as well; spaces and case do not count."""
    words = {"".join(word.split()).casefold(): word for word in items[item_id].policy}
    for other_id, other in items.items():
        if other_id != item_id:
            for word in other.policy:
                key = "".join(word.split()).casefold()
                if key in words:
                    yield words[key], other_id


def load_rulebook(
    own: Path | None = None, countries: Sequence[str] = DEFAULT_COUNTRIES
) -> Rulebook:
    """The rulebook that ships with pii-scan, with the user's ``own`` folder laid over it.

    ``countries`` are ISO 3166-1 alpha-2 codes in lower case. Raises ConfigError for a country
    that has no rules and for an ``own`` that is no folder; RuleError where our rules are missing.
    Faults inside files are raised when a part is read; own examples are run by rule_proof.py.
    """
    package = Path(__file__).parent
    folders = [package / "rules", package.parent / "rules"]
    folder = next((folder for folder in folders if (folder / "items.yaml").is_file()), None)
    if folder is None:
        raise RuleError(f"no rules in {folders[-1]}", "Reinstall pii-scan.")
    known = countries_with_rules(folder)
    for country in countries:
        if country not in known:
            raise ConfigError(
                f"countries: there are no rules for {country!r}",
                f"Countries are: {', '.join(known)}.",
            )
    if own is not None and not own.is_dir():
        raise ConfigError(
            f"rules: {own}: no such folder", "Name a folder with rules of your own in it."
        )
    return Rulebook(folder, tuple(dict.fromkeys(countries)), own)


def countries_with_rules(folder: Path) -> tuple[str, ...]:
    """The countries that have identifiers under ``folder``, a rules folder, in order."""
    folders = (path.name for path in (folder / "identifiers").iterdir() if path.is_dir())
    return tuple(sorted(name for name in folders if name != COMMON))
