"""Comments on the cells of an Excel sheet, which people write names and numbers into.

openpyxl reads none of them where it reads row by row, so they are taken from their own parts of the
package, one at a time: the notes of all versions of Excel and the threaded comments since 2018.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from pii_scan.model import Reason
from pii_scan.raw_files.compression import BLOCK
from pii_scan.sources.files.cells import counts_of_objects
from pii_scan.sources.files.other_workbooks import SAVE_ANEW
from pii_scan.sources.files.parts import FilePart, Place, Unread, Values

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS = "(comments)"
"""The column that the comments of a sheet are."""

_NOTES = "/comments"
_THREADED = "/threadedComment"
# What Excel puts in the place of a threaded comment for older versions has such an author.
_STAND_IN = "tc={"
_BLOCK = 10_000
_PART = re.compile(r"xl/(?:comments/?\w*\.(?:bin|xml)|threadedComments/)")
_CONTENT = "content.xml"
_ANNOTATION = b"<office:annotation"
_MOST_SEARCHED = 1024 * 1024 * 1024


def comment_parts(title: str, sheet: Any, max_value: int) -> Iterator[FilePart]:  # noqa: ANN401  openpyxl's own class
    """The comments of ``sheet`` as the values of one more column; nothing where it has none."""
    texts = _texts(sheet.parent._archive, sheet._worksheet_path)  # noqa: SLF001  it has no other way
    yield from _parts_of(texts, (title,), max_value)


def _parts_of(texts: Iterator[str], place: Place, max_value: int) -> Iterator[FilePart]:
    """All ``texts`` as values at ``place``, and a fault that they end with."""
    fault: str | None = None
    block: list[object] = []
    try:
        for text in texts:
            block.append(text)
            if len(block) == _BLOCK:
                yield _values(place, block, max_value)
                block = []
    except Exception as cause:  # noqa: BLE001  whatever broken XML and packages lead to
        fault = type(cause).__name__
    if block:
        yield _values(place, block, max_value)
    if fault:
        broken = Reason(f"its comments are broken ({fault})", f"메모가 손상됨({fault})")
        yield Unread(broken, place)


def _values(place: Place, texts: Sequence[object], max_value: int) -> Values:
    counted = counts_of_objects(texts, max_value)
    return Values((*place, COMMENTS), counted.counts, cut=counted.cut)


def comments_of_any_sheet(data: IO[bytes], max_value: int) -> Iterator[FilePart]:
    """The comments of a workbook which openpyxl does not read, of all sheets together.

    Where they are written in no XML of their own, that there are some which are not read.
    """
    data.seek(0)
    with zipfile.ZipFile(data) as archive:
        names = archive.namelist()
        parts = [name for name in names if _PART.match(name)]
        if parts and all(name.endswith(".xml") for name in parts):
            yield from _parts_of(_texts_of_parts(archive, parts), (), max_value)
            return
        has_any = bool(parts) or (_CONTENT in names and _has_annotation(archive))
    if has_any:
        not_read = Reason("the comments on its cells were not read", "셀의 메모를 읽지 않음")
        yield Unread(not_read.because(SAVE_ANEW))


def _has_annotation(archive: zipfile.ZipFile) -> bool:
    rest, read = b"", 0
    with archive.open(_CONTENT) as content:
        while read < _MOST_SEARCHED and (block := content.read(BLOCK)):
            if _ANNOTATION in rest + block:
                return True
            rest = block[-len(_ANNOTATION) :]
            read += len(block)
    return False


def _texts(archive: zipfile.ZipFile, sheet: str) -> Iterator[str]:
    from openpyxl.packaging.relationship import get_dependents

    folder, _, name = sheet.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    dependents = get_dependents(archive, relations)
    parts = dict.fromkeys((part.Type, part.target) for part in dependents)
    threaded = [target for type_, target in parts if type_.endswith(_THREADED)]
    notes = [target for type_, target in parts if type_.endswith(_NOTES)]
    yield from _texts_in(archive, threaded, notes)


def _texts_of_parts(archive: zipfile.ZipFile, parts: Sequence[str]) -> Iterator[str]:
    threaded = [part for part in parts if _THREADED in f"/{part.rpartition('/')[2]}"]
    yield from _texts_in(archive, threaded, [part for part in parts if part not in threaded])


def _texts_in(
    archive: zipfile.ZipFile, threaded: Sequence[str], notes: Sequence[str]
) -> Iterator[str]:
    for target in threaded:
        for comment, _ in _comments(archive, target, "threadedComment"):
            yield comment
    for target in notes:
        for comment, author in _comments(archive, target, "comment"):
            if not (threaded and author.startswith(_STAND_IN)):
                yield comment


def _comments(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[tuple[str, str]]:
    """The text and author of each comment in ``part``, which is never held as a whole."""
    from lxml import etree

    authors: list[str] = []
    with archive.open(part) as data:
        # No entity is resolved, and nothing outside of the part is fetched.
        events = etree.iterparse(
            data, tag=("{*}author", f"{{*}}{tag}"), resolve_entities=False, no_network=True
        )
        for _, element in events:
            if element.tag.endswith("}author"):
                authors.append(element.text or "")
                continue
            number = element.get("authorId", "")
            author = (
                authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            )
            yield _text(element), author
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _text(comment: _Element) -> str:
    return "".join(
        piece for text in comment.iterchildren("{*}text") for piece in text.itertext()
    ).strip()
