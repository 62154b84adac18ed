"""Blocks of a text cut at line ends, whatever the length of a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pii_scan.sources.logs.beginning import without_blocks_of_nuls
from pii_scan.sources.logs.encoding import whole_letters
from pii_scan.sources.logs.limited_file import LimitedFile
from pii_scan.sources.logs.packing import BrokenError

LONGEST_LINE = 1024 * 1024
# How far from the end of a block its last line end is looked for.
_LAST_LINE = 64 * 1024


@dataclass(slots=True)
class BlocksOfLines:
    """A file in blocks that end at line ends where lines are not long, so that none is copied."""

    raw: LimitedFile
    size_of_chunk: Callable[[], int]

    def read(self, size: int = -1) -> bytes:
        """The next block, of at least a chunk if there is as much."""
        del size
        start = self.raw.at
        most = self.size_of_chunk() + _LAST_LINE
        end = start + most
        last = self.raw.before(end, _LAST_LINE).rfind(b"\n") + 1
        return self.raw.read(most - _LAST_LINE + last if last else most)


@dataclass(slots=True)
class WholeLines:
    """Chunks that end at line ends, without blocks of NULs; of lines over LONGEST_LINE the start.

    ``end`` is where in the text the last chunk ended, ``cut`` how many lines were cut.
    """

    blocks: Iterator[bytes]
    size_of_chunk: Callable[[], int]
    end: int
    cut: int = 0

    def __iter__(self) -> Iterator[bytes | BrokenError]:  # noqa: C901  one loop over blocks
        kept: list[bytes] = []
        size = dropped = 0
        skips = False
        broken = None
        while True:
            try:
                block = next(self.blocks, None)
            except BrokenError as cause:
                block, broken = None, cause
            if block is None:
                break
            if skips:
                # The rest of a line whose beginning is kept: only its end is looked for.
                rest = block.find(b"\n")
                dropped += len(block) if rest < 0 else rest
                if rest < 0:
                    continue
                block = block[rest:]
            kept.append(block)
            size += len(block)
            wanted = self.size_of_chunk()
            if size < wanted and not skips:
                continue
            data, rest_of = _at_line_end(kept)
            if data:
                self.end += len(data) + dropped
                dropped = 0
                skips = False
                yield self._shortened(data)
            if len(rest_of) >= wanted:
                # Of a line longer than a chunk the beginning is kept, and a byte beyond it to tell.
                bare = without_blocks_of_nuls(rest_of)
                skips = len(bare) > LONGEST_LINE
                dropped += len(rest_of) - min(len(bare), LONGEST_LINE + 1)
                rest_of = bare[: LONGEST_LINE + 1]
            kept, size = [rest_of] if rest_of else [], len(rest_of)
        data = b"".join(kept)
        # A last line without an end can still be being written: it comes by itself.
        whole = data.rfind(b"\n") + 1
        for piece in (data[:whole], data[whole:]):
            if piece:
                self.end += len(piece) + dropped
                dropped = 0
                if text := self._shortened(piece):
                    yield text
        if broken:
            yield broken

    def _shortened(self, data: bytes) -> bytes:
        data = without_blocks_of_nuls(data)
        pieces: list[bytes] = []
        start = taken = 0
        while len(data) - start > LONGEST_LINE:
            # A line end within reach of the longest line is the usual case and one search.
            if end := data.rfind(b"\n", start, start + LONGEST_LINE + 1) + 1:
                start = end
                continue
            self.cut += 1
            pieces += data[taken:start], whole_letters(data[start : start + LONGEST_LINE]) + b"\n"
            start = taken = data.find(b"\n", start) + 1 or len(data)
        return b"".join([*pieces, data[taken:]]) if pieces else data


def _at_line_end(blocks: list[bytes]) -> tuple[bytes, bytes]:
    """Whole lines, none where no line ends, and the rest, copied no more than once."""
    *before, last = blocks
    if not before and last.endswith(b"\n"):
        return last, b""
    if end := last.rfind(b"\n") + 1:
        return b"".join([*before, memoryview(last)[:end]]), last[end:]
    data = b"".join(blocks)
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]
