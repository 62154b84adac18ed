"""Tables with a key and a value a row, as WordPress and Keycloak keep what they know of people."""

import random

import pytest
from reports_of import report_and_note

from pii_scan.documents.opening import open_documents
from pii_scan.model import Field, Sample
from pii_scan.rule_proof import proven_rulebook
from pii_scan.sources.databases.table_counts import TableCounts
from pii_scan.sources.tables.catalogue import Column, Table
from pii_scan.sources.tables.key_values import KeyedValues, keyed_values, name_fields, names_a_field

RNG = random.Random(5)
PEOPLE = 80
CITIES = ("Springfield", "Riverside", "Fairview", "Clinton", "Salem")
OF_A_PERSON = {
    "first_name": lambda n: ("James", "Mary", "Linda", "Robert")[n % 4],
    "billing_phone": lambda n: f"({212 + n}) 555-{1000 + n}",
    "billing_email": lambda n: f"u{n}@x.example.com",
    "billing_city": lambda n: CITIES[n % 5],
    "show_admin_bar_front": lambda _: "true",
}


def load(database, table, key, value):
    database.run(f"CREATE TABLE {table} (id int, user_id int, {key} varchar(90), {value} text)")
    rows = [
        f"({n}, {n}, '{name}', '{of(n)}')"
        for n in range(PEOPLE)
        for name, of in OF_A_PERSON.items()
    ]
    RNG.shuffle(rows)
    database.run(f"INSERT INTO {table} VALUES {', '.join(rows)}")


def found(database):
    report, _ = report_and_note(proven_rulebook(), database.target)
    return {(*field["path"][-2:], field["item"]): field["sampled"] for field in report["fields"]}


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [("wp_usermeta", "meta_key", "meta_value"), ("user_attribute", "name", "value")],
)
def test_a_value_is_what_the_key_beside_it_says(database, table, key, value):
    load(database, table, key, value)
    assert found(database) == {
        (value, "first_name", "name"): PEOPLE,
        (value, "billing_phone", "phone"): PEOPLE,
        (value, "billing_email", "email"): PEOPLE,
        (value, "billing_city", "address"): PEOPLE,
    }


@pytest.mark.parametrize(
    "people",
    [
        [f"k{n}@x.example.com" for n in range(4)],
        ["Brittany Gross", "Mark Gomez", "Terri Harris PhD", "William Waller MD"],
        ["홍길동", "김영희", "박철수", "이민정"],
        ["minsu.kim", "jhlee", "kdhong", "alice"],
    ],
)
def test_keys_that_are_people_are_never_shown(sqlite, people):
    sqlite.run("CREATE TABLE t_meta (id int, user_id int, meta_key text, meta_value text)")
    rows = [f"({n}, {n}, '{people[n % 4]}', 'y{n}@a.co')" for n in range(200)]
    sqlite.run(f"INSERT INTO t_meta VALUES {', '.join(rows)}")
    report, _ = report_and_note(proven_rulebook(), sqlite.target)
    assert not [name for name in people if name in str(report)]
    assert sum(field["matched"] for field in report["fields"] if field["item"] == "email") >= 200


@pytest.mark.parametrize(
    ("table", "columns", "pair"),
    [
        ("wp_usermeta", ["umeta_id", "user_id", "meta_key", "meta_value"], (2, 3)),
        ("user_attribute", ["id", "name", "value", "user_id"], (1, 2)),
        ("member_data", ["id", "memberId", "key", "value"], (2, 3)),
        ("people", ["group_id", "name", "value"], None),
        ("translation", ["text_id", "locale", "key", "value"], None),
        ("settings", ["key", "value"], None),
        ("t", ["user_id", "value"], None),
        ("t", [], None),
    ],
)
def test_the_names_of_columns_tell_a_key_and_its_value(table, columns, pair):
    assert keyed_values(table, columns) == (pair and KeyedValues(*pair))


def test_the_last_rows_of_a_table_are_read_as_the_first_ones():
    names = ["id", "user_id", "meta_key", "meta_value"]
    columns = tuple(Column(name, "text", nullable=True) for name in names)
    table = TableCounts("app", Table(None, "t_meta", columns), 1000)
    list(table.add([(n, n, "ab"[n % 2], "x") for n in range(100)]))
    held = [*table.flush(), *table.add([(1, 1, "a", "y")]), *table.flush()]
    assert [sample.under for sample in held if sample.field.path[-1] == "meta_value"] == [
        {"a": {"x": 50}, "b": {"x": 50}},
        {"a": {"y": 1}},
    ]


def test_as_many_keys_as_rows_name_no_fields():
    assert name_fields(["a", "b", "a", "b"])
    assert not name_fields(["a", "b", None, 3])
    assert not name_fields([f"k{n % 300}" for n in range(900)])
    assert not name_fields([None, {}])


def test_a_key_that_could_be_a_name_of_a_person_names_no_field():
    assert names_a_field("billing_phone")
    assert not any(map(names_a_field, ("Mark Gomez", "", "12", None, 7)))


def test_a_value_beside_a_key_is_one_of_a_document_with_it():
    column = Field("app", ("t_meta", "meta_value"), "text", comment="c")
    under = {"a": {"x": 2, '{"tel": 1}': 1, '["y", "z"]': 3}, "u@x.co": {"v": 4}}
    opened = {
        sample.field.path: dict(sample.values)
        for sample in open_documents(Sample(column, {"bare": 1}, under=under))
    }
    assert opened == {
        ("t_meta", "meta_value"): {"bare": 1},
        ("t_meta", "meta_value", "a"): {"x": 2},
        ("t_meta", "meta_value", "a.tel"): {"1": 1},
        ("t_meta", "meta_value", "a[]"): {"y": 3, "z": 3},
        ("t_meta", "meta_value", "(key)"): {"u@x.co": 4},
        ("t_meta", "meta_value", "*"): {"v": 4},
    }
