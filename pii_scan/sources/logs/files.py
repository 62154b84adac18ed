"""The files of a log target, found without opening one.

Only regular files inside the target are given. A link that leads out of it, a loop, a named pipe,
a socket, a device and a folder that cannot be listed are each a reason why something was not
looked at. A link to a file inside the target is not: that file is read under its own name.
"""

from __future__ import annotations

import fnmatch
import os
import stat
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pii_scan.sources.logs.names import log_name

STANDARD_INPUT = "-"
_MAGIC = frozenset("*?[")
_NOT_A_FILE = (
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


@dataclass(frozen=True, slots=True)
class LogFile:
    """A regular file. ``name`` is its path below the target, ``log`` the log it belongs to.

    Both use ``/`` and are NFC: macOS hands out Korean names decomposed. ``size`` is in bytes on
    disk, ``modified`` in seconds since the epoch, both as they were when the file was found.
    """

    path: str
    name: str
    log: str
    size: int
    modified: float


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """A path below the target that is not opened as a log, and why, in a few words.

    ``excluded`` is true where that is on purpose, as with hidden files.
    """

    name: str
    reason: str
    excluded: bool = False


def find_log_files(
    target: str, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[list[LogFile], list[NotLookedAt]]:
    """The files of a folder, file or glob, each log's files together, and what is none.

    A folder is searched with all its sub-folders. In a glob ``**`` stands for any folders, and a
    folder that the last part fits is searched as well. A name that exists is never a glob. ``-`` is
    the standard input. Where there are ``include`` patterns only files that fit one are taken;
    those that fit an ``exclude`` pattern are not. A pattern is compared with the path below the
    target, with each folder on it and with the name: ``*.log``, ``archive``, ``web/*.gz``.
    """
    if target == STANDARD_INPUT:
        return [LogFile(STANDARD_INPUT, "stdin", "stdin", 0, time.time())], []
    if os.path.lexists(target):
        found = _named(target)
    elif _MAGIC & set(target):
        found = _globbed(target)
    else:
        found = iter([NotLookedAt(_shown(target), "no such file or folder")])
    files: dict[str, LogFile] = {}
    others: dict[str, NotLookedAt] = {}
    left_out = 0
    for one in found:
        if _fits(one.name, exclude) or (
            include and isinstance(one, LogFile) and not _fits(one.name, include)
        ):
            left_out += 1
        elif isinstance(one, LogFile):
            files.setdefault(one.path, one)
        else:
            others.setdefault(one.name, one)
    if left_out:
        name = f"({left_out:,} {'file' if left_out == 1 else 'files'})"
        others[name] = NotLookedAt(name, "left out by include or exclude", excluded=True)
    if not files and not others and not os.path.lexists(target):
        others[target] = NotLookedAt(_shown(target), "no file fits this pattern")
    return (
        sorted(files.values(), key=lambda file: (file.log, file.name)),
        sorted(others.values(), key=lambda other: other.name),
    )


def _fits(name: str, patterns: Sequence[str]) -> bool:
    parts = name.split("/")
    names = [*parts, *("/".join(parts[: end + 1]) for end in range(1, len(parts)))]
    return any(fnmatch.fnmatchcase(one, _nfc(pattern)) for pattern in patterns for one in names)


_Found = Iterator[LogFile | NotLookedAt]


def _named(target: str) -> _Found:
    """A file or folder that a person named: it is followed even when it is a link."""
    real = os.path.realpath(target)
    if _is_folder(real):
        yield from _folder(real, real)
    else:
        yield from _file(real, str(Path(real).parent), name=Path(target).name)


def _globbed(target: str) -> _Found:
    """The pattern is matched part by part, so that no folder outside of it is ever listed."""
    parts = Path(target).parts
    fixed = next(number for number, part in enumerate(parts) if _MAGIC & set(part))
    root = os.path.realpath(Path(*parts[:fixed]))
    yield from _matching(root, root, parts[fixed:])


def _matching(folder: str, root: str, parts: tuple[str, ...]) -> _Found:
    part, rest = parts[0], parts[1:]
    if part == "**":
        yield from _anywhere(folder, root, rest)
        return
    entries, problem = _listed(folder, root)
    if problem:
        yield problem
    for entry in entries:
        if not fnmatch.fnmatchcase(_nfc(entry.name), _nfc(part)):
            continue
        path: str | NotLookedAt = entry.path
        if entry.is_symlink():
            path = _link_target(entry.path, root)
        if isinstance(path, NotLookedAt):
            yield path
        elif not _is_folder(path):
            yield from () if rest else _file(path, root)
        elif rest:
            yield from _matching(path, root, rest)
        else:
            yield from _folder(path, root)


def _anywhere(folder: str, root: str, rest: tuple[str, ...]) -> _Found:
    """What fits ``rest`` in the folder and in all folders below it."""
    if rest in ((), ("*",), ("**",)):
        yield from _folder(folder, root)
        return
    folders = [folder]
    while folders:
        below = folders.pop()
        yield from _matching(below, root, rest)
        folders += [entry.path for entry in _listed(below, root)[0] if _is_real_folder(entry)]


def _folder(folder: str, root: str) -> _Found:
    # A stack, not recursion: folders may be nested deeper than Python's calls.
    folders = [folder]
    while folders:
        entries, problem = _listed(folders.pop(), root)
        if problem:
            yield problem
        for entry in entries:
            if entry.name.startswith("."):
                # Tools keep their own things there (.git, .venv), as ripgrep's users know.
                yield NotLookedAt(
                    _below(entry.path, root), "is hidden; name it to see it", excluded=True
                )
            elif _is_real_folder(entry):
                folders.append(entry.path)
            elif entry.is_symlink():
                yield from _link(entry.path, root)
            else:
                yield from _file(entry.path, root)


def _link(path: str, root: str) -> _Found:
    linked = _link_target(path, root)
    if isinstance(linked, NotLookedAt):
        yield linked
    elif not _is_folder(linked):
        # Inside the target: the file itself, which is then there once, under its own name.
        yield from _file(linked, root)


def _link_target(path: str, root: str) -> str | NotLookedAt:
    """Where a link leads, when that is inside the target."""
    name = _below(path, root)
    try:
        real = os.path.realpath(path, strict=True)
    except FileNotFoundError:
        return NotLookedAt(name, "is a link to nothing")
    except OSError:
        return NotLookedAt(name, "is a link that cannot be followed (a loop, or no permission)")
    if os.path.commonpath([real, root]) != root:
        return NotLookedAt(name, "is a link that leads outside the target; name that place too")
    return real


def _file(path: str, root: str, name: str | None = None) -> _Found:
    name = _shown(name) if name else _below(path, root)
    try:
        status = Path(path).lstat()
    except OSError as cause:
        yield NotLookedAt(name, reason_of(cause))
        return
    for is_kind, reason in _NOT_A_FILE:
        if is_kind(status.st_mode):
            yield NotLookedAt(name, reason)
            return
    if not stat.S_ISREG(status.st_mode):
        yield NotLookedAt(name, "is not a file")
        return
    above, slash, last = name.rpartition("/")
    log = above + slash + log_name(last)
    yield LogFile(path, name, log, status.st_size, status.st_mtime)


def _listed(folder: str, root: str) -> tuple[list[os.DirEntry[str]], NotLookedAt | None]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name), None
    except OSError as cause:
        return [], NotLookedAt(_below(folder, root), f"folder not listed: {reason_of(cause)}")


def _is_real_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def reason_of(cause: OSError) -> str:
    """What the system says about a file, in its own words, without the file's name."""
    return (cause.strerror or type(cause).__name__).lower()


def _below(path: str, root: str) -> str:
    return _shown(Path(root).name if path == root else os.path.relpath(path, root))


def _shown(name: str) -> str:
    """A file name that can be printed: names may hold bytes that are no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            name = raw.decode("cp949")
        except UnicodeDecodeError:
            name = raw.decode(errors="replace")
    return _nfc(name.replace(os.sep, "/"))


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
