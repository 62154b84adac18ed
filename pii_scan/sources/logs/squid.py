"""The access log of Squid in its own format, by the place in the line.

Source: the Squid documentation, logformat (``logformat squid %ts.%03tu %6tr %>a %Ss/%03>Hs %<st
%rm %ru %[un %Sh/%<a %mt``). The time may be gone already, with what syslog puts in front.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, VALUE, Counts, changed, count_values, days_of
from pii_scan.sources.logs.urls import ENCODED, count_urls, decode

# How a request was answered begins so in nearly all lines.
_RESULT = "TCP_"
_LINE = (
    r"^ *(?:[0-9]{9,10}\.[0-9]{3} +)?-?[0-9]+ ([0-9A-Fa-f.:]+) [A-Z_]+/[0-9]{3} [0-9]+"
    r" ([A-Z_]+ [^ ]+) ([^ ]+) [A-Z_0-9]+/([^ ]+)(?: [^ ]*)?\s*$"
)
_WITHOUT_URL = r"^[A-Z_]+ (?:-|error:.*)$"


def read_squid(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines of Squid; all other lines are given back.

    Keys: remote_addr, request, request.query.*, remote_user and peer.
    """
    if not lines[LINE].str.contains(_RESULT, literal=True).any():
        return lines
    fits = lines[LINE].str.contains(_LINE)
    if not fits.any():
        return lines
    found = lines.filter(fits)
    groups = found[LINE].str.extract_groups(_LINE).struct.unnest()
    days = days_of(found)
    counts.add_values("remote_addr", groups["1"], days)
    counts.add_raw(_finish_requests, "request", count_values(groups["2"], days))
    counts.add_raw(_finish_users, "remote_user", count_values(groups["3"], days))
    counts.add_values("peer", groups["4"], days)
    return lines.filter(~fits)


def _finish_requests(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    count_urls(counted.filter(~pl.col(VALUE).str.contains(_WITHOUT_URL)), key, counts)


def _finish_users(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    counts.add(key, changed(counted, ENCODED, decode))
