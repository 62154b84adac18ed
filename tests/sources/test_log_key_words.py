"""Which words in front of a colon are keys, and which are whom a sentence speaks of."""

import pytest

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.lines import LineReader, split_lines

ITEMS = {"email", "name", "client", "user", "jangsuuser", "ip"}
KNOWN = ITEMS | {"error", "status", "took", "id", "level"}
WORDS = KeyWords(ITEMS.__contains__, KNOWN.__contains__, {"Login"}.__contains__)


def keys(*lines):
    reader = LineReader(key_words=WORDS)
    found = reader.count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key for key, values in found.items() if values} - {"(text)"}


@pytest.mark.parametrize(
    "line",
    [
        "attempt by user 'gildong77': 203.0.113.9 not found",
        'Login failed for "gildong77": 203.0.113.9',
        "예약자 '홍길동': 010-1234-5678",
        "denied for user 'jangsuuser': 203.0.113.9",
        "peer gildong77:203.0.113.9 connected",
        "gildong77:203.0.113.9 connected",
        "[gildong77:203.0.113.9] connected",
        "IMAP:session-gildong: closing 203.0.113.9",
        "player dokkaebi:203.0.113.9 joined",
        "닉네임 도깨비:010-1234-5678",
    ],
)
def test_whom_a_sentence_speaks_of_is_no_key(line):
    assert keys(line) == set()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("invalid value for 'email': kim@example.com", "email"),
        ("{'gildong': 1}", "gildong"),
        ("level 'error': 1, 'gildong': 2", "gildong"),
        ('"gildong": 2', "gildong"),
        ("order 7 took:12 id:4", "took"),
        ("order 7 took:12 id:4", "id"),
        ("mdnno:01012345678 cust:4", "mdnno"),
        ("request,mdnno:01012345678", "mdnno"),
        ("Built translation from inside:192.0.2.1/1772 to outside:203.0.113.9/80", "inside"),
        ("Built translation from inside:192.0.2.1/1772 to outside:203.0.113.9/80", "outside"),
    ],
)
def test_keys_stay_keys(line, key):
    assert key in keys(line)


@pytest.mark.parametrize(
    "line",
    [
        'error: user "gildong77" successfully logged in',
        "error: Login failed for 'gildong77' from 203.0.113.9",
        "status: access denied for user [gildong77]",
        "error: invalid user gildong77 [preauth]",
    ],
)
def test_a_sentence_behind_a_colon_is_not_cut_before_whom_it_speaks_of(line):
    assert keys(line) == set()


@pytest.mark.parametrize(
    "line",
    [
        "status: listening on [2001:db8::1]:8443",
        'error: connection to server at "10.0.0.5", port 5432 failed',
        'level: listening on IPv4 address "203.0.113.5", port 5432',
        "status: bound to [::1]",
    ],
)
def test_nor_before_the_server_it_speaks_of(line):
    assert keys(line) == set()


@pytest.mark.parametrize(
    "line", ['status: sent "x"', "status: ok (for user 7)", 'client: user "a"']
)
def test_other_values_end_where_a_quote_begins(line):
    assert keys(line) == {line.split(":")[0]}


OWNED = KeyWords(
    {"name", "server name", "email"}.__contains__,
    {"name", "server name", "email", "level"}.__contains__,
    {"server", "auth", "with", "file"}.__contains__,
)


def owned(line):
    reader = LineReader(key_words=OWNED)
    found = reader.count(split_lines(line.encode()).to_frame()).as_dict()
    return {key for key, values in found.items() if values} - {"(text)"}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("connected to server name: ldap1, level: 4", "server name"),
        ("primary auth-server name: ldap1", "auth-server name"),
        ("uploaded (file name: report)", "file name"),
        ("registered with name: gildong", "name"),
        ("registered gildong name: minsu", "name"),
    ],
)
def test_a_name_is_that_of_the_word_in_front_of_it(line, key):
    assert key in owned(line)


SENTENCE_CASE = KeyWords(
    {"name", "number", "First name", "Account number", "Birth date", "phone"}.__contains__,
    {"name", "number", "date", "person", "phone"}.__contains__,
    {"First", "Account", "Birth", "Contact", "Last", "Invalid"}.__contains__,
)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("First name: Anna, Account number: 110-1", "First name"),
        ("First name: Anna, Last name: Lind", "Last name"),
        ("signup - Account number: 110-1, x", "Account number"),
        ("Birth date: 1981-04-12 ok", "Birth date"),
        ("new, Contact person: Anna Lindqvist", "Contact person"),
    ],
)
def test_words_written_as_a_sentence_begins_are_one_key(line, key):
    reader = LineReader(key_words=SENTENCE_CASE)
    found = reader.count(split_lines(line.encode()).to_frame()).as_dict()
    assert key in {one for one, values in found.items() if values}


@pytest.mark.parametrize("word", ["Minsu", "Invalid", "With"])
def test_a_person_or_what_owns_nothing_is_no_part_of_a_key(word):
    reader = LineReader(key_words=SENTENCE_CASE)
    found = reader.count(split_lines(f"{word} name: Kim".encode()).to_frame()).as_dict()
    assert f"{word} name" not in found
