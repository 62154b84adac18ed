"""Addresses that are no user's: those of our own servers and of crawlers.

A crawler is told from what it says it is. Sources: the user agents that Google, Bing, Naver, Daum,
Yandex, Apple, Baidu and the monitors of clouds document for their own robots.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from pii_scan.sources.logs.counts import Counts

CRAWLER = (
    r"(?i:googlebot|google-inspectiontool|adsbot-google|apis-google|bingbot|bingpreview|yeti/"
    r"|naver\.me|daum(?:oa)?/|yandex(?:bot|images)|baiduspider|applebot|duckduckbot|slurp"
    r"|facebookexternalhit|facebot|twitterbot|linkedinbot|gptbot|ccbot|claudebot|petalbot|bytespider"
    r"|ahrefsbot|semrushbot|mj12bot|dotbot|elb-healthchecker|googlehc|kube-probe|uptimerobot"
    r"|pingdom|prometheus/|zabbix)"
)

_AGENT_KEY = re.compile(r"user[_-]?agent(?:\[\])?\Z", re.IGNORECASE)
# Whose address the last part of a key says it is: no server's, and nobody's home.
_CLIENT_KEY = re.compile(
    r"(?:.*\.)?(?:(?:remote|client|source|src|caller|real|user|downstream[_-]?remote|c)[_-]?"
    r"(?:ip|addr|address|ip[_-]?addr(?:ess)?)|ip|ip[_-]?addr(?:ess)?"
    r"|(?:http[_-])?x[_-](?:forwarded[_-]for|real[_-]ip))(?:\[\])?",
    re.IGNORECASE,
)
_AGENT_ENDS = ("gent", "GENT")
_OF_CRAWLER = rf"(?i:user[_-]?agent)[\\\"']*\s*[:=]\s*[\[\\\"']*[^\"]*?{CRAWLER}"

CRAWLERS = "remote_addr (crawlers)"
"""The key of addresses that are left out of the findings, since they are no person's."""

Networks = tuple[str, ...]
_Part = tuple[str, pl.Series, pl.Series | None]
"""A key, some of its values and the days of their lines, where these are known."""


def crawls_of(agents: pl.Series) -> pl.Series | None:
    """Which user agents are those of crawlers, None where none of them is."""
    robots = agents.unique().drop_nulls()
    robots = robots.filter(robots.str.contains(CRAWLER))
    return None if robots.is_empty() else agents.is_in(robots.implode()).fill_null(value=False)


def names_agent(key: str) -> bool:
    """Whether the values of a key say which program a request was made with."""
    return _AGENT_KEY.search(key) is not None


def names_client(key: str) -> bool:
    """Whether the values of a key are the addresses that requests came from."""
    return _CLIENT_KEY.fullmatch(key) is not None


def are_of_crawlers(lines: pl.Series) -> pl.Series:
    """Which lines with keys and values are of requests that crawlers made."""
    # Most lines have no such key, which is seen at once.
    if not any(lines.str.contains(end, literal=True).any() for end in _AGENT_ENDS):
        return pl.repeat(value=False, n=len(lines), dtype=pl.Boolean, eager=True)
    return lines.str.contains(_OF_CRAWLER)


def without_clients(counts: Counts) -> Counts:
    """The counts of lines of crawlers, with the addresses in them as no user's."""
    moved = Counts(plain=counts.plain)
    for key, frames in counts.frames.items():
        moved.see(key)
        moved.frames.setdefault(CRAWLERS if frames and names_client(key) else key, []).extend(
            frames
        )
    for (finish, key), frames in counts.raw.items():
        moved.see(key)
        place = finish, CRAWLERS if names_client(key) else key
        moved.raw.setdefault(place, []).extend(frames)
    return moved


def count_addresses(
    key: str, addresses: pl.Series, crawls: pl.Series | None, days: pl.Series | None, counts: Counts
) -> None:
    """Count addresses under ``key``; those where ``crawls`` is true are no user's."""
    for of_key, part, own_days in _parted(key, addresses, crawls, days):
        counts.add_values(of_key, part, own_days)


def by_client(
    key: str, values: pl.Series, crawls: pl.Series | None, days: pl.Series | None
) -> Sequence[_Part]:
    """The values of a key, with their days; those that are addresses of crawlers by themselves."""
    return _parted(key, values, crawls if names_client(key) else None, days)


def _parted(
    key: str, values: pl.Series, crawls: pl.Series | None, days: pl.Series | None
) -> Sequence[_Part]:
    if crawls is None:
        return ((key, values, days),)
    return tuple(
        (of_key, values.filter(mask), days.filter(mask) if days is not None else None)
        for of_key, mask in ((key, ~crawls), (CRAWLERS, crawls))
    )


def own(addresses: pl.Series, networks: Networks) -> pl.Series:
    """Which of the texts are addresses in one of the networks."""
    if not networks:
        return pl.repeat(False, len(addresses), dtype=pl.Boolean, eager=True)  # noqa: FBT003
    ranges = _parsed(networks)
    return pl.Series([_is_in(text, ranges) for text in addresses], dtype=pl.Boolean)


@lru_cache(maxsize=8)
def _parsed(networks: Networks) -> Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(network, strict=False) for network in networks]


def _is_in(text: str, ranges: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return any(address in network for network in ranges if network.version == address.version)
