"""Threads that keep their patterns compiled: to compile one takes as long as thousands of texts.

polars keeps the last 32 patterns that a thread has used, and forgets the one that was used longest
ago (crates/polars-utils/src/regex_cache.rs). More than these in turns are compiled each time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

# What polars keeps, but for a few that it makes itself.
_MOST_PATTERNS = 28

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class PatternThread:
    """A thread for work whose patterns come again and again."""

    def __init__(self, executor: ThreadPoolExecutor | None) -> None:
        """Without an ``executor`` all is done where it is asked for."""
        self._executor = executor

    def submit(
        self,
        work: Callable[_Arguments, _Result],
        *arguments: _Arguments.args,
        **named: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Have ``work`` done there. It is to use polars in a way that starts no other threads."""
        if self._executor is not None:
            return self._executor.submit(work, *arguments, **named)
        done: Future[_Result] = Future()
        done.set_result(work(*arguments, **named))
        return done


class PatternThreads:
    """Shares patterns out among threads, so that each has no more than stay compiled."""

    def __init__(self, *, own: bool) -> None:
        """``own`` is False where no threads are to be started."""
        self._own = own
        self._threads: list[PatternThread] = []
        self._room: list[int] = []

    def thread_for(self, patterns: int) -> PatternThread:
        """The thread for work with so many patterns; it may be that of other work as well."""
        for place, room in enumerate(self._room):
            if patterns <= room:
                self._room[place] -= patterns
                return self._threads[place]
        thread = PatternThread(ThreadPoolExecutor(1) if self._own else None)
        self._threads.append(thread)
        self._room.append(_MOST_PATTERNS - patterns)
        return thread
