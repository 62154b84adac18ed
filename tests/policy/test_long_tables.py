"""Tables of many rows take a time that grows as they do."""

from pii_scan.policy.entries import parse_entries
from pii_scan.policy.headings import Topic
from pii_scan.policy.sections import split_sections
from pii_scan.policy.tables import join_cells
from pii_scan.policy.text import split_lines


def test_rows_that_could_each_begin_a_table_take_time_in_proportion(
    lexicon, takes_time_in_proportion
):
    def split(rows):
        text = "1. 기타\n" + "구분 | 항목 |\n하늘 |\n" * rows
        entries = join_cells(list(parse_entries(split_lines(text))))
        sections = split_sections(entries, lexicon)
        assert len(sections[-1].entries) == 2 * rows
        assert sections[-1].topic is Topic.COLLECTION

    assert takes_time_in_proportion(split, 700)
