"""A folder or glob with files of several kinds: each goes to the source that reads it.

Data files are tables, SQLite and DuckDB files databases, ``.sql`` files and models of programs
schemas, and everything else is a log. The fields of a database in a folder are below its file:
``("app.db", "users", "email")``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pii_scan.errors import SourceError
from pii_scan.model import (
    Coverage,
    Field,
    Part,
    RecordDates,
    Sample,
    Skipped,
    TableRows,
    Withdrawals,
)
from pii_scan.raw_files.finding import FoundFile
from pii_scan.sources.base import Source, SourceSettings
from pii_scan.sources.ddl.dumps import is_dump
from pii_scan.sources.files.listing import Listing, only_defines
from pii_scan.sources.files.selecting import spellings, unmatched
from pii_scan.sources.files.source import read_files
from pii_scan.sources.selection import Patterns, Selection, unused

Opened = Callable[[SourceSettings], Source]


@dataclass(frozen=True, slots=True)
class FolderSource:
    """All files of one target.

    ``database`` and ``schema`` open one file of their kind; ``models`` opens all files whose paths
    it is given, because classes take columns from each other, and ``log`` all logs with their
    rotations.
    """

    settings: SourceSettings
    listing: Callable[[], Listing] = field(repr=False)
    database: Opened = field(repr=False)
    schema: Opened = field(repr=False)
    models: Callable[[SourceSettings, Sequence[str]], Source] = field(repr=False)
    log: Callable[[SourceSettings, Sequence[FoundFile]], Source] = field(repr=False)

    @property
    def name(self) -> str:
        """The name that findings refer to."""
        return self.settings.name

    @property
    def kind(self) -> str:
        """``folder``."""
        return "folder"

    @property
    def target(self) -> str:
        """The folder or glob."""
        return self.settings.target

    def read(self) -> Iterator[Part]:
        """As ``Source.read`` says."""
        listing = self.listing()
        seen = _Seen()
        for part in self._parts(listing):
            seen.note(part)
            if not isinstance(part, Coverage):
                yield part
        yield from seen.unmatched(self.settings)
        yield _sum(seen.coverages)

    def _parts(self, listing: Listing) -> Iterator[Part]:
        for other in (*listing.others, *listing.unreadable):
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        logs = yield from self._selected(listing.logs)
        # Beside logs what holds rows is read as text with these, unless it says that it is a dump.
        dumps = [file for file in listing.schemas if logs and not has_tables(file)]
        dumps = yield from self._selected(dumps)
        defining = [file for file in listing.schemas if not logs or has_tables(file)]
        schemas = yield from self._selected(defining, whole=False)
        databases = yield from self._selected(listing.databases, whole=False)
        logs = sorted([*logs, *dumps], key=lambda file: file.name) if dumps else logs
        partial = replace(self.settings.selection, partial=True)
        yield from read_files(replace(self.settings, selection=partial), listing, self.target)
        for file in databases:
            yield from self._one(self.database, file, above=(file.name,))
        for file in schemas:
            yield from self._one(self.schema, file, above=())
        yield from self._models((yield from self._selected(listing.models, whole=False)))
        if logs:
            yield from self.log(self.settings, logs).read()

    def _selected(
        self, files: list[FoundFile], *, whole: bool = True
    ) -> Generator[Part, None, list[FoundFile]]:
        """Those of ``files`` that are read; not ``whole`` where they have tables of their own."""
        selection = self.settings.selection
        kept = []
        for file in files:
            names = [*spellings((file.name,)), *spellings((_log_of(file),))]
            reason = selection.table(*names) if whole else selection.excluded_table(*names)
            if reason is None:
                kept.append(file)
            else:
                yield Skipped(self.name, file.name, reason, excluded=True)
        return kept

    def _one(self, opened: Opened, file: FoundFile, above: tuple[str, ...]) -> Iterator[Part]:
        """The parts of a database or schema, whose paths go below ``above``."""
        selection = _within(self.settings.selection, file.name)
        try:
            source = opened(replace(self.settings, target=file.path, selection=selection))
        except SourceError as error:  # its driver is not installed
            yield Skipped(self.name, file.name, error.reason.because(error.advice))
            yield Coverage(bytes_total=file.size)
            return
        for part in source.read():
            match part:
                case Sample():
                    yield replace(part, field=_below(part, above))
                case TableRows() | RecordDates() | Withdrawals():
                    yield replace(part, path=(*above, *part.path))
                case Skipped():
                    inside = ".".join((*above, part.location))
                    name = _name_of(part.location, {file.path: file.name}) or inside
                    yield replace(part, location=name)
                case Coverage():
                    yield replace(part, bytes_total=file.size)

    def _models(self, files: list[FoundFile]) -> Iterator[Part]:
        if not files:
            return
        names = {file.path: file.name for file in files}
        partial = replace(self.settings.selection, partial=True)
        source = self.models(replace(self.settings, selection=partial), list(names))
        for part in source.read():
            match part:
                case Skipped():
                    name = _name_of(part.location, names) or part.location
                    yield replace(part, location=name)
                case Coverage():
                    yield replace(part, bytes_total=sum(file.size for file in files))
                case _:
                    yield part


def has_tables(file: FoundFile) -> bool:
    """Whether a ``.sql`` file is read as tables wherever it lies, and never as text."""
    return is_dump(file.path) or only_defines(file)


def _log_of(file: FoundFile) -> str:
    """The log that a file is a rotation of."""
    from pii_scan.sources.logs.names import log_name

    above, slash, last = file.name.rpartition("/")
    return above + slash + log_name(last)


def _name_of(location: str, names: Mapping[str, str]) -> str | None:
    """What the file of a location is called in the folder, with the line in it if one is given."""
    file, colon, line = location.rpartition(":")
    if location in names:
        return names[location]
    return names[file] + colon + line if file in names else None


def _below(sample: Sample, above: tuple[str, ...]) -> Field:
    return replace(sample.field, path=(*above, *sample.field.path))


def _within(selection: Selection, name: str) -> Selection:
    """``selection`` for one file, in which ``app.db.users`` is ``users`` and the file all."""

    def inside(patterns: tuple[str, ...]) -> tuple[str, ...]:
        whole = {pattern for pattern in patterns if not unused([pattern], spellings((name,)))}
        return tuple("*" if p in whole else p.removeprefix(f"{name}.") for p in patterns)

    def both(patterns: Patterns) -> Patterns:
        return Patterns(patterns.schemas, inside(patterns.tables), inside(patterns.columns))

    return Selection(both(selection.include), both(selection.exclude), partial=True)


@dataclass(slots=True)
class _Seen:
    """The tables and columns of all files of a folder, and what was looked at of each."""

    tables: set[tuple[str, ...]] = field(default_factory=set)
    columns: set[tuple[str, ...]] = field(default_factory=set)
    coverages: list[Coverage] = field(default_factory=list)

    def note(self, part: Part) -> None:
        match part:
            case Sample():
                path = part.field.path
                self.columns.add(path)
                self.tables |= {path[:end] for end in range(1, len(path))}
            case Skipped():
                self.tables.add((part.location,))
                self.columns.add((part.location,))
            case Coverage():
                self.coverages.append(part)

    def unmatched(self, settings: SourceSettings) -> Iterator[Skipped]:
        for reason in unmatched(settings.selection, self.tables, self.columns):
            yield Skipped(settings.name, settings.target, reason)


def _sum(coverages: list[Coverage]) -> Coverage:
    """What was looked at in all; a total that one does not know is known of none."""
    rows = [coverage.rows_total for coverage in coverages if coverage.fields]
    sizes = [coverage.bytes_total or 0 for coverage in coverages]
    return Coverage(
        fields=sum(coverage.fields for coverage in coverages),
        fields_scanned=sum(coverage.fields_scanned for coverage in coverages),
        rows_total=None if None in rows else sum(row or 0 for row in rows),
        rows_scanned=sum(coverage.rows_scanned for coverage in coverages),
        bytes_total=sum(sizes),
        bytes_scanned=sum(coverage.bytes_scanned or 0 for coverage in coverages),
        tables=_sum_known(coverage.tables for coverage in coverages),
        tables_scanned=_sum_known(coverage.tables_scanned for coverage in coverages),
    )


def _sum_known(numbers: Iterable[int | None]) -> int | None:
    """The sum of those that are known; None where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
