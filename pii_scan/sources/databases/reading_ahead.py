"""Tables read on several connections: the next ones come while one is still being looked at.

What a server is asked for each table takes several ways to it and back, one after the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from queue import Empty, Full, Queue

from pii_scan.model import Part
from pii_scan.sources.databases.table_reading import TableOutcome

TableReading = Generator[Part, None, TableOutcome]
"""The parts of one table, and at the end what became of it."""

# Parts of a table that wait to be looked at: so many are a few megabytes.
_MOST_WAITING = 64
# So often a thread that waits looks whether it is still wanted.
_WAIT_SECONDS = 0.2
# A thread that the server keeps waiting is left behind when the program ends.
_LAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _End:
    """A table was read, or reading it raised what no reader foresaw."""

    outcome: TableOutcome | None = None
    error: BaseException | None = None


@dataclass(slots=True)
class _Table:
    """A table that is read by a thread of its own."""

    read: Callable[[], TableReading]
    waiting: Queue[Part | _End] = field(default_factory=lambda: Queue(_MOST_WAITING))


def read_ahead(
    readings: Sequence[Callable[[], TableReading]], threads: int
) -> Iterator[TableReading]:
    """Each of ``readings`` in its order, of which up to ``threads`` are read at a time.

    What is given is to be taken to its end before the next. Raises what a reading raises.
    """
    tables = [_Table(read) for read in readings]
    stopped = threading.Event()
    # A table that was read and not looked at yet is held as well.
    room = threading.Semaphore(threads + 1)
    rest, lock = iter(tables), threading.Lock()

    def work() -> None:
        while not stopped.is_set():
            if not room.acquire(timeout=_WAIT_SECONDS):
                continue
            with lock:
                table = next(rest, None)
            if table is None:
                return
            _read(table, stopped)

    # Ctrl-C does not wait for a server.
    workers = [threading.Thread(target=work, daemon=True) for _ in range(threads)]
    for worker in workers:
        worker.start()
    try:
        for table in tables:
            yield _taken(table)
            room.release()
    finally:
        stopped.set()
        for worker in workers:
            worker.join(_LAST_SECONDS)


def _read(table: _Table, stopped: threading.Event) -> None:
    """Put the parts of a table where they are waited for, until all are or none is wanted."""
    end = _End()
    try:
        with closing(table.read()) as reading:
            while True:
                try:
                    part = next(reading)
                except StopIteration as stop:
                    end = _End(stop.value)
                    break
                if not _put(table, part, stopped):
                    return
    except BaseException as error:  # noqa: BLE001  raised where it is waited for
        end = _End(error=error)
    _put(table, end, stopped)


def _put(table: _Table, part: Part | _End, stopped: threading.Event) -> bool:
    while not stopped.is_set():
        try:
            table.waiting.put(part, timeout=_WAIT_SECONDS)
        except Full:
            continue
        return True
    return False


def _taken(table: _Table) -> TableReading:
    while True:
        try:
            # Not for ever: on Windows Ctrl-C is heard only in between.
            part = table.waiting.get(timeout=_WAIT_SECONDS)
        except Empty:
            continue
        if not isinstance(part, _End):
            yield part
        elif part.error is not None:
            raise part.error
        elif part.outcome is not None:
            return part.outcome
