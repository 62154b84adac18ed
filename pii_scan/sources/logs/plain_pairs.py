"""Lines whose pairs are all plainly written, ``key=value key="a value"``, taken apart all at once.

A program writes its lines with the same keys in the same order. The form of one line, learnt
exactly, says what stands between its values; lines are cut at their equal signs by the reader of
tables, and those in which the same stands between the values have the same keys. All others are
left to the exact search (pairs.py), so the forms change how fast a log is read and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pii_scan.keys import is_data
from pii_scan.sources.logs.connections import may_call_a_server, may_call_servers
from pii_scan.sources.logs.counts import LINE, TEXT, Counts, count_values, days_of
from pii_scan.sources.logs.cutting import cut_lines
from pii_scan.sources.logs.listed_pairs import with_quoted_keys
from pii_scan.sources.logs.networks import by_client, crawls_of, names_agent
from pii_scan.sources.logs.other_signs import OF_WHOM, WHOM
from pii_scan.sources.logs.pairs import KEY, hold_pairs, may_go_on
from pii_scan.sources.logs.text import LETTER, add_written

_SIGN = b"="
# The exact search reads such a character as a blank.
_MARK = b"\x1e"
_MOST_VALUES = 60
_PIECES = [str(number) for number in range(_MOST_VALUES + 1)]
# Of fewer lines the exact search is as quick.
_LEAST_LINES = 100
# The pieces of a line take several times its own size.
_LINES_AT_ONCE = 16_000
# So many lines of a chunk are looked at for forms.
_TRIED = 40
_MOST_FORMS = 24
# In none of these can another pair begin, or a value go on.
_BARE = r"[^\s,;&|\"'<>(){}\[\]\\=?\x1e]+"
_QUOTED = r'"[^"\\=\x1e]*"'
_VALUE = re.compile(f"({_BARE})|({_QUOTED})|(?= )")
# What stands behind a value: words without signs, and the key of the next one.
_WORD = r"[^\s,;&|\"'<>(){}\[\]\\=:?\x1e]+"
_TO_NEXT = re.compile(rf"(,?(?: {_WORD})* )({KEY})")
_TO_END = re.compile(rf"[,.]?(?: {_WORD})* ?")
_FIRST_KEY = re.compile(rf"(?:^| )({KEY})$")
_LETTER = re.compile(r"[^\W_]")
_WHOM = re.compile(WHOM)


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands between the values of a line, whose places are those of its equal signs.

    ``ends`` is what each piece but the first ends with, behind its value, and ``quoted`` whether
    that stands in quotes; ``patterns`` are regular expressions, in Rust's spelling, of the whole of
    these pieces. ``left`` is the text without the values, but for what stands before the first key;
    ``says`` whether there are words in it.
    """

    keys: tuple[str, ...]
    ends: tuple[str, ...]
    quoted: tuple[bool, ...]
    patterns: tuple[str, ...]
    left: str
    says: bool


@dataclass(slots=True)
class PlainPairs:
    """The forms that the lines of a log had so far."""

    forms: list[_Form] = field(default_factory=list)

    def read(self, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
        """Count the lines of known forms and of those learnt on the way; give back the others."""
        if lines.height < _LEAST_LINES:
            return lines
        tried = lines[LINE].gather_every(max(1, lines.height // _TRIED))
        self._learn(tried)
        forms = tuple(self.forms)  # another thread may learn more meanwhile
        if not forms:
            return lines
        parts = lines.iter_slices(_LINES_AT_ONCE)
        return pl.concat(_read_forms(forms, some, counts) for some in parts)

    def _learn(self, lines: pl.Series) -> None:
        if len(self.forms) < _MOST_FORMS:
            found = dict.fromkeys(filter(None, map(_form_of, lines)))
            new = [form for form in found if form not in self.forms]
            self.forms += new[: _MOST_FORMS - len(self.forms)]


def _read_forms(forms: Sequence[_Form], lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines of the forms; the others are given back."""
    longest = max(len(form.keys) for form in forms)
    pieces = _cut(lines[LINE], _PIECES[: longest + 1])
    if pieces is None:
        return lines
    rest = lines.hstack(pieces)
    for form in forms:
        if rest.is_empty():
            break
        rest = _read_form(form, rest, counts)
    return rest.select(lines.columns)


def _form_of(line: str) -> _Form | None:
    """The form of a line; None where it is not plain all through."""
    first, *pieces = line.split("=")
    key = _FIRST_KEY.search(first)
    is_plain = 0 < len(pieces) <= _MOST_VALUES and not may_call_a_server(line)
    if not is_plain or key is None or _is_second(first, key[1]):
        return None
    keys, ends, quoted, patterns, left = [key[1]], [], [], [], f"{key[1]}="
    words = False
    for number, piece in enumerate(pieces, 1):
        value = _VALUE.match(piece)
        if value is None:
            return None
        behind = piece[value.end() :]
        last = number == len(pieces)
        between = (_TO_END if last else _TO_NEXT).fullmatch(behind)
        is_second = not last and between is not None and _is_second(piece, between[2])
        if between is None or is_second or (not value[0] and between[0 if last else 1].strip(" ")):
            return None
        more = between[0 if last else 1].strip(" ")
        if more and may_go_on(keys[-1], to_end=last):
            return None
        ends.append(behind)
        quoted.append(value[2] is not None)
        written = _BARE if value[1] else _QUOTED if value[2] else ""
        patterns.append(f"^(?:{written}){re.escape(behind)}$")
        left += '""' if value[2] else ""
        left += behind
        if not last:
            keys.append(between[2])
            left += "="
        words = words or _LETTER.search(between[0 if last else 1]) is not None
    if any(map(is_data, keys)):
        return None
    return _Form(tuple(keys), tuple(ends), tuple(quoted), tuple(patterns), left, words)


def _is_second(text: str, key: str) -> bool:
    """Whether the key that ``text`` ends with is one with the word in front of it."""
    return key in OF_WHOM and _WHOM.search(text.removesuffix(key)) is not None


def _cut(lines: pl.Series, names: Sequence[str]) -> pl.DataFrame | None:
    """The pieces of each line between its equal signs; None where that cannot be told."""
    data: bytes = lines.str.join("\n").cast(pl.Binary)[0]
    if _MARK in data or b"\r" in data:
        return None
    pieces = cut_lines(data, _SIGN, names)
    return pieces if pieces.height == len(lines) else None


def _read_form(form: _Form, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines of the form; the others are given back."""
    fits = _fits(form, lines)
    if not fits.any():
        return lines
    found = lines.filter(fits)
    days = days_of(found)
    agents = [piece for key, piece in zip(form.keys, _PIECES[1:], strict=False) if names_agent(key)]
    crawls = crawls_of(found[agents[0]]) if agents else None
    columns = found.select(
        _without_end(piece, end, is_quoted=is_quoted)
        for piece, end, is_quoted in zip(_PIECES[1:], form.ends, form.quoted, strict=False)
    )
    for key, values in zip(form.keys, columns.iter_columns(), strict=True):
        counts.see(key)
        for of_key, part, own_days in by_client(key, values, crawls, days):
            counts.add_raw(add_written, of_key, count_values(part, own_days))
    before = found[_PIECES[0]].str.strip_suffix(form.keys[0])
    says = pl.repeat(form.says, len(before), eager=True) | before.str.contains(LETTER)
    if says.any():
        texts = (before.filter(says) + form.left).str.strip_chars()
        counts.add_values(TEXT, texts, None if days is None else days.filter(says))
    return lines.filter(~fits)


def _without_end(piece: str, end: str, *, is_quoted: bool) -> pl.Expr:
    """The values in a piece of lines that fit, null where they are empty."""
    if is_quoted:
        return pl.col(piece).str.strip_prefix('"').str.strip_suffix(f'"{end}')
    return pl.col(piece).str.strip_suffix(end) if end else pl.col(piece)


def _fits(form: _Form, lines: pl.DataFrame) -> pl.Series:
    """Which lines are of the form."""
    first = pl.col(_PIECES[0]).fill_null("")
    of_length = lines.select(
        pl.all_horizontal(
            # Pieces do not tell: an empty one is null, as one that is not there.
            pl.col(LINE).str.count_matches("=", literal=True) == len(form.keys),
            (first == form.keys[0]) | first.str.ends_with(f" {form.keys[0]}"),
        )
    ).to_series()
    if not of_length.any():
        return of_length
    found = lines.filter(of_length)
    pieces = found.select(
        pl.all_horizontal(
            pl.col(piece).fill_null("").str.contains(pattern)
            for piece, pattern in zip(_PIECES[1:], form.patterns, strict=False)
        )
    ).to_series()
    before = found[_PIECES[0]].str.strip_suffix(form.keys[0])
    different = before.unique()
    holds = hold_pairs(with_quoted_keys(different)) | may_call_servers(different)
    if form.keys[0] in OF_WHOM:
        holds |= different.str.contains(WHOM)
    fits = pieces & ~before.is_in(different.filter(holds).implode())
    return of_length.scatter(of_length.arg_true(), fits)
