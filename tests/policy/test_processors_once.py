"""One processor that several parts of a policy name is declared once."""

import pytest

HOSTED = (
    "3. 개인정보의 국외 이전\n회사는 서비스 운영을 위해 {} 사용하며, 정보가 서울에 저장됩니다.\n"
)
COLLECTED = "1. 수집하는 개인정보 항목\n- 회원가입 : 이름, 이메일\n"
LISTED = "2. 개인정보 처리의 위탁\n- 수탁자: {}\n- 위탁업무 내용: 클라우드 운영\n"
ENGLISH = (
    "Information We Collect\nWe collect your name, your email, and what you send to the {}.\n"
    "We use {} to answer your questions.\n"
    "Service Providers\n- {} — hosting of the service\n"
)


@pytest.mark.parametrize("listed", ["Amber Web Services, Inc.(AWS)", "Amber Web Services (AWS)"])
def test_what_it_is_called_for_short_in_a_sentence(read, listed):
    text = COLLECTED + LISTED.format(listed) + HOSTED.format("AWS를")
    assert [p.name for p in read(text).processors] == [listed]


@pytest.mark.parametrize(
    ("listed", "mentioned"),
    [
        ("Thinkwell", "Thinkwell Clever API"),
        ("Goggle Hearth", "Hearth"),
        ("Thinkwell, Inc.", "Thinkwell"),
    ],
)
def test_a_part_of_its_name_in_a_sentence(read, listed, mentioned):
    text = ENGLISH.format(mentioned, mentioned, listed)
    assert [p.name for p in read(text).processors] == [listed]


@pytest.mark.parametrize(
    ("listed", "mentioned"),
    [("Goggle Hearth", "Goggle Maps"), ("Goggle", "Goggle Analytics"), ("Hearth", "Hearthstone")],
)
def test_another_service_of_the_same_company_is_another(read, listed, mentioned):
    text = ENGLISH.format(mentioned, mentioned, listed)
    assert {p.name for p in read(text).processors} == {listed, mentioned}
