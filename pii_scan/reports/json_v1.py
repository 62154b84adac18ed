"""The JSON report, version 1: what other programs and ``pii-scan report`` read.

Its keys are always present and in this order, and it only grows: a reader takes the keys it knows.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pii_scan.errors import ReportError
from pii_scan.model import (
    AssessedField,
    Coverage,
    DeclarationReference,
    DeclaredItem,
    DeclaredStatus,
    Field,
    Finding,
    Label,
    MessageTemplate,
    Problem,
    ProblemCode,
    Reason,
    Report,
    RowCount,
    ScannedSource,
    Skipped,
    Status,
    Summary,
)
from pii_scan.reports.checked_json import JsonObject, WrongJsonError

SCHEMA = "pii-scan/report/1"

_SAVE_AGAIN = "Save the report again with 'pii-scan scan -f json -o FILE'."

# What JSON allows as it is and a terminal or an editor acts on: DEL and C1 controls, line
# separators, invisible and direction-changing characters; and lone surrogates, which UTF-8 lacks.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)


def render(report: Report, out: BinaryIO) -> None:
    """Write ``report`` as UTF-8 JSON, indented by 2, with a newline at the end.

    Fields stand in the order of the report. ``load`` gives an equal report back.
    """
    text = json.dumps(_report(report), ensure_ascii=False, indent=2, allow_nan=False)
    # Such a character can only stand inside a string, where its escape means the same.
    safe = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    out.write(safe.encode() + b"\n")


def load(path: Path) -> Report:
    """The report saved at ``path``.

    Raises ReportError, which names the file and the key, when it cannot be read, is not JSON, is
    of another version, lacks a key or holds something else there.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(f"{path}: not a JSON report: it is not UTF-8 text", _SAVE_AGAIN) from None
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror}", "Check the path.") from None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ReportError(f"{path}: not JSON ({place})", _SAVE_AGAIN) from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or lists nested thousands deep.
        raise ReportError(f"{path}: not a JSON report of pii-scan", _SAVE_AGAIN) from None
    try:
        root = JsonObject.of(content)
        _check_schema(root, path)
        return _read_report(root)
    except WrongJsonError as error:
        raise ReportError(f"{path}: {error}", _SAVE_AGAIN) from None


def _check_schema(root: JsonObject, path: Path) -> None:
    schema = root.keys.get("schema")
    if schema == SCHEMA:
        return
    if isinstance(schema, str) and re.fullmatch(r"pii-scan/report/[0-9]{1,4}", schema):
        raise ReportError(
            f"{path}: schema is {schema}, and this pii-scan reads {SCHEMA}",
            "Use the version of pii-scan that wrote it, or scan again with this one.",
        )
    raise ReportError(f"{path}: not a report of pii-scan: schema is not {SCHEMA}", _SAVE_AGAIN)


# --- report → JSON --------------------------------------------------------------------------


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "declaration": report.declaration and _declaration(report.declaration),
        "sources": [_source(source) for source in report.sources],
        "fields": [_field(field) for field in report.fields],
        "declared": [_declared(item) for item in report.declared],
        "skipped": [_skipped(skip) for skip in report.skipped],
        "summary": _summary(report.summary),
        "labels": _labels(report.labels),
        "laws": _labels(report.laws),
        "as_of": _day(report.as_of),
    }


def _labels(labels: Mapping[str, Label]) -> dict[str, Any]:
    return {key: {"ko": label.ko, "en": label.en} for key, label in labels.items()}


def _declaration(declaration: DeclarationReference) -> dict[str, Any]:
    date = declaration.effective_date
    return {
        "file": declaration.file,
        "sha256": declaration.sha256,
        "effective_date": date and date.isoformat(),
        "title": declaration.title,
        "language": declaration.language,
    }


def _source(source: ScannedSource) -> dict[str, Any]:
    coverage = source.coverage
    return {
        "name": source.name,
        "kind": source.kind,
        "target": source.target,
        "coverage": {
            "fields": coverage.fields,
            "fields_scanned": coverage.fields_scanned,
            "rows_total": coverage.rows_total,
            "rows_scanned": coverage.rows_scanned,
            "bytes_total": coverage.bytes_total,
            "bytes_scanned": coverage.bytes_scanned,
            "tables": coverage.tables,
            "tables_scanned": coverage.tables_scanned,
            "complete": source.complete,
        },
    }


def _field(assessed: AssessedField) -> dict[str, Any]:
    finding = assessed.finding
    return {
        "source": finding.field.source,
        "path": list(finding.field.path),
        "location": finding.field.location,
        "type": finding.field.type,
        "nullable": finding.field.nullable,
        "comment": finding.field.comment,
        "has_default": finding.field.has_default,
        "item": finding.item,
        "identifiers": list(finding.identifiers),
        "confidence": finding.confidence,
        "status": assessed.status,
        "problems": [_problem(problem) for problem in assessed.problems],
        "matched": finding.matched,
        "sampled": finding.sampled,
        "clear": finding.clear,
        "distinct": finding.distinct,
        "rows_scanned": assessed.rows.scanned if assessed.rows else None,
        "rows_total": assessed.rows.total if assessed.rows else None,
        "rows_complete": assessed.rows.complete if assessed.rows else None,
        "first_seen": _day(finding.first_seen),
        "last_seen": _day(finding.last_seen),
        "example": finding.example,
        "context": finding.context,
        "templates": [{"template": one.template, "lines": one.lines} for one in finding.templates],
        "reasons": [reason.message for reason in finding.reasons],
        "reasons_ko": [reason.message_ko for reason in finding.reasons],
        "ignored": None if assessed.ignored is None else dict(assessed.ignored),
        "fingerprint": assessed.fingerprint,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "law": problem.law,
        "reference": problem.reference,
        "message": problem.message,
        "message_ko": problem.message_ko,
    }


def _declared(item: DeclaredItem) -> dict[str, Any]:
    return {
        "item": item.item,
        "points": list(item.points),
        "optional": item.optional,
        "status": item.status,
        "fields": item.fields,
        "optional_points": list(item.optional_points),
    }


def _skipped(skip: Skipped) -> dict[str, Any]:
    return {
        "source": skip.source,
        "location": skip.location,
        "reason": skip.reason.message,
        "reason_ko": skip.reason.message_ko,
        "excluded": skip.excluded,
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "fields_with_personal_data": summary.fields_with_personal_data,
        "undeclared": summary.undeclared,
        "elsewhere": summary.elsewhere,
        "prohibited": summary.prohibited,
        "problems": summary.problems,
        "declared_not_found": summary.declared_not_found,
        "skipped": summary.skipped,
        "complete": summary.complete,
        "passed": summary.passed,
    }


# --- JSON → report --------------------------------------------------------------------------


def _read_report(root: JsonObject) -> Report:
    declaration = root.object_or_null("declaration")
    return Report(
        declaration=None if declaration is None else _read_declaration(declaration),
        sources=tuple(map(_read_source, root.objects("sources"))),
        fields=tuple(map(_read_field, root.objects("fields"))),
        declared=tuple(map(_read_declared, root.objects("declared"))),
        skipped=tuple(map(_read_skipped, root.objects("skipped"))),
        summary=_read_summary(root.object("summary")),
        labels=_read_labels(root.object("labels")),
        laws=_read_labels(root.object("laws")) if root.has("laws") else {},
        as_of=_read_day(root, "as_of"),
    )


def _read_declaration(declaration: JsonObject) -> DeclarationReference:
    date = declaration.text_or_null("effective_date")
    try:
        effective = None if date is None else dt.date.fromisoformat(date)
    except ValueError:
        place = declaration.place("effective_date")
        raise WrongJsonError(f"{place}: a date like 2017-04-03 is needed") from None
    return DeclarationReference(
        file=declaration.text("file"),
        sha256=declaration.text_or_null("sha256"),
        effective_date=effective,
        title=declaration.text_or_null("title"),
        language=declaration.text("language"),
    )


def _read_source(source: JsonObject) -> ScannedSource:
    coverage = source.object("coverage")
    return ScannedSource(
        name=source.text("name"),
        kind=source.text("kind"),
        target=source.text("target"),
        coverage=Coverage(
            fields=coverage.count("fields"),
            fields_scanned=coverage.count("fields_scanned"),
            rows_total=coverage.count_or_null("rows_total"),
            rows_scanned=coverage.count("rows_scanned"),
            bytes_total=coverage.count_or_null("bytes_total"),
            bytes_scanned=coverage.count_or_null("bytes_scanned"),
            tables=_newer_count(coverage, "tables"),
            tables_scanned=_newer_count(coverage, "tables_scanned"),
        ),
        complete=coverage.flag("complete"),
    )


def _read_field(field: JsonObject) -> AssessedField:
    path = field.texts("path")
    if not path:
        raise WrongJsonError(f"{field.place('path')}: at least one name is needed")
    return AssessedField(
        finding=Finding(
            field=Field(
                source=field.text("source"),
                path=path,
                type=field.text_or_null("type"),
                nullable=field.flag_or_null("nullable"),
                comment=field.text_or_null("comment"),
                has_default=field.has("has_default") and field.flag("has_default"),
            ),
            item=field.text("item"),
            identifiers=field.texts("identifiers"),
            confidence=field.share("confidence"),
            matched=field.count("matched"),
            sampled=field.count("sampled"),
            clear=field.count("clear"),
            distinct=field.count_or_null("distinct"),
            example=field.text_or_null("example"),
            reasons=_read_reasons(field),
            first_seen=_read_day(field, "first_seen"),
            last_seen=_read_day(field, "last_seen"),
            templates=_read_templates(field),
            context=field.text_or_null("context") if field.has("context") else None,
        ),
        status=field.choice_or_null("status", Status),
        problems=tuple(map(_read_problem, field.objects("problems"))),
        fingerprint=field.text("fingerprint"),
        ignored=_read_ignored(field.object_or_null("ignored")),
        rows=_read_rows(field),
    )


def _newer_count(entry: JsonObject, key: str) -> int | None:
    """A count that reports of pii-scan 0.1 do not have."""
    return entry.count_or_null(key) if entry.has(key) else None


def _read_rows(field: JsonObject) -> RowCount | None:
    rows = _newer_count(field, "rows_scanned")
    total = _newer_count(field, "rows_total")
    complete = field.has("rows_complete") and bool(field.flag_or_null("rows_complete"))
    return None if rows is None else RowCount(rows, total, complete)


def _read_templates(field: JsonObject) -> tuple[MessageTemplate, ...]:
    """Reports of pii-scan 0.1 have none."""
    found = field.objects("templates") if field.has("templates") else ()
    return tuple(MessageTemplate(one.text("template"), one.count("lines")) for one in found)


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(field: JsonObject, key: str) -> dt.date | None:
    """A day that the report may lack, as those of pii-scan 0.1 do."""
    text = field.text_or_null(key) if field.has(key) else None
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongJsonError(f"{field.place(key)}: a date is needed, as 2026-11-28") from None


def _read_reasons(field: JsonObject) -> tuple[Reason, ...]:
    """Reports of pii-scan 0.1 have no ``reasons_ko``: they stay in English."""
    messages = field.texts("reasons")
    korean = field.texts("reasons_ko") if field.has("reasons_ko") else messages
    if len(korean) != len(messages):
        raise WrongJsonError(f"{field.place('reasons_ko')}: as many texts as reasons are needed")
    return tuple(map(Reason, messages, korean))


def _read_problem(problem: JsonObject) -> Problem:
    return Problem(
        code=problem.choice("code", ProblemCode),
        severity=problem.text("severity"),
        law=problem.text_or_null("law"),
        reference=problem.text_or_null("reference"),
        message=problem.text("message"),
        message_ko=problem.text("message_ko"),
    )


def _read_ignored(ignored: JsonObject | None) -> Mapping[str, str] | None:
    return None if ignored is None else {key: ignored.text(key) for key in ignored.names()}


def _read_declared(item: JsonObject) -> DeclaredItem:
    return DeclaredItem(
        item=item.text("item"),
        points=item.texts("points"),
        optional=item.flag("optional"),
        status=item.choice("status", DeclaredStatus),
        fields=item.count("fields"),
        optional_points=item.texts("optional_points") if item.has("optional_points") else (),
    )


def _read_skipped(skip: JsonObject) -> Skipped:
    """Reports of pii-scan 0.1 have no ``reason_ko``: the reason stays in English."""
    reason = skip.text("reason")
    return Skipped(
        source=skip.text("source"),
        location=skip.text("location"),
        reason=Reason(reason, skip.text("reason_ko") if skip.has("reason_ko") else reason),
        excluded=skip.flag("excluded"),
    )


def _read_summary(summary: JsonObject) -> Summary:
    return Summary(
        fields_with_personal_data=summary.count("fields_with_personal_data"),
        undeclared=summary.count("undeclared"),
        elsewhere=summary.count("elsewhere"),
        prohibited=summary.count("prohibited"),
        problems=summary.count("problems"),
        declared_not_found=summary.count("declared_not_found"),
        skipped=summary.count("skipped"),
        complete=summary.flag("complete"),
        passed=summary.flag_or_null("passed"),
    )


def _read_labels(labels: JsonObject) -> dict[str, Label]:
    each = ((key, labels.object(key)) for key in labels.names())
    return {key: Label(ko=label.text("ko"), en=label.text("en")) for key, label in each}
