"""What single lines of a collection section say: nothing of their own, more, or which items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.collection_sentences import collects
from pii_scan.policy.entries import Entry, split_label
from pii_scan.policy.items import ItemWord, is_item_list, need_of, read_items, split_at_commas
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.points import Point
from pii_scan.policy.prose import point_in_prose

# What is left of "수집하는 개인정보의 항목" without these names no point.
_GENERIC = re.compile(
    r"개인정보|수집|이용|처리|하는|되는|한|할|되|대상|항목|정보|사항|필수|선택|적인|적|입력|동의|받는|회사"
    r"|및|또는|의|은|는|에|관한"
    r"|[()\[\]<>·ㆍ/,.\d]|the|we|information|personal|data|collect(?:ed|ion)?|items?|required|optional|of|types?"
    r"|you|provide|give|directly|to|us|may|also|categor(?:y|ies)|process(?:ed)?"
)
INTRODUCTION = re.compile(
    r"다음|아래|같습니다|같음|following|below|but not limited to:?$|次の|以下"
)
# "We gather operational signals to keep it reliable:" has a list below it, and is no point.
_ANNOUNCES = re.compile(
    r"(?:we|here (?:is|are)|our (?:app|site|website|service|platform|game)|the (?:app|site|website"
    r"|service|platform|game|extension))\s",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\s(?:시|때|경우)$")
# "카드번호 / 계좌이체 시: 계좌번호" names another occasion in the same line.
_OCCASION_INSIDE = re.compile(r"\s(?:시|때|경우)\s*[:：]")
# Ends as "We’ll use this information for purposes, such as, to:" does.
_USE_BELOW = re.compile(
    r"\b(?:use|process)\b.{0,80}\b(?:to|for|purposes?)\b.{0,40}:$"
    r"|목적(?:으로|을\s?위해).{0,40}(?:이용|사용|활용)",
    re.IGNORECASE,
)
_WHEN_BELOW = re.compile(
    r"\b(?:when(?:ever)? you|if you|in (?:the following|several|various) ways|when)\s*:$",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(r"항목|동의|의무|근거|따라|따른")


# "Name — if you choose to share it"
_SAYS_OF_ITEM = re.compile(r"(?:if|when|only|used|to|so|for|see|because|needed)\b", re.IGNORECASE)
_BEGUN = re.compile(r"([^(\[,，]{2,40}?)\s*[(\[（［](?:필수|선택)[^)\]）］]*[)\]）］]\s*[^\s,，/·]")
_FILE_ROW = re.compile(r"(?P<file>[^\s,:：][^,:：]{1,30}?파일)\s+(?P<items>[^:：]{2,40}?,.*)$")
_ITEMS_BEHIND = re.compile(
    r"[^()（）]{2,80}\s(?:수집|입력|제공)(?:하는|되는|받는)\s?(?:개인)?\s?(?:정보|항목)"
    r"\s?[(（](?P<items>[^()（）]+)[)）]"
)
_POINT_WITH_ITEMS = re.compile(
    r"(?P<point>\S.{1,30}?)\s(?:수집(?:하는|되는|한)|제공(?:하는|받는))\s?(?:개인)?(?:정보|항목)"
    r"\s?[(（](?P<items>[^()（）]+)[)）]"
)


def items_behind(content: str) -> str:
    """The list of "상담으로 수집되는 정보 (이름, 이메일)", which says first on what occasion."""
    behind = _ITEMS_BEHIND.fullmatch(content)
    return behind["items"] if behind else content


def says_of_item(content: str) -> bool:
    """Whether what stands behind an item says when it is needed, or why, and lists nothing."""
    return _SAYS_OF_ITEM.match(content) is not None


def point_with_items(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The point and the list of "회원가입 시 수집하는 정보 (이메일, 비밀번호)"; None for others."""
    match = _POINT_WITH_ITEMS.fullmatch(text)
    known = match is not None and lexicon.point(match["point"]) is not None
    return (match["point"], match["items"]) if match and known else None


def file_with_items(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The file and the list of "후원자 관리파일 성명, 주소", a row of a table copied as text."""
    row = _FILE_ROW.match(text)
    if row is None or not is_item_list(row["items"], lexicon):
        return None
    return row["file"], row["items"]


def point_before_need(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The point and the list of "앱 설치 시 (선택) 위치정보", which has a label without a colon."""
    begun = _BEGUN.match(text)
    if begun is None or lexicon.item(begun[1]) is not None or lexicon.point(begun[1]) is None:
        return None
    return begun[1], text[begun.end(1) :]


def announces_use(text: str) -> bool:
    """Whether a line says that what stands below it is what data is used for."""
    return text.endswith((":", "：")) and _USE_BELOW.search(text) is not None


def announces_occasions(text: str) -> bool:
    """Whether "We collect information when you:" has below it when, and no items."""
    return _WHEN_BELOW.search(text) is not None


def is_generic(label: str, lexicon: Lexicon) -> bool:
    """Whether ``label`` only says that items follow, and names no point."""
    if lexicon.point(label) is not None:
        return False
    # Such is "We collect only the following from children", above a list.
    said = collects(label)
    announces = said and (INTRODUCTION.search(label) or _ANNOUNCES.match(label)) is not None
    if announces and point_in_prose(label, lexicon) is None:
        return True
    return not _GENERIC.sub("", key_of(label))


def describes(entry: Entry, heading: Entry | None, lexicon: Lexicon) -> bool:
    """Whether a line without a mark says more of a marked heading above it, and lists nothing."""
    marked = heading is None or bool(heading.style)
    bare = entry.label is None and not entry.style and not entry.is_sentence
    if not (marked and bare and _SAYS_MORE.search(entry.text)):
        return False
    return lexicon.point(entry.text) is None and not is_item_list(entry.text, lexicon)


def names_items(label: str, lexicon: Lexicon) -> bool:
    """Whether "여권번호, 운전면허번호: 별도 동의" says of several items on which ground."""
    words = read_items(label, lexicon) if len(split_at_commas(label)) > 1 else []
    return bool(words) and all(word.item is not None for word in words)


def occasions_in(cell: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Each occasion and its items, of a cell with "신용카드 결제 시 : 카드번호" on each line.

    Nothing where a line says no occasion in front of its items.
    """
    parts = [split_label(line) for line in cell.split("\n") if line.strip()]
    found = [
        (label, listed)
        for label, listed in parts
        if label and is_occasion(label, lexicon) and is_item_list(listed, lexicon)
    ]
    several = any(_OCCASION_INSIDE.search(listed) for _, listed in found)
    return found if len(found) == len(parts) and not several else []


def is_occasion(label: str, lexicon: Lexicon) -> bool:
    """Whether a label says when: 회원가입, "신용카드 결제 시"; what is automatic says only how."""
    if need_of(label) is not None or lexicon.item(label) is not None:
        return False
    return lexicon.point(label) not in {None, "automatic"} or _WHEN.search(label) is not None


def are_in(words: Sequence[ItemWord], point: Point) -> bool:
    """Whether ``point`` lists each of ``words``."""
    listed = {item for item, _ in point.items}
    return bool(words) and all(word.item in listed for word in words)
