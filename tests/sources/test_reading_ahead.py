"""Tables that are read on several connections come as if one were read after the other."""

import threading
import time

import pytest

from pii_scan.model import Field, Reason, Sample, Skipped
from pii_scan.sources.databases.reading_ahead import read_ahead
from pii_scan.sources.databases.table_reading import TableOutcome


class Tables:
    """Readings of tables that note what is read at the same time."""

    def __init__(self, parts: list[int], seconds: float = 0.01, size: int = 0) -> None:
        self.parts = parts
        self.seconds = seconds
        self.size = size
        self.given = 0
        self.begun: list[int] = []
        self.closed: list[int] = []
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def readings(self):
        return [lambda number=number: self.read(number) for number in range(len(self.parts))]

    def read(self, number):
        with self._lock:
            self.begun.append(number)
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            for part in range(self.parts[number]):
                time.sleep(self.seconds)
                self.given += 1
                if self.size:
                    yield Sample(Field("db", (f"t{number}", "c")), {"x" * self.size: 1})
                else:
                    yield Skipped("db", f"t{number}", Reason.in_both(str(part)))
            return TableOutcome(self.parts[number], None, 0)
        finally:
            with self._lock:
                self._now -= 1
                self.closed.append(number)


def all_of(readings, threads):
    found = []
    for reading in read_ahead(readings, threads):
        parts = []
        while True:
            try:
                parts.append(next(reading))
            except StopIteration as end:
                found.append((parts, end.value))
                break
    return found


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_parts_come_in_the_order_of_tables_and_no_more_than_so_many_are_read(threads):
    tables = Tables([3, 0, 5, 1, 2, 4, 0, 3])
    found = all_of(tables.readings(), threads)
    assert [[int(part.reason.message) for part in parts] for parts, _ in found] == [
        list(range(number)) for number in tables.parts
    ]
    assert [outcome.rows for _, outcome in found] == tables.parts
    assert {part.location for parts, _ in found for part in parts} == {
        f"t{number}" for number, parts in enumerate(tables.parts) if parts
    }
    assert tables.most == threads


def test_a_large_table_waits_for_whoever_looks_at_it():
    tables = Tables([500], seconds=0, size=1_000_000)
    in_order = read_ahead(tables.readings(), 1)
    reading = next(in_order)
    next(reading)
    time.sleep(0.3)
    assert tables.given <= 11  # megabytes
    assert len(list(reading)) == 499
    in_order.close()


def test_few_tables_are_read_ahead_of_the_one_that_is_looked_at():
    tables = Tables([1] * 40, seconds=0)
    in_order = read_ahead(tables.readings(), 2)
    next(next(in_order))
    time.sleep(0.3)
    assert len(tables.begun) <= 4
    in_order.close()


def test_what_a_reading_raises_is_raised_where_its_parts_are_taken():
    tables = Tables([2, 2, 2])

    def broken():
        yield Skipped("db", "t1", Reason.in_both("first"))
        raise ValueError("no such row")

    readings = tables.readings()
    readings[1] = broken
    in_order = read_ahead(readings, 2)
    assert [part.location for part in next(in_order)] == ["t0", "t0"]
    second = next(in_order)
    assert next(second).location == "t1"
    with pytest.raises(ValueError, match="no such row"):
        next(second)
    in_order.close()


def test_whoever_looks_no_longer_ends_all_readings():
    tables = Tables([1000] * 10)
    in_order = read_ahead(tables.readings(), 2)
    next(next(in_order))
    begin = time.monotonic()
    in_order.close()
    assert time.monotonic() - begin < 2
    assert sorted(tables.closed) == sorted(tables.begun)
    assert len(tables.begun) < 5
    assert not [thread for thread in threading.enumerate() if "work" in thread.name]
