"""Lines of every format become keys and values, each value counted once."""

import datetime as dt
import json
import random
import re
import shlex
from collections import Counter, defaultdict
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.lines import LineReader, split_lines
from pii_scan.sources.logs.networks import names_client


def counted(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame())
    return found.as_dict()


def values(*lines):
    return {key: sorted(found) for key, found in counted(*lines).items() if found}


ITEMS = {"phone", "email", "Name", "Address"}
KNOWN = ITEMS | set("user amount updated error User Source Network Information Mark 홍길동".split())
WORDS = KeyWords(ITEMS.__contains__, KNOWN.__contains__, KNOWN.difference(["Mark"]).__contains__)


def values_by_words(line):
    found = LineReader(key_words=WORDS).count(split_lines(line.encode()).to_frame()).as_dict()
    return {key: list(one) for key, one in found.items() if one}


# --- what Ruby prints -----------------------------------------------------------------------------


def test_the_symbols_of_ruby_are_keys():
    line = 'got {:email=>"kim@example.com", :name => "Kim Minsu", :age=>30, "zip"=>"06236"}'
    found = values(line)
    assert found["email"] == ["kim@example.com"]
    assert found["name"] == ["Kim Minsu"]
    assert found["age"] == ["30"]
    assert found["zip"] == ["06236"]


def test_what_is_no_symbol_of_ruby_is_no_key():
    assert values("Foo::email => x, a:b=>c").keys() <= {"(text)", "a", "email"}


# --- brackets -------------------------------------------------------------------------------------


def test_a_key_in_brackets_has_no_value_behind_them():
    found = values(
        "[php7:notice] [pid 7] [client 192.0.2.1:395] ERR [denied], referer: https://x.kr/"
    )
    assert found["php7"] == ["notice"]
    assert "192.0.2.1:395" in found["(text)"][0]


# --- apostrophes ----------------------------------------------------------------------------------


def test_an_apostrophe_in_a_word_ends_no_value():
    found = values_by_words("Name: O'Brien, phone: 010-1000-0000")
    assert found == {"Name": ["O'Brien"], "phone": ["010-1000-0000"]}


def test_a_sentence_with_an_apostrophe_is_a_sentence():
    found = values_by_words(
        "User: the mailbox of kim@example.com doesn't exist any more on this server, rejected"
    )
    assert list(found) == ["(text)"]


# --- JSON lines ---------------------------------------------------------------------------------


def test_json_objects_open_into_dotted_paths():
    line = (
        '{"user": {"email": "kim@example.com", "age": 30},'
        ' "items": [{"phone": "010-1"}], "ok": true}'
    )
    assert values(line) == {
        "user.email": ["kim@example.com"],
        "user.age": ["30"],
        "items[].phone": ["010-1"],
        "ok": ["true"],
    }


def test_json_lists_of_plain_values_and_lists_at_the_root():
    assert values('{"to": ["a", "b"]}', '[{"x": "1"}, {"x": "2"}]') == {
        "to[]": ["a", "b"],
        "[].x": ["1", "2"],
    }


def test_json_keys_without_a_value_are_still_fields():
    line = '{"email": null, "phone": "", "tags": [], "more": {}}'
    assert counted(line) == {"email": {}, "phone": {}, "tags": {}, "more": {}}


def test_the_sign_for_none_is_no_value_in_json_either():
    lines = ['{"user":"-","n":1}', '{"user":"kim","n":2}', '{"n":[3],"user":"-"}']
    lines += ['{"user":"--","n":1}', '{"n":[3],"user":"--"}']
    assert values(*lines)["user"] == ["kim"]


def test_a_value_in_a_message_of_several_lines_ends_with_its_line():
    line = r'{"message":"Logon failed.\n\tName:\t\t-\nFor Which Logon:\n\tName:\t\tkim\n"}'
    reader = LineReader(key_words=WORDS)
    found = reader.open_messages(reader.count(split_lines(line.encode()).to_frame()).finished())
    assert list(found.as_dict()["Name"]) == ["kim"]


def test_a_json_key_that_is_there_twice_is_not_lost():
    assert values('{"email": "a@example.com", "email": "b@example.com"}') == {
        "email": ["a@example.com", "b@example.com"]
    }


def test_json_numbers_stay_as_they_are_written():
    line = '{"a": 1.50, "b": 1e3, "c": 12345678901234567890123, "d": NaN}'
    assert values(line) == {
        "a": ["1.50"],
        "b": ["1e3"],
        "c": ["12345678901234567890123"],
        "d": ["NaN"],
    }


def test_escaped_korean_is_read_and_half_letters_replaced():
    assert values(r'{"name": "\ud64d\uae38\ub3d9", "x": "\ud83d\ude00", "y": "a\ud800b"}') == {
        "name": ["홍길동"],
        "x": ["😀"],
        "y": ["a\ufffdb"],
    }


@pytest.mark.parametrize(
    "key",
    ["kim@example.com", "010-1234-5678", "192.0.2.1", "20261120", "7", "fe80::1", "x" * 65],
)
def test_a_json_key_that_is_data_is_a_value_and_never_part_of_a_path(key):
    assert values(json.dumps({"users": {key: {"age": 30}}})) == {
        "users.(key)": [key],
        "users.*.age": ["30"],
    }


@pytest.mark.parametrize(
    "key", ["@timestamp", "sha256", "x_b3_trace_id", "address2", "주민번호", "a.b"]
)
def test_a_name_with_digits_or_signs_is_still_a_name(key):
    assert values(json.dumps({key: "v"}, ensure_ascii=False)) == {key: ["v"]}


@pytest.mark.parametrize(
    "line",
    [
        '{"email": "kim@example.com"',
        '{"a": 01012345678}',
        "{" * 5000,
        '[{"a":' * 5000,
        "{not json}",
        "[[1, 2",
    ],
)
def test_broken_json_is_text_and_nothing_of_it_is_lost(line):
    found = counted(line)
    digits = re.sub(r"\D", "", line)
    assert digits in re.sub(r"\D", "", "".join(value for key in found.values() for value in key))
    assert ("kim@example.com" in line) == ("kim@example.com" in found.get("email", {}))


def test_very_deep_json_is_read():
    line = '{"a":' * 300 + '"deep@example.com"' + "}" * 300
    (found,) = values(line).values()
    assert found == ["deep@example.com"]


def test_the_lines_that_docker_wraps_are_read_as_lines():
    inner = '192.0.2.1 - - [20/Nov/2026:09:30:00 +0900] "GET /a?email=a%40b.kr HTTP/1.1" 200 3\n'
    found = values(json.dumps({"log": inner, "stream": "stdout", "time": "2026-11-20T00:00:00Z"}))
    assert found["request.query.email"] == ["a@b.kr"]
    assert found["remote_addr"] == ["192.0.2.1"]
    assert "log" not in found


# --- web access logs ----------------------------------------------------------------------------

COMMON = (
    '192.0.2.1 - kim [10/Oct/2026:13:55:36 +0900] "GET /a?email=kim%40example.com HTTP/1.1" 200 23'
)


def test_the_common_format():
    assert counted(COMMON) == {
        "remote_addr": {"192.0.2.1": 1},
        "ident": {},
        "remote_user": {"kim": 1},
        "time": {},
        "status": {},
        "size": {},
        "request": {"GET /a": 1},
        "request.query.email": {"kim@example.com": 1},
    }


def test_the_combined_format():
    found = values(COMMON + ' "https://example.com/start?id=7#top" "Mozilla/5.0 (\\"X\\")"')
    assert found["referer"] == ["https://example.com/start#top"]
    assert found["referer.query.id"] == ["7"]
    assert found["user_agent"] == ['Mozilla/5.0 ("X")']


@pytest.mark.parametrize("day_of_last", ["10", "11"])
def test_what_stands_in_brackets_behind_the_time_is_no_part_of_it(day_of_last):
    """Where all lines are of one day, too, of which little is looked at."""
    lines = [
        f'192.0.2.1 - - [{day}/Oct/2026:13:55:36 +0900] [kim@example.com] "GET /" 200 2 "-" "X"'
        for day in ("10", "10", day_of_last)
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    found = LineReader().count_text(data, dt.date(2026, 11, 20)).counts.as_dict()
    assert found["between.1"] == {"[kim@example.com]": 3}


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("a.kr:443 192.0.2.1 - -", {"host": "a.kr:443", "remote_addr": "192.0.2.1"}),
        ("a.kr client.example.com - -", {"host": "a.kr", "remote_addr": "client.example.com"}),
        ("client.example.com - kim", {"remote_addr": "client.example.com", "remote_user": "kim"}),
        ("2001:db8::1 - kim", {"remote_addr": "2001:db8::1", "remote_user": "kim"}),
        ("192.0.2.1 - Kim Gil Dong", {"remote_addr": "192.0.2.1", "remote_user": "Kim Gil Dong"}),
        ("192.0.2.1 id kim", {"remote_addr": "192.0.2.1", "ident": "id", "remote_user": "kim"}),
        ("192.0.2.1 -", {"remote_addr": "192.0.2.1"}),
        ("192.0.2.1 - [192.0.2.7] -", {"remote_addr": "192.0.2.1", "x_forwarded_for": "192.0.2.7"}),
    ],
)  # fmt: skip
def test_what_stands_before_the_time(client, expected):
    found = values(f'{client} [10/Oct/2026:13:55:36 +0900] "GET / HTTP/1.1" 200 23')
    assert {key: found[key][0] for key in found if key != "request"} == expected


def test_several_addresses_in_front():
    line = '203.0.113.5, 192.0.2.1 - - [10/Oct/2026:13:55:36 +0900] "GET / HTTP/1.1" 200 23'
    assert values(line)["remote_addr"] == ["192.0.2.1", "203.0.113.5"]


@pytest.mark.parametrize(
    ("front", "forwarded"),
    [
        ("203.0.113.5 -", ["203.0.113.5"]),
        ("203.0.113.5 - -", ["203.0.113.5"]),
        ("203.0.113.5, 10.0.0.3 - -", ["10.0.0.3", "203.0.113.5"]),
        ("- 203.0.113.5", ["203.0.113.5"]),
    ],
)
@pytest.mark.parametrize("behind", ["", ' "-" "curl/8"'])
def test_an_address_where_the_ident_or_user_stands_was_sent_on(front, forwarded, behind):
    found = values(f'192.0.2.1 {front} [10/Oct/2026:13:55:36 +0900] "GET / HTTP/1.1" 200 9{behind}')
    assert found["x_forwarded_for"] == forwarded
    assert found["remote_addr"] == ["192.0.2.1"]
    assert found.keys().isdisjoint({"ident", "remote_user"})


def test_what_formats_add_behind_is_opened_by_what_it_looks_like():
    tail = (
        ' "-" "curl/8" "203.0.113.5, unknown" 0.003 rt=0.1 uct="0.2"'
        ' "sid=abc; uid=kim%40example.com" [pool-1] "quoted text" kim77'
    )
    found = values(COMMON + tail)
    assert found["x_forwarded_for"] == ["203.0.113.5", "unknown"]
    assert found["cookie.sid"] == ["abc"]
    assert found["cookie.uid"] == ["kim@example.com"]
    assert (found["rt"], found["uct"]) == (["0.1"], ["0.2"])
    assert found["extra.6"] == ["[pool-1]"]
    assert found["extra.7"] == ["quoted text"]
    assert found["extra.8"] == ["kim77"]


@pytest.mark.parametrize(
    ("query", "key", "value"),
    [
        ("q=%ED%99%8D%EA%B8%B8%EB%8F%99", "q", "홍길동"),
        ("q=%C8%AB%B1%E6%B5%BF", "q", "홍길동"),  # EUC-KR, from old browsers
        ("q=hong+gil", "q", "hong gil"),
        ("tel=+821012345678", "tel", "+821012345678"),
        ("mail=kim%2540example.com", "mail", "kim@example.com"),
        ("a%5Bmail%5D=x", "a[mail]", "x"),
        ("amp;b=1", "b", "1"),
        ("kim%40example.com", "(key)", "kim@example.com"),
        ("1732060800", "(key)", "1732060800"),
        ("q=a=b", "q", "a=b"),
        ("q=%zz%", "q", "%zz%"),
        (r"q=\xED\x99\x8D", "q", "홍"),
    ],
)
def test_query_parameters_are_decoded(query, key, value):
    line = f'192.0.2.1 - - [10/Oct/2026:13:55:36 +0900] "GET /x?{query} HTTP/1.1" 200 23'
    assert values(line)[f"request.query.{key}"] == [value]


def test_a_query_key_that_is_data_is_no_part_of_a_path():
    line = '192.0.2.1 - - [10/Oct/2026:13:55:36 +0900] "GET /x?a%40b.kr=1&c= HTTP/1.1" 200 23'
    found = counted(line)
    assert found["request.query.(key)"] == {"a@b.kr": 1}
    assert found["request.query.*"] == {"1": 1}
    assert found["request.query.c"] == {}


def test_the_path_of_a_request_is_decoded():
    line = (
        '192.0.2.1 - - [10/Oct/2026:13:55:36 +0900] "GET /users/kim%40example.com HTTP/2.0" 200 -'
    )
    assert values(line)["request"] == ["GET /users/kim@example.com"]


def test_where_a_load_balancer_sends_to_is_opened_as_well():
    found = values(
        "https 2026-11-20T10:11:00.123456Z app/lb/50 192.0.2.1:2817 10.0.0.1:80 0.086 0.048 0.037"
        ' 301 301 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl" ECDHE TLSv1.2 arn "Root"'
        ' "www.example.com" "arn" 1 2026-11-20T10:10:59.364000Z "redirect"'
        ' "https://www.example.com:443/join?email=kim%40example.com" "-" "10.0.0.2:80" "301" "-"'
    )
    assert found["redirect_url.query.email"] == ["kim@example.com"]
    assert found["redirect_url"] == ["https://www.example.com:443/join"]
    assert found["target_port_list"] == ["10.0.0.2:80"]
    assert found["host"] == ["www.example.com"]


@pytest.mark.parametrize(
    "request_line", ["-", "", r"\x16\x03\x01", "GET /a b c HTTP/1.0", r"GET /\"x\""]
)
def test_malformed_requests_do_not_hide_the_rest_of_the_line(request_line):
    line = f'192.0.2.1 - kim [10/Oct/2026:13:55:36 +0900] "{request_line}" 400 0 "-" "-"'
    assert values(line)["remote_user"] == ["kim"]


# --- text, keys and values ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("level=info email=kim@example.com", {"level": ["info"], "email": ["kim@example.com"]}),
        ('msg="hello, user=kim" n=1', {"msg": ["hello, user=kim"], "n": ["1"]}),
        (r'msg="say \"hi\" \ud64d" n=1', {"msg": ['say "hi" 홍'], "n": ["1"]}),
        ("name='Hong Gil' tel=", {"name": ["Hong Gil"]}),
        ("mail=kim%40example.com", {"mail": ["kim@example.com"]}),
        ("name = Kim, tel = 010-1", {"name": ["Kim"], "tel": ["010-1"]}),
        ("email: kim@a.kr, 이름: 홍길동", {"email": ["kim@a.kr"], "이름": ["홍길동"]}),
        ("addr=서울시 강남구 12, tel=010-1", {"addr": ["서울시 강남구 12"], "tel": ["010-1"]}),
        ("{'email': 'a@b.kr', 'age': 30}", {"email": ["a@b.kr"], "age": ["30"]}),
        ('{"email"=>"a@b.kr", "user"=>{"tel"=>"1"}}', {"email": ["a@b.kr"], "tel": ["1"]}),
        (r'{\"email\":\"a@b.kr\",\"tel\":\"1\"}', {"email": ["a@b.kr"], "tel": ["1"]}),
        ("tel=(02)123-4567", {"tel": ["(02)123-4567"]}),
        ("전화:010-1234-5678", {"전화": ["010-1234-5678"]}),
        ("user=null email=- x=None", {}),
        ("@name='홍 길동', @tel=010-1, @n=5", {"name": ["홍 길동"], "tel": ["010-1"], "n": ["5"]}),
        ("@name=N'홍 길동'", {"name": ["홍 길동"], "(text)": ["name=N''"]}),
    ],
)  # fmt: skip
def test_pairs_are_opened_and_lines_of_nothing_else_have_no_text(line, expected):
    assert values(line) == expected


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("login of user=kim ok", "login of user= ok"),
        ("User(name=홍길동, phone=010-1) registered", "User(name=, phone=) registered"),
        ("see https://example.com/?a=b&c=d end", "see https://example.com/?a=&c= end"),
        ("mac aa:bb:cc:dd:ee:ff and fe80::1", "mac aa:bb:cc:dd:ee:ff and fe80::1"),
        ("dead:beef:0:1:: is up", "dead:beef:0:1:: is up"),
        ("at 09:30:00 C:\\x http://a/b", "at 09:30:00 C:\\x http://a/b"),
        (
            "문의: 제 주민번호는 이것이고 그래서 어제 다시 전화를 했는데 아무도 받지 않았습니다",
            None,
        ),
        ("order12345=kim", None),
        ("@gildong:hello", None),
    ],
)
def test_the_text_keeps_everything_but_the_values_of_opened_keys(line, text):
    assert values(line)["(text)"] == [text or line]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("주소=서울시 강남구 로 12 email=a", {"주소": ["서울시 강남구 로 12"], "email": ["a"]}),
        (
            "addr=서울시 강남구 12, 3층 (역삼동) n=1",
            {"addr": ["서울시 강남구 12, 3층 (역삼동)"], "n": ["1"]},
        ),
        ("address=12 Main Street zip=1", {"address": ["12 Main Street"], "zip": ["1"]}),
        ("userName=Kim Minsu n=1", {"userName": ["Kim Minsu"], "n": ["1"]}),
        ("name = Kim Minsu n = 1", {"name": ["Kim Minsu"], "n": ["1"]}),
    ],
)
def test_an_address_or_a_name_goes_on_up_to_the_next_key(line, expected):
    assert values(line) == expected


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("주소=서울시 강남구 테헤란로 12", "서울시 강남구 테헤란로 12"),
        ("User(id=7, addr=서울특별시 강남구 테헤란로 12-3, 1201호)",
         "서울특별시 강남구 테헤란로 12-3, 1201호"),
        ("n=1 addr=경기도 성남시 분당구 판교역로4번길 2 힐스테이트 101동 302호]",
         "경기도 성남시 분당구 판교역로4번길 2 힐스테이트 101동 302호"),
        ("배송지:부산 해운대구 우동 1408 (우동) 조회했습니다", "부산 해운대구 우동 1408 (우동)"),
        ("주소=서울시 강남구 변경 완료", "서울시 강남구"),
        ("주소=서울시 조회했습니다", "서울시"),
    ],
)  # fmt: skip
def test_an_address_goes_on_up_to_its_last_word(line, address):
    (key,) = (key for key in values(line) if key in ("주소", "addr", "배송지"))
    assert values(line)[key] == [address]
    assert values(*[line] * 200)[key] == [address]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("user=kim logged in id=5", "user= logged in id="),
        ("name=nginx started pid=5", "name= started pid="),
        ("name=Kim Minsu logged in id=5", "name= Minsu logged in id="),
        ("address=10.0.0.1 connected port=5", "address= connected port="),
        ("ip_address=eth0 up state=on", "ip_address= up state="),
        ("주소=서울시 조회했습니다", "주소= 조회했습니다"),
    ],
)
def test_words_behind_a_value_are_no_part_of_it(line, text):
    assert values(line)["(text)"] == [text]


def test_a_value_is_not_counted_as_key_and_as_text():
    found = counted(*["sent sms phone=010-1234-5678 done"] * 3)
    assert found == {"phone": {"010-1234-5678": 3}, "(text)": {"sent sms phone= done": 3}}


@pytest.mark.parametrize(
    "prefix",
    [
        "2026-11-20 09:30:00,123 INFO  ",
        "[2026-11-20T09:30:00.123+09:00] [ERROR] ",
        "2026-11-20 09:30:00.123  INFO 12345 --- [nio-8080-exec-1] ",
        "Nov 20 09:30:00 web1 app[123]: ",
        "<34>1 2026-11-20T22:14:15.003Z web1 app 12 ID47 ",
        "2026-11-20T09:30:00+09:00 web1 app[123]: ",
        "2026-11-20T09:30:00.123456789Z stdout F ",
        "WARNING:root:",
        "[INFO] ",
        "20-Nov-2026 09:30:00.123 SEVERE [main] ",
        "2026-11-20 09:30:00 | INFO | ",
        "2026년 11월 20일 오후 3시 20분 ",
    ],
)
@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("it happened", {"(text)": ["it happened"]}),
        ('{"email": "a@b.kr"}', {"email": ["a@b.kr"]}),
        ("email=a@b.kr", {"email": ["a@b.kr"]}),
        (
            'request {"user": {"email": "a@b.kr"}}',
            {"user.email": ["a@b.kr"], "(text)": ["request"]},
        ),
    ],
)
def test_what_stands_in_front_is_taken_off(prefix, message, expected):
    found = values(prefix + message)
    assert found.pop("host", ["web1"]) == ["web1"]
    assert found.pop("program", ["app"]) == ["app"]
    assert found == expected


def test_who_logged_in_to_a_program_is_no_host():
    assert "host" not in values("Nov 20 09:30:00 imap(minsu)<42><a/B>: Info: Logged out")


def test_the_host_of_syslog_is_looked_at():
    assert values("Nov 20 09:30:00 192.0.2.7 app: x")["host"] == ["192.0.2.7"]


@pytest.mark.parametrize(
    "line", ["010-1234-5678 called", "1012345678 called", "9001011234567 x", "4111111111111111 y"]
)
def test_a_number_in_front_is_no_time(line):
    assert values(line) == {"(text)": [line]}


def test_formats_mixed_in_one_log_are_each_taken_for_what_they_are():
    found = values(COMMON, '{"email": "a@b.kr"}', "tel=010-1", "", "plain words\r")
    assert found["remote_addr"] == ["192.0.2.1"]
    assert found["email"] == ["a@b.kr"]
    assert found["tel"] == ["010-1"]
    assert found["(text)"] == ["plain words"]


def test_names_with_a_tag_are_no_keys():
    names = ["zip", "tar", "libpng16-16", "passwd", "perl", "adduser", "curl", "bash", "sed"]
    installed = [f"2026-11-20 09:30:00 status installed {name}:amd64 1.2" for name in names]
    listed = "Install: " + ", ".join(f"{name}:amd64 (1.2-1, automatic)" for name in names)
    links = [f"veth{place}: link becomes ready" for place in range(9)]
    for lines in (installed, [listed], links):
        assert list(values(*lines)) == ["(text)"]
    found = values(
        "status installed zip:amd64 3.0", "order user:kim phone:010-1234-5678", *installed
    )
    assert found["user"] == ["kim"]
    assert found["phone"] == ["010-1234-5678"]
    assert "zip" not in found


def test_tight_pairs_may_share_a_value_now_and_then():
    people = ["kim", "lee", "park", "choi", "jung", "kang", "cho", "yoon"]
    lines = [f"user:{name} name:{name} nick:{name} id:{name} sms:Y push:Y" for name in people]
    found = values(*lines)
    for key in ("user", "name", "nick", "id"):
        assert sorted(found[key]) == sorted(people)
    assert found["sms"] == found["push"] == ["Y"]


def test_a_value_behind_a_tab_goes_up_to_the_next_tab():
    found = values(
        "time:2026-11-20\treq:GET /a b\tua:Mozilla/5.0 (X11; Linux)\taddress:서울 강남\tx:1"
    )
    assert found["req"] == ["GET /a b"]
    assert found["address"] == ["서울 강남"]
    assert found["ua"] == ["Mozilla/5.0 (X11; Linux)"]


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; rv:120.0) Gecko/20100101 Firefox/120.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
        "Dalvik/2.1.0 (Linux; U; Android 12; SM-G998N)",
    ],
)
@pytest.mark.parametrize(
    "line", ["UA={}", "User-Agent: {}", "ua={} ip=192.0.2.1", "ua={}, id=5", "User-Agent: {} done"]
)
def test_a_browser_without_quotes_is_one_value(line, agent):
    found = values("login " + line.format(agent))
    key = next(key for key in found if key.lower() in ("ua", "user-agent"))
    assert found[key] == [agent]
    assert "rv" not in found


def test_a_word_that_a_browser_begins_with_is_a_word():
    assert values("vendor=Mozilla version=5.0 (old)")["vendor"] == ["Mozilla"]
    assert values("path=Mozilla/5.0 x=1") == {"path": ["Mozilla/5.0"], "x": ["1"]}


@pytest.mark.parametrize(
    "line",
    [
        "soyeon: my phone is 010-1",
        "[room1] soyeon: my phone is 010-1",
        "USER soyeon: no such user found from 10.0.0.4",
        "blockMap updated: 10.0.0.4 is added",
        "port 58946 ssh2: from 10.0.0.4",
        "order user: kim",
    ],
)
def test_an_unknown_word_or_one_of_a_sentence_is_no_key(line):
    assert values_by_words(line) == {"(text)": [line]}
    assert "(text)" not in values("soyeon: my-phone")


def test_what_stands_before_an_address_in_brackets_is_said_of_somebody():
    line = "smtp: gildong77 [203.0.113.7] authentication failure using internet password"
    assert values_by_words(line) == {"(text)": [line]}
    assert values_by_words("email: gildong77 [203.0.113.7] came")["email"] == ["gildong77"]
    assert values("zone: eu [203.0.113.7]")["zone"] == ["eu"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("user: kim", {"user": ["kim"]}),
        ("[room] user: kim", {"user": ["kim"], "(text)": ["[room] user:"]}),
        ("user: kim amount: 3", {"user": ["kim"], "amount": ["3"]}),
        ("user: kim soyeon: hi", {"user": ["kim"], "(text)": ["user: soyeon: hi"]}),
        ("# user: kim", {"user": ["kim"]}),
        ("sent to phone: 010-1", {"phone": ["010-1"], "(text)": ["sent to phone:"]}),
        ("Name: Mark Address: b", {"Name": ["Mark"], "Address": ["b"]}),
        ("홍길동: hi", {"홍길동": ["hi"]}),
        (
            "User Name: Kim, Kim Name: Lee",
            {"User Name": ["Kim"], "Name": ["Lee"], "(text)": ["User Name: , Kim Name:"]},
        ),
        (
            "Network Information: User Name: A-1 Source Network Address: 10.0.0.4",
            {"User Name": ["A-1"], "Source Network Address": ["10.0.0.4"]},
        ),
        ('soyeon=1 "foo": 2 bar:3', {"soyeon": ["1"], "foo": ["2"], "bar": ["3"]}),
    ],
)
def test_known_words_are_keys_where_keys_stand_and_items_anywhere(line, expected):
    found = values_by_words(line)
    assert found == expected


def test_a_number_that_is_called_over_the_internet_is_no_mail_address():
    found = values("INVITE sip:01023456789@ims.example.com ru=sip:+8210@192.0.2.1:5060 x")
    assert found["sip"] == ["01023456789"]
    assert found["ru"] == ["sip:+8210"]


def test_who_is_called_over_the_internet_has_no_mail_address_there():
    assert values("call <sip:kim@example.com>;tag=7")["sip_username"] == ["kim"]


def test_the_values_that_rails_binds_stand_under_their_columns():
    line = (
        '  User Create (0.4ms)  INSERT INTO "users" ("name", "email", "age") VALUES ($1, $2, $3)'
        ' RETURNING "id"  [["name", "홍\\"길동"], ["email", "a@b.co"], ["age", 30], ["memo", nil]]'
    )
    found = values(line)
    assert found["name"] == ['홍"길동']
    assert found["email"] == ["a@b.co"]
    assert found["age"] == ["30"]
    assert "memo" not in found
    assert "a@b.co" not in found["(text)"][0]


@pytest.mark.parametrize("sign", [" : ", ": "])
@pytest.mark.parametrize("between", [" / ", "/ ", " | "])
def test_pairs_that_are_listed_for_people(sign, between):
    def listed(*pairs):
        return between.join(f"{key}{sign}{value}" for key, value in pairs)

    korean = [("고객명", "김민수"), ("생년월일", "900101"), ("성별", "남")]
    english = [("Name", "Kim Minsu"), ("Phone", "010-1"), ("Birth Date", "1990-01-01")]
    for pairs in (korean, english):
        assert values(listed(*pairs)) == {key: [value] for key, value in pairs}
        assert {key: [value] for key, value in pairs}.items() <= (
            values(f"[join] {listed(*pairs)}").items()
        )
    assert values(f"가입 {listed(*korean)}")["고객명"] == ["김민수"]
    assert values(listed(("직업", "강사 / 개발자"), ("성별", "남")))["성별"] == ["남"]


def test_pairs_with_a_blank_before_the_colon_and_a_comma_between_them():
    found = values("고객명 : 김민수, 주소 : 서울시 강남구 12")
    assert found == {"고객명": ["김민수"], "주소": ["서울시 강남구 12"]}


@pytest.mark.parametrize(
    "before", ["[MemberAction.java:152] #### ", "ns::Member[3] ", "web:8080 - "]
)
def test_a_colon_in_what_stands_before_them_starts_no_list(before):
    found = values(f"{before}아이디 : gildong77, 접속IP : 203.0.113.7")
    assert found["아이디"] == ["gildong77"]
    assert found["접속IP"] == ["203.0.113.7"]


@pytest.mark.parametrize(
    "line",
    [
        "cause : no such file / retry",
        "at 12 : 30 / 13 : 40",
        "ratio 3 : 4 | 5 : 6",
        "std::string a / b::c",
        "C:\\x : foo / D:\\y : bar",
        "a ? b : c / d",
        "고객님 : 문의 / 답변",
        "see http://a/b : ok / http://c : ok",
    ],
)
def test_a_colon_between_blanks_alone_makes_no_pair(line):
    assert values(line) == {"(text)": [line]}


@pytest.mark.parametrize("placeholder", ["@p0", "?", "$1", "%s"])
def test_a_placeholder_of_a_statement_is_no_value(placeholder):
    found = counted(f"SELECT * FROM member WHERE email = {placeholder} LIMIT 1")
    assert found["email"] == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "request Cookie: sid=a1b2; theme=dark",
            {"Cookie.sid": ["a1b2"], "Cookie.theme": ["dark"], "(text)": ["request Cookie:"]},
        ),
        (
            "< Set-Cookie: sid=a1%20b2; Path=/; HttpOnly user=kim",
            {
                "Set-Cookie.sid": ["a1 b2"],
                "Set-Cookie.Path": ["/"],
                "user": ["kim"],
                "(text)": ["< Set-Cookie:; HttpOnly user="],
            },
        ),
        ("Cookie: none", {"Cookie": ["none"]}),
        ("cookie policy: a=b", {"a": ["b"], "(text)": ["cookie policy: a="]}),
    ],
)
def test_the_cookies_of_a_header_are_keys_below_it(line, expected):
    assert values(line) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "INSERT INTO member (member_name, birth_date, age) VALUES ('김민수', '1990-01-01', 33)",
            {"member_name": ["김민수"], "birth_date": ["1990-01-01"], "age": ["33"]},
        ),
        (
            'insert into "shop"."member" ("name", "memo") values (\'a, b\', \'it\'\'s (ok)\')',
            {"name": ["a, b"], "memo": ["it's (ok)"]},
        ),
        (
            "INSERT IGNORE INTO `shop`.`member` (`name`,`x`) VALUES ('kim\\'s',1),('lee',-2.5);",
            {"name": ["kim's", "lee"], "x": ["-2.5", "1"]},
        ),
        (
            "REPLACE INTO [dbo].[m] ([name], [path]) VALUES (N'김민수', 'C:\\'), ('lee', 'D:\\')",
            {"name": ["lee", "김민수"], "path": ["C:\\", "D:\\"]},
        ),
        (
            "INSERT INTO m (name, tel, at, by, n) VALUES (NULL, ?, NOW(), :by, f('a', g(1)))",
            {},
        ),
        (
            (
                "INSERT INTO m (name, at) VALUES ('kim', '2026-01-01'::timestamp with time zone) "
                "ON CONFLICT DO NOTHING"
            ),
            {"name": ["kim"], "at": ["2026-01-01"]},
        ),
        (
            'INSERT INTO m (name, tel) VALUES ("kim", "010-1")',
            {"name": ["kim"], "tel": ["010-1"]},
        ),
        (
            (
                "(SQL: insert into `users` (`name`, `password`, `updated_at`) values "
                "(홍길동, $2y$10$abc, 2026-11-20 10:00:00))"
            ),
            {
                "name": ["홍길동"],
                "password": ["$2y$10$abc"],
                "updated_at": ["2026-11-20 10:00:00"],
                "SQL": ["insert into `users`"],
            },
        ),
        (
            "INSERT INTO m (name, tel, email) VALUES ('kim', '010-1', 'kim@exa",
            {"name": ["kim"], "tel": ["010-1"]},
        ),
        ("INSERT INTO m (name, tel) VALUES ('kim', '010-1'), ('l", None),
    ],
)
def test_each_value_of_an_insert_belongs_to_its_column(statement, expected):
    found = values(f"2026-11-20 10:11:12 DEBUG {statement}")
    found.pop("(text)")
    assert found == (expected if expected is not None else {"name": ["kim"], "tel": ["010-1"]})


@pytest.mark.parametrize(
    "line",
    [
        "INSERT INTO member VALUES ('kim', '010-1')",
        "INSERT INTO m (name, tel) VALUES ('kim', '010-1', 'x')",
        "INSERT INTO m (name, tel) VALUES ('kim')",
        "INSERT INTO m (name) SELECT name FROM old",
        "insert the key (left, right) and read the values (a, b)",
        "INSERT INTO m (id, at) VALUES (m_seq.nextval, SYSDATE)",
        "INSERT INTO m (name, tel) VALUES (upper(name), $1)",
        "could not insert (id, name): values are missing",
    ],
)
def test_what_has_no_columns_for_its_values_stays_text(line):
    expected = {"(text)": [line]}
    if "left" in line:  # bare words are what Laravel writes
        expected = {"left": ["a"], "right": ["b"], "(text)": [line.removesuffix(" (a, b)")]}
    assert values(line) == expected


def test_the_values_of_an_insert_are_counted_once_and_with_what_follows():
    line = "INSERT INTO m (name, at) VALUES ('kim', NOW()) ON DUPLICATE KEY UPDATE nick='k2'"
    left = "INSERT INTO m (name, at) VALUES (, NOW()) ON DUPLICATE KEY UPDATE nick=''"
    assert counted(*[line] * 3) == {
        "name": {"kim": 3},
        "at": {},
        "nick": {"k2": 3},
        "(text)": {left: 3},
    }


def test_an_insert_of_endless_words_takes_no_endless_time(takes_time_in_proportion):
    def read(length):
        for part in ("insert ", "insert (a) values (" + " " * 5_000, "insert (a"):
            text = part * (length // len(part))
            values(text, "insert into m (a) values (" + text)

    assert takes_time_in_proportion(read, 20_000)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[2026-11-20 09:30:01][INFO] joined", "joined"),
        ("[   12.345678] usb 1-1: new device", "usb 1-1: new device"),
        ("I, [2026-11-20T09:30:01.123456 #42]  INFO -- : joined", "joined"),
        ("[정보] joined", "[정보] joined"),
    ],
)
def test_a_bracket_goes_only_together_with_its_time(line, message):
    assert values(line) == {"(text)": [message]}


def test_rsyslog_gives_the_kernel_no_number():
    line = "2026-11-20T09:30:01.123456+09:00 web kernel: [  12.345678] device is up"
    assert values(line) == {"host": ["web"], "program": ["kernel"], "(text)": ["device is up"]}


def test_docker_adds_labels_to_a_line():
    line = json.dumps(
        {"log": "tel=010-1\n", "stream": "stdout", "attrs": {"tag": "web"}, "time": "2026-11-20"}
    )
    assert values(line) == {"tel": ["010-1"]}


# In CP949 no byte before it makes a letter of its first one.
CANARY = "_zqcanaryzq"
LINE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\n")),
    st.text(alphabet="[]{}()\"'=:,;&?<> |a0@\\%-.", max_size=40),
)


@settings(max_examples=150, deadline=None)
@given(LINE, LINE, st.sampled_from(["", '{"a": "', '192.0.2.1 - - [10/Oct/2026:13:55:36 +0900] "']))
def test_any_line_is_taken_and_nothing_of_it_gets_lost(before, after, start):
    line = start + before + CANARY + after
    found = counted(line, "another line")
    assert found == counted(line, "another line")
    assert all(value and number > 0 for key in found.values() for value, number in key.items())
    assert any(CANARY in key or any(CANARY in value for value in found[key]) for key in found)


# --- slow counts to compare with ----------------------------------------------------------------

NOISE = random.Random(20261120)
STATES = ["ok", '"not ok"']
REFERERS = ["-", "https://example.com/?s=a+b"]
PEOPLE = [f"user{number}@example.com" for number in range(40)]


def test_json_counts_equal_a_slow_count():
    documents = [
        {
            "ts": f"2026-11-20T09:30:{NOISE.randrange(60):02}Z",
            "user": {"email": NOISE.choice(PEOPLE), "id": NOISE.randrange(20), "name": None},
            "items": [{"phone": f"010-{NOISE.randrange(9)}"} for _ in range(NOISE.randrange(4))],
        }
        for _ in range(2000)
    ]
    slow = defaultdict(Counter)
    for document in documents:
        slow["user.email"][document["user"]["email"]] += 1
        slow["user.id"][str(document["user"]["id"])] += 1
        for item in document["items"]:
            slow["items[].phone"][item["phone"]] += 1
    found = {key: value for key, value in counted(*map(json.dumps, documents)).items() if value}
    assert found == slow


def test_access_counts_equal_a_slow_count():
    lines = [
        f"192.0.2.{NOISE.randrange(99)} - {NOISE.choice(['-', 'kim', 'lee'])} "
        f'[10/Oct/2026:13:55:36 +0900] "GET /p/{NOISE.randrange(9)}'
        f"{NOISE.choice(['', '?email=' + NOISE.choice(PEOPLE).replace('@', '%40') + '&page=2'])}"
        f' HTTP/1.1" 200 {NOISE.randrange(999)} "{NOISE.choice(REFERERS)}"'
        f' "agent {NOISE.randrange(5)}"'
        for _ in range(2000)
    ]
    slow = defaultdict(Counter)
    for line in lines:
        before, request, _, referer, _, agent, _ = line.split('"')
        address, _, user = before.split()[:3]
        slow["remote_addr"][address] += 1
        slow["remote_user"][user] += user != "-"
        slow["user_agent"][agent] += 1
        method, target, _ = request.split()
        for key, url, start in (("request", target, method + " "), ("referer", referer, "")):
            if url != "-":
                parts = urlsplit(url)
                slow[key][start + parts._replace(query="").geturl()] += 1
                for name, value in parse_qsl(parts.query):
                    slow[f"{key}.query.{name}"][value] += 1
    found = {key: value for key, value in counted(*lines).items() if value}
    assert found == {key: +count for key, count in slow.items()}


def test_key_value_counts_equal_a_slow_count():
    lines = [
        f"level=info user={NOISE.choice(PEOPLE)} status={NOISE.choice(STATES)} "
        f"n={NOISE.randrange(30)}"
        for _ in range(2000)
    ]
    slow = defaultdict(Counter)
    for line in lines:
        for pair in shlex.split(line):
            key, _, value = pair.partition("=")
            slow[key][value] += 1
    assert counted(*lines) == slow


def test_a_line_that_goes_on_and_on_does_not_become_fields_without_end():
    found = counted(COMMON + ' "-" "-"' + " abc" * 5000)
    assert len(found) < 50
    assert (
        sum(number for key, ones in found.items() if "extra" in key for number in ones.values())
        == 5000
    )


PARTS = (
    *("key=", "a1=", "k12345=", "b: ", "user=", "값=", " = ", "x", "한글", "7", "-", "a@b.c", " "),
    *("  ", '"', "'", ",", ";", "(", "]", "\\", "&", "|", "\t", "/", "=", ":"),
)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), min_size=1))
def test_simple_values_are_read_as_all_others(lines):
    found = counted(*lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pii_scan.sources.logs.pairs._SIMPLE", "a^")
        patch.setattr("pii_scan.sources.logs.pairs._SIMPLE_AFTER_COLON", "a^")
        assert found == counted(*lines)


@pytest.mark.parametrize("begin", ["x^", "x\x01", "x", "\nx^", "xÚ"])
def test_lines_that_begin_as_packed_data_does_are_lines(begin):
    text = f"{begin} kim@example.com\nx^ 2\n\nx"
    assert split_lines(text.encode()).to_list() == [line or None for line in text.split("\n")]


def test_ids_of_messages_are_no_keys():
    found = counted(
        "Jun  1 09:00:00 mx1 postfix/smtpd[11]: ABCDEFAB12: client=mail.example.com[192.0.2.7]",
        "Jun  1 09:00:01 mx1 postfix/qmgr[12]: FEDCBA9B0C: from=<kim@example.com>, size=1",
        "2026-06-01 09:00:02 INFO deadbeef0: user=kim",
        "2026-06-01 09:00:03 INFO address2: Seoul",
    )
    assert set(found) == {"host", "program", "client", "from", "size", "user", "address2", "(text)"}


LOG_LINES = (
    *("level=info email=kim@example.com", '{"email": "kim@example.com", "n": [1, 2]}', "a\tb"),
    *("back\\slash email=a@b.co", 'quote " x=1', "한글 이름=김민준", "", "two\nlines x=2", "\r"),
    *("end \\", "C:\\new\\n", "\u2028", "\x07 bell", "<b>&", "emoji \U0001f600"),
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(LOG_LINES),
            st.sampled_from(["\n", "\r\n", ""]),
            st.booleans(),
            st.sampled_from([{}, {"attrs": {"app": "web"}}]),
        ),
        min_size=1,
    )
)
def test_lines_that_docker_wrapped_are_unwrapped_as_the_exact_reader_does(drawn):
    lines = [
        json.dumps(
            {"log": line + end, "stream": "stdout", **attrs, "time": "2026-06-01T00:00:00Z"},
            ensure_ascii=ascii_only,
            separators=(",", ":") if ascii_only else None,
        )
        for line, end, ascii_only, attrs in drawn
    ]
    found = counted(*lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pii_scan.sources.logs.wrapped._BEGIN", "never")
        assert found == counted(*lines)


@pytest.mark.parametrize(
    "begin",
    ["11-20 09:30:00.123  1234  1250 D LoginActivity: ", "11-20 09:30:00.123 D/Login( 12): "],
)
def test_the_tag_of_an_app_is_no_key(begin):
    assert values(f"{begin}request id=kim") == {"id": ["kim"], "(text)": ["request id="]}


SOAP = (
    "2026-11-20 09:30:00 sent <s:Body><ns2:join><name>{}</name><tel></tel>"
    "<memo>{}</memo><n a='1'>{}</n></ns2:join></s:Body>"
)
LEFT = "sent <Body><join><name></name><tel></tel><memo></memo><n a=''></n></join></Body>"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            SOAP.format("홍길동", "<![CDATA[a & b]]>", "x &lt; y"),
            {"name": ["홍길동"], "memo": ["a & b"], "n": ["x < y"], "a": ["1"], "(text)": [LEFT]},
        ),
        ("    <name>홍길동</name>", {"name": ["홍길동"], "(text)": ["<name></name>"]}),
        ("<user><name>홍길동</name></user>", {"(text)": ["<user><name>홍길동</name></user>"]}),
        (
            '<s:Body xmlns:s="http://a.kr/"><n:join><name>홍길동</name></n:join></s:Body>',
            {"name": ["홍길동"], "(text)": ["<Body><join><name></name></join></Body>"]},
        ),
        ("see <p>Dear <b>Kim</b></p>", {"(text)": ["see <p>Dear <b>Kim</b></p>"]}),
        (
            "<Event><EventData><Data Name='IpAddress'>192.0.2.1</Data></EventData></Event>",
            {
                "IpAddress": ["192.0.2.1"],
                "(text)": ["<Event><EventData><Data></Data></EventData></Event>"],
            },
        ),
    ],
)
def test_elements_of_xml_are_keys_but_those_of_whole_documents_and_markup(line, expected):
    assert values(line) == expected


def test_elements_of_xml_in_the_message_of_a_structured_line_are_keys():
    reader = LineReader()
    lines = split_lines('{"message": "got <name>홍길동</name>"}'.encode()).to_frame()
    found = reader.open_messages(reader.count(lines).finished()).as_dict()
    assert found == {"message": {"got <name></name>": 1}, "name": {"홍길동": 1}}


@pytest.mark.parametrize(
    "line",
    [
        '[20-Nov-2026 09:30:00] WARNING: [pool www] child 7 said into stderr: "NOTICE: x name=kim"',
        '2026/11/20 09:30:00 [error] 1#1: *2 FastCGI sent in stderr: "x: name=kim, n=1" while x',
    ],
)
def test_what_php_said_is_read_as_a_line_is(line):
    assert values(line)["name"] == ["kim"]


BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.mark.parametrize("number", [1, 3, 200])
@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('{{"client":{{"ip":"{}"}},"user_agent":"{}","server":"192.0.2.9"}}', "client.ip"),
        ('{{"x_forwarded_for":"{}","req":{{"User-Agent":["{}"]}},"n":1}}', "x_forwarded_for"),
        ('level=info remote_addr={} path=/ http_user_agent="{}"', "remote_addr"),
        ('2026-11-20 09:30:00 INFO done {{"clientIp": "{}", "userAgent": "{}"}}', "clientIp"),
    ],
)
def test_addresses_of_crawlers_in_lines_with_keys_are_no_users(line, key, number):
    lines = [line.format("192.0.2.1", "curl/8"), line.format("192.0.2.7", BOT)] * number
    found = counted(*lines)
    assert found[key] == {"192.0.2.1": number}
    assert found["remote_addr (crawlers)"] == {"192.0.2.7": number}
    named = ["ip", "user_ip", "srcip", "req.remoteAddress", "c-ip", "a.http_x_real_ip"]
    assert all(map(names_client, named))
    assert not any(
        map(names_client, ["server_ip", "upstream_addr", "email_address", "zip", "address"])
    )


def test_what_a_statement_searches_for_is_the_value_of_its_column():
    line = "SELECT * FROM m WHERE m.name LIKE '%홍길동%' AND tel like N'010-1%' AND x LIKE ?"
    found = values(line)
    assert (found["m.name"], found["tel"]) == (["홍길동"], ["010-1"])
    assert values("I like it")["(text)"] == ["I like it"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("login phone= 010-1", {"phone": ["010-1"], "(text)": ["login phone="]}),
        ("phone= 010-1 email= a@b.c", {"phone": ["010-1"], "email": ["a@b.c"]}),
        ("phone= email= a", {"email": ["a"]}),
        ("phone= error", {"(text)": ["phone= error"]}),
        ("phone= from web", {"(text)": ["phone= from web"]}),
        ("soyeon= x", {"(text)": ["soyeon= x"]}),
        ("login phone : 010-1", {"phone": ["010-1"], "(text)": ["login phone:"]}),
        ("(phone : 010-1) Name : Kim", {"phone": ["010-1"], "Name": ["Kim"]}),
        ("no phone : gone away", {"(text)": ["no phone : gone away"]}),
        ("phone : error", {"(text)": ["phone : error"]}),
        ("soyeon : hi", {"(text)": ["soyeon : hi"]}),
    ],
)
def test_one_word_behind_the_sign_and_a_blank_is_the_value_of_a_key_of_an_item(line, expected):
    assert values_by_words(line) == expected


def test_the_message_in_an_exported_journal_is_a_line():
    found = values("MESSAGE=Accepted publickey for minsu from 192.0.2.1 port 5", "_UID=1000")
    assert found["_UID"] == ["1000"]
    assert found["(text)"] == ["Accepted publickey for minsu from 192.0.2.1 port 5"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    [name] => 홍 길동", {"name": ["홍 길동"]}),
        ("    [user] => Array", {"(text)": ["[user] Array"]}),
        ("x [0] => kim", {"(text)": ["x [0] => kim"]}),
        (
            "Array ( [a] => X Object ( [name] => 홍길동 [tel] => 010-1 ) )",
            {
                "name": ["홍길동"],
                "tel": ["010-1"],
                "(text)": ['Array ( [a] X Object ( "name" => "tel" => ) )'],
            },
        ),
    ],
)
def test_arrays_as_php_prints_them_are_keys_and_values(line, expected):
    assert values(line) == expected


def test_a_struct_of_go_has_names_of_several_words():
    line = (
        "created {ID:7 Name:Anna Lindqvist Email:anna@example.com Address:12 Willow Street Age:30}"
    )
    found = LineReader().count(split_lines(line.encode()).to_frame()).as_dict()
    assert list(found["Name"]) == ["Anna Lindqvist"]
    assert list(found["Address"]) == ["12 Willow Street"]
    assert list(found["Age"]) == ["30"]


@pytest.mark.parametrize("between", ["][", "] ["])
def test_a_name_in_brackets_of_its_own_ends_with_them(between):
    line = f"saved [name:Anna Lindqvist{between}email:anna@example.com]"
    found = LineReader().count(split_lines(line.encode()).to_frame()).as_dict()
    assert list(found["name"]) == ["Anna Lindqvist"]
    assert list(found["email"]) == ["anna@example.com"]


def test_a_word_behind_a_joined_colon_ends_at_a_blank():
    found = (
        LineReader().count(split_lines(b"user:kim Logged In name:kim ok:1").to_frame()).as_dict()
    )
    assert list(found["user"]) == ["kim"]
    assert list(found["name"]) == ["kim"]
