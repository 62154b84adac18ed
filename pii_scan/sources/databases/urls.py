"""Database URLs: read without ever showing their password."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pii_scan.errors import SourceError
from pii_scan.sources.remote_schemes import is_remote

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
            raise SourceError(
                "the URL cannot be read", "Write scheme://user:password@host/database."
            )
        raise SourceError(
            f"the {scheme} URL cannot be read",
            f"Write {scheme}://user:password@host:port/database; in user and password write "
            "@ as %40, : as %3A, / as %2F, ? as %3F.",
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
        raise SourceError(f"reading {kind} needs {package}", f"pip install {wanted}") from None
