"""Korean mobile numbers that lost their zero, and get it back wherever they are from.

01012345678 typed into a cell of a spreadsheet becomes 1012345678, and so does what a program put
into a column of integers; from there it goes on to text, CSV and JSON. Where pandas finds a cell
empty, it writes all others of a column of integers as 1012345678.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pii_scan.model import Field

if TYPE_CHECKING:
    import polars as pl

# 010 and eight digits, of which the first is no zero, without the zero in front.
_BARE_MOBILE = r"^10[1-9][0-9]{7}(?:\.0)?$"
_DIGITS, _DIGITS_OF_PANDAS = 10, 12
_MOSTLY = 0.9


def with_zeros(values: pl.DataFrame, fields: Sequence[Field]) -> pl.DataFrame:
    """``values`` with the zero of mobile numbers that lost it.

    They have a ``value``, the place of its ``field`` in ``fields`` and how many ``times`` it is
    there. The zero is put back only where nearly every value of a field is ten digits that begin
    with 10 and one of 1 to 9: serial numbers from 1000000001 and the seconds of Unix time since
    2005 are not. A log says what a program wrote, and stays as it is.
    """
    import polars as pl

    lengths = values["value"].str.len_bytes()
    # Of most columns no value is as long, which is seen at once.
    rows = ((lengths == _DIGITS) | (lengths == _DIGITS_OF_PANDAS)).arg_true()
    rows = rows.filter(values["value"].gather(rows).str.contains(_BARE_MOBILE))
    if rows.is_empty():
        return values
    bare = values[rows].group_by("field").agg(pl.col("times").sum().alias("bare"))
    times = values.group_by("field").agg(pl.col("times").sum())
    mostly = bare.join(times, on="field").filter(pl.col("bare") >= _MOSTLY * pl.col("times"))
    lost = [place for place in mostly["field"] if not fields[place].logged]
    rows = rows.filter(values["field"].gather(rows).is_in(lost))
    restored = "0" + values["value"].gather(rows).str.head(_DIGITS)
    return values.with_columns(value=values["value"].scatter(rows, restored))
