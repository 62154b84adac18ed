"""The words that policies use, looked up: items, collection points, kinds of record, laws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pii_scan.rulebook import Rulebook

# The point that says how data is collected, not when: it gives way to any other.
_HOW = "automatic"
# A heading or a sentence is shorter; looking for every word in a whole book would take long.
_LONGEST_SEARCHED = 1000
_UNHEARD = re.compile(r"""[\s"'`´‘’“”「」『』]+""")
_HANGUL = re.compile("[가-힣]")
_PEOPLE = re.compile(r"(?:이용|신청|사용)자(?=명단|명부|정보|목록|관리|의|$)")
_EDGES = " .。,，:：;；*※-–—~!?"
_KOREAN_TAIL = re.compile(r"(?:등등|등의정보|등정보|등의|등)$")
_KOREAN_PARTICLE = re.compile(r"(?:으로|이나|을|를|은|는|이|가|의|와|과|도|로)$")
_KIND = re.compile(r"(?:(?:관련)?(?:정보|데이터)|information|details|data|に関する情報)$")
# What such a word means does not hang on the words in front: 스쿨뱅킹 계좌번호, 구성원의 성명.
_CLEAR_BY_ITSELF = {
    "계좌번호", "전화번호", "휴대전화번호", "휴대폰번호", "연락처", "이메일",
    "이메일주소", "생년월일", "주민등록번호", "카드번호", "신용카드번호", "성명", "아이디",
    "회원번호",
}  # fmt: skip
_MOST_WORDS_IN_FRONT = 3
# The same in English: store email, Shopify access tokens.
_CLEAR_IN_ENGLISH = {
    "email", "emailaddress", "phonenumber", "telephonenumber", "ipaddress", "dateofbirth",
    "mailingaddress", "postaladdress", "accesstokens", "refreshtokens", "errorlogs", "accesslogs",
    "serverlogs", "activitylogs", "activityrecords", "phonenumbers", "emailaddresses", "pushtoken",
    "푸시토큰", "userid",
}  # fmt: skip
_MOST_WORDS = 6
# In front of an item such a word says of what it is, and is none itself: 휴대전화 모델명.
_OF_WHAT = {
    *("휴대전화", "휴대폰", "핸드폰", "단말기", "계정", "기기"),
    *("회사", "학교", "직장", "근무지", "근무처"),
}
_ORGANISATIONS = {"회사", "학교", "직장", "근무지", "근무처", "유치원", "어린이집", "가게", "매장"}
_NAMED = {"이름", "명칭", "성명", "명"}
# 학부모휴대폰번호 is written as one word as well.
_GLUED = re.compile(
    rf"^([가-힣]{{2,6}})({'|'.join(sorted(_CLEAR_BY_ITSELF, key=len, reverse=True))})$"
)
_DIGITS = re.compile(
    r"(?<!비밀번호)(?:의)?[앞뒤](?:\d|네|여섯)자리(?:[·,/및와과]*[앞뒤](?:\d|네|여섯)자리)*$"
)
# Whose it is does not change what it is: 이용자의 이름, 담당자 이메일, your email address.
_KOREAN_OWNER = re.compile(
    r"^(?:그|해당)?(?:이용자|비회원|회원|귀하|고객|본인|사용자|가입자|정보주체|담당자|신청인|신청자|문의자|구매자|주문자|수령인"
    r"|수령자|수취인|받는사람|보내는사람|받는분|보내는분|법정대리인|보호자|대표자|예금주|지원자|당첨자|판매자|환자|아동|예약자|탑승자|투숙객|학생|학부모|수강생|응모자|참가자|참여자|기부자|후원자"
    r"|아버지|어머니|부모님?|배우자|카드소유자|카드명의자|명의자|소유자|신고인|제안자|동반자|예약자명의"
    r"|구독자|독자|조합원|임직원|직원|세대주|가족|가족구성원|수험생|교사|운전자|사용인|피해자|동승자|민원인|방문자|작성자|입금자|계약자|피보험자|관리자|대리인|추천인|제보자"
    r"|회사담당자|자녀|아이(?!디)|어린이|유아|원아)(?:의)?|^개인의|^(?:정확한|구체적인|상세한|암호화된|업로드[된한])|^(?:お客様|ご本人|お届け先|配送先|受取人|担当者|会員|利用者|申込者|旅行者|ユーザー|代表者)の"
)
_ARTICLES = re.compile(r"^(?:(?:and|or|plus|your|our|their|the|an?|any)\s+)+", re.IGNORECASE)
_ENGLISH_OWNER = re.compile(
    r"^(?:(?:and|or|your|our|the|a|an|any|(?:user|customer|parent|guardian|child|student|employee|applicant|patient|guest)(?:['’]?s)?|work|business|corporate|personal"
    r"|device['’]?s|maybe|perhaps|possibly|some of|which|primary|current|full|valid|voluntary"
    r"|(?:last|first) (?:4|6|four|six) digits of|partial|masked|truncated|anonymi[sz]ed|standard"
    r"|approximate|coarse|rough"
    r"|(?:(?:encrypted|secure|salted|one-way) )?hash of|securely hashed|session"
    r"|(?:records|copies|details|content|contents|(?:the )?text) of"
    r"|information (?:about|on|regarding|relating to))\s+)+",
    re.IGNORECASE,
)


def key_of(words: str) -> str:
    """``words`` as they are compared: NFKC, without spaces, quotes and case."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", words).strip(_EDGES)).casefold()


@dataclass(frozen=True)
class Lexicon:
    """Ids by the key of each word for them; ``laws`` maps the key of a title to the title."""

    items: Mapping[str, str]
    points: Mapping[str, str]
    records: Mapping[str, str]
    laws: Mapping[str, str]

    def item(self, words: str) -> str | None:
        """The item that exactly these words mean, endings and owners aside; None for no item."""
        found = next((self.items[k] for k in _variants(words) if k in self.items), None)
        return found or self._item_of_last(words) or self._item_of_last_two(words)

    def _item_of_last(self, words: str) -> str | None:
        """The item of "스쿨뱅킹 계좌번호", where the words in front are no items themselves."""
        *front, last = _GLUED.sub(r"\1 \2", " ".join(words.split())).split() or [""]
        # 학교 이름 names no person.
        if front and front[-1] in _ORGANISATIONS and _NAMED.intersection(_variants(last)):
            return None
        if front and all(word in _OF_WHAT for word in front):
            return next((self.items[k] for k in _variants(last) if k in self.items), None)
        if not 0 < len(front) <= _MOST_WORDS_IN_FRONT or key_of(last) not in _CLEAR_BY_ITSELF:
            return None
        # "주소·전화번호 등 연락처" gives examples.
        if "등" in front or any(key in self.items for word in front for key in _variants(word)):
            return None
        return self.items.get(key_of(last))

    def _item_of_last_two(self, words: str) -> str | None:
        """The item of "store email address", where the words in front are no items themselves."""
        parts = words.split()
        if not 1 < len(parts) <= _MOST_WORDS:
            return None
        for count in (3, 2, 1):
            front, last = parts[:-count], key_of("".join(parts[-count:]))
            if front and len(front) <= _MOST_WORDS_IN_FRONT and last in _CLEAR_IN_ENGLISH:
                named = any(key in self.items for word in front for key in _variants(word))
                known = (self.items[key] for key in _variants(last) if key in self.items)
                return None if named or "and" in front else next(known, None)
        return None

    def point(self, words: str) -> str | None:
        """The collection point whose words stand in ``words``; None for none and for several."""
        key = key_of(words)
        if key in self.points:
            return self.points[key]
        # "학부모서비스 신청자 명단" names people, and not when they apply.
        found = {id_ for _, id_ in _longest_words(self.points, _PEOPLE.sub("\0", key))}
        if len(found) > 1:
            found.discard(_HOW)
        return found.pop() if len(found) == 1 else None

    def differ(self, words: str, other: str) -> bool:
        """Whether both name collection points, one and another; how data is collected is none."""
        named = {self.point(words), self.point(other)} - {None, _HOW}
        return len(named) > 1

    def record(self, words: str) -> str | None:
        """The kind of record whose words stand in ``words``; None for none and for several."""
        return self._only(self.records, words)

    def records_in(self, words: str) -> list[str]:
        """All kinds of record whose words stand in ``words``."""
        return list(dict.fromkeys(id_ for _, id_ in _longest_words(self.records, key_of(words))))

    def law(self, words: str) -> str | None:
        """The title of the one law of the rulebook named in ``words``."""
        return self._only(self.laws, words)

    def words_of_point(self, text: str) -> str | None:
        """The part of ``text`` that names its collection point, as it is written there."""
        point = self.point(text)
        found = [k for k, id_ in _longest_words(self.points, key_of(text)) if id_ == point]
        if not found:
            return None
        spelled = r"\s*".join(map(re.escape, found[0]))
        match = re.search(spelled, unicodedata.normalize("NFKC", text), re.IGNORECASE)
        return match.group() if match else None

    def mentioned_items(self, text: str) -> int:
        """How many words for items stand anywhere in ``text``."""
        return sum(1 for k, _ in _longest_words(self.items, key_of(text)) if len(k) > 1)

    def _only(self, ids: Mapping[str, str], words: str) -> str | None:
        key = key_of(words)
        if key in ids:
            return ids[key]
        found = {id_ for _, id_ in _longest_words(ids, key)}
        return found.pop() if len(found) == 1 else None


def read_lexicon(rulebook: Rulebook) -> Lexicon:
    """The lexicon of the policy words under rules/. Raises RuleError when they are broken."""
    laws = [
        title
        for law in rulebook.laws.values()
        for title in (law.title.ko, law.title.en, *(r.law for r in law.retention))
    ]
    return Lexicon(
        items=_by_key((i, (x.label.ko, x.label.en, *x.policy)) for i, x in rulebook.items.items()),
        points=_by_key((i, x.words) for i, x in rulebook.points.items()),
        records=_by_key(
            (i, (x.label.ko, x.label.en, *x.words)) for i, x in rulebook.record_kinds.items()
        ),
        laws=_by_key((title, (title,)) for title in laws),
    )


def _by_key(entries: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for id_, spellings in entries:
        for spelling in spellings:
            key = key_of(spelling)
            words.setdefault(key, id_)
            # 인스타그램 ID and 인스타그램 아이디 are the same word.
            if _HANGUL.search(key):
                words.setdefault(key.replace("아이디", "id"), id_)
                words.setdefault(re.sub(r"id$", "아이디", key), id_)
    return words


def _longest_words(ids: Mapping[str, str], key: str) -> Iterator[tuple[str, str]]:
    """The words found in ``key`` with their ids, longest first, none inside another."""
    taken = key = key[:_LONGEST_SEARCHED]
    for word in sorted((w for w in ids if w and w in key), key=lambda w: (-len(w), w)):
        if word in taken:
            yield word, ids[word]
            taken = taken.replace(word, "\0")


# A policy uses the same words again and again, and most are asked about several times each.
@lru_cache(maxsize=4096)
def _variants(words: str) -> tuple[str, ...]:
    """Keys that mean the same as ``words``, the closest first."""
    # "your business number": not all that can say whose it is does so here.
    starts = [words, _ARTICLES.sub("", words.strip()), _ENGLISH_OWNER.sub("", words.strip())]
    keys = [key_of(start) for start in starts]
    keys.append(_KOREAN_OWNER.sub("", keys[0]))
    # "카드번호 앞 6자리·뒤 4자리" is a part of the card's number.
    keys.append(_DIGITS.sub("", keys[0]))
    return tuple(
        dict.fromkeys(
            variant
            for key in dict.fromkeys(keys)
            for ended in dict.fromkeys(
                (key, _KOREAN_TAIL.sub("", key), _KOREAN_PARTICLE.sub("", key))
            )
            for variant in (
                ended,
                _KIND.sub("", ended),
                ended.removesuffix("s"),
                ended.removesuffix("es"),
            )
        )
    )
