"""Requests in lines of text: ``203.0.113.7:4021 - "GET /join?email=… HTTP/1.1" 200``.

Proxies and the servers of applications write them in formats of their own, each in another order
than web servers do. What they have in common is opened under the keys that it has in a web access
log: the request, the address in front, and behind it in quotes what the client says it is and the
addresses on its way. Everything else stays text. Without quotes, or with quotes around the address
alone, a request is one where it has a query.

Sources: HAProxy configuration manual, 8.2.3 (HTTP log format); Envoy, default format string of
access logs; uvicorn, hypercorn and Werkzeug (their access loggers); uWSGI, tinyproxy and morgan (no
quotes); Rails and Spring's DispatcherServlet (``GET "/join?…"``).
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, Counts, changed, count_values, days_of
from pii_scan.sources.logs.networks import count_addresses, crawls_of
from pii_scan.sources.logs.urls import ENCODED, count_urls, decode

_METHOD = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE|PROPFIND)"
# Behind a colon or an equal sign it is the value of a key.
_REQUEST = rf'((?:^|[^=:"\s] |[\[(\t]))"({_METHOD} [^\s"]+) HTTP/[0-9.]+"'
_BARE = (
    rf'((?:^|[\s\[(]))({_METHOD}) "?((?:https?://[^\s"?/]+)?/[^\s"?]*\?[^\s"=]+=[^\s"]*)"?'
    r"(?: HTTP/[0-9.]+)?"
)
_HINTS = [" HTTP/", "?"]
_IP = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:.]+\])"
_IN_FRONT = rf"^({_IP})(:[0-9]{{1,5}})?( )"
# In quotes behind the request: an agent, and the client with the proxies on its way.
_AGENT = r'( )"([A-Za-z][\w.-]*/[0-9][^"]*)"'
_FORWARDED = rf'( )"((?:unknown|{_IP})(?:, ?(?:unknown|{_IP}))*)"'


def read_requests(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the request of each line and what goes with it; the lines are given back without it.

    Keys: remote_addr, request (method and path), request.query.*, user_agent, x_forwarded_for.
    """
    texts = lines[LINE]
    if not texts.str.contains_any(_HINTS).any():
        return lines
    quoted = texts.str.contains(_REQUEST)
    holds = quoted | texts.str.contains(_BARE)
    if not holds.any():
        return lines
    found, others = lines.filter(holds), lines.filter(~holds)
    days = days_of(found)
    texts = found[LINE]
    bare = texts.str.extract_groups(_BARE).struct
    requests = texts.str.extract(_REQUEST, 2).fill_null(bare.field("2") + " " + bare.field("3"))
    agents = texts.str.extract(_AGENT, 2)
    counts.add_raw(count_urls, "request", count_values(requests, days))
    crawls = crawls_of(agents)
    count_addresses("remote_addr", texts.str.extract(_IN_FRONT, 1), crawls, days, counts)
    counts.add_raw(_add_decoded, "user_agent", count_values(agents, days))
    sent = texts.str.extract(_FORWARDED, 2).str.split(",").list.eval(pl.element().str.strip_chars())
    of_line = pl.DataFrame({"sent": sent}).with_row_index("at").explode("sent").drop_nulls()
    robots = None if crawls is None else crawls.gather(of_line["at"])
    own_days = None if days is None else days.gather(of_line["at"])
    count_addresses("x_forwarded_for", of_line["sent"], robots, own_days, counts)
    line = pl.col(LINE)
    text: pl.Expr = (
        pl.when(pl.lit(quoted.filter(holds)))
        .then(line.str.replace(_REQUEST, '${1}""'))
        .otherwise(line.str.replace(_BARE, '${1}${2} ""'))
    )
    text = text.str.replace(_IN_FRONT, "${3}")
    for pattern in (_AGENT, _FORWARDED):
        text = text.str.replace(pattern, '${1}""')
    return pl.concat([others, found.with_columns(text)])


def _add_decoded(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    counts.add(key, changed(counted, ENCODED, decode))
