"""The way that all data takes, on one page.

    targets ► sources ► samples ► evidence ► findings ► inventory ► diff ► verdict ► report

Nothing here prints, exits or reads the environment; progress goes to a callback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pii_scan.config import Config, SourceEntry
from pii_scan.detect.evidence import Evidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import NameReader, name_reader
from pii_scan.detect.person_keys import PersonKeys
from pii_scan.detect.recognizers import Recognizers
from pii_scan.detect.telling import Telling
from pii_scan.diff import Standards, check_names, compare, without_declaration
from pii_scan.documents.opening import open_documents
from pii_scan.errors import ConfigError, SourceError
from pii_scan.gate import judge
from pii_scan.left_out import by_origin, together
from pii_scan.model import (
    Coverage,
    Inventory,
    Part,
    Read,
    Reason,
    RecordDates,
    Report,
    Sample,
    SamplesRead,
    ScannedSource,
    Skipped,
    TableRows,
    Verdict,
    Withdrawals,
)
from pii_scan.remembering import remember, state_for
from pii_scan.reporting import reference_of, report_of
from pii_scan.rulebook import Law, Rulebook
from pii_scan.scan_state import ScanState
from pii_scan.sources.base import KeyWords, Source
from pii_scan.sources.opening import open_source
from pii_scan.sources.targets import shown_target

if TYPE_CHECKING:
    from pii_scan.policy.declaration import Declaration

_WORKERS = 2
_NOTHING_IN_IT = Reason("there is nothing in it to look at", "점검할 내용이 없음")
_KINDS_OF_FILES = ("logs", "files", "folder")

Progress = Callable[[Read | SamplesRead], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report, why the gate failed where it was asked, and what else is to be said."""

    report: Report
    verdict: Verdict | None
    note: str | None = None


def scan(config: Config, rulebook: Rulebook, progress: Progress) -> Outcome:
    """Scan all sources and compare them with the declaration, if there is one.

    Raises a PiiScanError when the configuration, a rule, the declaration or a target is wrong.
    What cannot be read is in the report as skipped.
    """
    return _run(config, rulebook, progress, gated=False)


def check(config: Config, rulebook: Rulebook, progress: Progress) -> Outcome:
    """``scan``, then the gate. Raises ConfigError also where there is no declaration."""
    if config.declaration is None:
        raise ConfigError(
            "check needs a declaration to compare with",
            "Name one with -d, or in pii-scan.yaml; 'pii-scan policy read' makes it from a policy.",
        )
    return _run(config, rulebook, progress, gated=True)


def _run(config: Config, rulebook: Rulebook, progress: Progress, *, gated: bool) -> Outcome:
    declaration = _declaration(config, rulebook)
    laws = _laws(config, rulebook)
    entries = {entry.name: entry for entry in config.sources}
    standards = declaration and Standards(declaration, laws, rulebook.items, entries, config.as_of)
    if standards:
        check_names(standards)
    names = name_reader(rulebook)
    telling = Telling(rulebook.rules.values(), names.names_item)
    people = PersonKeys(names.unknown_words)
    key_words = KeyWords(names.names_item, people.is_known, people.is_nobody)
    state = state_for(config.state, rulebook, config.own_networks) if config.state else None
    sources = [
        _open(entry, config, telling, key_words, progress, state) for entry in config.sources
    ]
    inventory = take_inventory(sources, rulebook, names, config.min_confidence, progress, state)
    diff = compare(inventory, standards) if standards else without_declaration(inventory)
    verdict = judge(diff, config.gate.fail_on) if gated else None
    reference = reference_of(config.declaration, declaration)
    report = report_of(inventory, diff, verdict, reference, rulebook, config.as_of)
    return Outcome(report, verdict, state.note if state else None)


def _declaration(config: Config, rulebook: Rulebook) -> Declaration | None:
    if config.declaration is None:
        return None
    from pii_scan.policy.declaration import load_declaration  # without one a scan starts sooner

    return load_declaration(config.declaration, rulebook.items)


@dataclass(frozen=True, slots=True)
class _Unopened:
    """A source that is not there, beside others that are: a skip, so that those are scanned."""

    name: str
    target: str
    reason: Reason
    kind: str = "unknown"

    def read(self) -> Iterator[Part]:
        yield Skipped(self.name, self.target, self.reason)
        yield Coverage()


def _open(
    entry: SourceEntry,
    config: Config,
    telling: Telling,
    key_words: KeyWords,
    progress: Progress,
    state: ScanState | None,
) -> Source:
    """The entry's source. Raises SourceError only where it is the only one."""
    try:
        return open_source(
            replace(
                config.settings(entry),
                telling=telling,
                key_words=key_words,
                memory=state.memory(entry.name) if state else None,
                progress=lambda *bytes_and_files: progress(Read(entry.name, *bytes_and_files)),
            )
        )
    except SourceError as error:
        if len(config.sources) == 1:
            raise
        # A URL that cannot be read may hold a password anywhere.
        target = entry.name if "://" in entry.target else shown_target(entry.target)
        reason = Reason(
            f"{error.reason.message} ({error.advice.message})",
            f"{error.reason.message_ko} ({error.advice.message_ko})",
        )
        return _Unopened(entry.name, target, reason)


def take_inventory(
    sources: Sequence[Source],
    rulebook: Rulebook,
    names: NameReader,
    min_confidence: float,
    progress: Progress,
    state: ScanState | None = None,
) -> Inventory:
    """Read every source once and judge what its fields hold; ``names`` reads their names."""
    # One thread reads while others look at values: all spend most of their time outside of Python.
    with ThreadPoolExecutor(_WORKERS) as workers:
        evidence = Evidence(
            rulebook.rules,
            names.items_named,
            lambda: Recognizers(rulebook.rules),
            state.sketch_key if state else 0,
            workers,
            names.unknown_words,
        )
        scanned, parts = _read_all(sources, evidence, progress, state)
        # A file can be named after a person; the target itself is what the user wrote.
        targets = {source.target for source in sources}
        of_files = {source.name for source in sources if source.kind in _KINDS_OF_FILES}
        hidden = evidence.hidden_skips(parts.skipped, of_files)
        if state:
            state.save(evidence.saved(), by_origin(hidden))
        counted = evidence.results()
    skipped = together(
        skip if skip.location in targets else without
        for skip, without in zip(parts.skipped, hidden, strict=True)
    )
    unread = {(skip.source, skip.location) for skip in skipped}
    judge_of_fields = Judge(rulebook.items, rulebook.rules, names)
    findings = sorted(
        judge_of_fields.findings(counted, min_confidence, unread),
        key=lambda finding: (
            [source.name for source in sources].index(finding.field.source),
            finding.field.path,
            finding.item,
        ),
    )
    return Inventory(
        tuple(scanned),
        tuple(findings),
        tuple(parts.dates),
        tuple(dict.fromkeys(skipped)),
        tuple(parts.table_rows),
        tuple(parts.withdrawals),
    )


def _read_all(
    sources: Sequence[Source], evidence: Evidence, progress: Progress, state: ScanState | None
) -> tuple[list[ScannedSource], _Parts]:
    scanned: list[ScannedSource] = []
    parts = _Parts()
    for source in sources:
        before = len(parts.skipped)
        coverage = _read(source, evidence, parts, progress)
        skips = parts.skipped[before:]
        # All of it left out on request is nothing looked at as well.
        nothing = not coverage.fields or (coverage.tables and not coverage.tables_scanned)
        if nothing and all(skip.excluded for skip in skips):
            skips.append(Skipped(source.name, source.target, _NOTHING_IN_IT))
            parts.skipped.append(skips[-1])
        if state:
            remember(state, source.name, evidence)
        complete = all(skip.excluded for skip in skips)
        scanned.append(ScannedSource(source.name, source.kind, source.target, coverage, complete))
    return scanned, parts


@dataclass(slots=True)
class _Parts:
    """What sources say of tables and logs besides their values."""

    table_rows: list[TableRows] = field(default_factory=list)
    dates: list[RecordDates] = field(default_factory=list)
    withdrawals: list[Withdrawals] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def _read(source: Source, evidence: Evidence, parts: _Parts, progress: Progress) -> Coverage:
    """Read ``source`` once: its values become evidence, and the rest is kept in ``parts``."""
    coverage = Coverage()
    samples = 0
    for part in source.read():
        match part:
            case Sample():
                # A number, and no name: tables and logs can be named after a person.
                samples += 1
                progress(SamplesRead(source.name, samples))
                evidence.add(open_documents(part))
            case TableRows():
                parts.table_rows.append(part)
            case RecordDates():
                parts.dates.append(part)
            case Withdrawals():
                parts.withdrawals.append(part)
            case Skipped():
                parts.skipped.append(part)
            case Coverage():
                coverage = part
    return coverage


def hide_values(texts: Iterable[str], rulebook: Rulebook) -> dict[str, str]:
    """Each text with the personal values in it as ``*``: comments of columns hold examples."""
    evidence = Evidence(rulebook.rules, lambda _: (), lambda: Recognizers(rulebook.rules))
    return evidence.hidden(texts)


def _laws(config: Config, rulebook: Rulebook) -> list[Law]:
    unknown = [law for law in config.laws if law not in rulebook.laws]
    if unknown:
        raise ConfigError(
            f"unknown law {unknown[0]!r}", f"Laws are: {', '.join(sorted(rulebook.laws))}."
        )
    return [rulebook.laws[law] for law in config.laws]
