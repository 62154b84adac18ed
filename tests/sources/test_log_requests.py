"""Requests in quotes in lines of text are opened under the keys of web access logs."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0"
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
REQUEST = "GET /join?email=kim%40example.com&page=1 HTTP/1.1"


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            f'203.0.113.7:4021 [29/Nov/2026:04:00:10.502] www app/s1 0/0/0/1/1 200 119 - - ---- 1/1/0/0/0 0/0 "{REQUEST}"',  # noqa: E501
            "[29/Nov/2026:04:00:10.502] www app/s1 0/0/0/1/1 200 119 - - ---- 1/1/0/0/0 0/0",
        ),
        (f'INFO:     203.0.113.7:4021 - "{REQUEST}" 200 OK', '- "" 200 OK'),
        (
            f'203.0.113.7 - - [20/Nov/2026 09:00:00] "{REQUEST}" 200 -',
            '- - [20/Nov/2026 09:00:00] "" 200 -',
        ),
    ],
)
def test_the_address_in_front_and_the_request_have_their_keys(line, text):
    found = values(line)
    assert found["remote_addr"] == ["203.0.113.7"]
    assert found["request"] == ["GET /join"]
    assert found["request.query.email"] == ["kim@example.com"]
    assert found["(text)"][0].startswith(text)


def test_what_the_client_says_it_is_and_its_way_have_their_keys():
    line = (
        f'[2026-11-20T09:00:00.001Z] "{REQUEST}" 200 - via_upstream - "-" 0 387 16 15'
        f' "203.0.113.7, 198.51.100.2" "{BROWSER}" "1d3ec87f-d974-4521-b5ac-23404817a56a"'
        ' "shop.example.com" "10.0.1.19:8080" default'
    )
    found = values(line)
    assert found["x_forwarded_for"] == ["198.51.100.2", "203.0.113.7"]
    assert found["user_agent"] == [BROWSER]
    assert found["request.query.email"] == ["kim@example.com"]
    assert "10.0.1.19:8080" in found["(text)"][0]
    assert "203.0.113.7" not in found["(text)"][0]


def test_the_address_of_a_crawler_is_no_users():
    found = values(f'203.0.113.7 9 "{REQUEST}" 200 "{CRAWLER}"')
    assert "remote_addr" not in found
    assert found["remote_addr (crawlers)"] == ["203.0.113.7"]


@pytest.mark.parametrize(
    "line", [f'x request: "{REQUEST}", host: "y"', f'request="{REQUEST}" status=200']
)
def test_the_request_of_a_key_stays_its_value(line):
    # Its query is opened later, and decoded then.
    assert values(line)["request"] == [REQUEST]


def test_what_is_no_request_is_text():
    line = '203.0.113.7 said "GET a life" about HTTP/1.1'
    assert values(line) == {"(text)": [line]}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            (
                "[pid: 7] 10.0.0.2 () {30 vars in 9 bytes} [Sun Nov 29 04:40:05 2026] GET"
                " /join?email=kim%40example.com&page=3 => generated 2 bytes"
            ),
            '[Sun Nov 29 04:40:05 2026] GET "" => generated 2 bytes',
        ),
        (
            f"Request (file descriptor 5): {REQUEST.replace(' /', ' http://shop.example/')}",
            ': GET ""',
        ),
        ('Started GET "/join?email=kim%40example.com" for 203.0.113.7', 'GET "" for 203.0.113.7'),
        ("GET /join?email=kim%40example.com 200 4.2 ms - 12", 'GET "" 200 4.2 ms - 12'),
    ],
)
def test_a_request_without_quotes_is_one_where_it_has_a_query(line, text):
    found = values(line)
    assert found["request.query.email"] == ["kim@example.com"]
    assert any(text in rest for rest in found["(text)"])


@pytest.mark.parametrize(
    "line", ["GET /join 200", "please GET a life? yes=1", "budGET /x?a=1", "GET cache:a?b=c"]
)
def test_other_words_are_no_request(line):
    assert "request" not in values(line)


SQUID = (
    "   112 10.0.3.17 TCP_MISS/200 9 POST http://a.kr/join?hp=0101&x=1 {} HIER_DIRECT/203.0.113.9 -"
)


@pytest.mark.parametrize(
    "front", ["1712345678.101 ", "Apr  5 19:34:38 gate squid[812]: 1712345678.101 "]
)
def test_a_line_of_squid_has_its_parts_under_the_keys_of_web_logs(front):
    found = values(front + SQUID.format("minseok"), front + SQUID.format("-"))
    assert found["remote_addr"] == ["10.0.3.17"]
    assert found["remote_user"] == ["minseok"]
    assert found["request"] == ["POST http://a.kr/join"]
    assert found["request.query.hp"] == ["0101"]
    assert found["peer"] == ["203.0.113.9"]
    assert "(text)" not in found
