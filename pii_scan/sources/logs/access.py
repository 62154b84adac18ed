"""Web access logs: the common and combined formats and what servers add to them.

Sources: Apache httpd mod_log_config, nginx ngx_http_log_module, Tomcat's access log valve, and the
formats of proxies before them. The lines are taken apart by polars; Python sees only what is
distinct.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import polars as pl

from pii_scan.sources.logs.counts import (
    LINE,
    VALUE,
    Counts,
    added_up,
    changed,
    count_values,
    days_of,
    other_columns,
)
from pii_scan.sources.logs.networks import CRAWLERS, count_addresses, crawls_of
from pii_scan.sources.logs.urls import ENCODED, count_pairs, count_urls, decode

_QUOTED = r'(?:[^"\\]|\\.)*'
_LINE = (
    r"^(?P<client>.*?) ?\[(?P<time>[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2}"
    r"(?:[.,][0-9]+)?(?: ?[+-][0-9]{4})?)\](?P<between>[^\"]*)"
    rf'"(?P<request>{_QUOTED})" (?P<status>[0-9]{{3}}|-)(?: (?P<size>[0-9]+|-))?'
    rf'(?: "(?P<referer>{_QUOTED})" "(?P<user_agent>{_QUOTED})")?(?P<tail>.*)$'
)
# The parts between the quotes of a combined line.
_CLIENT_TIME = (
    r"^\[[0-9]{2}/[A-Za-z]{3}/[0-9]{4}(?::[0-9]{2}){3}(?:[.,][0-9]+)?(?: ?[+-][0-9]{4})?\] $"
)
_DAY_AND_CLOCK = len("[20/Nov/2026:09:30:00")
_STATUS_SIZE = r"^ (?:[0-9]{3}|-) (?:[0-9]+|-) $"
COMBINED_PARTS = [f"part{number}" for number in range(10)]
# A regex that at each letter can go on in one way only takes groups out several times as fast as
# another: no \s, no optional part that could also belong to the next one.
_COMMON = (
    r"^([^ ]+) ([^ ]+) ([^ ]+) \[[0-9]{2}/[A-Za-z]{3}/[0-9]{4}(?::[0-9]{2}){3}"
    rf'(?:[.,][0-9]+)?(?: ?[+-][0-9]{{4}})?\] "({_QUOTED})" (?:[0-9]{{3}}|-) (?:[0-9]+|-)$'
)
# Seen in every line, never personal: their values are not worth a sample.
_PLAIN = ("time", "status", "size")
_STAMP = r"\[[0-9]{1,2}/[A-Za-z]{3}/[0-9]{4}:"

_TOKEN = rf'[A-Za-z_][\w.-]*="{_QUOTED}"|"{_QUOTED}"|\[[^\]]*\]|[^\s"]+'
_IP = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?::[0-9]{1,5})?"
_ONLY_IP = f"^{_IP}$"
_QUOTES = (6, 8)
# The address that a proxy sent on can stand there, too.
_UNUSUAL_WORD = rf'[\s"%\\]|{_ONLY_IP}'
_ADDRESS = re.compile(rf"\[?({_IP})\]?,?")
_FORWARDED = rf"^(?:unknown|{_IP})(?:\s*,\s*(?:unknown|{_IP}))*$"
# The same in quotes: the client itself, and the proxies on its way.
_PROXIED = rf'"({_IP})(?:\s*,\s*)?((?:(?:unknown|{_IP})(?:\s*,\s*(?:unknown|{_IP}))*)?)"'
_COOKIES = r"^[^=;,\s]+=[^;]*(?:;\s*[^=;,\s]+=[^;]*)*;?\s*$"
_NAMED = r"^[A-Za-z_][\w.-]*="
# No format adds as many; a line that goes on and on counts in the last place.
_MOST_PLACES = 32
_DURATION = r"^(?:[0-9]{1,6}[.,][0-9]{1,9}|[0-9]{1,7}(?:us|ms|s)|-|)$"
_FEW = 50
# Stands where the address of a crawler was.
_NO_ONE = "0.0.0.0"  # noqa: S104  nothing is bound


def read_access(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the lines that have a time in brackets, a quoted request and a status.

    All other lines are given back. Keys: host (virtual host), remote_addr, ident, remote_user,
    time, request (method and path), request.query.*, status, size, referer, referer.query.*,
    user_agent, x_forwarded_for, cookie.*, the names of ``key=value`` pairs, and ``extra.1`` … for
    whatever else follows.
    """
    # Most other logs have no such time at all: a plain search is cheaper than the groups.
    possible = lines[LINE].str.contains(_STAMP)
    if not possible.any():
        return lines
    others = lines.filter(~possible)
    lines = lines if others.is_empty() else lines.filter(possible)
    if lines[LINE].head(_FEW).str.contains(_COMMON).any():
        lines = _read_common(lines, counts)
    if not lines.is_empty():
        lines = _read_any(lines, counts)
    return pl.concat([others, lines]) if not lines.is_empty() else others


def is_combined(line: str) -> bool:
    """Whether a line looks like the combined format, so that ``read_combined`` is worth it."""
    return line.count('"') in _QUOTES and re.search(_STAMP, line) is not None


def words_in_front(begins: pl.Series) -> Sequence[pl.Series]:
    """The address, ident, user and time in what stands before the request; null where fewer."""
    return begins.str.splitn(" ", 4).struct.unnest().get_columns()


def are_of_one_day(times: pl.Series) -> bool:
    """Whether all times in brackets begin with the same day, which is seen at once."""
    stamp = re.match(_STAMP, times[0] or "")
    if stamp is None or times.null_count():
        return False
    return bool(times.str.starts_with(stamp[0]).all())


def read_combined(
    parts: pl.DataFrame,
    words: Sequence[pl.Series],
    days: pl.Series | None,
    counts: Counts,
    *,
    escaped: bool,
    one_day: bool,
) -> pl.Series:
    """Count the lines of the combined format among lines that were cut at their quotes.

    ``parts`` has as many columns as ``COMBINED_PARTS``, ``words`` are ``words_in_front`` of the
    first; ``escaped`` says whether any quote stands behind a backslash, ``one_day`` what
    ``are_of_one_day`` says of the times. Gives for each line whether it was counted.
    """
    _, request, status, referer, between, agent, tail, added, end, more = parts.get_columns()
    address, ident, user, time = words
    fits = (
        _are_times(time, one_day=one_day)
        & status.str.contains(_STATUS_SIZE)
        & (between == " ")
        & more.is_null()
        & address.str.contains(_ONLY_IP)
    ).fill_null(value=False)
    for quoted in (request, referer, agent, added) if escaped else ():
        # The quote behind a backslash did not end it.
        fits &= ~quoted.str.ends_with("\\").fill_null(value=False)
    if added.null_count() < len(added):
        # One more in quotes, as nginx's main format has it.
        tail = tail.fill_null("")
        quoted = tail + '"' + added + '"' + end.fill_null("")
        tail = quoted.fill_null(tail)
    names = {"ident": ident, "remote_user": user}
    for key, word in tuple(names.items()):
        counts.see(key)
        named = word != "-"
        if named.any():
            fits &= ~(named & word.str.contains(_UNUSUAL_WORD)).fill_null(value=False)
        else:
            del names[key]
    if not fits.any():
        return fits
    columns = [address, request, referer, agent, tail]
    if not fits.all():
        columns = [column.filter(fits) for column in columns]
        names = {key: word.filter(fits) for key, word in names.items()}
        days = days.filter(fits) if days is not None else None
    address, request, referer, agent, tail = columns
    crawls = crawls_of(agent)
    count_addresses("remote_addr", address, _without_proxies(crawls, tail), days, counts)
    for key, word in names.items():
        counts.add_values(key, word, days)
    _count_rest(
        counts,
        days,
        request=request,
        referer=referer,
        user_agent=agent,
        tail=None if tail.null_count() == len(tail) else tail.fill_null(""),
        crawls=crawls,
        plain=_PLAIN,
    )
    return fits


def _are_times(times: pl.Series, *, one_day: bool) -> pl.Series:
    """Whether each is a time in brackets and nothing else."""
    first = times[0]
    if one_day and re.match(_CLIENT_TIME, first):
        # Between day and zone is room for a clock, which takes long to look at, and nothing else.
        same = times.str.ends_with(first[_DAY_AND_CLOCK:])
        if (same & (times.str.len_bytes() == len(first))).all():
            return same
    return times.str.contains(_CLIENT_TIME)


def _without_proxies(crawls: pl.Series | None, tail: pl.Series) -> pl.Series | None:
    """Whether the address in front is the crawler's own: not where a proxy says whose it was."""
    return None if crawls is None else crawls & ~tail.fill_null("").str.contains(_PROXIED)


def _read_common(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    groups = lines[LINE].str.extract_groups(_COMMON).struct.unnest()
    address, ident, user = (groups[name] for name in ("1", "2", "3"))
    usual = address.str.contains(_ONLY_IP).fill_null(value=False)
    for words in (ident, user):
        named = words != "-"
        if named.any():
            usual &= ~(named & words.str.contains(_UNUSUAL_WORD)).fill_null(value=True)
    rest = lines.filter(~usual)
    if not rest.is_empty():
        lines, groups = lines.filter(usual), groups.filter(usual)
    if groups.is_empty():
        return rest
    days = days_of(lines)
    for key, place in (("remote_addr", "1"), ("ident", "2"), ("remote_user", "3")):
        counts.add_values(key, groups[place], days)
    _count_rest(
        counts,
        days,
        request=groups["4"],
        referer=None,
        user_agent=None,
        tail=None,
        crawls=None,
        plain=_PLAIN,
    )
    return rest


def _read_any(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    groups = lines[LINE].str.extract_groups(_LINE).struct.unnest()
    matched = groups["request"].is_not_null()
    others, lines, groups = lines.filter(~matched), lines.filter(matched), groups.filter(matched)
    if groups.is_empty():
        return others
    days = days_of(lines)
    crawls = crawls_of(groups["user_agent"])
    own = _without_proxies(crawls, groups["tail"])
    if own is not None and own.any():
        # The same line with its address under another key.
        robots = groups["client"].filter(own).str.extract(rf"({_IP})", 1)
        counts.add_values(CRAWLERS, robots, days.filter(own) if days is not None else None)
        bare = groups["client"].str.replace(_IP, _NO_ONE)
        groups = groups.with_columns(
            pl.when(own).then(bare).otherwise(pl.col("client")).alias("client")
        )
    clients = count_values(groups["client"], days)
    rows = [
        (key, value, *row[1:])
        for row in clients.select(VALUE, *other_columns(clients)).rows()
        for key, value in _client_parts(row[0])
        if value != _NO_ONE
    ]
    if rows:
        names = ["key", VALUE, *other_columns(clients)]
        counts.add_rows(pl.DataFrame(rows, names, orient="row"))
    has_referer = groups["referer"].is_not_null().any()
    _count_rest(
        counts,
        days,
        request=groups["request"],
        referer=groups["referer"] if has_referer else None,
        user_agent=groups["user_agent"] if has_referer else None,
        tail=groups["tail"],
        crawls=crawls,
        plain=[key for key in _PLAIN if groups[key].is_not_null().any()],
    )
    counts.add_raw(_count_tokens, "between", count_values(groups["between"], days))
    return others


def _count_rest(
    counts: Counts,
    days: pl.Series | None,
    *,
    request: pl.Series,
    referer: pl.Series | None,
    user_agent: pl.Series | None,
    tail: pl.Series | None,
    crawls: pl.Series | None,
    plain: Sequence[str],
) -> None:
    for key in plain:
        counts.see(key)
    counts.add_raw(_finish_requests, "request", count_values(request, days))
    if referer is not None and user_agent is not None:
        counts.add_raw(count_urls, "referer", count_values(referer, days))
        counts.add_raw(_add_decoded, "user_agent", count_values(user_agent, days))
    if tail is not None and crawls is not None:
        of_robots = days.filter(crawls) if days is not None else None
        counts.add_raw(_count_of_crawlers, "extra", count_values(tail.filter(crawls), of_robots))
        tail, days = tail.filter(~crawls), days.filter(~crawls) if days is not None else None
    if tail is not None:
        counts.add_raw(_count_tokens, "extra", count_values(tail, days))


def _finish_requests(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    bare = counted.with_columns(pl.col(VALUE).str.replace(r" HTTP/[0-9.]+$", ""))
    count_urls(bare, key, counts)


def _add_decoded(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    counts.add(key, changed(counted, ENCODED, _plain))


def _plain(text: str) -> str:
    return decode(text).replace('\\"', '"')


def _client_parts(client: str) -> Iterator[tuple[str, str]]:
    """``[host] address [, address …] ident user``: what stands before the time.

    A user name can hold blanks. The address is the first thing that looks like one, or where
    names are looked up the first word. A part that is ``-`` is only named.
    """
    words = client.split()
    place = next((at for at, word in enumerate(words) if _ADDRESS.fullmatch(word)), None)
    if place is None:
        # host name ident user; a lone "-" in the second place is the ident.
        place = 1 if len(words) > 3 and words[1] != "-" else 0  # noqa: PLR2004  four words
    for word in words[:place]:
        yield "host", _present(word)
    while place < len(words) and (word := words[place]):
        yield "remote_addr", _present(_address(word))
        place += 1
        if not word.endswith(","):
            break
    # No ident and no user is an address: it is what a proxy sent on.
    rest = [word for word in words[place:] if not _ADDRESS.fullmatch(word)]
    for word in words[place:]:
        if _ADDRESS.fullmatch(word):
            yield "x_forwarded_for", _present(_address(word))
    if len(rest) > 1:
        yield "ident", _present(rest.pop(0))
    user = " ".join(word for word in rest if word != "-")
    yield "remote_user", _present(decode(user).strip('"'))


def _address(word: str) -> str:
    match = _ADDRESS.fullmatch(word)
    return match[1] if match else word.rstrip(",")


def _present(word: str) -> str:
    return word if word.strip("-") else ""


def _count_of_crawlers(tails: pl.DataFrame, key: str, counts: Counts) -> None:
    """What formats add to the lines of crawlers, whose address a proxy sends on is the first."""
    sent = tails.with_columns(pl.col(VALUE).str.extract(_PROXIED, 1))
    counts.add(CRAWLERS, added_up(sent.filter(pl.col(VALUE).is_not_null())))
    _count_tokens(tails.with_columns(pl.col(VALUE).str.replace(_PROXIED, '"$2"')), key, counts)


def _count_tokens(tails: pl.DataFrame, key: str, counts: Counts) -> None:
    """What formats add: each token by what it looks like, else by its place."""
    filled = tails.filter(pl.col(VALUE).str.contains(r"\S"))
    if filled.is_empty():
        return
    others = other_columns(filled)
    tokens = (
        filled.with_row_index(LINE)
        .with_columns(pl.col(VALUE).str.extract_all(_TOKEN))
        .explode(VALUE)
        .drop_nulls(VALUE)
        .with_columns(place=pl.int_range(1, pl.len() + 1).over(LINE).clip(upper_bound=_MOST_PLACES))
        .with_columns(is_quoted=pl.col(VALUE).str.starts_with('"'))
        .with_columns(pl.col(VALUE).str.strip_chars('"'))
    )
    for (place, is_quoted), part in tokens.partition_by(
        "place", "is_quoted", as_dict=True, include_key=False
    ).items():
        counted = added_up(part.select(VALUE, *others))
        _count_token(counted, f"{key}.{place}", counts, is_quoted=bool(is_quoted))


def _count_token(counted: pl.DataFrame, key: str, counts: Counts, *, is_quoted: bool) -> None:
    """The tokens of one place, taken out one kind after another."""
    rest = counted
    kinds: tuple[tuple[str | None, Callable[[pl.DataFrame], None]], ...] = (
        (_DURATION, lambda _: counts.see(key)),
        (_FORWARDED if is_quoted else None, lambda found: _count_forwarded(found, counts)),
        (
            _COOKIES if is_quoted else None,
            lambda found: count_pairs(found, ";", "cookie", counts, is_form=False),
        ),
        (_NAMED, lambda found: _count_named(found, counts)),
    )
    for pattern, count in kinds:
        if pattern is None:
            continue
        matches = rest[VALUE].str.contains(pattern)
        if matches.any():
            count(rest.filter(matches))
            rest = rest.filter(~matches)
    if not rest.is_empty():
        _add_decoded(rest, key, counts)


def _count_forwarded(counted: pl.DataFrame, counts: Counts) -> None:
    addresses = counted.with_columns(pl.col(VALUE).str.split(",")).explode(VALUE)
    addresses = addresses.with_columns(pl.col(VALUE).str.strip_chars())
    counts.add("x_forwarded_for", added_up(addresses))


def _count_named(counted: pl.DataFrame, counts: Counts) -> None:
    # The values are as they were written: "a&b=c" is one.
    plain = counted.with_columns(pl.col(VALUE).str.replace('="', "=", literal=True))
    count_pairs(plain, "\n", "", counts, is_form=False)
