"""Headings of English policies, as generators and pages of applications write them."""

import pytest

from pii_scan.policy.headings import Topic, topic_of

TOP = "# Privacy Policy\n\n## Information we collect\n\n"


def points(declaration):
    return {point.label: [i.item for i in point.items] for point in declaration.collection}


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Personal information you disclose to us", Topic.COLLECTION),
        ("Information you choose to provide", Topic.COLLECTION),
        ("Information automatically collected", Topic.COLLECTION),
        ("How do we process your information?", Topic.PURPOSES),
        ("Do we use cookies and other tracking technologies?", Topic.OTHER),
        ("Cookies and tracking", Topic.OTHER),
        # Who is told, and not what people tell.
        ("Disclosure of your information", Topic.THIRD_PARTIES),
        ("Information we disclose", Topic.THIRD_PARTIES),
        # A recipient handles payments here, and nothing is said of why.
        ("How Acme processes payments", None),
    ],
)
def test_what_a_heading_is_about(heading, topic):
    assert topic_of(heading) is topic


def test_a_marked_heading_above_a_list_is_its_point_and_no_item(read_marked):
    declaration = read_marked(
        TOP + "### Account information\n\n- Email address\n- Name\n\n### Usage data\n\n"
        "- Likes and passes\n- Chat messages between users\n\n### Payment data\n\n"
        "- Purchase history\n"
    )
    assert points(declaration) == {
        "Account information": ["email", "name"],
        "Usage data": ["chat_message"],
        "Payment data": ["payment_record"],
    }


def test_items_with_a_mark_below_a_heading_stay_items(read_marked):
    declaration = read_marked(TOP + "### Account\n\n- Usage data\n- Email address\n")
    assert points(declaration) == {"Account": ["usage_record", "email"]}


def test_a_policy_in_questions(read_marked):
    declaration = read_marked(
        "# Privacy Policy\n\n## 1. What information do we collect?\n\n"
        "### Personal information you disclose to us\n\n"
        "***In Short:*** *We collect personal information that you provide to us.*\n\n"
        "We collect personal information that you voluntarily provide to us when you register.\n\n"
        "- **Personal Information Provided by You.** We collect names; phone numbers; "
        "email addresses; and other similar information.\n\n"
        "### Information automatically collected\n\n"
        "We automatically collect certain information when you use the Services. This information "
        "does not reveal your specific identity (like your name or contact information) but may "
        "include device and usage information, such as your IP address, browser and device "
        "characteristics, operating system, country, location, and other technical information.\n\n"
        "## 2. How do we process your information?\n\n"
        "We process your information to answer you.\n\n"
        "## 4. Do we use cookies and other tracking technologies?\n\n"
        "We do not use cookies or other tracking technologies to collect and store information.\n"
    )
    found = [{i.item for i in point.items} for point in declaration.collection]
    assert found == [
        {"name", "phone", "email"},
        {"usage_record", "ip_address", "device_info", "os_info", "country", "location"},
    ]
