"""pii-scan rules list, show and test: what the rules are, and what they say of a text."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from pii_scan.detect.validators import VALIDATORS
from pii_scan.errors import UsageError
from pii_scan.explaining.rule_facts import check_in_words, explain, listing
from pii_scan.explaining.rule_page import list_page, rule_page
from pii_scan.explaining.text_facts import explain_text
from pii_scan.explaining.text_page import text_page
from pii_scan.model import Field
from pii_scan.reports import pages
from pii_scan.reports.display import Display
from pii_scan.rulebook import load_rulebook

ROOT = Path(__file__).parent.parent
RULEBOOK = load_rulebook()


def run(*arguments, stdin=None, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "pii_scan", "rules", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        input=stdin,
        cwd=cwd,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


def shown(page, width=None):
    out = io.BytesIO()
    pages.render(page, out, Display(width=width))
    return out.getvalue().decode()


def show(identifier_or_item, width=None):
    return shown(rule_page(explain(RULEBOOK, identifier_or_item)), width)


def said(text, *path, comment=None, type_=None):
    field = Field("test", path or ("",), type_, comment=comment)
    return explain_text(RULEBOOK, text, field, 0.5)


def told(text, *path, verbose=False, **more):
    return shown(text_page(said(text, *path, **more), verbose=verbose))


def matches(explanation):
    return {match.identifier: match for place in explanation.places for match in place.matches}


def reported(explanation):
    return {finding.item: finding for finding in explanation.reported}


# --- rules show ---------------------------------------------------------------------------------


def test_an_identifier_is_shown_with_its_reason_law_check_and_examples():
    text = show("resident_registration_number")
    rule = RULEBOOK.rules["resident_registration_number"]
    assert "주민등록번호, resident registration number" in text
    assert rule.identifier.why in text
    assert "class: unique identifier" in text
    assert "제24조의2" in text
    assert "must be encrypted: 안전한 암호 알고리즘으로" in text
    assert "prove it by themselves" in text
    assert "about 10% of look-alikes pass by luck" in text
    for example in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike):
        assert f"\n  {example}\n" in text
    for source in rule.identifier.sources:
        assert source in text
    assert f"{rule.file}\n" in text


def test_an_item_is_shown_with_its_words_and_what_recognises_it():
    text = show("phone")
    assert "전화번호, phone number" in text
    [identifiers] = re.findall(r"^  identifiers  (.*)$", text, re.MULTILINE)
    assert {"phone_kr", "phone_kr_unformatted"} <= set(identifiers.split(", "))
    assert "hyudaepon" in text  # a column name
    assert "휴대전화번호" in text  # a policy's word
    assert "https://w3id.org/dpv/pd#TelephoneNumber" in text
    assert "user.contact.phone_number" in text
    assert "Patterns" not in text


def test_what_a_law_does_not_ask_of_one_identifier_is_said():
    assert "not asked of credit_card_expiry" in show("credit_card_expiry")
    assert "credit_card_expiry" not in show("passport_number")


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("korean_name", "or where they fill a whole column"),
        ("postal_code_kr", "count only where the name or comment says postal_code"),
        ("password_hash", "hashed: the value cannot be read from it"),
        ("credit_card_masked", "masked: part of the value is hidden"),
        ("phone_international", "PhoneRecognizer"),
        ("ipv4_public", "against it"),
    ],
)
def test_how_values_are_recognised_is_said_in_words(identifier, words):
    assert words in show(identifier)


@pytest.mark.parametrize("identifier_or_item", [*RULEBOOK.rules, *RULEBOOK.items])
def test_every_rule_and_item_can_be_shown(identifier_or_item):
    text = show(identifier_or_item, width=80)
    assert text.startswith(f"{identifier_or_item}\n")
    assert max(map(cell_len, text.splitlines())) <= 80


@pytest.mark.parametrize("validator", VALIDATORS)
def test_every_check_has_words_for_people(validator):
    words = check_in_words(validator)
    assert words
    assert not {"True", "None", "False"} & set(words.split())


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("creditcard", "credit_card"),
        ("emial", "email"),
        ("주민번호", "resident_registration_number"),  # a policy's word
        ("이메일 주소", "email"),  # its label
    ],
)
def test_an_unknown_id_names_what_it_may_have_meant(asked, meant):
    with pytest.raises(UsageError, match="there is no identifier or item") as error:
        explain(RULEBOOK, asked)
    assert error.value.hint.startswith(f"Did you mean {meant}")


def test_show_as_json_holds_everything():
    result = run("show", "credit_card", "-f", "json")
    facts = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert facts["identifier"]["chance"] == 0.1
    assert facts["identifier"]["check"] == "luhn"
    assert [p["score"] for p in facts["identifier"]["patterns"]] == [0.4, 0.4, 0.4, 0.15, 0.15]
    assert facts["item"]["label"] == {"ko": "신용카드 정보", "en": "credit card information"}
    assert {duty["duty"] for duty in facts["item"]["laws"]} >= {"encrypt"}


def test_show_with_an_unknown_id_is_wrong_usage():
    result = run("show", "creditcard")
    assert (result.returncode, result.stdout) == (2, "")
    assert "Did you mean credit_card" in result.stderr
    assert run("show", "email", "-f", "xml").returncode == 2


def test_show_loads_no_recogniser():
    code = (
        "import sys\n"
        "sys.argv = ['pii-scan', 'rules', 'show', 'email']\n"
        "from pii_scan.cli.main import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(sorted({'presidio_analyzer', 'polars', 'sqlalchemy'} & set(sys.modules)),"
        " file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert result.stderr == "[]\n"
    assert result.stdout.startswith("email\n")


@pytest.mark.parametrize("width", [80, 200, None])
def test_korean_labels_take_two_columns_a_syllable(width):
    lines = shown(list_page(listing(RULEBOOK)), width).splitlines()
    places = set()
    for item_id, item in RULEBOOK.items.items():
        line = next(line for line in lines if line.startswith(f"  {item_id} "))
        places.add(cell_len(line[: line.index(f" {item.label.ko}")]))
    assert len(places) == 1


def test_list_as_json_keeps_its_keys():
    items = json.loads(run("list", "-f", "json").stdout)["items"]
    email = next(item for item in items if item["item"] == "email")
    assert email["ko"] == "이메일 주소"
    assert email["en"] == "email address"
    assert email["identifiers"] == [
        *("email", "email_domain_part", "email_local_part", "email_masked"),
    ]


# --- the user's own rules -----------------------------------------------------------------------

BADGE = """\
supported_languages: [ko, en]
global_regex_flags: 154
recognizers:
  - name: {id}
    type: custom
    supported_entity: OWN
    patterns:
      - {{name: written, regex: '(?<![0-9A-Za-z]){letter}-[0-9]{{6}}(?![0-9A-Za-z])', score: 0.9}}
    pii_scan:
      identifier: {id}
      item: user_id
      why: The number on the badge of our people.
      sources: ['our handbook']
      candidate: '{letter}-[0-9]{{6}}'
      evidence: alone
      {more}
      examples:
        match: ['{letter}-123456', 'x {letter}-000001 y', '{letter}-999999']
        look_alike: ['{letter}-12', '{letter}-1234567', 'A{letter}-123456']
"""


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    badge = BADGE.format(id="badge", letter="E", more="")
    (folder / "badge.yaml").write_text(badge, "utf-8")
    jwt = BADGE.format(id="jwt", letter="J", more="override: true")
    (folder / "jwt.yaml").write_text(jwt, "utf-8")
    (folder / "iban.yaml").write_text("switched_off: we are in Korea only\n", "utf-8")
    return folder


def test_own_rules_are_listed_as_such(own):
    listed = {item.item: item for item in listing(load_rulebook(own)).items}
    assert set(listed["user_id"].own) == {"badge", "jwt"}
    assert listed["user_id"].overrides == ("jwt",)
    assert listed["bank_account"].switched_off == {"iban": "we are in Korea only"}
    assert "iban" not in listed["bank_account"].identifiers
    text = shown(list_page(listing(load_rulebook(own))))
    assert "jwt (own, in place of pii-scan's)" in text
    assert "badge (own)" in text
    assert "Switched off\n  iban  we are in Korea only" in text


def test_the_commands_take_the_rules_and_countries_of_the_settings(own):
    settings = own.parent / "pii-scan.yaml"
    settings.write_text("rules: rules\ncountries: [kr, us]\n", "utf-8")
    listed = json.loads(run("list", "-c", str(settings), "-f", "json").stdout)
    assert listed["countries"] == ["kr", "us"]
    assert run("show", "badge", "-c", str(settings)).returncode == 0
    assert "badge" in run("test", "E-123456", "-c", str(settings)).stdout
    broken = BADGE.format(id="badge", letter="E", more="").replace("'E-123456'", "'none'")
    (own / "badge.yaml").write_text(broken, "utf-8")
    result = run("test", "E-123456", "-c", str(settings))
    assert result.returncode == 2
    assert "badge.yaml" in result.stderr


def test_own_rules_are_shown_as_such(own):
    rulebook = load_rulebook(own)
    badge = shown(rule_page(explain(rulebook, "badge")))
    assert "whose       a rule of your own\n" in badge
    assert f"rule  {own / 'badge.yaml'}" in badge
    assert "in place of pii-scan's" in shown(rule_page(explain(rulebook, "jwt")))
    iban = shown(rule_page(explain(rulebook, "iban")))
    assert "not used    we are in Korea only" in iban
    assert "GB82 WEST 1234 5698 7654 32" in iban


def test_settings_are_read_and_the_secrets_in_them_are_not_needed(tmp_path):
    settings = tmp_path / "pii-scan.yaml"
    settings.write_text(
        "min_confidence: 0.2\nsources: [{name: a, target: 'postgresql://u:${NO_SUCH}@h/d'}]\n",
        "utf-8",
    )
    result = run("test", "4111 1111 1111 1111", "--name", "order_no", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Would be reported\n  credit_card" in result.stdout
    assert run("list", "-c", str(settings)).returncode == 0
    missing = run("list", "-c", str(tmp_path / "none.yaml"))
    assert (missing.returncode, missing.stdout) == (2, "")


def test_a_rule_of_a_country_that_is_off_says_how_to_switch_it_on():
    explanation = explain(load_rulebook(countries=()), "phone_kr")
    assert "add kr to countries" in explanation.identifier.off
    listed = listing(load_rulebook(countries=()))
    assert "kr" in listed.other_countries
    assert re.search(r"off .*\bkr\b.* \(countries: in pii-scan\.yaml\)", shown(list_page(listed)))


def test_an_own_rule_takes_part_in_the_test_of_a_text(own):
    explanation = explain_text(load_rulebook(own), "id E-123456", Field("test", ("c",)), 0.5)
    assert matches(explanation)["badge"].counts
    assert reported(explanation)["user_id"]


# --- rules test ---------------------------------------------------------------------------------


def test_a_match_is_told_with_its_place_masked_and_what_its_check_said():
    explanation = said("문의: kim@example.com")
    match = matches(explanation)["email"]
    assert (match.start, match.end) == (4, 19)
    assert match.value == "k***@e***.com"
    assert (match.check, match.needs, match.counts) == ("proven", "nothing", True)
    assert reported(explanation)["email"].confidence > 0.9


def test_a_value_that_its_check_refuses_is_told_with_its_place():
    explanation = said("카드 4111 1111 1111 1112 입니다")
    match = matches(explanation)["credit_card"]
    assert (match.start, match.end, match.check, match.counts) == (3, 22, "refused", False)
    assert not explanation.reported
    text = told("카드 4111 1111 1111 1112 입니다")
    assert "Nothing would be reported\n  credit_card: its check refuses the value" in text


def test_a_pass_by_luck_and_a_name_against_it_are_told():
    explanation = said("4111 1111 1111 1111", "order_no")
    match = matches(explanation)["credit_card"]
    assert (match.check, match.chance, match.against) == ("proven", 0.1, ("order",))
    assert [finding.item for finding in explanation.left_out] == ["credit_card"]
    text = told("4111 1111 1111 1111", "order_no")
    assert "passes its check, as 10% of look-alikes do" in text
    assert "but the name speaks against it: order" in text
    assert "Left out, being less sure than 0.50" in text


def test_a_value_that_needs_a_name_says_so():
    explanation = said("06236")
    assert matches(explanation)["postal_code_kr"].needs == "name"
    assert not matches(explanation)["postal_code_kr"].counts
    assert not explanation.reported
    text = told("06236")
    assert "needs a name or comment that says 'postal_code'" in text
    assert "try --name COLUMN" in text
    named = said("F", "members", "sex")
    assert matches(named)["gender_code"].counts
    assert reported(named)["gender"].identifiers == ("gender_code",)


def test_which_more_certain_rule_took_the_value_is_told():
    explanation = said("010-1234-5678", "members", "hp")
    assert matches(explanation)["phone_national"].taken_by == "phone_kr"
    assert not matches(explanation)["phone_national"].counts
    assert matches(explanation)["phone_kr"].taken_by is None
    assert "not counted: phone_kr is at least as certain and takes the text" in told(
        "010-1234-5678", "members", "hp"
    )


def test_a_comment_is_a_name_too():
    explanation = said("06236", "c7", comment="우편번호 (5자리)")
    assert explanation.places[0].says[0].where == "comment"
    assert "postal_code" in reported(explanation)


@pytest.mark.parametrize(
    ("path", "type_", "words"),
    [
        (("products", "name"), None, "it is of a thing, not of a person"),
        (("email",), "boolean", "a column of this type cannot hold it"),
        (("email_verified",), None, "'verified' makes it something about email, not email itself"),
        (("memo",), None, "the name says no item"),
    ],
)
def test_a_name_that_does_not_count_says_why(path, type_, words):
    explanation = said("", *path, type_=type_)
    assert not explanation.reported
    text = told("", *path, type_=type_)
    assert words in text.split("Nothing would be reported")[1]


def test_a_name_of_a_thing_is_no_name_for_its_values():
    assert not matches(said("홍길동", "products", "name"))["korean_name"].counts
    assert matches(said("홍길동", "members", "name"))["korean_name"].counts


def test_a_name_without_values_is_judged_by_itself():
    explanation = said("", "members", "mb_hp")
    assert reported(explanation)["phone"].reasons[-1].message == "by name only: there are no values"
    assert "Matches" not in told("", "members", "mb_hp")


def test_each_place_of_a_document_is_told_apart():
    explanation = said('{"user": {"email": "kim@example.com"}, "n": 5}', "profile")
    assert [place.path[-1] for place in explanation.places] == ["user.email", "n"]
    assert reported(explanation)["email"].field.path == ("profile", "user.email")
    assert "A document\n  of 2 places" in told('{"user": {"email": "kim@example.com"}, "n": 5}')


def test_full_width_text_is_read_as_a_scan_reads_it():
    assert matches(said("９００１０１－１９９９９９８"))["resident_registration_number"].counts


def test_rules_that_came_near_are_told_on_request():
    assert "email" in said("git@localhost").places[0].near_misses
    assert "Near misses" in told("git@localhost", verbose=True)
    assert "Near misses" not in told("git@localhost")


def test_the_result_is_what_a_scan_reports(tmp_path):
    """One row in a real file: the same items, confidence and reasons."""
    ddl = tmp_path / "schema.sql"
    ddl.write_text("create table members (hp varchar(20), memo text, email_yn char(1));", "utf-8")
    command = [sys.executable, "-m", "pii_scan", "scan", str(ddl), "-f", "json", "-q"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    scanned = subprocess.run(command, env=env, capture_output=True, check=True, encoding="utf-8")
    fields = {field["path"][-1]: field for field in json.loads(scanned.stdout)["fields"]}
    assert set(fields) == {"hp"}
    for name, type_ in (("hp", "varchar(20)"), ("memo", "text"), ("email_yn", "char(1)")):
        finding = reported(said("", "members", name, type_=type_)).get("phone")
        expected = fields.get(name)
        assert (finding is None) is (expected is None)
        if finding and expected:
            assert finding.confidence == expected["confidence"]
            assert [reason.message for reason in finding.reasons] == expected["reasons"]
            assert [reason.message_ko for reason in finding.reasons] == expected["reasons_ko"]


CANARIES = ("canary.kim@example.com", "900101-1999998", "010-9876-5432", "4111 1111 1111 1112")


@pytest.mark.parametrize("format_", ["table", "json"])
def test_no_value_is_shown(format_):
    text = f"{{'이름': '독고영재'}} {' / '.join(CANARIES)}"
    result = run(
        "test",
        "-",
        "--name",
        CANARIES[0],
        "--comment",
        CANARIES[2],
        "-v",
        "-f",
        format_,
        stdin=text,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "k***" in result.stdout or "c***@e***.com" in result.stdout
    for canary in (*CANARIES, "canary", "독고영재", "5432", "1999998"):
        assert canary not in result.stdout


def test_text_is_never_markup_and_no_control_character_passes():
    result = run("test", "-", "--name", "[bold]\x1b[31mhp[/bold]", "-v", stdin="[red]x\x1b]0;t\x07")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


def test_nothing_to_say_is_no_failure():
    result = run("test", "hello world")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Nothing would be reported\n  no rule recognises anything in the text" in result.stdout


def test_no_text_and_no_name_is_wrong_usage():
    for arguments in (["test"], ["test", " "]):
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (2, "")
        assert "--name" in result.stderr


def test_bytes_that_are_no_text_do_not_stop_it():
    result = subprocess.run(
        [sys.executable, "-m", "pii_scan", "rules", "test", "-"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=b"\xff\xfe kim@example.com\r\n",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0
    assert b"k***@e***.com" in result.stdout
