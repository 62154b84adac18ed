"""A folder of a user's own rules: what may stand in it.

Every ``*.yaml`` in it, at any depth, is one rule: a Presidio registry file with a ``pii_scan``
block, named after its identifier. A file that says only ``switched_off: REASON`` switches the rule
of pii-scan with that name off. ``items.yaml``, in the folder itself, adds items, and words to
items that there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from pii_scan.errors import RuleError
from pii_scan.patterns.linear_time import why_not_linear
from pii_scan.rule_models import OWN_ID
from pii_scan.rule_patterns import REGEX_FLAGS
from pii_scan.yaml_file import load_model, read_yaml

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Pattern(_Strict):
    name: _Text
    regex: str
    score: float = Field(gt=0, le=1)

    @field_validator("regex")
    @classmethod
    def _is_linear(cls, pattern: str) -> str:
        reason = why_not_linear(pattern)
        if reason:
            raise ValueError(reason)
        return pattern


class _Recognizer(_Strict):
    """Patterns only: Presidio's other recognisers may ask a model or the network."""

    name: _Text
    type: Literal["custom"]
    supported_entity: _Text
    patterns: tuple[_Pattern, ...]
    pii_scan: dict[str, Any]

    @field_validator("patterns")
    @classmethod
    def _some(cls, patterns: tuple[_Pattern, ...]) -> tuple[_Pattern, ...]:
        if not patterns:
            raise ValueError("needs at least one pattern")
        return patterns


class _Registry(_Strict):
    supported_languages: tuple[Literal["ko", "en"], ...]
    global_regex_flags: int
    recognizers: tuple[_Recognizer]

    @field_validator("supported_languages")
    @classmethod
    def _both(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if set(languages) != {"ko", "en"}:
            raise ValueError("must be [ko, en]")
        return languages

    @field_validator("global_regex_flags")
    @classmethod
    def _as_ours(cls, flags: int) -> int:
        if flags != REGEX_FLAGS:
            raise ValueError(
                f"must be {REGEX_FLAGS} (DOTALL, MULTILINE, IGNORECASE, ASCII), so that a Korean"
                " particle is no part of a word"
            )
        return flags


class _SwitchedOff(_Strict):
    switched_off: _Text


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """The files of a user's folder: rules in order, why rules of ours are off, and items.yaml."""

    rules: tuple[Path, ...] = ()
    switched_off: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    items: Path | None = None


def read_own_folder(folder: Path, shipped: Collection[str]) -> OwnFolder:
    """What stands in ``folder``; ``shipped`` are the ids of our rules, of every country.

    Raises RuleError for two files of one name, a file whose name no id can have, a rule switched
    off that there is not, and a folder with no rules at all.
    """
    files = sorted(path for path in folder.rglob("*.y*ml") if path.is_file())
    by_id: dict[str, Path] = {}
    switched_off: dict[str, str] = {}
    items = folder / "items.yaml"
    for path in files:
        if path == items:
            continue
        if path.suffix != ".yaml":
            raise RuleError(f"{path}: is not read", f"Rename it to {path.stem}.yaml.")
        if not re.match(OWN_ID, path.stem):
            raise RuleError(
                f"{path}: {path.stem!r} cannot be the id of a rule",
                "An id is lower-case letters, digits and underscores, a letter first.",
            )
        if path.stem in by_id:
            raise RuleError(
                f"{path}: there is also {by_id[path.stem]}", "Keep one file for each rule."
            )
        by_id[path.stem] = path
        data = read_yaml(path, RuleError)
        if isinstance(data, dict) and "switched_off" in data:
            switched_off[path.stem] = _switched_off(path, shipped)
    if not files:
        raise RuleError(f"{folder}: holds no *.yaml file", "Put a rule in it, or take it out.")
    rules = tuple(path for rule_id, path in by_id.items() if rule_id not in switched_off)
    return OwnFolder(rules, MappingProxyType(switched_off), items if items.is_file() else None)


def check_registry(path: Path) -> None:
    """Raise RuleError, naming line and key, where ``path`` is no registry file as ours are.

    One recogniser made of patterns, each of which takes linear time.
    """
    registry = load_model(path, _Registry, RuleError)
    name = registry.recognizers[0].name
    if name != path.stem:
        raise RuleError(
            f"{path}: recognizers.0.name: {name!r} is not the file's name",
            f"Write name: {path.stem}.",
        )


def _switched_off(path: Path, shipped: Collection[str]) -> str:
    reason = load_model(path, _SwitchedOff, RuleError).switched_off
    if path.stem not in shipped:
        near = get_close_matches(path.stem, sorted(shipped), n=1)
        raise RuleError(
            f"{path}: switches off {path.stem!r}, which is no rule of pii-scan",
            f"Did you mean {near[0]}?" if near else "See 'pii-scan rules list'.",
        )
    return reason
