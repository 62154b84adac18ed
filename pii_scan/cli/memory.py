"""How memory is taken from the system: set before anything large is read."""

from __future__ import annotations

import os

from pii_scan.memory import of_glibc

# polars' memory: by default jemalloc has four arenas a core, and keeps what each gives back: a log
# of 200 MB of messages took 436 MB instead of 354. Two arenas are no faster than one.
_JEMALLOC = "narenas:1,dirty_decay_ms:300,muzzy_decay_ms:0"
# Python's: by default glibc gives each block of a file back to the system and asks for it again,
# which took a fifth of the time of a large log. mallopt(3) has these numbers.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 64 * 1024 * 1024


def keep_memory() -> None:
    """Have blocks of memory used again instead of given back, as far as the system can."""
    os.environ.setdefault("_RJEM_MALLOC_CONF", _JEMALLOC)  # read when polars is imported
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is: its threads spin
    if mallopt := of_glibc("mallopt"):
        mallopt(_TRIM_THRESHOLD, _KEPT)
        mallopt(_MMAP_THRESHOLD, _KEPT)
