"""What earlier scans read of each log, so that only the new part is read again.

A file is known by how it begins and by what stands before the place up to which it was read, not
by its name: rotation moves it, and it is still the same. The state holds counts, days, masked
examples and templates of messages, keys of fields with the values in them hidden, marks of all
keys, and for the number of different values sketches of 4,096 registers (see
``detect/distinct.py``), each of which fits thousands of values; of up to two values beside a
template also which of 4,096 buckets they fall into.

A file of any size takes no more than its fields do: of 2,001 at most, 12 KB for each rule that
found something and up to 1,000 templates of each item. Most take 5 to 30 KB. Findings are those of
a scan of the whole but for the number of different values, which is estimated, and what follows
it: how sure a finding is can differ by a hundredth.

Fingerprints of content are keyed with a secret of the state file, which nobody else may read. No
value and no line can be had back from it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pii_scan.errors import StateError
from pii_scan.model import LeftOut

SCHEMA = "pii-scan/state/6"
"""The layout of the file, first of all that it was made with."""
_HEAD = 4096
_TAIL = 1024
_MARK = ',"mark":"'
"""What stands between the content of the file and the mark that tells whether it is damaged."""


@dataclass(slots=True)
class FileRecord:
    """One text that was read: up to ``offset`` bytes of it unpacked, ``lines`` lines.

    ``size`` is that of the file on disk where it is compressed. ``evidence`` are the counts of its
    fields as detection saves them, each with its ``key``; ``keys`` are marks of all keys, those
    that never had a value as well; ``left_out`` are values that count for nothing. ``log`` is the
    log it belongs to now; that is not kept, since names of files can be those of persons.
    """

    origin: str
    head_length: int
    head: str
    tail: str | None
    offset: int
    lines: int = 0
    size: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    evidence: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    log: str = ""


@dataclass(slots=True)
class SourceMemory:
    """What is known of the files of one source. ``kept`` are those that are still there."""

    key: bytes = field(repr=False)
    known: list[FileRecord] = field(default_factory=list, repr=False)
    kept: dict[str, FileRecord] = field(default_factory=dict, repr=False)

    def recall(self, head: bytes, before: Callable[[int, int], bytes] | None) -> FileRecord | None:
        """The record of the text that begins with ``head``; each is given once in a scan.

        ``before`` gives up to so many bytes that stand before a place of a file that is not
        compressed, and nothing where the file is shorter.
        """
        for record in sorted(self.known, key=lambda one: -one.offset):
            if record.origin in self.kept or self._mark(head[: record.head_length]) != record.head:
                continue
            if len(head) < record.head_length:
                continue
            if before and record.tail and self._mark(before(record.offset, _TAIL)) != record.tail:
                continue
            self.kept[record.origin] = record
            return record
        return None

    def begin(self) -> FileRecord:
        """A record for a text that is not known."""
        return FileRecord(secrets.token_hex(8), 0, "", None, 0)

    def keep(
        self, record: FileRecord, head: bytes, before: Callable[[int, int], bytes] | None
    ) -> None:
        """Remember a text that was read up to ``record.offset``."""
        if not record.offset:
            return
        begin = head[: min(_HEAD, record.offset)]
        record.head_length, record.head = len(begin), self._mark(begin)
        record.tail = self._mark(before(record.offset, _TAIL)) if before else None
        self.kept[record.origin] = record

    def forget(self, record: FileRecord) -> None:
        """Read it again next time: something of it could not be read."""
        self.kept.pop(record.origin, None)

    def marks(self, keys: Iterable[str]) -> set[str]:
        """What tells keys from each other and not what they are: they can be data."""
        return {self._mark(key.encode(errors="surrogatepass")) for key in keys}

    def _mark(self, data: bytes) -> str:
        return hmac.new(self.key, data, hashlib.sha256).hexdigest()[:32]


@dataclass(slots=True)
class ScanState:
    """The memory of all sources, read from a file and written to it as a whole."""

    path: Path
    made_with: str
    key: bytes = field(repr=False)
    sources: dict[str, SourceMemory] = field(default_factory=dict, repr=False)
    note: str | None = None

    @property
    def sketch_key(self) -> int:
        """What the sketches are keyed with, 64 bits."""
        return int.from_bytes(hashlib.sha256(self.key + b"sketch").digest()[:8], "big")

    def memory(self, source: str) -> SourceMemory:
        """What is known of the files of a source."""
        # A source can be named after a file, and a file after a person.
        name = hmac.new(self.key, source.encode(), hashlib.sha256).hexdigest()[:32]
        return self.sources.setdefault(name, SourceMemory(self.key))

    def save(
        self,
        evidence: Mapping[str, list[dict[str, Any]]],
        left_out: Mapping[str, Sequence[LeftOut]],
    ) -> None:
        """Write what this scan read; all of it by origin. The file is replaced as a whole.

        Of two scans at once the last one's state stays; each is complete by itself. Raises
        StateError where it cannot be written.
        """
        content = {
            "made_with": self.made_with,
            "key": self.key.hex(),
            "sources": {
                name: [
                    _as_json(
                        record, evidence.get(record.origin, []), left_out.get(record.origin, [])
                    )
                    for record in memory.kept.values()
                ]
                for name, memory in self.sources.items()
            },
        }
        folder = self.path.resolve().parent
        try:
            # Made for its owner only (0600), with a name of its own.
            number, part = tempfile.mkstemp(dir=folder, prefix=f".{self.path.name}.")
        except OSError as error:
            raise _unwritable(self.path, error) from None
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(_marked(json.dumps(content, separators=(",", ":")), self.key))
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(self.path.resolve())
        except OSError as error:
            raise _unwritable(self.path, error) from None
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(part).unlink()


def load_state(path: Path, made_with: str, check: Callable[[dict[str, Any]], object]) -> ScanState:
    """The state in a file; an empty one where there is none, or with a ``note`` if it is damaged.

    ``made_with`` names the rules and versions: what others counted cannot be added to. ``check``
    raises ValueError, KeyError or TypeError for counts that are damaged. Raises StateError where
    the file cannot be read.
    """
    fresh = ScanState(path, made_with, secrets.token_bytes(32))
    if path.exists() and not path.is_file():
        # A device can be read for ever, and a pipe waited for.
        raise StateError(f"{path}: is no file", "Name another file with --state.")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return fresh
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise StateError(
            f"{path}: cannot be read: {error.strerror}", "Name another file with --state."
        ) from None
    try:
        content = json.loads(text)
        if content["made_with"] != made_with:
            fresh.note = (
                f"{path}: was made with other rules, networks or versions; everything is read again"
            )
            return fresh
        key = bytes.fromhex(content["key"])
        _check_mark(text, key)
        sources = {
            name: SourceMemory(key, [_from_json(record) for record in records])
            for name, records in content["sources"].items()
        }
        for memory in sources.values():
            for record in memory.known:
                for saved in record.evidence:
                    check(saved)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        fresh.note = f"{path}: is damaged; everything is read again and it is written anew"
        return fresh
    return ScanState(path, made_with, key, sources)


def _marked(content: str, key: bytes) -> str:
    """A JSON object with one more key, by which each change of a letter of it is seen."""
    mark = hmac.new(key, content.encode(), hashlib.sha256).hexdigest()
    return f'{content[:-1]}{_MARK}{mark}"}}'


def _check_mark(text: str, key: bytes) -> None:
    """Raises ValueError for a text that is not as it was written."""
    if _marked(f"{text.rpartition(_MARK)[0]}}}", key) != text:
        raise ValueError(SCHEMA)


def _unwritable(path: Path, error: OSError) -> StateError:
    return StateError(
        f"{path}: cannot be written: {error.strerror}", "Name another file with --state."
    )


def _as_json(
    record: FileRecord, evidence: list[dict[str, Any]], left_out: Sequence[LeftOut]
) -> dict[str, Any]:
    return {
        "origin": record.origin,
        "head_length": record.head_length,
        "head": record.head,
        "tail": record.tail,
        "offset": record.offset,
        "lines": record.lines,
        "size": record.size,
        "first": record.first.isoformat() if record.first else None,
        "last": record.last.isoformat() if record.last else None,
        "evidence": evidence,
        "keys": sorted(record.keys),
        "left_out": [[one.key, one.why, one.number] for one in left_out],
    }


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _from_json(saved: dict[str, Any]) -> FileRecord:
    evidence = saved["evidence"]
    if not isinstance(evidence, list) or not all(isinstance(one["key"], list) for one in evidence):
        raise ValueError(SCHEMA)
    return FileRecord(
        origin=str(saved["origin"]),
        head_length=int(saved["head_length"]),
        head=str(saved["head"]),
        tail=saved["tail"],
        offset=int(saved["offset"]),
        lines=int(saved["lines"]),
        size=saved["size"],
        first=_day(saved["first"]),
        last=_day(saved["last"]),
        evidence=evidence,
        keys=set(map(str, saved["keys"])),
        left_out=[LeftOut(str(key), str(why), int(n)) for key, why, n in saved["left_out"]],
    )
