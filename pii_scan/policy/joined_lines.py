"""Lines of a policy that go on with the line above them, put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pii_scan.policy.document import Line
from pii_scan.policy.files.markers import has_marker

_LONGEST_LABEL = 60
_LONGEST_LIST = 1000
_COLON = re.compile(r"[:：](?!//)(?!\d)")


def joined_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """``lines``, each that only says more of the one above as a part of that.

    ": 이름, 생년월일" stands behind the short line that it says something of, and "주소, 성별" goes
    on with "- 필수 : 이름,".
    """
    above: Line | None = None
    for line in lines:
        joined = above and (_behind_label(above, line) or _behind_comma(above, line))
        if joined:
            above = joined
            continue
        if above is not None:
            yield above
        above = line
    if above is not None:
        yield above


def _behind_label(above: Line, line: Line) -> Line | None:
    if line.cells or above.cells or not line.text.startswith((":", "：")):
        return None
    short = len(above.text) <= _LONGEST_LABEL and not _COLON.search(above.text)
    return replace(above, text=f"{above.text} {line.text}") if short else None


def _behind_comma(above: Line, line: Line) -> Line | None:
    """A list that a line ends with a comma in, with the deeper line it goes on in."""
    bare = not (above.cells or line.cells) and above.level is None and line.level is None
    if not bare or not above.text.endswith((",", "、")) or line.indent <= above.indent:
        return None
    short = len(above.text) + len(line.text) <= _LONGEST_LIST
    if not short or has_marker(line.text) or _COLON.search(line.text):
        return None
    return replace(above, text=f"{above.text} {line.text}")
