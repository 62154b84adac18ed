"""The terminal report: what was compared, what needs attention, what is in order, one summary line.

In English; beside an item's id stands its Korean label where the policy is Korean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from rich.text import Text

from pii_scan.model import (
    AssessedField,
    DeclaredItem,
    DeclaredStatus,
    Finding,
    Problem,
    Report,
    ScannedSource,
    Status,
    Summary,
)
from pii_scan.reports.display import Display
from pii_scan.reports.lines import Layout, Line, indented, layout, written
from pii_scan.reports.text import visible

_RED, _YELLOW, _GREEN, _BOLD, _DIM = "bold red", "yellow", "green", "bold", "dim"

_ATTENTION = (
    (Status.PROHIBITED, "Prohibited", "the law forbids it or asks for a basis not declared", _RED),
    (Status.UNDECLARED, "Undeclared", "held, but not in the policy", _RED),
    (Status.ELSEWHERE, "Elsewhere", "declared for other collection points only", _YELLOW),
    (Status.DECLARED, "Declared, with problems", "", _YELLOW),
    (None, "Not compared, with problems", "", _YELLOW),
)
_IN_ORDER = ((Status.DECLARED, "Declared", _GREEN), (None, "Personal data found", _BOLD))
_SEVERITIES = {"high": _RED, "medium": _YELLOW}

# The widest that a column of all but the last may be.
_FIELD_CAPS = (20, 48, 44, 4, 44, 24)
_SOURCE_CAPS = (20, 12, 64)
_SKIPPED_CAPS = (20, 48)
_DECLARED_CAPS = (36,)


def render(report: Report, out: BinaryIO, display: Display) -> None:
    """Write ``report`` as lines of text.

    On a terminal a row that is too long is laid out in two lines, and long lines are folded; in a
    file or pipe a field is one line, however long. Text from data is never markup.
    """
    out.write(written(_lines(report, display.width), display))


_Place = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class _FieldRows:
    """All fields of a report in the same columns; ``cells`` are those of each field, by place."""

    report: Report
    cells: Mapping[_Place, Sequence[Text]]
    layout: Layout

    def lines(self, fields: Iterable[AssessedField]) -> Iterator[Line]:
        """Each field, and below an ignored one why it is."""
        for field in fields:
            yield from self.layout.lines(self.cells[_place(field)], 4)
            if field.ignored is not None:
                notes = ", ".join(f"{key}: {value}" for key, value in field.ignored.items())
                yield indented(_styled(visible(notes), _DIM), 6)


def _lines(report: Report, width: int | None) -> Iterator[Line]:
    cells = {_place(field): _row(field, report) for field in report.fields}
    how = layout(list(cells.values()), _FIELD_CAPS, lead=3, indent=4, width=width)
    fields = _FieldRows(report, cells, how)
    yield from _compared(report, width)
    yield from _attention(fields)
    yield from _in_order(fields)
    yield from _not_found(report, width)
    yield from _skipped(report, width)
    yield indented(Text(), 0)
    yield indented(_summary(report), 0)


def _attention(rows: _FieldRows) -> Iterator[Line]:
    """Fields by status that are not in order, those with the same problems together."""
    for status, title, meaning, style in _ATTENTION:
        fields = [
            field
            for field in rows.report.fields
            if field.status is status and field.ignored is None and not _is_in_order(field)
        ]
        if fields:
            yield from _heading(title, len(fields), meaning, style)
        for problems, members in _by_problems(fields):
            yield from map(_problem, problems)
            yield from rows.lines(members)


def _in_order(rows: _FieldRows) -> Iterator[Line]:
    fields = rows.report.fields
    for status, title, style in _IN_ORDER:
        members = [
            f for f in fields if f.status is status and f.ignored is None and _is_in_order(f)
        ]
        if members:
            yield from _heading(title, len(members), "", style)
        yield from rows.lines(members)
    ignored = [field for field in fields if field.ignored is not None]
    if ignored:
        yield from _heading("Ignored", len(ignored), "excepted by a person", _BOLD)
    yield from rows.lines(ignored)


def _is_in_order(field: AssessedField) -> bool:
    return field.status in {Status.DECLARED, None} and not field.problems


def _compared(report: Report, width: int | None) -> Iterator[Line]:
    declaration = report.declaration
    if declaration is None:
        yield indented(_styled("No declaration: an inventory, compared with nothing", _BOLD), 0)
    else:
        title = _styled(visible(declaration.title or "Declaration"), _BOLD)
        date = declaration.effective_date
        effective = f", effective {date.isoformat()}" if date else ", no effective date"
        if report.as_of is not None:
            effective += f"; retention judged on {report.as_of.isoformat()}"
        yield indented(title + Text(f" ({visible(declaration.file)}{effective})"), 0)
    rows = [
        (
            _styled(visible(source.name), _BOLD),
            Text(visible(source.kind)),
            _styled(visible(source.target), "cyan"),
            _coverage(source),
        )
        for source in report.sources
    ]
    yield from _laid_out(rows, layout(rows, _SOURCE_CAPS, lead=3, indent=2, width=width), 2)


def _coverage(source: ScannedSource) -> Text:
    coverage = source.coverage
    parts = [_of(coverage.fields_scanned, coverage.fields, "field")]
    if coverage.tables is not None:
        parts.insert(0, _of(coverage.tables_scanned or 0, coverage.tables, "table"))
    if coverage.rows_total is not None or coverage.rows_scanned:
        parts.append(_of(coverage.rows_scanned, coverage.rows_total, "row"))
    if coverage.bytes_scanned is not None:
        total = f" of {_bytes(coverage.bytes_total)}" if coverage.bytes_total is not None else ""
        parts.append(_bytes(coverage.bytes_scanned) + total)
    text = Text(", ".join(parts))
    return text if source.complete else text + _styled(", incomplete", _YELLOW)


def _of(count: int, total: int | None, noun: str) -> str:
    if total is None:
        return _count(count, noun)
    return f"{count:,} of {_count(total, noun)}"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _bytes(count: int) -> str:
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:  # noqa: PLR2004 - a kilo
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"


def _heading(title: str, count: int, meaning: str, style: str) -> Iterator[Line]:
    yield indented(Text(), 0)
    yield indented(
        _styled(f"{title} ({count:,})", style) + _styled(f": {meaning}" if meaning else "", _DIM), 0
    )


def _by_problems(
    fields: Sequence[AssessedField],
) -> list[tuple[tuple[Problem, ...], list[AssessedField]]]:
    """Fields that share their problems together, those without any first."""
    groups: dict[tuple[Problem, ...], list[AssessedField]] = {(): []}
    for field in fields:
        groups.setdefault(field.problems, []).append(field)
    return list(groups.items())


def _problem(problem: Problem) -> Line:
    # Most messages end with the reference already.
    told = problem.reference is not None and problem.reference in problem.message
    named = ", ".join(part for part in (problem.law, problem.reference) if part and not told)
    message = f": {problem.message}{f' ({named})' if named else ''}"
    style = _SEVERITIES.get(problem.severity, _BOLD)
    title = _styled(f"{visible(problem.severity)} {problem.code}", style)
    return Line(Text("  "), title + Text(visible(message)), 4)


def _place(assessed: AssessedField) -> _Place:
    finding = assessed.finding
    return finding.field.source, finding.field.path, finding.item


def _row(assessed: AssessedField, report: Report) -> tuple[Text, ...]:
    finding = assessed.finding
    counts = _values(finding, report)
    if assessed.rows and not assessed.rows.complete:
        total = assessed.rows.total
        if total is not None:
            counts += f" (about {total:,} rows)"
        elif finding.sampled:  # of a view it is not known how many
            counts += " (of more rows)"
    return (
        _styled(visible(finding.field.source), _DIM),
        _styled(visible(finding.field.location) or "(no name)", "cyan"),
        _item(finding.item, report),
        Text(f"{finding.confidence:.2f}"),
        Text(counts),
        Text(visible(finding.example or "")),
        _styled(visible("; ".join(reason.message for reason in finding.reasons)), _DIM),
    )


def _values(finding: Finding, report: Report) -> str:
    if finding.sampled:
        return f"{finding.matched:,} of {finding.sampled:,}"
    field = finding.field
    places = {(field.source, field.location), (field.source, ".".join(field.path[:-1]))}
    unread = any((skip.source, skip.location) in places for skip in report.skipped)
    return "not read" if unread else "no values"


def _item(item: str, report: Report) -> Text:
    text = _styled(visible(item), _BOLD)
    label = report.labels.get(item)
    if label and report.declaration and report.declaration.language == "ko":
        text += Text(f" {visible(label.ko)}")
    return text


def _not_found(report: Report, width: int | None) -> Iterator[Line]:
    missing = [item for item in report.declared if item.status is DeclaredStatus.NOT_FOUND]
    if missing:
        yield from _heading("Declared, found nowhere", len(missing), "", _YELLOW)
    rows = [(_item(item.item, report), _points(item)) for item in missing]
    yield from _laid_out(rows, layout(rows, _DECLARED_CAPS, lead=1, indent=4, width=width), 4)


def _points(item: DeclaredItem) -> Text:
    optional = item.points if item.optional else item.optional_points
    parts = (("required", () if item.optional else item.required_points), ("optional", optional))
    said = [f"{need}: {visible(', '.join(points))}" for need, points in parts if points]
    return _styled("; ".join(said), _DIM)


def _skipped(report: Report, width: int | None) -> Iterator[Line]:
    for excluded, title, meaning in (
        (False, "Skipped", "could not be looked at"),
        (True, "Excluded", "left out on request"),
    ):
        rows = [
            (
                _styled(visible(skip.source), _DIM),
                _styled(visible(skip.location), "cyan"),
                Text(visible(skip.reason.message)),
            )
            for skip in report.skipped
            if skip.excluded is excluded
        ]
        if rows:
            yield from _heading(title, len(rows), meaning, _DIM if excluded else _YELLOW)
        yield from _laid_out(rows, layout(rows, _SKIPPED_CAPS, lead=2, indent=4, width=width), 4)


def _laid_out(rows: Sequence[Sequence[Text]], how: Layout, indent: int) -> Iterator[Line]:
    for row in rows:
        yield from how.lines(row, indent)


def _summary(report: Report) -> Text:
    summary = report.summary
    if report.declaration is None:
        counts = f"{_count(summary.fields_with_personal_data, 'field')} with personal data"
    else:
        counts = (
            f"{summary.undeclared:,} undeclared, {summary.prohibited:,} prohibited, "
            f"{summary.elsewhere:,} elsewhere, {_count(summary.problems, 'problem')}, "
            f"{_count(summary.declared_not_found, 'declared item')} not found"
        )
    excluded = sum(skip.excluded for skip in report.skipped)
    counts += f", {summary.skipped - excluded:,} skipped"
    text = _styled(f"{counts}, {excluded:,} excluded" if excluded else counts, _BOLD)
    for word, style in _verdict(summary):
        text += Text(" · ") + _styled(word, style)
    return text


def _verdict(summary: Summary) -> Iterator[tuple[str, str]]:
    if not summary.complete:
        yield "incomplete", _YELLOW
    if summary.passed is not None:
        yield ("passed", "bold green") if summary.passed else ("failed", _RED)


def _styled(text: str, style: str) -> Text:
    """``text`` in a style that what is appended to it does not take on."""
    return Text.assemble((text, style))
