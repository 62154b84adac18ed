"""What the keys of a log say of whoever came: where they are, and with what they came.

Sources: Elastic Common Schema (client.geo.*, user_agent.*), Azure Monitor (properties.location,
deviceDetail), Okta (geographicalContext), Segment (context.os, context.device), Sentry (contexts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pii_scan.detect.name_evidence import NameEvidence

_Words = tuple[str, ...]

# As an address on the network tells where somebody is.
_WHERE = frozenset({"geo", "geoip", "geolocation", "geographical", "location"})
_COUNTRIES = frozenset(
    {("country",), ("country", "code"), ("country", "name"), ("country", "or", "region")}
    | {("country", "iso", "code"), ("country", "iso")}
)
_PARTS_OF_COUNTRIES = frozenset(
    {("city",), ("city", "name"), ("state",), ("region",), ("region", "name"), ("state", "name")}
    | {("province",), ("subdivision",), ("subdivision", "name")}
)
# Who came has one of these, and no thing that a log tells of.
_OF_CLIENTS = ("browser",)
# With what somebody came, by the end of the object's name.
_VERSIONED = frozenset({("name",), ("version",), ("full",), ("family",), ("full", "name")})
_CAME_WITH = (
    (("os",), _VERSIONED, "os_info"),
    (("browser",), _VERSIONED, "device_info"),
    (("agent",), _VERSIONED, "device_info"),
    (("device",), frozenset({("manufacturer",), ("brand",), ("vendor",)}), "device_info"),
    (("device",), frozenset({("id",), ("uuid",)}), "device_id"),
    (("properties",), frozenset({("os",)}), "os_info"),
)
_USER_AGENT = ("user", "agent")
_SERVERS = frozenset(
    {"host", "server", "agent", "node", "runtime", "machine", "container", "instance", "cluster"}
    | {"observer", "store", "warehouse", "product", "branch", "office"}
)

# What nobody sits at; host is the machine that writes the log (Elastic Common Schema), with all of
# its addresses. What a gateway passes requests on to is a service, which it may try several times
# to reach (Kong).
_NOBODY_S = frozenset(
    {"server", "observer", "node", "pod", "container", "cluster", "host"}
    | {"service", "upstream", "backend", "tries"}
)
_ADDRESSES = frozenset({("ip",), ("ips",), ("mac",), ("address",), ("ip", "address"), ("host",)})
# Machines in a cloud have these: networkInterfaces[].privateIpAddress (Amazon EC2, GuardDuty).
_OF_MACHINES = _ADDRESSES.union(
    {("mac", "address"), ("private", "ip"), ("public", "ip"), ("public", "ip", "address")}
    | {("private", "ip", "address"), ("private", "ip", "addresses"), ("ips",)}
)
_MACHINES = frozenset({"interface", "interfaces", "instance", "instances"})
# What holds several of what is called before it: instancesSet.items[], instanceDetails.
_HOLDERS = frozenset({"set", "details", "item", "items", "list"})
# Nobody else's address is called so in a log: those of people are clients' and users'.
_OF_A_MACHINE = ("private", "ip", "address")
# What could not be reached (Node.js: err.address, beside err.port).
_FAULTS = frozenset({("err",), ("error",), ("exception",), ("cause",)})
_NOT_REACHED = frozenset({("address",), ("ip",)})
_BETWEEN_KEYS = re.compile(r"[.\[\]]+")


def is_address_of_a_server(words: _Words, places: Sequence[_Words]) -> bool:
    """Whether an address in an object about a server is that server's: ``observer.ip``."""
    if words == _OF_A_MACHINE:
        return True
    if words in _OF_MACHINES and any(map(_is_of_a_machine, places)):
        return True
    place = places[-1] if places else ()
    if words in _NOT_REACHED and place in _FAULTS:
        return True
    return words in _ADDRESSES and place != () and place[-1] in _NOBODY_S


def called_a_server_s(name: str, words: Callable[[str], _Words]) -> str | None:
    """What in the ``name`` of a log's field says that its address is a server's; None if nothing.

    ``words`` cuts a name into its words.
    """
    *parents, key = [part for part in _BETWEEN_KEYS.split(name) if part] or [""]
    own = words(key)
    return " ".join(own) if is_address_of_a_server(own, [*map(words, parents)]) else None


def _is_of_a_machine(place: _Words) -> bool:
    named = [word for word in place if word not in _HOLDERS]
    return bool(named) and named[-1] in _MACHINES


def of_who_came(words: _Words, places: Sequence[_Words]) -> NameEvidence | None:
    """What a key says of whoever came, by the object it is in: ``geo.country``, ``browser``."""
    # Those of two letters and of three: country_code2.
    called = words[:-1] if words[-1:] != () and words[-1].isdigit() else words
    place = places[-1] if places else ()
    if words == _OF_CLIENTS:
        return _told("device_info", words)
    if not place or any(map(_is_of_a_server, places)):
        return None
    if not _WHERE.isdisjoint(place):
        item = "country" if called in _COUNTRIES else None
        item = "address" if called in _PARTS_OF_COUNTRIES else item
    else:
        told = (item for end, of, item in _CAME_WITH if place[-1:] == end and words in of)
        item = next(told, None)
    return _told(item, (*words, "in", *place)) if item else None


def _told(item: str, words: _Words) -> NameEvidence:
    said = " ".join(words)
    return NameEvidence(item, strong=False, person=True, settled=True, words=said, where="name")


def _is_of_a_server(place: _Words) -> bool:
    """Whether an object is about a machine or program that nobody came with: ``host.os``."""
    return place[-2:] != _USER_AGENT and not _SERVERS.isdisjoint(place)
