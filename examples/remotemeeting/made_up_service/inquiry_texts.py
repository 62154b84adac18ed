"""What people write to support: ordinary sentences, without personal data."""

from __future__ import annotations

import random

_KOREAN_SUBJECTS = (
    *("화면 공유가 끊깁니다", "요금제 변경 문의", "회의록 저장 오류", "영수증 재발행 요청"),
    *("회의실 입장이 안 됩니다", "비밀번호 변경 방법", "이메일 인증이 오지 않아요"),
)
_KOREAN_SENTENCES = (
    "어제 오후부터 화면 공유를 시작하면 1분쯤 뒤에 연결이 끊깁니다.",
    "팀 요금제에서 비즈니스 요금제로 바꾸면 이번 달 요금은 어떻게 계산되나요?",
    "회의록을 저장하려고 하면 오류 코드 0x80072EE7이 나옵니다.",
    "지난달 영수증을 회계팀에 내야 해서 다시 받을 수 있을까요?",
    "회의 참가자가 20명을 넘으면 소리가 늦게 들립니다.",
    "비밀번호를 바꾼 뒤에도 이전 기기에서는 로그인이 유지됩니다.",
    "인증 메일을 세 번 요청했는데 아직 도착하지 않았습니다.",
    "전화번호 인증 화면에서 다음 단추가 눌리지 않습니다.",
    "주소록 가져오기 기능은 언제 나오나요?",
    "주문번호 20260914-000231 건의 환불 진행 상황이 궁금합니다.",
    "회의 코드 482-113-907로 들어가려는데 방이 없다고 나옵니다.",
    "모바일에서는 잘 되는데 PC에서만 같은 문제가 생깁니다.",
)
_ENGLISH_SUBJECTS = (
    *("Screen sharing stops", "Question about plans", "Cannot save minutes", "Receipt needed"),
    *("Sign-in problem", "Verification mail missing"),
)
_ENGLISH_SENTENCES = (
    "Screen sharing stops after about a minute since the last update.",
    "We have 25 seats and would like to move to the yearly plan.",
    "Saving the minutes ends with error 0x80072EE7.",
    "Please send the receipt for order 20260914-000231 again.",
    "The verification mail has not arrived, although I asked for it three times.",
    "Is there a limit on the length of a recording?",
    "Audio is late as soon as more than twenty people join.",
    "The phone number field does not accept a country code.",
    "It works on the tablet but not on the desktop.",
)


def invent_inquiry(rng: random.Random, *, korean: bool) -> tuple[str, str]:
    """A subject and a body of two to four sentences."""
    subjects = _KOREAN_SUBJECTS if korean else _ENGLISH_SUBJECTS
    sentences = _KOREAN_SENTENCES if korean else _ENGLISH_SENTENCES
    body = rng.sample(sentences, rng.randrange(2, 5))
    return rng.choice(subjects), ("안녕하세요. " if korean else "Hello. ") + " ".join(body)
