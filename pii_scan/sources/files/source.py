"""Data files as a source: each file, or sheet of a workbook, is a table.

The path of a field is the file and the column (``("users.csv", "email")``), the file, the sheet
and the column (``("members.xlsx", "2026", "email")``), or the file and the path in its documents
(``("dump.json", "users[].email")``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pii_scan.model import Coverage, Field, Part, Sample, Skipped
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.files.csv_table import read_csv
from pii_scan.sources.files.dates import TableDates
from pii_scan.sources.files.excel_table import read_excel
from pii_scan.sources.files.json_table import read_json
from pii_scan.sources.files.kinds import Kind
from pii_scan.sources.files.listing import Listing
from pii_scan.sources.files.parquet_table import read_parquet
from pii_scan.sources.files.parts import (
    EVERY_ROW,
    BytesRead,
    DataFile,
    FilePart,
    Place,
    Reader,
    RowCount,
    Unread,
    Values,
)

READERS: Mapping[Kind, Reader] = {
    Kind.CSV: read_csv,
    Kind.JSON: read_json,
    Kind.PARQUET: read_parquet,
    Kind.EXCEL: read_excel,
}
"""What reads each kind of data file."""


@dataclass(frozen=True, slots=True)
class FilesSource:
    """The data files that ``listing`` finds. ``target`` is shown and holds no password."""

    settings: SourceSettings
    target: str
    listing: Callable[[], Listing] = field(repr=False)

    @property
    def name(self) -> str:
        """The name that findings refer to."""
        return self.settings.name

    @property
    def kind(self) -> str:
        """``files``."""
        return "files"

    def read(self) -> Iterator[Part]:
        """As ``Source.read`` says. A column has a sample for each file that is a part of its table.

        A column without values has one as well: the file defines it.
        """
        listing = self.listing()
        for other in (*listing.others, *listing.unreadable):
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        for log in (*listing.logs, *listing.schemas, *listing.databases):
            yield Skipped(self.name, log.name, "is no data file: name it as a source of its own")
        yield from read_files(self.settings, listing)


def read_files(settings: SourceSettings, listing: Listing) -> Iterator[Part]:
    """The parts of all data files of ``listing`` and their Coverage."""
    total = _Total()
    files = sorted(listing.files, key=lambda entry: (entry[1].table, entry[1].name))
    for table, group in groupby(files, key=lambda entry: entry[1].table):
        parts = list(group)
        rows = EVERY_ROW if settings.full else -(-settings.rows // len(parts))
        reading = _Reading(settings, table, total, rows)
        for kind, file in parts:
            yield from reading.file(kind, file)
        yield from reading.record_dates()
    yield Coverage(
        fields=len(total.fields),
        fields_scanned=len(total.fields),
        rows_total=total.rows,
        rows_scanned=total.scanned,
        bytes_total=total.size,
        bytes_scanned=total.read,
    )


@dataclass(slots=True)
class _Total:
    """What was read of all files. ``rows`` is None where a file does not say how many it has."""

    fields: set[Place] = field(default_factory=set)
    rows: int | None = 0
    scanned: int = 0
    size: int = 0
    read: int = 0


@dataclass(slots=True)
class _Reading:
    """One table, which may be several files, while it is read."""

    settings: SourceSettings
    table: str
    total: _Total
    rows: int
    dates: dict[Place, TableDates] = field(default_factory=dict)
    _totals: dict[Place, int | None] = field(default_factory=dict)
    _uncounted: set[Place] = field(default_factory=set)

    def file(self, kind: Kind, file: DataFile) -> Iterator[Part]:
        self.total.size += file.size
        counted = False
        for part in _parts(READERS[kind], file, self.rows):
            match part:
                case Values():
                    yield self._sample(part)
                case Unread():
                    yield Skipped(
                        self.settings.name, ".".join((file.name, *part.place)), part.reason
                    )
                case RowCount():
                    counted = True
                    self._count(part)
                    self.total.scanned += part.scanned
                    known = self.total.rows is not None and part.total is not None
                    self.total.rows = (self.total.rows or 0) + (part.total or 0) if known else None
                case BytesRead():
                    self.total.read += min(part.read, file.size)
        if not counted:
            self.total.rows = None

    def _sample(self, values: Values) -> Sample:
        path = (self.table, *values.place)
        self.total.fields.add(path)
        self._uncounted.add(path[:-1])
        if self.settings.date_records:
            named = self.settings.dated_by.values()
            self.dates.setdefault(path[:-1], TableDates(named)).add(values)
        return Sample(Field(self.settings.name, path, values.type), values.counts)

    def _count(self, part: RowCount) -> None:
        """Note how many rows the tables have whose values came since the last count."""
        for path in self._uncounted:
            before = self._totals.get(path, 0)
            known = before is not None and part.total is not None
            self._totals[path] = (before or 0) + (part.total or 0) if known else None
        self._uncounted.clear()

    def record_dates(self) -> Iterator[Part]:
        for path, dates in self.dates.items():
            named = self.settings.dated_by.get(path[-1])
            if named and named not in dates.names:
                reason = f"dated_by names {named!r}, which is no column of it"
                yield Skipped(self.settings.name, ".".join(path), reason)
                continue
            total = None if path in self._uncounted else self._totals.get(path)
            found = dates.best(self.settings.name, path, self.settings.dated_by, total)
            if found is not None:
                yield found


def _parts(reader: Reader, file: DataFile, rows: int) -> Iterator[FilePart]:
    """What ``reader`` gives, and a fault of the file's or of the system's as Unread."""
    try:
        yield from reader(file, rows)
    except BrokenFileError as broken:
        yield Unread(str(broken))
    except OSError as cause:
        yield Unread(f"cannot be read: {(cause.strerror or type(cause).__name__).lower()}")
    except MemoryError:
        yield Unread("needs more memory than there is")
    except Exception as cause:  # noqa: BLE001  one file that no reader foresaw stops no scan
        yield Unread(f"cannot be read ({type(cause).__name__})")
