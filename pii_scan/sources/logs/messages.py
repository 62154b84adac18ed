"""Messages in structured lines, which are lines of their own inside of another one.

Sources: the fields that Logstash and Filebeat, Docker, Fluent Bit and GELF, the systemd journal,
Google Cloud Logging, CloudWatch and the loggers of common languages keep the message in.
"""

from __future__ import annotations

# By the last part of the path: jsonPayload.message.
_KEYS = frozenset(
    ["message", "msg", "log", "short_message", "full_message", "textpayload", "@message"]
)


def is_message(key: str) -> bool:
    """Whether the values of a key are messages of programs."""
    return key.rpartition(".")[2].lower() in _KEYS
