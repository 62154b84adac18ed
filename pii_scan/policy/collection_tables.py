"""What the tables of a collection section say is collected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pii_scan.policy.collection_lines import (
    is_generic,
    occasions_in,
)
from pii_scan.policy.collection_state import CollectionState
from pii_scan.policy.declaration import NamedItem
from pii_scan.policy.entries import Entry, split_label
from pii_scan.policy.item_tables import (
    ItemRow,
    read_item_table,
    read_row_without_head,
)
from pii_scan.policy.items import need_of, read_items
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.points import need_at_end

# What a cell says in place of items.
_NOT_COLLECTED = {"notcollected", "wedonotcollect", "수집하지않음", "수집안함", "미수집"}
_KIND_IN_ENGLISH = re.compile(r"\b(?:data|information|details)$", re.IGNORECASE)


class TableReader(CollectionState):
    """Takes tables."""

    def _table(self, rows: Sequence[Entry]) -> None:
        read = read_item_table(rows, self._lexicon)
        if read is not None:
            above = self._points.current
            for row in read:
                if row.explains and above is not None:
                    self._points.current = above
                    about = row.lists[0][0] if len(read) > 1 else None
                    self._row(replace(row, label=None), about=about)
                else:
                    self._row(row)
            # What stands below a table does not belong to its last row.
            self._points.leave()
        else:
            for entry in rows:
                bare, unknown = read_row_without_head(entry, self._lexicon)
                if bare is not None:
                    self._row(bare)
                for text in unknown:
                    self._unplaced(text, entry.line)
        self._need_above = True

    def _row(self, row: ItemRow, about: str | None = None) -> None:
        """Take a row; what its other columns say is said ``about`` its point, or about that."""
        if row.label and any(key_of(cell) in _NOT_COLLECTED for cell, _ in row.lists):
            self._read.not_collected += [
                NamedItem(item=word.item, label=word.text)
                for word in read_items(row.label, self._lexicon)
                if word.item is not None
            ]
            return
        occasions = [
            occasions_in(cell, self._lexicon) or self._named_in(cell, row) for cell, _ in row.lists
        ]
        if row.is_category or any(occasions):
            self._points.leave()
        elif row.label is not None:
            self._points.open_labelled(row.label, row.entry)
            stated = need_at_end(row.label, default=self._points.required)
            self._points.required = stated and self._need_above
        if row.need is not None:
            self._points.required = row.need
        beside = self._points.required
        for (cell, need), several in zip(row.lists, occasions, strict=True):
            for label, listed in several or [("", cell)]:
                if label:
                    self._points.leave()
                    self._points.open_labelled(label, row.entry)
                self._points.required = beside if need is None else need
                self._items(listed, row.entry)
        alone = not row.is_category and sum(map(len, occasions)) <= 1
        for label, text in row.details:
            of = about or (None if alone else row.label)
            self._detail(label, text, row.entry.line, about=of)

    def _named_in(self, cell: str, row: ItemRow) -> list[tuple[str, str]]:
        """The point that "Account information: your name, …" names in a row that names none."""
        label, listed = split_label(cell)
        if label is None or need_of(label) is not None or "\n" in cell:
            return []
        kind = self._lexicon.item(label) is None or _KIND_IN_ENGLISH.search(label) is not None
        if not kind or not (row.explains or row.label is None):
            return []
        items = [word.item for word in read_items(listed, self._lexicon)]
        return [(label, listed)] if any(items) and not is_generic(label, self._lexicon) else []
