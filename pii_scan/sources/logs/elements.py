"""XML in lines: ``<name>…</name>`` behind a message, printed a line each, and events of Windows.

Each element that holds nothing but a text has its name as the key; ``<Data Name='IpAddress'>`` has
that name. A line that is one whole document is left to those who open documents, which know the
path of each element, but for one with namespaces, whose colons look like those of keys.
"""

from __future__ import annotations

import html
import re

import polars as pl

from pii_scan.keys import ANY_KEY, key_name
from pii_scan.sources.logs.counts import DAY, LINE, VALUE, Counts, days_of, number_and_days

_ELEMENT = (
    r"<(?:[\w.-]+:)?([A-Za-z_가-힣][\w.-]*)((?:\s[^<>]*)?)>"
    r"(?:<!\[CDATA\[([^\]<>]+)\]\]>|([^<>]+))</"
)
_PARTS = re.compile(_ELEMENT)
_WITHOUT_VALUE = r"<${1}${2}></"
_END = "</"
_NAMESPACE = r"<(/?)[\w.-]+:"
_DOCUMENT = r"^\s*<[^!].*>\s*$"
_ONE_ELEMENT = r"^\s*<[^<>]*>[^<>]*(?:<!\[CDATA\[[^<>]*>)?</[^<>]*>\s*$"
# Elements of a namespace, which the colon would tear apart: <soap:Body><ns2:join>
_OF_NAMESPACE = r"<[\w.-]+:[\w.-]+(?:\s[^<>]*)?>"
_DECLARED = r"\sxmlns(?::[\w.-]+)?=(?:\"[^\"<>]*\"|'[^'<>]*')"
_NAMED_DATA = "<Data Name="
_NAMED_DATA_WITHOUT = r"<Data Name=[^<>]*></"
_OWN_NAME = re.compile(r"^\sName=['\"]([\w .-]{1,64})['\"]")
# What marks up a text for people to read holds parts of its sentences.
_MARKUP = (
    r"(?i)</(?:a|b|body|button|center|code|div|dl|dt|em|font|h[1-6]|html|i|label|li|option|p|pre"
    r"|script|small|span|strong|style|su[bp]|t[dhr]|title|u)>"
)


def hold_elements(texts: pl.Series) -> pl.Series:
    """Which texts have elements of XML that are to be opened."""
    likely = texts.str.contains(_END, literal=True)
    if not likely.any():
        return likely
    of_documents = texts.str.contains(_DOCUMENT) & ~texts.str.contains(_ONE_ELEMENT)
    named = texts.str.contains(_NAMED_DATA, literal=True) | texts.str.contains(_OF_NAMESPACE)
    opened = likely & (~of_documents | named) & texts.str.contains(_ELEMENT)
    return opened & ~texts.str.contains(_MARKUP)


def read_elements(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Count what the elements hold; the lines are given back without it."""
    holds = hold_elements(lines[LINE])
    if not holds.any():
        return lines
    found = lines.filter(holds).with_row_index("at")
    elements = found.select("at", pl.col(LINE).str.extract_all(_ELEMENT)).explode(LINE)
    pairs = pl.DataFrame(
        [(text, *_pair(text)) for text in elements[LINE].unique()],
        {LINE: pl.String, "key": pl.String, VALUE: pl.String},
        orient="row",
    )
    rows = elements.join(pairs, on=LINE, how="left", maintain_order="left")
    days = days_of(found)
    if days is not None:
        rows = rows.with_columns(days.gather(rows["at"]).alias(DAY))
    counts.add_rows(rows.group_by("key", VALUE, maintain_order=True).agg(number_and_days(days)))
    bare = pl.col(LINE).str.replace_all(_ELEMENT, _WITHOUT_VALUE)
    # A namespace is no key: <ns2:join>.
    bare = bare.str.replace_all(_NAMESPACE, "<${1}").str.replace_all(_DECLARED, "")
    left = bare.str.replace_all(_NAMED_DATA_WITHOUT, "<Data></")
    return pl.concat([lines.filter(~holds), found.drop("at").with_columns(left)])


def _pair(element: str) -> tuple[str, str]:
    """The key that an element has, and what it holds."""
    match = _PARTS.match(element)
    if match is None:
        return ANY_KEY, element
    own = _OWN_NAME.search(match[2])
    text = match[4].strip() if match[3] is None else match[3]
    return key_name(own[1] if own else match[1]) or ANY_KEY, html.unescape(text)
