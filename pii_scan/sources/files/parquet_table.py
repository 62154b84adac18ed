"""Parquet: columns with types, of which only the rows drawn are read."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from pii_scan.model import Label, Reason
from pii_scan.raw_files.compression import BLOCK, unpacked
from pii_scan.raw_files.failures import EMPTY, unreadable
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.cells import Counted, counts_of, counts_of_objects, counts_under_keys
from pii_scan.sources.files.kinds import PARQUET, told_by_name
from pii_scan.sources.files.parts import (
    BytesRead,
    DataFile,
    FilePart,
    Limits,
    RowCount,
    Rows,
    Unread,
    Values,
)
from pii_scan.sources.files.sampling import MOST_KEPT
from pii_scan.sources.places import place_in
from pii_scan.sources.tables.binary_values import opaque_values
from pii_scan.sources.tables.key_values import KeyedTable
from pii_scan.sources.tables.leaving import may_mark

_MOST_COPIED = 8 * 1024 * 1024 * 1024
_PLACES = 16
_BATCH = 50_000
_ENCRYPTED = Reason(
    "is encrypted: save a copy that is not and scan that",
    "암호화됨: 암호화하지 않은 사본을 저장하여 점검",
)
_NO_PARQUET = Reason("is no Parquet file", "Parquet 파일이 아님")
_TOO_LARGE = Reason(
    "holds over 8 GiB and cannot be read from where it is: copy it",
    "8 GiB를 넘어 있는 곳에서 읽을 수 없음: 복사한 후 점검",
)
_NO_TEXT = (pl.Binary, pl.Object, pl.Struct, pl.List, pl.Array)


def read_parquet(file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """See ``Reader``. A file that is packed or elsewhere is copied first: its end is read first."""
    with file.open() as raw:
        stream = unpacked(raw)
        head = stream.read(len(PARQUET))
        if head == b"PARE":
            yield Unread(_ENCRYPTED)
        elif head != PARQUET:
            yield Unread(_NO_PARQUET if head else EMPTY)
        elif file.path is not None and stream.kind is None and _is_text(file.path):
            yield from _table(Path(file.path), told_by_name(file.table), limits)
            yield BytesRead(file.size)
            return
        else:
            # Closed before it is read: Windows opens no file twice.
            with tempfile.TemporaryDirectory(prefix="pii-scan-") as folder:
                copy = Path(folder) / "copy.parquet"
                problem: Reason | None = None
                with copy.open("wb") as target:
                    target.write(head)
                    try:
                        while (data := stream.read(BLOCK)) and target.tell() < _MOST_COPIED:
                            target.write(data)
                    except BrokenFileError as broken:
                        problem = broken.reason
                    if data and not problem:
                        problem = _TOO_LARGE
                yield from (
                    [Unread(problem)] if problem else _table(copy, told_by_name(file.table), limits)
                )
        yield BytesRead(stream.raw.taken)


def _is_text(path: str) -> bool:
    """Whether polars can be told of ``path``: the name of a file need not be UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _table(path: Path, name: str, limits: Limits) -> Iterator[FilePart]:
    try:
        # A path in a list is never a glob, whatever its name holds.
        frame = pl.scan_parquet([path], glob=False, hive_partitioning=False)
        schema = frame.collect_schema()
        total = frame.select(pl.len()).collect().item()
        types = {name: _spelled(dtype) for name, dtype in schema.items()}
        rows = limits.rows
        keyed = KeyedTable((name,), list(types), lambda column: limits.may_read((column,)))
        if min(total, rows) > MOST_KEPT:
            yield from _every(frame, total, types, keyed, limits.max_value)
            return
        drawn, broken = _collected(partial(_drawn, total=total, rows=rows), frame)
        yield from _unread(broken, types)
        yield from _values(drawn, types, keyed, limits.max_value)
        yield RowCount(drawn.height, total)
    except pl.exceptions.PolarsError as cause:
        cut_off = Reason("it may be cut off", "파일이 중간에 잘렸을 수 있음")
        yield Unread(_not_as_parquet(cause).because(cut_off))
    except OSError as cause:
        yield Unread(unreadable(cause))
    except Exception as cause:  # noqa: BLE001  the reader's own panics are of no common kind
        yield Unread(_not_as_parquet(cause))


def _not_as_parquet(cause: Exception) -> Reason:
    name = type(cause).__name__
    return Reason(f"cannot be read as Parquet ({name})", f"Parquet 파일로 읽지 못함({name})")


def _every(
    frame: pl.LazyFrame, total: int, types: dict[str, str], keyed: KeyedTable, max_value: int
) -> Iterator[FilePart]:
    seen = 0
    while seen < total:
        part, broken = _collected(pl.LazyFrame.collect, frame.slice(seen, _BATCH))
        yield from _unread(broken, types)
        frame = frame.drop(*broken)
        yield from _values(part, types, keyed, max_value)
        seen += part.height
        if not part.height:
            break
    yield RowCount(seen, total)


def _collected(
    read: Callable[[pl.LazyFrame], pl.DataFrame], frame: pl.LazyFrame
) -> tuple[pl.DataFrame, dict[str, Exception]]:
    """What ``read`` gives of ``frame``, and the columns that it fails on: they hide no others."""
    try:
        return read(frame), {}
    except pl.exceptions.PolarsError as whole:
        columns: list[pl.DataFrame] = []
        broken: dict[str, Exception] = {}
        for name in frame.collect_schema().names():
            try:
                columns.append(read(frame.select(pl.col([name]))))
            except pl.exceptions.PolarsError as cause:
                broken[name] = cause
        if not columns:
            raise whole from None
        return pl.concat(columns, how="horizontal"), broken


def _unread(broken: Mapping[str, Exception], types: Mapping[str, str]) -> Iterator[Values | Unread]:
    for name, cause in broken.items():
        place = (name or "(empty)",)
        yield Values(place, {}, types[name])
        yield Unread(_not_as_parquet(cause), place)


def _drawn(frame: pl.LazyFrame, total: int, rows: int) -> pl.DataFrame:
    """``rows`` rows from places spread over the file; only their row groups are read."""
    if total <= rows:
        return frame.collect()
    count = min(_PLACES, rows)
    parts = []
    for place in range(count):
        start, end = total * place // count, total * (place + 1) // count
        share = rows * (place + 1) // count - rows * place // count
        parts.append(frame.slice(start + place_in(place, end - start - share + 1), share))
    return pl.concat(pl.collect_all(parts))


def _values(
    frame: pl.DataFrame, types: dict[str, str], keyed: KeyedTable, max_value: int
) -> Iterator[Values | Rows | Unread]:
    apart, beside = _apart(frame, list(types), keyed)
    for name, dtype in frame.schema.items():
        column = frame.get_column(name)
        place = (name or "(empty)",)
        if apart and name == beside:
            counted = counts_under_keys(apart, partial(_counted_as, dtype, max_value))
        else:
            counted = _counted_of(column, max_value)
        yield Values(place, counted.counts, types[name], counted.cut, counted.under)
        if counted.opaque:
            yield Unread(opaque_values(counted.opaque), place)
    if any(map(may_mark, frame.columns)):
        kept = [name for name, dtype in frame.schema.items() if not isinstance(dtype, _NO_TEXT)]
        yield Rows((), frame.select(pl.col(kept).cast(pl.String, strict=False)))


def _apart(
    frame: pl.DataFrame, names: Sequence[str], keyed: KeyedTable
) -> tuple[Mapping[str, list[object]], str]:
    """The values beside each key, and the name of their column: a broken one is not there."""
    if keyed.pair is None:
        return {}, ""
    key, value = (names[number] for number in keyed.pair)
    if key not in frame.columns or value not in frame.columns:
        return {}, ""
    return keyed.apart(frame.get_column(key), frame.get_column(value)), value


def _counted_as(dtype: pl.DataType, max_value: int, values: list[object]) -> Counted:
    return _counted_of(pl.Series(values, dtype=dtype), max_value)


def _counted_of(column: pl.Series, max_value: int) -> Counted:
    dtype = column.dtype
    if dtype in (pl.String, pl.Categorical) or isinstance(dtype, pl.Enum):
        return counts_of(column.cast(pl.String), max_value, ())
    if isinstance(dtype, pl.Struct | pl.List | pl.Array | pl.Object):
        return counts_of_objects((_plain(value) for value in column), max_value)
    return _counted(column, max_value)


def _counted(column: pl.Series, max_value: int) -> Counted:
    frame = pl.DataFrame({"value": column}).group_by("value", maintain_order=True).len()
    counts: dict[str, int] = {}
    cut = 0
    opaque: Counter[Label] = Counter()
    for value, number in frame.iter_rows():
        counted = counts_of_objects([value], max_value)
        cut += counted.cut * number
        for kind, one in counted.opaque.items():
            opaque[kind] += one * number
        for text in counted.counts:
            counts[text] = counts.get(text, 0) + number
    return Counted(counts, cut, opaque)


def _plain(value: object) -> object:
    return value.to_list() if isinstance(value, pl.Series) else value


def _spelled(dtype: pl.DataType) -> str:
    """The type in words as databases use them."""
    if dtype == pl.String or isinstance(dtype, pl.Categorical | pl.Enum):
        return "string"
    if isinstance(dtype, pl.Datetime):
        return "timestamp"
    if isinstance(dtype, pl.Decimal):
        return f"decimal({dtype.precision},{dtype.scale})"
    if isinstance(dtype, pl.Struct | pl.List | pl.Array):
        return str(dtype.base_type()).lower()
    return str(dtype).lower()
