"""Tables of what is collected, each row as a point with its lists of items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pii_scan.policy.categories import NOT_COLLECTED, Category, read_categories
from pii_scan.policy.entries import Entry
from pii_scan.policy.item_heads import with_heads_known
from pii_scan.policy.items import is_item_list, need_of
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.sub_points import with_sub_points
from pii_scan.policy.tables import head_columns, one_line_cells, read_table


class Column(StrEnum):
    """What a column of a table of items is about."""

    POINT = "point"
    REQUIRED = "required"
    OPTIONAL = "optional"
    NEED = "need"
    ITEMS = "items"
    PURPOSE = "purpose"
    PERIOD = "period"
    METHOD = "method"
    BASIS = "basis"


_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NEED, re.compile(r"필수.*선택|필수여부")),
    (Column.REQUIRED, re.compile(r"필수|required")),
    (Column.OPTIONAL, re.compile(r"선택|optional")),
    (Column.PURPOSE, re.compile(
        r"목적|이유|용도|쓰는곳|쓰임|^왜|어디에|purpose|why|^(?:howweuse(?:it)?|uses?)$")),
    (Column.PERIOD, re.compile(r"기간|기한|파기(?:시점|시기)|period|retention|^howlong|^keptfor")),
    (Column.METHOD, re.compile(r"방법|method")),
    (Column.BASIS, re.compile(r"근거|basis")),
    (Column.POINT, re.compile(r"파일(?:의)?(?:명칭|명|이름)|개인정보파일$|^언제(?!까지)")),
    (Column.PERIOD, re.compile(r"^언제까지|얼마나")),
    (Column.ITEMS, re.compile(
        r"항목|정보$|개인정보|내용|무엇을|어떤정보|items|data|information|examples|^what(?:wecollect|iscollected)?$")),
    (Column.POINT, re.compile(
        r"구분|시점|서비스|유형|업무|경로|분류|대상|상황|종류|단계|기능|메뉴|절차|회원|when|service|category|activity")),
)  # fmt: skip
# The labels that say the same in a list.
_DETAIL_LABELS = {
    Column.PURPOSE: "이용목적",
    Column.PERIOD: "보유기간",
    Column.METHOD: "수집방법",
    Column.BASIS: "법적 근거",
}
_REQUIRED_MARKS = frozenset("●◉⬤■◎✔✓√☑VvOo필")
_OPTIONAL_MARKS = frozenset("○◯□△▲☐선")
_NO_MARK = frozenset({"", "-", "–", "—", "x", "X", "×", "✕", "ㅡ"})
_SMALLEST_MATRIX = 3
_SAYS_OPTIONAL = re.compile(r"(?:optional|선택(?:\s?항목)?)\s?[.;:,—–]", re.IGNORECASE)
_SAYS_HOW = re.compile(r"직접\s?입력|자동\s?(?:수집|생성)")
# What people do, and no reason or several: "간편회원 가입".
_SHORT_PURPOSE = re.compile(r"[^,.·/]{2,20}")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One row of a table.

    ``label`` names its point, None where the row names none. ``need`` is what a column of its own
    says of the items. ``lists`` are the cells with items and what the head of each says of them.
    ``details`` are pairs of a label and what the row says about it. ``is_category`` says that the
    row is a category of a law: its items are collected wherever, and ``label`` names no point.
    ``explains`` says that ``label`` is the purpose behind items: where a heading above names the
    point, it names none.
    """

    entry: Entry
    label: str | None
    need: bool | None
    lists: tuple[tuple[str, bool | None], ...]
    details: tuple[tuple[str, str], ...] = ()
    is_category: bool = False
    explains: bool = False


def read_item_table(rows: Sequence[Entry], lexicon: Lexicon) -> list[ItemRow] | None:
    """The rows below the head of a table of items; None where it has no head that is known."""
    matrix = _read_matrix(rows, lexicon)
    if matrix:
        return matrix
    categories = read_categories(rows, lexicon)
    if categories:
        return [_of_category(category) for category in categories]
    rows = _with_point(with_sub_points(with_heads_known(rows), lexicon), lexicon)
    read = read_table(rows, _COLUMNS, {Column.ITEMS, Column.REQUIRED, Column.OPTIONAL})
    if read is None:
        return None
    explains = _items_before_purpose(rows[0])
    return [
        replace(row, explains=explains and Column.POINT not in cells)
        for entry, cells in _occasions(list(read))
        for row in (_row(entry, cells),)
    ]


def _items_before_purpose(head: Entry) -> bool:
    """Whether "수집 항목 | 수집 목적" says of items what they are for, and not of purposes."""
    columns = head_columns(head.cells, _COLUMNS)
    both = Column.ITEMS in columns and Column.PURPOSE in columns
    return both and columns.index(Column.ITEMS) < columns.index(Column.PURPOSE)


def _occasions(
    rows: Sequence[tuple[Entry, dict[Column, str]]],
) -> Iterator[tuple[Entry, Mapping[Column, str]]]:
    """``rows`` with a short purpose for the point, where a point has several with their needs.

    "회원가입 | 일반회원 가입 | 필수 | …" above "회원가입 | 간편회원 가입 | 필수 | …" are two.
    """
    purposes: dict[str, set[str]] = {}
    for _, cells in rows:
        if Column.NEED in cells and Column.POINT in cells:
            purposes.setdefault(cells[Column.POINT], set()).add(cells.get(Column.PURPOSE, ""))
    for entry, cells in rows:
        said = purposes.get(cells.get(Column.POINT, ""), set())
        if len(said) > 1 and all(map(_SHORT_PURPOSE.fullmatch, said)):
            yield entry, {**cells, Column.POINT: cells[Column.PURPOSE]}
        else:
            yield entry, cells


def _of_category(category: Category) -> ItemRow:
    if not category.is_collected:
        return ItemRow(category.entry, category.items, None, ((NOT_COLLECTED, None),))
    details = tuple(
        (_DETAIL_LABELS[column], text)
        for column, text in (
            (Column.PURPOSE, category.purpose),
            (Column.PERIOD, category.period),
        )
        if text
    )
    lists = ((category.items, None),)
    return ItemRow(category.entry, category.name, None, lists, details, is_category=True)


def _with_point(rows: Sequence[Entry], lexicon: Lexicon) -> Sequence[Entry]:
    """``rows`` with the column that names the points called so, whatever its head says.

    "이용목적 | 수집목적 | 수집항목" says in the first column when, in the second why; below
    "수집방법" may stand 회원가입 and 상품 구매.
    """
    head = head_columns(rows[0].cells, _COLUMNS)
    if Column.POINT in head:
        return rows
    if head.count(Column.PURPOSE) > 1:
        place = head.index(Column.PURPOSE)
    elif Column.METHOD in head:
        place = head.index(Column.METHOD)
        said = [row.cells[place] for row in rows[1:] if len(row.cells) > place]
        points = [cell for cell in said if lexicon.point(cell) is not None]
        # "회원가입 시 직접 입력" says how, and names no point.
        if len(points) * 2 < max(1, len(said)) or any(map(_SAYS_HOW.search, points)):
            return rows
    else:
        return rows
    cells = list(rows[0].cells)
    cells[place] = "구분"
    return [replace(rows[0], cells=tuple(cells)), *rows[1:]]


def read_row_without_head(row: Entry, lexicon: Lexicon) -> tuple[ItemRow | None, list[str]]:
    """A label with items beside it, and the cells that say nothing known.

    None where no cell lists items.
    """
    label, *rest = one_line_cells(row)
    lists = [cell for cell in (label, *rest) if is_item_list(cell, lexicon)]
    described = _described(row, label, *rest) if len(rest) == 2 else None  # noqa: PLR2004
    if described is not None and label not in lists:
        return described, []
    if not any(cell in lists for cell in rest):
        return None, [row.text]
    need: bool | None = None
    found: list[tuple[str, bool | None]] = []
    unknown: list[str] = []
    for cell in (label, *rest):
        if need_of(cell) is not None:
            need = need_of(cell)
        elif cell in lists:
            found.append((cell, need))
        elif cell is not label:
            unknown.append(cell)
    is_point = label not in lists and need_of(label) is None
    return ItemRow(row, label if is_point else None, None, tuple(found)), unknown


def _described(row: Entry, label: str, about: str, content: str) -> ItemRow | None:
    """A row as "수강 등록 | 보유 기간 | 1년" has it; None where the middle says nothing known."""
    column = head_columns([about], _COLUMNS)[0]
    if column is Column.ITEMS and need_of(about) is None:
        return ItemRow(row, label, None, ((content, None),))
    if column in _DETAIL_LABELS:
        return ItemRow(row, label, None, (), ((_DETAIL_LABELS[column], content),))
    return None


def _row(entry: Entry, cells: Mapping[Column, str]) -> ItemRow:
    point, need = cells.get(Column.POINT), cells.get(Column.NEED)
    if need_of(point or "") is not None:
        point, need = None, point
    lists = [
        (cells[column], required)
        for column, required in (
            (Column.ITEMS, None),
            (Column.REQUIRED, True),
            (Column.OPTIONAL, False),
        )
        if column in cells
    ]
    details = [
        (label, cells[column]) for column, label in _DETAIL_LABELS.items() if column in cells
    ]
    stated = None if need is None else need_of(need) is not False
    # "Optional. Helps us see who uses it" stands in the column of purposes.
    if stated is None and any(_SAYS_OPTIONAL.match(text) for _, text in details):
        stated = False
    return ItemRow(entry, point or cells.get(Column.PURPOSE), stated, tuple(lists), tuple(details))


def _read_matrix(rows: Sequence[Entry], lexicon: Lexicon) -> list[ItemRow]:
    """The points of a table that marks with ● (required) and ○ (optional) what each collects.

    Items stand on one side and points on the other. Where only one mark is used, ○ means
    collected, as in a form filled by hand.
    """
    width = len(rows[0].cells) if rows else 0
    if len(rows) < _SMALLEST_MATRIX - 1 or width < _SMALLEST_MATRIX - 1:
        return []
    if any(len(row.cells) != width for row in rows):
        return []
    marks = {"".join(cell.split()) for row in rows[1:] for cell in row.cells[1:]} - _NO_MARK
    if not marks or any(mark[:1] not in _REQUIRED_MARKS | _OPTIONAL_MARKS for mark in marks):
        return []
    if any(len(mark) > len("선택") for mark in marks):
        return []
    one_kind = len({_is_required(mark) for mark in marks}) == 1
    heads = [" ".join(cell.split()) for cell in rows[0].cells[1:]]
    sides = [" ".join(row.cells[0].split()) for row in rows[1:]]
    items_in_head = _items_in(heads, lexicon) > _items_in(sides, lexicon)
    return [
        _marked(rows[0] if not items_in_head else rows[at + 1], label, marked, one_kind=one_kind)
        for at, label, marked in _points_of(rows, heads, sides, items_in_head=items_in_head)
    ]


def _points_of(
    rows: Sequence[Entry], heads: Sequence[str], sides: Sequence[str], *, items_in_head: bool
) -> Iterator[tuple[int, str, list[tuple[str, str]]]]:
    """Each point with its place and the mark of every item."""
    marks = [["".join(cell.split()) for cell in row.cells[1:]] for row in rows[1:]]
    if items_in_head:
        for at, label in enumerate(sides):
            yield at, label, list(zip(heads, marks[at], strict=True))
    else:
        for at, label in enumerate(heads):
            yield at, label, [(item, row[at]) for item, row in zip(sides, marks, strict=True)]


def _marked(
    entry: Entry, label: str, marked: Sequence[tuple[str, str]], *, one_kind: bool
) -> ItemRow:
    lists = [
        (item, None if one_kind and mark[0] not in "필선" else _is_required(mark))
        for item, mark in marked
        if mark not in _NO_MARK
    ]
    return ItemRow(entry, label, None, tuple(lists))


def _items_in(words: Sequence[str], lexicon: Lexicon) -> int:
    return sum(lexicon.item(word) is not None for word in words)


def _is_required(mark: str) -> bool:
    return mark[:1] in _REQUIRED_MARKS


def is_detail_of_basis(label: str) -> bool:
    """Whether a label says on which law the items are collected."""
    return "근거" in label or "basis" in key_of(label)
