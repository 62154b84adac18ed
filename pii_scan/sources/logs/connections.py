"""Whom a program connects to, as printed: ``ConnectionPool(host='10.0.0.5', port=9200)``.

Before pairs are looked for, the host there is called a server's, which a bare ``host`` is not: many
logs call so where a request came from.

Source: urllib3 (HTTPConnectionPool), redis-py (Connection), kafka-python (BrokerConnection).
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_HINTS = ["(host=", "<host="]
_CONNECTS = "Connection|Pool|Connector|Broker|Endpoint|Server|Upstream"
_HOST = rf"((?:{_CONNECTS})[A-Za-z]{{0,30}}[(<])host="
_AS_SERVER = "${1}server_host="


def with_called_servers(texts: pl.Series) -> pl.Series:
    """The texts with such hosts as those of servers."""
    return rewritten(texts, texts.str.contains_any(_HINTS), (_HOST, _AS_SERVER))
