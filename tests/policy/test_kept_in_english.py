"""How long English policies say that data is kept, and from when: each sentence made up."""

import pytest

from pii_scan.policy.declaration import RetentionRule
from pii_scan.policy.terms import Term, read_term
from pii_scan.problems import counts_from_leaving

TOP = "1. Information we collect\n- Account: your name, your email address\n\n2. Data retention\n"


def kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("When you delete your account, we will remove your profile and photos within 30 days.",
         ("profile and photos", "P30D", "When you delete your account")),
        ("If you close your account, your data will be permanently deleted within 14 days.",
         ("data", "P14D", "If you close your account")),
        ("Upon account deletion, all personal data is erased within 30 days.",
         ("all personal data", "P30D", "Upon account deletion")),
        ("Close your account (or email us) and we delete your account data within 30 days.",
         ("account data", "P30D", "Close your account (or email us)")),
        ("We delete your account data within 30 days of your deletion request.",
         ("account data", "P30D", "of your deletion request")),
        ("Deleted accounts are purged from our systems within 90 days of the deletion request.",
         ("Deleted accounts", "P90D", "of the deletion request")),
        ("- Closed accounts: we delete your account data within 30 days of your deletion request.",
         ("Closed accounts", "P30D", "of your deletion request")),
        ("- Account data: while your account is open + 30 days for recovery",
         ("Account data", "P30D", "while your account is open")),
        ("Your data is stored for up to 90 days after account closure.",
         ("data", "P90D", "after account closure")),
        ("- Enquiries: 3 years from the date of the last consultation",
         ("Enquiries", "P3Y", "from the date of the last consultation")),
        ("We delete accounts after 24 months of inactivity.",
         ("accounts", "P24M", "of inactivity")),
        ("Payment records may be retained for up to 7 years as required by tax law.",
         ("Payment records", "P7Y", None)),
        ("- Backups: rolling 30-day window", ("Backups", "P30D", None)),
        ("- Chat transcripts: 90-day retention", ("Chat transcripts", "P90D", None)),
        ("Backup copies may persist for up to 60 days.", ("Backup copies", "P60D", None)),
        ("We do not keep chat messages for longer than 12 months.",
         ("chat messages", "P12M", None)),
        ("After 30 days, deleted photos are removed from our servers.",
         ("deleted photos", "P30D", None)),
    ],
)  # fmt: skip
def test_a_sentence_on_how_long(read, line, rule):
    assert kept(read(TOP + line + "\n")) == [rule]


@pytest.mark.parametrize(
    "line",
    [
        # How fast somebody is answered, or something else is done.
        "We will respond to your request within 30 days.",
        "We will remove unlawful comments within 30 days.",
        "We move to other safeguards within 30 days.",
        "Data is destroyed within 5 business days of the retention period expiring.",
        "We keep information for as long as necessary for the purposes of this policy.",
    ],
)
def test_a_sentence_that_says_no_term(read, line):
    assert kept(read(TOP + line + "\n")) == []


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("90 days after account closure", Term("P90D", "after account closure")),
        ("30 days", Term("P30D", None)),
        ("a 30-day window", Term("P30D", None)),
        ("7 years after the end of the contract", Term("P7Y", "after the end of the contract")),
        # What is kept, and not from when.
        ("7 years of tax records", Term("P7Y", None)),
        ("30-60 days", None),
    ],
)
def test_from_when_behind_a_period(words, term):
    assert read_term(words) == term


@pytest.mark.parametrize(
    ("event", "leaves"),
    [
        ("as long as your account is active", True),
        ("while your account is open", True),
        ("while the account exists", True),
        ("of your deletion request", True),
        ("after account closure", True),
        ("from the date of the last consultation", False),
        ("while your order is open", False),
        ("as long as the law asks", False),
    ],
)
def test_what_ends_when_a_person_leaves(event, leaves):
    rule = RetentionRule(
        record="record-1", label="data", period="P30D", event=event, basis=None, law=None
    )
    assert counts_from_leaving(rule) is leaves
