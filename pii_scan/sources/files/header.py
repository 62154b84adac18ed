"""Which row names the columns, if any, and what the columns are called."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pii_scan.keys import key_name, question_name
from pii_scan.sources.files.cell_kinds import kind_of
from pii_scan.sources.word_set import word_set

ABOVE = "(above the table)"
"""The place of what stands above the header: titles, dates of printing, names of clerks."""

_SEARCHED = 20
_BODY = 200
_MOSTLY = 0.8
_MOST_WORDS = 5
_LONGEST_NAME = 20
_FEWEST = 3
# A header has words of one form: user_id, userId, USER ID, 회원번호.
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]*)+")
_WORDS_OF_NAME = re.compile(r"[a-z]+")
_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HANGUL = re.compile("[가-힣]")
# Forms export each answer under the question that was asked.
_QUESTION = re.compile(r".*[?？]\s*\*?|[Qq]\d{1,2}[.)].*|.*(?:주세요|십시오)[.]?", re.DOTALL)
# The surnames of nine in ten Koreans (Statistics Korea, census of 2015), before two syllables.
_PERSON = re.compile(
    "[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민][가-힣]{2}"
)
_PERSON_WORD = re.compile("[가-힣]{2,}[자인명]")
# Words that name columns and are hardly ever a value.
_NAMES = word_set(
    "id no num number seq idx index name fullname firstname lastname surname nickname username "
    "user userid email mail e-mail phone mobile tel telephone fax cell address addr street city "
    "state zip zipcode postcode country region birth birthday birthdate dob age gender sex date "
    "time datetime timestamp created updated deleted type kind status category code key value "
    "amount price total count quantity qty description comment note memo title company "
    "organization department dept position job role password passwd ssn ip url uuid token lat lon "
    "latitude longitude account bank card level grade score rank rate ratio size weight height "
    "start end begin first last "
    "이름 성명 성함 고객명 회원명 사용자명 닉네임 별명 아이디 회원번호 고객번호 번호 순번 "
    "연번 이메일 메일 전자우편 전화 전화번호 휴대폰 휴대전화 휴대폰번호 핸드폰 연락처 "
    "팩스 주소 상세주소 도로명주소 우편번호 국가 국적 지역 도시 시도 시군구 생년월일 생일 "
    "나이 연령 성별 주민번호 주민등록번호 날짜 일자 일시 등록일 가입일 생성일 수정일 "
    "탈퇴일 구분 유형 종류 상태 분류 코드 금액 가격 합계 수량 건수 비고 메모 제목 내용 "
    "설명 회사 회사명 소속 기관 부서 부서명 직급 직책 직위 직업 비밀번호 계좌 계좌번호 "
    "은행 은행명 예금주 카드번호 학교 학년 반 등급 점수 순위"
)
# The ends of Korean column names, which are compounds: 보호자연락처, 최종접속일.
_ENDS = re.compile(
    r"(?:번호|연락처|주소|메일|일자|일시|날짜|여부|구분|코드|이름|성명|금액|유형|상태|시간|아이디|"
    r"횟수|건수|수량|비율|내용|사유|방법|종류|등급|정보|동의)$"
)


@dataclass(frozen=True, slots=True)
class Header:
    """The columns' names, and how many rows stand above the first record.

    ``above`` of them are above the header itself. ``found`` is False where no row names the
    columns and they are numbered.
    """

    names: tuple[str, ...]
    rows: int
    above: int = 0
    found: bool = True


def header_of(rows: Sequence[Sequence[str]]) -> Header:
    """The header of a table that begins with ``rows``, those without a cell left out."""
    width = table_width(rows)
    start = _first_full(rows, width)
    if start is None:
        return Header(column_names((), width), 0, 0, found=False)
    body = rows[start + 1 : start + 1 + _BODY]
    if not is_header(rows[start], body):
        # Titles may stand above data that has no header.
        return Header(column_names((), width), start, start, found=False)
    names = list(rows[start])
    end = start + 1
    if _has_gaps(names, width) and len(body) > 1 and is_header(body[0], body[1:]):
        # Merged cells above a second row of names: 연락처 over 전화 and 이메일.
        names = _joined(names, body[0], width)
        end += 1
    return Header(column_names(names, width), end, start)


def table_width(rows: Sequence[Sequence[str]]) -> int:
    """How many columns most rows have; of two that are as common the larger."""
    widths = Counter(_used(row) for row in rows[: _SEARCHED + _BODY])
    lengths = Counter(len(row) for row in rows[: _SEARCHED + _BODY])
    if not lengths:
        return 0
    length = max(lengths, key=lambda width: (lengths[width], width))
    used = max(widths, key=lambda width: (widths[width], width))
    return max(length, used)


def _used(row: Sequence[str]) -> int:
    return max((number + 1 for number, cell in enumerate(row) if cell.strip()), default=0)


def _first_full(rows: Sequence[Sequence[str]], width: int) -> int | None:
    """The first row that fills most of the columns as the rows below do."""
    for number, row in enumerate(rows[:_SEARCHED]):
        filled = sum(bool(cell.strip()) for cell in row[:width])
        if filled * 2 > width or (filled >= 2 and len(row) == width):  # noqa: PLR2004
            return number
    return 0 if rows else None


def is_header(row: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether ``row`` names the columns of ``body``.

    Each column votes: for, where its cell is of another kind than the cells below; against, where
    it is of the same kind or comes again below. Without a vote, words that are all different and
    look like no value are names.
    """
    cells = [cell.strip() for cell in row]
    filled = [cell for cell in cells if cell]
    if not filled:
        return False
    votes = sum(
        _vote(cell, [line[number].strip() for line in body if number < len(line)])
        for number, cell in enumerate(cells)
        if cell
    )
    if votes:
        return votes > 0
    like_values = sum(_is_value(cell) for cell in filled)
    return not like_values and len(set(filled)) == len(filled)


def _vote(cell: str, below: Sequence[str]) -> float:
    if _is_name(cell):
        return 2.0
    below = [other for other in below if other]
    kind = kind_of(cell)
    if _YEAR.fullmatch(cell) and sum(bool(_YEAR.fullmatch(other)) for other in below) * 2 < len(
        below
    ):
        return 0.0  # a table with a column for each year
    if kind is not None or _is_value(cell):
        same = sum(kind_of(other) == kind for other in below)
        return -1.5 if same * 2 >= len(below) else -0.5
    if not below:
        return 0.0
    if _differs(cell, below):
        return 1.0
    return -1.0 if cell in below else _korean_vote(cell, below) or _length_vote(cell, below)


def _differs(cell: str, below: Sequence[str]) -> bool:
    """Whether a text stands over values of a kind, over Korean, or is spelled as programs do.

    Or asks, and is not answered with a question.
    """
    if _QUESTION.fullmatch(cell) and not any(map(_QUESTION.fullmatch, below)):
        return True
    if sum(kind_of(other) is not None for other in below) >= _MOSTLY * len(below):
        return True
    korean = sum(bool(_HANGUL.search(other)) for other in below)
    if cell.isascii() and cell not in below and korean * 2 > len(below):
        return True
    spelled = any(_IDENTIFIER.fullmatch(other) for other in below)
    return not spelled and _IDENTIFIER.fullmatch(cell) is not None


def _korean_vote(cell: str, below: Sequence[str]) -> float:
    """주문자 over names of people is a name of a column, 김영희 over them is one of them."""
    people = sum(_PERSON.fullmatch(other) is not None for other in below)
    if people < _MOSTLY * len(below):
        return 0.0
    if _PERSON_WORD.fullmatch(cell):
        return 0.5
    return -1.0 if _PERSON.fullmatch(cell) else 0.0


def _length_vote(cell: str, below: Sequence[str]) -> float:
    """Values that all have one length, which the cell has not, are codes or names of people."""
    lengths = {len(other) for other in below}
    if len(below) < _FEWEST:
        return 0.0
    if len(lengths) == 1:
        return 0.5 if len(cell) not in lengths else -0.5
    if len(cell) * 3 < min(lengths):
        return 0.5
    return 0.0


def _is_name(cell: str) -> bool:
    word = unicodedata.normalize("NFC", cell).lower().strip("*#[]\"' ")
    word = re.sub(r"\s*[(\[（].*[)\]）]$", "", word)
    if word in _NAMES:
        return True
    parts = re.split(r"[\s_.-]+", word)
    if any(part in _NAMES for part in parts):
        return kind_of(cell) is None and len(parts) <= _MOST_WORDS
    return len(word) <= _LONGEST_NAME and bool(_ENDS.search(word.replace(" ", "")))


def _is_value(cell: str) -> bool:
    return _shown(cell) is None or kind_of(cell) in {"number", "date", "email", "digits", "id"}


def _has_gaps(names: Sequence[str], width: int) -> bool:
    return any(not name.strip() for name in list(names)[:width]) or len(names) < width


def _joined(upper: Sequence[str], lower: Sequence[str], width: int) -> list[str]:
    names: list[str] = []
    above = ""
    for number in range(width):
        top = upper[number].strip() if number < len(upper) else ""
        under = lower[number].strip() if number < len(lower) else ""
        above = top or above
        names.append(f"{above} {under}".strip() if under else top)
    return names


def _shown(text: str) -> str | None:
    """The name of a column as it is shown: a question is, another sentence may be a value.

    A few words that begin or end with what columns are called are none: Emergency Contact Name.
    """
    words = _WORDS_OF_NAME.findall(text.lower())
    named = not _NAMES.isdisjoint((words[0], words[-1])) if words else False
    is_name = named and len(words) <= _MOST_WORDS and text.isascii() and not _DIGIT.search(text)
    asks = _QUESTION.fullmatch(text) is not None
    return question_name(text) if asks or is_name else key_name(text)


def column_names(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """``width`` names that are all different: empty ones are numbered, repeated ones as well.

    A name that looks like a value, as in a table turned on its side, is not shown.
    """
    names: list[str] = []
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for number in range(max(width, len(cells))):
        cell = cells[number] if number < len(cells) else ""
        text = " ".join(unicodedata.normalize("NFC", cell).split())
        name = (_shown(text) if text else None) or f"column {number + 1}"
        times[name] += 1
        unique = name
        while unique in taken:
            times[name] += unique != name
            unique = f"{name} ({times[name]})"
        taken.add(unique)
        names.append(unique)
    return tuple(names)
