"""Data files as a source: each file, or sheet of a workbook, is a table.

The path of a field is the file and the column (``("users.csv", "email")``), the file, the sheet
and the column (``("members.xlsx", "2026", "email")``), or the file and the path in its documents
(``("dump.json", "users[].email")``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby

from pii_scan.model import Coverage, Field, Part, Reason, Sample, Skipped, TableRows, Withdrawals
from pii_scan.model import RowCount as TableCount
from pii_scan.raw_files.failures import failed_with, unreadable
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.cut_values import cut_values
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
    Limits,
    Place,
    Reader,
    RowCount,
    Rows,
    Unread,
    Values,
)
from pii_scan.sources.files.selecting import FileSelection
from pii_scan.sources.files.true_kinds import true_kind
from pii_scan.sources.files.web_tables import read_web_tables
from pii_scan.sources.files.withdrawn import LeavingRows
from pii_scan.sources.tables.leaving import is_of_people

_NO_DATA_FILE = Reason(
    "is no data file: name it as a source of its own",
    "데이터 파일이 아님: 별도의 점검 대상으로 지정",
)

READERS: Mapping[Kind, Reader] = {
    Kind.CSV: read_csv,
    Kind.JSON: read_json,
    Kind.PARQUET: read_parquet,
    Kind.EXCEL: read_excel,
    Kind.WEB: read_web_tables,
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
            yield Skipped(self.name, log.name, _NO_DATA_FILE)
        yield from read_files(self.settings, listing, self.target)


def read_files(settings: SourceSettings, listing: Listing, target: str) -> Iterator[Part]:
    """The parts of all data files of ``listing`` and their Coverage; ``target`` is shown."""
    total = _Total(FileSelection(settings.selection))
    files = sorted(listing.files, key=lambda entry: (entry[1].table, entry[1].name))
    for table, group in groupby(files, key=lambda entry: entry[1].table):
        parts = list(group)
        rows = EVERY_ROW if settings.full else -(-settings.rows // len(parts))
        limits = Limits(rows, settings.most_characters, partial(_may_read, total.selection, table))
        reason = total.selection.file(table, parts[0][0])
        if reason is not None:
            total.tables_left_out += 1
            total.size += sum(file.size for _, file in parts)
            yield Skipped(settings.name, table, reason, excluded=True)
            continue
        reading = _Reading(settings, table, total, limits)
        for kind, file in parts:
            yield from reading.file(kind, file)
        yield from reading.facts()
    for reason in total.selection.unmatched():
        yield Skipped(settings.name, target, reason)
    yield Coverage(
        fields=len(total.fields) + len(total.left_out),
        fields_scanned=len(total.fields),
        rows_total=total.rows,
        rows_scanned=total.scanned,
        bytes_total=total.size,
        bytes_scanned=total.read,
        tables=total.tables + total.tables_left_out,
        tables_scanned=total.tables,
    )


def _may_read(selection: FileSelection, table: str, place: Place) -> bool:
    return selection.may_read((table, *place))


@dataclass(slots=True)
class _Total:
    """What was read of all files. ``rows`` is None where a file does not say how many it has.

    ``left_out`` are the columns and sheets that are, on request.
    """

    selection: FileSelection
    tables: int = 0
    tables_left_out: int = 0
    left_out: set[Place] = field(default_factory=set)
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
    limits: Limits
    _dates: dict[Place, TableDates] = field(default_factory=dict)
    _rows: dict[Place, tuple[int, int | None]] = field(default_factory=dict)
    _leaving: dict[tuple[Place, str], LeavingRows] = field(default_factory=dict)
    _sheets_left_out: set[Place] = field(default_factory=set)
    _uncounted: set[Place] = field(default_factory=set)
    _came: set[Place] = field(default_factory=set)
    _wanted: set[Place] = field(default_factory=set)
    _passed_over: set[Place] = field(default_factory=set)
    _cut: Counter[Field] = field(default_factory=Counter)

    def file(self, kind: Kind, file: DataFile) -> Iterator[Part]:
        self.total.size += file.size
        counted = False
        kind = true_kind(kind, file)
        for part in _parts(READERS[kind], file, self.limits):
            match part:
                case Values():
                    yield from self._sample(part, in_document=kind is Kind.JSON)
                case Rows():
                    self._leaving_rows(part)
                case Unread():
                    yield Skipped(
                        self.settings.name, ".".join((file.name, *part.place)), part.reason
                    )
                case RowCount():
                    counted = True
                    if self._pass_over():
                        continue
                    self._count(part)
                    self.total.scanned += part.scanned
                    known = self.total.rows is not None and part.total is not None
                    self.total.rows = (self.total.rows or 0) + (part.total or 0) if known else None
                case BytesRead():
                    self.total.read += min(part.read, file.size)
        if not counted:
            self.total.rows = None

    def _sample(self, values: Values, *, in_document: bool) -> Iterator[Part]:
        path = (self.table, *values.place)
        field = Field(
            self.settings.name,
            path,
            values.type,
            in_document=in_document,
            in_record=in_document,
        )
        self._came.add(path[:-1])
        if path in self.total.left_out or path[:-1] in self._sheets_left_out:
            return
        reason = self.total.selection.sheet(path[:-1])
        if reason is not None:
            self._sheets_left_out.add(path[:-1])
            self.total.tables_left_out += 1
            yield Skipped(self.settings.name, ".".join(path[:-1]), reason, excluded=True)
            return
        self._uncounted.add(path[:-1])
        reason = self.total.selection.column(path)
        if reason is not None:
            self.total.left_out.add(path)
            yield Skipped(field.source, field.location, reason, excluded=True, field=field)
            return
        self.total.fields.add(path)
        self._wanted.add(path[:-1])
        if self.settings.date_records:
            named = self.settings.dated_by.values()
            of_people = any(map(is_of_people, path[:-1]))
            self._dates.setdefault(path[:-1], TableDates(of_people, named)).add(values)
        self._cut[field] += values.cut
        yield Sample(field, values.counts, under=values.under)

    def _pass_over(self) -> bool:
        """Whether all that came since the last count is left out, so that no row was looked at."""
        nothing = bool(self._came) and not self._came & self._wanted
        self._came.clear()
        if nothing:
            self._passed_over |= self._uncounted
            self._uncounted.clear()
        return nothing

    def _leaving_rows(self, rows: Rows) -> None:
        path = (self.table, *rows.place)
        if self.settings.date_records and path not in self._sheets_left_out:
            left_out = {column[-1] for column in self.total.left_out if column[:-1] == path}
            kept = self._leaving.setdefault((path, rows.prefix), LeavingRows(path, rows.prefix))
            kept.add(rows, left_out)

    def _count(self, part: RowCount) -> None:
        """Note how many rows the tables have whose values came since the last count."""
        for path in self._uncounted:
            scanned, total = self._rows.get(path, (0, 0))
            known = total is not None and part.total is not None
            self._rows[path] = (
                scanned + part.scanned,
                (total or 0) + (part.total or 0) if known else None,
            )
        self._uncounted.clear()

    def facts(self) -> Iterator[Part]:
        """How many rows the tables have, how old their records are, and what was cut."""
        for column, cut in self._cut.items():
            if cut:
                yield replace(cut_values(self.settings, column.location, cut), field=column)
        tables = self._rows.keys() | self._uncounted | self._passed_over
        self.total.tables += len(tables & self._wanted)
        self.total.tables_left_out += len(tables - self._wanted)
        for path, (scanned, total) in self._rows.items():
            count = TableCount(scanned, total, complete=total is not None and scanned >= total)
            yield TableRows(self.settings.name, path, count)
        for path, dates in self._dates.items():
            named = self.settings.dated_by.get(path[-1])
            if named and named not in dates.names:
                reason = Reason(
                    f"dated_by names {named!r}, which is no column of it",
                    f"dated_by에 지정된 {named!r} 컬럼이 없음",
                )
                yield Skipped(self.settings.name, ".".join(path), reason)
                continue
            _, total = self._rows.get(path, (0, None))
            if path in self._uncounted:
                total = None
            yield from dates.dates(self.settings.name, path, self.settings.dated_by, total)
        yield from self._withdrawals()

    def _withdrawals(self) -> Iterator[Withdrawals]:
        for (path, _), rows in self._leaving.items():
            scanned, total = self._rows.get(path, (0, None))
            complete = path not in self._uncounted and total is not None and scanned >= total
            found = rows.withdrawals(self.settings.name, complete=complete)
            if found is not None:
                yield found


def _parts(reader: Reader, file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """What ``reader`` gives, and a fault of the file's or of the system's as Unread."""
    try:
        yield from reader(file, limits)
    except BrokenFileError as broken:
        yield Unread(broken.reason)
    except OSError as cause:
        yield Unread(unreadable(cause))
    except MemoryError:
        yield Unread(Reason("needs more memory than there is", "메모리 부족"))
    except Exception as cause:  # noqa: BLE001  one file that no reader foresaw stops no scan
        yield Unread(failed_with(cause))
