"""Reads the rows of all tables that dumps hold, and gives what a database with them would."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pii_scan.model import Coverage, Part, Reason, Skipped
from pii_scan.raw_files.failures import unreadable
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.ddl.changes import Name
from pii_scan.sources.ddl.dumps import DumpFile
from pii_scan.sources.dumps.counts import DumpedTable
from pii_scan.sources.dumps.rows import RowsOf, Unread, rows_in
from pii_scan.sources.dumps.text import DumpText
from pii_scan.sources.dumps.values import InsertedRows
from pii_scan.sources.tables.catalogue import Catalogue, Column, Table
from pii_scan.sources.tables.selecting import select

_NOT_DEFINED = Reason(
    "its rows were not read: neither they nor a definition name its columns",
    "컬럼 이름이 정의에도 INSERT에도 없어 행을 읽지 않음",
)


def read_rows(
    settings: SourceSettings,
    dumps: Sequence[DumpFile],
    tables: Sequence[Table],
    every: Iterable[Table],
) -> Generator[Part, None, Coverage]:
    """Samples of the ``tables`` whose rows are in ``dumps``, and what is said of them.

    ``every`` are all that are defined, also those that are left out. Tables that only rows name
    are added; the Coverage that is returned is of these, and of the rows of all.
    """
    reading = _Reading(settings, {_key(table): DumpedTable(settings, table) for table in tables})
    reading.left_out = {_key(table) for table in every} - reading.tables.keys()
    for dump in dumps:
        yield from reading.file(dump)
    for table in reading.tables.values():
        yield from table.parts()
    return reading.coverage()


_Key = tuple[str | None, str]


def _key(table: Table) -> _Key:
    return (table.schema and table.schema.casefold(), table.name.casefold())


@dataclass(slots=True)
class _Reading:
    """``tables`` by schema and name in lower case; those that are ``left_out`` are passed over."""

    settings: SourceSettings
    tables: dict[_Key, DumpedTable]
    left_out: set[_Key] = field(default_factory=set)
    added: list[Table] = field(default_factory=list)
    unknown: set[_Key] = field(default_factory=set)

    def file(self, dump: DumpFile) -> Iterator[Part]:
        """All rows of one file."""
        inserted = InsertedRows(dump.encoding, backslash=dump.backslash)
        try:
            with dump.open() as file:
                for found in rows_in(DumpText(file), backslash=dump.backslash):
                    if isinstance(found, Unread):
                        yield self._unread(dump, found)
                        continue
                    table = yield from self._table(found)
                    if table is not None:
                        yield from table.add(found, inserted, dump.encoding)
        except (OSError, BrokenFileError) as cause:
            reason = unreadable(cause) if isinstance(cause, OSError) else cause.reason
            yield Skipped(self.settings.name, dump.path.as_posix(), reason)
            for table in self.tables.values():
                table.is_whole = False

    def _unread(self, dump: DumpFile, found: Unread) -> Skipped:
        key = found.table and self._key_of(found.table)
        for own, table in self.tables.items():
            table.is_whole = table.is_whole and own != key
        place = f"{dump.path.as_posix()}:{found.line}"
        return Skipped(self.settings.name, place, found.reason)

    def _table(self, found: RowsOf) -> Generator[Part, None, DumpedTable | None]:
        key = self._key_of(found.table)
        if key in self.tables:
            return self.tables[key]
        if key in self.left_out or key in self.unknown:
            return None
        named = found.table
        if found.columns is None:
            self.unknown.add(key)
            place = ".".join(filter(None, (named.schema, named.table)))
            yield Skipped(self.settings.name, place, _NOT_DEFINED)
            return None
        columns = tuple(map(Column, found.columns))
        table = Table(named.schema, named.table, columns)
        selection = replace(self.settings.selection, partial=True)
        selected = select(Catalogue((table,)), selection)
        for left_out in selected.left_out:
            yield Skipped(self.settings.name, left_out.location, left_out.reason, excluded=True)
        if not selected.tables:
            self.left_out.add(key)
            return None
        self.added.append(selected.tables[0])
        return self.tables.setdefault(key, DumpedTable(self.settings, selected.tables[0]))

    def _key_of(self, name: Name) -> _Key:
        """The key of the table that ``name`` means: one without a schema is that in any schema."""
        exact = (name.schema and name.schema.casefold(), name.table.casefold())
        known = {*self.tables, *self.left_out}
        if exact in known:
            return exact
        same = [key for key in known if key[1] == exact[1] and None in (key[0], exact[0])]
        return same[0] if len(same) == 1 else exact

    def coverage(self) -> Coverage:
        totals = [table.total for table in self.tables.values()]
        known = [total for total in totals if total is not None]
        return Coverage(
            fields=sum(len(table.columns) for table in self.added),
            fields_scanned=sum(len(table.wanted) for table in self.added),
            rows_total=sum(known) if len(known) == len(totals) and not self.unknown else None,
            rows_scanned=sum(table.scanned for table in self.tables.values()),
            tables=len(self.added) + len(self.unknown),
            tables_scanned=len(self.added),
        )
