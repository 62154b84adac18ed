"""A report made by hand: Korean, names that attack, missing values, every status and problem."""

import datetime as dt

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
    ScannedSource,
    Skipped,
    Status,
    Summary,
)

HOSTILE_NAMES = (
    '=cmd|"/c calc"!A1',
    "[red]x[/red]",
    "two\nlines\x1b[31m",
    "abc\u202edrowssap",
    "👍🏽 @sum",
    "-1+1",
    "_x003D_1",
    "\udc80\ufffe\x00",
)

PLAINTEXT = Problem(
    ProblemCode.PLAINTEXT,
    "high",
    "kr-pipa",
    "개인정보의 안전성 확보조치 기준 제7조제1항",
    "1,000 of 1,000 values are in the clear; passwords must be stored one-way encrypted (hashed) "
    "(개인정보의 안전성 확보조치 기준 제7조제1항)",
    "표본 1,000건 중 1,000건이 평문입니다. 비밀번호는 일방향 암호화하여 저장해야 합니다",
)
TOO_OLD = Problem(
    ProblemCode.RETENTION_EXCEEDED,
    "medium",
    None,
    "내부 방침",
    "the oldest record is of 2014-01-02 (used_at), 1,187 days past the declared 1 year "
    "(서비스 사용 이용 기록, 내부 방침)",
    "가장 오래된 기록은 2014-01-02(used_at)로, 보유기간 1년을 1,187일 넘겼습니다",
)
MUST_NOT_STORE = Problem(
    ProblemCode.MUST_NOT_STORE,
    "high",
    "pci-dss",
    "3.3.1.2",
    "a card verification code must not be stored after authorization",
    "카드 보안코드는 승인 후 저장할 수 없습니다",
)
OPTIONAL = Problem(
    ProblemCode.OPTIONAL_NOT_NULL,
    "medium",
    None,
    None,
    "the policy declares 전화번호 optional (선택), but the column is NOT NULL",
    "처리방침은 '전화번호' 항목을 선택으로 정했으나 컬럼이 NOT NULL(필수)입니다",
)
IN_LOG = Problem(
    ProblemCode.IN_LOG,
    "high",
    None,
    None,
    "phone number is written to a log, and the policy does not declare it for any collection point",
    "로그에 '전화번호' 항목이 기록되나, 처리방침은 이를 정하지 않았습니다",
)


def field(
    path,
    item,
    *,
    source="members",
    status=Status.DECLARED,
    problems=(),
    matched=1000,
    sampled=1000,
    confidence=0.99,
    example="****",
    column_type="varchar(255)",
    nullable=True,
    comment=None,
    ignored=None,
    reasons=None,
    templates=(),
    context=None,
):
    named = Reason(f'name: "{path[-1]}" names it', f'필드명: "{path[-1]}", 항목을 그대로 가리킴')
    values = Reason(
        f"values: {matched:,} of {sampled:,} have the form {item}",
        f"값: {sampled:,}건 중 {matched:,}건이 {item} 형식",
    )
    return AssessedField(
        finding=Finding(
            field=Field(source, tuple(path), column_type, nullable, comment),
            item=item,
            identifiers=(item,) if sampled else (),
            confidence=confidence,
            matched=matched,
            sampled=sampled,
            clear=matched,
            distinct=matched if sampled else None,
            example=example,
            reasons=(named, values) if reasons is None else reasons,
            templates=templates,
            context=context,
        ),
        status=status,
        problems=tuple(problems),
        fingerprint=f"{abs(sum(map(ord, '/'.join(path)))):016x}",
        ignored=ignored,
    )


FIELDS = (
    field(
        ["public", "users", "email"],
        "email",
        example="k***@e***.com",
        comment="이메일 주소",
    ),
    field(
        ["public", "users", "password"],
        "password",
        problems=[PLAINTEXT],
        example="*********",
        confidence=0.9,
        reasons=(
            Reason('name: "password" names it', '필드명: "password", 항목을 그대로 가리킴'),
            Reason(
                "by name only: all 1,000 values are neither hashed nor encrypted, and password has "
                "no other form",
                "필드명만으로 판단: 값 1,000건 중 1,000건이 해시도 암호문도 아니며, "
                "'비밀번호' 값은 다른 형식이 없음",
            ),
        ),
    ),
    field(
        ["public", "users", "phone"],
        "phone",
        problems=[OPTIONAL],
        example="***-****-****",
        nullable=False,
    ),
    field(["public", "users", "birth_date"], "birth_date", status=Status.UNDECLARED, example=None),
    field(
        ["public", "users", "gender"],
        "gender",
        status=Status.UNDECLARED,
        sampled=0,
        matched=0,
        confidence=0.6,
        example=None,
        column_type=None,
        nullable=None,
        reasons=(
            Reason('name: "gender" names it', '필드명: "gender", 항목을 그대로 가리킴'),
            Reason("by name only: there are no values", "필드명만으로 판단: 값이 없음"),
        ),
    ),
    field(
        ["public", "inquiries", "body"],
        "resident_registration_number",
        status=Status.PROHIBITED,
        matched=37,
        confidence=0.97,
        example="******-*******",
        reasons=(
            Reason(
                "values: 37 of 1,000 have the form resident_registration_number",
                "값: 1,000건 중 37건이 주민등록번호 형식(resident_registration_number)",
            ),
            Reason(
                "law: a resident registration number needs a statute (Personal Information "
                "Protection Act, 제24조의2)",
                "법령: 주민등록번호는 법령의 근거가 있어야 합니다 (개인정보 보호법 제24조의2)",
            ),
        ),
    ),
    field(
        ["public", "payments", "cvc"],
        "card_security_code",
        status=Status.UNDECLARED,
        problems=[MUST_NOT_STORE],
        example="***",
    ),
    field(
        ["public", "event_entries", "company"],
        "company_name",
        status=Status.ELSEWHERE,
        confidence=0.7,
        example="주**",
    ),
    field(["public", "usage_logs", "ip"], "ip_address", problems=[TOO_OLD], example="203.*.*.*"),
    field(["public", "usage_logs", "os"], "os_info", problems=[TOO_OLD], example="W**"),
    field(
        ["app.log", "request.query.phone"],
        "phone",
        source="logs",
        status=Status.UNDECLARED,
        problems=[IN_LOG],
        matched=3,
        sampled=120_000,
        example="***********",
        context="sms sent to ***********",
        templates=(MessageTemplate("sms sent to <phone>", 3),),
        column_type=None,
        nullable=None,
    ),
    field(
        ["public", "users", "nick"],
        "nickname",
        status=Status.UNDECLARED,
        ignored={"owner": "보안팀", "reason": "=HYPERLINK(1)", "expires": "2017-12-31"},
    ),
    *(
        field(
            ["public", "x", name], "name", source="적대", status=Status.UNDECLARED, example=name[:1]
        )
        for name in HOSTILE_NAMES
    ),
)

LABELS = {
    "email": Label("이메일 주소", "email address"),
    "password": Label("비밀번호", "password"),
    "phone": Label("전화번호", "phone number"),
    "birth_date": Label("생년월일", "date of birth"),
    "gender": Label("성별", "gender"),
    "resident_registration_number": Label("주민등록번호", "resident registration number"),
    "card_security_code": Label("카드 보안코드", "card security code"),
    "company_name": Label("회사명", "company name"),
    "ip_address": Label("접속 IP", "IP address"),
    "os_info": Label("운영체제 정보", "operating system"),
    "nickname": Label("별명", "nickname"),
    "name": Label("이름", "name"),
    "cookie": Label("쿠키", "cookie"),
}

REPORT = Report(
    declaration=DeclarationReference(
        file="examples/remotemeeting/declaration.yaml",
        sha256="0f" * 32,
        effective_date=dt.date(2017, 4, 3),
        title="개인정보 처리방침",
        language="ko",
    ),
    sources=(
        ScannedSource(
            "members",
            "postgresql",
            "postgresql://scanner@db.example.com/members",
            Coverage(fields=61, fields_scanned=61, rows_total=94_200, rows_scanned=9420),
            complete=True,
        ),
        ScannedSource(
            "logs",
            "logs",
            "examples/remotemeeting/logs",
            Coverage(14, 12, None, 122_000, 12_345_678, 12_000_001),
            complete=False,
        ),
        ScannedSource("적대", "ddl", "schema/[bold]=1+1.sql", Coverage(8, 8), complete=True),
    ),
    fields=FIELDS,
    declared=(
        DeclaredItem(
            "email",
            ("회원가입 시", "이벤트 응모 시"),
            optional=False,
            status=DeclaredStatus.FOUND,
            fields=1,
            optional_points=("이벤트 응모 시",),
        ),
        DeclaredItem(
            "phone",
            ("회원가입 시",),
            optional=True,
            status=DeclaredStatus.FOUND,
            fields=2,
            optional_points=("회원가입 시",),
        ),
        DeclaredItem(
            "cookie",
            ("서비스 이용 시", "고객지원 문의 시"),
            optional=False,
            status=DeclaredStatus.NOT_FOUND,
            fields=0,
            optional_points=("고객지원 문의 시",),
        ),
    ),
    skipped=(
        Skipped("logs", "core.dump", Reason("binary, not text", "텍스트가 아닌 이진 파일")),
        Skipped(
            "logs",
            "old\nlogs/a.gz",
            Reason("the compressed data ends too early", "압축 데이터가 중간에 끝남"),
            excluded=False,
        ),
        Skipped(
            "members",
            "public.audit",
            Reason("excluded by pii-scan.yaml", "pii-scan.yaml에서 제외"),
            excluded=True,
        ),
    ),
    summary=Summary(
        fields_with_personal_data=20,
        undeclared=12,
        elsewhere=1,
        prohibited=1,
        problems=6,
        declared_not_found=1,
        skipped=3,
        complete=False,
        passed=False,
    ),
    labels=LABELS,
    laws={
        "kr-pipa": Label("개인정보 보호법", "Personal Information Protection Act"),
        "pci-dss": Label("지불카드산업 데이터보안표준", "PCI Data Security Standard"),
    },
    as_of=dt.date(2018, 4, 4),
)

INVENTORY_ONLY = Report(
    declaration=None,
    sources=REPORT.sources[:1],
    fields=(field(["public", "users", "email"], "email", status=None, example="k***@e***.com"),),
    declared=(),
    skipped=(),
    summary=Summary(1, 0, 0, 0, 0, 0, 0, complete=True, passed=None),
    labels={"email": LABELS["email"]},
)
