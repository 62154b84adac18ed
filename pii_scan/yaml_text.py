"""Texts in YAML: their data, and the lines on which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from pii_scan.errors import PiiScanError

# libyaml reads ten times as fast as the pure Python loader, where it is there; both give the same.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """The safe loader, which takes a text as it is: most of what rules hold are texts."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
        """As YAML's own loader does."""
        if node.tag == "tag:yaml.org,2002:str" and isinstance(node, yaml.ScalarNode):
            return node.value
        return super().construct_object(node, deep)


def parse(text: str, path: Path, error: type[PiiScanError]) -> Any:  # noqa: ANN401  YAML holds anything
    """The data in ``text``. Raises ``error`` where it is not YAML, naming ``path`` and the line."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise error(f"{where}: is not valid YAML: {cause.problem}", "Correct that line.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as cause:
        # An impossible date such as 2026-02-30 is a plain ValueError.
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise error(f"{path}: is not valid YAML: {reason}", "Correct the file.") from None


def line_of_value(text: str, location: Sequence[str | int]) -> int:
    """The line, from 1, on which the value at ``location`` stands, or its nearest parent's."""
    node = yaml.compose(text, Loader=_Loader)
    line = 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            if part >= len(node.value):
                break
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
