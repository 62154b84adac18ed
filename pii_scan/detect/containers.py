"""What the path of a field says of the table it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.detect.words import singular

# A container with a dot or slash is a log, unless it is called as files of records are.
_FILE_NAME = re.compile(r"[./]")
_DATA_FILE = re.compile(
    r"\.(?:csv|tsv|tab|psv|xlsx?|xlsm|ods|parquet|orc|avro|arrow|feather|ipc|jsonl?|ndjson|geojson"
    r"|xml|ya?ml|db|sqlite3?|mdb|accdb|sql|dump)(?:\.(?:gz|bz2|xz|zst|lz4|zip))?$",
    re.IGNORECASE,
)


SAYS_NOTHING = frozenset({"table", "tbl", "tb"})
"""What a table is called that is called a table."""
_ENDS_OF_TABLES = SAYS_NOTHING | {"info", "information", "master", "mst", "정보"}
# What behind a table's name says that its rows have fields.
_DATA = (("field", "data"), ("fields", "data"))


def tables_in(containers: Sequence[str], *, logged: bool) -> list[str]:
    """What a field stands in, as names of tables: ``members`` for members.csv.

    The name of a log says whose program it is, not whose data: worker.log, user/access.log.
    """
    tables = []
    for part in () if logged else containers:
        if data := _DATA_FILE.search(part):
            tables.append(part[: data.start()].rpartition("/")[2])
        elif not _FILE_NAME.search(part):
            tables.append(part)
    return tables


def without_data(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a table without those for the fields of its rows: ``users_field_data``."""
    return words[:-2] if len(words) > len(_DATA[0]) and words[-2:] in _DATA else words


def place_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a table or object is called after, without what says that it is one: ``emp_tbl``."""
    words = without_data(words)
    while len(words) > 1 and words[-1] in _ENDS_OF_TABLES:
        words = words[:-1]
    return words


def behind_place(words: tuple[str, ...], places: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """``words`` behind what the place itself is called: ``bonus`` of SALARY_BONUS in SALARY.

    Oracle's designers call all columns of a table after it.
    """
    place = places[-1] if places else ()
    called = (*place[:-1], singular(place[-1])) if place else ()
    for own in (place, called):
        if own and len(words) > len(own) and words[: len(own)] == own:
            return words[len(own) :]
    return words
