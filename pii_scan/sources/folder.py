"""A folder or glob with files of several kinds: each goes to the source that reads it.

Data files are tables, SQLite files databases, ``.sql`` files schemas, and everything else is a log.
The fields of a database in a folder are below its file: ``("app.db", "users", "email")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from pii_scan.model import Coverage, Field, Part, RecordDates, Sample, Skipped
from pii_scan.raw_files.finding import FoundFile
from pii_scan.sources.base import Source, SourceSettings
from pii_scan.sources.files.listing import Listing
from pii_scan.sources.files.source import read_files

Opened = Callable[[SourceSettings], Source]


@dataclass(frozen=True, slots=True)
class FolderSource:
    """All files of one target; ``database``, ``schema`` and ``log`` open one file of their kind."""

    settings: SourceSettings
    listing: Callable[[], Listing] = field(repr=False)
    database: Opened = field(repr=False)
    schema: Opened = field(repr=False)
    log: Opened = field(repr=False)

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
        for other in (*listing.others, *listing.unreadable):
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        coverages: list[Coverage] = []
        logs, schemas = listing.logs, listing.schemas
        if logs:
            # Beside logs a dump is read as text, with the rows that it holds.
            logs, schemas = sorted([*logs, *schemas], key=lambda file: file.name), []
        parts = chain(
            read_files(self.settings, listing),
            *(self._one(self.database, file, above=(file.name,)) for file in listing.databases),
            *(self._one(self.schema, file, above=()) for file in schemas),
            self._logs(logs),
        )
        for part in parts:
            if isinstance(part, Coverage):
                coverages.append(part)
            else:
                yield part
        yield _sum(coverages)

    def _one(self, opened: Opened, file: FoundFile, above: tuple[str, ...]) -> Iterator[Part]:
        """The parts of a database or schema, whose paths go below ``above``."""
        source = opened(replace(self.settings, target=file.path))
        for part in source.read():
            match part:
                case Sample():
                    yield Sample(_below(part, above), part.values)
                case RecordDates():
                    yield replace(part, path=(*above, *part.path))
                case Skipped() if part.location == file.path:
                    yield replace(part, location=file.name)
                case Skipped():
                    yield replace(part, location=".".join((*above, part.location)))
                case Coverage():
                    yield replace(part, bytes_total=file.size)

    def _logs(self, files: list[FoundFile]) -> Iterator[Part]:
        from pii_scan.sources.logs.names import log_name

        def log_of(file: FoundFile) -> str:
            above, slash, last = file.name.rpartition("/")
            return above + slash + log_name(last)

        for log, rotations in groupby(sorted(files, key=lambda f: (log_of(f), f.name)), log_of):
            yield from self._log(log, list(rotations))

    def _log(self, log: str, rotations: list[FoundFile]) -> Iterator[Part]:
        """The parts of one log, whose fields and dates are those of all its rotations."""
        paths: set[tuple[str, ...]] = set()
        coverages: list[Coverage] = []
        dates: list[RecordDates] = []
        memory = self.settings.memory
        for file in rotations:
            before = set(memory.kept) if memory else set()
            for part in self.log(replace(self.settings, target=file.path)).read():
                match part:
                    case Sample():
                        path = (log, *part.field.path[1:])
                        paths.add(path)
                        yield replace(part, field=replace(part.field, path=path, logged=True))
                    case RecordDates():
                        dates.append(replace(part, path=(log,)))
                    case Skipped():
                        yield replace(part, location=file.name)
                    case Coverage():
                        coverages.append(part)
            if memory:
                for origin in set(memory.kept) - before:
                    memory.kept[origin].log, memory.kept[origin].logged = log, True
        if dates:
            oldest, newest = min(d.oldest for d in dates), max(d.newest for d in dates)
            yield replace(dates[0], oldest=oldest, newest=newest)
        yield replace(_sum(coverages), fields=len(paths), fields_scanned=len(paths))


def _below(sample: Sample, above: tuple[str, ...]) -> Field:
    return replace(sample.field, path=(*above, *sample.field.path))


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
    )
