"""Addresses of servers in JSON lines: ``{"host": "10.0.0.5", "port": 9200}``.

A key alone does not tell whose address it has: many logs call so where a request came from. The
port of a service beside it does, since systems give their clients higher ones (from 32768 on), and
a message that the program listens there. Before a line is taken apart, the key is called a
server's.

Sources: Node.js (net, http: host, port), MongoDB (structured messages 23015, 20525), Go (log/slog).
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_HINTS = ['"port"', "istening"]
_NAMES_HOST = frozenset({"host", "hostname", "address", "addr"})
_BESIDE = frozenset({"port", "msg", "message", "@m", "@mt", "event", "text"})
_SERVICES = (
    "25|53|80|389|443|465|587|636|993|995|1433|1521|2181|2379|3000|3306|5000|5432|5672|6379|6443"
    "|8000|8080|8081|8443|8500|9000|9042|9090|9092|9200|9300|10250|11211|15672|27017"
)
_KEY = r'"(host|hostname|address|addr)"'
_ADDRESS = r'(\s*:\s*"(?:[0-9]{1,3}\.){3}[0-9]{1,3}"'
_PORT = rf'"port"\s*:\s*"?(?:{_SERVICES})(?-u:\b)'
_BEFORE_PORT = rf"{_KEY}{_ADDRESS}\s*,\s*{_PORT})"
_BEHIND_PORT = rf"({_PORT}\"?\s*,\s*){_KEY}{_ADDRESS})"
_LISTENS = r'"(?:msg|message|@m|@mt|event|text)"\s*:\s*"[^"\\]{0,80}(?:L|(?-u:\b)l)istening'
_WHERE = r'"(host|hostname|address|addr)"(\s*:\s*"[^"\\]{1,255}")'
_AS_SERVER, _AS_SERVER_BEHIND = '"server_${1}"${2}', '${1}"server_${2}"${3}'


def may_have_servers(paths: Iterable[str]) -> bool:
    """Whether a key in lines of these paths may be a server's."""
    keys = {path.rpartition(".")[2] for path in paths}
    return not _NAMES_HOST.isdisjoint(keys) and not _BESIDE.isdisjoint(keys)


def with_servers(lines: pl.Series) -> pl.Series:
    """The lines with such keys as those of servers."""
    port, listens = (lines.str.contains(hint, literal=True) for hint in _HINTS)
    lines = rewritten(lines, port, (_BEFORE_PORT, _AS_SERVER), (_BEHIND_PORT, _AS_SERVER_BEHIND))
    if not listens.any():
        return lines
    return rewritten(lines, listens & lines.str.contains(_LISTENS), (_WHERE, _AS_SERVER))
