"""Web access logs: the common and combined formats and what servers add to them.

Sources: Apache httpd mod_log_config, nginx ngx_http_log_module, Tomcat's access log valve, and the
formats of proxies before them. The lines are taken apart by polars; Python sees only what is
distinct.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import polars as pl

from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.sources.logs.counts import Counts, add, add_all, distinct
from pii_scan.sources.logs.urls import count_urls, decode

_QUOTED = r'(?:[^"\\]|\\.)*'
_LINE = (
    r"^(?P<client>.*?) ?\[(?P<time>[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2}"
    r"(?:[.,][0-9]+)?(?: ?[+-][0-9]{4})?)\](?P<between>[^\"]*)"
    rf'"(?P<request>{_QUOTED})" (?P<status>[0-9]{{3}}|-)(?: (?P<size>[0-9]+|-))?'
    rf'(?: "(?P<referer>{_QUOTED})" "(?P<user_agent>{_QUOTED})")?(?P<tail>.*)$'
)
# Seen in every line, never personal: their values are not worth a sample.
_PLAIN = ("time", "status", "size")

_TOKEN = rf'[A-Za-z_][\w.-]*="{_QUOTED}"|"{_QUOTED}"|\[[^\]]*\]|[^\s"]+'
_IP = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?::[0-9]{1,5})?"
_USUAL_CLIENT = rf'^(?P<remote_addr>{_IP}) (?P<ident>[^\s"%\\]+) (?P<remote_user>[^\s"%\\]+)$'
_ADDRESS = re.compile(rf"\[?({_IP})\]?,?")
_FORWARDED = re.compile(rf"(?:unknown|{_IP})(?:\s*,\s*(?:unknown|{_IP}))*")
_COOKIES = re.compile(r"[^=;,\s]+=[^;]*(?:;\s*[^=;,\s]+=[^;]*)*;?\s*")
_PAIR = re.compile(r"([A-Za-z_][\w.-]*)=(.*)", re.DOTALL)
# No format adds as many; a line that goes on and on counts in the last place.
_MOST_PLACES = 32
_DURATION = re.compile(r"[0-9]{1,6}[.,][0-9]{1,9}|[0-9]{1,7}(?:us|ms|s)|-|")


@dataclass(frozen=True, slots=True)
class AccessLines:
    """What was in the lines of an access log, and all other lines."""

    counts: Counts = field(repr=False)
    others: pl.Series = field(repr=False)


def read_access(lines: pl.Series) -> AccessLines:
    """Take apart the lines that have a time in brackets, a quoted request and a status.

    Keys: host (virtual host), remote_addr, ident, remote_user, time, request (method and path),
    request.query.*, status, size, referer, referer.query.*, user_agent, x_forwarded_for,
    cookie.*, the names of ``key=value`` pairs, and ``extra.1`` … for whatever else follows.
    """
    counts: Counts = {}
    # Most other logs have no such time at all: a plain search is cheaper than the groups.
    possible = lines.str.contains(r'\[[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:.*"')
    if not possible.any():
        return AccessLines(counts, lines)
    groups = lines.str.extract_groups(_LINE).struct.unnest()
    matched = groups["request"].is_not_null()
    others, groups = lines.filter(~matched), groups.filter(matched)
    if groups.is_empty():
        return AccessLines(counts, others)
    _count_clients(groups["client"], counts)
    for key in _PLAIN:
        if groups[key].is_not_null().any():
            counts[key] = {}
    requests = groups["request"].str.replace(r" HTTP/[0-9.]+$", "")
    add_all(counts, count_urls(requests, "request"))
    if groups["referer"].is_not_null().any():
        add_all(counts, count_urls(groups["referer"], "referer"))
        _count_decoded(groups["user_agent"], "user_agent", counts)
    _count_tokens(groups["between"], "between", counts)
    _count_tokens(groups["tail"], "extra", counts)
    return AccessLines(counts, others)


def _count_decoded(values: pl.Series, key: str, counts: Counts) -> None:
    counts.setdefault(key, {})
    for value, number in distinct(values).items():
        add(counts, key, decode(value).replace('\\"', '"'), number)


def _count_clients(clients: pl.Series, counts: Counts) -> None:
    # Nearly all clients are one address and two words: those need no look by Python.
    usual = clients.str.extract_groups(_USUAL_CLIENT).struct.unnest()
    if usual["remote_addr"].is_not_null().any():
        add_all(counts, {key: distinct(usual[key]) for key in usual.columns})
    for client, number in distinct(clients.filter(usual["remote_addr"].is_null())).items():
        _count_client(client, number, counts)


def _count_client(client: str, number: int, counts: Counts) -> None:
    """``[host] address [, address …] ident user``: what stands before the time.

    A user name can hold blanks. The address is the first thing that looks like one, or where
    names are looked up the first word.
    """
    words = client.split()
    place = next((at for at, word in enumerate(words) if _ADDRESS.fullmatch(word)), None)
    if place is None:
        # host name ident user; a lone "-" in the second place is the ident.
        place = 1 if len(words) > 3 and words[1] != "-" else 0  # noqa: PLR2004  four words
    for word in words[:place]:
        _add_present(counts, "host", word, number)
    while place < len(words) and (word := words[place]):
        _add_present(counts, "remote_addr", _address(word), number)
        place += 1
        if not word.endswith(","):
            break
    rest = words[place:]
    if len(rest) > 1:
        _add_present(counts, "ident", rest.pop(0), number)
    forwarded = [word for word in rest if _ADDRESS.fullmatch(word)]
    for word in forwarded:
        _add_present(counts, "x_forwarded_for", _address(word), number)
    user = " ".join(word for word in rest if word not in ("-", *forwarded))
    _add_present(counts, "remote_user", decode(user).strip('"'), number)


def _address(word: str) -> str:
    match = _ADDRESS.fullmatch(word)
    return match[1] if match else word.rstrip(",")


def _add_present(counts: Counts, key: str, value: str, number: int) -> None:
    add(counts, key, value if value.strip("-") else "", number)


def _count_tokens(tails: pl.Series, key: str, counts: Counts) -> None:
    """What formats add: each token by what it looks like, else by its place."""
    filled = tails.filter(tails.str.strip_chars() != "")
    if filled.is_empty():
        return
    tokens = pl.DataFrame({"token": filled.str.extract_all(_TOKEN)}).with_row_index("line")
    counted = (
        tokens.explode("token", empty_as_null=False)
        .with_columns(
            place=pl.int_range(1, pl.len() + 1).over("line").clip(upper_bound=_MOST_PLACES)
        )
        .group_by("place", "token", maintain_order=True)
        .len()
    )
    for place, token, number in counted.rows():
        _count_token(token, f"{key}.{place}", number, counts)


def _count_token(token: str, key: str, number: int, counts: Counts) -> None:
    quoted = token.startswith('"')
    text = token.strip('"') if quoted else token
    if _DURATION.fullmatch(text):
        counts.setdefault(key, {})
    elif quoted and _FORWARDED.fullmatch(text):
        for address in text.split(","):
            add(counts, "x_forwarded_for", address.strip(), number)
    elif quoted and _COOKIES.fullmatch(text):
        for cookie in text.split(";"):
            name, _, value = cookie.strip().partition("=")
            _count_named(name, value, "cookie.", number, counts)
    elif pair := _PAIR.fullmatch(text):
        _count_named(pair[1], pair[2].strip('"'), "", number, counts)
    else:
        add(counts, key, decode(text).replace('\\"', '"'), number)


def _count_named(name: str, value: str, prefix: str, number: int, counts: Counts) -> None:
    if not name:
        return
    shown = key_name(name)
    if shown is None:
        add(counts, prefix + KEY, name, number)
    add(counts, prefix + (shown or ANY_KEY), decode(value), number)
