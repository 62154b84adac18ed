"""The files of a target, found without opening one.

Only regular files inside the target are given. A link that leads out of it, a loop, a named pipe,
a socket, a device and a folder that cannot be listed are each a reason why something was not
looked at. A link to a file inside the target is not: that file is read under its own name.
"""

from __future__ import annotations

import fnmatch
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pii_scan.model import Reason
from pii_scan.raw_files.failures import HIDDEN, NOT_THERE, reason_of

_MAGIC = frozenset("*?[")
_DEVICE = Reason("is a device, not a file", "파일이 아니라 장치임")
_NOT_A_FILE = (
    (stat.S_ISFIFO, Reason("is a named pipe, not a file", "파일이 아니라 명명된 파이프임")),
    (stat.S_ISSOCK, Reason("is a socket, not a file", "파일이 아니라 소켓임")),
    (stat.S_ISCHR, _DEVICE),
    (stat.S_ISBLK, _DEVICE),
)
_LINK_TO_NOTHING = Reason("is a link to nothing", "심볼릭 링크가 가리키는 대상이 없음")
_LINK_NOT_FOLLOWED = Reason(
    "is a link that cannot be followed (a loop, or no permission)",
    "심볼릭 링크를 따라갈 수 없음(순환 또는 권한 없음)",
)
_LINK_OUTSIDE = Reason(
    "is a link that leads outside the target; name that place too",
    "심볼릭 링크가 점검 대상 밖을 가리킴; 그 위치도 점검 대상으로 지정",
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file. ``name`` is its path below the target.

    It uses ``/`` and is NFC: macOS hands out Korean names decomposed. ``size`` is in bytes on
    disk, ``modified`` in seconds since the epoch, both as they were when the file was found.
    """

    path: str
    name: str
    size: int
    modified: float


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """A path below the target that is not opened, and why, in a few words.

    ``excluded`` is true where that is on purpose, as with hidden files.
    """

    name: str
    reason: Reason
    excluded: bool = False


def find_files(target: str) -> tuple[list[FoundFile], list[NotLookedAt]]:
    """The files of a folder, file or glob, and what is none, each sorted by name.

    A folder is searched with all its sub-folders. In a glob ``**`` stands for any folders, and a
    folder that the last part fits is searched as well. A name that exists is never a glob.
    """
    if os.path.lexists(target):
        found = _named(target)
    elif _MAGIC & set(target):
        found = _globbed(target)
    else:
        found = iter([NotLookedAt(_shown(target), NOT_THERE)])
    files: dict[str, FoundFile] = {}
    others: dict[str, NotLookedAt] = {}
    for one in found:
        if isinstance(one, FoundFile):
            files.setdefault(one.path, one)
        else:
            others.setdefault(one.name, one)
    if not files and not others and not os.path.lexists(target):
        nothing = Reason("no file fits this pattern", "패턴에 맞는 파일이 없음")
        others[target] = NotLookedAt(_shown(target), nothing)
    return (
        sorted(files.values(), key=lambda file: file.name),
        sorted(others.values(), key=lambda other: other.name),
    )


_Found = Iterator[FoundFile | NotLookedAt]


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
                yield NotLookedAt(_below(entry.path, root), HIDDEN, excluded=True)
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
        return NotLookedAt(name, _LINK_TO_NOTHING)
    except OSError:
        return NotLookedAt(name, _LINK_NOT_FOLLOWED)
    if os.path.commonpath([real, root]) != root:
        return NotLookedAt(name, _LINK_OUTSIDE)
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
        yield NotLookedAt(name, Reason("is not a file", "파일이 아님"))
        return
    yield FoundFile(path, name, status.st_size, status.st_mtime)


def _listed(folder: str, root: str) -> tuple[list[os.DirEntry[str]], NotLookedAt | None]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name), None
    except OSError as cause:
        not_listed = Reason("folder not listed", "폴더 목록을 읽지 못함")
        return [], NotLookedAt(_below(folder, root), not_listed.because(reason_of(cause)))


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
