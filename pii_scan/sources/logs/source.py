"""The log source: a folder, file or glob of logs, each log with all its rotations.

The path of a field is the log and the key or position in its lines:
``("access.log", "remote_addr")``, ``("api.log", "user.email")``, ``("app.log", "(text)")``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

import polars as pl

from pii_scan.model import Coverage, Field, Part, RecordDates, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.logs.counts import COUNT, VALUE, Counts
from pii_scan.sources.logs.days import Days, days_of_lines
from pii_scan.sources.logs.files import LogFile, find_log_files
from pii_scan.sources.logs.lines import LineReader, split_lines
from pii_scan.sources.logs.names import date_in_name, log_name
from pii_scan.sources.logs.reading import Begun, BytesRead, Chunk, Unread, read_log
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
        work: deque[tuple[_Log, Future[_Taken]]] = deque()
        log = None
        for part in read_log(file):
            match part:
                case Begun():
                    yield from self._done(work, 0)
                    log = logs.setdefault(_log_of(file, part.member), self._log())
                    log.is_dated = False
                case Chunk() if log:
                    if not log.is_dated:
                        log.days.add_file(part_name(file, log), modified)
                        log.is_dated = True
                    coverage.lines += part.lines
                    taken = pool.submit(_take_apart, part.data, log.reader, modified)
                    work.append((log, taken))
                    yield from self._done(work, _IN_WORK)
                case Unread():
                    coverage.all_lines = coverage.all_lines and not part.lines_unknown
                    where = f"{file.name}/{part.member}" if part.member else file.name
                    yield Skipped(self.name, where, part.reason)
                case BytesRead():
                    coverage.read += part.read
                    coverage.size += part.size
        yield from self._done(work, 0)

    def _log(self) -> _Log:
        return _Log(LineReader(self.settings.telling))

class _Basis(StrEnum):
    """Where the days of a log come from, the best first."""

    LINES = "lines"
    FILE_NAME = "file name"
    FILE_TIME = "file time"


@dataclass(slots=True)
class _Days:
    """The first and last day of one log, by where they come from."""

    spans: dict[_Basis, tuple[dt.date, dt.date]] = field(default_factory=dict)

    def add_lines(self, lines: pl.Series, modified: dt.date) -> None:
        """The first and last line with a time stamp are enough: logs are written in order."""
        first = first_date(lines.head(_DATED_LINES), modified)
        last = first_date(lines.tail(_DATED_LINES).reverse(), modified)
        for day in (first, last):
            self._add(_Basis.LINES, day)

    def add_file(self, file: LogFile, modified: dt.date) -> None:
        """What the file itself says, for a log whose lines say nothing."""
        self._add(_Basis.FILE_NAME, date_in_name(file.name.rpartition("/")[2]))
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
