"""Which schemas, tables, columns and files a person wants looked at, and which left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pii_scan.model import Reason

_ON_REQUEST = Reason("left out on request", "요청으로 제외")


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of names, with ``*``, ``?`` and ``[…]`` as a shell has them.

    Each is compared with the name itself and with the name behind those it stands in: the column
    pattern ``users.email`` fits ``public.users.email``. Patterns of files are compared with the
    path below the target and with each name in it.
    """

    schemas: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What is included (everything, where nothing is named) less what is excluded.

    With ``partial`` it is for a part of a source only: what fits nothing there may fit elsewhere.
    """

    include: Patterns = Patterns()
    exclude: Patterns = Patterns()
    partial: bool = False

    @property
    def file_patterns(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The patterns of files that are included, and of those that are excluded."""
        return self.include.files, self.exclude.files

    def schema(self, name: str) -> Reason | None:
        """Why the schema is left out; None where it is read."""
        return _left_out("schemas", [(name,)], self.include.schemas, self.exclude.schemas)

    def table(self, *paths: Sequence[str]) -> Reason | None:
        """Why the table is left out, by its paths without the schema being looked at again."""
        return _left_out("tables", paths, self.include.tables, self.exclude.tables)

    def excluded_table(self, *paths: Sequence[str]) -> Reason | None:
        """Why the table is left out where only what is excluded counts."""
        return _left_out("tables", paths, (), self.exclude.tables)

    def column(self, *paths: Sequence[str]) -> Reason | None:
        """Why the column is left out, by its whole paths."""
        return _left_out("columns", paths, self.include.columns, self.exclude.columns)


def fits_nothing(kind: str, pattern: str) -> Reason:
    """That a pattern of what is included fits none of the ``kind``: tables, columns or files."""
    return Reason(
        f"include {kind} {pattern} fits nothing: check the name",
        f"include {kind} {pattern}에 해당하는 것이 없음: 이름 확인",
    )


def unused(patterns: Iterable[str], paths: Iterable[Sequence[str]]) -> list[str]:
    """The patterns that fit none of ``paths``: most likely a name written wrong."""
    names = {name for path in paths for name in _names(path)}
    return [p for p in patterns if not any(_fits(name, p) for name in names)]


def _left_out(
    kind: str, paths: Iterable[Sequence[str]], include: Sequence[str], exclude: Sequence[str]
) -> Reason | None:
    names = [name for path in paths for name in _names(path)]
    for pattern in exclude:
        if any(_fits(name, pattern) for name in names):
            return _ON_REQUEST.because(Reason.in_both(f"exclude {kind} {pattern}"))
    if include and not any(_fits(name, p) for p in include for name in names):
        wanted = f"include {kind} {', '.join(include)}"
        return _ON_REQUEST.because(Reason(wanted, f"{wanted}에 해당하지 않음"))
    return None


def _fits(name: str, pattern: str) -> bool:
    # A name as the report shows it fits itself, also users[].email.
    return name == pattern or fnmatchcase(name, pattern)


def _names(path: Sequence[str]) -> list[str]:
    """The name alone, and behind each further name that it stands in."""
    return [".".join(path[start:]) for start in range(len(path))]
