"""Cookie headers in text: ``Cookie: sid=…; theme=dark`` has the keys ``Cookie.sid`` and so on.

As the cookies of access logs, each is a key below the header's: a session's id is told by where it
stands. Source: RFC 6265, 4.1.1 and 4.2.1.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, Counts, count_values, days_of
from pii_scan.sources.logs.urls import count_pairs

_PAIR = r"[\w!#$%&'*+.^`|~-]+=[^\s;,\"']*"
_HEADER = rf"((?i:set-)?[Cc]ookie): ?({_PAIR}(?:; ?{_PAIR})*)"


def read_cookies(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the cookies of the first header in each line; the lines are given back without them."""
    has_cookies = lines[LINE].str.contains(_HEADER)
    if not has_cookies.any():
        return lines
    found = lines.filter(has_cookies)
    groups = found[LINE].str.extract_groups(_HEADER).struct.unnest()
    days = days_of(found)
    for name in groups["1"].unique(maintain_order=True):
        mask = groups["1"] == name
        own_days = days.filter(mask) if days is not None else None
        counted = count_values(groups["2"].filter(mask), own_days)
        count_pairs(counted, ";", name, counts, is_form=False)
    left = found.with_columns(pl.col(LINE).str.replace(_HEADER, "$1:"))
    return pl.concat([lines.filter(~has_cookies), left])
