"""Models of XORM: structs of Go whose fields have ``xorm:"'email' varchar(80) comment('이메일')"``.

https://xorm.io/docs/chapter-02/4.columns/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change
from pii_scan.sources.models.entity import SourceText, snake
from pii_scan.sources.models.go_structs import Dialect, read_structs
from pii_scan.sources.word_set import word_set

_TAG = re.compile(r'\bxorm:"((?:[^"\\]|\\.)*)"')
# A word, or a function of one: varchar(80), comment('an e-mail'), 'email'.
_WORD = re.compile(r"'([^']*)'|(-|[\w<>-]+)(?:\(((?:'[^']*'|[^()'])*)\))?")
_TYPES = word_set(
    "varchar char nvarchar text tinytext mediumtext longtext clob int integer tinyint smallint "
    "mediumint bigint serial bigserial decimal numeric float double real money bool boolean bit "
    "date datetime time timestamp timestampz year blob bytea binary varbinary longblob uuid json "
    "jsonb enum set"
)
_FLAGS = MappingProxyType(
    {"-": "-", "extends": "embedded", "pk": "primarykey", "notnull": "notnull"}
)
_KEYWORDS = word_set(
    "not null autoincr unique index default created updated deleted version cache nocache local "
    "<- ->"
)


def read_xorm(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of all models of XORM."""
    yield from read_structs(texts, Dialect(_settings, snake, text="varchar(255)", lists="json"))


def _settings(tag: str) -> dict[str, str] | None:
    """What a tag says, in the words that other frameworks have for it; None without one."""
    found = _TAG.search(tag)
    if found is None:
        return None
    settings: dict[str, str] = {}
    before = ""
    for word in _WORD.finditer(found[1]):
        name = (word[2] or "").lower()
        said = None if before == "default" else _setting(word, name, before)
        if said is not None:
            settings[said[0]] = said[1]
        before = name
    return settings


def _setting(word: re.Match[str], name: str, before: str) -> tuple[str, str] | None:
    """What one ``word`` of a tag sets; ``name`` is it in lower case, ``before`` the one before."""
    if word[1]:
        return "column", word[1]
    if name == "comment":
        return name, (word[3] or "").strip("'")
    if name in _FLAGS:
        return _FLAGS[name], ""
    if name == "null" and before == "not":
        return "notnull", ""
    if name in _TYPES:
        return "type", word[0].lower().replace(" ", "")
    is_name = name not in _KEYWORDS and word[3] is None
    return ("column", word[2]) if is_name else None
