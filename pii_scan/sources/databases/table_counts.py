"""The values of a table's columns, counted while its rows come in, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pii_scan.columns import as_dict
from pii_scan.model import Field, Label, Sample
from pii_scan.sources.databases.mislabelled_text import in_own_letters
from pii_scan.sources.databases.text_frames import count_frame
from pii_scan.sources.tables.catalogue import Column, Portion, Table
from pii_scan.sources.tables.key_values import KeyedTable, names_a_field
from pii_scan.sources.tables.text_values import CountedValues, count_values

# Values are handed on after so many rows, or so many characters of them, whichever comes first.
_ROWS = 40_000
_CHARACTERS = 8_000_000
# Every so many rows one is measured.
_MEASURED = 16


@dataclass(slots=True)
class ColumnNotes:
    """What is said about one column at the end: see ``CountedValues``."""

    broken: int = 0
    cut: int = 0
    opaque: Counter[Label] = field(default_factory=Counter)


class TableCounts:
    """Adds portions of rows up to distinct values with counts; holds a few megabytes of them."""

    def __init__(self, source: str, table: Table, max_value: int) -> None:
        self.rows = 0
        self.notes = {column.name: ColumnNotes() for column in table.readable}
        self._max_value = max_value
        self._columns = [(column, field_of(source, table, column)) for column in table.readable]
        self._keyed = KeyedTable((table.name,), [column.name for column in table.readable])
        self._portions: list[Portion] = []
        self._held_rows = 0
        self._held_characters = 0

    def add(self, rows: Portion) -> Iterator[Sample]:
        """Count ``rows``; samples of all columns come when enough are held."""
        if self._portions and isinstance(rows, list) is not isinstance(self._portions[0], list):
            yield from self.flush()
        self.rows += len(rows)
        self._portions.append(rows)
        self._held_rows += len(rows)
        self._held_characters += _characters(rows)
        if self._held_rows >= _ROWS or self._held_characters >= _CHARACTERS:
            yield from self.flush()

    def discard(self) -> bool:
        """Forget the rows so far, if nothing of them was handed on; whether that was so."""
        if self.rows != self._held_rows:
            return False
        self.rows = 0
        self._portions, self._held_rows, self._held_characters = [], 0, 0
        return True

    def flush(self) -> Iterator[Sample]:
        """Samples of what is held, one for each column, even without values.

        A value beside a key stands under it: see ``key_values``.
        """
        portions = self._portions
        self._portions, self._held_rows, self._held_characters = [], 0, 0
        keyed = self._keyed_apart(portions)
        for at, counted in enumerate(self._counted(portions)):
            column, place = self._columns[at]
            if keyed and self._keyed.pair and at == self._keyed.pair.value:
                yield self._under_keys(column, place, keyed)
            else:
                yield Sample(place, self._noted(column, counted))

    def _noted(self, column: Column, counted: CountedValues) -> Mapping[str, int]:
        note = self.notes[column.name]
        note.broken += counted.broken
        note.cut += counted.cut
        note.opaque.update(counted.opaque)
        return in_own_letters(counted.counts) if column.western else counted.counts

    def _under_keys(
        self, column: Column, place: Field, keyed: Mapping[str, list[object]]
    ) -> Sample:
        bare: Counter[str] = Counter()
        under: dict[str, Mapping[str, int]] = {}
        for key, values in keyed.items():
            noted = self._noted(column, count_values(values, column.type, self._max_value))
            if names_a_field(key):
                under[key] = noted
            else:
                bare.update(as_dict(noted))
        return Sample(place, bare, under=under)

    def _keyed_apart(self, portions: Sequence[Portion]) -> Mapping[str, list[object]]:
        if self._keyed.pair is None:
            return {}
        keys, values = (
            [value for portion in portions for value in _column(portion, at)]
            for at in self._keyed.pair
        )
        return self._keyed.apart(keys, values)

    def _counted(self, portions: Sequence[Portion]) -> Iterator[CountedValues]:
        import polars as pl

        types = [column.type for column, _ in self._columns]
        frames = [portion for portion in portions if isinstance(portion, pl.DataFrame)]
        if frames:
            yield from count_frame(pl.concat(frames), types, self._max_value)
            return
        rows = [row for portion in portions for row in portion]
        columns = zip(*rows, strict=True) if rows else ([] for _ in types)
        for values, type_ in zip(columns, types, strict=False):
            yield count_values(values, type_, self._max_value)


def _column(rows: Portion, at: int) -> Iterable[object]:
    return (row[at] for row in rows) if isinstance(rows, list) else rows.to_series(at)


def _characters(rows: Portion) -> int:
    """About how many characters ``rows`` hold."""
    if isinstance(rows, list):
        return _MEASURED * sum(
            len(value)
            for row in rows[::_MEASURED]
            for value in row
            if isinstance(value, str | bytes)
        )
    return int(rows.estimated_size())


def field_of(source: str, table: Table, column: Column) -> Field:
    """The field that findings name the column by."""
    return Field(
        source=source,
        path=(*table.path, column.name),
        type=column.type,
        nullable=column.nullable,
        comment=column.comment,
        has_default=column.has_default,
        schemas=len(table.path) - 1,
    )
