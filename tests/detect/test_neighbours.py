"""What fields tell those beside them: as looking at every pair would, in the time of one look."""

from hypothesis import given
from hypothesis import strategies as st

from pii_scan.detect.neighbours import Neighbours
from pii_scan.model import Field, Finding

KEYS = st.lists(st.sampled_from(["a", "b", ""]), min_size=1, max_size=4).map(".".join)
FOUND = st.lists(
    st.tuples(st.sampled_from("xyz"), st.frozensets(st.sampled_from(["r1", "r2"]))),
    max_size=2,
    unique_by=lambda pair: pair[0],
)


def _finding(field, item, rules):
    return Finding(field, item, tuple(rules), 0.9, 1, 1, 1, 1, None, ())


def _is_beside(other, field):
    parent, dot, _ = field.path[-1].rpartition(".")
    return not (field.logged and dot) or other.path[-1].startswith(f"{parent}.")


@given(st.lists(st.tuples(KEYS, FOUND), max_size=6), st.booleans())
def test_a_field_is_told_what_all_others_beside_it_hold(drawn, logged):
    fields = [Field("s", ("place", key), logged=logged) for key, _ in drawn]
    findings = [
        [_finding(field, item, rules) for item, rules in found]
        for field, (_, found) in zip(fields, drawn, strict=True)
    ]
    neighbours = Neighbours(fields, findings)
    for index, field in enumerate(fields):
        others = [
            finding
            for other, found in enumerate(findings)
            if other != index and _is_beside(fields[other], field)
            for finding in found
        ]
        assert neighbours.items(index) == {finding.item for finding in others}
        assert neighbours.rules(index) == {rule for one in others for rule in one.identifiers}


def test_a_table_of_many_columns_takes_as_long_as_they_are_many(takes_time_in_proportion):
    def ask_each(columns):
        fields = [Field("s", ("place", f"c{n}")) for n in range(columns)]
        neighbours = Neighbours(fields, [[_finding(field, "x", ("r1",))] for field in fields])
        assert all(neighbours.items(index) == {"x"} for index in range(columns))

    assert takes_time_in_proportion(ask_each, 1_000)
