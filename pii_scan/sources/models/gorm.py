"""Models of GORM: structs of Go whose fields have ``gorm:"column:email;size:80;comment:이메일"``.

https://gorm.io/docs/models.html and https://gorm.io/docs/conventions.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pii_scan.sources.ddl.changes import Change
from pii_scan.sources.models.entity import SourceText, plural, snake
from pii_scan.sources.models.go_structs import Dialect, read_structs

_TAG = re.compile(r'\bgorm:"((?:[^"\\]|\\.)*)"')
_COMMENT = re.compile(r"^\s*comment\s*[:\s]\s*(.*?)\s*$", re.IGNORECASE)


def read_gorm(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of all models of GORM."""
    called = Dialect(_settings, lambda struct: plural(snake(struct)), text="text", lists=None)
    yield from read_structs(texts, called)


def _settings(tag: str) -> dict[str, str] | None:
    """``column:email;not null`` as keys in lower case and values; None without such a tag."""
    found = _TAG.search(tag)
    if found is None:
        return None
    settings = {}
    for part in found[1].split(";"):
        key, _, value = part.partition(":")
        settings[key.strip().lower().replace(" ", "").replace("_", "")] = value.strip()
        if comment := _COMMENT.match(part):
            settings["comment"] = comment[1].strip("'\\\"")
    return settings
