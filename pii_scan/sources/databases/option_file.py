"""Option files of MySQL's own programs, of which ~/.my.cnf is the user's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

# What every client program reads; MariaDB's read the last two as well.
_GROUPS = {"client", "client-server", "client-mariadb"}
_GROUP = re.compile(r"\[([^\]]+)\]")
_ESCAPED = re.compile(r"\\([btnrs\\])")
_MEANINGS = {"b": "\b", "t": "\t", "n": "\n", "r": "\r", "s": " ", "\\": "\\"}


def client_options(path: Path) -> Mapping[str, str]:
    """What the file says for clients: option, spelled with ``-``, → value; the last one counts.

    https://dev.mysql.com/doc/refman/8.4/en/option-files.html. Files that it includes are not read.
    Empty where there is no file. Raises OSError where it cannot be read.
    """
    if not path.is_file():
        return {}
    options: dict[str, str] = {}
    group = ""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        bare = line.strip()
        if match := _GROUP.match(bare):
            group = match[1].strip()
        elif group in _GROUPS and bare and bare[0] not in "#;!":
            name, equals, value = bare.partition("=")
            if equals:
                options[name.strip().lower().replace("_", "-")] = _value(value.strip())
    return options


def _value(text: str) -> str:
    if text[:1] in {"'", '"'} and (end := text.rfind(text[0])) > 0:
        text = text[1:end]
    else:
        text = text.partition(" #")[0].rstrip()
    return _ESCAPED.sub(lambda match: _MEANINGS[match[1]], text)
