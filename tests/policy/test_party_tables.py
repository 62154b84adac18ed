"""Tables and lists of recipients in Korean policies, as they are copied and referred to."""

import pytest

from pii_scan.policy.read import read_policy_file

COLLECTED = "1. 수집하는 개인정보의 항목\n- 회원가입: 이름, 이메일\n"


def _processors(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def _third_parties(declaration):
    return [p.name for p in declaration.third_parties]


ENTRUSTED = "2. 개인정보 처리 위탁\n- 가람서버 Inc. — 서버 호스팅\n- ㈜나루페이 — 전자결제 처리\n"


@pytest.mark.parametrize(
    "name",
    ["위 위탁업체들 (소재 국가: 미국)", "상기 수탁자", "위 수탁업체와 동일", "제2항의 수탁자"],
)
def test_those_above_are_no_further_processors(read, name):
    declaration = read(
        f"{COLLECTED}{ENTRUSTED}3. 개인정보의 국외 이전\n"
        f"- 이전 받는 자: {name}\n- 이전 항목: 이메일\n"
        "- 이전 받는 자의 보호조치: 각 업체는 국제 보안 표준 / 내부 규정을 준수합니다.\n"
        "- 이전 거부 권리: 이용자는 국외 이전을 거부할 수 있습니다.\n"
    )
    assert _processors(declaration) == [
        ("가람서버 Inc.", "서버 호스팅"),
        ("㈜나루페이", "전자결제 처리"),
    ]


def test_what_is_done_for_others_is_no_list_of_processors(read):
    declaration = read(
        "1. 처리하는 개인정보 항목\n1) 직원 계정\n- 이름, 이메일\n"
        "2) 통화 데이터(고객사로부터 위탁받아 처리)\n항목 | 예시\n통화 기록 | 통화시간, 전화번호\n"
    )
    assert not declaration.processors


def test_a_cell_left_empty_in_front_is_that_of_the_row_above(rulebook, tmp_path):
    path = tmp_path / "policy.md"
    path.write_text(
        "# 개인정보 처리방침\n\n## 1. 수집하는 개인정보 항목\n\n- 회원가입: 이름, 이메일\n\n"
        "## 2. 개인정보 처리 위탁\n\n"
        "수탁업체 | 위탁업무 내용 | 보유 및 이용기간 |\n---|---|---|\n"
        "㈜나루페이 | 결제 대행 | 결제일부터 5년 |\n | 접속 로그 분석 | 발생일부터 180일 |\n"
    )
    assert _processors(read_policy_file(path, rulebook)) == [
        ("㈜나루페이", "결제 대행"),
        ("㈜나루페이", "접속 로그 분석"),
    ]


HEAD = "2. 개인정보 처리 위탁\n회사는 다음과 같이 업무를 위탁합니다.\n"


def test_a_table_without_anything_between_its_cells_names_its_companies(read):
    declaration = read(
        f"{COLLECTED}{HEAD}위탁받는 자(수탁자) 위탁업무 보유 및 이용기간\n"
        "Riverbank Cloud Inc. 클라우드 서버 운영 이용목적 달성 시 또는 위탁계약 종료 시까지\n"
        "가온게임즈㈜ 콘텐츠 운영\n도담스튜디오㈜\nMailhen 이메일 발송\n"
        "주식회사 라온 고객 상담 위탁계약 종료 시까지\n㈜마루콜\n전화 상담 대행\n"
        "2) 회사는 수탁자가 개인정보를 안전하게 처리하는지 감독합니다.\n"
    )
    assert _processors(declaration) == [
        ("Riverbank Cloud Inc.", "클라우드 서버 운영"),
        ("가온게임즈㈜", "콘텐츠 운영"),
        ("도담스튜디오㈜", None),
        ("Mailhen", "이메일 발송"),
        ("주식회사 라온", "고객 상담"),
        ("㈜마루콜", "전화 상담 대행"),
    ]


def test_third_parties_of_such_a_table_are_named(read):
    declaration = read(
        f"{COLLECTED}2. 개인정보의 제3자 제공\n"
        "제공받는 자 제공목적 제공항목 보유 및 이용기간\n"
        "가온게임즈㈜ 계열사 채용 이름, 전화번호 5년 동안 보관\n도담스튜디오㈜ 상동 상동 상동\n"
    )
    assert _third_parties(declaration) == ["가온게임즈㈜", "도담스튜디오㈜"]


def test_a_row_without_the_form_of_a_company_is_left_for_a_person(read):
    declaration = read(
        f"{COLLECTED}{HEAD}수탁업체 위탁업무 내용\n한마음 결제 대행\n㈜나루페이 결제 대행\n"
    )
    assert _processors(declaration) == [("㈜나루페이", "결제 대행")]
    assert [left.text for left in declaration.unplaced] == ["한마음 결제 대행"]


def test_words_of_a_sentence_are_no_head_of_a_table(read):
    declaration = read(
        f"{COLLECTED}{HEAD}수탁자 관리 및 위탁업무 점검 안내\n㈜나루페이 점검 결과 보고\n"
    )
    assert _processors(declaration) in ([], [("㈜나루페이", "점검 결과 보고")])


def test_one_under_both_headings_is_one_processor(read):
    declaration = read(
        f"{COLLECTED}{ENTRUSTED}3. 개인정보의 국외 이전\n"
        "이전받는 자 | 국가 | 이전 항목 | 이용 목적 | 보유 기간\n"
        "가람서버 Inc. | 미국 | 이메일 | 서버 운영 | 회원 탈퇴 시까지\n"
    )
    assert [(p.name, p.task, p.country) for p in declaration.processors] == [
        ("가람서버 Inc.", "서버 호스팅", "미국"),
        ("㈜나루페이", "전자결제 처리", None),
    ]
