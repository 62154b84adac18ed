"""Targets as pii-scan.yaml and the command line write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from pii_scan.errors import ConfigError
from pii_scan.sources.remote_schemes import is_remote
from pii_scan.sources.targets import shown_target

_DATABASE_FILES = ("sqlite", "duckdb")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
# The question mark of a password is mostly followed by no option.
_QUERY = re.compile(r"\?(?=[\w.-]*(?:=|$))")
_OPTIONS = re.compile(r"[?&;].*", re.DOTALL)


def relative_to(folder: Path, target: str) -> str:
    """``target`` as seen from the working directory, when it is written relative to ``folder``."""
    scheme, separator, rest = target.partition("://")
    if not separator:
        return target if Path(target).is_absolute() else str(folder / target)
    if (
        scheme.split("+")[0] in _DATABASE_FILES
        and rest.startswith("/")
        and not rest.startswith("//")
    ):
        path, question, query = rest[1:].partition("?")
        if path and path != ":memory:":
            return f"{scheme}:///{(folder / path).as_posix()}{question}{query}"
    return target


def expanded(target: str, path: Path, environment: Mapping[str, str]) -> str:
    """``target`` with the variables of ``environment`` for each ``${NAME}``.

    Raises ConfigError, naming the settings at ``path``, where one is not set.
    """

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in environment:
            raise ConfigError(
                f"{path}: the environment variable {name} is not set",
                f"Set it, for example: export {name}=…",
            )
        value = environment[name]
        return quote(value, safe="") if match.start() < login_ends else value

    # A password is put in as it is; only a URL of a database is read with %40 as @.
    scheme, _, rest = target.partition("://")
    login_ends = target.rfind("@") if rest and not is_remote(scheme.lower()) else 0
    return _VARIABLE.sub(value, target)


def short_name(target: str) -> str:
    """The last part of a path, a URL's database, or else its host; never a user or password."""
    if "://" in target:
        scheme, rest = target.split("://", 1)
        after = _QUERY.split(rest, maxsplit=1)[0]
        if "@" not in after and ":" in after and "@" in rest:  # the mark may be a password's
            after = rest
        # An option may hold an @ as well, and a password behind it.
        location = _OPTIONS.sub("", after.rsplit("@", 1)[-1]).rstrip("/")
        on_disk = scheme.split("+")[0].lower() in _DATABASE_FILES
        host, slash, _ = location.partition("/")
        if not slash and not on_disk:
            return host or scheme
        # A database's name has no ending, whatever dots are in it.
        last = Path(location)
        is_file = on_disk or is_remote(scheme.lower())
        return (last.stem if is_file else last.name) or scheme
    target = shown_target(target)
    return (
        Path(target).stem
        if Path(target).suffix in {".db", ".sql", ".sqlite", ".duckdb"}
        else Path(target).name or "."
    )
