"""YAML files with errors that name the file, the line and the key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pii_scan.errors import PiiScanError
from pii_scan.yaml_faults import in_plain_words

ModelT = TypeVar("ModelT", bound=BaseModel)

# libyaml reads ten times as fast as the pure Python loader, where it is there; both give the same.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """The safe loader, which takes a text as it is: most of what rules hold are texts."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
        """As YAML's own loader does."""
        if node.tag == "tag:yaml.org,2002:str" and isinstance(node, yaml.ScalarNode):
            return node.value
        return super().construct_object(node, deep)


def read_yaml(path: Path, error: type[PiiScanError]) -> Any:  # noqa: ANN401  YAML holds anything
    """The data in a YAML file.

    Raises ``error`` when the file is missing, unreadable or not YAML; the message names the line.
    """
    return read_with_text(path, error)[0]


def read_text(path: Path, error: type[PiiScanError]) -> str:
    """The text of a UTF-8 file that holds well-formed YAML; raises as ``read_yaml`` does."""
    return read_with_text(path, error)[1]


def read_with_text(path: Path, error: type[PiiScanError]) -> tuple[Any, str]:
    """The data in a YAML file and its text; raises as ``read_yaml`` does."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise error(f"{path}: no such file", "Check the path.") from None
    except IsADirectoryError:
        raise error(f"{path}: is a folder, not a YAML file", "Name the file in it.") from None
    except OSError as cause:
        raise error(f"{path}: cannot be read: {cause.strerror}", "Check its permissions.") from None
    except UnicodeDecodeError:
        raise error(f"{path}: is not UTF-8 text", "Save the file as UTF-8.") from None
    try:
        return yaml.load(text, Loader=_Loader), text  # noqa: S506  a safe loader
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise error(f"{where}: is not valid YAML: {cause.problem}", "Correct that line.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as cause:
        # An impossible date such as 2026-02-30 is a plain ValueError.
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise error(f"{path}: is not valid YAML: {reason}", "Correct the file.") from None


def load_model(path: Path, model: type[ModelT], error: type[PiiScanError]) -> ModelT:
    """A YAML file as a pydantic model. Raises ``error`` naming file, line and key of each fault."""
    data, text = read_with_text(path, error)
    return validate(data, text, path, model, error)


def validate(
    data: object, text: str, path: Path, model: type[ModelT], error: type[PiiScanError]
) -> ModelT:
    """``data``, read from ``text``, as ``model``; ``text`` only serves to find line numbers."""
    if not isinstance(data, dict):
        raise error(f"{path}: holds no keys", "A mapping of keys to values is expected.")
    try:
        return model.model_validate(data)
    except ValidationError as cause:
        lines = [
            _describe(fault["loc"], in_plain_words(fault, model), text, path)
            for fault in cause.errors()
        ]
        raise error("\n".join(lines), "Correct the keys named above.") from None


def _describe(location: Sequence[str | int], message: str, text: str, path: Path) -> str:
    key = ".".join(str(part) for part in location) or "(the whole file)"
    return f"{path}:{line_of(text, location)}: {key}: {message}"


def line_of(text: str, location: Sequence[str | int]) -> int:
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
