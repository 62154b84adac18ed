"""What a program prints of what it connects with names the host of a server."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


@pytest.mark.parametrize(
    "line",
    [
        "retry: HTTPConnectionPool(host='10.0.0.5', port=9200): Max retries exceeded",
        "HTTPSConnectionPool(host='10.0.0.5', port=443): Read timed out.",
        "<urllib3.connection.HTTPConnection(host='10.0.0.5', port=9200) at 0x7f>: refused",
        "lost Connection<host=10.0.0.5,port=6379,db=0>",
    ],
)
def test_the_host_that_a_program_connects_to_is_a_server_s(line):
    found = values(line)
    assert found["server_host"] == ["10.0.0.5"]
    assert "host" not in found


@pytest.mark.parametrize(
    "line",
    [
        "connection received: host=10.1.2.3 port=52814",
        "accepted Address(host='10.1.2.3', port=52814)",
        "client (host=10.1.2.3) came",
    ],
)
def test_another_host_may_be_a_client_s(line):
    assert values(line)["host"] == ["10.1.2.3"]


def test_a_long_line_of_them_is_read():
    assert values("Pool(host=" * 90_000)
