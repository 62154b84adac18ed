"""Lines of one day are counted by themselves where there are many, with the same counts."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.sources.logs import days as days_module
from pii_scan.sources.logs.days import Days
from pii_scan.sources.logs.lines import LineReader
from pii_scan.sources.logs.own_days import with_own_days

MODIFIED = dt.date(2026, 12, 24)
ALWAYS, NEVER = 1, 1_000_000
WEB = '192.0.2.{n} - - [{day:%d/%b/%Y}:10:11:00 +0900] "GET /a/{n} HTTP/1.1" 200 1 "-" "agent {n}"'
JSON = '{{"time":"{day:%Y-%m-%d}T10:11:12Z","client":{{"ip":"192.0.2.{n}"}},"n":{n}}}'
LINES = [
    WEB,
    WEB.replace('"agent {n}"', '"say \\"{n}\\""'),
    JSON,
    '{{"time":"{day:%Y-%m-%d}T10:11:12Z","other":{n}}}',
    "{day:%Y-%m-%d} 10:11:12,123 INFO from=192.0.2.{n}",
    "    at com.example.Main(Main.java:{n})",
    "",
]


def counted(text, lines_of_run):
    """Each value of each key with how often, and its first and last day."""
    before, days_module.LINES_OF_RUN = days_module.LINES_OF_RUN, lines_of_run
    try:
        taken = LineReader().count_text(text, MODIFIED, MODIFIED)
    finally:
        days_module.LINES_OF_RUN = before
    values = {}
    for key, frames in taken.counts.dated(taken.days.first).finished().frames.items():
        for value, number, first, last in (row for frame in frames for row in frame.rows()):
            place = values.setdefault((key, value), [0, first, last])
            place[:] = place[0] + number, min(place[1], first), max(place[2], last)
    return values, taken.counts.plain, taken.lines, taken.days.first, taken.days.last


@pytest.mark.parametrize("first", [WEB, JSON])
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(LINES), st.integers(0, 3), st.integers(0, 9)),
        min_size=1,
        max_size=60,
    )
)
def test_runs_change_how_fast_lines_are_counted_and_nothing_else(first, drawn):
    # Days follow each other; one line in a few is late.
    days = sorted(day for _, day, _ in drawn)
    lines = [first.format(day=MODIFIED - dt.timedelta(9), n=0)] + [
        line.format(day=MODIFIED - dt.timedelta(8 - day - 2 * (n == 9)), n=n)
        for (line, _, n), day in zip(drawn, days, strict=True)
    ]
    text = "".join(f"{line}\n" for line in lines).encode()
    assert counted(text, ALWAYS) == counted(text, NEVER)


def test_runs_are_the_lines_that_follow_each_other_on_one_day(monkeypatch):
    monkeypatch.setattr(days_module, "LINES_OF_RUN", 2)
    one, other = dt.date(2026, 11, 20), dt.date(2026, 11, 21)
    days = Days(one, other, pl.Series([one] * 3 + [other] * 2))
    assert [(run.start, run.length, run.days.first) for run in days.runs(5)] == [
        (0, 3, one),
        (3, 2, other),
    ]
    short = Days(one, other, pl.Series([one, other, one, other, one]))
    assert [(run.start, run.length, run.days) for run in short.runs(5)] == [(0, 5, short)]
    (whole,) = Days(one, one).runs(7)
    assert (whole.start, whole.length) == (0, 7)


def test_in_a_merged_log_a_line_of_each_kind_has_its_own_day():
    text, late = LINES[4], MODIFIED - dt.timedelta(3)
    kinds = [text, *[WEB] * 3, JSON]
    lines = [line.format(day=MODIFIED, n=1) for line in kinds] * 3
    lines += [line.format(day=late, n=2) for line in (text, WEB, JSON)]
    days = with_own_days(pl.Series(lines), Days(MODIFIED, MODIFIED), MODIFIED)
    assert days.of_lines.to_list() == [MODIFIED] * 15 + [late] * 3
