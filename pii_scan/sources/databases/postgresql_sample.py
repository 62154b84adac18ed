"""Rows from all over a table of PostgreSQL by TABLESAMPLE, cheap however large the table is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    func,
    literal_column,
    select,
    tablesample,
)

from pii_scan.sources.databases.chance_draw import thinned, with_margin
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.row_draw import (
    FEW_ROWS,
    few_rows,
    select_rows,
    table_clause,
)
from pii_scan.sources.places import SEED
from pii_scan.sources.tables.catalogue import Drawing, Extent, Limits, Portion, Table

# Up to this many 8 KiB pages (80 MB) every page is visited and single rows are drawn; beyond, whole
# pages are drawn and the others are never read.
_VISIT_ALL_PAGES = 10_000
# Whole pages hold rows of one time: drawing more of them and thinning the rows spreads wider.
_SPARE_OF_PAGES = 4
# So many shares there are from one to its half: each row more is sent and thrown away.
_STEPS = 4
# So many bytes of a table's rows are held until they are counted; on disk they can be packed.
_HELD_BYTES = 4_000_000

_SIZE = """
    SELECT pg_relation_size(%(table)s::regclass) / current_setting('block_size')::integer,
           pg_table_size(%(table)s::regclass)
    """
_OWN_PAGES = """
    SELECT pg_relation_size(%(table)s::regclass) / current_setting('block_size')::integer
    """
# Of a table and of all its partitions, and theirs.
_PAGES = """
    WITH RECURSIVE part (relation) AS (
      SELECT %(table)s::regclass::oid
      UNION ALL
      SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN part p ON i.inhparent = p.relation
    )
    SELECT (sum(pg_relation_size(relation)) / current_setting('block_size')::integer)::bigint
    FROM part
    """


def draw_sample(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """Rows by TABLESAMPLE with a fixed seed, thinned to ``rows`` from all over.

    https://www.postgresql.org/docs/current/sql-select.html
    """
    rows = limits.rows
    size = _present_size(connection, table)
    if size.rows <= rows:
        return Extent(None, complete=False)
    sample = _sample(table, size, rows)
    if size.row_bytes and rows <= FEW_ROWS and sample.rows * size.row_bytes <= _HELD_BYTES:
        held = list(_sampled_rows(connection, dialect, table, sample, limits))
        drawn = sum(map(len, held))
        # Far fewer rows than the estimate promises: it is old.
        if drawn < rows // 2:
            return Extent(None, complete=False)
        yield from thinned(held, drawn, rows)
    else:
        drawn = sample.count(connection)
        if 0 < drawn < rows:
            # What the planner believes of a table that was never analysed can be far off.
            size = replace(size, rows=round(drawn / sample.share))
            sample = _sample(table, size, rows)
            drawn = sample.count(connection)
        yield from thinned(_sampled_rows(connection, dialect, table, sample, limits), drawn, rows)
    # Before the first ANALYZE the planner guesses from the size of the file alone.
    total = round(drawn / sample.share) if table.estimate is None else size.rows
    return Extent(max(total, min(drawn, rows)), complete=False)


@dataclass(frozen=True, slots=True)
class _Size:
    """About how many rows a table has at present, its pages, and the bytes of a row, if known."""

    rows: int
    pages: int
    row_bytes: float | None = None


@dataclass(frozen=True, slots=True)
class _Sample:
    """A ``share`` of all rows of a table, which is about so many ``rows``."""

    clause: FromClause
    share: float
    rows: float

    def count(self, connection: Connection) -> int:
        """How many rows it has."""
        return connection.scalar(select(func.count()).select_from(self.clause)) or 0


def _sample(table: Table, size: _Size, rows: int) -> _Sample:
    if size.pages <= _VISIT_ALL_PAGES:
        # By chance it gives a few rows more or less.
        method, wanted = func.bernoulli, with_margin(rows)
    else:
        method, wanted = func.system, rows * _SPARE_OF_PAGES
    # In steps: the share stays the same while the estimate drifts a little.
    steps = math.floor(math.log2(max(size.rows, 1) / wanted) * _STEPS)
    share = 2.0 ** -max(0, steps / _STEPS)
    seed: ColumnElement[Any] = literal_column(str(SEED))
    return _Sample(
        tablesample(table_clause(table), method(share * 100), seed=seed), share, size.rows * share
    )


def _sampled_rows(
    connection: Connection, dialect: Dialect, table: Table, sample: _Sample, limits: Limits
) -> Iterator[Portion]:
    statement = select_rows(connection, dialect, table, sample.clause, limits)
    return few_rows(connection, dialect, table, statement, limits)


def _present_size(connection: Connection, table: Table) -> _Size:
    """As the planner has it, from the file's present size; without a plan, which takes longer."""
    name = _named(connection, table).replace("%%", "%")
    if not table.estimate or not table.pages or table.pages < 0:
        # Never analysed, or partitioned: then the rows are in files of its partitions.
        size_of = _OWN_PAGES if table.has_heirs else _PAGES
        pages = connection.exec_driver_sql(size_of, {"table": name}).scalar() or 0
        return _Size(_planner_estimate(connection, table), pages)
    pages, size = connection.exec_driver_sql(_SIZE, {"table": name}).one()
    estimate = round(table.estimate / table.pages * pages)
    return _Size(estimate, pages, size / estimate if estimate else None)


def _named(connection: Connection, table: Table) -> str:
    return connection.dialect.identifier_preparer.format_table(table_clause(table))


def _planner_estimate(connection: Connection, table: Table) -> int:
    """Rows as the planner sees them: from the file's present size, even without ANALYZE."""
    source = ("ONLY " if table.has_heirs else "") + _named(connection, table)
    plan: Any = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {source}").scalar()
    if isinstance(plan, str):
        import json

        plan = json.loads(plan)
    return int(plan[0]["Plan"]["Plan Rows"])
