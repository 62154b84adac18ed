"""What the sheets of the Excel inventory say: headings and rows, without any formatting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pii_scan.model import (
    AssessedField,
    DeclaredItem,
    DeclaredStatus,
    Finding,
    Problem,
    ProblemCode,
    Reason,
    Report,
    ScannedSource,
    Skipped,
    Status,
)
from pii_scan.reports.text import visible
from pii_scan.reports.words import Say, words

Value = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its widest width in characters."""

    heading: str
    widest: int = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and what colours it: a status, a severity or another word; None for no colour."""

    value: Value
    tone: str | None = None


Row = Sequence[Cell | Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. ``nothing`` stands in it where there are no rows.

    Only the first ``printed`` columns go on paper, all of them where it is None: a page that is
    fitted to its width can be read up to about 230 characters.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    nothing: str
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class SummarySheet:
    """The first sheet: facts about the scan, then a table of counts."""

    name: str
    title: str
    facts: Sequence[tuple[str, Cell]]
    counts: Sheet


def language_of(report: Report) -> str:
    """The language of the policy, English where there is none: ``ko`` or ``en``."""
    return "ko" if report.declaration and report.declaration.language == "ko" else "en"


def summary_sheet(report: Report) -> SummarySheet:
    """What was compared, the result, and how many of each status and problem there are."""
    say = words(language_of(report))
    counts = Sheet(
        say("sheet.summary"),
        [Column(say("counts")), Column(say("count"), 12), Column(say("meaning"), 70)],
        list(_counts(report, say)),
        say("nothing"),
    )
    title = say("title" if report.declaration else "title.inventory")
    return SummarySheet(say("sheet.summary"), title, list(_facts(report, say)), counts)


def table_sheets(report: Report) -> Sequence[Sheet]:
    """The sheets behind the summary, in order."""
    say = words(language_of(report))
    return [
        _inventory(report, say),
        _issues(report, say),
        _declared(report, say),
        _coverage(report, say),
    ]


def _facts(report: Report, say: Say) -> Iterator[tuple[str, Cell]]:
    declaration, summary = report.declaration, report.summary
    if declaration is None:
        yield say("policy"), Cell(say("policy.none"))
    else:
        yield say("policy"), Cell(declaration.title)
        yield say("effective"), Cell(declaration.effective_date)
        yield say("file"), Cell(declaration.file)
        yield say("sha256"), Cell(declaration.sha256)
    if report.as_of is not None:
        yield say("as-of"), Cell(report.as_of)
    result = {True: "passed", False: "failed", None: "none"}[summary.passed]
    yield say("result"), Cell(say(f"result.{result}"), result)
    scan = "complete" if summary.complete else "incomplete"
    yield say("scan"), Cell(say(f"scan.{scan}"), scan)


def _counts(report: Report, say: Say) -> Iterator[Row]:
    summary = report.summary
    yield say("fields"), summary.fields_with_personal_data, say("fields.meaning")
    if report.declaration is not None:
        declared = sum(field.status is Status.DECLARED for field in report.fields)
        for status, count in (
            (Status.DECLARED, declared),
            (Status.UNDECLARED, summary.undeclared),
            (Status.ELSEWHERE, summary.elsewhere),
            (Status.PROHIBITED, summary.prohibited),
        ):
            name = Cell(say(f"status.{status}"), status if count else None)
            yield name, count, say(f"action.{status}")
    yield say("problems"), summary.problems, say("problems.meaning")
    codes = Counter(problem.code for field in report.fields for problem in field.problems)
    for code in ProblemCode:
        if codes[code]:
            yield f"  {say(f'problem.{code}')}", codes[code], say(f"action.{code}")
    if report.declaration is not None:
        missing = DeclaredStatus.NOT_FOUND
        title = f"{say('sheet.declared')}: {say(f'declared.{missing}')}"
        yield title, summary.declared_not_found, say(f"action.{missing}")
    yield say("skipped"), summary.skipped, say("skipped.meaning")


def _inventory(report: Report, say: Say) -> Sheet:
    points = {item.item: ", ".join(item.points) for item in report.declared}
    columns = [
        Column(say("number"), 8),
        Column(say("source"), 16),
        Column(say("container"), 28),
        Column(say("field"), 28),
        Column(say("item"), 18),
        Column(say("status"), 16),
        Column(say("points"), 24),
        Column(say("problems"), 18),
        Column(say("example"), 20),
        Column(say("matched"), 11),
        Column(say("sampled"), 11),
        Column(say("clear"), 11),
        Column(say("ignored"), 24),
        Column(say("distinct"), 11),
        Column(say("confidence"), 10),
        Column(say("reasons"), 60),
        Column(say("type"), 18),
        Column(say("nullable"), 10),
        Column(say("comment"), 30),
        Column(say("item.id"), 30),
        Column(say("fingerprint"), 18),
    ]
    rows = [
        _inventory_row(number, field, report, points, say)
        for number, field in enumerate(report.fields, 1)
    ]
    return Sheet(say("sheet.inventory"), columns, rows, say("nothing"), printed=13)


def _inventory_row(
    number: int, assessed: AssessedField, report: Report, points: dict[str, str], say: Say
) -> Row:
    finding = assessed.finding
    field = finding.field
    problems = dict.fromkeys(say(f"problem.{problem.code}") for problem in assessed.problems)
    nullable = {True: say("yes"), False: say("no"), None: None}[field.nullable]
    return (
        number,
        field.source,
        _container(field.path),
        field.name,
        _label(finding.item, report),
        _status(assessed, say),
        points.get(finding.item),
        Cell(", ".join(problems) or None, _worst(assessed.problems)),
        finding.example,
        finding.matched,
        finding.sampled,
        finding.clear,
        _ignored(assessed),
        finding.distinct,
        finding.confidence,
        _reasons(finding, report),
        field.type,
        nullable,
        field.comment,
        finding.item,
        assessed.fingerprint,
    )


def _issues(report: Report, say: Say) -> Sheet:
    columns = [
        Column(say("number"), 8),
        Column(say("issue"), 18),
        Column(say("severity"), 9),
        Column(say("source"), 16),
        Column(say("container"), 26),
        Column(say("field"), 26),
        Column(say("item"), 18),
        Column(say("action"), 28),
        Column(say("detail"), 44),
        Column(say("law"), 22),
        Column(say("reference"), 20),
        Column(say("ignored"), 20),
    ]
    rows = [
        (number, *row)
        for number, row in enumerate(
            (row for field in report.fields for row in _issue_rows(field, report, say)), 1
        )
    ]
    return Sheet(say("sheet.issues"), columns, rows, say("nothing"))


def _issue_rows(assessed: AssessedField, report: Report, say: Say) -> Iterator[Row]:
    finding = assessed.finding
    field = finding.field
    place = (field.source, _container(field.path), field.name, _label(finding.item, report))
    ignored = _ignored(assessed)
    if assessed.status not in {Status.DECLARED, None}:
        reasons = _reasons(finding, report)
        # To declare what must not be stored would not help.
        never = any(problem.code is ProblemCode.MUST_NOT_STORE for problem in assessed.problems)
        action = say(f"action.{ProblemCode.MUST_NOT_STORE if never else assessed.status}")
        yield (_status(assessed, say), None, *place, action, reasons, None, None, ignored)
    for problem in assessed.problems:
        yield (
            Cell(say(f"problem.{problem.code}"), problem.severity),
            _severity(problem, say),
            *place,
            say(f"action.{problem.code}"),
            problem.message_ko if language_of(report) == "ko" else problem.message,
            *_law(problem, report),
            ignored,
        )


def _law(problem: Problem, report: Report) -> tuple[str | None, str | None]:
    """The law or standard by its name, and the place in it; the policy's own basis is named so."""
    if problem.law is None:
        return problem.reference, None
    title = report.laws.get(problem.law)
    if title is None:
        return problem.law, problem.reference
    return (title.ko if language_of(report) == "ko" else title.en), problem.reference


def _declared(report: Report, say: Say) -> Sheet:
    columns = [
        Column(say("number"), 8),
        Column(say("item"), 24),
        Column(say("points"), 40),
        Column(say("required"), 24),
        Column(say("held"), 16),
        Column(say("held.count"), 10),
        Column(say("held.where"), 60),
        Column(say("action"), 30),
        Column(say("item.id"), 30),
    ]
    places: dict[str, list[str]] = {}
    for field in report.fields:
        place = f"{field.finding.field.source}: {field.finding.field.location}"
        places.setdefault(field.finding.item, []).append(visible(place))
    rows = [
        (
            number,
            _label(item.item, report),
            ", ".join(item.points),
            _required(item, say),
            Cell(say(f"declared.{item.status}"), item.status),
            item.fields,
            _where(item, places.get(item.item, []), say),
            say("action.not-found") if item.status is DeclaredStatus.NOT_FOUND else None,
            item.item,
        )
        for number, item in enumerate(report.declared, 1)
    ]
    return Sheet(say("sheet.declared"), columns, rows, say("nothing"))


def _required(item: DeclaredItem, say: Say) -> str:
    if item.optional:
        return say("optional.true")
    optional = ", ".join(item.optional_points)
    return say("optional.false") + (f" ({say('optional.true')}: {optional})" if optional else "")


def _where(item: DeclaredItem, places: Sequence[str], say: Say) -> str | None:
    more = item.fields - len(places)
    notes = [say("held.more").format(count=f"{more:,}")] if more > 0 else []
    return ", ".join([*places, *notes]) or None


def _coverage(report: Report, say: Say) -> Sheet:
    columns = [
        Column(say("number"), 8),
        Column(say("look"), 16),
        Column(say("source"), 20),
        Column(say("kind"), 14),
        Column(say("place"), 50),
        Column(say("fields.total"), 12),
        Column(say("fields.scanned"), 12),
        Column(say("rows.total"), 14),
        Column(say("rows.scanned"), 14),
        Column(say("bytes.total"), 16),
        Column(say("bytes.scanned"), 16),
        Column(say("reason"), 44),
    ]
    kinds = {source.name: source.kind for source in report.sources}
    rows = [_source_row(source, say) for source in report.sources]
    rows += [_skipped_row(skip, kinds.get(skip.source), report) for skip in report.skipped]
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    return Sheet(say("sheet.coverage"), columns, numbered, say("nothing"))


def _source_row(source: ScannedSource, say: Say) -> Row:
    coverage = source.coverage
    look = "complete" if source.complete else "incomplete"
    return (
        Cell(say(f"look.{look}"), look),
        source.name,
        source.kind,
        source.target,
        coverage.fields,
        coverage.fields_scanned,
        coverage.rows_total,
        coverage.rows_scanned,
        coverage.bytes_total,
        coverage.bytes_scanned,
        None,
    )


def _skipped_row(skip: Skipped, kind: str | None, report: Report) -> Row:
    say = words(language_of(report))
    look = "excluded" if skip.excluded else "skipped"
    figures = (None,) * 6
    return (
        Cell(say(f"look.{look}"), look),
        skip.source,
        kind,
        skip.location,
        *figures,
        _in_language(skip.reason, report),
    )


def _container(path: Sequence[str]) -> str:
    return ".".join(path[:-1])


def _reasons(finding: Finding, report: Report) -> str:
    return "; ".join(_in_language(reason, report) for reason in finding.reasons)


def _in_language(reason: Reason, report: Report) -> str:
    return reason.message_ko if language_of(report) == "ko" else reason.message


def _label(item: str, report: Report) -> str:
    label = report.labels.get(item)
    if label is None:
        return item
    return label.ko if language_of(report) == "ko" else label.en


def _status(assessed: AssessedField, say: Say) -> Cell:
    status = assessed.status
    return Cell(None) if status is None else Cell(say(f"status.{status}"), status)


def _severity(problem: Problem, say: Say) -> Cell:
    known = problem.severity in {"high", "medium", "low"}
    return Cell(
        say(f"severity.{problem.severity}") if known else problem.severity, problem.severity
    )


def _worst(problems: Sequence[Problem]) -> str | None:
    severities = {problem.severity for problem in problems}
    return next((level for level in ("high", "medium", "low") if level in severities), None)


def _ignored(assessed: AssessedField) -> str | None:
    if assessed.ignored is None:
        return None
    return ", ".join(f"{key}: {value}" for key, value in assessed.ignored.items())
