"""pii-scan.yaml: what to scan, which collection points each source serves, and the gate."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from pii_scan.config_targets import expanded, relative_to, short_name
from pii_scan.errors import ConfigError, UsageError
from pii_scan.model import ProblemCode, Status
from pii_scan.rulebook import DEFAULT_COUNTRIES
from pii_scan.sources.base import (
    DEFAULT_CONNECTIONS,
    DEFAULT_TIMEOUT,
    SourceSettings,
)
from pii_scan.sources.selection import Patterns, Selection
from pii_scan.yaml_file import load_model

DEFAULT_CONFIG = Path("pii-scan.yaml")
DEFAULT_ROWS = 1000
DEFAULT_MIN_CONFIDENCE = 0.5
DEFAULT_LAWS = ("kr-pipa", "pci-dss")
NOT_FOUND = "not-found"
DEFAULT_FAIL_ON: tuple[str, ...] = (
    Status.UNDECLARED,
    Status.ELSEWHERE,
    Status.PROHIBITED,
    *ProblemCode,
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableSettings(_Strict):
    """What one table or log serves, where that differs from its source.

    ``points`` are collection points of the declaration; ``record`` is the kind of record whose
    retention it is under; ``dated_by`` the column that dates its records.
    """

    points: tuple[str, ...] | None = None
    record: str | None = None
    dated_by: str | None = None


class PatternSettings(_Strict):
    """Patterns of schemas, tables, columns and files: see ``sources.selection.Patterns``."""

    schemas: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class SourceEntry(_Strict):
    """One source as pii-scan.yaml names it. Without ``points`` it serves all of them.

    What is None here is what the file says for all sources.
    """

    name: str = Field(min_length=1)
    target: str = Field(min_length=1)
    points: tuple[str, ...] | None = None
    rows: int | None = Field(default=None, ge=1)
    full: bool | None = None
    include: PatternSettings = PatternSettings()
    exclude: PatternSettings = PatternSettings()
    timeout: float | None = Field(default=None, gt=0, le=86_400)
    connections: int | None = Field(default=None, ge=1)
    max_value: int | None = Field(default=None, ge=1)
    tables: dict[str, TableSettings] = {}

    def table(self, path: tuple[str, ...]) -> TableSettings:
        """The settings of the table or log that holds ``path``; the first fitting pattern counts.

        A pattern is compared with each container by its own name and by its whole path:
        ``payments``, ``public.payments``, ``event_*``, ``access.log``.
        """
        names = {
            name for end in range(1, len(path)) for name in (path[end - 1], ".".join(path[:end]))
        }
        for pattern, settings in self.tables.items():
            if any(fnmatchcase(name, pattern) for name in names):
                return settings
        return TableSettings()


class GateSettings(_Strict):
    """What makes ``check`` fail: statuses, problem codes, or ``not-found`` for a declared item."""

    fail_on: tuple[str, ...] = DEFAULT_FAIL_ON

    @field_validator("fail_on")
    @classmethod
    def _known(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        known = {*Status, *ProblemCode, NOT_FOUND} - {Status.DECLARED}
        for word in words:
            if word not in known:
                raise ValueError(f"{word!r} is none of {', '.join(sorted(known))}")
        return words


# YAML reads Norway's code as false.
_Country = Annotated[str, BeforeValidator(lambda code: "no" if code is False else code)]


class _File(_Strict):
    declaration: str | None = None
    as_of: dt.date | None = None
    rows: int = Field(default=DEFAULT_ROWS, ge=1)
    full: bool = False
    include: PatternSettings = PatternSettings()
    exclude: PatternSettings = PatternSettings()
    timeout: float = Field(default=DEFAULT_TIMEOUT, gt=0, le=86_400)
    connections: int = Field(default=DEFAULT_CONNECTIONS, ge=1)
    max_value: int | None = Field(default=None, ge=1)
    min_confidence: float = Field(default=DEFAULT_MIN_CONFIDENCE, gt=0, le=1)
    laws: tuple[str, ...] = DEFAULT_LAWS
    rules: str | None = None
    countries: tuple[_Country, ...] = DEFAULT_COUNTRIES
    own_networks: tuple[str, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    gate: GateSettings = GateSettings()

    @field_validator("own_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ipaddress.ip_network(network, strict=False)  # its error says what is wrong
        return networks


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """How databases are read: see ``SourceSettings``."""

    full: bool = False
    selection: Selection = dataclass_field(default_factory=Selection)
    timeout: float = DEFAULT_TIMEOUT
    connections: int = DEFAULT_CONNECTIONS
    max_value: int | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a scan is told: pii-scan.yaml and the command line joined.

    ``declaration`` is None where nothing is compared; ``as_of`` is the day on which retention is
    judged. Findings below ``min_confidence`` are left out. ``own_rules`` is the folder of the
    user's own rules; ``countries`` are those whose identifiers are looked for. ``state`` is the
    file that remembers what earlier scans read of logs. Addresses in ``own_networks`` are no
    user's.
    """

    declaration: Path | None
    as_of: dt.date
    rows: int
    min_confidence: float
    laws: tuple[str, ...]
    own_rules: Path | None
    countries: tuple[str, ...]
    sources: tuple[SourceEntry, ...]
    gate: GateSettings
    databases: DatabaseConfig = dataclass_field(default_factory=DatabaseConfig)
    state: Path | None = None
    own_networks: tuple[str, ...] = ()

    def source(self, name: str) -> SourceEntry:
        """The entry called ``name``."""
        return next(entry for entry in self.sources if entry.name == name)

    def settings(self, entry: SourceEntry) -> SourceSettings:
        """What the source itself needs to know of ``entry``."""
        shared = self.databases
        return SourceSettings(
            name=entry.name,
            target=entry.target,
            rows=entry.rows or self.rows,
            full=shared.full if entry.full is None else entry.full,
            selection=_joined(shared.selection, _selection(entry.include, entry.exclude)),
            timeout=entry.timeout or shared.timeout,
            connections=entry.connections or shared.connections,
            max_value=entry.max_value or shared.max_value,
            dated_by={
                pattern: table.dated_by
                for pattern, table in entry.tables.items()
                if table.dated_by is not None
            },
            date_records=self.declaration is not None,
            own_networks=self.own_networks,
        )


def load_config(path: Path, environment: Mapping[str, str], today: dt.date) -> Config:
    """Read pii-scan.yaml; paths in it are relative to its folder, ``${NAME}`` to ``environment``.

    Raises ConfigError naming file, line and key.
    """
    file = load_model(path, _File, ConfigError)
    names = [entry.name for entry in file.sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f"{path}: two sources are called {twice[0]!r}", "Rename one of them.")
    folder = path.parent
    return Config(
        declaration=folder / file.declaration if file.declaration else None,
        as_of=file.as_of or today,
        rows=file.rows,
        min_confidence=file.min_confidence,
        laws=file.laws,
        own_rules=folder / file.rules if file.rules else None,
        countries=file.countries,
        sources=tuple(
            entry.model_copy(
                update={"target": relative_to(folder, expanded(entry.target, path, environment))}
            )
            for entry in file.sources
        ),
        gate=file.gate,
        own_networks=file.own_networks,
        databases=DatabaseConfig(
            file.full,
            _selection(file.include, file.exclude),
            file.timeout,
            file.connections,
            file.max_value,
        ),
    )


def no_config(today: dt.date) -> Config:
    """The settings where there is no pii-scan.yaml."""
    return Config(
        declaration=None,
        as_of=today,
        rows=DEFAULT_ROWS,
        min_confidence=DEFAULT_MIN_CONFIDENCE,
        laws=DEFAULT_LAWS,
        own_rules=None,
        countries=DEFAULT_COUNTRIES,
        sources=(),
        gate=GateSettings(),
    )


def with_flags(
    config: Config,
    *,
    targets: tuple[str, ...],
    declaration: Path | None,
    rows: int | None,
    min_confidence: float | None,
    as_of: dt.date | None,
    databases: DatabaseFlags | None = None,
    state: Path | None = None,
) -> Config:
    """``config`` with what the command line says instead. Targets replace the sources."""
    flags = databases or DatabaseFlags()
    return replace(
        config,
        sources=tuple(
            entry.model_copy(update={"rows": rows or entry.rows, **flags.over()})
            for entry in (_entries_for(targets) if targets else config.sources)
        ),
        declaration=declaration or config.declaration,
        rows=rows or config.rows,
        min_confidence=min_confidence or config.min_confidence,
        as_of=as_of or config.as_of,
        databases=replace(
            config.databases,
            selection=_joined(config.databases.selection, flags.selection),
        ),
        state=state or config.state,
    )


@dataclass(frozen=True, slots=True)
class DatabaseFlags:
    """What the command line says of databases; None where it says nothing.

    Its patterns are added to those of pii-scan.yaml.
    """

    full: bool | None = None
    selection: Selection = dataclass_field(default_factory=Selection)
    timeout: float | None = None
    connections: int | None = None
    max_value: int | None = None

    def over(self) -> dict[str, object]:
        """The settings that replace those of every source."""
        said = {
            "full": self.full,
            "timeout": self.timeout,
            "connections": self.connections,
            "max_value": self.max_value,
        }
        return {key: value for key, value in said.items() if value is not None}


def _selection(include: PatternSettings, exclude: PatternSettings) -> Selection:
    return Selection(
        Patterns(include.schemas, include.tables, include.columns, include.files),
        Patterns(exclude.schemas, exclude.tables, exclude.columns, exclude.files),
    )


def _joined(one: Selection, other: Selection) -> Selection:
    def both(first: Patterns, second: Patterns) -> Patterns:
        return Patterns(
            first.schemas + second.schemas,
            first.tables + second.tables,
            first.columns + second.columns,
            first.files + second.files,
        )

    return Selection(both(one.include, other.include), both(one.exclude, other.exclude))


def _entries_for(targets: tuple[str, ...]) -> tuple[SourceEntry, ...]:
    """Sources for targets of the command line, named after them and numbered if need be."""
    entries: list[SourceEntry] = []
    for target in targets:
        if not target.strip():
            raise UsageError("a target is empty", "Name a database URL, a folder or a file.")
        base = short_name(target)
        taken = {entry.name for entry in entries}
        name = next(
            candidate
            for candidate in (base, *(f"{base}-{n}" for n in range(2, len(targets) + 2)))
            if candidate not in taken
        )
        # Not validated: the name of a file need not be UTF-8, as is demanded of the texts in YAML.
        entries.append(SourceEntry.model_construct(name=name, target=target))
    return tuple(entries)
