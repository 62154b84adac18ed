"""The log source: a folder, file or glob of logs, each log with all its rotations.

The path of a field is the log and the key or position in its lines:
``("access.log", "remote_addr")``, ``("api.log", "user.email")``, ``("app.log", "(text)")``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import groupby

import polars as pl

from pii_scan.columns import Column
from pii_scan.left_out import IN_OWN_NETWORKS, OF_CRAWLERS, without
from pii_scan.model import Coverage, Field, LeftOut, Part, RecordDates, Sample, Skipped
from pii_scan.raw_files.finding import FoundFile
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.logs.cookies import open_cookies
from pii_scan.sources.logs.counts import COUNT, FIRST, LAST, TEXT, VALUE, Counts
from pii_scan.sources.logs.days_of_log import DaysOfLog
from pii_scan.sources.logs.files import LogFile, find_log_files, log_files
from pii_scan.sources.logs.line_shapes import LineShapes
from pii_scan.sources.logs.lines import LineCounts, LineReader
from pii_scan.sources.logs.names import log_name
from pii_scan.sources.logs.networks import CRAWLERS, own
from pii_scan.sources.logs.reading import (
    Begun,
    BytesRead,
    Chunk,
    Unread,
    read_log,
)
from pii_scan.sources.logs.text_in_work import TextInWork
from pii_scan.sources.logs.totals import Totals
from pii_scan.sources.logs.urls import open_urls

# Chunks that are taken apart at the same time; polars does not hold Python up meanwhile.
_WORKERS = 2
# While they are, another is read; one that waits for the next worker made no log faster, and took
# 7 to 20 MB.
_IN_WORK = 2
# Bytes of lines that are opened together: a few lines take as long as a few thousand.
_MOST_WAITING = 512 * 1024


@dataclass(frozen=True, slots=True)
class LogSource:
    """The logs of one target as a Source. All lines are read; ``settings.rows`` is for tables.

    ``found`` are its files where these were found before; others of the target are no logs then.
    """

    settings: SourceSettings
    found: tuple[FoundFile, ...] | None = field(default=None, repr=False)

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
        if self.found is None:
            files, others = find_log_files(settings.target, *settings.selection.file_patterns)
        else:
            files, others = log_files(self.found), []
        for other in others:
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        coverage = _Read(
            all_lines=all(other.excluded for other in others), progress=settings.progress
        )
        coverage.left, coverage.known = len(files), sum(file.size for file in files)
        with ThreadPoolExecutor(_WORKERS) as pool:
            if settings.telling:
                # Its patterns are compiled while the first lines are read.
                pool.submit(settings.telling, pl.Series([""]))
            for _, rotations in groupby(files, key=lambda file: file.rotated):
                yield from self._read_log(rotations, coverage, pool)
        yield Coverage(
            fields=coverage.fields,
            fields_scanned=coverage.fields,
            rows_total=coverage.lines if coverage.all_lines else None,
            rows_scanned=coverage.lines,
            bytes_total=coverage.size,
            bytes_scanned=coverage.read,
        )

    def _read_log(
        self, rotations: Iterable[LogFile], coverage: _Read, pool: ThreadPoolExecutor
    ) -> Iterator[Part]:
        logs: _Logs = {}
        for file in rotations:
            yield from self._file(file, logs, coverage, pool)
            coverage.left -= 1
        yield from self._end(logs, coverage)

    def _end(self, logs: _Logs, coverage: _Read) -> Iterator[Part]:
        keys: dict[str, set[str]] = {}
        for (name, origin), log in logs.items():
            log.open_waiting()
            yield from self._samples(name, origin, log)
            yield from self._left_out(name, origin, log)
            keys.setdefault(name, set()).update(self._keys(origin, log.totals))
        for name, own_keys in keys.items():
            parts = [log for (own, _), log in logs.items() if own == name]
            coverage.fields += len(own_keys)
            days = DaysOfLog()
            for log in parts:
                days.add_all(log.days)
            if self.settings.date_records and (basis := days.best()):
                oldest, newest = days.spans[basis]
                yield RecordDates(self.name, (name,), str(basis), oldest, newest)

    def _file(
        self, file: LogFile, logs: _Logs, coverage: _Read, pool: ThreadPoolExecutor
    ) -> Iterator[Part]:
        modified = _day_of(file.modified)
        work: _Work = deque()
        text = TextInWork(file.log, file.name, self.settings.memory)
        parts = read_log(
            file,
            lambda _: text.start,
            coverage.show,
            lambda: text.size_of_chunk,
        )
        for part in parts:
            match part:
                case Begun():
                    yield from self._done(work, 0, coverage)
                    text.end()
                    name = _log_of(file, part.member)
                    text = TextInWork(name, part.member or file.name, self.settings.memory)
                    if record := text.begin(part):
                        coverage.lines += record.lines
                        log = self._log(logs, name, record.origin, coverage)
                        log.days.add_file(text.file_name, modified)
                        log.days.add_lines(record.first, record.last)
                        log.totals.earlier |= {".".join(one["key"]) for one in record.evidence}
                        for one in record.left_out:
                            log.left_out[one.key, one.why] += one.number
                case Chunk():
                    origin = text.origin_of(part)
                    log = self._log(logs, text.log, origin, coverage)
                    log.days.add_file(text.file_name, modified)
                    for table, data in text.by_columns(part.data):
                        reader = replace(log.reader, table=table) if table else log.reader
                        taken = pool.submit(_take_apart, data, reader, modified, text.last_day)
                        text.pass_by(data, modified)
                        work.append((text, origin, log, taken))
                        yield from self._done(work, _IN_WORK, coverage)
                case Unread():
                    text.is_whole = False
                    coverage.all_lines = coverage.all_lines and not part.lines_unknown
                    where = f"{file.name}/{part.member}" if part.member else file.name
                    yield Skipped(self.name, where, part.reason)
                case BytesRead():
                    yield from self._done(work, 0, coverage)
                    text.end()
                    coverage.read += part.read
                    coverage.size += part.size

    def _log(self, logs: _Logs, name: str, origin: str, coverage: _Read) -> _Log:
        """The log of that name in ``logs``; made where it is the first time."""
        log = logs.get((name, origin))
        if log is None:
            shapes = LineShapes(coverage.known)
            reader = LineReader(self.settings.telling, self.settings.key_words, line_shapes=shapes)
            totals = Totals(lambda counts: _opened(reader.open_messages(counts)))
            log = logs[name, origin] = _Log(reader, totals)
        return log

    def _done(self, work: _Work, most: int, coverage: _Read) -> Iterator[Part]:
        """Add what was taken apart to its log, until at most so many chunks are in work."""
        while len(work) > most:
            text, origin, log, future = work.popleft()
            taken = future.result()
            log.add(taken)
            text.size_of_chunk = taken.next_chunk
            coverage.lines += taken.lines
            text.add_lines(origin, taken.lines, taken.days.first, taken.days.last)
            if log.totals.is_full:
                yield from self._samples(text.log, origin, log)

    def _keys(self, origin: str, totals: Totals) -> set[str]:
        """All keys of a part of a log; where it is remembered their marks, earlier ones as well."""
        memory = self.settings.memory
        if memory is None:
            return totals.keys
        keys = memory.marks(totals.keys)
        if record := memory.kept.get(origin):
            record.keys |= keys
            return record.keys
        return keys

    def _left_out(self, name: str, origin: str, log: _Log) -> Iterator[Part]:
        for (key, why), number in log.left_out.items():
            field = Field(self.name, (name, key), logged=True, origin=origin)
            yield without(field, LeftOut(key, why, number, origin))

    def _samples(self, name: str, origin: str, log: _Log) -> Iterator[Part]:
        totals = log.totals
        for key, found in totals.take():
            if key == CRAWLERS:
                log.left_out[key, OF_CRAWLERS] += int(found[COUNT].sum())
                continue
            counted = found
            if self.settings.own_networks:
                mine = own(found[VALUE], self.settings.own_networks)
                if number := int(found.filter(mine)[COUNT].sum()):
                    log.left_out[key, IN_OWN_NETWORKS] += number
                    counted = found.filter(~mine)
                    if counted.is_empty():
                        continue
            column = Column(counted[VALUE], counted[COUNT], counted[FIRST], counted[LAST])
            yield Sample(Field(self.name, (name, key), logged=True, origin=origin), column)
        if totals.plain:
            field = Field(self.name, (name, TEXT), logged=True, origin=origin)
            yield Sample(field, others=totals.plain)
            totals.plain = 0


@dataclass(slots=True)
class _Read:
    """What was read of all logs; sizes are in bytes on disk."""

    all_lines: bool
    fields: int = 0
    lines: int = 0
    size: int = 0
    read: int = 0
    known: int = 0
    left: int = 0
    progress: Callable[[int, int, int], None] | None = None

    def show(self, taken: int) -> None:
        """Tell that ``taken`` bytes of the next file are read as well."""
        if self.progress:
            self.progress(self.read + taken, self.known, self.left)


@dataclass(slots=True)
class _Log:
    """One log while its files are read."""

    reader: LineReader
    totals: Totals
    days: DaysOfLog = field(default_factory=DaysOfLog)
    waiting: list[pl.DataFrame] = field(default_factory=list, repr=False)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)

    def add(self, taken: LineCounts) -> None:
        """Add a chunk."""
        self.totals.add(taken.counts)
        self.days.add_lines(taken.days.first, taken.days.last)
        if taken.waiting is not None:
            self.waiting.append(taken.waiting)
            if sum(lines.estimated_size() for lines in self.waiting) > _MOST_WAITING:
                self.open_waiting()

    def open_waiting(self) -> None:
        """Open the lines that wait."""
        if self.waiting:
            self.totals.add(self.reader.open(pl.concat(self.waiting)).dated(None))
            self.waiting.clear()


_Logs = dict[tuple[str, str], _Log]
"""Logs by name and by the text whose counts are remembered, if any are."""
_Work = deque[tuple[TextInWork, str, _Log, "Future[LineCounts]"]]


def _take_apart(
    data: bytes, reader: LineReader, modified: dt.date, before: dt.date | None
) -> LineCounts:
    """The counts of a chunk; lines without a time in front of all others go on from ``before``."""
    found = reader.count_text(data, modified, before)
    return replace(found, counts=found.counts.dated(found.days.first))


def _log_of(file: LogFile, member: str | None) -> str:
    """The log that a file, or a file of an archive, belongs to."""
    if member is None:
        return file.log
    parts = [part for part in member.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    folder, name = parts[:-1], log_name(parts[-1]) if parts else "?"
    if file.rotated.rpartition("/")[2] == name:
        return file.rotated  # packed with tar when it was rotated
    return "/".join([file.log, *folder, name])


def _opened(counts: Counts) -> Counts:
    """The counts with all that holds more than one value opened."""
    return open_cookies(open_urls(counts))


def _day_of(modified: float) -> dt.date:
    """The local day of a file time; a file system can hold times that no calendar has."""
    try:
        return dt.datetime.fromtimestamp(modified).astimezone().date()
    except (OverflowError, OSError, ValueError):
        return dt.date(1970, 1, 1)
