"""How memory is taken from the system and given back to it."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

# polars' memory: by default jemalloc has four arenas a core, and keeps what each gives back: a log
# of 200 MB of messages took 436 MB instead of 354. Two arenas are no faster than one.
_JEMALLOC = "narenas:1,dirty_decay_ms:300,muzzy_decay_ms:0"
# Python's: by default glibc gives each block of a file back to the system and asks for it again,
# which took a fifth of the time of a large log. mallopt(3) has these numbers.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 64 * 1024 * 1024


def keep_memory() -> None:
    """Have blocks of memory used again instead of given back, as far as the system can.

    To be called before anything large is read.
    """
    os.environ.setdefault("_RJEM_MALLOC_CONF", _JEMALLOC)  # read when polars is imported
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is: its threads spin
    if mallopt := _of_glibc("mallopt"):
        mallopt(_TRIM_THRESHOLD, _KEPT)
        mallopt(_MMAP_THRESHOLD, _KEPT)


def give_back_memory() -> None:
    """Give what ``keep_memory`` kept and nothing uses back to the system, as far as it can.

    Takes a millisecond: for once in a while, where much more is to come.
    """
    if malloc_trim := _of_glibc("malloc_trim"):
        malloc_trim(0)


@cache
def _of_glibc(name: str) -> Callable[..., Any] | None:
    """A function of the C library; None where it has none of the name, as musl."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)
