"""Which files are data files, and of what kind, told from the name and the first bytes.

Logs are left to the log source: whatever is called a log, rotations, and JSON lines that a logging
program wrote, whatever they are called.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum

from pii_scan.model import Reason
from pii_scan.raw_files.compression import COMPRESSED_NAMES
from pii_scan.raw_files.encodings import encoding_of
from pii_scan.sources.files.dialect import dialect_of
from pii_scan.sources.files.header import header_of
from pii_scan.sources.logs.names import date_in_name, log_name
from pii_scan.sources.logs.postgresql_csv import columns_of
from pii_scan.sources.word_set import word_set


class Kind(StrEnum):
    """What reads a file."""

    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    EXCEL = "excel"
    WEB = "web tables"
    ARCHIVE = "zip"
    UNREADABLE = "unreadable"


HEAD = 64 * 1024
"""The bytes that tell a file's kind."""

START = 16
"""The bytes that tell a database file."""

_SQLITE = b"SQLite format 3\x00"
# https://duckdb.org/docs/stable/internals/storage: a checksum of eight bytes stands before it.
_DUCKDB = b"DUCK"
_DUCKDB_AT = 8
PARQUET = b"PAR1"
_ENCRYPTED_PARQUET = b"PARE"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BY_SUFFIX = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".psv"), Kind.CSV),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson", ".jsonlines"), Kind.JSON),
    **dict.fromkeys((".parquet", ".parq", ".pq"), Kind.PARQUET),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), Kind.EXCEL),
    **dict.fromkeys((".xls", ".xlt", ".xlsb", ".ods", ".ots"), Kind.EXCEL),
    ".zip": Kind.ARCHIVE,
}


def _unsupported(what: str, name: str, better: str) -> Reason:
    return Reason(
        f"is {what} {name} file, which is not supported: save it as {better}",
        f"{name} 파일은 지원하지 않음: {better} 형식으로 저장",
    )


_ACCESS = Reason(
    "is an Access database, which is not supported: export its tables as .csv",
    "Access 데이터베이스는 지원하지 않음: 테이블을 .csv 형식으로 내보내기",
)
UNREADABLE = {
    ".feather": _unsupported("an", "Arrow", ".parquet"),
    ".arrow": _unsupported("an", "Arrow", ".parquet"),
    ".avro": _unsupported("an", "Avro", ".parquet"),
    ".orc": _unsupported("an", "ORC", ".parquet"),
    ".sav": _unsupported("an", "SPSS", ".csv"),
    ".sas7bdat": _unsupported("a", "SAS", ".csv"),
    ".dta": _unsupported("a", "Stata", ".csv"),
    ".mdb": _ACCESS,
    ".accdb": _ACCESS,
    ".dbf": _unsupported("a", "dBASE", ".csv"),
}
"""Data in formats that are not read, and what to do about it."""

_LOG_WORDS = re.compile(r"(?:^|[-_./])logs?(?:$|[-_.])", re.IGNORECASE)
_LINES = 20
_TABLE_ROWS = 200
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_LEVELS = word_set("trace debug info information notice warn warning error err fatal critical")
_LEVEL_KEYS = word_set("level severity lvl loglevel log_level levelname @level log.level")
_TIME_KEYS = word_set("time timestamp ts @timestamp datetime date asctime t @t")
_TEXT_KEYS = word_set("msg message log text event @m @mt")
# What services that keep an event a line call its time, and what happened: Suricata, CloudTrail,
# Azure, Okta, GitHub.
_EVENT_TIME_KEYS = _TIME_KEYS | word_set("eventtime event_time published")
_EVENT_KEYS = word_set("event_type eventtype eventname event_name operationname action")


def is_sqlite(start: bytes) -> bool:
    """Whether a file that begins so is an SQLite database."""
    return start.startswith(_SQLITE)


def is_duckdb(start: bytes) -> bool:
    """Whether a file that begins so is a DuckDB database."""
    return start.startswith(_DUCKDB, _DUCKDB_AT)


def bare_name(name: str) -> str:
    """The file name without what says how it is packed: ``users.csv`` for ``users.csv.gz``."""
    for packed in COMPRESSED_NAMES:
        if name.lower().endswith(packed):
            return name[: -len(packed)]
    return name


def suffix_of(name: str) -> str:
    """The suffix of the bare name, in lower case and with its dot; empty where it has none."""
    last = bare_name(name).rpartition("/")[2]
    stem, dot, suffix = last.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def kind_of_name(name: str) -> Kind | None:
    """The kind that the name promises; None for a name of anything else."""
    suffix = suffix_of(name)
    return Kind.UNREADABLE if suffix in UNREADABLE else _BY_SUFFIX.get(suffix)


def kind_of_content(head: bytes) -> Kind | None:
    """The kind that the first bytes prove, whatever the file is called."""
    if head.startswith((PARQUET, _ENCRYPTED_PARQUET)):
        return Kind.PARQUET
    if head.startswith(ZIP) and b"xl/" in head:
        return Kind.EXCEL
    return None


def is_table(text: str) -> bool:
    """Whether a text file without a telling name is a table: batch programs write ``.txt``.

    Strict, since logs have commas too: at least three columns, the same number in every line, the
    first of which names them all, and no level of a log.
    """
    dialect = dialect_of(text)
    rows = [row for row in dialect.reader(text) if row][:_TABLE_ROWS]
    width = len(rows[0]) if rows else 0
    if len(rows) < _FEWEST_ROWS or width < _FEWEST_COLUMNS or dialect.delimiter == ":":
        return False
    if any(len(row) != width for row in rows[:-1]):
        return False
    header = header_of(rows)
    levels = sum(any(cell.strip().lower() in _LEVELS for cell in row) for row in rows)
    return header.found and header.above == 0 and levels * 2 < len(rows)


def is_log(name: str, head: bytes) -> bool:
    """Whether a file of JSON is a log: by its name, its rotation, or what its lines say.

    ``head`` is its beginning, unpacked.
    """
    last = name.rpartition("/")[2]
    bare = bare_name(last)
    if _LOG_WORDS.search(bare) or re.search(r"\.\d+$", bare.rpartition(".")[0]):
        return True
    lines = head.decode(encoding_of(head).name, errors="replace").lstrip("\ufeff").splitlines()
    records = [record for line in lines[:_LINES] if (record := _record(line)) is not None]
    return bool(records) and sum(map(_is_logged, records)) * 2 > len(records)


def is_csv_log(head: bytes) -> bool:
    """Whether a file of CSV that begins so, unpacked, is a log of PostgreSQL's."""
    return columns_of(head.decode(errors="replace")) is not None


def _record(line: str) -> dict[str, object] | None:
    if not line.lstrip().startswith("{"):
        return None
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _is_logged(record: dict[str, object]) -> bool:
    keys = {key.lower(): value for key, value in record.items()}
    has_level = any(str(keys.get(key, "")).lower() in _LEVELS for key in _LEVEL_KEYS if key in keys)
    has_time = bool(_TIME_KEYS & keys.keys())
    if _EVENT_TIME_KEYS & keys.keys() and _EVENT_KEYS & keys.keys():
        return True
    has_text = bool(_TEXT_KEYS & keys.keys())
    return (has_level and (has_time or has_text)) or (
        has_time and bool({"msg", "message", "log"} & keys.keys())
    )


def told_by_name(table: str) -> str:
    """What the table of a file, or of its parts, is called without where it is and its suffix."""
    last = table.rpartition("/")[2]
    return bare_name(last).removesuffix(suffix_of(last))


_PART = re.compile(
    r"part-\d{3,}(?:-[0-9a-f-]{8,})?(?:[-.]c\d+)?|\d{1,6}|data_\d+(?:_\d+)*", re.IGNORECASE
)
_PARTITION = re.compile(r"[^/=]+=[^/]*")


def table_name(name: str) -> str:
    """The table that a file is a part of, as a path: most often the file itself.

    Exports of every day are one table (``users-2026-11-20.csv`` is of ``users.csv``), as rotations
    are one log; so are the parts that Spark, Hive and BigQuery write: ``users/dt=2026-11-20/
    part-00000.parquet`` is of ``users``.
    """
    folders = [part for part in name.split("/")[:-1] if not _PARTITION.fullmatch(part)]
    last = name.rpartition("/")[2]
    partitioned = len(folders) < name.count("/")
    stem = bare_name(last).partition(".")[0]
    if folders and (partitioned or _PART.fullmatch(stem)):
        return "/".join(folders)
    return "/".join([*folders, log_name(last) if date_in_name(last) else last])
