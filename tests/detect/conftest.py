"""What the tests of detection share."""

from collections import Counter

import pytest

from pii_scan.detect.evidence import Evidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.detect.recognizers import load_recognizers
from pii_scan.model import Field, Sample
from pii_scan.rulebook import load_rulebook


@pytest.fixture(scope="session")
def find():
    """Findings of one table, given as {column: values} or {(column, type): values}."""
    rulebook = load_rulebook()
    recognizers = load_recognizers(rulebook.rules)
    names = name_reader(rulebook)
    judge = Judge(rulebook.items, rulebook.rules, names)

    def findings(columns, table="t"):
        samples = []
        for column, values in columns.items():
            name, kind = column if isinstance(column, tuple) else (column, None)
            counts = {}
            for value in values:
                counts[value] = counts.get(value, 0) + 1
            samples.append(Sample(Field("db", (table, name), kind), counts))
        return judged(samples)

    def judged(samples):
        evidence = Evidence(
            rulebook.rules,
            names.items_named,
            lambda: recognizers,
            unknown_words=names.unknown_words,
        )
        evidence.add(samples)
        return {(f.field.name, f.item): f for f in judge.findings(evidence.results(), 0.5)}

    findings.of = lambda fields: judged(Sample(field, Counter(values)) for field, values in fields)
    return findings
