"""What the path of a field says of the table it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A container with a dot or slash is a log, unless it is called as files of records are.
_FILE_NAME = re.compile(r"[./]")
_DATA_FILE = re.compile(
    r"\.(?:csv|tsv|tab|psv|xlsx?|xlsm|ods|parquet|orc|avro|arrow|feather|ipc|jsonl?|ndjson|geojson"
    r"|xml|ya?ml|db|sqlite3?|mdb|accdb|sql|dump)(?:\.(?:gz|bz2|xz|zst|lz4|zip))?$",
    re.IGNORECASE,
)


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
