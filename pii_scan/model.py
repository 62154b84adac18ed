"""The words of pii-scan as frozen data: what flows from a source to a report.

    target ► source ► Sample ► Detection ► Finding ► Inventory ► Diff ► Verdict ► Report

Raw values exist only in ``Sample``; nothing after ``Detection`` can hold one. This module
imports only the standard library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

# --- what is said to people -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is what it is, or was not looked at: the same in English and in Korean.

    It is written where its cause is known. No particle stands behind a name or number in Korean
    that changes with its last sound.
    """

    message: str
    message_ko: str

    @classmethod
    def in_both(cls, text: str) -> Reason:
        """What is the same in every language: a command, the name of a thing."""
        return cls(text, text)

    def because(self, cause: Reason) -> Reason:
        """The same with what led to it, or what to do about it, behind a colon."""
        return Reason(f"{self.message}: {cause.message}", f"{self.message_ko}: {cause.message_ko}")


# --- what a source yields -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """A place that can hold a value.

    ``path`` ends with the column, or with the key inside a log or a JSON column:
    ``("public", "users", "email")``, ``("public", "users", "profile", "contact.phone")``,
    ``("app.log", "request.query.email")``, ``("app.log", "(text)")``.
    ``type`` is the type as the database spells it, None where there is none (logs).
    ``has_default`` is true for a column that may be left out when a row is written; ``logged``
    for the key of a log, whose name says whose program it is and not whose data, and
    ``in_document`` for a path in a document, whose keys can be data. It is ``in_record`` where its
    last part begins with the column itself: ``card.number`` of a record of JSON, ``items[].name``
    of a column that holds lists. So many first parts of the
    path as ``schemas`` says are a database or schema, whose name tells nothing of one table.
    ``origin`` names the text that a source remembers from scan to scan, while values are counted;
    findings have none.
    """

    source: str
    path: tuple[str, ...]
    type: str | None = None
    nullable: bool | None = None
    comment: str | None = None
    logged: bool = False
    in_document: bool = False
    has_default: bool = False
    schemas: int = 0
    origin: str = ""
    in_record: bool = False

    @property
    def name(self) -> str:
        """The last part of the path: the column, key or JSON path."""
        return self.path[-1]

    @property
    def told(self) -> tuple[str, ...]:
        """The part of the path that tells what the field holds: the table and what is in it."""
        return self.nested[self.schemas :]

    @property
    def nested(self) -> tuple[str, ...]:
        """The path with the column apart from what is in it, whatever kind of store it is of."""
        column, dot, keys = self.path[-1].partition(".")
        return (*self.path[:-1], column, keys) if self.in_record and dot else self.path

    @property
    def location(self) -> str:
        """The path as a person writes it: ``public.users.email``."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Sample:
    """Values read from one field: each distinct value with the number of times it was seen.

    NULL and empty values are not in ``values``. A field that has no values, because it is
    empty or because only its definition is known (a schema file), is a Sample without any.
    A source may yield several samples of one field; they add up. The values stay out of
    ``repr`` so that no log or traceback can show them. ``others`` is how many more values were
    read that cannot be an item, and are not kept. ``under`` has by key the values that stand beside
    keys in their rows, which are none of ``values``.
    """

    field: Field
    values: Mapping[str, int] = dataclass_field(default_factory=dict, repr=False)
    others: int = 0
    under: Mapping[str, Mapping[str, int]] = dataclass_field(default_factory=dict, repr=False)

    @property
    def sampled(self) -> int:
        """How many values were read, repeated ones counted."""
        beside = sum(sum(values.values()) for values in self.under.values())
        return sum(self.values.values()) + self.others + beside


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows were read, and how many there are: exactly, or about so many.

    ``complete`` is true where every row was read. ``total`` is None where it is not known.
    """

    scanned: int
    total: int | None
    complete: bool


@dataclass(frozen=True, slots=True)
class TableRows:
    """How many rows of one table were read."""

    source: str
    path: tuple[str, ...]
    count: RowCount


@dataclass(frozen=True, slots=True)
class RecordDates:
    """The oldest and newest record of a table or log, for comparison with its retention.

    ``path`` is the table's or log's path, ``dated_by`` the column or place the dates came from.
    ``accounts`` is true where each record is an account and the date that of its beginning: what
    was done with one since is dated by no such day. Then ``path`` can also be that of a column with
    a date of its own: the last login. ``days`` is how many of ``dated`` records are of which day;
    where ``total`` is more than ``dated`` they are a sample of so many. Empty where that is not
    known.
    """

    source: str
    path: tuple[str, ...]
    dated_by: str
    oldest: dt.date
    newest: dt.date
    days: Mapping[dt.date, int] = dataclass_field(default_factory=dict, compare=False)
    dated: int = dataclass_field(default=0, compare=False)
    total: int | None = dataclass_field(default=None, compare=False)
    accounts: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """Records of people who have left, and which of their columns still hold something.

    ``marked_by`` is the column that says that they left, ``dated_by`` the one that says when,
    where there is one. ``filled`` is by column how many records that left on a day still have it
    filled; the day is None where it is not known. ``complete`` is true where all of them are
    counted, and false where only some were looked at.
    """

    source: str
    path: tuple[str, ...]
    marked_by: str
    dated_by: str | None
    filled: Mapping[str, Mapping[dt.date | None, int]]
    complete: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``number`` values of the field ``key`` of a log that count for nothing, and ``why``.

    ``origin`` is the text of the log whose counts are remembered, as a Field has it.
    """

    key: str
    why: str
    number: int
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be looked at. Never the same as clean.

    ``excluded`` is true when a person asked for it to be left out: that is shown, but does
    not make the scan incomplete. ``field`` is what it is about where that is a field whose keys can
    be data, of which ``location`` may not be shown as it is. ``left_out`` says how many of its
    values are left out, where others are not.
    """

    source: str
    location: str
    reason: Reason
    excluded: bool = False
    field: Field | None = None
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a source was looked at. A total that is not known is None."""

    fields: int = 0
    fields_scanned: int = 0
    rows_total: int | None = None
    rows_scanned: int = 0
    bytes_total: int | None = None
    bytes_scanned: int | None = None
    tables: int | None = None
    tables_scanned: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """How far a source of files is read: bytes of the bytes there are, and files left."""

    source: str
    done: int
    known: int
    files_left: int


@dataclass(frozen=True, slots=True)
class SamplesRead:
    """How many samples of a source are read: what is said where bytes do not tell how far."""

    source: str
    number: int


Part = Sample | TableRows | RecordDates | Withdrawals | Skipped | Coverage
"""What ``Source.read`` yields. Exactly one Coverage, as the last part."""


# --- what detection says --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Detection:
    """One rule matched so many of the values sampled from one field.

    ``matched`` values hold at least one accepted candidate; in ``whole`` of them the candidate
    is all there is. ``distinct`` counts the different candidates accepted. Of ``tested``
    distinct candidates that had the rule's form, ``passed`` got past its validator, and the
    validator proved ``proven`` of those. ``score`` is the rule's own certainty for the accepted
    candidates, 0 to 1. ``example`` is masked, and so is ``context``, the line of text around it.
    """

    identifier: str
    matched: int
    whole: int
    distinct: int
    tested: int
    passed: int
    proven: int
    score: float
    example: str | None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """The constant words of so many ``lines`` of a log: ``sms sent to <phone> template=*``.

    What is found in the lines stands as its item, and everything else that is not a word of
    programs as ``*``.
    """

    template: str
    lines: int


@dataclass(frozen=True, slots=True)
class Finding:
    """The judged result for one field and one item. Holds no raw value.

    ``matched`` of ``sampled`` values are the item; ``clear`` of them are kept as they are, neither
    hashed nor masked nor encrypted. ``distinct`` is None where no value was read. ``first_seen``
    and ``last_seen`` are the days of the first and last line of a log that holds the item, or any
    value of a field that is the item by its name only.
    ``templates`` are those of the messages that hold it, the most frequent first, and ``context``
    is the line around ``example``, masked as well; there are none but in messages of logs.
    """

    field: Field
    item: str
    identifiers: tuple[str, ...]
    confidence: float
    matched: int
    sampled: int
    clear: int
    distinct: int | None
    example: str | None
    reasons: tuple[Reason, ...]
    first_seen: dt.date | None = None
    last_seen: dt.date | None = None
    templates: tuple[MessageTemplate, ...] = ()
    context: str | None = None


# --- what a scan amounts to -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScannedSource:
    """One source with what was looked at. ``target`` never holds a password."""

    name: str
    kind: str
    target: str
    coverage: Coverage
    complete: bool


@dataclass(frozen=True, slots=True)
class Inventory:
    """All findings and skips of a scan with its coverage."""

    sources: tuple[ScannedSource, ...]
    findings: tuple[Finding, ...]
    record_dates: tuple[RecordDates, ...]
    skipped: tuple[Skipped, ...]
    table_rows: tuple[TableRows, ...] = ()
    withdrawals: tuple[Withdrawals, ...] = ()

    @property
    def complete(self) -> bool:
        """True when nothing was skipped but what a person excluded."""
        return all(skip.excluded for skip in self.skipped)


class Status(StrEnum):
    """How a field stands to the declaration."""

    DECLARED = "declared"
    ELSEWHERE = "elsewhere"
    UNDECLARED = "undeclared"
    PROHIBITED = "prohibited"


class ProblemCode(StrEnum):
    """What is wrong with a field besides its status."""

    PLAINTEXT = "plaintext"
    MUST_NOT_STORE = "must-not-store"
    WEAK_HASH = "weak-hash"
    OPTIONAL_NOT_NULL = "optional-not-null"
    RETENTION_EXCEEDED = "retention-exceeded"
    IN_LOG = "in-log"


class DeclaredStatus(StrEnum):
    """Whether a declared item was found in any source."""

    FOUND = "found"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a field.

    ``law`` and ``reference`` are None where it is the policy's own rule that is broken. The
    message says the same in English and in Korean.
    """

    code: ProblemCode
    severity: str
    law: str | None
    reference: str | None
    message: str
    message_ko: str


@dataclass(frozen=True, slots=True)
class AssessedField:
    """A finding with its place in the declaration. ``status`` is None without a declaration.

    ``rows`` says how much of its table was read; None for what has no rows.
    """

    finding: Finding
    status: Status | None
    problems: tuple[Problem, ...]
    fingerprint: str
    ignored: Mapping[str, str] | None = None
    rows: RowCount | None = None


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """One item of the declaration with where it is. ``points`` are the policy's own labels.

    It is ``optional`` where it is at all of them; ``optional_points`` are those where it is.
    """

    item: str
    points: tuple[str, ...]
    optional: bool
    status: DeclaredStatus
    fields: int
    optional_points: tuple[str, ...] = ()

    @property
    def required_points(self) -> tuple[str, ...]:
        """The points at which it is required."""
        return tuple(point for point in self.points if point not in self.optional_points)


@dataclass(frozen=True, slots=True)
class Diff:
    """Inventory × declaration × law."""

    fields: tuple[AssessedField, ...]
    declared: tuple[DeclaredItem, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the gate lets the diff pass, and one sentence for each reason it does not."""

    passed: bool
    failures: tuple[str, ...]


# --- what a report shows --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeclarationReference:
    """Which declaration a report compared with. ``language`` is the policy's: ko, en or ja."""

    file: str
    sha256: str | None
    effective_date: dt.date | None
    title: str | None = None
    language: str = "ko"


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an item or a law in both languages."""

    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts every report begins or ends with. ``passed`` is None where no gate was asked."""

    fields_with_personal_data: int
    undeclared: int
    elsewhere: int
    prohibited: int
    problems: int
    declared_not_found: int
    skipped: int
    complete: bool
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything any format shows; the JSON report, version 1, is this and no more.

    ``labels`` names every item that ``fields`` or ``declared`` mention, ``laws`` every law that a
    problem does. ``as_of`` is the day on which retention was judged; None where it was not.
    """

    declaration: DeclarationReference | None
    sources: tuple[ScannedSource, ...]
    fields: tuple[AssessedField, ...]
    declared: tuple[DeclaredItem, ...]
    skipped: tuple[Skipped, ...]
    summary: Summary
    labels: Mapping[str, Label]
    laws: Mapping[str, Label] = dataclass_field(default_factory=dict)
    as_of: dt.date | None = None
