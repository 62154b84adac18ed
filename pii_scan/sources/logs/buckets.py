"""The access logs of Amazon S3, by the place in the line.

Source: the AWS document "Amazon S3 server access log format". Fields that hold times, sizes,
states and random ids are not looked at.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, VALUE, Counts, changed, count_values, days_of
from pii_scan.sources.logs.networks import count_addresses, crawls_of
from pii_scan.sources.logs.urls import ENCODED, count_urls, decode

_OPERATION = r"(?:REST|WEBSITE|SOAP|BATCH|S3)\.[A-Z0-9_.]+"
_QUOTED = r'(?:-|"((?:[^"\\]|\\.)*)")'
_SIZES = r"(?:[0-9]+|-) [^ ]+ (?:[0-9]+|-) (?:[0-9]+|-) (?:[0-9]+|-) (?:[0-9]+|-)"
_LINE = (
    r"^[^ ]+ ([^ ]+) \[[0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[^\]]*\] ([^ ]+) ([^ ]+) [^ ]+ "
    rf"{_OPERATION} ([^ ]+) {_QUOTED} {_SIZES} {_QUOTED} {_QUOTED}(.*)$"
)
_HOST = r"^ [^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ ([^ ]+)"


def read_buckets(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines of S3; all other lines are given back.

    Keys: bucket, remote_addr, requester, object_key, request, request.query.*, referer,
    referer.query.*, user_agent and host.
    """
    fits = lines[LINE].str.contains(_LINE)
    if not fits.any():
        return lines
    found = lines.filter(fits)
    columns = found[LINE].str.extract_groups(_LINE).struct.unnest().get_columns()
    bucket, address, requester, key, request, referer, agent, rest = columns
    days = days_of(found)
    count_addresses("remote_addr", address, crawls_of(agent), days, counts)
    counts.add_values("bucket", bucket, days)
    counts.add_values("host", rest.str.extract(_HOST, 1), days)
    for name, column in (("requester", requester), ("object_key", key), ("user_agent", agent)):
        counts.add_raw(_finish_encoded, name, count_values(column, days))
    bare = request.str.replace(r" HTTP/[0-9.]+$", "")
    counts.add_raw(count_urls, "request", count_values(bare, days))
    counts.add_raw(count_urls, "referer", count_values(referer, days))
    return lines.filter(~fits)


def _finish_encoded(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    counts.see(key)
    counts.add(key, changed(counted.filter(pl.col(VALUE) != ""), ENCODED, decode))
