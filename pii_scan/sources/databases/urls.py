"""Database URLs: read without ever showing their password."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pii_scan.errors import SourceError
from pii_scan.model import Reason
from pii_scan.sources.remote_schemes import is_remote
from pii_scan.sources.targets import without_password

# What is not so may be a part of a password.
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*(?::[a-z]+)?")
# The parts of a URL's query that say where the server is; others may hold a password.
_SHOWN = ("host", "port", "service", "unix_socket", "service_name")


def read_url(target: str) -> URL:
    """``target`` as a URL. Raises SourceError, without quoting it, when it is none."""
    try:
        url = make_url(target)
    except (ArgumentError, ValueError):
        url = None
    # What SQLAlchemy takes for a host, database or option may be the rest of a password.
    options = target.partition("@")[2].partition("?")[2].split("&")
    keys = (option.partition("=")[0] for option in options)
    if url is None or any("@" in part for part in (url.host or "", url.database or "", *keys)):
        scheme = target.partition("://")[0]
        if not _SCHEME.fullmatch(scheme):
            form = "scheme://user:password@host/database"
            raise SourceError(
                Reason("the URL cannot be read", "URL을 해석할 수 없음"),
                Reason(f"Write {form}.", f"{form} 형식으로 작성"),
            )
        form = f"{scheme}://user:password@host:port/database"
        signs = "@ as %40, : as %3A, / as %2F, ? as %3F"
        raise SourceError(
            Reason(f"the {scheme} URL cannot be read", f"{scheme} URL을 해석할 수 없음"),
            Reason(
                f"Write {form}; in user and password write {signs}.",
                f"{form} 형식으로 작성; 사용자 이름과 비밀번호에서 {signs.replace(' as ', ' → ')}",
            ),
        )
    return url


def shown(url: URL) -> str:
    """The URL without its password and without options that could be one."""
    query: Mapping[str, str | tuple[str, ...]] = {
        key: value for key, value in url.query.items() if key in _SHOWN
    }
    bare = URL.create(
        url.drivername.partition("+")[0], url.username, None, url.host, url.port, url.database
    )
    return bare.set(query=query).render_as_string()


def lacks_password(target: str) -> str | None:
    """``scheme://user@host:port`` of a database server's URL that holds no password.

    None for every other target. Raises SourceError for a URL that cannot be read.
    """
    if "://" not in target or is_remote(target.partition("://")[0].lower()):
        return None
    url = read_url(target)
    if url.host is None or url.password is not None or "password" in url.query:
        return None
    return URL.create(url.drivername, url.username, None, url.host, url.port).render_as_string()


def with_password(target: str, password: str) -> str:
    """The URL ``target`` with ``password`` in it; what is returned must not be shown."""
    return read_url(target).set(password=password).render_as_string(hide_password=False)


def require_driver(module: str, package: str, kind: str, extra: str | None = None) -> None:
    """Raise SourceError, saying what to install, when ``module`` is not there."""
    try:
        importlib.import_module(module)
    except ImportError:
        wanted = f"'pii-scan[{extra}]'" if extra else package
        raise needs(kind, package, f"pip install {wanted}") from None


def needs(kind: str, package: str, command: str) -> SourceError:
    """That ``package`` is missing to read databases of ``kind``, which ``command`` installs."""
    reason = Reason(
        f"reading {kind} needs {package}", f"{kind} 점검에 필요한 패키지가 없음: {package}"
    )
    return SourceError(reason, Reason.in_both(command))


def no_such_file(path: Path) -> SourceError:
    """That there is no database file at ``path``."""
    shown = without_password(str(path))
    return SourceError(
        Reason(f"{shown}: no such file", f"{shown}: 해당 파일이 없음"),
        Reason("Check the path; nothing is created.", "경로 확인; 새로 만들지 않음"),
    )


def in_memory(kind: str, example: str) -> SourceError:
    """That the URL names a database in memory, which has no file."""
    return SourceError(
        Reason(
            f"a {kind} database in memory cannot be scanned",
            f"메모리에 있는 {kind} 데이터베이스는 점검할 수 없음",
        ),
        Reason(f"Name a file: {example}", f"파일을 지정: {example}"),
    )
