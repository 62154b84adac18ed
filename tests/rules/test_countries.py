"""Rules of other countries, on by choice: what they find, and what they leave alone."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from stdnum import isbn
from stdnum.br import cpf
from stdnum.exceptions import ValidationError
from stdnum.pl import pesel

from pii_scan.config import SourceEntry, no_config
from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.names import name_reader
from pii_scan.detect.recognizers import load_recognizers
from pii_scan.model import Inventory
from pii_scan.pipeline import take_inventory
from pii_scan.rulebook import countries_with_rules, load_rulebook
from pii_scan.sources.opening import open_source

KOREA = load_rulebook()
EVERYWHERE = load_rulebook(countries=countries_with_rules(KOREA.folder))
ABROAD = {i: rule for i, rule in EVERYWHERE.rules.items() if i not in KOREA.rules}
Draw = Callable[[random.Random], str]


@pytest.mark.parametrize("rule", [pytest.param(r, id=i) for i, r in KOREA.rules.items()])
def test_no_example_of_ours_is_another_countrys_number_by_its_values_alone(rule):
    alone = {i: abroad for i, abroad in ABROAD.items() if abroad.identifier.evidence == "alone"}
    recognizers = load_recognizers(alone)
    finder = CandidateFinder(alone.values())
    examples = rule.identifier.examples
    texts = [unicodedata.normalize("NFKC", e) for e in (*examples.match, *examples.look_alike)]
    taken = [
        (texts[candidate.index], identifier)
        for candidate in finder.find(texts)
        for identifier in candidate.identifiers
        if recognizers.spans(identifier, candidate.text).accepted
    ]
    assert taken == []


def digits(number: int) -> Draw:
    return lambda draw: str(draw.randrange(10 ** (number - 1), 10**number))


def ending(module: object, number: int, checks: int = 1) -> Draw:
    """Digits to which ``module`` gives the check digits."""

    def make(draw: random.Random) -> str:
        while True:
            text = digits(number)(draw)
            for check in range(10**checks):
                try:
                    return str(module.validate(f"{text}{check:0{checks}}"))  # type: ignore[attr-defined]
                except ValidationError:
                    continue

    return make


def day(form: str) -> Draw:
    return lambda draw: f"{dt.date(1950, 1, 1) + dt.timedelta(draw.randrange(20_000)):{form}}"


def scan(folder: Path, columns: dict[str, Iterable[str]]) -> Inventory:
    """What a scan with every country on makes of one table."""
    path = folder / "app.db"
    with sqlite3.connect(path) as connection:
        names = ", ".join(f'"{name}" TEXT' for name in columns)
        connection.execute(f"CREATE TABLE records ({names})")
        marks = ", ".join("?" * len(columns))
        rows = zip(*columns.values(), strict=True)
        connection.executemany(f"INSERT INTO records VALUES ({marks})", rows)
    connection.close()
    config = no_config(dt.date(2026, 1, 1))
    source = open_source(config.settings(SourceEntry(name="app", target=str(path))))
    names = name_reader(EVERYWHERE)
    return take_inventory([source], EVERYWHERE, names, 0.5, lambda _: None)


def test_columns_of_codes_are_no_countrys_numbers(tmp_path):
    kinds = {
        # The check digit of an ISBN of ten digits is that of an NHS number.
        "a1": ending(isbn, 9),
        "a2": lambda draw: "979" + ending(isbn, 9)(draw),
        **{f"b{n}": digits(n) for n in (8, 9, 10, 11, 12, 13, 15, 16, 18)},
        "c1": lambda draw: f"{draw.choice('ASTFGM')}{digits(8)(draw)}",
        "c2": lambda draw: f"{digits(8)(draw)}{draw.choice('ABCDEFGHJKLMNPQRSTVWXYZ')}",
        "c3": lambda draw: (
            f"{draw.choice(('AB', 'KR', 'SK'))}{digits(6)(draw)}-{draw.randrange(9)}"
        ),
        "c4": lambda draw: day("%y%m%d")(draw) + "-" + digits(4)(draw),
        "c5": lambda draw: day("%d%m%y")(draw) + "A" + digits(4)(draw),
        "c6": lambda draw: day("%Y%m%d")(draw) + digits(4)(draw),
    }
    draw = random.Random(7)
    columns = {name: [make(draw) for _ in range(200)] for name, make in kinds.items()}
    found = scan(tmp_path, columns).findings
    assert [(f.field.name, f.identifiers) for f in found if f.item in {"tax_id", "health"}] == []


@pytest.mark.parametrize(
    ("column", "identifier", "make"),
    [
        ("k1", "br_cpf_unformatted", ending(cpf, 9, checks=2)),
        ("k2", "br_cpf", lambda draw: cpf.format(ending(cpf, 9, checks=2)(draw))),
        ("k3", "pl_pesel", ending(pesel, 10)),
        ("ssn", "us_ssn", lambda draw: f"{draw.randrange(100, 600)}-45-{digits(4)(draw)}"),
    ],
)
def test_numbers_are_found_by_check_digits_or_beside_a_name(tmp_path, column, identifier, make):
    draw = random.Random(identifier)
    (found,) = scan(tmp_path, {column: [make(draw) for _ in range(60)]}).findings
    assert (found.item, found.identifiers) == ("tax_id", (identifier,))
    assert found.confidence >= 0.9
