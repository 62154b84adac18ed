"""Tables read on several connections: the next ones come while one is still being looked at.

What a server is asked for each table takes several ways to it and back, one after the other.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from pii_scan.columns import Column
from pii_scan.model import Part, Sample
from pii_scan.sources.databases.table_reading import TableOutcome

TableReading = Generator[Part, None, TableOutcome]
"""The parts of one table, and at the end what became of it."""

# Bytes of a table's values that wait to be looked at, beside one part more.
_MOST_WAITING = 8_000_000
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
    """A table that is read by a thread of its own; ``size`` is in bytes, of what waits."""

    read: Callable[[], TableReading]
    waiting: deque[Part | _End] = field(default_factory=deque)
    size: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def put(self, part: Part | _End, stopped: threading.Event) -> bool:
        """Have ``part`` wait as soon as there is room; False where none is wanted any more."""
        with self.changed:
            while self.size > _MOST_WAITING and not stopped.is_set():
                self.changed.wait(_WAIT_SECONDS)
            self.waiting.append(part)
            self.size += _size(part)
            self.changed.notify_all()
        return not stopped.is_set()

    def take(self) -> Part | _End:
        """The next part, as soon as there is one."""
        with self.changed:
            while not self.waiting:
                # Not for ever: on Windows Ctrl-C is heard only in between.
                self.changed.wait(_WAIT_SECONDS)
            part = self.waiting.popleft()
            self.size -= _size(part)
            self.changed.notify_all()
        return part


def read_ahead(
    readings: Sequence[Callable[[], TableReading]], threads: int
) -> Generator[TableReading, None, None]:
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
                if not table.put(part, stopped):
                    return
    except BaseException as error:  # noqa: BLE001  raised where it is waited for
        end = _End(error=error)
    table.put(end, stopped)


def _taken(table: _Table) -> TableReading:
    while True:
        part = table.take()
        if not isinstance(part, _End):
            yield part
        elif part.error is not None:
            raise part.error
        elif part.outcome is not None:
            return part.outcome


def _size(part: Part | _End) -> int:
    if not isinstance(part, Sample):
        return 0
    return part.values.size if isinstance(part.values, Column) else sum(map(len, part.values))
