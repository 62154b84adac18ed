"""YAML files with errors that name the file, the line and the key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from pii_scan.errors import PiiScanError
from pii_scan.yaml_faults import in_plain_words

ModelT = TypeVar("ModelT", bound=BaseModel)


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
    from pii_scan.yaml_text import parse  # without a file of YAML a scan starts sooner

    return parse(text, path, error), text


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
    from pii_scan.yaml_text import line_of_value

    return line_of_value(text, location)
