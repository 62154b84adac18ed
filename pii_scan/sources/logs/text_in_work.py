"""A text of a log while it is read, and what is remembered of it for the next scan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pii_scan.scan_state import FileRecord, SourceMemory
from pii_scan.sources.logs.changing_columns import parted, table_at
from pii_scan.sources.logs.days import last_day_in
from pii_scan.sources.logs.reading import ALL_READ, CHUNK, Begun, Chunk
from pii_scan.sources.logs.tables import Table, table_of


@dataclass(slots=True)
class TextInWork:
    """One file, or one file of an archive, while it is read, and what is remembered of it.

    ``last_day`` is that of the last line so far that names one.
    """

    log: str
    file_name: str
    memory: SourceMemory | None
    start: int = 0
    is_whole: bool = True
    size_of_chunk: int = CHUNK
    table: Table | None = None
    record: FileRecord | None = None
    begun: Begun | None = None
    last_day: dt.date | None = None

    def begin(self, begun: Begun) -> FileRecord | None:
        """Look at how it begins; gives the record of what was read of it before, if any."""
        self.table = table_of(begun.head)
        self.begun = begun
        if self.memory is None or not begun.resumable:
            return None
        record = self.memory.recall(begun.head, begun.before)
        self.record = record or self.memory.begin()
        self.record.log = self.log
        if record:
            self.last_day = record.last
            self.start = ALL_READ if record.size and record.size == begun.size else record.offset
            if self.table and begun.before:
                self.table = table_at(self.table, record.offset, begun.before)
        return record

    def by_columns(self, data: bytes) -> list[tuple[Table | None, bytes]]:
        """The lines of the next chunk by the columns that they have; most logs have none."""
        if self.table is None:
            return [(None, data)]
        parts = parted(self.table, data)
        self.table = parts[-1][0]
        return [*parts]

    def pass_by(self, data: bytes, modified: dt.date) -> None:
        """Note the day at the end of a chunk, for lines of the next one that name none."""
        self.last_day = last_day_in(data, modified) or self.last_day

    def origin_of(self, chunk: Chunk) -> str:
        """What the counts of a chunk are remembered under.

        A last line without an end may still be being written: it is not remembered.
        """
        if self.record is None or not chunk.is_whole:
            return ""
        self.record.offset = max(self.record.offset, chunk.end)
        return self.record.origin

    def add_lines(
        self, origin: str, number: int, first: dt.date | None, last: dt.date | None
    ) -> None:
        """How many lines there are and their days; those of an ``origin`` are remembered."""
        if not (self.record and origin):
            return
        self.record.lines += number
        if first and last:
            self.record.first = min(self.record.first or first, first)
            self.record.last = max(self.record.last or last, last)

    def end(self) -> None:
        """All of it was read, or what could be."""
        if self.memory and self.record and self.begun:
            if not self.is_whole:
                self.memory.forget(self.record)
            elif self.start != ALL_READ:
                self.record.size = self.begun.size
                self.memory.keep(self.record, self.begun.head, self.begun.before)
        self.begun = None
