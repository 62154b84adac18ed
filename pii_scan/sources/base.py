"""What every source is: a thing that yields samples of its fields, and what it could not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pii_scan.model import Part
from pii_scan.scan_state import SourceMemory
from pii_scan.sources.selection import Selection

if TYPE_CHECKING:
    import polars as pl

DEFAULT_TIMEOUT = 30.0
"""Seconds that one statement of a database may take."""
DEFAULT_CONNECTIONS = 2
DEFAULT_MAX_VALUE = 65_536
"""The most characters of one value that are looked at; the rest is cut and counted."""


@dataclass(frozen=True, slots=True)
class KeyWords:
    """What is known of words that stand as keys do.

    ``names_item`` says whether one speaks for an item; ``is_known`` is false for a single word that
    nobody names fields with: it may be a person. ``is_nobody`` says whether a word is surely
    none, so that it may become a part of a key.
    """

    names_item: Callable[[str], bool]
    is_known: Callable[[str], bool]
    is_nobody: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One target and how to read it.

    ``target`` is a database URL, a folder, a file or a glob, with its ``${VARIABLES}`` replaced;
    it may hold a password and must not be shown. ``rows`` is the most rows sampled from a table;
    with ``full`` every row is read. ``selection`` says which schemas, tables, columns and files
    are read. Of one value at most ``max_value`` characters are, ``DEFAULT_MAX_VALUE`` where nobody
    chose how many. ``timeout`` is in seconds for a statement, ``connections`` the most that are
    open to one server at a time. ``dated_by`` names,
    for a table pattern, the column that dates its records; where no pattern fits, the column is
    found by its name and type. ``date_records`` is false where nothing will be compared with a
    retention period, so that no MIN/MAX query is run for nothing. Addresses in ``own_networks``
    are no user's. ``telling`` says of lines of text, with 0 for each digit, which could hold
    anything personal; without it every line is opened. ``key_words`` tells keys from words of
    a sentence; without it each is a key. ``memory`` is what earlier scans read.
    ``progress`` is called with bytes read, bytes there are and files left.
    """

    name: str
    target: str = field(repr=False)
    rows: int = 1000
    full: bool = False
    selection: Selection = field(default_factory=Selection)
    max_value: int | None = None
    timeout: float = DEFAULT_TIMEOUT
    connections: int = DEFAULT_CONNECTIONS
    dated_by: Mapping[str, str] = field(default_factory=dict)
    date_records: bool = True
    own_networks: tuple[str, ...] = ()
    telling: Callable[[pl.Series], pl.Series] | None = field(default=None, repr=False)
    key_words: KeyWords | None = field(default=None, repr=False)
    memory: SourceMemory | None = field(default=None, repr=False)
    progress: Callable[[int, int, int], None] | None = field(default=None, repr=False)

    @property
    def most_characters(self) -> int:
        """The most characters of one value that are looked at."""
        return self.max_value or DEFAULT_MAX_VALUE


class Source(Protocol):
    """One thing crawled. Reading it changes nothing in it."""

    @property
    def name(self) -> str:
        """The name that findings refer to."""

    @property
    def kind(self) -> str:
        """What it is: sqlite, postgresql, mysql, logs, ddl, and so on."""

    @property
    def target(self) -> str:
        """Where it is, without a password."""

    def read(self) -> Iterator[Part]:
        """Samples of all fields, record dates and skips, and one Coverage as the last part.

        A field that is defined (a column) appears even when it has no values, as a Sample without
        any, so that its name can be judged. Samples of one table or log come one after another.
        Nothing that happens to the source raises: a server that is down, a table without permission
        or a file that is not text is yielded as Skipped with a reason that holds no value from the
        data.
        """
