"""The ids of mails in lines of text, which look like addresses: ``id=<1a2b.3c4d@mail.example>``.

All are values of one key, whatever the line calls them; the mail that one answers is one, too.

Sources: RFC 5322, 3.6.4 (Message-ID, In-Reply-To, References); the log of Exim, 52.11 (``id=``
behind the size of what was received).
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, Counts, days_of

_KEY = "message-id"
_HINTS = ["id=<", "ID: <", "Id: <", "id: <", "-To: <", "References: <", " <= "]
_ID = r"<[^<>\s\"]+@[^<>\s\"]+>"
_HEADER = (
    r"((?:^|[\s,;(\[])(?i:(?:[a-z]+-)*message-?id|msg-?id|content-id|in-reply-to|references)): "
)
_NAMED = rf"(?:{_HEADER}|((?:^|[\s,;(\[])(?:id)=)){_ID}(?:[ ,]+{_ID})*"
_EXIM = r"( <= .* S=[0-9]+ (?:[^ ]+ )*?id=)([^\s<>\"]+@[^\s<>\"]+)"


def read_message_ids(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count the ids of mails; the lines are given back without them."""
    hinted = lines[LINE].str.contains_any(_HINTS)
    if not hinted.any():
        return lines
    holds = hinted & lines[LINE].str.contains(f"{_NAMED}|{_EXIM}")
    if not holds.any():
        return lines
    found = lines.filter(holds)
    text = pl.col(LINE)
    ids = found.select(
        text.str.extract_all(_NAMED).list.join(" ").str.extract_all(_ID),
        exim=text.str.extract(_EXIM, 2),
    )
    days = days_of(found)
    places = pl.DataFrame({"at": range(found.height), LINE: ids[LINE]}).explode(LINE).drop_nulls()
    bare = places[LINE].str.strip_chars("<>")
    counts.add_values(_KEY, bare, None if days is None else days.gather(places["at"]))
    counts.add_values(_KEY, ids["exim"], days)
    left = found.with_columns(text.str.replace_all(_NAMED, "${1}${2}").str.replace(_EXIM, "${1}"))
    return pl.concat([lines.filter(~holds), left])
