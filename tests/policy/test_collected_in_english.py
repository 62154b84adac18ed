"""How policies in English list what they collect, and what they do not."""

import pytest

COLLECTED = "1. Information we collect\n"


def _items(declaration):
    return {point.label: [i.item for i in point.items] for point in declaration.collection}


def _denied(declaration):
    return [named.item for named in declaration.not_collected]


def test_a_label_may_end_in_a_full_stop(read):
    declaration = read(
        "1. What we collect\n- Account. Your name, email address and password (hashed).\n"
        "- Fitness answers. Age, gender and date of birth.\n"
    )
    assert _items(declaration) == {
        "Account": ["name", "email", "password"],
        "Fitness answers": ["age", "gender", "birth_date"],
    }


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("- IP address and user agent of devices that sign in, used against abuse.", 2),
        ("- Birth year (used to choose what suits the age of a child).", 1),
        ("- Session cookies required to keep you signed in to your account.", 1),
        ("- Your phone number, so that the driver can call you on the day.", 1),
        ("- Server logs of errors and of whatever else looks unusual to us.", 1),
    ],
)
def test_a_line_of_a_list_may_say_what_its_items_are_for(read, line, items):
    declaration = read(f"{COLLECTED}Account data\n- Email address\n{line}\n")
    assert sum(map(len, _items(declaration).values())) == 1 + items


@pytest.mark.parametrize("heading", ["What we do NOT collect", "Information we do not collect"])
def test_nothing_below_such_a_heading_is_collected(read, heading):
    declaration = read(
        f"{COLLECTED}Account data\n- Name, email address\n{heading}\n"
        "- Special category data (health, religion) — never needed for our service\n"
        "- Your location\n2. How we use it\nWe use it to run the shop and for nothing else.\n"
    )
    assert [i for items in _items(declaration).values() for i in items] == ["name", "email"]
    assert {"health", "religion", "location"} <= set(_denied(declaration))


def test_what_is_not_yet_collected_is_not_collected(read):
    declaration = read(
        f"{COLLECTED}Personal Information: When you sign up, we collect your name and email.\n\n"
        "Earnings Information: The amount of each payout. We do not currently collect bank "
        "details or payment information, because payouts have not begun.\n\n"
        "Usage Information: We may collect information about how you use the app, including "
        "your IP address, the time of your visit, and your device type.\n"
    )
    found = _items(declaration)
    assert not {"bank_account", "payment_record"} & {i for items in found.values() for i in items}
    assert found["Usage Information"][-2:] == ["ip_address", "device_info"]


def test_all_but_a_part_is_not_kept(read):
    declaration = read(
        f"{COLLECTED}- Payment: We do not store your card number other than its last four digits.\n"
        "- Account: your name\n"
    )
    assert "credit_card" not in _denied(declaration)


def test_what_brackets_deny_does_not_deny_the_rest(read):
    declaration = read(
        f"{COLLECTED}- Sign-in data: If you link another service, you may provide us with your "
        "username (note that we do not store any passwords).\n"
    )
    assert [i for items in _items(declaration).values() for i in items] == ["user_id"]
    assert _denied(declaration) == ["password"]


def test_the_data_we_hold_is_what_is_collected(read):
    declaration = read(
        "1. The personal data we hold\n- Contact: your name, your phone number\n"
        "2. Your rights\nYou may ask for a copy of all of it.\n"
    )
    assert _items(declaration) == {"Contact": ["name", "phone"]}


def test_an_example_is_no_end_of_a_sentence(read):
    declaration = read(
        f"{COLLECTED}- Usage: We collect how you use the app, including your device's Internet "
        "Protocol address (e.g. IP address) and your device type.\n"
    )
    assert [i for items in _items(declaration).values() for i in items] == [
        "usage_record",
        "ip_address",
        "device_info",
    ]


def test_a_sentence_with_a_verb_is_no_list_of_kinds(read):
    declaration = read(
        f"{COLLECTED}- Logs: We collect standard server logs including IP addresses, browser type "
        "and pages visited for security purposes. This data is never sold to anybody.\n"
    )
    assert [i for items in _items(declaration).values() for i in items] == [
        "ip_address",
        "device_info",
        "usage_record",
    ]
