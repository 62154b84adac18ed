"""Lines that Docker wrapped in JSON, unwrapped by polars: Kubernetes and Docker write little else.

Source: Docker's json-file logging driver. What is spelled in another way is left to the exact
reader of JSON lines.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, printable
from pii_scan.sources.logs.json_lines import DECODER

_WRAPPED = (
    r'^\{"log": ?"((?:[^"\\]|\\["\\/bfnrtu])*)", ?"stream": ?"(?:stdout|stderr)"'
    r', ?(?:"attrs": ?\{[^{}]*\}, ?)?"time": ?"[^"\\]*"\}$'
)
_BEGIN = '{"log":'
_LINE_END = r"(?:\\r|\\n)+$"


def unwrap(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that were wrapped, with the days of the wrapping ones, and the other documents."""
    if not documents[LINE].str.starts_with(_BEGIN).any():
        return documents.clear(), documents
    inner = documents[LINE].str.extract(_WRAPPED, 1)
    is_wrapped = inner.is_not_null()
    lines = documents.filter(is_wrapped).with_columns(_plain(inner.drop_nulls()).alias(LINE))
    return lines, documents.filter(~is_wrapped)


def _plain(escaped: pl.Series) -> pl.Series:
    """Lines as they were before they became JSON, without their ends.

    JSON inside JSON has nothing but its quotes escaped; what has more is taken one by one.
    """
    line = pl.col("line")
    frame = escaped.alias("line").to_frame()
    # An escaped backslash may stand before an n that is no line end.
    bare = pl.when(line.str.contains(r"\\", literal=True)).then(line)
    frame = frame.select(bare.otherwise(line.str.replace(_LINE_END, "")))
    several = frame.select(line.str.contains(r"\\[^\"]")).to_series()
    quoted = line.str.replace_all(r"\"", '"', literal=True)
    lines = frame.select(pl.when(several).then(line).otherwise(quoted)).to_series()
    if not several.any():
        return lines
    places = several.arg_true()
    plain = [
        printable(DECODER.decode(f'"{text}"').rstrip("\r\n").replace("\n", " "))
        for text in lines.gather(places)
    ]
    return lines.scatter(places, pl.Series(plain, dtype=pl.String))
