"""E-mail addresses, and those of hosts and network interfaces."""

from __future__ import annotations

import ipaddress
import re
from functools import cache
from typing import TYPE_CHECKING

from pii_scan.detect.validating.digits import digits_of
from pii_scan.detect.validating.secrets import opaque_token

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def _public_suffixes() -> PublicSuffixList:
    # Not before it is needed: to read the list takes as long as to start Python. It is the one that
    # comes with the package, and nothing is fetched. Names in their own letters alone are read in
    # half the time.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=False, only_icann=True)


def _is_registrable(domain: str) -> bool:
    """Whether ``domain`` is, or is below, a name that somebody can have registered."""
    try:
        encoded = domain.encode("idna")
    except UnicodeError:
        return False
    try:
        name = encoded.decode("idna")  # in its own letters, as the list has it
    except UnicodeError:
        name = encoded.decode()  # of a newer standard (fußball), which no public suffix is
    return _public_suffixes().privatesuffix(name) is not None


_INTERNAL_DOMAINS = frozenset(
    (
        *("test", "example", "invalid", "localhost", "localdomain", "local", "internal"),
        *("intranet", "lan", "corp", "home", "private"),
    )
)


_SPELT_AT = re.compile(
    r"\s*(?:[(\[{<](?:at|@|골뱅이)[)\]}>]|골뱅이|&#64;|\\u0040)\s*", re.IGNORECASE
)
_SAID_MAIL_SERVICES = ("네이버", "지메일", "한메일", "네이트", "카카오", "핫메일", "구글")
_SPELT_DOT = re.compile(r"\s*[(\[{](?:dot|점|닷)[)\]}]\s*", re.IGNORECASE)


# The names of algorithms and requests that SSH programs added, in every log of theirs.
_OF_SSH = re.compile(
    r"(?:[^@]+@(?:openssh\.com|libssh\.org|putty\.projects\.tartarus\.org)"
    r"|rijndael-cbc@lysator\.liu\.se|[a-z0-9-]*(?:hmac|sha[0-9]|aes|des|-cbc|-ctr|-gcm)[a-z0-9-]*"
    r"@ssh\.com)"
)
# Where messengers address a phone or a group of them, and nobody has a mailbox.
_OF_MESSENGERS = frozenset({"c.us", "g.us", "s.whatsapp.net"})
# And programs have accounts, with keys instead of a mailbox (Google Cloud, service accounts).
_OF_PROGRAMS = ".gserviceaccount.com"
_LONGEST_PHONE = 11
_SHORTEST_HEX = 8


def _is_drawn(local: str) -> bool:
    """Whether a machine drew the local part: more digits than a phone number, or hexadecimal."""
    return len(digits_of(local)) > _LONGEST_PHONE or any(
        len(part) >= _SHORTEST_HEX and opaque_token(part) is None
        for part in re.split(r"[^0-9A-Za-z]", local)
        if re.fullmatch(r"[0-9a-f]+|[0-9A-F]+|[0-9A-Za-z]{16,}", part)
    )


# 1.0.0.0, 224.0.0.0 and what is in front of 127.0.0.1.
_FIRST_OF_A_HOST, _FIRST_OF_GROUPS, _LOOPBACK = 1 << 24, 224 << 24, 127


def email(text: str) -> bool | None:
    """True for a domain below a public suffix (publicsuffix.org), None for an internal one.

    Names for internal use are those of RFC 2606, RFC 6762 and ICANN's ``internal``.
    Anything else behind the @ is a file name or a version, and what SSH calls its extensions is
    no address (RFC 4251, 6), nor is what messengers address phones by, or a program's account.
    None as well where a machine drew what stands before it: the id of a message (RFC 5322) is
    written like an address.
    """
    plain = _SPELT_DOT.sub(".", _SPELT_AT.sub("@", text))
    local = re.split(r"@|%40", plain)[0]
    domain = re.sub(r"\s", "", re.split(r"@|%40", plain)[-1]).rstrip(".").lower()
    if domain.startswith(_SAID_MAIL_SERVICES):
        return None
    if f".{domain}".endswith(_OF_PROGRAMS) or domain in _OF_MESSENGERS:
        return False
    if _OF_SSH.fullmatch(f"{local.lower()}@{domain}"):
        return False
    if _is_registrable(domain):
        return None if _is_drawn(local) else True
    return None if domain.rsplit(".", 1)[-1] in _INTERNAL_DOMAINS else False


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PRIVATE_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "10.0.0.0/8",  # RFC 1918
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # RFC 6598, behind a carrier's NAT
        "169.254.0.0/16",  # RFC 3927, link-local
        "fc00::/7",  # RFC 4193, unique local
        "fe80::/10",  # RFC 4291, link-local
    )
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")


def _host_address(text: str) -> _Address | None:
    """The address of one host, with a mapped IPv4 address unpacked; None where it is nobody's."""
    try:
        address: _Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    nobody = address.is_unspecified or address.is_loopback or address.is_multicast
    if isinstance(address, ipaddress.IPv4Address):
        # 0/8 is this host, 240/4 is reserved, and x.y.0.0 is a network or a version.
        first, *_, third, fourth = address.packed
        nobody = nobody or first == 0 or address.is_reserved or third == fourth == 0
    return None if nobody else address


def _is_private(address: _Address) -> bool:
    return any(address in network for network in _PRIVATE_NETWORKS)


LARGEST_VERSION = 40
"""A first number from here on is an address's: a version seldom has one as large."""


def ipv4_as_number(text: str) -> bool | None:
    """None for 32 bits that are the IPv4 address of one host (RFC 5735)."""
    number = int(digits_of(text))
    if not _FIRST_OF_A_HOST <= number < _FIRST_OF_GROUPS or number >> 24 == _LOOPBACK:
        return False
    return None


def public_ip(text: str) -> bool | None:
    """True for an address that a host on the internet can have, documentation ranges included.

    RFC 791 and RFC 4291. None for one that begins as a version of four parts may, with a small
    number: four in five hosts have a larger one.
    """
    address = _host_address(text)
    if address is None or _is_private(address):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return address in _GLOBAL_UNICAST
    return True if address.packed[0] >= LARGEST_VERSION else None


def private_ip(text: str) -> bool | None:
    """None for an address of a private, carrier-NAT, link-local or unique local network."""
    address = _host_address(text)
    return None if address is not None and _is_private(address) else False


def mac_address(text: str) -> bool | None:
    """None for the address of one interface (IEEE 802): no group address, none all zero.

    Digits alone with hyphens or dots are dates and numbers, not addresses.
    """
    hexadecimal = re.sub(r"[^0-9A-Fa-f]", "", text)
    is_group = bool(int(hexadecimal[:2], 16) & 1)
    if is_group or len(set(hexadecimal)) == 1:
        return False
    return False if hexadecimal.isdigit() and ":" not in text else None
