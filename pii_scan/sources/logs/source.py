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
from pii_scan.sources.logs.counts import Counts, add_all
from pii_scan.sources.logs.files import LogFile, find_log_files
from pii_scan.sources.logs.lines import count_lines, split_lines
from pii_scan.sources.logs.names import date_in_name
from pii_scan.sources.logs.reading import BytesRead, Chunk, Unread, read_log
from pii_scan.sources.logs.times import first_date

# A log that names its keys after data would have a field for every value.
_MOST_KEYS = 2000
_OTHER_KEYS = "(other keys)"
# How far into a chunk, from both ends, a time stamp is looked for.
_DATED_LINES = 500


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
        """As ``Source.read`` says. A field has a sample for each chunk it is in; they add up.

        A key that never had a value is counted but has no sample: a log defines nothing, so such
        a key (the user of a site without logins) says only that nothing was written.
        """
        files, others = find_log_files(self.settings.target)
        for other in others:
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        total = _Total(all_lines=all(other.excluded for other in others))
        for log, rotations in groupby(files, key=lambda file: file.log):
            keys = _Keys()
            days = _Days()
            for file in rotations:
                yield from self._file(file, keys, days, total)
            total.fields += len(keys.seen)
            if self.settings.date_records and (basis := days.best()):
                oldest, newest = days.spans[basis]
                yield RecordDates(self.name, (log,), str(basis), oldest, newest)
        yield Coverage(
            fields=total.fields,
            fields_scanned=total.fields,
            rows_total=total.lines if total.all_lines else None,
            rows_scanned=total.lines,
            bytes_total=total.size,
            bytes_scanned=total.read,
        )

    def _file(self, file: LogFile, keys: _Keys, days: _Days, total: _Total) -> Iterator[Part]:
        modified = _day_of(file.modified)
        lines_before = total.lines
        for part in read_log(file):
            match part:
                case Chunk():
                    total.lines += part.lines
                    lines = split_lines(part.text)
                    days.add_lines(lines, modified)
                    for key, values in keys.admit(count_lines(lines)).items():
                        yield Sample(self._field(file.log, key), values)
                case Unread():
                    total.all_lines = total.all_lines and not part.lines_unknown
                    yield Skipped(self.name, file.name, part.reason)
                case BytesRead():
                    total.read += part.read
                    total.size += part.size
        if total.lines > lines_before:
            days.add_file(file, modified)

    def _field(self, log: str, key: str) -> Field:
        return Field(self.name, (log, key), logged=True)


@dataclass(slots=True)
class _Total:
    """What was read of all logs; sizes are in bytes on disk."""

    all_lines: bool
    fields: int = 0
    lines: int = 0
    size: int = 0
    read: int = 0


@dataclass(slots=True)
class _Keys:
    """The keys of one log."""

    seen: set[str] = field(default_factory=set)

    def admit(self, counts: Counts) -> Counts:
        """The counts of the keys that have values, those of too many keys together."""
        admitted: Counts = {}
        for key, values in counts.items():
            is_known = key in self.seen or len(self.seen) < _MOST_KEYS
            name = key if is_known else _OTHER_KEYS
            self.seen.add(name)
            if values:
                add_all(admitted, {name: values})
        return admitted


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
