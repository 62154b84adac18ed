"""Lines of plain pairs are cut at their equal signs, and come to what the exact search finds."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pii_scan.sources.logs import plain_pairs
from pii_scan.sources.logs.counts import DAY, LINE, Counts
from pii_scan.sources.logs.cutting import split_lines
from pii_scan.sources.logs.plain_pairs import PlainPairs
from pii_scan.sources.logs.text import count_text

KEYS = st.sampled_from(
    [
        "id",
        "user.name",
        "addr",
        "k1",
        "ip-address",
        "이름",
        "a12345b6",
        "deadbeef0",
        "x" * 70,
        "1st",
        "",
    ]
)
VALUES = st.sampled_from(
    ["5", "kim@example.com", "12:30", "http://a.b/c", "a.", "이순신", "-", "null", "%40x", "?"]
) | st.sampled_from(["Kim", "서울시", "12"])
ODD_VALUES = st.sampled_from(
    ['"two words"', '""', '"a=b"', '"a: b, c"', "''", "'q'", "", "a,b", "(x)", "<1>", "\\n", "a=="]
)
BETWEEN = st.sampled_from(
    [" ", ", ", " from ", " at line ", "; ", "&", "\t", "  ", ", then ", ","]
) | (st.sampled_from([" Minsu ", " 강남구 테헤란로 12 ", " Main Street "]))
BEFORE = st.sampled_from(
    ["", "login ok ", "user: ", "(x) ", "at 12:30 ", "level: info, ", '"q" ', "a = ", " ", "회원 "]
) | st.sampled_from(["이름 : 김민수 / 성별 : 남 ", "이름 : 김민수 / "])
BEHIND = st.sampled_from(["", " ", " done", ".", ", ok", " x: y", " 3 of 5", "=", " a ="])


@st.composite
def lines(draw):
    pairs = draw(st.lists(st.tuples(KEYS, VALUES | ODD_VALUES), min_size=1, max_size=4))
    line = draw(BEFORE)
    for number, (key, value) in enumerate(pairs):
        line += (draw(BETWEEN) if number else "") + f"{key}={value}"
    return line + draw(BEHIND)


def exactly(texts, counts):
    if not texts.is_empty():
        count_text(texts, counts)
    return counts


def all_rows(counts):
    keys, rows = set(), []
    for key, frames in counts.finished().frames.items():
        keys.add(key)
        for frame in frames:
            days = frame.columns[2:]
            rows += [(key, *row) for row in frame.select("value", "count", *days).rows()]
    added = {}
    for key, value, number, *days in rows:
        before = added.get((key, value), (0, *days))
        first, last = (min(before[1], days[0]), max(before[2], days[1])) if days else (0, 0)
        added[key, value] = (before[0] + number, first, last)
    return keys, added


def both_ways(frame):
    counts = Counts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_pairs, "_LEAST_LINES", 1)
        reader = PlainPairs()
        left = reader.read(frame, counts)
    assert left.columns == frame.columns
    assert all_rows(exactly(left, counts)) == all_rows(exactly(frame, Counts()))
    return left.height


@settings(deadline=None)
@given(st.lists(lines(), min_size=1, max_size=12))
@example(["id=5", "id=a== id=5"])
@example(["id=5", "=5"])
def test_the_exact_search_finds_the_same(texts):
    both_ways(pl.DataFrame({LINE: texts}))


@settings(deadline=None)
@given(st.lists(lines(), min_size=2, max_size=6))
def test_days_are_kept(texts):
    days = [dt.date(2026, 11, 1 + number) for number in range(len(texts))]
    both_ways(pl.DataFrame({LINE: texts, DAY: days}))


@pytest.mark.parametrize(
    "line",
    [
        'level=info msg="request served" method=GET path=/api/items/5 took=3ms',
        "login ok user=kim ip=192.0.2.1",
        "order placed id=5, amount=300, by=kim",
        "retry id=5 from ip=192.0.2.1 now",
        "user= ip=192.0.2.1",
        "이름=이순신 전화=010-2345-6789",
        'msg="a: b, c=" ok=1',
    ],
)
def test_plain_lines_are_all_taken(line):
    taken = '="' not in line or 'c="' not in line
    assert both_ways(pl.DataFrame({LINE: [line] * 3})) == (0 if taken else 3)


@pytest.mark.parametrize(
    "line",
    ["user: kim id=5", "id=5; ip=3", "key = value id=5", "id='5'", 'a="x\\"y" b=2', "q=/a?b=1&c=2"],
)
def test_others_are_left_to_the_exact_search(line):
    assert both_ways(pl.DataFrame({LINE: [line] * 3})) == 3


def test_lines_of_a_form_that_differ_elsewhere_are_left():
    texts = ["login user=kim ip=1", "user: kim user=kim ip=1", "user=kim ip=1=", "user=kim ip=(1)"]
    left = both_ways(pl.DataFrame({LINE: texts}))
    assert left == 3


def test_a_line_with_more_lines_in_it_is_left():
    assert both_ways(pl.DataFrame({LINE: ["id=5\nip=3", "id=5 ip=3"]})) == 2
    assert both_ways(split_lines(b"id=5 \x1e ip=3\nid=5 ip=3").to_frame()) == 2


def test_a_key_of_two_words_is_left_to_the_exact_search():
    lines = [*["id=5 x=1"] * 7, "회원 id=5 x=1", "x=1 접속 id=5", "x=2 접속 id=6"]
    both_ways(pl.DataFrame({LINE: lines}))


@pytest.mark.parametrize(
    "line",
    [
        "[UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:12:34:56 SRC=198.51.100.4 DST=10.0.0.5 LEN=60 X={n}",
        "connect to 10.0.0.5 port 3306 failed try={n} wait=3",
        "GMS: address=node1, cluster=ejb, physical address=10.0.0.5:7601 n={n}",
        "upstream=10.0.0.5#53 tries={n}",
    ],
)
def test_what_calls_a_server_is_left_to_the_exact_search(line):
    texts = pl.DataFrame({LINE: [line.format(n=n) for n in range(200)]})
    plain = pl.DataFrame({LINE: [f"login ok try={n} wait=3" for n in range(200)]})
    reader, counts = PlainPairs(), Counts()
    reader.read(plain, Counts())
    found = exactly(reader.read(texts, counts), counts).as_dict()
    assert found == exactly(texts, Counts()).as_dict()
