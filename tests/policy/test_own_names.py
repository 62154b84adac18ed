"""A policy names its controller and its own service, which are no recipients of the data."""

import pytest

COLLECTED = "## What we collect\n- Account: your name, your email address\n"
SHARED = "## Service providers\nWe use Rowbase to store it.\n"


def _named(declaration):
    return [p.name for p in (*declaration.processors, *declaration.third_parties)]


@pytest.mark.parametrize(
    ("introduced", "sentence"),
    [
        ('Acme Labs Ltd ("Acme", "we", "us") runs it.', "The portal is hosted by Acme Labs."),
        ('Acme (the "App") is ours.', "Tickets are processed by Acme in Berlin."),
        ("Acme Labs Ltd — trading as **Boltrow**", "Data of guests is stored in Boltrow."),
        ("This notice covers Boltrow (“Boltrow”, “our”).", "Invoices are sent through Boltrow."),
    ],
)
def test_the_controller_itself_is_no_recipient(read_marked, introduced, sentence):
    text = f"# Privacy policy\n{introduced}\n{COLLECTED}{SHARED}{sentence}\n"
    assert _named(read_marked(text)) == ["Rowbase"]


@pytest.mark.parametrize(
    "introduced",
    [
        # Another name in brackets says who somebody else is.
        'We are part of Acme Group (a company of "Paywell").',
        "Acme Labs works with Paywell (payments).",
        'Our game (the "Game") is sold by Acme.',
        "We store it with Paywell (payments, hosted in the US).",
    ],
)
def test_whom_an_introduction_only_mentions_may_be_a_recipient(read_marked, introduced):
    text = f"# Privacy policy\n{introduced}\n{COLLECTED}## Service providers\n- Paywell: payments\n"
    assert "Paywell" in _named(read_marked(text))
