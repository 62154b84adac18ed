"""What lint says of small policies, one fault at a time, and of a whole one that has none."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pii_scan.cli.main import app
from pii_scan.errors import PolicyError, UsageError
from pii_scan.policy.document import Unread
from pii_scan.policy.lint import lint_blocks, lint_facts, lint_policy
from pii_scan.policy.lint_rules import load_checks, load_outdated, load_statements
from pii_scan.policy.text import PolicyText, read_policy_text, split_lines

REMOTEMEETING = Path(__file__).parents[3] / "shared" / "policies" / "remotemeeting.txt"

# States everything that the law asks for, and contradicts itself nowhere.
COMPLETE = """\
개인정보 처리방침

제1조(개인정보의 처리 목적, 항목 및 보유 기간)

다음의 목적으로 개인정보를 처리하며, 처리의 법적 근거는 개인정보 보호법 제15조제1항제4호입니다.

수집 시점\t목적\t필수항목\t선택항목\t보유기간
회원가입\t회원 관리\t이름, 이메일 주소\t전화번호\t회원 탈퇴 시까지
상품 구매\t배송\t이름, 주소\t\t회원 탈퇴 시까지

제2조(개인정보의 보유 및 이용기간)

- 계약 또는 청약철회 등에 관한 기록 : 5년 (전자상거래 등에서의 소비자보호에 관한 법률)

제3조(개인정보의 제3자 제공)

회사는 개인정보를 제3자에게 제공하지 않습니다.

제4조(개인정보 처리업무의 위탁)

수탁업체\t위탁업무 내용
가람배송\t상품 배송

제5조(개인정보의 파기절차 및 파기방법)

보호책임자의 승인을 받아 파기하며, 전자 파일은 복구할 수 없게 삭제하고 종이는 분쇄합니다.

제6조(정보주체와 법정대리인의 권리·의무 및 행사방법)

정보주체와 법정대리인은 서면이나 이메일로 열람, 정정, 삭제, 처리정지를 요구할 수 있습니다.

제7조(개인정보의 안전성 확보 조치)

접근권한을 제한하고 비밀번호를 암호화합니다.

제8조(개인정보 보호책임자)

개인정보 보호책임자: 정보보호팀장 (privacy@example.com)

권익침해에 대한 상담은 개인정보 분쟁조정위원회에 신청할 수 있습니다.

제9조(처리방침의 변경)

변경하는 경우 시행 7일 전에 홈페이지에 공지합니다.

공고일자: 2026년 1월 5일
시행일자: 2026년 1월 12일
"""
CONTRACTS = next(line for line in COMPLETE.splitlines() if line.startswith("- 계약"))


@pytest.fixture
def lint(rulebook):
    def lint_text(text):
        policy = PolicyText("policy.txt", "0" * 64, split_lines(text))
        return {f.code: f for f in lint_policy(policy, rulebook).findings}

    return lint_text


def changed(*pairs):
    text = COMPLETE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def without(article):
    """The complete policy without one of its articles."""
    parts = COMPLETE.split("\n\n제")
    kept = [part for part in parts if not part.startswith(f"{article}조(")]
    assert len(kept) == len(parts) - 1
    return "\n\n제".join(kept)


def test_a_complete_policy_has_no_findings(lint):
    assert lint(COMPLETE) == {}


@pytest.mark.parametrize(
    ("article", "code"),
    [
        (3, "third-parties-missing"),
        (4, "processors-missing"),
        (5, "destruction-missing"),
        (6, "rights-missing"),
        (7, "safety-missing"),
        (8, "officer-missing"),
    ],
)
def test_an_article_that_is_not_there_is_found_missing(lint, article, code):
    finding = lint(without(article))[code]
    assert finding.line is None
    assert "30" in finding.reference.en or "31" in finding.reference.en


def test_a_table_of_contents_states_nothing(lint):
    contents = (
        "개인정보 처리방침\n\n- 개인정보의 수집항목\n- 개인정보의 이용목적\n"
        "- 개인정보의 제3자 제공\n- 개인정보의 처리위탁\n- 개인정보의 파기\n"
        "- 개인정보 보호책임자\n"
    )
    assert "officer-missing" in lint(without(8).replace("개인정보 처리방침\n", contents, 1))


def test_a_part_that_is_not_said_is_found_at_its_section(lint):
    found = lint(changed(("열람, 정정, 삭제, 처리정지를", "열람, 정정을")))
    assert {"rights-deletion", "rights-suspension"} == set(found)
    line = COMPLETE.splitlines().index("제6조(정보주체와 법정대리인의 권리·의무 및 행사방법)") + 1
    assert found["rights-suspension"].line == line


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("정보주체와 법정대리인", "정보주체", "rights-guardian"),
        ("서면이나 이메일로 열람", "언제든지 열람", "rights-how"),
        (" (privacy@example.com)", "", "officer-contact"),
        ("보호책임자의 승인을 받아 파기하며", "지체 없이 파기하며", "destruction-procedure"),
        (
            "전자 파일은 복구할 수 없게 삭제하고 종이는 분쇄합니다",
            "파기합니다",
            "destruction-method",
        ),
        (
            "처리의 법적 근거는 개인정보 보호법 제15조제1항제4호입니다",
            "알립니다",
            "legal-basis-missing",
        ),
        (
            "권익침해에 대한 상담은 개인정보 분쟁조정위원회에 신청할 수 있습니다.",
            "",
            "remedies-missing",
        ),
        ("\n시행일자: 2026년 1월 12일", "", "effective-date-missing"),
        ("시행일자: 2026년 1월 12일", "시행일자: 2026년 1월 9일", "notice-too-short"),
        ("시행일자: 2026년 1월 12일", "시행일자: 2026년 1월 4일", "effective-before-notice"),
        (": 5년 (전자", ": 3년 (전자", "retention-not-statutory"),
        (
            CONTRACTS,
            "- 서비스 이용 기록 : 1년 (내부 방침)",
            "retention-by-internal-policy",
        ),
        (
            CONTRACTS,
            "- 서비스 이용 기록 : 1년",
            "retention-without-basis",
        ),
        ("이름, 주소\t\t", "이름, 주소, 전화번호\t\t", "optional-elsewhere-required"),
        ("이름, 이메일 주소\t전화번호", "이름, 이메일 주소, 여권번호\t", "special-without-basis"),
        ("이름, 이메일 주소\t전화번호", "이름, 주민등록번호\t", "identifier-without-statute"),
        ("이름, 이메일 주소\t전화번호", "이름, 쿠키\t", "cookies-missing"),
        ("상품 배송", "상품 배송 (국외 이전)", "overseas-missing"),
    ],
)
def test_each_fault_has_its_finding_and_no_other(lint, old, new, code):
    found = lint(changed((old, new)))
    expected = {code}
    if code == "overseas-missing":
        # Named in a table of processors, a transfer has none of its particulars.
        assert found
        assert all(name.startswith("overseas-") for name in found)
        return
    assert set(found) == expected


def test_what_consent_or_a_statute_is_stated_for_is_no_fault(lint):
    special = ("이름, 이메일 주소\t전화번호", "이름, 여권번호\t")
    consent = ("다음의 목적으로", "고유식별정보는 별도로 동의를 받아, 다음의 목적으로")
    assert lint(changed(special, consent)) == {}
    number = ("이름, 이메일 주소\t전화번호", "이름, 주민등록번호(소득세법 제145조에 따름)\t")
    assert "identifier-without-statute" not in lint(changed(number))


def test_an_item_that_is_denied_and_collected_is_found(lint):
    denied = ("회사는 개인정보를 제3자", "회사는 주소를 수집하지 않습니다. 회사는 개인정보를 제3자")
    finding = lint(changed(denied))["collected-and-denied"]
    assert finding.severity == "high"
    assert "상품 구매" in finding.message.ko


def test_what_is_given_to_a_third_party_is_collected_and_described(lint):
    given = (
        "회사는 개인정보를 제3자에게 제공하지 않습니다.",
        "제공받는 자\t이용 목적\t제공 항목\n가람보험\t보험 가입\t이름, 생년월일",
    )
    found = lint(changed(given))
    assert set(found) == {"provided-not-collected", "third-party-incomplete"}
    assert "생년월일 is given to 가람보험" in found["provided-not-collected"].message.en
    assert "가람보험 this is not found: how long" in found["third-party-incomplete"].message.en


def test_a_purpose_apart_from_the_items_has_to_name_them(lint):
    apart = ("제4조(", "제3조의2(개인정보의 이용 목적)\n\n- 서비스 개선\n\n제4조(")
    table = (
        ("수집 시점\t목적\t", "수집 시점\t구분\t"),
        ("\t회원 관리\t", "\t\t"),
        ("\t배송\t", "\t\t"),
    )
    assert "'서비스 개선'" in lint(changed(apart, *table))["purpose-without-items"].message.en


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("정보통신망 이용촉진 및 정보보호 등에 관한 법률을 지킵니다.", "outdated-law"),
        ("「정보통신망법」을 지킵니다.", "outdated-law"),
        ("전자거래기본법, 소비자기본법을 지킵니다.", "outdated-law"),
        ("전자거래 기본법을 지킵니다.", "outdated-law"),
        ("전자서명법, 소비자보호법을 지킵니다.", "outdated-law"),
        ("개인정보의 기술적·관리적 보호조치 기준을 지킵니다.", "outdated-law"),
        ("개인정보 관리책임자에게 알립니다.", "outdated-term"),
        ("개인정보 취급방침입니다.", "outdated-term"),
        ("통계작성, 학술연구를 위하여 특정 개인을 식별할 수 없는 형태로 씁니다.", "deleted-rule"),
        ("Internet Explorer의 도구 메뉴를 엽니다.", "outdated-browser"),
    ],
)
def test_names_out_of_force_are_found(lint, words, code):
    text = changed(("접근권한을 제한하고", f"{words} 접근 통제를 하고"))
    finding = lint(text)[code]
    assert "접근 통제를" in text.splitlines()[finding.line - 1]


@pytest.mark.parametrize(
    "words",
    [
        "전자문서 및 전자거래 기본법을 지킵니다.",
        "전자상거래 등에서의 소비자보호에 관한 법률을 지킵니다.",
        "금융소비자보호법을 지킵니다.",
        "통신비밀보호법, 신용정보법, 개인정보보호법을 지킵니다.",
        "광고성 정보는 정보통신망법 제50조에 따라 보냅니다.",
        "Internet Explorer와 Chrome의 설정을 엽니다.",
    ],
)
def test_names_in_force_are_not(lint, words):
    assert lint(changed(("접근권한을 제한하고", f"{words} 접근 통제를 하고"))) == {}


def test_an_old_name_is_one_finding_with_all_its_lines(lint):
    name = "정보통신망법을 지킵니다."
    text = changed(
        ("회사는 개인정보를", f"{name} 회사는 개인정보를"), ("변경하는", f"{name} 변경하는")
    )
    finding = lint(text)["outdated-law"]
    assert len(finding.more_lines) == 1
    assert finding.line < finding.more_lines[0]


@pytest.mark.skipif(not REMOTEMEETING.is_file(), reason="the first policy is not there")
def test_the_first_policy_has_exactly_the_faults_that_a_reader_finds(rulebook):
    # By hand from the text: each line was read, and each statement of the law looked for.
    result = lint_policy(read_policy_text(REMOTEMEETING), rulebook)
    assert [(f.code, f.line, f.more_lines) for f in result.findings] == [
        ("outdated-law", 5, (146,)),
        ("deleted-rule", 68, ()),
        ("retention-by-internal-policy", 91, ()),
        ("rights-suspension", 132, ()),
        ("rights-guardian", 132, ()),
        ("legal-basis-missing", None, ()),
        ("outdated-term", 12, (72,)),
        ("outdated-term", 19, (134, 189, 191, 193)),
        ("optional-elsewhere-required", 27, ()),
        ("optional-elsewhere-required", 28, ()),
        ("purpose-without-items", 46, ()),
        ("outdated-browser", 163, ()),
    ]
    # The officer's name and number stand in the text, and in no finding.
    said = str(lint_facts(result)) + str(list(lint_blocks(result, "ko")))
    assert "070-" not in said
    assert "@" not in said


def test_the_command_passes_whatever_it_finds(tmp_path):
    path = tmp_path / "policy.txt"
    path.write_text(without(8), encoding="utf-8")
    table = CliRunner().invoke(app, ["policy", "lint", str(path), "--language", "ko"])
    assert table.exit_code == 0
    assert (
        "개인정보 보호책임자 또는 담당부서와 연락처에 관한 내용이 보이지 않습니다" in table.stdout
    )
    facts = CliRunner().invoke(app, ["policy", "lint", str(path), "-f", "json"])
    assert json.loads(facts.stdout)["findings"][0]["code"] == "officer-missing"
    wrong = CliRunner().invoke(app, ["policy", "lint", str(path), "-f", "xlsx"])
    assert isinstance(wrong.exception, UsageError)


def test_parts_of_the_file_that_were_not_read_are_said(rulebook):
    unread = (Unread(text="page 2", line=9, page=2),)
    policy = PolicyText("policy.pdf", "0" * 64, split_lines(without(8)), unread)
    result = lint_policy(policy, rulebook)
    assert lint_facts(result)["unread"] == 1
    assert "could not be read: 1" in str(list(lint_blocks(result, "en")))


def test_what_is_no_policy_is_refused(lint):
    with pytest.raises(PolicyError):
        lint("오늘의 메뉴\n김치찌개\n")


def test_every_message_is_in_both_languages_and_every_word_is_filled_in(rulebook, lint):
    labels = [
        *(x.message for x in load_outdated(rulebook.folder)),
        *(x.add for x in load_statements(rulebook.folder).statements),
        *(p.message for x in load_statements(rulebook.folder).statements for p in x.parts),
        *(x.message for x in load_checks(rulebook.folder).checks.values()),
    ]
    assert len(labels) > 50
    for label in labels:
        assert any("가" <= c <= "힣" for c in label.ko), label
        assert label.ko.endswith("."), label
        assert label.en.endswith("."), label
    braces = (
        "1. 수집항목\n- 회원가입 시: 이름, 여권번호({x}), 주민등록번호\n- 이벤트 시: 이름(선택)\n"
    )
    for finding in lint(braces).values():
        assert "{item" not in finding.message.en + finding.message.ko


def test_facts_hold_both_languages_and_the_day_of_the_law(rulebook):
    policy = PolicyText("policy.txt", "0" * 64, split_lines(without(8)))
    facts = lint_facts(lint_policy(policy, rulebook))
    assert facts["schema"] == "pii-scan/lint/1"
    assert dt.date.fromisoformat(facts["law_as_of"]) > dt.date(2023, 9, 15)
    assert facts["policy"]["effective_date"] == "2026-01-12"
    (first, *_) = facts["findings"]
    assert first["code"] == "officer-missing"
    assert first["message"] != first["message_ko"]
