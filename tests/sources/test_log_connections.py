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
        "SIP auth failure (REGISTER) on profile 'internal' for [1001@10.0.0.5] from ip ::2",
        "agent.server.serf.lan: serf: EventMemberJoin: consul-1 10.0.0.5",
        "avahi-daemon[7]: Registering new address record for 10.0.0.5 on eth0.IPv4.",
        "bgpd[7]: %ADJCHANGE: neighbor 10.0.0.5(Unknown) in vrf default Up",
        "TCP connection to [10.0.0.5]:tcp:80 success.",
        "main: Started ServerConnector@1f2{HTTP/1.1, (http/1.1)}{10.0.0.5:8085}",
        "Connection from UDP: [fe80::1]:52814->[10.0.0.5]:161",
        "networkd[7]: eth0: DHCPv4 address 10.0.0.5/24, gateway 10.0.0.1 acquired from 10.0.0.1",
        "Keepalived_vrrp[7]: (VI_1) Sending/queueing gratuitous ARPs on eth0 for 10.0.0.5",
    ],
)
def test_what_a_program_writes_of_servers_has_their_addresses(line):
    found = values(line)
    assert SERVERS_S & found.keys()
    left = [text for key, texts in found.items() if key not in SERVERS_S for text in texts]
    assert not [text for text in left if "10.0.0." in text.replace("10.0.0.5:9300", "")]


@pytest.mark.parametrize(
    "line",
    [
        "Received new view (2) [kc-0], physical addresses are [10.0.0.5:7801]",
        "sm[7]: x: to=<>, mailer=esmtp, pri=7, relay=mx.example. [10.0.0.5], stat=Sent",
        "smtp[7]: AB1: to=<>, relay=mx.example.com[10.0.0.5]:25, delay=1.2, status=sent",
        "GMS: address=node1, cluster=ejb, physical address=10.0.0.5:7601",
        "NetworkManager[7]: dhcp4 (eth0): state changed new lease, address=10.0.0.5",
    ],
)
def test_an_address_of_the_machine_itself_is_no_person_s(line):
    found = values(line)
    found.pop("server_address", None)
    assert "10.0.0." not in str(found)
    assert "address" not in found


@pytest.mark.parametrize(
    "line",
    [
        "Failed password for kim from 10.1.2.3 port 3306 ssh2",
        "Disconnected from user postgres 10.1.2.3 port 5432",
        "Connection from 10.1.2.3 port 9092 on 192.0.2.7 port 22",
        "Connection closed by 10.1.2.3 port 6379 [preauth]",
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
        "sm[7]: x: from=<>, size=9, proto=ESMTP, daemon=MTA, relay=pc7.example.com [10.1.2.3]",
        "SIP auth failure (REGISTER) on profile 'internal' for [1001@] from ip 10.1.2.3",
        "Connection from UDP: [10.1.2.3]:52814->[fe80::1]:161",
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


@pytest.mark.parametrize(
    "line",
    [
        '{"host":"10.0.0.5","port":9200,"method":"POST"}',
        '{"host": "10.0.0.5", "port": "6379"}',
        '{"port":3000,"host":"10.0.0.5"}',
        '{"msg":"Listening on","attr":{"address":"10.0.0.5"}}',
        '{"addr":"10.0.0.5:8080","message":"server listening"}',
    ],
)
def test_a_service_s_port_or_that_it_listens_tells_a_server_in_json(line):
    found = values(line)
    assert [key for key in found if "server_" in key]
    assert not [key for key in found if key.rpartition(".")[2] in ("host", "address", "addr")]


@pytest.mark.parametrize(
    "line",
    [
        '{"host":"10.1.2.3","port":52814}',
        '{"host":"10.1.2.3","port":92001}',
        '{"remote_ip":"10.1.2.3","port":9200}',
        '{"ip":"10.1.2.3","port":443}',
        '{"msg":"user is glistening","ip":"10.1.2.3"}',
        '{"msg":"login","address":"10.1.2.3","now":"listening"}',
    ],
)
def test_another_address_in_json_may_be_a_client_s(line):
    assert not [key for key in values(line) if "server_" in key]
    several = [line, line.replace("10.1.2.3", "10.1.2.4")]
    assert not [key for key in values(*several) if "server_" in key]
