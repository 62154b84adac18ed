import pytest

from pii_scan.policy.files.html import read_html
from pii_scan.policy.files.markdown import read_markdown
from pii_scan.policy.lexicon import read_lexicon
from pii_scan.policy.read import read_policy
from pii_scan.policy.text import PolicyText, split_lines
from pii_scan.rulebook import load_rulebook


@pytest.fixture(scope="session")
def rulebook():
    return load_rulebook()


@pytest.fixture(scope="session")
def lexicon(rulebook):
    return read_lexicon(rulebook)


@pytest.fixture(scope="session")
def read(rulebook):
    def read_text(text):
        return read_policy(PolicyText("policy.txt", "0" * 64, split_lines(text)), rulebook)

    return read_text


@pytest.fixture(scope="session")
def read_marked(rulebook):
    """As ``read``, of a text in Markdown, whose headings are marked."""

    def read_text(text):
        lines = read_markdown(text, "policy.md").lines
        return read_policy(PolicyText("policy.md", "0" * 64, lines), rulebook)

    return read_text


@pytest.fixture(scope="session")
def read_page(rulebook):
    """As ``read``, of what stands in the body of a web page."""

    def read_body(body):
        lines = read_html(f"<html><body>{body}</body></html>", "policy.html").lines
        return read_policy(PolicyText("policy.html", "0" * 64, lines), rulebook)

    return read_body


@pytest.fixture(scope="session")
def collect(read):
    """The items of each point: {(id, label): [(item, label, required)]}."""

    def collect_text(text):
        return {
            (point.point, point.label): [(i.item, i.label, i.required) for i in point.items]
            for point in read(text).collection
        }

    return collect_text
