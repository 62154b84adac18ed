import datetime as dt

import pytest

from pii_scan.periods import add_period, in_korean, in_words, is_period


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2023-01-31", "P1M", "2023-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-11-30", "P3M", "2025-02-28"),
        ("2024-12-31", "P1Y6M", "2026-06-30"),
        ("2024-01-01", "P2W", "2024-01-15"),
        ("2024-01-01", "P30D", "2024-01-31"),
        ("9998-01-01", "P5Y", "9999-12-31"),
        ("9999-12-31", "P1D", "9999-12-31"),
    ],
)
def test_a_period_ends_on_the_calendar_day(day, period, expected):
    assert add_period(dt.date.fromisoformat(day), period) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["", "P", "1Y", "P1", "PT1H", "P1Y ", "P-1Y", "P1D1Y"])
def test_other_texts_are_no_period(text):
    assert not is_period(text)
    with pytest.raises(ValueError, match="ISO 8601"):
        add_period(dt.date(2024, 1, 1), text)


def test_periods_in_words():
    assert in_words("P1Y") == "1 year"
    assert in_words("P1Y6M") == "1 year 6 months"
    assert in_words("P3M") == "3 months"
    assert in_korean("P1Y6M") == "1년 6개월"
    assert in_korean("P2W") == "2주"
