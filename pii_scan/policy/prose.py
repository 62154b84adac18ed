"""Items named in sentences: "이름, 이메일을 수집합니다", "주민등록번호는 수집하지 않습니다"."""

from __future__ import annotations

import re

from pii_scan.policy.entries import sentences
from pii_scan.policy.items import ItemWord, read_items, split_at_commas
from pii_scan.policy.lexicon import Lexicon, key_of

# What stands between the beginning of a sentence and its list.
_LEAD = re.compile(
    r"^.*(?:[가-힣\s](?:은|는|에서|에게서|으로부터|위해|위하여|통해|통하여|따라|시|때|경우|로서|로써)|다음|아래|최초|함께|등의"
    r"|\b(?:collects?|includ(?:es?|ing)|such as|provide|receives?|gathers?"
    r"|store|process|record|following))[\s:]+",
    re.IGNORECASE,
)
# What stands between the list and the end of a sentence.
_TAIL = re.compile(
    r"(?:\s*등)?(?:\s*(?:의\s*)?(?:개인\s*정보|정보|항목))?(?:만을|만|도|[을를은는이가])\s+"
    r"(?=[^,]*(?:수집|생성|저장|처리|이용|보유|입력|제공|기록|보관))"
    r"|\s+(?:when|to|for|if|that|which|in order|from|as|with|during)\b|[.]$",
    re.IGNORECASE,
)


# "회사는 …" says who collects, and collects no company.
_WE = {"회사", "당사", "저희", "회사는", "회사가", "company", "thecompany"}


def items_in_prose(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The words of the list in each sentence of ``text``; nothing where none of them is an item.

    Only the first word may have the beginning of the sentence in front, the last its end behind.
    """
    found: list[ItemWord] = []
    for sentence in sentences(text):
        words = _list_in(sentence, lexicon)
        if any(word.item is not None for word in words):
            found += words
    return found


def forbidden_items(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The words of what a sentence says is not collected, also where they stand in brackets."""
    bracketed = re.findall(r"[(（]([^()（）]*[,，/·ㆍ및][^()（）]*)[)）]", text)
    for group in bracketed:
        words = read_items(group, lexicon)
        if any(word.item is not None for word in words):
            return words
    return items_in_prose(text, lexicon)


def _list_in(sentence: str, lexicon: Lexicon) -> list[ItemWord]:
    pieces = split_at_commas(sentence)
    if not pieces:
        return []
    *before, last = pieces
    readings = [_list_of([*before, last[:end]], lexicon) for end in _ends(last)]
    found = [words for words in readings if words]
    return min(found, key=_doubt, default=[])


def _doubt(words: list[ItemWord]) -> tuple[int, int]:
    """How little of a reading is known; of equals, the one that takes less text is better."""
    return sum(word.item is None for word in words), sum(len(word.text) for word in words)


def _list_of(pieces: list[str], lexicon: Lexicon) -> list[ItemWord]:
    """The list that begins in the first piece that ends with an item.

    Clauses before it hold none: "회사는 서비스 제공, 상담을 위해 이름, 이메일을 …".
    """
    for start, piece in enumerate(pieces):
        bare = _LEAD.sub("", piece)
        first = read_items(bare, lexicon) if key_of(bare) not in _WE else []
        if first and all(word.item is not None for word in first):
            rest = [word for p in pieces[start + 1 :] for word in read_items(p, lexicon)]
            # Where no clause ends in this piece, those before it belong to the list.
            begins = start if bare == piece else 0
            unknown = [
                ItemWord(bare_before, None)
                for p in pieces[:begins]
                if (bare_before := _LEAD.sub("", p).strip())
            ]
            return [*unknown, *first, *rest]
    return []


def _ends(piece: str) -> list[int]:
    """Where the list may end in the last piece of a sentence, the latest place first."""
    return [*(match.start() for match in reversed(list(_TAIL.finditer(piece)))), len(piece)]
