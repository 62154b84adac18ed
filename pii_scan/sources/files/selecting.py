"""Which files, sheets and columns of a target are read, and what of them is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pii_scan.model import Reason
from pii_scan.sources.files.kinds import Kind
from pii_scan.sources.files.parts import Place
from pii_scan.sources.selection import Selection, fits_nothing, unused


@dataclass(slots=True)
class FileSelection:
    """A selection for data files: a table is a file, or a sheet of a workbook.

    Patterns fit the name of a file with and without its folder. ``tables`` and ``columns`` are
    those that were asked about.
    """

    selection: Selection
    tables: set[Place] = field(default_factory=set)
    columns: set[Place] = field(default_factory=set)

    def file(self, table: str, kind: Kind) -> Reason | None:
        """Why the files of ``table`` are not opened; None where they are."""
        self.tables.add((table,))
        names = spellings((table,))
        if kind is Kind.EXCEL:  # one of its sheets may be what is included
            return self.selection.excluded_table(*names)
        return self.selection.table(*names)

    def sheet(self, path: Place) -> Reason | None:
        """Why the table at ``path``, within a file that is opened, is left out."""
        if len(path) == 1:
            return None
        self.tables.add(path)
        return self.selection.table(*spellings(path), *spellings(path[:1]))

    def column(self, path: Place) -> Reason | None:
        """Why the column is left out; only columns of tables that are read are asked about."""
        self.columns.add(path)
        return self.selection.column(*spellings(path))

    def may_read(self, path: Place) -> bool:
        """Whether the column is not left out; unlike ``column`` it notes nothing."""
        return self.selection.column(*spellings(path)) is None

    def unmatched(self) -> Iterator[Reason]:
        """What is included and was not there."""
        if self.selection.partial:
            return
        yield from unmatched(self.selection, self.tables, self.columns)


def unmatched(selection: Selection, tables: set[Place], columns: set[Place]) -> Iterator[Reason]:
    """Why patterns that include tables or columns are most likely written wrong."""
    for kind, patterns, paths in (
        ("tables", selection.include.tables, tables),
        ("columns", selection.include.columns, columns),
    ):
        for pattern in unused(patterns, [name for path in paths for name in spellings(path)]):
            yield fits_nothing(kind, pattern)


def spellings(path: Sequence[str]) -> list[Place]:
    """``path`` with and without the folder that its file is in."""
    whole = tuple(path)
    bare = (whole[0].rpartition("/")[2], *whole[1:])
    return [whole] if bare == whole else [whole, bare]
