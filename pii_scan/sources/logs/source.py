"""The log source: a folder, file or glob of logs, each log with all its rotations.

The path of a field is the log and the key or position in its lines:
``("access.log", "remote_addr")``, ``("api.log", "user.email")``, ``("app.log", "(text)")``.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from pii_scan.columns import Column
from pii_scan.model import Coverage, Field, Part, RecordDates, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.logs.counts import COUNT, FIRST, LAST, TEXT, VALUE, Counts
from pii_scan.sources.logs.files import LogFile, find_log_files
from pii_scan.sources.logs.lines import LineReader
from pii_scan.sources.logs.names import date_in_name, log_name
from pii_scan.sources.logs.reading import Begun, BytesRead, Chunk, Unread, read_log
from pii_scan.sources.logs.tables import table_of
from pii_scan.sources.logs.totals import Totals

# Chunks that are taken apart at the same time; polars does not hold Python up meanwhile.
_WORKERS = 2
_IN_WORK = 3


@dataclass(frozen=True, slots=True)
class LogSource:
    """The logs of one target as a Source. All lines are read; ``settings.rows`` is for tables."""

    settings: SourceSettings

    @property
    def name(self) -> str:
        """The name that findings refer to."""
        return self.settings.name

    @property
    def kind(self) -> str:
        """``logs``."""
        return "logs"

    @property
    def target(self) -> str:
        """The folder, file or glob."""
        return self.settings.target

    def read(self) -> Iterator[Part]:
        """As ``Source.read`` says. Of a very large log a field can have several samples.

        A key that never had a value is counted but has no sample: a log defines nothing, so such
        a key (the user of a site without logins) says only that nothing was written.
        """
        settings = self.settings
        files, others = find_log_files(settings.target, settings.include, settings.exclude)
        for other in others:
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        coverage = _Read(all_lines=all(other.excluded for other in others))
        with ThreadPoolExecutor(_WORKERS) as pool:
            for _, rotations in groupby(files, key=lambda file: file.log):
                logs: dict[str, _Log] = {}
                for file in rotations:
                    yield from self._file(file, logs, coverage, pool)
                for name, log in logs.items():
                    yield from self._samples(name, log.totals)
                    coverage.fields += len(log.totals.keys)
                    if settings.date_records and (basis := log.days.best()):
                        oldest, newest = log.days.spans[basis]
                        yield RecordDates(self.name, (name,), str(basis), oldest, newest)
        yield Coverage(
            fields=coverage.fields,
            fields_scanned=coverage.fields,
            rows_total=coverage.lines if coverage.all_lines else None,
            rows_scanned=coverage.lines,
            bytes_total=coverage.size,
            bytes_scanned=coverage.read,
        )

    def _file(
        self, file: LogFile, logs: dict[str, _Log], coverage: _Read, pool: ThreadPoolExecutor
    ) -> Iterator[Part]:
        modified = _day_of(file.modified)
        work: _Work = deque()
        name, file_name, table = file.log, file.name, None
        for part in read_log(file):
            match part:
                case Begun():
                    name, file_name = _log_of(file, part.member), part.member or file.name
                    table = table_of(part.head)
                case Chunk():
                    log = logs.setdefault(name, _Log(LineReader(self.settings.telling)))
                    reader = replace(log.reader, table=table) if table else log.reader
                    log.days.add_file(file_name, modified)
                    coverage.lines += part.lines
                    taken = pool.submit(_take_apart, part.data, reader, modified)
                    work.append((name, log, taken))
                    yield from self._done(work, _IN_WORK)
                case Unread():
                    coverage.all_lines = coverage.all_lines and not part.lines_unknown
                    where = f"{file.name}/{part.member}" if part.member else file.name
                    yield Skipped(self.name, where, part.reason)
                case BytesRead():
                    coverage.read += part.read
                    coverage.size += part.size
        yield from self._done(work, 0)

    def _done(self, work: _Work, most: int) -> Iterator[Part]:
        """Add what was taken apart to its log, until at most so many chunks are in work."""
        while len(work) > most:
            name, log, future = work.popleft()
            taken = future.result()
            log.totals.add(taken.counts)
            log.days.add_lines(taken.first, taken.last)
            if log.totals.is_full:
                yield from self._samples(name, log.totals)

    def _samples(self, name: str, totals: Totals) -> Iterator[Sample]:
        for key, counted in totals.take():
            column = Column(counted[VALUE], counted[COUNT], counted[FIRST], counted[LAST])
            yield Sample(Field(self.name, (name, key)), column)
        if totals.plain:
            yield Sample(Field(self.name, (name, TEXT)), others=totals.plain)
            totals.plain = 0


@dataclass(slots=True)
class _Read:
    """What was read of all logs; sizes are in bytes on disk."""

    all_lines: bool
    fields: int = 0
    lines: int = 0
    size: int = 0
    read: int = 0


@dataclass(slots=True)
class _Log:
    """One log while its files are read."""

    reader: LineReader
    totals: Totals = field(default_factory=Totals)
    days: _Days = field(default_factory=lambda: _Days())


@dataclass(frozen=True, slots=True)
class _Taken:
    """A chunk that was taken apart, with the first and last day of its lines."""

    counts: Counts = field(repr=False)
    first: dt.date | None
    last: dt.date | None


_Work = deque[tuple[str, _Log, "Future[_Taken]"]]


def _take_apart(data: bytes, reader: LineReader, modified: dt.date) -> _Taken:
    counts, days = reader.count_text(data, modified)
    return _Taken(counts.dated(days.first), days.first, days.last)


def _log_of(file: LogFile, member: str | None) -> str:
    """The log that a file, or a file of an archive, belongs to."""
    if member is None:
        return file.log
    parts = [part for part in member.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    folder, last = parts[:-1], parts[-1] if parts else "?"
    return "/".join([file.log, *folder, log_name(last)])


class _Basis(StrEnum):
    """Where the days of a log come from, the best first."""

    LINES = "lines"
    FILE_NAME = "file name"
    FILE_TIME = "file time"


@dataclass(slots=True)
class _Days:
    """The first and last day of one log, by where they come from."""

    spans: dict[_Basis, tuple[dt.date, dt.date]] = field(default_factory=dict)

    def add_lines(self, first: dt.date | None, last: dt.date | None) -> None:
        """The first and last day of lines of the log."""
        for day in (first, last):
            self._add(_Basis.LINES, day)

    def add_file(self, name: str, modified: dt.date) -> None:
        """What the file itself says, for a log whose lines say nothing."""
        self._add(_Basis.FILE_NAME, date_in_name(name.rpartition("/")[2]))
        self._add(_Basis.FILE_TIME, modified)

    def best(self) -> _Basis | None:
        """The best basis that there are days for."""
        return next((basis for basis in _Basis if basis in self.spans), None)

    def _add(self, basis: _Basis, day: dt.date | None) -> None:
        if day:
            oldest, newest = self.spans.get(basis, (day, day))
            self.spans[basis] = min(oldest, day), max(newest, day)


def _day_of(modified: float) -> dt.date:
    """The local day of a file time; a file system can hold times that no calendar has."""
    try:
        return dt.datetime.fromtimestamp(modified).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return dt.date(1970, 1, 1)
