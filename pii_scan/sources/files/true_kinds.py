"""What a data file really is: web applications call any table ``.xls``, and people rename files."""

from __future__ import annotations

from pii_scan.raw_files.compression import unpacked
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.kinds import OLE, PARQUET, START, ZIP, Kind
from pii_scan.sources.files.parts import DataFile, Unread
from pii_scan.sources.files.text_stream import text_stream
from pii_scan.sources.files.web_tables import holds_tables

_WORKBOOK = (*ZIP, OLE)
_CAN_BE_TEXT = (Kind.CSV, Kind.EXCEL)


def true_kind(kind: Kind, file: DataFile) -> Kind:
    """The kind of ``file`` by what it begins with, which is called as one of ``kind``.

    ``kind`` itself where it is nothing else that is known, or cannot be read.
    """
    try:
        with file.open() as raw:
            start = unpacked(raw).read(START)
    except (BrokenFileError, OSError):
        return kind
    if start.startswith(PARQUET):
        return Kind.PARQUET
    if kind not in _CAN_BE_TEXT or (kind is Kind.CSV and start.lstrip()[:1] not in _MAY_BE_OTHER):
        return kind
    if start.startswith(_WORKBOOK):
        return Kind.EXCEL
    return _kind_of_text(kind, file)


# Letters with which a workbook and, in UTF-8 and UTF-16, a web page begin: of most CSV nothing more
# is read.
_MAY_BE_OTHER = frozenset(
    bytes([begin[0]]) for begin in (*_WORKBOOK, b"<", b"\xef", b"\xff", b"\xfe")
)


def _kind_of_text(kind: Kind, file: DataFile) -> Kind:
    try:
        with file.open() as raw:
            stream = text_stream(raw)
            if isinstance(stream, Unread):
                return kind
            return Kind.WEB if holds_tables(stream.head_text()) else Kind.CSV
    except (BrokenFileError, OSError):
        return kind
