"""Schema files as a source: what columns a database will have, before it holds a row.

SQL, and the models and migrations of programs.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pii_scan.model import Coverage, Field, Part, Reason, Sample, Skipped
from pii_scan.raw_files.failures import reason_of
from pii_scan.raw_files.finding import NotLookedAt
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.ddl.changes import Unread
from pii_scan.sources.ddl.dumps import DumpFile
from pii_scan.sources.ddl.schema import DdlColumn, Schema
from pii_scan.sources.ddl.statements import read_statement
from pii_scan.sources.ddl.text import SchemaText, find_files, read_schema_text, read_text
from pii_scan.sources.ddl.tokens import Statement, statements
from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.kinds import SUFFIXES, framework_of
from pii_scan.sources.models.reading import read_models
from pii_scan.sources.tables.catalogue import Catalogue, Column, Table
from pii_scan.sources.tables.selecting import select
from pii_scan.sources.word_set import word_set

__all__ = ["DdlColumn", "DdlSource", "read_columns"]

_SQL_VERBS = word_set(
    "CREATE ALTER DROP COMMENT INSERT REPLACE UPDATE DELETE MERGE SELECT WITH SET USE BEGIN START "
    "COMMIT ROLLBACK GRANT REVOKE TRUNCATE RENAME LOCK UNLOCK COPY EXEC EXECUTE DECLARE IF CALL DO "
    "PRAGMA ANALYZE VACUUM REINDEX ATTACH SHOW EXPLAIN END SAVEPOINT RELEASE REFRESH DENY PRINT "
    "DELIMITER CHECKPOINT FLUSH OPTIMIZE CONNECT"
)
_ROWS_NOT_READ = Reason(
    "the rows in it were not read, only its definitions: load it into a database and scan that",
    "정의만 읽고 행은 읽지 않음: 데이터베이스에 적재한 후 점검",
)
_NO_KNOWN_TEXT = Reason(
    "is no text in UTF-8, UTF-16 or CP949: convert it to UTF-8",
    "UTF-8, UTF-16, CP949 텍스트가 아님: UTF-8로 변환",
)
_NO_MODEL = Reason(
    "defines no table that could be read: is it a model or a migration?",
    "읽을 수 있는 테이블 정의가 없음: 모델 또는 마이그레이션 파일인지 확인",
)
_NO_SQL = Reason(
    "holds no SQL statement that could be read: is it a schema file?",
    "읽을 수 있는 SQL 문이 없음: 스키마 파일인지 확인",
)


RowReader = Callable[
    [SourceSettings, Sequence[DumpFile], Sequence[Table], Sequence[Table]],
    Generator[Part, None, Coverage],
]
"""Reads the rows that dumps hold: of the tables that are wanted, of all that are defined."""


@dataclass(frozen=True, slots=True)
class DdlSource:
    """Schema files: the target is a file, a folder of them or a glob; ``files`` are some of it.

    ``others`` are what else is there and is not looked at, where ``files`` were chosen. ``rows``
    reads what dumps of databases hold.
    """

    settings: SourceSettings
    files: tuple[Path, ...] = ()
    others: tuple[NotLookedAt, ...] = ()
    rows: RowReader | None = None

    @property
    def name(self) -> str:
        """The name that findings refer to."""
        return self.settings.name

    @property
    def kind(self) -> str:
        """``ddl``."""
        return "ddl"

    @property
    def target(self) -> str:
        """The file, folder or glob."""
        return self.settings.target

    def read(self) -> Iterator[Part]:
        """A Sample without values for each column that is wanted, then those of dumps.

        See ``Source.read``. Rows in a file that does not say that it is a dump are those that a
        program begins with. They are shown as left out, but do not make the scan incomplete:
        whoever names a schema file asks for its definitions.
        """
        for other in self.others:
            yield Skipped(self.name, other.name, other.reason, other.excluded)
        result = _read(self.files or [Path(self.target)])
        catalogue = _catalogue(result.columns)
        selected = select(catalogue, self.settings.selection)
        for left_out in selected.left_out:
            yield Skipped(self.name, left_out.location, left_out.reason, excluded=True)
        for unmatched in selected.unmatched:
            yield Skipped(self.name, self.target, unmatched)
        for table in selected.tables:
            yield from self._columns(table)
        for location, reason in result.skipped:
            yield Skipped(self.name, location, reason)
        dumps = [file.dump for file in result.with_rows if self.rows and file.dump]
        for file in result.with_rows:
            if file.dump not in dumps:
                yield Skipped(self.name, file.name, _ROWS_NOT_READ, excluded=True)
        rows = Coverage()
        if self.rows and dumps:
            rows = yield from self.rows(self.settings, dumps, selected.tables, catalogue.tables)
        yield Coverage(
            fields=len(result.columns) + rows.fields,
            fields_scanned=sum(len(table.wanted) for table in selected.tables)
            + rows.fields_scanned,
            rows_total=rows.rows_total,
            rows_scanned=rows.rows_scanned,
            tables=len(catalogue.tables) + (rows.tables or 0),
            tables_scanned=len(selected.tables) + (rows.tables_scanned or 0),
        )

    def _columns(self, table: Table) -> Iterator[Part]:
        for column in table.columns:
            path = (*table.path, column.name)
            if column.left_out:
                yield Skipped(self.name, ".".join(path), column.left_out, excluded=True)
                continue
            yield Sample(
                Field(
                    source=self.name,
                    path=path,
                    type=column.type,
                    nullable=column.nullable,
                    comment=column.comment,
                    schemas=len(table.path) - 1,
                )
            )


def read_columns(
    paths: Sequence[Path], source: str = "ddl"
) -> tuple[tuple[DdlColumn, ...], tuple[Skipped, ...]]:
    """All columns that the schema files in ``paths`` (files, folders, globs) define.

    Files are applied in natural order (V2 before V10), so that later ones change earlier ones. A
    file or table definition that could not be read is in the second part, under the name
    ``source``. Raises SourceError where a path names nothing.
    """
    result = _read(paths)
    return result.columns, tuple(
        Skipped(source, location, reason) for location, reason in result.skipped
    )


def _catalogue(columns: Iterable[DdlColumn]) -> Catalogue:
    """The tables that have ``columns``, in the order of the first column of each."""
    tables: dict[tuple[str | None, str], list[Column]] = {}
    for column in columns:
        table = tables.setdefault((column.schema, column.table), [])
        table.append(Column(column.column, column.type, column.nullable, column.comment))
    return Catalogue(
        tuple(Table(schema, name, tuple(found)) for (schema, name), found in tables.items())
    )


@dataclass(frozen=True, slots=True)
class _WithRows:
    """A file that also holds rows, and what reads them where it is a dump."""

    name: str
    dump: DumpFile | None


@dataclass(frozen=True, slots=True)
class _Result:
    """``skipped`` are (location, reason); ``with_rows`` are the files that also hold rows."""

    columns: tuple[DdlColumn, ...]
    skipped: tuple[tuple[str, Reason], ...]
    with_rows: tuple[_WithRows, ...]


def _read(paths: Sequence[Path]) -> _Result:
    schema = Schema()
    skipped: list[tuple[str, Reason]] = []
    with_rows: list[_WithRows] = []
    models: list[SourceText] = []
    for path in find_files(paths):
        file = path.as_posix()
        try:
            if path.suffix.lower() in SUFFIXES:
                models.append(SourceText(file, read_text(path)))
                continue
            text = read_schema_text(path)
        except OSError as error:
            skipped.append((file, _unreadable(error)))
            continue
        except UnicodeError:
            skipped.append((file, _NO_KNOWN_TEXT))
            continue
        except BrokenFileError as error:
            skipped.append((file, error.reason))
            continue
        if text.fault:
            skipped.append((file, text.fault))
        if text.rows:
            with_rows.append(_WithRows(file, text.dump))
        skipped += _apply(schema, text, file)
    skipped += _apply_models(schema, models)
    return _Result(tuple(schema.columns()), tuple(skipped), tuple(with_rows))


def _unreadable(error: OSError) -> Reason:
    return Reason(
        f"cannot be read: {error.strerror or 'check its permissions'}",
        f"읽지 못함: {reason_of(error).message_ko}",
    )


def _apply_models(schema: Schema, models: Sequence[SourceText]) -> Iterator[tuple[str, Reason]]:
    for source in models:
        if framework_of(source.file, source.text) is None:
            yield source.file, _NO_MODEL
    for file, change in read_models(models):
        if isinstance(change, Unread):
            yield f"{file}:{change.line}" if change.line else file, change.reason
        schema.apply(change, file)


def _apply(schema: Schema, text: SchemaText, file: str) -> Iterator[tuple[str, Reason]]:
    understood, other = text.rows, False
    for first_line, chunk in text.chunks:
        for statement in statements(chunk, first_line, backslash=text.backslash):
            known = _first_word(statement) in _SQL_VERBS
            understood, other = understood or known, other or not known
            for change in read_statement(statement):
                if isinstance(change, Unread):
                    yield f"{file}:{change.line}", change.reason
                    continue
                for name in schema.undefined(change):
                    reason = Reason(
                        f"takes columns from {name}, which no file before it defines",
                        f"컬럼을 가져올 테이블 {name}의 정의가 앞선 파일에 없음",
                    )
                    yield f"{file}:{statement[0].line}", reason
                schema.apply(change, file)
    if other and not understood:
        yield file, _NO_SQL


def _first_word(statement: Statement) -> str:
    return next((token.upper for token in statement if token.upper), "CREATE")
