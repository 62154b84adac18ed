"""Cookie headers: ``Cookie: sid=…; theme=dark`` has the keys ``Cookie.sid`` and so on.

As the cookies of access logs, each is a key below the header's: a session's id is told by where it
stands. Source: RFC 6265, 4.1.1 and 4.2.1.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, VALUE, Counts, added_up, count_values, days_of
from pii_scan.sources.logs.urls import count_pairs

_PAIR = r"[\w!#$%&'*+.^`|~-]+=[^\s;,\"']*"
_COOKIES = rf"^{_PAIR}(?:; ?(?:{_PAIR}|[\w-]+))*;?$"
_SETS = "set-cookie"
_SETTING = f"^{_PAIR}"
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


def open_cookies(counts: Counts) -> Counts:
    """The finished counts with the cookies in the headers of structured lines opened.

    ``{"headers": {"cookie": "sid=…; theme=dark"}}`` has the key ``headers.cookie.sid``. What is
    left of the header is which cookies it had; of one that sets a cookie, what it sets.
    """
    opened = Counts(plain=counts.plain)
    for key, frames in counts.frames.items():
        opened.see(key)
        name = key.rstrip("[]").rpartition(".")[2].lower()
        if not frames or name not in ("cookie", _SETS):
            opened.frames[key] += frames
            continue
        counted = added_up(pl.concat(frames))
        are_cookies = counted[VALUE].str.contains(_SETTING if name == _SETS else _COOKIES)
        opened.add(key, counted.filter(~are_cookies))
        cookies = counted.filter(are_cookies)
        if not cookies.is_empty():
            found = pl.col(VALUE).str.extract_all(_PAIR)
            pairs = found.list.head(1) if name == _SETS else found
            cookies = added_up(cookies.with_columns(pairs.list.join(";").alias(VALUE)))
            count_pairs(cookies, ";", key, opened, is_form=False)
            names = pl.col(VALUE).str.replace_all("=[^;]*", "").str.replace_all(";", ", ")
            opened.add(key, added_up(cookies.with_columns(names)))
    return opened
