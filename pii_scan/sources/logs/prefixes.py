"""What stands in front of the message of a log line: times, levels, threads, hosts."""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.counts import LINE, Counts, days_of
from pii_scan.sources.logs.times import ISO, LEVEL, STAMP, SYSLOG

_PRIORITY = r"(?:<[0-9]{1,3}>)?"
# What stands before the message. RFC 5424: <34>1 time host program process message-id data …
_SYSLOG_5424 = rf"^<[0-9]{{1,3}}>1 (?:{ISO}|-) (?P<host>\S+) (?P<program>\S+) \S+ \S+ "
# RFC 3164: Nov 20 09:30:00 host program[process]: message, often with an ISO time. What has who
# logged in, in brackets, is no host: Nov 20 09:30:00 imap(login)<42>: Info: message.
_SYSLOG_3164 = (
    rf"^{_PRIORITY}(?:{SYSLOG}) (?P<host>[^\s()<>]+)"
    r" (?P<program>[^\s:\[]+)(?:\[[0-9]+\])?: ?"
)
_SYSLOG_ISO = rf"^{_PRIORITY}(?:{ISO}) (?P<host>\S+) (?P<program>[^\s:\[]+)\[[0-9]+\]: ?"
# A program that gives no number, as the kernel: only behind the time that rsyslog writes.
_SYSLOG_RSYSLOG = (
    rf"^{_PRIORITY}[0-9-]{{10}}T[0-9:]{{8}}\.[0-9]{{6}}[+-][0-9:]{{5}} (?P<host>[\w.:-]+)"
    r" (?P<program>[\w./-]+): "
)
_THREAD = (
    r"\[ *(?:main|MainThread|[0-9#:]{1,7}"
    r"|[\w.#-]*(?i:thread|exec|worker|pool|nio|task)[\w.#-]*) *\]"
)
# Ruby's: I, [2026-11-20T09:30:00.123456 #4242]  INFO -- name:
_RUBY = rf"[DIWEFA], \[{ISO} *#[0-9]+\]\s+[A-Z]+ -- [^:]{{0,64}}:\s*"
# Android's, behind the time:  1234  1250 D Tag: text, and D/Tag( 1234): text
_ANDROID = (
    r"[0-9]+ +[0-9]+ [VDIWEFA] [A-Za-z0-9_.$/-]+ *:"
    r"|[VDIWEFA]/[A-Za-z0-9_.$/-]+ *\( *[0-9]+\):"
)
PREFIX = (
    rf"^\ufeff?\s*{_PRIORITY}(?:{_RUBY})?"
    rf"(?:[\[(]?(?:{STAMP})(?:[\])]+[\s|,;:]*|[\s|,;:]+|$))?"
    rf"(?:(?:{LEVEL}:[A-Za-z_][\w.]*:|[\[(<]?{LEVEL}(?:[\])>:|]+\s*|\s+|$)|{_THREAD}|{_ANDROID}"
    r"|\[ *[0-9]+\.[0-9]{3,6}\]|[0-9]{1,7} ---|---|std(?:out|err) [FP]"
    rf"|[\[(]?(?:{STAMP})[\])]?(?:\s|$))[\s|:-]*)*"
)
# What PHP said, as FPM and nginx quote it in lines of their own.
_SAID = r'\bstderr: "((?:[^"\\]|\\.)*)"'
_SAYS = 'stderr: "'
# The journal of systemd, exported, has each field of an entry in a line of its own.
_JOURNAL = "MESSAGE="


def strip_prefixes(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Take off times, levels, thread and process numbers; of syslog the host and program.

    The host and program are counted, since a host can be an address. Logger names stay, and so
    does what quotes the message of PHP, without the quotes.
    """
    texts = lines[LINE]
    bare = texts.str.replace(PREFIX, "")
    for pattern in (_SYSLOG_5424, _SYSLOG_3164, _SYSLOG_ISO, _SYSLOG_RSYSLOG):
        fits = texts.str.contains(pattern)
        if not fits.any():
            continue
        parts = texts.str.extract_groups(pattern)
        for key in ("host", "program"):
            counts.add_values(key, parts.struct.field(key), days_of(lines))
        message = texts.str.replace(pattern, "").str.replace(PREFIX, "")
        bare = message.zip_with(fits, bare)
    if bare.str.contains(_SAYS, literal=True).any():
        bare = bare.str.replace(_SAID, "stderr; ${1}")
    if bare.str.starts_with(_JOURNAL).any():
        bare = bare.str.strip_prefix(_JOURNAL)
    return lines.with_columns(bare.alias(LINE))
