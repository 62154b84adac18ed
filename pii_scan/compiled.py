"""What is made of the rules that ship with pii-scan, kept as Python keeps its compiled modules.

To read some hundred files of YAML and cut their words takes longer than everything else before a
small scan. What comes of them stands in ``__pycache__`` beside them, as what comes of modules
does, and with the same rules: it is made anew when a file of rules or of the program is another
than it was, nothing is written where Python shall write none or cannot, and nobody who could
change it could not change the program itself.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

import pydantic

from pii_scan import __version__

Made = TypeVar("Made")

_OF_FILES = (".py", ".yaml")


@dataclass(frozen=True)
class Compiled:
    """What is made of the files in ``folder``, by name."""

    folder: Path

    def get(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` gave when it was last called for ``name``, or gives now.

        It must depend on nothing but the files in the folder and the program. Raises what
        ``make`` raises.
        """
        path = Path(cache_from_source(str(self.folder / f"{name}.py"))).with_suffix(".pickle")
        stamp = self._stamp  # of the files before they are read
        match _read(path):
            case (kept_stamp, made) if kept_stamp == stamp:
                kept: Made = made
                return kept
        new = make()
        if not sys.dont_write_bytecode:
            _write(path, (stamp, new))
        return new

    @cached_property
    def _stamp(self) -> str:
        """What tells the files of the folder and the program from what they were before."""
        folders = (str(self.folder), str(Path(__file__).parent))
        stamps = sorted(stamp for folder in folders for stamp in _stamps(folder))
        # Times say nothing where a build sets all to one, and nothing of another pydantic.
        versions = __version__, pydantic.VERSION
        return sha256(repr((versions, stamps)).encode()).hexdigest()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    """The files in a folder, with when each was last changed and its size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            elif entry.name.endswith(_OF_FILES):
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size


def _read(path: Path) -> Any:  # noqa: ANN401  whatever was written
    try:
        with path.open("rb") as file:
            return pickle.load(file)  # noqa: S301  written beside the program, as its modules are
    except Exception:  # noqa: BLE001  missing, damaged or of another version: it is made anew
        return None


def _write(path: Path, kept: object) -> None:
    """Write all of it or nothing: several programs may start at once."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                pickle.dump(kept, file, protocol=pickle.HIGHEST_PROTOCOL)
            shutil.copymode(__file__, name)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
