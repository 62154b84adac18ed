"""The access logs of Amazon's load balancers (classic and application), by the place in the line.

Source: the AWS documents "Access logs for your Classic Load Balancer" and "… Application Load
Balancer". Fields that hold times, sizes and states are only seen.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, VALUE, Counts, changed, count_values, days_of
from pii_scan.sources.logs.networks import count_addresses, crawls_of
from pii_scan.sources.logs.urls import ENCODED, count_urls, decode

_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{1,9}Z"
_NUMBER = r"-?[0-9.]+"
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_ENDS = rf"(?:{_NUMBER} ){{3}}(?:[0-9]+|-) (?:[0-9]+|-) [0-9]+ [0-9]+ {_QUOTED} {_QUOTED}"
_LINE = rf"^(?:(?:https?|h2|wss?|grpcs?) )?{_TIME} ([^ ]+) ([^ ]+) ([^ ]+) {_ENDS}(.*)$"
_PORT = r":[0-9]{1,5}$"
# The certificate, the rule, the time of the request and what was done stand between them.
_BEHIND = (
    rf'^ [^ ]+ [^ ]+ [^ ]+ "[^"]*" {_QUOTED}'
    rf'(?: "[^"]*" [^ ]+ [^ ]+ "[^"]*" {_QUOTED}(?: "[^"]*" {_QUOTED})?)?'
)


def read_balancer(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines of load balancers; all other lines are given back.

    Keys: remote_addr, target_addr, target_port_list, request, request.query.*, user_agent, host,
    redirect_url, redirect_url.query.* and balancer.
    """
    texts = lines[LINE]
    fits = texts.str.contains(_LINE)
    if not fits.any():
        return lines
    found = lines.filter(fits)
    groups = found[LINE].str.extract_groups(_LINE).struct.unnest()
    days = days_of(found)
    counts.add_values("balancer", groups["1"], days)
    client, target = (groups[place].str.replace(_PORT, "").str.strip_chars("[]") for place in "23")
    count_addresses("remote_addr", client, crawls_of(groups["5"]), days, counts)
    counts.add_values("target_addr", target, days)
    counts.add_raw(_finish_requests, "request", count_values(groups["4"], days))
    counts.add_raw(_finish_agents, "user_agent", count_values(groups["5"], days))
    host, redirect, targets = groups["6"].str.extract_groups(_BEHIND).struct.unnest()
    counts.add_values("host", host, days)
    counts.add_raw(count_urls, "redirect_url", count_values(redirect, days))
    counts.add_values("target_port_list", targets, days)
    return lines.filter(~fits)


def _finish_requests(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    # "- - - " is a request that could not be read.
    bare = pl.col(VALUE).str.replace(r" HTTP/[0-9.]+$", "").str.replace(r"^- - - ?$", "")
    count_urls(counted.with_columns(bare), key, counts)


def _finish_agents(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    counts.add(key, changed(counted, ENCODED, decode))
