"""A table without those that inherit from it, which PostgreSQL reads beside its rows else."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import TableClause


class OnlyTable(TableClause):
    """``ONLY name`` where rows come from it, and ``name`` where its columns are named."""

    inherit_cache = True
    __visit_name__ = "only_table"


@compiles(OnlyTable)
def _written(table: OnlyTable, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    name: str = compiler.visit_table(table, **options)  # type: ignore[no-untyped-call]
    return f"ONLY {name}" if options.get("asfrom") and name else name
