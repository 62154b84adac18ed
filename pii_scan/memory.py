"""What the C library does with memory that Python gives back to it."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any


def give_back_memory() -> None:
    """Give memory that is kept and not used back to the system, as far as it can be.

    Takes a millisecond: for once in a while, where much more is to come.
    """
    if malloc_trim := of_glibc("malloc_trim"):
        malloc_trim(0)


@cache
def of_glibc(name: str) -> Callable[..., Any] | None:
    """A function of the C library; None where it has none of that name, as musl."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)
