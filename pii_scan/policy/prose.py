"""Items named in sentences: "이름, 이메일을 수집합니다", "주민등록번호는 수집하지 않습니다"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pii_scan.policy.entries import sentences
from pii_scan.policy.items import ItemWord, read_items, split_at_commas
from pii_scan.policy.lexicon import Lexicon, key_of

# What stands between the beginning of a sentence and its list.
_LEAD = re.compile(
    r"^(?:그리고|또한|아울러|추가로|이와\s*함께)(?=\s)|^.*(?:[가-힣\s](?:은|(?<!또)는(?!\s*(?:분|사람))|에서|에게서|으로부터|위해|위하여|통해|통하여|따라|(?:시|때|경우)(?:에는|에만|에도|에)?|동안|[하되시려]면|로서|로써)|(?:場合に|当社)は、?|다음|아래|최초|함께|등의|(?<=\s)자동으로"
    r"|\b(?:collects?|includ(?:es?|ing)|such as|provide(?:\s+us\s+with)?|receives?|gathers?"
    r"|obtains?|enter|submit|infers?|derives?|determines?|needs?"
    r"|ask(?:s|ed)?(?:\s+you)?\s+for|give(?:\s+us)?|like|requires?|stores?|process(?:es)?"
    r"|records?(?: of)?|logs?|keeps?|following))[\s:]+",
    re.IGNORECASE,
)
# What stands between the list and the end of a sentence. Its verb is never far, and looking for
# it to the end of a line from each particle would take the square of the line's length.
_TAIL = re.compile(
    r"(?:\s*(?:등|(?:와|과)?\s*같은))?(?:의|에\s*관한)?(?:\s*(?:민감한|고유한|기타|각종|관련))?(?:\s*(?:의\s*)?(?:민감\s*정보|개인\s*정보|정보|항목|것들?))?(?P<particle>만을|만|도|[을를](?!\s통(?:해|하여|한)|\s(?:만들|생성하|개설하|연동하|연결하))|[은는이가](?!\s[^,]{0,200}[을를]\s(?!위해|위하여|통해|통하여|거쳐)))\s+"
    r"(?=[^,]{0,200}(?:수집|생성|저장|처리|이용|보유|입력|제공|제출|기록|보관"
    r"|받(?:습|아|고|지|을)|전달|여쭤|여쭙|물어|남겨|남습|쌓|필요|가지고|알려\s*주|적어\s*주))"
    r"|\s+(?:when|to|for|if|that|which|in order|from|as|with|during|only|while|unless"
    r"|whenever|through|via|on (?:our|any|its|the))\b|[.]$"
    r"|(?<=[가-힣A-Za-z)])(?:입니다|이며)[.]?$"
    r"|を(?=[^、]{0,200}(?:取得|収集|利用|保存|提供))",
    re.IGNORECASE,
)

# "필수항목으로 이름을, 선택항목으로 성별을 수집합니다" says of the words behind it what they are.
_NEED_AHEAD = re.compile(
    r"(?:[을를은는]|[하되이](?:고|며))?,?\s*(필수|선택)\s*(?:적\s*)?(?:입력|수집)?\s*(?:항목|사항|정보)?\s*"
    r"(?:으로|로|은|는)(?:는)?\s+(?!수집|입력|처리|이용|받|제공|요구|선택|동의)"
)
# "이름을 필수로 수집하고": of the words in front of it.
_NEED_BEHIND = re.compile(
    r"[을를은는]\s*(?:[^,]{1,20}\s)?(필수|선택)\s*(?:적\s*)?(?:항목|사항|정보)?\s*(?:으로|로)\s+(?=수집|입력|처리|이용|받|제공|요구)"
)
_OPTIONAL_IN_ENGLISH = re.compile(
    r"\boptionally\b|(?:and,?\s+)?\bif you (?:choose to )?(?:provide|give|enter|share) "
    r"(?:it|them|this|these)(?: to us)?,"
    r"|\bmay (?:also )?(?:choose|elect|opt) to (?:provide|give|add|enter)\b"
    r"|\bgive you the option to (?:add|upload|provide)\b",
    re.IGNORECASE,
)
# "Your name, contact information, etc. can be collected when …"
_PASSIVE = re.compile(
    r"(?P<items>[^.]{3,400}?)(?:,? etc\.?)?(?:\s[–—-])? "
    r"(?:(?:can|may|will|might) (?:also )?be|is|are) "
    r"(?:also |automatically )*(?:collected|received|recorded|gathered|obtained|stored"
    r"|saved|logged)\b",
    re.IGNORECASE,
)
_WHEN_BEHIND = re.compile(
    r"\s(?:when(?:ever)?|if|while|once)\s(?:you|we|they|it|users?)\b"
    # "… through our sign-in provider, Acme" says how it comes.
    r"|\s(?:through|via|using|by means of)\s(?:our|an?|the|your)\s"
    r"|,?\sso (?:that )?(?:your|we|you|the)\s",
    re.IGNORECASE,
)
# Says when or how far, between the words of a list.
_ASIDE = re.compile(
    r"(?:\s+and)?,\s*(?:and,?\s+)?(?:where|if|as|to the extent) "
    r"(?:permitted|required|allowed|applicable|available|relevant|necessary)"
    r"(?: (?:by|under) [^,]{1,30})?,\s*",
    re.IGNORECASE,
)
# "알레르기를 알려 주시면(선택) …" says it in brackets behind the verb.
_NEED_BEHIND_VERB = re.compile(
    r"[가-힣](?:면|실\s?때)\s?[(（\[]\s*(필수|선택)[^()（）]{0,20}[)）\]]"
)
_HAS_WORDS = re.compile(
    r"\b(?:collect|receive|gather|obtain|provide|give|enter|submit|ask|process|need|store|save|record|keep)"
)
_COLLECTED = re.compile(
    r"[을를은는]?\s*(?:추가로\s*|함께\s*)?(?:수집|처리|입력|이용|보유|저장)(?:하|되|할|합|받)[^,]*$|[을를]?[\s,.]*$"
)
# A part of a sentence that says when or why, and is no item.
_CLAUSE = re.compile(r"(?:시|때|경우|과정에서|하여|위해)$")
# A sentence that says of two lists what they are, or gives each list a verb of its own.
_NEXT_CLAUSE = re.compile(
    r"(?:수집|이용|처리|저장|생성|입력|제공|보유)\s*(?:하|되|받)(?:(?:며|고|거나)|지\s*(?:않으며|않고|아니하며|아니하고))\s*,?\s+(?!있)"
    r"|(?:수집|처리|생성|저장)(?:할|될)\s*수\s*있(?:으며|고)\s*,?\s+"
)
# "회원가입 시", "상품을 구매하실 때에는", "면접 합격자에 한하여", "When you place an order,".
_WHEN = re.compile(
    r"^(?:(?:첫|둘|셋|넷|다섯)째,?\s+|또한,?\s+|그리고,?\s+|다만,?\s+)?(?:[^\s,]{1,20}(?:은|는|이|가)\s+)?"
    r"(?P<when>[^,.]{2,40}?(?:\s시|(?<=[가-힣])\s?때|경우|\s과정에서|\s(?:동안|중)|[하되시려]면))(?:에는|에만|에|는)?[\s,]"
    r"|^(?P<whom>[^,.]{2,30}?)(?:에\s*한하여|에\s*대하여|에\s*대해(?:서)?는?|의\s*경우|에게는|으로부터는?)[\s,]"
)
_WHEN_IN_ENGLISH = re.compile(
    r"^(?:[^.:,]{1,60}[.:]\s+)?(?:for example, |also, )?"
    r"(?P<when>(?:when(?:ever)?|while|if|upon|once|as) (?:(?!\bwe\b)[^,.;]){3,80}?)"
    r"(?:,|\s(?=we\b))",
    re.IGNORECASE,
)
# "When you call, email, or write to us" speaks of what is done.
_TO_EMAIL = re.compile(
    r"(?<=you )(?:(?:call|contact|text|phone|write|visit|message),? (?:or )?){0,3}"
    r"e-?mail(?=,? (?:us|or (?:call|contact|text|phone|write|visit|message|submit))\b)",
    re.IGNORECASE,
)
# "information about how and when you use our services" is collected, and says not when.
_HOW = re.compile(r"\b(?:how|ways?)\b[^.,;]{0,40}$", re.IGNORECASE)
# "SNS 계정으로 가입 시" says with what.
_WITH_WHAT = re.compile(r"\S(?:으로|로)\s*$")
# A sentence may end in "(선택)".
_NEED_AT_END = re.compile(r"[(（\[]\s*(필수|선택)[^()（）]*[)）\]]\s*[.]?\s*$")
# A sentence in which more words could end its list is no sentence.
_MOST_ENDS = 30
_SHORT_WORD = 8
# "회사는 …" says who collects, and collects no company.
_WE = {"회사", "당사", "저희", "회사는", "회사가", "company", "thecompany"}


def items_in_prose(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The words of the list in each sentence of ``text``; nothing where none of them is an item.

    Only the first word may have the beginning of the sentence in front, the last its end behind.
    """
    found: list[ItemWord] = []
    for sentence in sentences(_TO_EMAIL.sub("", text)):
        clauses = [part for whole in _clauses(sentence) for part in _by_need(whole)]
        for required, clause, is_list in clauses:
            passive = _PASSIVE.match(clause)
            if is_list:
                words = read_items(_COLLECTED.sub("", clause), lexicon)
            elif passive is not None:
                words = _list_in(passive["items"], lexicon)
            else:
                words = _list_in(clause, lexicon)
            # "your name and booking history when you order, rate a film or write to us"
            cut = _WHEN_BEHIND.search(clause)
            if cut and (not words or _unknown(words)):
                shorter = _list_in(clause[: cut.start()], lexicon)
                words = min(filter(None, (words, shorter)), key=_unknown, default=[])
            if is_list or any(word.item is not None for word in words):
                found += [
                    word if word.required is not None else replace(word, required=required)
                    for word in words
                ]
    return found


def point_in_prose(sentence: str, lexicon: Lexicon) -> str | None:
    """The words of ``sentence`` that say when or of whom something is collected.

    The words of a known collection point before all, else the clause as it is written; None
    where the sentence says neither.
    """
    when = _WHEN.match(sentence) or _WHEN_IN_ENGLISH.match(sentence)
    clause = next((group for group in when.groups() if group), None) if when else None
    known = lexicon.words_of_point(sentence)
    if known is not None and _HOW.search(sentence.partition(known)[0]):
        known = None
    if clause is None or known is None:
        return known or clause
    before, inside, _ = clause.partition(known)
    # "단체 아이디로 회원가입 시" is another point than 회원가입; what stands outside is no point.
    return known if inside and not _WITH_WHAT.search(before) else clause


def clauses_with_points(sentence: str) -> list[str]:
    """``sentence`` parted where a clause begins that says anew when something is collected."""
    parts: list[str] = []
    for clause in _clauses(sentence):
        when = _WHEN.match(clause)
        if parts and not (when and when["when"]):
            parts[-1] = f"{parts[-1]}, {clause}"
        else:
            parts.append(clause)
    return parts if len(parts) > 1 else [sentence]


def _clauses(sentence: str) -> Iterator[str]:
    """A sentence at "…을 수집하며, …": each part has its verb at its end."""
    start = 0
    for match in _NEXT_CLAUSE.finditer(sentence):
        yield sentence[start : match.end()].rstrip(" ,")
        start = match.end()
    yield sentence[start:]


def _by_need(sentence: str) -> Iterator[tuple[bool | None, str, bool]]:
    """Parts of a sentence with what it says of them, and whether they are a bare list."""
    sentence = _ASIDE.sub(", ", sentence)
    matches = list(_NEED_AHEAD.finditer(sentence))
    ends = [*(match.start() for match in matches), len(sentence)]
    before = sentence[: ends[0]]
    behind = _NEED_BEHIND.search(before)
    at_end = _NEED_AT_END.search(sentence)
    behind = behind or at_end or _NEED_BEHIND_VERB.search(sentence)
    required = behind[1] == "필수" if behind else None
    optional = _OPTIONAL_IN_ENGLISH.search(before) if required is None else None
    # "your name and, optionally, your phone number": what stands in front stays as it is.
    if optional and _HAS_WORDS.search(before[: optional.start()]):
        yield None, before[: optional.start()].rstrip(" ,").removesuffix(" and").rstrip(" ,"), False
        yield False, before[optional.end() :].lstrip(" ,"), False
    else:
        yield False if optional else required, before, False
    for match, end in zip(matches, ends[1:], strict=True):
        yield match[1] == "필수", sentence[match.end() : end], True


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
    # What stands before the last comma is read once, however many ends the last piece may have.
    front = _front(before, lexicon)
    readings: list[list[ItemWord]] = []
    for ends in _ends(last):
        # "위치정보를" may end before 정보 or behind it: the whole word where it is known.
        found = [w for end in ends if (w := _list_to(last[:end], before, front, lexicon))]
        readings += [min(found, key=_unknown)] if found else []
    return min(readings, key=_doubt, default=[])


def _unknown(words: list[ItemWord]) -> int:
    return sum(word.item is None for word in words)


def _doubt(words: list[ItemWord]) -> tuple[int, int]:
    """How little of a reading is known; of equals, the one that takes less text is better."""
    return _unknown(words), sum(len(word.text) for word in words)


def _front(before: list[str], lexicon: Lexicon) -> list[ItemWord]:
    """The list as far as it stands in ``before``; nothing where it begins in none of them.

    Clauses before it hold none: "회사는 서비스 제공, 상담을 위해 이름, 이메일을 …".
    """
    for start, piece in enumerate(before):
        first = _beginning(piece, lexicon, alone=False)
        if first:
            rest = [word for p in before[start + 1 :] for word in read_items(p, lexicon)]
            return [*_skipped(piece, before[:start]), *first, *rest]
    return []


def _list_to(
    last: str, before: list[str], front: list[ItemWord], lexicon: Lexicon
) -> list[ItemWord]:
    """The list that ends with ``last``, and begins in ``front`` or in ``last`` itself."""
    if front:
        return [*front, *read_items(last, lexicon)]
    first = _beginning(last, lexicon, alone=not before)
    return [*_skipped(last, before), *first] if first else []


def _beginning(piece: str, lexicon: Lexicon, *, alone: bool) -> list[ItemWord]:
    """The words of the piece in which a list begins; nothing where it does not begin there."""
    bare = _LEAD.sub("", piece)
    first = read_items(bare, lexicon) if key_of(bare) not in _WE else []
    # Of "단말기 정보(OS, 화면비)" one word in the brackets may be unknown.
    whole = bool(first) and first[0].item is not None and "(" in bare
    # "관심 분야와 직업은": short words, one of them known.
    short = any(w.item is not None for w in first) and all(
        len(key_of(w.text)) <= _SHORT_WORD for w in first if w.item is None
    )
    begins = whole or (short and alone) or all(word.item is not None for word in first)
    return first if begins else []


def _skipped(piece: str, before: list[str]) -> list[ItemWord]:
    """The pieces before the first known one, which belong to its list where no clause ends."""
    if _LEAD.sub("", piece) != piece:
        return []
    return [
        ItemWord(bare, None)
        for p in before
        if (bare := _LEAD.sub("", p).strip()) and not _CLAUSE.search(bare)
    ]


def _ends(piece: str) -> list[tuple[int, ...]]:
    """Where the list may end in the last piece of a sentence, the latest place first."""
    matches = list(_TAIL.finditer(piece))[: -_MOST_ENDS - 1 : -1]
    ends = [tuple(sorted({m.start(), m.start("particle")} - {-1})[::-1]) for m in matches]
    return [*ends, (len(piece),)]
