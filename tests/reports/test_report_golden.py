import pytest
from write_golden import FOLDER, GOLDEN, rendered


@pytest.mark.parametrize("name", GOLDEN)
def test_a_report_is_the_one_that_was_looked_at(name):
    assert rendered(name).decode() == (FOLDER / name).read_bytes().decode()


def test_every_golden_report_is_compared():
    assert {path.name for path in FOLDER.iterdir()} == set(GOLDEN)
