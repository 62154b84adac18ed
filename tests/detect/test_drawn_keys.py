"""UUIDs that tell the rows of another table apart, beside those that tell devices apart."""

import random
import uuid

import pytest

from pii_scan.model import Field

ROWS = 40


def uuids(seed):
    draw = random.Random(seed)
    return [str(uuid.UUID(int=draw.getrandbits(128), version=4)) for _ in range(ROWS)]


def scanned(find, tables):
    """The items found in tables, given as {table: {(column, type): values}}."""
    fields = [
        (Field("db", (table, name), kind), values)
        for table, columns in tables.items()
        for (name, kind), values in columns.items()
    ]
    return {item for (column, item) in find.of(fields) if column == "device_id"}


@pytest.mark.parametrize("kind", ["varchar(36)", "uuid"])
@pytest.mark.parametrize("key", ["id", "device_id"])
def test_a_uuid_called_after_a_table_of_uuids_is_its_key(find, kind, key):
    devices = {(key, kind): uuids(1), ("name", "text"): ["Meter M3"] * ROWS}
    readings = {("device_id", kind): uuids(2), ("humidity", "int"): ["40"] * ROWS}
    assert scanned(find, {"tb_device": devices, "telemetry": readings}) == set()


@pytest.mark.parametrize(
    "devices",
    [
        # No such table, one with other keys, and one of another name.
        {},
        {"devices": {("id", "int"): [str(number) for number in range(ROWS)]}},
        {"meters": {("id", "uuid"): uuids(1)}},
    ],
)
def test_a_uuid_that_no_table_has_is_that_of_somebody_s_device(find, devices):
    pings = {("device_id", "varchar(36)"): uuids(2), ("user_id", "int"): ["7"] * ROWS}
    assert scanned(find, {**devices, "pings": pings}) == {"device_id"}
