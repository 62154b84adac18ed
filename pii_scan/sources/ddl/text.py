"""Schema files as text without the rows that dumps carry.

A dump of 50 MB may hold 50 KB of definitions; only those are worth a parser. Rows and what only
database clients understand are taken out line by line, and line numbers are kept.
"""

from __future__ import annotations

import codecs
import glob
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pii_scan.errors import SourceError
from pii_scan.model import Reason
from pii_scan.raw_files.compression import COMPRESSED_NAMES, unpacked
from pii_scan.raw_files.failures import NOT_THERE
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.raw_files.plain_bytes import open_bytes
from pii_scan.sources.ddl.dumps import HEAD as DUMP_HEAD
from pii_scan.sources.ddl.dumps import (
    DumpFile,
    encoding_said,
    says_it_is_a_dump,
    with_broken_marked,
)
from pii_scan.sources.models.kinds import SUFFIXES, framework_of
from pii_scan.sources.targets import without_password

_BLOCK = 1 << 20
_HEAD = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Folders of packages that a program only uses.
_OF_OTHERS = frozenset({"node_modules", "site-packages", "__pycache__", "vendor"})
_COPY = re.compile(r"\s*COPY\s.+\sFROM\s+stdin\b", re.IGNORECASE)
_END_OF_COPY = re.compile(r"\\\.\s*$")
# Without INTO only as SQL Server's scripts write it: a column may be called insert or replace.
_INSERT = re.compile(
    r"\s*(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s+\w+)\s+)*"
    r"(?:INTO\b|\[|\w+\.\w)",
    re.IGNORECASE,
)
_NEXT_STATEMENT = re.compile(
    r"\s*(?:GO\s*$|(?:CREATE|ALTER|DROP|COMMENT|EXEC|GRANT|LOCK|UNLOCK|COMMIT|BEGIN|END)\b)",
    re.IGNORECASE,
)
_TABLE_STATEMENT = re.compile(r"(?:CREATE|ALTER)\s+(?:\w+\s+)?TABLE\b", re.IGNORECASE)
_DELIMITER = re.compile(r"\s*DELIMITER\s+(\S+)\s*$", re.IGNORECASE)
_RUN = re.compile(r"\s*(?:GO(?:\s+\d+)?|/)\s*$", re.IGNORECASE)
_CLIENT = re.compile(r"\s*(?:PROMPT|REM|REMARK|SPOOL|WHENEVER)\b", re.IGNORECASE)
_DUMP = re.compile(r"^(?:-- |--\n-- )(MySQL|MariaDB|PostgreSQL) (?:database )?dump", re.MULTILINE)
_FIRST_TABLE = re.compile(
    r"^\s*CREATE\b[^;\n]*\bTABLE\b.*?(?:;\s*$|\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_MYSQL_ONLY = re.compile(r"`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bCOMMENT\s*=?\s*'", re.IGNORECASE)
# A comment of MySQL: at the start of a line, or with no quote behind that could hold it.
_HASH = re.compile(r"(?:^\s*|(?<=[\s,]))#(?:(?<=^#)|(?=[^'\"`]*$))")
# The half of a migration that takes it back: goose, sql-migrate, dbmate, MyBatis.
_DOWN = re.compile(r"--\s*(?:\+(?:goose|migrate)\s+down|migrate:down|//\s*@undo)", re.IGNORECASE)
_UP = re.compile(r"--\s*(?:\+(?:goose|migrate)\s+up|migrate:up)", re.IGNORECASE)
_SCHEMA_NAMES = (".sql", *(f".sql{packed}" for packed in COMPRESSED_NAMES))
# Quoted text and comments, whole; a quote that is left over opens text that goes on.
_QUOTED = re.compile(r"'(?:[^']|'')*+'|--.*")
_QUOTED_BACKSLASH = re.compile(r"'(?:[^'\\]|\\.|'')*+'|--\s.*", re.DOTALL)
_REST_OF_TEXT = re.compile(r"(?:[^']|'')*+'")
_REST_OF_TEXT_BACKSLASH = re.compile(r"(?:[^'\\]|\\.|'')*+'", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quoting:
    """Whether a backslash escapes a quote, as in MySQL, and whether the file says so itself."""

    backslash: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class SchemaText:
    """One file's definitions: ``chunks`` of (first line, text), each of whole statements.

    ``backslash`` tells whether a backslash escapes a quote, as in MySQL. ``rows`` tells whether
    the file also holds rows, which are not in ``chunks``; ``dump`` is the file as one of a whole
    database, if it says that it is; ``fault`` is why no more of it could be unpacked.
    """

    chunks: tuple[tuple[int, str], ...]
    backslash: bool
    rows: bool
    dump: DumpFile | None = None
    fault: Reason | None = None


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The schema files that ``paths`` (files, folders, globs) stand for, in natural order.

    In folders those are ``.sql`` files, and files of programs in which a model is defined.
    A file that is named is taken whatever it is called. Raises SourceError when nothing is there.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [file for file in path.rglob("*") if _is_schema(file, path)]
            if not inside:
                raise SourceError(
                    Reason(
                        f"{path}: holds no .sql file and no model of a program",
                        f"{path}: .sql 파일과 프로그램의 모델이 없음",
                    ),
                    Reason("Name the folder with the schema.", "스키마가 있는 폴더를 지정"),
                )
            files = [file for file in inside if not _takes_back(file)]
        elif path.exists():
            files = [path]
        else:
            files = [Path(name) for name in glob.glob(str(path), recursive=True)]  # noqa: PTH207  a glob may be absolute
            if not files:
                shown = without_password(str(path))
                reason = Reason.in_both(shown).because(NOT_THERE)
                raise SourceError(reason, Reason("Check the path.", "경로 확인"))
        found |= dict.fromkeys(file for file in sorted(files, key=_natural) if not file.is_dir())
    return list(found)


def read_schema_text(path: Path) -> SchemaText:
    """The definitions in ``path``: UTF-8, UTF-16 with a mark, or CP949.

    Raises OSError when it cannot be read, BrokenFileError when it cannot be unpacked, and
    UnicodeError when it is no text.
    """
    encoding, fault = _encoding(path)
    with _text(path, encoding, newline="") as file:
        head = file.read(_HEAD)
    quoting = _quoting(head)
    with _text(path, encoding) as file:
        rows: list[bool] = []
        found = _definitions(file, rows, quoting)
        chunks = tuple((line, with_broken_marked(text)) for line, text in found)
    dump = DumpFile(path, encoding, quoting.backslash) if says_it_is_a_dump(head) else None
    return SchemaText(chunks, quoting.backslash, any(rows), dump, fault)


def _text(path: Path, encoding: str, newline: str | None = None) -> TextIO:
    plain = open_bytes(path)
    return io.TextIOWrapper(plain, encoding, errors="surrogateescape", newline=newline)


def read_text(path: Path) -> str:
    """All of ``path``, which is not packed; OSError and UnicodeError as ``read_schema_text``."""
    encoding, _ = _encoding(path)
    return path.read_text(encoding=encoding)


def _quoting(head: str) -> Quoting:
    """MySQL's quoting or everybody else's: the head of a dump says it, else the first definition.

    Rows may hold anything and say nothing.
    """
    if dump := _DUMP.search(head):
        return Quoting(dump[1] != "PostgreSQL", certain=True)
    table = _FIRST_TABLE.search(head)
    return Quoting(bool(_MYSQL_ONLY.search(table[0] if table else head)), certain=False)


def _is_schema(file: Path, folder: Path) -> bool:
    if file.name.lower().endswith(_SCHEMA_NAMES):
        return True
    suffix = file.suffix.lower()
    around = file.relative_to(folder).parts[:-1]
    if suffix not in SUFFIXES or any(p.startswith(".") or p in _OF_OTHERS for p in around):
        return False
    try:
        return framework_of(file.name, read_text(file)) is not None
    except (OSError, UnicodeError):
        return False  # a folder of programs holds much that is no schema


def _takes_back(file: Path) -> bool:
    name = file.name.lower()
    return name.endswith(".down.sql") and any(
        file.with_name(file.name[: -len(".down.sql")] + up).exists()
        for up in (".up.sql", ".UP.sql")
    )


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """V2 before V10, as migrations are meant."""
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", path.as_posix())
    ]


def _encoding(path: Path) -> tuple[str, Reason | None]:
    """The encoding of a file, and why no more of it could be unpacked than was looked at."""
    with open_bytes(path) as file:
        head = file.read(DUMP_HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, None
    fault = None
    for encoding in ("utf-8", "cp949"):
        try:
            fault = _decoded(path, encoding)
        except UnicodeDecodeError:
            continue
        return encoding, fault
    if said := encoding_said(head):
        return said, fault
    raise UnicodeError("neither UTF-8 nor CP949")


def _decoded(path: Path, encoding: str) -> Reason | None:
    """Why no more of the file could be unpacked than is text. Raises UnicodeError."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as raw:
        plain = unpacked(raw)
        try:
            while block := plain.read(_BLOCK):
                if b"\x00" in block:
                    raise UnicodeError("binary")
                decoder.decode(block)
        except BrokenFileError as error:
            return error.reason
        decoder.decode(b"", final=True)
    return None


_Numbered = Iterator[tuple[int, str]]


def _definitions(
    lines: Iterable[str], rows: list[bool], quoting: Quoting
) -> Iterator[tuple[int, str]]:
    """Chunks of whole statements; appends to ``rows`` for each block of rows that it leaves out."""
    chunk: list[str] = []
    first = 1
    client = _Client(quoting.backslash)
    numbered = enumerate(lines, 1)
    for number, line in numbered:
        skipped = _skip_block(line, number, numbered, quoting)
        if skipped is None:
            chunk.append(client.without_its_words(line))
            continue
        if any(part != "\n" for part in chunk):
            yield first, "".join(chunk)
        chunk, first = [skipped.rest], skipped.number
        rows += [True] if skipped.rows else []
    if chunk:
        yield first, "".join(chunk)


@dataclass(slots=True)
class _Client:
    """What only a client such as psql, mysql, sqlcmd or SQL*Plus understands."""

    backslash: bool
    delimiter: str = ";"
    between_statements: bool = True

    def without_its_words(self, line: str) -> str:
        """``line`` with statements that end in a semicolon, and without the client's own."""
        if self.between_statements and (match := _DELIMITER.match(line)):
            self.delimiter = match[1]
            return "\n"
        # Inside a definition these are columns: "prompt text," is one.
        if line.startswith("\\") or (self.between_statements and _CLIENT.match(line)):
            return "\n"
        line = self._ended(line)
        bare = line.strip()
        if bare and not bare.startswith("--"):
            self.between_statements = bare.endswith(";")
        return line

    def _ended(self, line: str) -> str:
        if _RUN.match(line):
            return ";\n"
        if self.backslash and (match := _HASH.search(line)):
            line = f"{line[: match.start()]} -- {line[match.end() :]}"
        if self.delimiter != ";" and line.rstrip().endswith(self.delimiter):
            return f"{line.rstrip().removesuffix(self.delimiter)};\n"
        return line


@dataclass(frozen=True, slots=True)
class _Skipped:
    """Where a block that was left out ends: the rest of that line, its number."""

    rest: str
    number: int
    rows: bool


def _skip_block(line: str, number: int, numbered: _Numbered, quoting: Quoting) -> _Skipped | None:
    """Leave out the rows or the taken-back half of a migration that begin here, if any do."""
    if _COPY.match(line):
        return _skip_until(_END_OF_COPY, number, numbered, rows=True)
    if _DOWN.match(line):
        return _skip_until(_UP, number, numbered, rows=False)
    if _INSERT.match(line):
        return _skip_insert(line, number, numbered, quoting)
    return None


def _skip_until(end: re.Pattern[str], number: int, numbered: _Numbered, *, rows: bool) -> _Skipped:
    last = next((at for at, line in numbered if end.match(line)), number)
    return _Skipped("\n", last, rows)


def _skip_insert(line: str, number: int, numbered: _Numbered, quoting: Quoting) -> _Skipped:
    """Leave out one INSERT statement, whose text may hold line ends and semicolons."""
    quoted = _QUOTED_BACKSLASH if quoting.backslash else _QUOTED
    rest_of_text = _REST_OF_TEXT_BACKSLASH if quoting.backslash else _REST_OF_TEXT
    inside_text = doubtful = False
    while True:
        bare = line
        doubtful = doubtful or (not quoting.certain and "\\'" in line)
        if inside_text:
            match = rest_of_text.match(bare)
            bare, inside_text = (bare[match.end() :], False) if match else ("", True)
        if not inside_text:
            bare, quote, _ = quoted.sub("", bare).partition("'")
            inside_text = bool(quote)
            _, semicolon, after = bare.partition(";")
            if semicolon:
                return _Skipped("\n" if _INSERT.match(after) else after, number, rows=True)
        ended = line.rstrip().endswith(";")
        following = next(numbered, None)
        if following is None:
            return _Skipped("\n", number, rows=True)
        number, line = following
        # Whether a backslash escapes a quote may be a guess. Where it matters, a definition at the
        # start of a line ends the rows: better to read one too many than to lose all that follows.
        misread = doubtful and ended and _TABLE_STATEMENT.match(line)
        if misread or (not inside_text and _NEXT_STATEMENT.match(line)):
            return _Skipped(";\n" if _RUN.match(line) else line, number, rows=True)
