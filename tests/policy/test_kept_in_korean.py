"""How long Korean policies say that data is kept, where a person leaves: each line made up."""

import pytest

TOP = (
    "개인정보 처리방침\n1. 수집하는 개인정보 항목\n- 필수항목: 이름, 이메일\n2. 보유 및 이용기간\n"
)


def kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("회원 탈퇴 후 30일 이내에 파기합니다.", ("개인정보", "P30D", "회원 탈퇴 후")),
        ("탈퇴일로부터 14일 이내에 회원의 사진을 삭제합니다.",
         ("회원의 사진", "P14D", "탈퇴일로부터")),
        ("회원 탈퇴 시까지 보유하며, 탈퇴 후 즉시 파기합니다.",
         ("개인정보", None, "회원 탈퇴 시까지")),
        ("회원 탈퇴 시 개인정보는 30일간 보관 후 영구 삭제됩니다.",
         ("개인정보", "P30D", "회원 탈퇴 시")),
        ("탈퇴 요청 시 14일의 유예기간 후 모든 데이터가 삭제됩니다.",
         ("모든 데이터", "P14D", "탈퇴 요청 시")),
        ("- 소식 신청의 경우 : 수신거부 의사를 밝힌 경우까지 이용",
         ("소식 신청의 경우", None, "수신거부 의사를 밝힌 경우까지 이용")),
        ("탈퇴 요청 시 회사는 탈퇴 처리를 완료한 그 즉시 개인정보를 파기합니다.",
         ("개인정보", None, "탈퇴 요청 시")),
        ("부정 이용 방지를 위해 탈퇴 후 90일간 이메일을 보관합니다.",
         ("이메일", "P90D", "탈퇴 후")),
        ("- 로그기록(접속 IP 등)은 통신비밀보호법에 따라 3개월 보관",
         ("로그기록(접속 IP 등)", "P3M", None)),
        ("방문에 관한 기록 / 통신비밀보호법 / 3개월",
         ("방문에 관한 기록", "P3M", None)),
        ("로그인 기록(통신비밀보호법) 3개월",
         ("로그인 기록", "P3M", None)),
        ("상담 기록 - 문의 방법 - 3년",
         ("상담 기록 - 문의 방법", "P3Y", None)),
        ("동의 철회 시 또는 수집일로부터 2년",
         ("개인정보", "P2Y", "동의 철회 시 또는 수집일로부터")),
        ("단, 부정이용 방지를 위해 이메일은 탈퇴 후 6개월간 보관합니다.",
         ("이메일", "P6M", "탈퇴 후")),
    ],
)  # fmt: skip
def test_a_line_on_how_long(read, line, rule):
    assert kept(read(TOP + line + "\n")) == [rule]


@pytest.mark.parametrize(
    "line",
    [
        # How fast it is destroyed once it need not be kept.
        "보유기간의 종료일로부터 5일 이내에 파기합니다.",
        "처리 목적 달성 후 5일 이내에 파기합니다.",
        "요청을 받은 날부터 10일 이내에 조치합니다.",
    ],
)
def test_a_line_that_says_no_term(read, line):
    assert kept(read(TOP + line + "\n")) == []


def test_what_is_kept_by_law_does_not_count_from_leaving(read):
    declaration = read(TOP + "회원 탈퇴 시 즉시 파기하나 거래 기록은 5년간 보관합니다.\n")
    assert ("거래 기록", "P5Y", None) in kept(declaration)


def test_several_records_of_one_law_in_a_line(read):
    declaration = read(
        TOP
        + "○ 전자상거래법에 따른 계약·청약철회 기록 5년, 대금결제 기록 5년, 불만 처리 기록 3년\n"
    )
    assert [(r.label, r.period, r.law) for r in declaration.retention] == [
        ("계약·청약철회 기록", "P5Y", "전자상거래법"),
        ("대금결제 기록", "P5Y", "전자상거래법"),
        ("불만 처리 기록", "P3Y", "전자상거래법"),
    ]


def test_a_row_of_a_table_copied_as_text_names_its_law_behind_the_period(read):
    declaration = read(
        TOP + "계약에 관한 기록 5년 전자상거래법\n로그인 기록 3개월 통신비밀보호법\n"
    )
    assert [(r.label, r.period, r.law) for r in declaration.retention] == [
        ("계약에 관한 기록", "P5Y", "전자상거래법"),
        ("로그인 기록", "P3M", "통신비밀보호법"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "• 계약 또는 청약철회 등에 관한 기록\n보존 근거: 전자상거래법 / 보존 기간: 5년",
        "계약 또는 청약철회 등에 관한 기록\n- 보존기간: 5년, 근거 법령: 전자상거래법",
        "가. 계약 또는 청약철회 등에 관한 기록 (보존 근거: 전자상거래법 / 보존 기간: 5년)",
        "- 계약 또는 청약철회 등에 관한 기록(보존근거 : 전자상거래법, 보존기간 : 5년)",
        "보존항목: 계약 또는 청약철회 등에 관한 기록 / 보존이유: 전자상거래법 / 보존기간: 5년",
    ],
)
def test_what_a_record_is_kept_for_and_how_long_may_be_on_one_line(read, lines):
    visits = "소비자 불만 기록\n보존 이유 : 전자상거래법 / 보존 기간 : 3년"
    rules = read(f"{TOP}법령에 따라 아래와 같이 보관합니다.\n{lines}\n{visits}\n").retention
    assert [(r.record, r.label, r.period, r.law) for r in rules] == [
        ("contract", "계약 또는 청약철회 등에 관한 기록", "P5Y", "전자상거래법"),
        ("consumer_complaint", "소비자 불만 기록", "P3Y", "전자상거래법"),
    ]


def test_a_long_line_of_such_labels_takes_time_in_proportion(read, takes_time_in_proportion):
    def long(count):
        return read(f"{TOP}{'보존 근거: 법, ' * count}보존 기간: 5년)\n")

    assert takes_time_in_proportion(long, 300)
