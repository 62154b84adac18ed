"""What a comparison of two policies shows: its changes, and from when they can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pii_scan.policy.compare import Change, compare_declarations
from pii_scan.policy.declaration import Declaration, NoticeDays
from pii_scan.policy.notice import Notice, needed_notice
from pii_scan.rulebook import Label

SCHEMA = "pii-scan/comparison/1"

_RIGHTS = Label(ko="이용자 권리에 관한 변경", en="Changes that touch users' rights")
_OTHERS = Label(ko="그 밖의 변경", en="Other changes")
_SUBJECTS = {
    "point": Label(ko="수집 시점", en="collection point"),
    "item": Label(ko="항목", en="item"),
    "not-collected": Label(ko="수집하지 않는 항목", en="item not collected"),
    "purpose": Label(ko="이용 목적", en="purpose"),
    "retention": Label(ko="보유 기간", en="retention"),
    "third-party": Label(ko="제3자", en="third party"),
    "processor": Label(ko="수탁자", en="processor"),
}
_KINDS = {
    "added": Label(ko="추가", en="added"),
    "removed": Label(ko="삭제", en="removed"),
    "changed": Label(ko="변경", en="changed"),
}
_CONSENT = Label(
    ko="고지는 동의를 대신하지 않습니다. 새 항목·목적·제공에 동의가 필요한지 따로 확인하십시오"
    "(개인정보 보호법 제15조, 제17조, 제18조, 제22조).",
    en="Notice does not replace consent: check whether new items, purposes or recipients need it "
    "(PIPA Articles 15, 17, 18 and 22).",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes from ``old`` to ``new``, and the notice they need; None where none changed.

    The old policy is the one in force when the new one is announced, so its promise counts, and
    the new one's only where the old makes none. ``others`` is the notice for the changes that do
    not touch users' rights, where they could go ahead of those that do.
    """

    old: Declaration
    new: Declaration
    changes: tuple[Change, ...]
    notice: Notice | None
    others: Notice | None

    @property
    def too_early(self) -> bool:
        """Whether the new policy names dates of its own that leave less than the notice needed."""
        info = self.new.policy
        if self.notice is None or info.notice_date is None or info.effective_date is None:
            return False
        given = (info.effective_date - info.notice_date).days
        is_new = info.effective_date != self.old.policy.effective_date
        return is_new and given < (self.notice.days or 0)


def compare_policies(old: Declaration, new: Declaration, published: dt.date) -> Comparison:
    """``old`` with ``new``, which is published on ``published``."""
    changes = compare_declarations(old, new)
    promised = old.policy.notice_days
    if promised == NoticeDays():
        promised = new.policy.notice_days
    kinds = {change.reason.touches_rights for change in changes}
    notice = needed_notice(promised, published, important=True in kinds) if kinds else None
    others = needed_notice(promised, published, important=False)
    ahead = notice is not None and len(kinds) > 1 and others.effective < notice.effective
    return Comparison(old, new, tuple(changes), notice, others if ahead else None)


def comparison_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Each change on one line: "added item 쿠키 at 회원가입"."""
    for change in changes:
        where = f" at {change.where}" if change.where else ""
        old, new = change.old, change.new
        became = f": {old.en} → {new.en}" if old is not None and new is not None else ""
        yield f"{change.kind} {_SUBJECTS[change.subject].en} {change.what}{where}{became}"


def comparison_facts(comparison: Comparison) -> Mapping[str, object]:
    """``comparison`` for other programs; the keys are always present and only ever added to."""
    notice = comparison.notice
    return {
        "schema": SCHEMA,
        "old": _policy_facts(comparison.old),
        "new": _policy_facts(comparison.new),
        "changes": [
            {
                "kind": change.kind,
                "subject": change.subject,
                "what": change.what,
                "where": change.where,
                "old": change.old.en if change.old else None,
                "old_ko": change.old.ko if change.old else None,
                "new": change.new.en if change.new else None,
                "new_ko": change.new.ko if change.new else None,
                "touches_rights": change.reason.touches_rights,
                "reason": change.reason.label.en,
                "reason_ko": change.reason.label.ko,
            }
            for change in comparison.changes
        ],
        "notice": None
        if notice is None
        else {
            "days": notice.days,
            "published": notice.published.isoformat(),
            "effective": notice.effective.isoformat(),
            "reason": notice.why.en,
            "reason_ko": notice.why.ko,
            "other_changes_effective": None
            if comparison.others is None
            else comparison.others.effective.isoformat(),
            "new_policy_too_early": comparison.too_early,
        },
    }


def comparison_blocks(
    comparison: Comparison, language: str
) -> Iterator[tuple[str, Sequence[tuple[str, Sequence[str]]]]]:
    """``comparison`` for people: headings with heads and paragraphs below them, in ko or en."""
    for important, heading in ((True, _RIGHTS), (False, _OTHERS)):
        changes = [c for c in comparison.changes if c.reason.touches_rights == important]
        if changes:
            rows = [(_head(c, language), _paragraphs(c, language)) for c in changes]
            yield f"{_in(heading, language)} ({len(changes)})", rows
    yield from _notice_block(comparison, language)


def _notice_block(
    comparison: Comparison, language: str
) -> Iterator[tuple[str, Sequence[tuple[str, Sequence[str]]]]]:
    notice, info = comparison.notice, comparison.new.policy
    if notice is None:
        return
    ko = language == "ko"
    dates = (
        f"{notice.published} 공고 → {notice.effective}부터 시행 가능"
        if ko
        else f"Published on {notice.published}: can take effect from {notice.effective}"
    )
    said = [_sentence(_in(notice.why, language))]
    if comparison.others is not None:
        said.append(
            f"그 밖의 변경만 먼저 한다면 {comparison.others.effective}부터 시행할 수 있습니다."
            if ko
            else f"The other changes alone can take effect from {comparison.others.effective}."
        )
    if comparison.too_early:
        given = f"{info.notice_date} → {info.effective_date}"
        said.append(
            f"새 방침에 적힌 공고일과 시행일({given})은 이보다 짧습니다. 시행일을 늦추십시오."
            if ko
            else f"The dates in the new policy ({given}) leave less: set a later effective date."
        )
    if any(change.reason.touches_rights for change in comparison.changes):
        said.append(_in(_CONSENT, language))
    yield ("고지" if ko else "Notice"), [(dates, said)]


def _head(change: Change, language: str) -> str:
    subject, kind = _in(_SUBJECTS[change.subject], language), _in(_KINDS[change.kind], language)
    where = f" ({change.where})" if change.where else ""
    return f"{subject} {kind}: {change.what}{where}"


def _paragraphs(change: Change, language: str) -> list[str]:
    said = [_in(side, language) for side in (change.old, change.new) if side is not None]
    said = [text for text in said if text]
    shown = " → ".join(said) if said and said != [change.what] else ""
    reason = _in(change.reason.label, language)
    return [f"{shown}: {reason}" if shown else reason]


def _policy_facts(declaration: Declaration) -> Mapping[str, object]:
    info = declaration.policy
    return {
        "file": info.file,
        "sha256": info.sha256,
        "notice_date": info.notice_date.isoformat() if info.notice_date else None,
        "effective_date": info.effective_date.isoformat() if info.effective_date else None,
        "unplaced": len(declaration.unplaced),
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _in(label: Label, language: str) -> str:
    return label.ko if language == "ko" else label.en
