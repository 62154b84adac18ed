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


SERVERS_S = {"server_host", "nameserver", "subnet"}


@pytest.mark.parametrize(
    "line",
    [
        "connect to mysql 10.0.0.5 port 3306 failed, retry in 3 s",
        "12:00 1rQabc-0000ab-AB => to R=dnslookup T=smtp H=mx.example.com [10.0.0.5] X=TLS1.3",
        "1rQabc-0000ab-AB == to R=dnslookup T=smtp defer (110): no H=mx.example.com [10.0.0.5]",
        "(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=10.0.0.5)(PORT=1521)))",
        "dnsmasq[612]: reply www.example.com is 10.0.0.5",
        "dnsmasq[612]: cached www.example.com is 2404:4600:6:3e:211:249:221:246",
        "dnsmasq[612]: forwarded www.example.com to 10.0.0.5",
        "dnsmasq[612]: using nameserver 10.0.0.5#53",
        "dnsmasq-dhcp[612]: DHCP, IP range 10.0.0.5 -- 10.0.0.99, lease time 12h",
        "info: reply from <.> 10.0.0.5#53",
        "lame-servers: info: connection refused resolving 'x.example/A/IN': 10.0.0.5#53",
        "general: info: listening on IPv4 interface eth0, 10.0.0.5#53",
        "chronyd[7]: Selected source 10.0.0.5 (2.pool.ntp.org)",
        "chronyd[7]: Source 10.0.0.5 offline",
        "chronyd[7]: Source 10.0.0.5 replaced with 10.0.0.6 (2.pool.ntp.org)",
        "dhclient[7]: DHCPACK of 10.0.0.5 from 10.0.0.1",
        "dhclient[7]: DHCPREQUEST for 10.0.0.5 on eth0 to 255.255.255.255 port 67",
        "node-join[{es-2}{abcd}{10.0.0.5}{10.0.0.5:9300}{cdf}], term: 3",
        "exim 4.97 daemon started: pid=7, listening for SMTP on [10.0.0.5]:25 [10.0.0.5]:587",
        "[UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:12:34:56 SRC=fe80::1 DST=10.0.0.5 LEN=60",
        "Keepalived_vrrp[7]: (VI_1) Sending/queueing gratuitous ARPs on eth0 for 10.0.0.5",
    ],
)
def test_what_a_program_writes_of_servers_has_their_addresses(line):
    found = values(line)
    assert SERVERS_S & found.keys()
    left = [text for key, texts in found.items() if key not in SERVERS_S for text in texts]
    assert not [text for text in left if "10.0.0." in text.replace("10.0.0.5:9300", "")]


def test_a_view_of_a_cluster_has_addresses_of_its_members():
    found = values("Received new view (2) [kc-0], physical addresses are [10.0.0.5:7800]")
    assert "10.0.0." not in str(found)


@pytest.mark.parametrize(
    "line",
    [
        "Accepted password for kim from 10.1.2.3 port 3307 ssh2",
        "1rQabc-0000ab-AB <= from H=(pc7) [10.1.2.3]:51234 P=esmtpsa S=900",
        "(ADDRESS=(PROTOCOL=tcp)(HOST=10.1.2.3)(PORT=51521)) * establish * ORCL * 0",
        "client @0x7f01 10.1.2.3#53 (www.example.com): query: www.example.com IN A +E(0)K",
        "client 10.1.2.3#53 (www.example.com): query: www.example.com IN A +E(0)K",
        "dnsmasq[612]: query[A] www.example.com from 10.1.2.3",
        "dnsmasq-dhcp[612]: DHCPACK(br0) 10.1.2.3 a4:5a:36:10:d9:f4 Minsu-iPhone",
        "dhcpd: DHCPACK on 10.1.2.3 to a4:5a:36:10:d9:f4 (Minsu-iPhone) via eth0",
        "dhcpd: DHCPINFORM from 10.1.2.3 via eth0",
        "the reply to that is 10.1.2.3",
        "[FW FORWARD] IN=eth0 OUT=eth1 SRC=198.51.100.4 DST=10.1.2.3 LEN=60",
        "Source 10.1.2.3 connected",
        "the source 10.1.2.3 sent nothing",
        "forwarded request of 10.1.2.3",
        "color #53a and 10.1.2.3",
    ],
)
def test_the_address_of_a_client_stays(line):
    found = values(line)
    assert not SERVERS_S & found.keys()
    assert "10.1.2.3" in str(found)


def test_the_machine_that_gets_an_address_stays_beside_what_hands_it_on():
    line = "dhcpd: DHCPREQUEST for 10.1.2.3 from a4:5a:36:10:d9:f4 (Kim) via 10.0.0.5"
    found = values(line)
    assert found["server_host"] == ["10.0.0.5"]
    assert "10.1.2.3" in str(found)
    assert "a4:5a:36:10:d9:f4" in str(found)
