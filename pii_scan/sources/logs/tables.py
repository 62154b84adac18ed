"""Logs whose first lines tell their columns: W3C extended (IIS, CloudFront), Zeek and CSV.

Sources: W3C Working Draft WD-logfile; IIS writes a blank in a value as ``+``. Exchange has commas
between names and values, and quotes as CSV has; Symantec's proxies (ELFF) have quotes around values
with blanks. The Zeek manual, "Log Formats": its ASCII writer. The DHCP server of Windows explains
its numbers above the names of its columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pii_scan.keys import key_name
from pii_scan.sources.logs.counts import (
    LINE,
    VALUE,
    Counts,
    added_up,
    changed,
    count_values,
    days_of,
)
from pii_scan.sources.logs.networks import count_addresses, crawls_of
from pii_scan.sources.logs.postgresql_csv import PLAIN, columns_of
from pii_scan.sources.logs.urls import ENCODED, count_pairs, count_query, count_urls, decode

_W3C = re.compile(r"^#Fields:[ \t]*(.+?)\s*$", re.MULTILINE)
_WITH_COMMAS = re.compile(r"[^\s,]+(?:,[^\s,]+)+")
# #separator \x09, and further on #fields, with it between the names
_ZEEK = re.compile(r"#separator (?:\\x([0-9A-Fa-f]{2})|(.))\r?\n(?:#.*\n)*?#fields(.+)")
_SEPARATORS = (",", "\t", ";", "|")
_FEWEST, _MOST = 3, 100
_CELL = re.compile(r"[A-Za-z_가-힣][\w .()/-]{0,40}")
# Times, sizes, states and numbers of the servers: seen in every line, and no one's.
_PLAIN = re.compile(
    r"date|time|time-taken|sc-.*|s-port|cs-bytes|cs-version|cs-method|x-edge-result-type"
)
# The same of Zeek: times, and the random ids of its connections and files.
_ZEEK_PLAIN = re.compile(r"ts|duration|(?:.+_)?f?uids?")
_ZEEK_NONE = "(empty)"
# What the time of a line is called, as Windows and those who write tables call it.
_TIME = re.compile(
    r"(?:date(?: and |[ _-]?)time|time[ _-]?stamp|time[ _-]?(?:created|generated|logged)"
    r"|(?:event|log|access|request|call|start)[ _-]?(?:time|date)|utc[ _-]?time|ts"
    r"|일시|날짜 및 시간|(?:발생|접속|로그|요청|처리|발송|통화|등록)[ _]?(?:일시|시간|시각))",
    re.IGNORECASE,
)
# Whose address a column has, and what says who it is.
_CLIENTS = {"c-ip": "cs(User-Agent)", "id.orig_h": "user_agent"}
_LOOKED_AT = 3
# So many lines may explain what stands in the columns.
_LONGEST_EXPLANATION = 80
_BEGIN = 64 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a log and what stands between them."""

    names: tuple[str, ...]
    separator: str
    is_w3c: bool = False
    is_zeek: bool = False
    is_exchange: bool = False
    plain: frozenset[str] = frozenset()
    is_quoted: bool = False

    @property
    def has_comments(self) -> bool:
        """Whether lines with # are its own."""
        return self.is_w3c or self.is_zeek or self.is_exchange

    @property
    def has_quotes(self) -> bool:
        """Whether quotes stand around values, and are no letters as any other."""
        return self.is_quoted or not (self.is_w3c or self.is_zeek)

    @property
    def time_at(self) -> int | None:
        """The place of the column with the time of a line, where its name tells it."""
        return next((at for at, name in enumerate(self.names) if _TIME.fullmatch(name)), None)

    def is_plain(self, name: str) -> bool:
        """Whether the values of a column are no one's."""
        if name in self.plain:
            return True
        plain = _ZEEK_PLAIN if self.is_zeek else _PLAIN
        return self.has_comments and plain.fullmatch(name) is not None


def table_of(head: bytes) -> Table | None:
    """The table that a text with this beginning is; None for most logs."""
    text = head[:_BEGIN].decode(errors="replace").removeprefix("\ufeff")
    if text.startswith("#") and (fields := _W3C.search(text)):
        if _WITH_COMMAS.fullmatch(fields[1]):
            return Table(tuple(fields[1].split(",")), ",", is_exchange=True)
        names, first = tuple(fields[1].split()), _first_line(text[fields.end() :])
        separator = "\t" if "\t" in first else " "
        quoted = '"' in first and len(_cells(first, separator)) == len(names)
        return Table(names, separator, is_w3c=True, is_quoted=quoted)
    if zeek := _ZEEK.match(text):
        separator = chr(int(zeek[1], 16)) if zeek[1] else zeek[2]
        return Table(
            tuple(zeek[3].strip("\r" + separator).split(separator)), separator, is_zeek=True
        )
    if columns := columns_of(text):
        return Table(columns, ",", plain=PLAIN)
    lines = text.split("\n")
    told = _with_header([line for line in lines[: _LOOKED_AT + 1] if line.strip()])
    return told or _below_explanations(lines[:_LONGEST_EXPLANATION])


def _below_explanations(lines: Sequence[str]) -> Table | None:
    """The table whose header stands below a blank line, and whose rows begin with a number."""
    for at, line in enumerate(lines[1:-1], 1):
        begins = not lines[at - 1].strip() and lines[at + 1][:1].isdigit() and "," in line
        if begins and (told := _with_header([line, lines[at + 1]])):
            return told
    return None


def _with_header(lines: Sequence[str]) -> Table | None:
    """The table whose header is the first of ``lines``."""
    if len(lines) < 2:  # noqa: PLR2004  a header and a line
        return None
    for separator in _SEPARATORS:
        header, *rows = (_cells(line, separator) for line in lines[:_LOOKED_AT])
        cells = [cell.strip() for cell in header]
        if (
            _FEWEST <= len(cells) <= _MOST
            and len(set(cells)) == len(cells)
            and all(_CELL.fullmatch(cell) and key_name(cell) for cell in cells)
            and all(len(row) == len(cells) for row in rows)
        ):
            return Table(tuple(cells), separator)
    return None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=separator), [])
    except csv.Error:  # a cell of more than 128 KB
        return []


@dataclass(frozen=True, slots=True)
class CellsOfTime:
    """The times in the lines of a table, by the places of the lines; None where there is none."""

    lines: pl.Series = field(repr=False)
    separator: str
    at: int

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, place: int) -> str | None:
        cells = _cells(self.lines[place] or "", self.separator)
        return cells[self.at].strip() if self.at < len(cells) else None


def _first_line(text: str) -> str:
    return next((line for line in text.split("\n") if line.strip() and line[0] != "#"), "")


def read_table(table: Table, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines that have as many parts as the table has columns; give back the others.

    Keys are the names of the columns; queries and cookies are opened: ``cs-uri-query.email``.
    """
    texts = lines[LINE]
    own = texts.str.starts_with("#") if table.has_comments else _are_headers(table, texts)
    lines = lines.filter(~own.fill_null(value=False))
    has_quotes = lines[LINE].str.contains('"', literal=True)
    quoted = lines.filter(has_quotes) if table.has_quotes else lines.clear()
    plain = lines.filter(~has_quotes) if table.has_quotes else lines
    others = [_count_plain(table, plain, counts)]
    if not quoted.is_empty():
        others.append(_count_quoted(table, quoted, counts))
    return pl.concat(others)


def _are_headers(table: Table, texts: pl.Series) -> pl.Series:
    header = table.separator.join(table.names)
    likely = texts.str.starts_with(table.names[0]).fill_null(value=False)
    bare = texts.filter(likely).str.replace_all(
        rf" *{re.escape(table.separator)} *", table.separator
    )
    return likely.scatter(likely.arg_true(), bare.str.strip_chars() == header)


def _count_plain(table: Table, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    width = len(table.names)
    parts = lines[LINE].str.split_exact(table.separator, width).struct.unnest().get_columns()
    fits = parts[width - 1].is_not_null() & parts[width].is_null()
    if not fits.any():
        return lines
    found = lines.filter(fits)
    _add_columns(table, [part.filter(fits) for part in parts[:width]], days_of(found), counts)
    return lines.filter(~fits)


def _count_quoted(table: Table, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    rows = [_cells(line, table.separator) for line in lines[LINE]]
    fits = pl.Series([len(row) == len(table.names) for row in rows], dtype=pl.Boolean)
    found = [row for row in rows if len(row) == len(table.names)]
    if found:
        columns = [pl.Series(column, dtype=pl.String) for column in zip(*found, strict=True)]
        _add_columns(table, columns, days_of(lines.filter(fits)), counts)
    return lines.filter(~fits)


def _add_columns(
    table: Table, columns: Sequence[pl.Series], days: pl.Series | None, counts: Counts
) -> None:
    of_name = dict(zip(table.names, columns, strict=True))
    finish = _finish_w3c if table.is_w3c else _finish_zeek if table.is_zeek else _finish_csv
    for name, column in of_name.items():
        counts.see(name)
        if table.is_plain(name):
            continue
        is_table = table.has_quotes and not table.is_quoted
        agents = None if is_table else of_name.get(_CLIENTS.get(name, ""))
        crawls = crawls_of(agents) if agents is not None else None
        if crawls is not None:
            count_addresses(name, column, crawls, days, counts)
        else:
            counts.add_raw(finish, name, count_values(column, days))


def _finish_csv(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    bare = counted.with_columns(pl.col(VALUE).str.strip_chars())
    counts.add(key, added_up(bare.filter(pl.col(VALUE) != "")))


def _finish_zeek(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    present = counted.filter(pl.col(VALUE) != _ZEEK_NONE)
    if key == "uri":
        count_urls(present, key, counts)
    else:
        counts.add(key, changed(present, ENCODED, decode))


def _finish_w3c(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    name = key.lower()
    if name.endswith("uri-query"):
        count_query(counted.with_columns(pl.col(VALUE).str.strip_prefix("?")), key, counts)
    elif "cookie" in name:
        blanks = counted.with_columns(pl.col(VALUE).str.replace_all("+", " ", literal=True))
        count_pairs(blanks, ";", key, counts, is_form=False)
    elif "referer" in name:
        count_urls(counted, key, counts)
    else:
        counts.add(key, changed(counted, rf"[+]|{ENCODED}", _plain))


def _plain(text: str) -> str:
    return decode(text.replace("+", " "))
