"""The same data gives the same report from every database and from files of every kind."""

import csv
import datetime as dt
import json
import random

import openpyxl
import polars as pl
import pytest
from reports_of import report_and_note

from pii_scan.model import Sample
from pii_scan.rule_proof import proven_rulebook
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source
from pii_scan.sources.selection import Patterns, Selection

RULEBOOK = proven_rulebook()
RNG = random.Random(11)
ROWS = 120
MOBILES = [f"010{RNG.randrange(20_000_000, 99_999_999)}" for _ in range(ROWS)]
NAMES = [
    RNG.choice("김이박최정") + RNG.choice(["민수", "서연", "지훈", "하은"]) for _ in range(ROWS)
]
EMAILS = [f"{RNG.choice('abcdk')}{n}@{RNG.choice('xyz')}.example.com" for n in range(ROWS)]
# Column → type and values; what is in the columns stands in their order in no source.
TABLES = {
    "members": {
        "name": ("text", NAMES),
        "email": ("text", [email if at % 3 else "" for at, email in enumerate(EMAILS)]),
        "tel": ("text", MOBILES),
        "address": (
            "text",
            [f"서울특별시 강남구 테헤란로 {at + 1}길 {at % 9 + 1}" for at in range(ROWS)],
        ),
    },
    "numbers": {
        "phone": ("bigint", [int(mobile) for mobile in MOBILES]),
        "serial": ("bigint", [1_000_000_001 + at for at in range(ROWS)]),
    },
    "imported": {
        "mobile": ("text", [mobile[1:] for mobile in MOBILES]),
        "hp": ("text", [f"{mobile[1:]}.0" for mobile in MOBILES]),
        "phone": ("text", [mobile[1:] if at % 2 else "" for at, mobile in enumerate(MOBILES)]),
    },
    # Amounts are called as what people are known by.
    "bills": {
        "vat": ("decimal(8,2)", [float(f"{at * 7 % 90}.{at % 10}5") for at in range(ROWS)]),
        "phone": (
            "decimal(8,2)",
            [float(f"{at * 13 % 700}.{at % 10}5") for at in range(ROWS)],
        ),
        "mobile": ("double precision", [at / 7 + 0.123 for at in range(ROWS)]),
        "os_version": ("text", [("14.2", "13.1", "12.0")[at % 3] for at in range(ROWS)]),
    },
    "documents": {
        "profile": (
            "json",
            [
                json.dumps({"phone": int(mobile), "email": email})
                for mobile, email in zip(MOBILES, EMAILS, strict=True)
            ],
        ),
    },
    # What is found by its name in lists and objects, and what an object says of what is beside it.
    "opened": {
        "nicknames": ("json", [json.dumps([f"q{at}", f"z{at}"]) for at in range(ROWS)]),
        "family": ("json", [json.dumps([{"nationality": f"v{at}"}]) for at in range(ROWS)]),
        "card": ("json", [json.dumps({"number": "4242", "holder": "x"})] * ROWS),
        "total": ("text", [f"{at}.5" for at in range(ROWS)]),
        "mobiles": ("json", [json.dumps([mobile]) for mobile in MOBILES]),
    },
    "days": {
        "birth_date": (
            "date",
            [dt.date(1950 + at % 50, at % 12 + 1, at % 28 + 1) for at in range(ROWS)],
        ),
        "joined_at": ("text", [f"2026-{at % 9 + 1:02}-11 10:00:00" for at in range(ROWS)]),
        "agreed": ("boolean", [at % 3 > 0 for at in range(ROWS)]),
    },
}
# Like wp_usermeta and Keycloak's user_attribute: what a value is stands in its row.
OF_A_PERSON = {
    "first_name": NAMES,
    "billing_phone": MOBILES,
    "billing_email": EMAILS,
    "address": [json.dumps({"tel": mobile}) for mobile in MOBILES],
    "12": MOBILES,
}
KEYED = [
    (at, key, values[at], at * 7 % ROWS)
    for at in range(ROWS)
    for key, values in OF_A_PERSON.items()
]
for table, names in {
    "wp_usermeta": ("user_id", "meta_key", "meta_value", "umeta_id"),
    "user_attribute": ("user_id", "name", "value", "n"),
}.items():
    types = ("bigint", "text", "text", "bigint")
    TABLES[table] = {
        name: (type_, list(values))
        for name, type_, values in zip(names, types, zip(*KEYED, strict=True), strict=True)
    }
OF_PLACES = {
    "source",
    "path",
    "location",
    "type",
    "nullable",
    "comment",
    "has_default",
    "fingerprint",
}


def load(database, tables=TABLES):
    for name in tables:
        columns = TABLES[name]
        own = {"json": "jsonb" if database.kind == "postgresql" else "json"}
        own["text"] = "varchar(255)"
        types = [f"{of} {own.get(kind, kind)}" for of, (kind, _) in columns.items()]
        database.run(f"CREATE TABLE {name} ({', '.join(types)})")
        rows = zip(*(values for _, values in columns.values()), strict=True)
        shown = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
        database.run(f"INSERT INTO {name} VALUES {shown}")


def literal(value):
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f"'{value}'"


def written_as_csv(folder, name, columns):
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in zip(*(values for _, values in columns.values()), strict=True):
            writer.writerow(str(v).lower() if isinstance(v, bool) else v for v in row)


def written_as_parquet(folder, name, columns):
    frame = pl.DataFrame({of: values for of, (_, values) in columns.items()})
    frame.write_parquet(folder / f"{name}.parquet")


def written_as_xlsx(folder, name, columns):
    book = openpyxl.Workbook()
    book.active.title = name
    book.active.append(list(columns))
    for row in zip(*(values for _, values in columns.values()), strict=True):
        book.active.append(row)
    book.save(folder / f"{name}.xlsx")


def records(columns):
    of_json = [kind == "json" for kind, _ in columns.values()]
    for row in zip(*(values for _, values in columns.values()), strict=True):
        own = (json.loads(v) if opened else v for v, opened in zip(row, of_json, strict=True))
        yield dict(zip(columns, own, strict=True))


def written_as_json_lines(folder, name, columns):
    lines = (json.dumps(record, default=str) + "\n" for record in records(columns))
    (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


def written_as_json(folder, name, columns):
    text = json.dumps(list(records(columns)), default=str)
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def written_as_dump_of_mysql(folder, name, columns):
    types = [
        f"`{of}` {'varchar(255)' if kind == 'text' else kind}" for of, (kind, _) in columns.items()
    ]
    rows = zip(*(values for _, values in columns.values()), strict=True)
    shown = ",".join(f"({','.join(map(escaped, row))})" for row in rows)
    (folder / f"{name}.sql").write_text(
        f"-- MySQL dump\nCREATE TABLE `{name}` (\n  {', '.join(types)}\n) ENGINE=InnoDB;\n"
        f"INSERT INTO `{name}` VALUES {shown};\n",
        encoding="utf-8",
    )


def escaped(value):
    return literal(value).replace("\\", "\\\\")


def written_as_dump_of_postgresql(folder, name, columns):
    types = [f"{of} {'text' if kind == 'text' else kind}" for of, (kind, _) in columns.items()]
    rows = zip(*(values for _, values in columns.values()), strict=True)
    lines = ["\t".join(str(v).replace("\\", "\\\\") for v in row) for row in rows]
    (folder / f"{name}.sql").write_text(
        f"--\n-- PostgreSQL database dump\n--\nCREATE TABLE public.{name} (\n{', '.join(types)});\n"
        + "\n".join([f"COPY public.{name} ({', '.join(columns)}) FROM stdin;", *lines, "\\.\n"]),
        encoding="utf-8",
    )


DUMPS = {
    "dump of mysql": written_as_dump_of_mysql,
    "dump of postgresql": written_as_dump_of_postgresql,
}
WRITERS = {
    "csv": written_as_csv,
    "parquet": written_as_parquet,
    "xlsx": written_as_xlsx,
    "jsonl": written_as_json_lines,
    "json": written_as_json,
}


def scan(target):
    return report_and_note(RULEBOOK, target)[0]


def said(report):
    """Table, column or path below it, and item → all that is said of it but where it is."""
    found = {}
    for field in report["fields"]:
        path = [part.rpartition("/")[2].split(".")[0] for part in field["path"]]
        tables = [at for at, part in enumerate(path) if part in TABLES]
        place = ".".join(field["path"][tables[-1] + 1 :])
        own = {key: value for key, value in field.items() if key not in OF_PLACES}
        found[path[tables[-1]], place, field["item"]] = own
    return found


@pytest.fixture(scope="module")
def of_csv(tmp_path_factory):
    folder = tmp_path_factory.mktemp("csv")
    for name, columns in TABLES.items():
        written_as_csv(folder, name, columns)
    return said(scan(folder))


def test_what_is_said_is_right(of_csv):
    for place in (("numbers", "phone"), ("imported", "mobile"), ("imported", "hp")):
        field = of_csv[(*place, "phone")]
        assert field["matched"] == field["sampled"] == ROWS
        assert field["identifiers"] == ["phone_kr"]
    for table, value in (("wp_usermeta", "meta_value"), ("user_attribute", "value")):
        for key in ("billing_phone", "address.tel"):
            assert of_csv[table, f"{value}.{key}", "phone"]["matched"] == ROWS
    assert of_csv["opened", "nicknames[]", "nickname"]["sampled"] == 2 * ROWS
    assert of_csv["opened", "mobiles[]", "phone"]["matched"] == ROWS
    assert {column for table, column, _ in of_csv if table == "bills"} == {"os_version"}
    assert not any(column == "total" for _, column, _ in of_csv)
    assert of_csv["imported", "phone", "phone"]["matched"] == ROWS // 2
    assert not any(column == "serial" for _, column, _ in of_csv)


def test_every_database_says_the_same(database, of_csv):
    load(database)
    assert said(scan(database.target)) == of_csv


@pytest.mark.parametrize("kind", ["parquet", "xlsx", "jsonl", "json", *DUMPS])
def test_every_kind_of_file_says_the_same(tmp_path, kind, of_csv):
    for name, columns in TABLES.items():
        (WRITERS | DUMPS)[kind](tmp_path, name, columns)
    assert said(scan(tmp_path)) == of_csv


@pytest.mark.parametrize("column", ["meta_key", "meta_value", "*_id"])
@pytest.mark.parametrize("kind", WRITERS | DUMPS)
def test_a_column_that_is_left_out_of_a_file_names_no_values(tmp_path, kind, column):
    (WRITERS | DUMPS)[kind](tmp_path, "wp_usermeta", TABLES["wp_usermeta"])
    assert keys_of(tmp_path) == OF_A_PERSON.keys() - {"12"}
    assert not keys_of(tmp_path, column)


@pytest.mark.parametrize("column", ["meta_key", "meta_value", "*_id"])
def test_a_column_that_is_left_out_of_a_database_names_no_values(sqlite, column):
    load(sqlite, ["wp_usermeta"])
    assert keys_of(sqlite.target) == OF_A_PERSON.keys() - {"12"}
    assert not keys_of(sqlite.target, column)


def keys_of(target, *left_out):
    """The keys that values stand under where the columns ``left_out`` are not read."""
    selection = Selection(exclude=Patterns(columns=left_out))
    source = open_source(SourceSettings("s", str(target), selection=selection))
    return {key for part in source.read() if isinstance(part, Sample) for key in part.under}


def test_null_as_a_word_is_text_where_there_is_null(tmp_path):
    """A CSV has no other way to say it."""
    pl.DataFrame({"phone": ["NULL", MOBILES[0]]}).write_parquet(tmp_path / "a.parquet")
    (field,) = scan(tmp_path)["fields"]
    assert (field["matched"], field["sampled"]) == (1, 2)
