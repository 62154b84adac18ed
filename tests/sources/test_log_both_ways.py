"""A log is the same log with and without numpy, wherever in it the one way follows the other."""

import contextlib
import datetime as dt
import threading
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pii_scan.model import Coverage, Sample
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.logs import line_shapes, reading
from pii_scan.sources.logs import lines as lines_module
from pii_scan.sources.logs.line_shapes import LineShapes
from pii_scan.sources.logs.lines import LineReader
from pii_scan.sources.logs.source import LogSource
from pii_scan.sources.logs.told_shapes import ToldShapes

DAY = dt.date(2026, 11, 29)
LINES = [
    "2026-11-20 09:00:00 INFO job 123 started",
    "2026-11-21 10:00:00 sms sent to 010-1234-5678",
    "2026-11-21 10:00:00 회원 phone=010-2222-3333 x=1",
    '{"email":"a@example.com"}',
    '192.0.2.1 - - [20/Nov/2026:09:30:00 +0900] "GET /?a=b HTTP/1.1" 200 5',
    "",
    "   ",
    "\t\v\f",
    "\u3000 ",
    "\x1d",
    "a\x1db 010-1234-5678",
    "a\x00b 12",
    "\r",
    "foo\r bar 1",
    "\ufeffmark 1",
    "\u2028 x @ y",
    "\x78\x01 as of zlib",
    'say "hi", 1,2,3',
    "012-3456 " * 300,
]
TELLINGS = [
    lambda shapes: shapes.str.contains("000-0000|@|phone"),
    lambda shapes: pl.Series([True] * len(shapes), dtype=pl.Boolean),
    lambda shapes: pl.Series([False] * len(shapes), dtype=pl.Boolean),
]


def _counted(chunks, worth_numpy, telling):
    """All that is counted of each chunk, and how many lines of it hold nothing."""
    before, line_shapes.WORTH_NUMPY = line_shapes.WORTH_NUMPY, worth_numpy
    try:
        reader, found = LineReader(telling), []
        for chunk in chunks:
            taken = reader.count_text(chunk, DAY)
            counts = taken.counts.dated(taken.days.first)
            if taken.waiting is not None:
                counts.add_all(reader.open(taken.waiting).dated(None))
            frames = counts.finished().frames
            rows = {
                key: [row for one in some for row in one.rows()] for key, some in frames.items()
            }
            counted = {key: _added_up(some) for key, some in rows.items()}
            found.append((counted, counts.plain, taken.lines, taken.days.first, taken.days.last))
        return found
    finally:
        line_shapes.WORTH_NUMPY = before


def _added_up(rows):
    total = {}
    for value, number, first, last in rows:
        total.setdefault(value, [0, set()])
        total[value][0] += number
        total[value][1] |= {first, last} - {None}
    return {
        text: (number, days and (min(days), max(days))) for text, (number, days) in total.items()
    }


LINE = st.sampled_from(LINES) | st.text(
    st.characters(codec="utf-8", exclude_characters="\n"), max_size=20
)
ENDED = st.tuples(LINE, st.sampled_from(["\n", "\r\n"])).map("".join)
CHUNK = st.lists(ENDED, min_size=1, max_size=150).map(lambda lines: "".join(lines).encode())


@settings(max_examples=120, deadline=None)
@given(
    st.lists(CHUNK, min_size=1, max_size=3),
    st.sampled_from([b"", b"sms to 010-1234-5678"]),
    st.sampled_from(TELLINGS),
)
@example([b"abc\nabc\r\ndef\n"], b"", TELLINGS[0])
@example(["\n".join(LINES).encode(), "\r\n".join(LINES * 9).encode()], b"the last", TELLINGS[0])
def test_a_text_is_counted_the_same_in_both_ways(chunks, unended, telling):
    chunks = [*chunks, unended] if unended else chunks
    slowly = _counted(chunks, 2**62, telling)
    assert _counted(chunks, 0, telling) == slowly
    assert _counted(chunks, len(chunks[0]) + 1, telling) == slowly


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("worth_numpy", [0, 2**62])
def test_blank_lines_are_neither_opened_nor_counted(worth_numpy, tells):
    chunk = b"\n \t\r\n\r\n010-1234-5678 x\n\x1d\n" * 50

    def telling(shapes):
        return pl.Series([tells] * len(shapes), dtype=pl.Boolean)

    ((_, plain, lines, _, _),) = _counted([chunk], worth_numpy, telling)
    assert (plain, lines) == (0 if tells else 50, 250)


def test_what_one_thread_learns_of_blank_lines_is_not_lost_to_another(monkeypatch):
    """Two threads that write what they know at the same time leave what both know."""
    told = ToldShapes(lambda shapes: pl.Series([False] * len(shapes), dtype=pl.Boolean))
    hashes = {text: pl.Series([text]).hash() for text in ("\n", "\r\n")}
    both_read, concat = threading.Barrier(2), pl.concat

    def concat_late(*arguments, **named):
        # Without a lock both have read by now, and the second to write forgets the first.
        with contextlib.suppress(threading.BrokenBarrierError):
            both_read.wait(0.2)
        return concat(*arguments, **named)

    monkeypatch.setattr(pl, "concat", concat_late)
    threads = [
        threading.Thread(target=told.to_open, args=(pl.Series([text]), some, "^[{]"))
        for text, some in hashes.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [told.blanks(some) for some in hashes.values()] == [1, 1]


def test_all_logs_of_a_thread_share_what_numpy_writes_in():
    """An archive has hundreds of large logs in work, each of which would hold a chunk's size."""
    first, second = LineShapes(line_shapes.WORTH_NUMPY), LineShapes(line_shapes.WORTH_NUMPY)
    shapes, _ = first(b"first 1\n" * 1000)
    room = line_shapes.OWN.room
    assert shapes[0] == "first 0\n"
    del shapes
    second(b"other 1\n" * 1000)
    assert line_shapes.OWN.room is room


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_log_is_the_same_where_numpy_takes_over_in_the_middle(tmp_path, monkeypatch, end):
    monkeypatch.setattr(reading, "CHUNK", 20_000)
    sizes = []
    lines = [f"{LINES[number % len(LINES)]} {number % 7}" for number in range(9_000)]
    lines[::11] = [""] * len(lines[::11])
    path = tmp_path / "app.log"
    path.write_bytes(end.join(["plain words come first"] * 30 + lines).encode())

    def read(worth_numpy):
        monkeypatch.setattr(line_shapes, "WORTH_NUMPY", worth_numpy)
        values, plain = {}, 0
        settings_ = SourceSettings("logs", str(path), telling=TELLINGS[0])
        for part in LogSource(settings_).read():
            if isinstance(part, Sample):
                known = values.setdefault(part.field.path, {})
                for value, number in dict(part.values).items():
                    known[value] = known.get(value, 0) + number
                plain += part.others or 0
            elif isinstance(part, Coverage):
                sizes.append(part.rows_scanned)
        return values, plain

    slowly = read(2**62)
    assert read(0) == slowly
    assert read(path.stat().st_size // 2) == slowly
    assert sizes == [9_030] * 3


REAL = sorted(
    {
        line
        for path in (Path(__file__).parent / "real_logs").iterdir()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    }
)
WORDS = [
    *("user", "kim", "email", "kim@example.com", "010-1234-5678", "203.0.113.7", "2026-11-20"),
    *(
        "INSERT",
        "INTO",
        "VALUES",
        "LIKE",
        "like",
        "binding",
        "parameter",
        "Preparing",
        "Parameters",
    ),
    *("GET", "POST", "/join", "HTTP/1.1", "Cookie", "MONITOR", "LEEF", "id", "TCP_MISS/200", "sip"),
    *("org.hibernate.SQL", "NULL", "1", "1732000000.123", "INFO", "main", "elb", "HIER_NONE/-"),
    *(
        "-",
        "/",
        ")",
        "]",
        "}",
        ">",
        "&",
        ",",
        ";",
        "%40",
        "\\x3c",
        "\t",
        "가입",
        "고객명",
        "김민수",
    ),
    *("=", ":", '"', "'", "{", "[", "(", "<", "|", "?", "\x1e"),
]
MESSAGE = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.sampled_from(REAL)


@settings(max_examples=40, deadline=None)
@given(st.lists(MESSAGE, min_size=1, max_size=30))
@example(["1732000000.123", ""])
def test_what_is_nothing_but_words_is_what_all_readers_leave_as_it_is(lines):
    chunk = "".join(f"{line}\n" for line in lines).encode()
    at_once = _counted([chunk], 2**62, None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lines_module, "_SIGNS", "")  # every reader is asked about every line
        assert _counted([chunk], 2**62, None) == at_once
