"""What the reports for people say, in Korean and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    # sheets
    "sheet.summary": ("요약", "Summary"),
    "sheet.inventory": ("개인정보 현황표", "Inventory"),
    "sheet.issues": ("미기재 및 문제", "Undeclared and problems"),
    "sheet.declared": ("처리방침 기재 항목", "Declared items"),
    "sheet.coverage": ("점검 범위와 제외", "Coverage and skips"),
    # summary
    "title": (
        "개인정보 보유 현황 점검 결과",
        "Personal data held, compared with the privacy policy",
    ),
    "title.inventory": ("개인정보 보유 현황", "Personal data held"),
    "policy": ("처리방침", "Privacy policy"),
    "policy.none": ("비교하지 않음", "none: compared with nothing"),
    "file": ("선언 파일", "Declaration file"),
    "sha256": ("SHA-256", "SHA-256"),
    "effective": ("시행일", "Effective date"),
    "as-of": ("보유기간 판정 기준일", "Retention judged on"),
    "result": ("판정", "Result"),
    "result.passed": ("통과", "passed"),
    "result.failed": ("미통과", "failed"),
    "result.none": ("판정하지 않음", "not judged"),
    "scan": ("점검", "Scan"),
    "scan.complete": ("모두 점검함", "complete"),
    "scan.incomplete": ("일부를 점검하지 못함", "incomplete: some places could not be read"),
    "counts": ("구분", "What"),
    "count": ("건수", "Count"),
    "meaning": ("뜻과 조치", "Meaning and what to do"),
    "fields": ("개인정보가 있는 필드", "Fields with personal data"),
    "fields.meaning": (
        "개인정보가 발견된 컬럼, 로그 항목 등의 수",
        "Columns, log keys and other places that hold personal data",
    ),
    "problems": ("문제", "Problems"),
    "problems.meaning": (
        "처리방침 기재 여부와 별개로 바로잡아야 할 점",
        "What has to be put right, whether declared or not",
    ),
    "skipped": ("점검하지 못하거나 제외한 곳", "Places skipped"),
    "skipped.meaning": (
        "점검하지 않은 곳에 개인정보가 없다는 뜻이 아님",
        "Not looked at; this does not mean that they hold no personal data",
    ),
    # headings
    "number": ("번호", "No."),
    "source": ("시스템", "Source"),
    "container": ("테이블·로그", "Table or log"),
    "field": ("컬럼·키", "Column or key"),
    "type": ("자료형", "Type"),
    "nullable": ("NULL 허용", "Nullable"),
    "comment": ("설명", "Comment"),
    "item": ("개인정보 항목", "Item"),
    "item.id": ("항목 ID", "Item id"),
    "status": ("처리방침 대비", "Status"),
    "points": ("수집 시점", "Collection points"),
    "confidence": ("확신도", "Confidence"),
    "matched": ("일치 값 수", "Matching values"),
    "sampled": ("표본 수", "Values sampled"),
    "clear": ("평문 값 수", "In the clear"),
    "distinct": ("서로 다른 값 수", "Distinct values"),
    "example": ("예시(가림)", "Example (masked)"),
    "reasons": ("판단 근거", "Reasons"),
    "ignored": ("예외 처리", "Ignored"),
    "fingerprint": ("식별값", "Fingerprint"),
    "issue": ("구분", "Issue"),
    "severity": ("심각도", "Severity"),
    "detail": ("내용", "Details"),
    "law": ("법령·기준", "Law or standard"),
    "reference": ("조항", "Reference"),
    "action": ("조치", "What to do"),
    "required": ("필수·선택", "Required"),
    "held": ("보유 여부", "Found"),
    "held.count": ("필드 수", "Fields"),
    "held.where": ("보유 위치", "Where"),
    "held.more": ("상세 항목으로 {count}곳 더", "and {count} more as a narrower item"),
    "look": ("구분", "Looked at"),
    "kind": ("종류", "Kind"),
    "place": ("위치", "Place"),
    "fields.total": ("전체 필드", "Fields"),
    "fields.scanned": ("점검 필드", "Fields scanned"),
    "rows.total": ("전체 행", "Rows"),
    "rows.scanned": ("점검 행", "Rows scanned"),
    "bytes.total": ("전체 바이트", "Bytes"),
    "bytes.scanned": ("점검 바이트", "Bytes scanned"),
    "reason": ("사유", "Reason"),
    # values
    "yes": ("예", "yes"),
    "no": ("아니요", "no"),
    "optional.true": ("선택", "optional"),
    "optional.false": ("필수", "required"),
    "look.complete": ("모두 점검", "complete"),
    "look.incomplete": ("일부 점검", "incomplete"),
    "look.skipped": ("점검 못함", "skipped"),
    "look.excluded": ("요청으로 제외", "excluded"),
    "nothing": ("해당 없음", "none"),
    "page": ("쪽", "Page"),
    "severity.high": ("높음", "high"),
    "severity.medium": ("보통", "medium"),
    "severity.low": ("낮음", "low"),
    "status.declared": ("기재됨", "declared"),
    "status.elsewhere": ("다른 수집 시점에만 기재", "declared elsewhere"),
    "status.undeclared": ("미기재", "undeclared"),
    "status.prohibited": ("금지(근거 없음)", "prohibited"),
    "declared.found": ("보유 확인", "found"),
    "declared.not-found": ("확인되지 않음", "not found"),
    "problem.plaintext": ("평문 저장", "stored in the clear"),
    "problem.must-not-store": ("저장 금지 정보", "must not be stored"),
    "problem.optional-not-null": ("선택 항목을 필수로 저장", "optional, but NOT NULL"),
    "problem.retention-exceeded": ("보유기간 초과", "kept too long"),
    "problem.weak-hash": ("취약한 해시", "weak hash"),
    "problem.in-log": ("로그에 기록", "written to a log"),
    # what to do
    "action.declared": (
        "조치할 것 없음",
        "Nothing to do",
    ),
    "action.elsewhere": (
        "이 시스템의 수집 시점에도 처리방침에 적거나, 이 시스템에서 파기",
        "Declare it for the points this source serves as well, or delete it here",
    ),
    "action.undeclared": (
        "처리방침에 적거나, 수집을 멈추고 파기",
        "Add it to the policy, or stop collecting it and delete it",
    ),
    "action.prohibited": (
        "처리 근거(법령·동의)를 확인하여 적거나, 지체 없이 파기",
        "Name the legal basis for it, or delete it without delay",
    ),
    "action.not-found": (
        "더 이상 수집하지 않으면 처리방침에서 삭제; 점검하지 않은 곳이 있는지 확인",
        "Take it out of the policy if it is no longer collected; look for places not scanned",
    ),
    "action.plaintext": (
        "암호화하여 저장(비밀번호는 일방향 암호화)",
        "Store it encrypted; a password hashed",
    ),
    "action.must-not-store": ("저장을 멈추고 파기", "Stop storing it and delete it"),
    "action.optional-not-null": (
        "비워 둘 수 있게 바꾸거나, 처리방침에 필수로 표시",
        "Let the column be empty, or declare the item as required",
    ),
    "action.retention-exceeded": (
        "보유기간이 지난 기록을 파기",
        "Delete the records that are past their period",
    ),
    "action.weak-hash": (
        "bcrypt·scrypt·argon2·PBKDF2로 다시 저장",
        "Hash it again with bcrypt, scrypt, argon2 or PBKDF2",
    ),
    "action.in-log": (
        "로그에 남기지 않거나 가림 처리",
        "Keep it out of the log, or mask it there",
    ),
}

Say = Callable[[str], str]


def words(language: str) -> Say:
    """The words of one language, ``ko`` or any other for English, by their key in ``WORDS``."""
    column = 0 if language == "ko" else 1
    return lambda key: WORDS[key][column]
