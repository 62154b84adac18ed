"""Addresses of servers, by how a program writes of them: ``ConnectionPool(host='10.0.0.5', …)``.

Before pairs are looked for, the address there is called a server's: a bare ``host`` is not, which
many logs call so where a request came from, and neither is ``H=`` of a server of mail.

Sources: urllib3 (HTTPConnectionPool), redis-py (Connection), kafka-python (BrokerConnection);
Oracle Net (ADDRESS, with the ports of listeners); Exim specification, 52 (delivery lines); dnsmasq
(forward.c, rfc2131.c); BIND (resolver.c); Unbound; chrony (sources.c); dhclient.c, dhcpd (dhcp.c);
Elasticsearch (DiscoveryNode); Jetty (ServerConnector);
JGroups (GMS); Keepalived (vrrp.c); Linux (nf_log_syslog.c); Serf; sendmail, Postfix (relay=);
FreeSWITCH (sofia_reg.c); NetworkManager, systemd-networkd, Avahi, FRRouting, Net-SNMP.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_CONNECTS = "Connection|Pool|Connector|Broker|Endpoint|Server|Upstream"
_HOST = rf"((?:{_CONNECTS})[A-Za-z]{{0,30}}[(<])host="
_AS_SERVER = "${1}server_host="
_ADDRESS = r"((?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})"
_IPV4 = r"((?:[0-9]{1,3}\.){3}[0-9]{1,3})"
_BEHIND = "${1}server_host=${2}"
_BEHIND_AND_BEFORE = _BEHIND + "${3}"
_IN_BRACKETS = "${1}[server_host=${2}]"
# Behind an equal sign it is the value of another key.
_APART = r"(^|[\s(\[{<'\"])"
_DOMAIN = r"[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]+)+"
# A client of a server of names may ask from any port.
_ASKS = r"(client (?:@0x[0-9a-f]+ )?)nameserver="
# Behind "port" sshd writes that of a client, which can be any: from 192.0.2.7 port 3306
_GOES_TO = r"((?-u:\b)(?i:to|at|on|host|server)(?: [A-Za-z][0-9A-Za-z_-]{0,30})? [\"'\[(]?)"
# Those of databases, caches and queues.
_SERVICES = [*("1433", "1521", "2181", "3306", "5432", "5672"), *("6379", "9042", "9092", "9200")]
_SERVICES += ["11211", "27017"]

_Pattern = tuple[str, str]
# What tells cheaply that one of the patterns may fit, and these with what is written instead.
_WRITTEN: tuple[tuple[tuple[str, ...], tuple[_Pattern, ...]], ...] = (
    (("(host=", "<host="), ((_HOST, _AS_SERVER),)),
    (
        ("(HOST=",),
        ((r"(\()HOST= ?([^()]{1,255}\) ?\(PORT= ?15[0-9]{2}\))", "${1}server_host=${2}"),),
    ),
    (
        (" T=",),
        ((rf"( T=[0-9A-Za-z_]+ (?:[^\[\]]{{0,200}} )?H=[^\s\[]+ )\[{_ADDRESS}\]", _IN_BRACKETS),),
    ),
    (
        ("listening for SMTP",),
        ((rf"\[{_ADDRESS}\](:[0-9])", "[server_host=${1}]${2}"),),
    ),
    # What came in and is passed to no other interface is for the machine itself.
    (
        (" OUT= ",),
        ((r"( OUT= (?:MAC=[0-9a-f:]* )?SRC=\S+ )DST=", "${1}server_host="),),
    ),
    (
        ("#53",),
        ((rf"{_APART}{_ADDRESS}(#53)(?-u:\b)", "${1}nameserver=${2}${3}"), (_ASKS, "${1}")),
    ),
    (("reply ",), ((rf"((?-u:\b)reply {_DOMAIN} is ){_ADDRESS}", _BEHIND),)),
    (("cached ",), ((rf"((?-u:\b)cached {_DOMAIN} is ){_ADDRESS}", _BEHIND),)),
    (("forwarded ",), ((rf"((?-u:\b)forwarded {_DOMAIN} to ){_ADDRESS}", _BEHIND),)),
    (
        ("ource ",),
        (
            (rf"((?-u:\b)(?:Selected|Detected falseticker) source ){_ADDRESS}", _BEHIND),
            (rf"((?-u:\b)replaced with ){_ADDRESS}", _BEHIND),
            (
                rf"((?-u:\b)Source ){_ADDRESS}( (?:\([^()]*\) )?(?:offline|online|replaced))",
                _BEHIND_AND_BEFORE,
            ),
        ),
    ),
    (
        ("IP range ",),
        ((rf"((?-u:\b)IP range ){_ADDRESS} -- {_ADDRESS}", "${1}subnet=${2}-${3}"),),
    ),
    (
        ("DHCP",),
        (
            # What the machine that writes the log gets, and from whom.
            (
                rf"(DHCP(?:ACK|OFFER) (?:of )?){_IPV4} (from ){_IPV4}",
                "${1}server_host=${2} ${3}server_host=${4}",
            ),
            (rf"(DHCPREQUEST (?:of|for) ){_IPV4}( on \S+ to )", _BEHIND_AND_BEFORE),
            # What hands the request of another on.
            (rf"(DHCP[A-Z]{{3,8}} .{{0,200}} via ){_IPV4}", _BEHIND),
        ),
    ),
    (
        ("}{",),
        (
            (
                rf"(\{{){_ADDRESS}(\}}\{{)(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}(:[0-9]{{1,5}}\}})",
                "${1}server_host=${2}${3}${4}",
            ),
            (rf"(\}}\{{){_IPV4}(:[0-9]{{1,5}}\}})", _BEHIND_AND_BEFORE),
        ),
    ),
    (
        tuple(f" port {port}" for port in _SERVICES),
        (
            (
                rf"{_GOES_TO}{_ADDRESS}(,? port (?:{'|'.join(_SERVICES)}))(?-u:\b)",
                _BEHIND_AND_BEFORE,
            ),
        ),
    ),
    (
        ("gratuitous ARP", "]:tcp:", "]:udp:"),
        (
            (rf"(gratuitous ARPs? .{{0,80}}(?-u:\b)for ){_ADDRESS}", _BEHIND),
            (rf"\[{_ADDRESS}\](:(?:tcp|udp):)", "[server_host=${1}]${2}"),
        ),
    ),
    (
        ("physical address", "GMS: address="),
        (
            (r"(physical addresses are) \[[^\[\]]*\]", "${1} []"),
            (r"(physical )address=", "${1}server_address="),
            (r"(GMS: )address=", "${1}server_address="),
        ),
    ),
    (
        (" from ip ",),
        ((rf"( for \[[^\[\]@\s]{{1,64}}@ ?){_IPV4}(\] from ip )", "${1} server_host=${2}${3}"),),
    ),
    (("EventMember",), ((rf"(EventMember[A-Z][a-z]+: \S+ ){_ADDRESS}", _BEHIND),)),
    # What the machine itself is called on a network, and the routers beside it.
    (
        ("new lease, address=", "DHCPv4 address ", "address record for ", "neighbor "),
        (
            (r"(new lease, )address=", "${1}server_address="),
            (rf"(DHCPv4 address ){_IPV4}", _BEHIND),
            (rf"(, gateway ){_IPV4}( acquired)", _BEHIND_AND_BEFORE),
            (rf"( acquired from ){_IPV4}", _BEHIND),
            (rf"(address record for ){_ADDRESS}", _BEHIND),
            (rf"((?-u:\b)neighbor ){_ADDRESS}", _BEHIND),
        ),
    ),
    (("->[",), ((rf"(->\[){_IPV4}(\]:161(?-u:\b))", _BEHIND_AND_BEFORE),)),
)
# To whom mail is handed on; in front of who hands it in stands no receiver. Of gates of mail every
# other line is such a one: apart from the rest, and with no address any more, it takes least time.
_RELAY_HINT = "relay="
_RELAY = (r"((?-u:\b)to=<[^<>]*>, [^\[\]]*relay=[^\s\[,]*\s?)\[[0-9A-Fa-f.:]+\]", "${1}[]")
_HINTS = [hint for hints, _ in _WRITTEN for hint in hints]
# Of so many, a pattern is looked for in a third of the time that a list of words takes.
_ANY_HINT = "|".join(map(re.escape, _HINTS))


def may_call_servers(texts: pl.Series) -> pl.Series:
    """Which texts may have such an address, told cheaply; most others have no sign of a pair."""
    return texts.str.contains(_ANY_HINT)


def may_call_a_server(text: str) -> bool:
    """The same of one text."""
    return any(hint in text for hint in (*_HINTS, _RELAY_HINT))


def with_called_servers(texts: pl.Series) -> pl.Series:
    """The texts with such hosts as those of servers."""
    texts = rewritten(texts, texts.str.contains(_RELAY_HINT, literal=True), _RELAY)
    held = may_call_servers(texts)
    if not held.any():
        return texts
    some = texts.filter(held)
    for hints, patterns in _WRITTEN:
        some = rewritten(some, _hold(some, hints), *patterns)
    return texts.scatter(held.arg_true(), some)


def _hold(texts: pl.Series, hints: Sequence[str]) -> pl.Series:
    """Which texts hold one of the hints; one by itself is looked for several times as fast."""
    if len(hints) == 1:
        return texts.str.contains(hints[0], literal=True)
    return texts.str.contains_any(list(hints))
