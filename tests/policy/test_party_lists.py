"""Lists of those who handle data, each with what it does, as policies in English write them."""

import pytest

COLLECTED = "1. Information we collect\n- Account: your name, your email address\n"
BELOW = "2. Service providers we use\n"


def _processors(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def _third_parties(declaration):
    return [p.name for p in declaration.third_parties]


@pytest.mark.parametrize(
    ("line", "processor"),
    [
        ("- Cloudbarn — Database and file storage. See cloudbarn.example/privacy.",
         ("Cloudbarn", "Database and file storage")),
        ("- Paywell (payments). Card processing and billing. Data stays in the EEA.",
         ("Paywell", "payments")),
        ("- Rowbase (SQL hosting) — stores the data of your account and your family.",
         ("Rowbase", "SQL hosting")),
        ("- Mailhen (EU). Sends password resets. Receives: your name, your email.",
         ("Mailhen", "Sends password resets")),
        ("- Hosting and delivery of the application (Edgehost).",
         ("Edgehost", "Hosting and delivery of the application")),
        ("Cloudbarn: database, sign-in, and file storage for the screenshots.",
         ("Cloudbarn", "database, sign-in, and file storage for the screenshots")),
        ("- Blue Harbour Systems, Inc.: Customer support tickets and live chat for our shop.",
         ("Blue Harbour Systems, Inc.", "Customer support tickets and live chat for our shop")),
    ],
)  # fmt: skip
def test_one_who_handles_data_is_named_in_front_or_in_brackets(read, line, processor):
    assert _processors(read(COLLECTED + BELOW + line + "\n")) == [processor]


def test_two_may_do_the_same(read):
    line = "- Sign-in with accounts of others (Goggle, Gitbarn).\n"
    assert [name for name, _ in _processors(read(COLLECTED + BELOW + line))] == [
        "Goggle",
        "Gitbarn",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- With your consent: We may disclose it for any other purpose that you agree to.",
        "- Legal Requirements: We disclose it where a court or an authority orders us to.",
        "- Business Transfers (mergers). Data may move to whoever buys all of our shops.",
        "- Fraud prevention (see above). We may look for unusual payments of our users.",
        "- Regions of our servers (Ireland, Germany).",
        "- Payment Processing: We hand your card to the payment provider of your choice.",
        "- Encryption of all connections (TLS).",
        "- Security — All of our servers are kept up to date and watched at all times.",
    ],
)
def test_what_is_no_name_names_nobody(read, line):
    declaration = read(COLLECTED + BELOW + line + "\n")
    assert not declaration.processors
    assert not declaration.third_parties


@pytest.mark.parametrize(
    "announced",
    [
        "We share data only with the processors we need:",
        "Our app relies on the following third-party providers to operate.",
        "We use a small number of service providers. Those below are bound by contracts.",
    ],
)
@pytest.mark.parametrize("heading", ["Who we share data with", "Third-Party Services"])
def test_a_list_of_providers_among_third_parties_is_of_processors(read, heading, announced):
    declaration = read(
        f"{COLLECTED}2. {heading}\n{announced}\n"
        "- Cloudbarn — hosting of the website\n- Paywell (payments). Card processing.\n"
        "3. Your rights\nYou may ask for a copy of all data.\n"
    )
    assert _processors(declaration) == [
        ("Cloudbarn", "hosting of the website"),
        ("Paywell", "payments"),
    ]
    assert not declaration.third_parties


def test_a_list_of_partners_stays_one_of_third_parties(read):
    declaration = read(
        COLLECTED + "2. Who we share data with\nWe share bookings with these partners:\n"
        "- Seaside Ferries — to hold your place on board\n"
        "We never sell data to providers of advertising.\n"
    )
    assert _third_parties(declaration) == ["Seaside Ferries"]
    assert not declaration.processors


def test_processors_in_detail_are_processors(read):
    declaration = read(
        COLLECTED + "2. Third-party processors in detail\n- Rowbase (UK). Hosts the database.\n"
    )
    assert _processors(declaration) == [("Rowbase", "Hosts the database")]


@pytest.mark.parametrize(
    "line",
    [
        "- Service providers: We use companies that help us to run the shop for you.",
        "- Service providers. We use companies that help us to run the shop for you.",
        "- Partners: We may share it with partners who offer what you have asked for.",
    ],
)
@pytest.mark.parametrize("heading", ["Service providers we use", "Who we share data with"])
def test_a_sentence_behind_a_label_names_nobody(read, heading, line):
    declaration = read(f"{COLLECTED}2. {heading}\n{line}\n")
    assert not declaration.processors
    assert not declaration.third_parties


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("1. Database, storage, and security providers.",
         ["Database, storage, and security providers"]),
        ("1. Analytics providers, if enabled.", ["Analytics providers"]),
        ("1. Cloud hosting providers where needed", ["Cloud hosting providers"]),
    ],
)  # fmt: skip
def test_kinds_of_providers_with_commas_and_conditions(read, line, kinds):
    text = f"{COLLECTED}2. How we share information\nWe share data with these providers:\n{line}\n"
    assert _processors(read(text)) == [(kind, None) for kind in kinds]


def test_whom_a_stack_is_built_on_is_no_third_party(read):
    declaration = read(
        COLLECTED + "2. Third-party services\nOur stack uses a small set of trusted partners:\n"
        "- Clerkly for sign-in and session security\n- Rowbase for our database\n"
        "3. Data sharing\nWe may share data with:\n"
        "- Service providers who assist in operating the site (Paywell, Mailhen)\n"
    )
    assert [p.name for p in declaration.processors] == ["Clerkly", "Rowbase", "Paywell", "Mailhen"]
    assert declaration.third_parties == ()


def test_those_who_get_data_for_advertising_stay_third_parties(read):
    declaration = read(
        COLLECTED + "2. Sharing\nWe work with advertising partners:\n- Adhill (ads)\n- Adbay\n"
    )
    assert _processors(declaration) == []


@pytest.mark.parametrize(
    "line",
    [
        "- at your direction: when a tool that you connect asks for it;",
        "- in a business transfer: if the service moves to another company.",
        "- To comply with the law: when a court asks for data.",
        "- with your consent: when you agree to it.",
    ],
)
def test_cases_in_which_data_is_given_name_nobody(read, line):
    text = f"{COLLECTED}2. When we share your data\nWe disclose data only:\n{line}\n"
    assert _third_parties(read(text)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "We use Ledgerly API data solely to show it to you.",
        "We use Ledgerly data to deliver the features.",
        "We use Ledgerly account information to link it.",
    ],
)
def test_data_that_comes_from_a_service_makes_it_no_processor(read, sentence):
    assert _processors(read(f"{COLLECTED}2. Ledgerly\n{sentence}\n")) == []


def test_a_pronoun_is_no_task(read):
    declaration = read(
        COLLECTED + "2. Messages\nWrite to us. If you do, it will be collected by Mailhen.\n"
    )
    assert _processors(declaration) == [("Mailhen", None)]
