"""Devices and addresses that members come from.

Public addresses are of the ranges kept for documentation (RFC 5737, RFC 3849).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0"
_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
_IPHONE = "iPhone; CPU iPhone OS 17_5 like Mac OS X"
_UBUNTU = "X11; Ubuntu; Linux x86_64; rv:{version}.0"


@dataclass(frozen=True, slots=True)
class Device:
    """What a browser tells of itself: operating system, model, user agent."""

    os: str
    model: str
    user_agent: str


_DEVICES = (
    Device(
        "Windows 11",
        "Desktop PC",
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36",
    ),
    Device(
        "Windows 10",
        "Laptop",
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36 Edg/{{version}}.0.0.0",
    ),
    Device(
        "macOS 14.5",
        "MacBook Pro",
        f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_SAFARI} Safari/605.1.15",
    ),
    Device(
        "iOS 17.5",
        "iPhone 15",
        f"Mozilla/5.0 ({_IPHONE}) {_SAFARI} Mobile/15E148 Safari/604.1",
    ),
    Device(
        "Android 14",
        "Galaxy S24",
        f"Mozilla/5.0 (Linux; Android 14; SM-S921N) {_CHROME} Mobile Safari/537.36",
    ),
    Device(
        "Ubuntu 24.04",
        "Desktop PC",
        f"Mozilla/5.0 ({_UBUNTU}) Gecko/20100101 Firefox/{{version}}.0",
    ),
)


def any_device(rng: random.Random) -> Device:
    """One of a few devices with one of a few versions of its browser."""
    device = rng.choice(_DEVICES)
    version = str(rng.randrange(120, 131))
    return Device(device.os, device.model, device.user_agent.replace("{version}", version))


def public_ip(rng: random.Random) -> str:
    """A documentation address, one in twenty of IPv6."""
    if rng.random() < 0.05:
        first, second, last = (f"{rng.randrange(1, 0xFFFF):x}" for _ in range(3))
        return f"2001:db8:{first}:{second}::{last}"
    return f"{rng.choice(('203.0.113', '198.51.100', '192.0.2'))}.{rng.randrange(1, 255)}"


def private_ip(rng: random.Random) -> str:
    """An address of an office or home network (RFC 1918)."""
    return rng.choice(
        (
            f"192.168.{rng.randrange(0, 4)}.{rng.randrange(2, 255)}",
            f"10.{rng.randrange(1, 40)}.{rng.randrange(0, 8)}.{rng.randrange(2, 255)}",
            f"172.{rng.randrange(16, 32)}.{rng.randrange(0, 8)}.{rng.randrange(2, 255)}",
        )
    )


def version(rng: random.Random) -> str:
    """A version of the service's app. It looks like an address and is none."""
    year, month, patch = rng.randrange(24, 27), rng.randrange(1, 13), rng.randrange(4)
    return f"{year}.{month}.{patch}.{rng.randrange(40, 240)}"
