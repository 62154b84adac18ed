"""Object stores and remote folders through fsspec: ``s3://bucket/exports``, ``sftp://host/data``.

Credentials come from the environment, as each store's own tools read them. Only what is needed of
a large file is fetched; nothing is written there.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, cast
from urllib.parse import unquote

from pii_scan.errors import SourceError
from pii_scan.model import Reason
from pii_scan.raw_files.failures import HIDDEN, NOT_THERE, failed_with
from pii_scan.raw_files.finding import NotLookedAt
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.chosen_files import chosen
from pii_scan.sources.files.archive import Member, Opener, members
from pii_scan.sources.files.kinds import UNREADABLE, Kind, suffix_of, table_name
from pii_scan.sources.files.listing import Listing, kind_of, sort_members
from pii_scan.sources.files.parts import DataFile
from pii_scan.sources.files.source import FilesSource
from pii_scan.sources.files.web_file import Copies, web_file
from pii_scan.sources.remote_schemes import PACKAGES
from pii_scan.sources.targets import UNKNOWN_HOST

# Up to the last @, which a password may hold.
_SECRET = re.compile(r"(?<=://)([^/@:]*)(?::.*)?@", re.DOTALL)
_BLOCK = 1024 * 1024


def remote_source(settings: SourceSettings) -> FilesSource:
    """The data files at a URL. Nothing is connected to before ``read``.

    Raises SourceError where a package is missing; its hint says which one to install.
    """
    for scheme in re.findall(r"(?:^|::)([a-z0-9]+)://", settings.target):
        _check(scheme)
    shown = without_secrets(settings.target)
    find = partial(_listing, settings.target, *settings.selection.file_patterns)
    return FilesSource(settings, shown, find)


def without_secrets(target: str) -> str:
    """The URL without a password and without its query, which may hold a signature."""
    return _SECRET.sub(r"\1@", target).partition("?")[0].replace("//@", "//")


def _check(scheme: str) -> None:
    if importlib.util.find_spec("fsspec") is None:
        raise _missing(scheme, "pip install 'pii-scan[remote]'")
    needed = PACKAGES.get(scheme)
    if needed is None:
        return
    module, package = needed
    try:
        importlib.import_module(module)
    except ImportError:
        raise _missing(scheme, f"pip install 'pii-scan[remote]' {package}") from None


def _missing(scheme: str, command: str) -> SourceError:
    reason = Reason(
        f"{scheme}:// needs a package that is not installed",
        f"{scheme}:// 점검에 필요한 패키지가 설치되어 있지 않음",
    )
    return SourceError(reason, Reason.in_both(command))


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    name: str
    size: int


def _listing(target: str, include: Sequence[str], exclude: Sequence[str]) -> Listing:
    """All data files below the URL, and what is none. A fault is a reason, never an exception."""
    listing = Listing()
    shown = without_secrets(target)
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(target, **_options(target))
        entries = _entries(system, path)
    except Exception as cause:  # noqa: BLE001  each store's client has exceptions of its own
        listing.others.append(NotLookedAt(shown, _reason(cause)))
        return listing
    if not entries:
        listing.others.append(NotLookedAt(shown, _why_nothing(system, path)))
    copies = Copies(system)
    kept, left_out = chosen(entries, (), include, exclude)
    listing.others += left_out
    for entry in kept:
        if any(part.startswith(".") for part in entry.name.split("/")):
            listing.others.append(NotLookedAt(entry.name, HIDDEN, excluded=True))
            continue
        _sort_in(entry, partial(_open, system, entry.path, copies), listing)
    return listing


def _options(target: str) -> dict[str, object]:
    # Listings are not kept: reading a second time must see what is there then.
    return {"skip_instance_cache": True} if target.startswith(("s3", "gs", "gcs")) else {}


def _entries(system: Any, path: str) -> list[_Entry]:  # noqa: ANN401  fsspec has no types
    if re.search(r"[*?\[]", path) and not system.exists(path):
        found = system.glob(path, detail=True)
        root = re.split(r"[*?\[]", path)[0].rpartition("/")[0]
    elif system.isfile(path):
        found = {path: system.info(path)}
        root = path.rpartition("/")[0]
    else:
        found = system.find(path, detail=True)
        root = path
    return sorted(
        (
            _Entry(key, _below(key, root), int(info.get("size") or 0))
            for key, info in found.items()
            if info.get("type") == "file"
        ),
        key=lambda entry: entry.name,
    )


def _below(path: str, root: str) -> str:
    below = path.removeprefix(root.rstrip("/")).strip("/") if root else path.strip("/")
    return unquote(below) or path.rpartition("/")[2]


def _open(system: Any, path: str, copies: Copies) -> BinaryIO:  # noqa: ANN401  the same
    try:
        opened = system.open(path, "rb", block_size=_BLOCK)
    except TypeError:
        opened = system.open(path, "rb")
    except Exception as cause:  # noqa: BLE001  each store's client has exceptions of its own
        raise BrokenFileError(_reason(cause)) from None
    is_web = "http" in system.protocol
    return web_file(opened, path, copies) if is_web else cast(BinaryIO, opened)


def _sort_in(entry: _Entry, opener: Opener, listing: Listing) -> None:
    try:
        kind = kind_of(entry.name, opener)
    except BrokenFileError as broken:
        listing.others.append(NotLookedAt(entry.name, broken.reason))
        return
    except Exception as cause:  # noqa: BLE001  each store's client has exceptions of its own
        listing.others.append(NotLookedAt(entry.name, _reason(cause)))
        return
    if kind is Kind.ARCHIVE:
        sort_members(list[Member | NotLookedAt](members(entry.name, opener)), listing)
    elif kind is Kind.UNREADABLE:
        listing.others.append(NotLookedAt(entry.name, UNREADABLE[suffix_of(entry.name)]))
    elif kind is None:
        reason = Reason(
            "is no data file, and only those are read from there: copy it here and scan that",
            "데이터 파일이 아니며 그곳에서는 데이터 파일만 읽음: 이 컴퓨터로 복사한 후 점검",
        )
        listing.others.append(NotLookedAt(entry.name, reason))
    else:
        file = DataFile(
            name=entry.name,
            table=table_name(entry.name),
            suffix=suffix_of(entry.name),
            size=entry.size,
            open=opener,
        )
        listing.files.append((kind, file))


def _why_nothing(system: Any, path: str) -> Reason:  # noqa: ANN401  the same
    """Why there are no entries: of a web server that is down fsspec lists none, without a word."""
    try:
        system.info(path)
    except FileNotFoundError as cause:
        if isinstance(cause.__cause__, OSError):  # of aiohttp: the connection, no answer
            return _reason(ConnectionError())
    except Exception as cause:  # noqa: BLE001  each store's client has exceptions of its own
        return _reason(cause)
    return Reason(
        "no such file or folder, or nothing in it", "해당 파일 또는 폴더가 없거나 비어 있음"
    )


_NO_PERMISSION = Reason(
    "no permission: check the credentials in the environment",
    "접근 권한이 없음: 환경 변수의 인증 정보 확인",
)
_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (FileNotFoundError, NOT_THERE),
    (PermissionError, _NO_PERMISSION),
    (TimeoutError, Reason("the server does not answer in time", "서버 응답 시간 초과")),
    (ConnectionError, Reason("the server cannot be reached", "서버에 연결하지 못함")),
    (socket.gaierror, UNKNOWN_HOST),
)


def _reason(cause: Exception) -> Reason:
    """Why it cannot be read, without the client's own text: that quotes keys and signatures."""
    known = next((words for kind, words in _REASONS if isinstance(cause, kind)), None)
    if known is not None:
        return known
    if getattr(cause, "status", None) in {401, 403}:  # of a web server
        return _NO_PERMISSION
    if "Credentials" in type(cause).__name__:
        return Reason("there are no credentials in the environment", "환경 변수에 인증 정보가 없음")
    return failed_with(cause)
