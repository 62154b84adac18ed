"""The data files of a target, and which of its files are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from pii_scan.model import Reason
from pii_scan.raw_files.compression import unpacked
from pii_scan.raw_files.encodings import Decoder, encoding_of
from pii_scan.raw_files.failures import reason_of
from pii_scan.raw_files.finding import FoundFile, NotLookedAt, find_files
from pii_scan.raw_files.opening import BrokenFileError, open_regular
from pii_scan.sources.chosen_files import chosen
from pii_scan.sources.files.archive import Member, Opener, members
from pii_scan.sources.files.kinds import (
    HEAD,
    START,
    UNREADABLE,
    ZIP,
    Kind,
    is_csv_log,
    is_duckdb,
    is_log,
    is_sqlite,
    is_table,
    kind_of_content,
    kind_of_name,
    suffix_of,
    table_name,
)
from pii_scan.sources.files.parts import DataFile
from pii_scan.sources.models.kinds import SUFFIXES, framework_of

_TEXTS = (".txt", ".dat")

_MOST_DEFINITIONS = 1 << 20
_TABLE = re.compile(
    r"^[ \t]*(?:CREATE|ALTER)[ \t]+(?:\w+[ \t]+)?TABLE\b", re.IGNORECASE | re.MULTILINE
)
_ROWS = re.compile(r"^[ \t]*(?:INSERT|REPLACE|COPY|UPDATE|MERGE)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class Listing:
    """The files of a target by what reads them.

    ``files`` are data files with their kinds, ``models`` files of programs that define tables,
    ``logs`` everything that is not known to be more.
    ``others`` are looked at by nobody; of those ``unreadable`` are data of kinds that are not read.
    """

    files: list[tuple[Kind, DataFile]] = field(default_factory=list)
    databases: list[FoundFile] = field(default_factory=list)
    schemas: list[FoundFile] = field(default_factory=list)
    models: list[FoundFile] = field(default_factory=list)
    logs: list[FoundFile] = field(default_factory=list)
    others: list[NotLookedAt] = field(default_factory=list)
    unreadable: list[NotLookedAt] = field(default_factory=list)


def local_listing(target: str, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Listing:
    """The files of a folder, file or glob on this machine. Nothing but their beginning is read.

    What patterns do is said at ``chosen``.
    """
    found, others = chosen(*find_files(target), include, exclude)
    listing = Listing(others=others)
    for file in found:
        _sort_in(file, listing)
    return listing


def _sort_in(file: FoundFile, listing: Listing) -> None:
    opener = partial(open_regular, file.path)
    if suffix_of(file.name) == ".sql":
        listing.schemas.append(file)
        return
    is_database = False
    try:
        kind = _kind_of_file(file.name, opener)
        start = _start(opener) if kind is None else b""
        is_database = is_sqlite(start) or is_duckdb(start)
    except BrokenFileError:
        # Whoever reads it says why it cannot be read.
        kind = kind_of_name(file.name)
    if kind is Kind.ARCHIVE:
        found = list(members(file.name, opener))
        if any(isinstance(one, Member) and _is_data(one) for one in found):
            sort_members(found, listing)
        elif all(isinstance(one, NotLookedAt) for one in found):
            listing.unreadable += [one for one in found if isinstance(one, NotLookedAt)]
        else:
            listing.logs.append(file)
    elif kind is Kind.UNREADABLE:
        listing.unreadable.append(NotLookedAt(file.name, UNREADABLE[suffix_of(file.name)]))
    elif kind is not None:
        listing.files.append((kind, _data_file(file.name, file.size, opener, path=file.path)))
    elif is_database:
        listing.databases.append(file)
    elif _defines_tables(file.name, opener):
        listing.models.append(file)
    else:
        listing.logs.append(file)


def _kind_of_file(name: str, opener: Opener) -> Kind | None:
    """As ``kind_of``, but None for a log as well that is called as a table of CSV is."""
    kind = kind_of(name, opener)
    return None if kind is Kind.CSV and is_csv_log(_head(opener)) else kind


def only_defines(file: FoundFile) -> bool:
    """Whether a ``.sql`` file defines tables and holds no rows, so that no text in it is a value.

    A large one is taken for a dump.
    """
    if file.size > _MOST_DEFINITIONS:
        return False
    try:
        with open_regular(file.path) as raw:
            data = raw.read(_MOST_DEFINITIONS)
    except OSError:
        return False
    text = data.decode(encoding_of(data).name, errors="replace")
    return _TABLE.search(text) is not None and _ROWS.search(text) is None


def kind_of(name: str, opener: Opener) -> Kind | None:
    """What kind of data file this is; None where it is none. Raises BrokenFileError."""
    kind = kind_of_name(name)
    if kind in {Kind.CSV, Kind.ARCHIVE, Kind.EXCEL, Kind.PARQUET, Kind.UNREADABLE}:
        return kind
    if kind is Kind.JSON:
        return None if is_log(name, _head(opener)) else kind
    # Most files that come here are logs: of those a few bytes are enough.
    start = _start(opener)
    if start.startswith(ZIP):
        return kind_of_content(_head(opener))
    if suffix_of(name) not in _TEXTS:
        return kind_of_content(start)
    head = _head(opener)
    encoding = encoding_of(head)
    text = Decoder(encoding.name).text(head[encoding.mark :])
    return Kind.CSV if is_table(text[: text.rfind("\n") + 1]) else None


def sort_members(found: Iterable[Member | NotLookedAt], listing: Listing) -> None:
    """The files of an archive; those that are no data files cannot be read where they are."""
    for one in found:
        if isinstance(one, NotLookedAt):
            listing.unreadable.append(one)
            continue
        try:
            kind = kind_of(one.name, one.open)
        except BrokenFileError as broken:
            listing.unreadable.append(NotLookedAt(one.name, broken.reason))
            continue
        if kind is None:
            reason = Reason(
                "is no data file, and in an archive: unpack that and scan the folder",
                "데이터 파일이 아니며 압축 파일 안에 있음: 압축을 푼 후 폴더를 점검",
            )
            listing.unreadable.append(NotLookedAt(one.name, reason))
        elif kind is Kind.UNREADABLE:
            listing.unreadable.append(NotLookedAt(one.name, UNREADABLE[suffix_of(one.name)]))
        else:
            listing.files.append((kind, _data_file(one.name, one.size, one.open)))


def _defines_tables(name: str, opener: Opener) -> bool:
    """Whether it is a model or a migration of a program: read as a schema, not as a log."""
    if not name.lower().endswith(tuple(SUFFIXES)):
        return False
    try:
        head = _head(opener)
    except BrokenFileError:
        return False
    return framework_of(name, head.decode(encoding_of(head).name, errors="replace")) is not None


def _is_data(member: Member) -> bool:
    return kind_of_name(member.name) not in {None, Kind.ARCHIVE}


def _data_file(name: str, size: int, opener: Opener, path: str | None = None) -> DataFile:
    return DataFile(
        name=name,
        table=table_name(name),
        suffix=suffix_of(name),
        size=size,
        open=opener,
        seekable=path is not None,
        path=path,
    )


def _head(opener: Opener) -> bytes:
    head = b""
    with opener() as raw:
        try:
            stream = unpacked(raw)
            while len(head) < HEAD and (data := stream.read(HEAD - len(head))):
                head += data
        except BrokenFileError:
            pass
    return head


def _start(opener: Opener) -> bytes:
    try:
        with opener() as raw:
            return raw.read(START)
    except OSError as cause:
        raise BrokenFileError(reason_of(cause)) from None
