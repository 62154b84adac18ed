"""What databases found on GitHub taught, as rules, in tables and with values of our own."""

import pytest

from pii_scan.model import Field

TEXT = "varchar(100)"


@pytest.fixture
def items(find):
    """The items of one column of a table: (name, type, comment, values)."""

    def of(table, *fields):
        found = find.of(
            [(Field("db", (table, n), kind, comment=c), values) for n, kind, c, values in fields]
        )
        return {name: sorted(i for n, i in found if n == name) for name, *_ in fields}

    return of


@pytest.fixture
def item(items):
    """The items of the first column of a table that has others as well, without values."""

    def of(table, name, *others, kind=TEXT, comment=None, values=()):
        fields = [(name, kind, comment, list(values)), *((o, TEXT, None, []) for o in others)]
        return items(table, *fields)[name]

    return of


@pytest.mark.parametrize(
    ("name", "comment", "expected"),
    [
        ("secu", "numéro de sécurité sociale", ["tax_id"]),
        ("prénom", None, ["name"]),
        ("téléphone", None, ["phone"]),
        ("teléfono_móvil", None, ["phone"]),
        ("endereço", None, ["address"]),
        ("contraseña", None, ["password"]),
    ],
)
def test_letters_with_marks_are_letters_of_a_word(item, name, comment, expected):
    assert item("patients", name, comment=comment) == expected


def test_marks_of_other_scripts_stay(item):
    assert item("顧客", "パスワード") == ["password"]
