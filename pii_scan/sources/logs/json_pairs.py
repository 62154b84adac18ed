"""Lists of objects that are a key and its value: ``[{"name": "email", "value": "a@b.example"}]``.

The headers in the log of a firewall, the attributes of a trace and the fields of a form are
written like that. Where the name is one that fields are named with, the value stands under it, as
that of any key; a name that is not might be a person's and stays the value that it is.

Sources: AWS WAF log fields (httpRequest.headers), OTLP/JSON (KeyValue, AnyValue), Zipkin v1 and
Jaeger (tags), Amazon Cognito (userAttributes), Microsoft Entra (additionalDetails).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pii_scan.keys import key_name

Named = Callable[[str], bool]
"""Whether a key speaks for an item."""

_NAMES = frozenset(["name", "key", "field", "header", "attribute"])
_VALUES = frozenset(["value", "val"])
# Besides the two it may have a type.
_MOST_KEYS = 3
# How OpenTelemetry writes a value: {"stringValue": "…"}.
_ANY_VALUE = frozenset(
    [f"{kind}{sign}alue" for kind in ("string", "int", "double", "bool") for sign in ("V", "_v")]
)
_PAIR = re.compile(
    rf'\s*\{{\s*"(?i:{"|".join(sorted(_NAMES))})"\s*:\s*"(?P<name>[^"\\]+)"\s*,'
    rf'(?:\s*"(?P<other>\w+)"\s*:\s*"[^"\\]*"\s*,)?\s*"(?i:{"|".join(sorted(_VALUES))})"\s*:'
    rf'(?P<any>\s*\{{\s*"(?:{"|".join(sorted(_ANY_VALUE))})"\s*:(?!\s*[\[{{]))?'
)


def is_pair(keys: list[str]) -> bool:
    """Whether an object with these keys is a key and its value."""
    lower = [key.lower() for key in keys]
    if len(lower) > _MOST_KEYS:
        return False
    return not _NAMES.isdisjoint(lower) and not _VALUES.isdisjoint(lower)


def opened_pair(value: object, named: Named) -> tuple[str, object] | None:
    """The name and the value of a pair in a list; None for anything else, or a name of nothing."""
    if not isinstance(value, tuple) or not is_pair([key for key, _ in value]):
        return None
    names = [inside for key, inside in value if key.lower() in _NAMES]
    values = [inside for key, inside in value if key.lower() in _VALUES]
    others = [inside for key, inside in value if key.lower() not in _NAMES | _VALUES]
    name = names[0]
    if len(names) != 1 or len(values) != 1 or not isinstance(name, str):
        return None
    # Whatever else there is would be lost.
    if not all(isinstance(other, str) for other in others) or not _names(name, named):
        return None
    return name.strip(), _plain(values[0])


def begins_pair(line: str, at: int, named: Named) -> tuple[re.Match[str], str] | None:
    """What a pair that begins at a place in JSON text has up to its value, and its name."""
    match = _PAIR.match(line, at)
    if match is None or not _names(match["name"], named):
        return None
    if (match["other"] or "").lower() in _NAMES | _VALUES:
        return None
    return match, match["name"].strip()


def _names(name: str, named: Named) -> bool:
    return key_name(name) is not None and named(name.strip())


def _plain(value: object) -> object:
    match value:
        case ((str(key), inside),) if key in _ANY_VALUE and not isinstance(inside, tuple | list):
            return inside
    return value
