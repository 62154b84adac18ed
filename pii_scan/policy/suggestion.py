"""A suggestion as text to edit, as YAML for the declaration, and as facts for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

import yaml

from pii_scan.policy.suggest import SuggestedItem, SuggestedPoint, Suggestion
from pii_scan.rulebook import Label

SCHEMA = "pii-scan/suggestion/1"

_KO = {
    "title": "개인정보 처리방침 개정 초안",
    "draft": "점검에서 나온 항목을 방침의 말로 옮긴 것입니다. "
    "적기 전에 실제로 수집하는지, 꼭 필요한지 확인하고, "
    "필요하지 않으면 적지 말고 수집을 멈추고 파기하십시오.",
    "incomplete": "점검하지 못한 곳이 있어 빠진 항목이 더 있을 수 있습니다.",
    "nothing": "처리방침에 더할 항목이 없습니다.",
    "collection": "수집하는 개인정보 항목",
    "unknown": "[수집 시점]",
    "unknown_why": "수집 시점을 정하십시오: "
    "pii-scan.yaml의 points가 하나로 정하지 않은 곳에서 나왔습니다.",
    "need": "(필수/선택)",
    "optional": "(선택)",
    "held": "보유 위치",
    "known": "다른 수집 시점에는 이미 적혀 있음",
    "logs": "로그에서만 나옴: 적기 전에 로그에 남기지 않을 수 있는지 확인",
    "retention": "보유 및 이용기간",
    "retention_why": "방침의 보유기간 항목이 이름을 들지 않는 항목입니다. "
    "목적 달성 시 파기하면 지우고, 더 보존하면 기간과 근거를 적으십시오.",
    "retention_row": "[기간] ([근거 법령])",
    "settle": "그대로 적을 수 없는 항목",
    "settle_why": "근거 법령이나 별도 동의가 있으면 그것과 함께 적고, "
    "없으면 수집을 멈추고 지체 없이 파기하십시오. 보관이 금지된 항목은 파기하십시오.",
    "dates": "시행일",
    "published": "{published} 공고 → {effective}부터 시행 가능",
    "consent": "고지는 동의를 대신하지 않습니다. "
    "새로 수집하는 항목에 동의가 필요한지 확인하십시오(개인정보 보호법 제15조, 제22조).",
}
_EN = {
    "title": "Draft for the privacy policy",
    "draft": "What the scan found, in the words of the policy. Before you add an item, check that "
    "it is really collected and needed; if it is not, stop collecting it and delete it instead.",
    "incomplete": "Some places could not be scanned: more may be missing.",
    "nothing": "There is nothing to add to the policy.",
    "collection": "Items of personal data collected",
    "unknown": "[collection point]",
    "unknown_why": "Name the collection point: the points in pii-scan.yaml do not settle on one.",
    "need": "(required/optional)",
    "optional": "(optional)",
    "held": "held in",
    "known": "already declared for other points",
    "logs": "only in logs: check first whether it can be kept out of them",
    "retention": "Retention",
    "retention_why": "No retention rule names these items. Take a row out where the item is "
    "deleted once its purpose is met; else state the period and its basis.",
    "retention_row": "[period] ([law])",
    "settle": "Items that cannot simply be declared",
    "settle_why": "Where a statute or separate consent allows it, state it with the item; where "
    "none does, stop collecting it and delete it without delay. Delete what must not be stored.",
    "dates": "Effective date",
    "published": "Published on {published}: can take effect from {effective}",
    "consent": "Notice does not replace consent: check whether new items need it (PIPA Articles 15 "
    "and 22).",
}


def suggestion_text(suggestion: Suggestion) -> str:
    """The draft in the policy's language: rows to copy into it, and notes marked with ※."""
    ko = suggestion.declaration.policy.language == "ko"
    say = _KO if ko else _EN
    parts = [f"# {say['title']}", "", f"※ {say['draft']}"]
    if not suggestion.complete:
        parts.append(f"※ {say['incomplete']}")
    if not suggestion.points and not suggestion.to_settle:
        return "\n".join([*parts, "", say["nothing"], ""])
    if suggestion.points:
        parts += ["", f"## {say['collection']}"]
        for point in suggestion.points:
            parts += ["", *_point_lines(point, say)]
    if suggestion.unkept:
        parts += ["", f"## {say['retention']}", "", f"※ {say['retention_why']}", ""]
        parts += [f"- {item.label} : {say['retention_row']}" for item in suggestion.unkept]
    if suggestion.to_settle:
        parts += ["", f"## {say['settle']}", "", f"※ {say['settle_why']}", ""]
        for entry in suggestion.to_settle:
            parts += [f"- {entry.label}: {_in(entry.why, ko=ko)}"]
            parts += [f"  ※ {say['held']}: {_places(entry.fields)}"]
    if suggestion.notice is not None:
        notice = suggestion.notice
        parts += ["", f"## {say['dates']}", ""]
        parts += [
            say["published"].format(published=notice.published, effective=notice.effective),
            f"※ {_in(notice.why, ko=ko)}.",
            f"※ {say['consent']}",
        ]
    return "\n".join([*parts, ""])


def suggestion_yaml(suggestion: Suggestion) -> str:
    """The lines to add to the declaration: for each point the items it would gain."""
    lines = [
        "# To add to the items of these points in the declaration. For each item decide whether",
        "# it is required, and take the comment away. What the law forbids is not here.",
        "collection:" if suggestion.points else "collection: []",
    ]
    for place in suggestion.points:
        point = place.point
        lines += [
            f"  - point: {_quoted(point.point) if point else 'null  # name the collection point'}",
            f"    label: {_quoted(point.label) if point else 'null'}",
            "    items:",
        ]
        for item in place.items:
            fields = f"{{item: {item.item}, label: {_quoted(item.label)}, required: true}}"
            lines.append(f"      - {fields}  # true or false? {_places(item.fields)}")
    return "\n".join([*lines, ""])


def suggestion_facts(suggestion: Suggestion) -> Mapping[str, object]:
    """The suggestion for other programs; the keys are always present and only ever added to."""
    notice = suggestion.notice
    return {
        "schema": SCHEMA,
        "complete": suggestion.complete,
        "points": [
            {
                "point": place.point.point if place.point else None,
                "label": place.point.label if place.point else None,
                "items": [_item_facts(item) for item in place.items],
            }
            for place in suggestion.points
        ],
        "retention_missing": [item.item for item in suggestion.unkept],
        "to_settle": [
            {
                "item": entry.item,
                "label": entry.label,
                "fields": list(entry.fields),
                "reason": entry.why.en,
                "reason_ko": entry.why.ko,
            }
            for entry in suggestion.to_settle
        ],
        "notice": None
        if notice is None
        else {
            "days": notice.days,
            "published": notice.published.isoformat(),
            "effective": notice.effective.isoformat(),
            "reason": notice.why.en,
            "reason_ko": notice.why.ko,
        },
    }


def _point_lines(place: SuggestedPoint, say: Mapping[str, str]) -> Iterator[str]:
    """The whole row of a point, what it has and what it gains, and the notes on the new items."""
    listed = []
    if place.point is not None:
        listed = [i.label + ("" if i.required else say["optional"]) for i in place.point.items]
    listed += [item.label + say["need"] for item in place.items]
    label = place.point.label if place.point else say["unknown"]
    yield f"- {label}: {', '.join(listed)}"
    if place.point is None:
        yield f"  ※ {say['unknown_why']}"
    for item in place.items:
        notes = [f"{say['held']} {_places(item.fields)}"]
        notes += [say["known"]] if item.known else []
        notes += [say["logs"]] if item.only_in_logs else []
        yield f"  ※ {item.label}: {'; '.join(notes)}"


def _item_facts(item: SuggestedItem) -> Mapping[str, object]:
    return {
        "item": item.item,
        "label": item.label,
        "declared_elsewhere": item.known,
        "only_in_logs": item.only_in_logs,
        "fields": list(item.fields),
    }


def _quoted(text: str) -> str:
    """``text`` as a YAML scalar on one line."""
    flow = yaml.safe_dump([text], allow_unicode=True, default_flow_style=True, width=sys.maxsize)
    return flow.strip().removeprefix("[").removesuffix("]")


def _places(fields: Sequence[str]) -> str:
    """Names from databases and logs, which may hold anything, as text on one line."""
    shown = (c if c.isprintable() else f"\\u{ord(c):04x}" for c in ", ".join(fields))
    return "".join(shown)


def _in(label: Label, *, ko: bool) -> str:
    return label.ko if ko else label.en
