"""A chunk of a log as counted values. Each line is taken for what it is, so logs may be mixed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.access import is_combined, read_access
from pii_scan.sources.logs.balancers import read_balancer
from pii_scan.sources.logs.bracketed_pairs import hold_brackets
from pii_scan.sources.logs.buckets import read_buckets
from pii_scan.sources.logs.combined import count_combined
from pii_scan.sources.logs.connections import may_call_servers
from pii_scan.sources.logs.cookies import read_cookies
from pii_scan.sources.logs.counts import (
    DAY,
    LINE,
    TEXT,
    VALUE,
    Counts,
    added_up,
    as_lines,
)
from pii_scan.sources.logs.cutting import split_lines
from pii_scan.sources.logs.days import Days, days_of_lines
from pii_scan.sources.logs.elements import hold_elements, read_elements
from pii_scan.sources.logs.endings import read_endings
from pii_scan.sources.logs.hl7 import SEGMENT, read_hl7
from pii_scan.sources.logs.inserts import hold_inserts, read_inserts, read_searches
from pii_scan.sources.logs.json_lines import read_json
from pii_scan.sources.logs.json_shapes import JsonShapes
from pii_scan.sources.logs.line_shapes import LineShapes
from pii_scan.sources.logs.message_ids import read_message_ids
from pii_scan.sources.logs.messages import is_message
from pii_scan.sources.logs.networks import are_of_crawlers, without_clients
from pii_scan.sources.logs.own_days import with_own_days
from pii_scan.sources.logs.pairs import KEY, hold_pairs, without_marks
from pii_scan.sources.logs.plain_pairs import PlainPairs
from pii_scan.sources.logs.prefixes import strip_prefixes
from pii_scan.sources.logs.reading import CHUNK
from pii_scan.sources.logs.requests import read_requests
from pii_scan.sources.logs.sql_parameters import read_parameters
from pii_scan.sources.logs.squid import read_squid
from pii_scan.sources.logs.tables import CellsOfTime, Table, read_table
from pii_scan.sources.logs.text import count_text, count_words
from pii_scan.sources.logs.told_shapes import Telling, ToldShapes
from pii_scan.sources.logs.wrapped import unwrap

_JSON = r'^\s*(?:\{|\[\s*[\[{"])'
# What is opened whatever it holds: objects, web access logs and those of load balancers.
_OBJECT_OR_ACCESS = (
    r'\{\s*\\?"|\[[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:'
    r"|^(?:[a-z0-9]+ )?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z [^ ]+ [^ ]+:[0-9]+ "
    rf"|{SEGMENT}"
)
_STRUCTURED = rf"^\s*[\[{{]|{_OBJECT_OR_ACCESS}"
_STRUCTURED_MESSAGE = rf"{_JSON}|{_OBJECT_OR_ACCESS}"
# A message can be that of a line that was wrapped before.
_MOST_WRAPPINGS = 3
_KEY_WITH_SIGN = rf"{KEY}(?:\\?[\"'])?(?:\s*=>?| ?:|\[)"
# Without one of these a message is nothing but words: no reader takes anything out of it.
_SIGNS = r"[=:：＝\"'{\[(<|?\x1e]|TCP_"
# The end of an element of XML, and what a statement searches for.
_RARE = r"</| LIKE | like "
_BEGIN = 64 * 1024
_FEW = 20
# Lines with many keys take many times their own size while they are taken apart, and short ones
# hold few keys: of these, more together, since each time patterns are made anew.
_LINES_AT_ONCE, _BYTES_AT_ONCE = 4_000, 1024 * 1024
_AT = "at"
# While lines are opened they take many times their size, and lines that are only counted none.
_CHUNK_OF_OPENED, _CHUNK_OF_ACCESS, _CHUNK_OF_PLAIN = (n * 1024 * 1024 for n in (2, 10, 16))
_MOST_OPENED, _NEARLY_NONE = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class LineCounts:
    """What a chunk holds: its counts, when its ``lines`` were written, and how many there are.

    ``waiting`` are the few lines that are still to be opened, each with its day: with those of
    other chunks that takes hardly longer than for one chunk. ``next_chunk`` is how many bytes the
    next chunk should have of a text that goes on like this one.
    """

    counts: Counts = field(repr=False)
    days: Days
    lines: int
    waiting: pl.DataFrame | None = field(default=None, repr=False)
    next_chunk: int = CHUNK


@dataclass(slots=True)
class LineReader:
    """Takes the lines of one log apart.

    ``telling`` says of shapes of lines, which are lines with 0 for each digit, whether a line of
    that shape could hold anything personal; other lines of text are only counted. Without it
    every line is opened. ``key_words`` tells keys from words of a sentence. ``table`` is what the
    beginning of the text says of its columns.
    """

    telling: Telling | None = None
    key_words: KeyWords | None = None
    table: Table | None = None
    shapes: JsonShapes = field(default_factory=JsonShapes)
    pairs: PlainPairs = field(default_factory=PlainPairs)
    line_shapes: LineShapes = field(default_factory=LineShapes, repr=False)
    told: ToldShapes = field(default_factory=ToldShapes, repr=False)

    def __post_init__(self) -> None:
        """Ask ``telling`` about shapes."""
        self.told.telling = self.telling

    def count_text(
        self, data: bytes, modified: dt.date, before: dt.date | None = None
    ) -> LineCounts:
        """The counts of whole lines in UTF-8 whose file was last changed on the day ``modified``.

        ``before`` is the day of the line in front of them, where it is known. Lines that wait are
        to be given to ``open``.
        """
        if not data:  # all of it was a mark of the encoding, or colours
            return LineCounts(Counts(), Days(None, None), 0)
        if self.table:
            return self._count_table(self.table, data, modified, before)
        begin = data[:_BEGIN].decode(errors="replace").split("\n")[:_FEW]
        if any(map(is_combined, begin)):
            return self._count_combined(data, modified, before)
        if self.telling and not any(re.search(_STRUCTURED, line) for line in begin):
            return self._count_messages(data, modified, before)
        texts = split_lines(data)
        in_order = days_of_lines(texts, modified, before)
        counts, known = Counts(), in_order
        for run in in_order.runs(len(texts)):
            some = texts.slice(run.start, run.length)
            days = with_own_days(some, run.days, modified)
            counts.add_all(self.count(_with_days(some, days)).dated(days.first))
            known = known.together(days)
        return LineCounts(counts, known, len(texts))

    def _count_table(
        self, table: Table, data: bytes, modified: dt.date, before: dt.date | None
    ) -> LineCounts:
        counts, texts = Counts(), split_lines(data)
        days = with_own_days(texts, days_of_lines(texts, modified), modified)
        if days.first is None and table.time_at is not None:
            cells = CellsOfTime(texts, table.separator, table.time_at)
            days = days_of_lines(cells, modified, before)
        rest = _with_days(texts, days).filter(pl.col(LINE).str.contains(r"\S"))
        counts.add_all(self.count(read_table(table, rest, counts)))
        return LineCounts(counts, days, len(texts))

    def _count_combined(self, data: bytes, modified: dt.date, before: dt.date | None) -> LineCounts:
        found = count_combined(data, modified, before)
        known = found.days
        if found.others.any():
            texts = split_lines(data).filter(found.others)
            days_of_others = found.in_order.only(found.others)
            is_json = texts.str.contains(_JSON).fill_null(value=False)
            for kind in (is_json, ~is_json):
                # A line of JSON has its day behind the first quote, at which lines were cut.
                some = texts.filter(kind)
                own = with_own_days(some, days_of_others.only(kind), modified)
                found.counts.add_all(self.count(_with_days(some, own)).dated(own.first))
                known = known.together(own)
        return LineCounts(found.counts, known, len(found.others), next_chunk=_CHUNK_OF_ACCESS)

    def _count_messages(self, data: bytes, modified: dt.date, before: dt.date | None) -> LineCounts:
        """Lines of text, of which only those that may be structured or tell something are opened.

        The others are counted.
        """
        shapes, placed = self.line_shapes(data)
        hashes = shapes.hash()
        opened = self.told.to_open(shapes, hashes, _STRUCTURED)
        days = days_of_lines(placed or split_lines(data), modified, before)
        number = int(opened.sum())
        found = LineCounts(
            Counts(plain=len(shapes) - number - self.told.blanks(hashes)),
            days,
            len(shapes),
            next_chunk=_next_chunk(number / len(shapes)),
        )
        if not number:
            return found
        texts = placed.some(opened) if placed else split_lines(data).filter(opened)
        days = with_own_days(texts, days.only(opened), modified)
        if placed and placed.are_few(opened):
            return replace(found, days=days, waiting=_with_day_of_each(texts, days))
        at_once = max(1, number * _CHUNK_OF_OPENED // len(data))
        for some in _with_days(texts, days).iter_slices(at_once):
            found.counts.add_all(self.open(some))
        return replace(found, days=days)

    def count(self, lines: pl.DataFrame) -> Counts:
        """Key → value → how often, for all keys and positions in the lines.

        Structured lines first; of the others what stands in front is taken off, and what follows
        is looked at again, since syslog, Kubernetes and Docker put their own words before any
        format.
        """
        return self._count(lines, self.telling)

    def open(self, lines: pl.DataFrame) -> Counts:
        """The counts of lines of which it is known that they tell something."""
        return self._count(lines, None)

    def open_messages(self, counts: Counts, wrappings: int = _MOST_WRAPPINGS) -> Counts:
        """The finished counts with the messages in structured lines opened as lines are.

        As of a line that Docker wrapped, what is opened has the keys it has in a line of its own
        (``email``, ``remote_addr``): the findings of a program are the same whoever wraps its
        lines. What is left of a message is text under the message's own path, and a message that
        holds nothing to open stays as it is. ``wrappings`` is how deep messages are looked for.
        """
        opened = Counts(plain=counts.plain)
        for key, frames in counts.frames.items():
            opened.see(key)
            if not (frames and wrappings and is_message(key)):
                opened.frames[key] += frames
                continue
            counted = added_up(pl.concat(frames))
            holds = self._hold_more(counted[VALUE])
            opened.add(key, counted.filter(~holds))
            if holds.any():
                # A value ends at a tab, as it did with its line.
                one_line = pl.col(VALUE).str.replace_all(r"[\r\n]+", "\t")
                lines = as_lines(counted.filter(holds).with_columns(one_line))
                inner = self.open_messages(self.open(lines).finished(), wrappings - 1)
                opened.frames[key] += inner.frames.pop(TEXT, [])
                opened.add_all(inner)
        return opened

    def _hold_more(self, messages: pl.Series) -> pl.Series:
        """Which messages hold what a line is opened for.

        Of a colon in a sentence (``sms failed: 010-…``) that is left to the keys: where none of
        them tells, what the message holds stays in the message.
        """
        holds = messages.str.contains(_STRUCTURED_MESSAGE)
        others = messages.filter(~holds)
        has_colon = others.str.contains(" : ", literal=True)
        is_listed = has_colon | hold_brackets(others)
        with_pairs = others.filter(is_listed | hold_pairs(without_marks(others)))
        inserts = others.filter(hold_inserts(others))
        if self.telling:
            with_pairs = self._with_telling_keys(with_pairs)
            inserts = inserts.filter(self.told.tell(inserts)) if len(inserts) else inserts
        opened = pl.concat([with_pairs, inserts, others.filter(hold_elements(others))])
        return holds | messages.is_in(opened.implode())

    def _with_telling_keys(self, texts: pl.Series) -> pl.Series:
        keys = pl.DataFrame({LINE: texts, _AT: texts.str.extract_all(_KEY_WITH_SIGN)}).explode(_AT)
        signs = keys[_AT].unique().drop_nulls()
        bare = signs.str.extract(f"^({KEY})") + "="
        telling = signs.filter(self.told.tell(bare)) if len(bare) else signs
        return keys.filter(pl.col(_AT).is_in(telling.implode()))[LINE].unique()

    def _count(self, lines: pl.DataFrame, telling: Telling | None) -> Counts:
        counts = Counts()
        others = self._count_structured(lines, counts)
        if not others.is_empty() and telling:
            tells = self.told.tell(others[LINE])
            counts.plain += others.height - int(tells.sum())
            others = others.filter(tells)
        if others.is_empty():
            return counts
        messages = _without_bare(strip_prefixes(others, counts), counts)
        messages = self._count_structured(messages, counts)
        if not messages.is_empty():
            messages = read_parameters(messages, counts)
            messages = read_endings(messages, counts, self._count_documents)
            texts = read_cookies(messages, counts)
            texts = read_message_ids(read_inserts(texts, counts), counts)
            if texts[LINE].str.contains(_RARE).any():
                texts = read_elements(read_searches(texts), counts)
            texts = self.pairs.read(texts, counts)
            of_crawlers = are_of_crawlers(texts[LINE])
            if of_crawlers.any():
                found = Counts()
                self._count_texts(texts.filter(of_crawlers), found)
                counts.add_all(without_clients(found))
                texts = texts.filter(~of_crawlers)
            self._count_texts(texts, counts)
        return counts

    def _count_texts(self, texts: pl.DataFrame, counts: Counts) -> None:
        size = max(1, int(texts.select(pl.col(LINE).str.len_bytes().sum()).item() or 0))
        at_once = max(_LINES_AT_ONCE, texts.height * _BYTES_AT_ONCE // size)
        for some in texts.iter_slices(at_once):
            count_text(read_requests(some, counts), counts, self.key_words)

    def _count_structured(self, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
        """Count JSON and access log lines; the others are given back."""
        lines = self._count_json(lines, counts)
        if not lines.is_empty():
            lines = lines.filter(pl.col(LINE).str.contains(r"\S"))
        if not lines.is_empty():
            lines = read_buckets(lines, counts)
        if not lines.is_empty():
            lines = read_access(lines, counts)
        for read in (read_balancer, read_squid, read_hl7):
            lines = lines if lines.is_empty() else read(lines, counts)
        return lines

    def _count_json(self, lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
        is_json = lines[LINE].str.contains(_JSON).fill_null(value=False)
        if not is_json.any():
            return lines
        if is_json.all():
            return self._count_documents(lines, counts)
        broken = self._count_documents(lines.filter(is_json), counts)
        return pl.concat([lines.filter(~is_json), broken])

    def _count_documents(self, documents: pl.DataFrame, counts: Counts) -> pl.DataFrame:
        """Count lines that are JSON; those that only look like it are given back."""
        wrapped, documents = unwrap(documents)
        if not wrapped.is_empty():
            counts.add_all(self.count(wrapped))
        rest = self.shapes.read(documents, counts, self._named)
        if rest.is_empty():
            return rest
        of_crawlers = are_of_crawlers(rest[LINE])
        broken = [self._count_one_by_one(rest.filter(~of_crawlers), counts)]
        if of_crawlers.any():
            found = Counts()
            broken.append(self._count_one_by_one(rest.filter(of_crawlers), found))
            counts.add_all(without_clients(found))
        return pl.concat(broken)

    def _count_one_by_one(self, documents: pl.DataFrame, counts: Counts) -> pl.DataFrame:
        broken = [documents.clear()]
        for part in _parts_by_day(documents):
            day = part[DAY][0] if DAY in part.columns else None
            read = read_json(part[LINE].to_list(), self._named)
            found = Counts()
            found.add_plain(read.counts)
            if read.inner:
                found.add_all(self.count(pl.DataFrame({LINE: read.inner})))
            if day:
                found = found.standing_for(day) if isinstance(day, dict) else found.dated(day)
            counts.add_all(found)
            broken.append(part[read.others])
        return pl.concat(broken)

    @property
    def _named(self) -> Callable[[str], bool] | None:
        return self.key_words.names_item if self.key_words else None


def _without_bare(messages: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the messages that are nothing but words; the others are given back.

    That one look tells it takes a third of the time of asking all readers.
    """
    have_signs = messages[LINE].str.contains(_SIGNS)
    if have_signs.all():
        return messages
    bare = (~have_signs).arg_true()
    telling = bare.filter(may_call_servers(messages[LINE].gather(bare)))
    opened = have_signs.clone().scatter(telling, values=True) if len(telling) else have_signs
    count_words(messages.filter(~opened & messages[LINE].str.contains(r"\S")), counts)
    return messages.filter(opened)


def _next_chunk(opened: float) -> int:
    """The size of the next chunk of a text, of whose lines such a share had to be opened."""
    if opened > _MOST_OPENED:
        return _CHUNK_OF_OPENED
    return _CHUNK_OF_PLAIN if opened < _NEARLY_NONE else CHUNK


def _with_days(lines: pl.Series, days: Days) -> pl.DataFrame:
    frame = lines.to_frame()
    return frame if days.of_lines is None else frame.with_columns(days.of_lines.alias(DAY))


def _with_day_of_each(lines: pl.Series, days: Days) -> pl.DataFrame:
    """The lines, each with its day even where all have the same."""
    day = pl.lit(days.first, pl.Date) if days.of_lines is None else days.of_lines
    return lines.to_frame().with_columns(day.alias(DAY))


def _parts_by_day(lines: pl.DataFrame) -> list[pl.DataFrame]:
    """The lines of each day, for those who take them one by one."""
    if lines.is_empty():
        return []
    return lines.partition_by(DAY, maintain_order=True) if DAY in lines.columns else [lines]
