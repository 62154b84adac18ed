"""Lines of lists with their names, items and periods in front of a dash; all made up."""

import pytest

MARKED = "# Privacy Policy\n\n## Information we collect\n\n- Account: your name\n\n"
KOREAN = "# 개인정보 처리방침\n\n## 수집하는 개인정보 항목\n\n"


def items(declaration):
    return [i.item for point in declaration.collection for i in point.items]


def kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


def names(declaration):
    return [p.name for p in declaration.processors]


def test_services_that_one_relies_on(read_marked):
    declaration = read_marked(
        MARKED + "## Who we share data with\n\nWe do not sell your data. We share it only with the "
        "third-party services we rely on to operate:\n\n"
        "- **Paywell** — payment processing. Paywell collects it directly.\n"
        "- **Meter (Sky) Pixel + Events API** — measures which advertisement brought you.\n"
        "- **Cleargoggle** — anonymised heatmaps of the pages.\n"
        "- **Legal reasons** — when a court asks for it.\n"
    )
    assert names(declaration) == ["Paywell", "Meter (Sky) Pixel + Events API", "Cleargoggle"]
    assert declaration.third_parties == ()


def test_providers_that_help_are_processors(read_marked):
    declaration = read_marked(
        MARKED + "## Sharing your data\n\nWe share it only with providers that help us run the "
        "shop: Paywell (payments), Mailhen (email marketing), and our hosting providers.\n"
    )
    assert names(declaration) == ["Paywell", "Mailhen"]
    assert declaration.third_parties == ()


def test_the_site_is_hosted_by_somebody(read_marked):
    declaration = read_marked(
        MARKED + "## Transfers to others\n\nThis site is hosted by Edgehost Inc., based abroad.\n"
    )
    assert names(declaration) == ["Edgehost Inc."]


def test_when_is_no_name_behind_a_comma(read_marked):
    declaration = read_marked(
        MARKED + "## Who we share your data with\n\n"
        "- subcontractors, where the job requires it — only to do the work,\n"
    )
    assert [p.name for p in declaration.third_parties] == ["subcontractors"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- **Purchase records (email, transaction)** — 7 years (tax law).",
         ("Purchase records (email, transaction)", "P7Y", None)),
        ("- **Analytics data (Meter)** — retained by default (currently 1 year).",
         ("Analytics data (Meter)", "P1Y", None)),
        ("- Your data is retained as long as your account is active",
         ("data", None, "as long as your account is active")),
    ],
)  # fmt: skip
def test_how_long_behind_a_dash_or_without_a_stop(read_marked, line, rule):
    assert kept(read_marked(MARKED + f"## How long we keep your data\n\n{line}\n")) == [rule]


def test_until_one_thing_or_another_happens(read_marked):
    declaration = read_marked(
        KOREAN + "- 이름\n\n## 보유 및 이용기간\n\n- 동의철회 시까지 또는 회원탈퇴 시까지\n"
    )
    assert kept(declaration) == [("개인정보", None, "동의철회 시까지 또는 회원탈퇴 시까지")]


def test_items_with_what_is_said_of_each_are_of_one_point(read_marked):
    declaration = read_marked(
        "# Privacy Policy\n\n## What we collect\n\n### At the desk\n\n"
        "- **Email address** — when you purchase the course.\n"
        "- **Name** — if you choose to share it.\n- **Photos** — only if you send them to us.\n"
    )
    assert [(p.label, len(p.items)) for p in declaration.collection] == [("At the desk", 3)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- **Health**: details you share (for example weight, photos, an email). It is sensitive.",
         ["photo", "email"]),
        ("- **Note**: We only access the job, the name and the email of pages that you visit", []),
    ],
)  # fmt: skip
def test_what_a_line_says_besides(read_marked, line, expected):
    found = items(read_marked(MARKED + line + "\n"))
    assert [item for item in found if item != "health"][1:] == expected


@pytest.mark.parametrize("heading", ["What we store and why", "What Mailhen collects"])
def test_headings_on_what_is_stored(read_marked, heading):
    declaration = read_marked(f"# Privacy Policy\n\n## {heading}\n\n- Your email address\n- Name\n")
    assert items(declaration) == ["email", "name"]


def test_a_point_with_its_items_in_brackets(read_marked):
    declaration = read_marked(
        KOREAN + "- 회원가입 시 수집하는 정보 (이메일, 비밀번호)\n"
        "- 서비스 이용 과정에서 수집되는 정보 (위치정보, 접속 로그)\n"
    )
    assert [[i.item for i in p.items] for p in declaration.collection] == [
        ["email", "password"],
        ["location", "usage_record"],
    ]
