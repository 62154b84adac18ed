"""Names that the models of real programs have, in tables of our own, each beside a look-alike."""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import NameReader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

TEXT = "varchar(100)"


@pytest.fixture(scope="module")
def items():
    """The items of the columns of one table, by name only; a column is (name, type, comment)."""
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, NameReader(rulebook.items, rulebook.name_words))

    def found(table, *columns):
        fields = [
            Field("db", (table, name), type_, comment=comment) for name, type_, comment in columns
        ]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        return {f.field.name: f.item for f in judge.findings(evidence, 0.5)}

    return found


@pytest.mark.parametrize(
    ("name", "type_", "item"),
    [
        # A rate of taxes has decimals, and so have no numbers that people are known by.
        ("vat", "decimal(10,4)", None),
        ("vat", "varchar(20)", "tax_id"),
        ("phone", "numeric(12,2)", None),
        ("phone", "numeric(12)", "phone"),
        ("salary", "decimal(15,2)", "income"),
        ("latitude", "decimal(9,6)", "location"),
        ("gpa", "decimal(3,2)", "education"),
        # Where keys begin with what others end in.
        ("id_card", "bigint", None),
        ("id_card", "varchar(18)", "tax_id"),
        ("id_number", "bigint", "tax_id"),
    ],
)
def test_what_a_type_allows(items, name, type_, item):
    assert items("agents", (name, type_, None)) == ({name: item} if item else {})
