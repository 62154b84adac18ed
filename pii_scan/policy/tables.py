"""Rows of a table with a head, as values by what their columns are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from pii_scan.policy.barred import join_barred
from pii_scan.policy.category_lines import join_categories
from pii_scan.policy.entries import Entry
from pii_scan.policy.headings import topic_of
from pii_scan.policy.items import need_of
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.slashed import join_slashed

ColumnT = TypeVar("ColumnT", bound=StrEnum)
_LONGEST_HEAD = 40
# What a column is called, and nothing that a heading or an item is called as well.
_HEAD_CELL = re.compile(
    r"구분|연번|순번|번호|비고|(?:개인정보)?파일(?:의)?(?:명|명칭|이름)|개인정보파일|(?:담당)?부서(?:명)?|(?:회원|이용자|업무|서비스|고객)(?:구분|유형|명)"
    r"|수집(?:시점|경로|출처|대상)|(?:이전)?(?:받는|되는)?국가|(?:위탁|제공|이전|운영)(?:기간|목적|근거)"
    r"|(?:개인정보)?(?:의)?(?:수집|이용|처리|제공|위탁)?(?:및|·|/)?(?:이용|처리|수집|보유|보관|위탁)?(?:하는)?(?:개인정보)?(?:의)?"
    r"(?:목적|항목|업무(?:의)?(?:내용|명)?|기간|근거|내용|방법)|(?:필수|선택)(?:수집)?항목|필수[/·]?선택(?:여부|구분)?"
    r"|(?:보유|이용)(?:및|·|/)?(?:보유|이용)기간|수탁(?:업체|자|사|기관)(?:명)?|(?:개인정보(?:를)?)?(?:제공|위탁)받는(?:자|곳|기관|업체)"
    r"|(?:개인정보(?:의)?)?(?:보유|이용|보관)(?:및|·|/)?(?:보유|이용)기간|보존(?:항목|기간|근거)|(?:수집|보유|보존|보관|제공)(?:하는|되는|받는)?(?:개인)?정보|위탁(?:하는)?업무(?:의)?내용|근거(?:법령|법률)|관련(?:법령|법률)"
)
# How somebody is reached, in a table about something else.
_REACHED = re.compile(
    r"(?:회사)?(?:주소|전화(?:번호)?|연락처|근무시간|운영시간|홈페이지|대표자?|비고|연번|순번|번호)"
    r"|address|phone|telephone|website|url|no"
)
# Columns whose cells are lists: each line may be a part of its own.
_LISTS = {"items", "required", "optional", "name"}
# What stands in a cell for the cell above it.
_AS_ABOVE = {"^", "〃", "″", "상동", "위와동일", "위와같음", "동일"}
_EMPTY = {"", "-", "–", "—", "x", "없음", "해당없음"}
_SAYS_HOW_LONG = re.compile(r"\d\s?(?:년|개월|일)|까지|파기|종료|탈퇴")
_REQUIRED_CELL = re.compile(r"[(\[]\s*필수")
_OPTIONAL_CELL = re.compile(r"[(\[]\s*선택")


def head_columns(
    cells: Sequence[str], columns: Sequence[tuple[ColumnT, re.Pattern[str]]]
) -> list[ColumnT | None]:
    """What each cell of a table's head is about, the first pattern found in it deciding."""
    return [
        next((c for c, pattern in columns if pattern.search(key_of(cell))), None)
        if len(cell) <= _LONGEST_HEAD
        else None
        for cell in cells
    ]


def join_cells(entries: Sequence[Entry]) -> list[Entry]:
    """``entries`` with the tables that have each cell on a line of its own as rows.

    Such a table begins with a head: two or more lines that are the name of a column and nothing
    else. "(선택) …" below "(필수) …" is in the same cell. Where the lines below do not fill whole
    rows nothing is joined, so that no cell gets into a wrong column.
    """
    entries = join_slashed(entries, _is_head_cell)
    entries = join_categories(join_barred(entries, _is_head_cell))
    joined: list[Entry] = []
    place = 0
    while place < len(entries):
        width, cells = _cells_from(entries, place)
        if not cells or len(cells) % width:
            joined.append(entries[place])
            place += 1
            continue
        for at in range(0, len(cells), width):
            row = cells[at : at + width]
            texts = tuple(" ".join(entry.text for entry in cell) for cell in row)
            text = " | ".join(texts)
            joined.append(replace(row[0][0], text=text, label=None, content=text, cells=texts))
        place += sum(map(len, cells))
    return joined


def is_head(cells: Sequence[str]) -> bool:
    """Whether every cell of a row is what a column is called, and nothing else."""
    said = [cell for cell in cells if cell]
    return len(said) > 1 and all(map(_is_head_cell, said))


def _is_head_cell(text: str) -> bool:
    return _HEAD_CELL.fullmatch(key_of(text)) is not None


def _cells_from(entries: Sequence[Entry], place: int) -> tuple[int, list[list[Entry]]]:
    """How many columns a table at ``place`` has, and its cells from the head on; none for none."""
    cells: list[list[Entry]] = []
    width = 0
    for at in range(place, len(entries)):
        entry = entries[at]
        is_head = _is_head_cell(entry.text)
        if entry.cells or entry.style or entry.is_sentence:
            break
        if is_head and width == len(cells):
            width += 1
        # "위탁계약 종료 시" inside a row is no heading.
        elif width <= 1 or (
            len(cells) % width == 0 and entry.can_be_heading and topic_of(entry.heading) is not None
        ):
            break
        if cells and _OPTIONAL_CELL.match(entry.text) and _REQUIRED_CELL.match(cells[-1][0].text):
            cells[-1].append(entry)
        else:
            cells.append([entry])
    return width, cells if len(cells) > width > 1 else []


def read_table(
    rows: Sequence[Entry],
    columns: Sequence[tuple[ColumnT, re.Pattern[str]]],
    needed: AbstractSet[ColumnT],
) -> Iterator[tuple[Entry, dict[ColumnT, str]]] | None:
    """Each row below the head with its cells by column; None where the table has no head.

    A head says of at least half of its cells what they are about, and of one column that is
    ``needed``. It is the first row, or the first column of a table that is turned on its side.
    Two columns about the same are joined. A row that has fewer cells than the head lacks those in
    front, as a cell that spans rows leaves them; they are as in the row above. Only where a
    column is a list do its cells keep their line ends.
    """
    rows = _whole_again(rows)
    for table in (rows, _turned(rows)):
        head = head_columns(table[0].cells, columns) if table else []
        known = [column for column in head if column is not None]
        reached = sum(
            column is None and _REACHED.fullmatch(key_of(cell)) is not None
            for column, cell in zip(head, table[0].cells if table else (), strict=False)
        )
        enough = len(known) * 2 >= len(head) - reached and len(set(known)) >= min(2, len(head))
        if enough and needed & set(known):
            return _below(table[1:], head)
    return None


def one_line_cells(row: Entry) -> list[str]:
    """The cells of a row that hold something, each as one line."""
    return [" ".join(cell.split()) for cell in row.cells if cell]


def _whole_again(rows: Sequence[Entry]) -> list[Entry]:
    """``rows``, each that lacks its last cells with those from the lines below it.

    A page saved as Markdown may have a row's last cells on lines of their own, each of which is a
    row with one cell. A row may also lack them by right, as one below a cell that spans rows does:
    only where the last of them says how long are they taken back.
    """
    whole: list[Entry] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        place += 1
        filled = max((at + 1 for at, cell in enumerate(row.cells) if cell), default=0)
        below = rows[place : place + len(row.cells) - filled]
        alone = all(one.cells[0] and not any(one.cells[1:]) for one in below if one.cells)
        if below and len(below) == len(row.cells) - filled and alone:
            cells = (*row.cells[:filled], *(one.cells[0] for one in below))
            if _SAYS_HOW_LONG.search(cells[-1]):
                row = replace(row, cells=cells, text=_text(cells))
                place += len(below)
        whole.append(row)
    return whole


def _turned(rows: Sequence[Entry]) -> list[Entry]:
    """The columns of a table as rows; nothing where its rows are not equally long."""
    if len({len(row.cells) for row in rows}) > 1:
        return []
    columns = zip(*(row.cells for row in rows), strict=True)
    return [replace(rows[0], cells=cells, text=_text(cells)) for cells in columns]


def _text(cells: Sequence[str]) -> str:
    return " | ".join(" ".join(cell.split()) for cell in cells if cell)


def _below(
    rows: Sequence[Entry], head: Sequence[ColumnT | None]
) -> Iterator[tuple[Entry, dict[ColumnT, str]]]:
    above: tuple[str, ...] = ()
    for row in rows:
        cells = ("",) * (len(head) - len(row.cells)) + row.cells
        if len(cells) > len(head):
            # The last column is parted in this row alone: "회원 | 이름" below one name.
            cells = (*cells[: len(head) - 1], "\n".join(cells[len(head) - 1 :]))
        if len(above) == len(cells):
            pairs = zip(cells, above, strict=True)
            cells = tuple(over if key_of(cell) in _AS_ABOVE else cell for cell, over in pairs)
        spanned = next((place for place, cell in enumerate(cells) if cell), 0)
        above = cells = above[:spanned] + cells[len(above[:spanned]) :]
        values: dict[ColumnT, str] = {}
        for column, cell in zip(head, cells, strict=False):
            if column is None or not cell:
                continue
            words = cell if column in _LISTS else " ".join(cell.split())
            # A cell merged over two columns about the same stands in both.
            if column not in values:
                values[column] = words
            elif need_of(values[column]) is not None:
                values[column] = f"[{values[column]}] {words}"
            elif words != values[column] and key_of(words) not in _EMPTY:
                joint = "\n" if column in _LISTS else " "
                values[column] = f"{values[column]}{joint}{words}"
        yield row, values
