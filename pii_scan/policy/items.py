"""A list of items as a policy writes it: each word is an item or is given back as unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pii_scan.policy.item_clauses import (
    ONE_OF,
    bare_forms,
    without_clause,
    without_owner,
    without_remark,
)
from pii_scan.policy.lexicon import Lexicon, key_of

_OPEN, _CLOSE = "([{<（［｛〔【〈《", ")]}>）］｝〕】〉》"
_COMMA = re.compile(r"[,，、､;；]")
# What joins words, and is also part of some: CI/DI, 은행명 및 계좌번호. A line end in a cell may
# part items or be inside one.
_JOINT = re.compile(
    r"[/／·ㆍ・･∙‧•|&+\n]|\s+및\s*|\s*및\s+|\s*(?:또는|혹은)\s+|\s*(?:及び|および|又は|または)\s*|(?<=[가-힣A-Za-z)])[와과]\s+|(?<=[가-힣])이?나\s+|\s+(?:and/or|and|or)\s+",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_COLON = re.compile(r"\s?[:：]\s?")
# A line of a cell that is marked as one of a list; below "결제 정보:" it goes on.
_NEXT_LINE = re.compile(r"(?<=[^\s:：])\s*\n\s*[-–·•*]\s+")
# Brackets may hold brackets: "법정대리인 정보(이름, 중복가입확인정보(DI))".
_GROUP = re.compile(
    r"\s*[(\[<（［〔【]((?:[^()\[\]<>（）［］〔〕【】]|[(（\[][^()\[\]（）]*[)）\]])*)[)\]>）］〕】]"
)
# A word for an item is never joined from more parts than this.
_MOST_PARTS = 4
_LONGEST_CHUNK = 1000

_OPTIONAL = re.compile(
    r"선택(?:적)?(?:입력|수집|기재|동의)?(?:항목|사항|정보|시)?|optional(?:ly)?|임의|任意(?:入力)?(?:項目|情報)?"
)
_REQUIRED = re.compile(
    r"필수(?:적)?(?:입력|수집|기재|동의)?(?:항목|사항|정보)?|required|mandatory|必須(?:入力)?(?:項目|情報)?"
)
_NEED_WORDS = r"(?:필수|선택)\s*(?:적\s*)?(?:입력|수집|동의)?\s*(?:항목|사항|정보)?"
# Inside a list: "[필수] 이름, 이메일 [선택] 전화번호", "필수: 이름 / 선택: 전화번호".
_NEED_IN_LIST = re.compile(
    rf"(?P<opened>[(\[<（［〔【]\s*(?P<need>{_NEED_WORDS}|required|optional)\s*[)\]>）］〕】])\s*[:：]?"
    rf"(?=\s*[^\s,，、;；/·ㆍ)\]<(\[:：])"
    rf"|(?:^|(?<=[\s,，/;·ㆍ|]))(?P<plain>{_NEED_WORDS}|required|optional)\s*[:：)）]",
    re.IGNORECASE,
)
# "필수 이름, 이메일" over "선택 성별": the lines of one cell, each with what it says of its items.
_NEED_OF_LINE = re.compile(rf"^[ \t]*({_NEED_WORDS})[ \t]+(?=[^\s:：)])", re.MULTILINE)
# "name, email (required); gender, age (optional)" says it behind each group.
_NEED_BEHIND = re.compile(
    r"[(\[（]\s*(필수|선택|required|optional)\s*[)\]）]\s*[.]?\s*$", re.IGNORECASE
)
# "이름·성별(선택)" without a space says it of both.
_NEED_OF_ALL = re.compile(
    r"(?:[^,/()\s]+\s)?[^,/()\s]*[·ㆍ][^,/()\s]*\s?[(\[](?:필수|선택)[)\]]\s*"
)
# "신용카드 결제 시: 카드번호 / 계좌이체 시: 계좌번호" says when, and lists no such thing.
_WHEN_IN_LIST = re.compile(r"(?:^|(?<=\s/\s)|(?<=,\s))[가-힣\s]{2,20}\s(?:시|때|경우)\s?[:：]\s*")
_GROUPS = re.compile(r"[;；]")
# "주문정보 (이름, 이메일) 배송정보 (주소)" has nothing but a space between its groups.
_GROUP_BEHIND_GROUP = re.compile(r"(?<=[)）])(?<!(?:필수|선택)[)）])\s+(?=[가-힣]{2,12}\s?[(（])")
_FOR_EXAMPLE = re.compile(
    r"^(?:e\.g\.,?|i\.e\.,?|for example,?|such as|including|예[:：)]|예를\s*들어,?|예컨대)\s*",
    re.IGNORECASE,
)
_HEAD_IN_LIST = re.compile(
    r"^\s*(?:[-–·•]\s*)?(?:자동|수집|보유|처리|개인정보|이용|하는|되는|의|\s)*항목\s*[:：]"
)
_CHOSEN = re.compile(r"\s등\s[^,]{0,20}선택\s?(?:적\s?)?(?:으로\s?)?동의")
_AND_SO_ON = re.compile(r"(?<=[가-힣A-Za-z)])\s등\s[^,]*$")
_NOTHING = {"", "없음", "해당없음", "해당사항없음", "none", "n/a", "등", "なし"}
_SCOPES = {
    "공인": "public",
    "사설": "private",
    "외부": "public",
    "내부": "private",
    "public": "public",
    "private": "private",
}
_SCOPED_WORD = re.compile(r"(공인|사설|public|private)\s*(?:IP|아이피)", re.IGNORECASE)
_CONDITION = re.compile(r"^.*(?:(?:경우|시|때)(?:에는|에만|에|는)?|[하되시]면)\s+")
# "전화번호 등 연락처": examples and what kind they are.
_SUCH_AS = re.compile(r"\s*(?<=[가-힣A-Za-z)])\s+등(?:의|과\s*같은)?\s+")
# "demographic information such as gender"
_SUCH_AS_IN_ENGLISH = re.compile(
    r"^(?P<kind>(?:(?!(?:we|you|not|is|are|may|can|from|with|to)\b)[\w-]+\s+){0,4})"
    r"(?:such as|including|like)\s+(?P<first>.+)$",
    re.IGNORECASE,
)
_BEFORE_SUCH_AS = re.compile(
    r"^(?P<before>.+?)\s+and\s+"
    r"(?P<rest>(?:(?!and\b)\S+\s+){1,4}(?:such as|including|like)\s+\S.*)$",
    re.IGNORECASE,
)
# "a telephone number and, optionally, a postal address"
_OPTIONALLY_BETWEEN = re.compile(r"\s(?:and|or),\soptionally,?\s", re.IGNORECASE)
_AND_IN_FRONT = re.compile(r"^\s*and\s+(?=your\s|any\s|the\s|an?\s)", re.IGNORECASE)
_OPTIONAL_IN_FRONT = re.compile(r"^(?:and\s)?(?:an?\s)?optional(?:ly)?,?\s+(?=\w)", re.IGNORECASE)
# "voice recordings, if you turn on Read Aloud (optional)" says when.
_WHEN_BEHIND = re.compile(
    r",\s*(?:only )?(?:if|when|where|unless)\s[^,;()]{3,80}?(?=\s*\((?:optional|required)\)\s*$|$)",
    re.IGNORECASE,
)
# Says when, inside a list: "and (if you provide it) a daytime telephone number".
_WHEN_ASIDE = re.compile(r"\s*\((?:if|where|when) [^()]{3,80}\)\s+(?=[a-z])", re.IGNORECASE)
# "email address and, if you register with a password, a hashed password" says when of the last.
_WHEN_BETWEEN = re.compile(r"\band,\s(?:if|where|when)\s[^,()]{3,80},\s", re.IGNORECASE)
_KIND_OF_ITEMS = re.compile(r"(?:정보|사항|항목|자료)$")
# Words for a kind of items, which are those in the brackets behind: "결제정보(카드 또는 계좌)".
_SAID_IN_BRACKETS = {
    "결제정보", "결제수단", "결제수단정보", "계정정보", "계정", "회원정보",
    "연락처정보", "주문정보", "주문자정보", "배송정보", "배송지정보",
    "contactinformation", "contactdetails", "contactinfo",
    "payment", "paymentinformation", "paymentdetails", "paymentdata", "billinginformation",
}  # fmt: skip
_ENDS_AS_KIND = ("계정정보", "회원정보", "가입정보")
# "연락처(회사, 자택)" says which one, and collects no company.
_WHICH_ONE = {"회사", "학교", "직장", "자택", "집", "개인", "법인"}


@dataclass(frozen=True, slots=True)
class ItemWord:
    """One word of a list. ``item`` and ``required`` are None where nothing is known of them."""

    text: str
    item: str | None
    required: bool | None = None
    scopes: tuple[str, ...] = ()


def need_of(words: str) -> bool | None:
    """True for words that say "required" and nothing else, False for "optional", else None."""
    key = key_of(words)
    if _REQUIRED.fullmatch(key):
        return True
    return False if _OPTIONAL.fullmatch(key) else None


def read_items(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The words of ``text``: every one of them comes back, as an item or as unknown."""
    words: list[ItemWord] = []
    text = _closed(text)
    text = _OPTIONALLY_BETWEEN.sub(", optional ", _WHEN_BETWEEN.sub("and ", text))
    for required, part in _by_need(_WHEN_ASIDE.sub(" ", _WHEN_BEHIND.sub("", text))):
        for chunk in split_outside(_NEXT_LINE.sub(", ", part), _COMMA):
            words += [
                word if word.required is not None else replace(word, required=required)
                for word in _read_chunk(chunk, lexicon)
            ]
    return words


def _closed(text: str) -> str:
    """``text`` with the bracket closed that it leaves open at its end: "주문정보 (이름, 전화"."""
    opened = max(text.rfind("("), text.rfind("（"))
    if opened < 0 or text.count("(") + text.count("（") != text.count(")") + text.count("）") + 1:
        return text
    return text if ")" in text[opened:] or "）" in text[opened:] else f"{text})"


def is_item_list(text: str, lexicon: Lexicon) -> bool:
    """Whether at least half of the words of ``text`` are items."""
    words = read_items(text, lexicon)
    known = sum(word.item is not None for word in words)
    return known > 0 and known * 2 >= len(words)


def split_outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """``text`` split at ``separator`` where that is not inside brackets; empty parts left out."""
    parts, start = [], 0
    for end, after in _cuts(text, separator):
        parts.append(text[start:end])
        start = after
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def split_at_commas(text: str) -> list[str]:
    """``text`` split at the commas that are not inside brackets."""
    return split_outside(text, _COMMA)


def _cuts(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    depths, depth = [], 0
    for character in text:
        if character in _CLOSE:
            depth -= 1
        depths.append(depth)
        if character in _OPEN:
            depth += 1
    # Brackets that do not match mean nothing.
    if depth != 0 or min(depths, default=0) < 0:
        depths = [0] * len(text)
    for match in separator.finditer(text):
        if depths[match.start()] == 0:
            yield match.span()


def _by_need(text: str) -> Iterator[tuple[bool | None, str]]:
    """Parts of a list with what is said of them in front."""
    text = ONE_OF.sub("", _WHEN_IN_LIST.sub("", _HEAD_IN_LIST.sub("", text)))
    text = _GROUP_BEHIND_GROUP.sub(", ", text)
    groups = split_outside(text, _GROUPS)
    behind = [_NEED_BEHIND.search(group) for group in groups]
    if len(groups) > 1 and all(behind):
        for group, need in zip(groups, behind, strict=True):
            if need is not None:
                yield need_of(need[1]), group[: need.start()]
        return
    if len({need_of(need) for need in _NEED_OF_LINE.findall(text)}) > 1:
        text = _NEED_OF_LINE.sub(r"[\1] ", text)
    required: bool | None = None
    start = 0
    for match in _NEED_IN_LIST.finditer(text):
        yield required, text[start : match.start()]
        required = need_of(match["need"] or match["plain"])
        start = match.end()
    yield required, text[start:]


def _read_chunk(chunk: str, lexicon: Lexicon) -> list[ItemWord]:
    # What is so long without a comma lists nothing, and trying each part of it would take long.
    if len(chunk) > _LONGEST_CHUNK:
        return [ItemWord(" ".join(chunk.split()), None)]
    if (front := _in_front(chunk)) is not None:
        required, rest = front
        return _needed(_read_chunk(rest, lexicon), required=required)
    for end, after in _cuts(chunk, _SUCH_AS):
        if not _is_item(chunk, lexicon):
            return _such_as(chunk, chunk[:end], chunk[after:], lexicon)
    if listed := _behind_label(chunk, lexicon) or _such_as_in_english(chunk, lexicon):
        return listed
    for separator in (_JOINT, _SPACE):
        words = _cover(chunk, separator, lexicon)
        known = sum(word.item is not None for word in words)
        if separator is _JOINT and words and _NEED_OF_ALL.fullmatch(chunk):
            words = _needed(words, required=words[-1].required)
        # Words that only a space parts are a list only when each of them is an item.
        if known == len(words) or (known and separator is _JOINT):
            return words
    return _read_bare(chunk, lexicon)


def _behind_label(chunk: str, lexicon: Lexicon) -> list[ItemWord]:
    """The items of "차량 정보(차주만): 차량번호"; nothing where no label is in front of items."""
    # A chunk with more colons says something else, and trying each of them would take long.
    colons = list(_cuts(chunk, _COLON))
    end, after = colons[0] if len(colons) == 1 else (0, 0)
    above, _, label = chunk[:end].rpartition("\n")
    words = _read_chunk(chunk[after:], lexicon) if label.strip() else []
    if not words or any(word.item is None for word in words) or _is_item(chunk, lexicon):
        return []
    front = _read_chunk(above, lexicon) if above.strip() else []
    return [*front, *_match(label.strip(" -–·•*"), lexicon), *words]


def _read_bare(chunk: str, lexicon: Lexicon) -> list[ItemWord]:
    """The items of "the device's IP address", "앱 실행 시 IP 주소"; else the words."""
    for bare in bare_forms(chunk):
        if bare != chunk and _is_item(bare, lexicon):
            return _read_chunk(bare, lexicon)
    return [ItemWord(" ".join(chunk.split()), None)] if key_of(chunk) not in _NOTHING else []


def _in_front(chunk: str) -> tuple[bool | None, str] | None:
    """What "optional" in front of a word says, and the word; "and the" says nothing. None: none."""
    optional = _OPTIONAL_IN_FRONT.match(chunk)
    if optional is not None:
        return False, chunk[optional.end() :]
    joined = _AND_IN_FRONT.match(chunk)
    return (None, chunk[joined.end() :]) if joined else None


def _such_as_in_english(chunk: str, lexicon: Lexicon) -> list[ItemWord]:
    """The items of "demographic information such as gender"; nothing for other words."""
    example = _SUCH_AS_IN_ENGLISH.match(chunk)
    if example is not None:
        kind = _cover(example["kind"], _JOINT, lexicon)
        named = [word for word in kind if word.item is not None]
        return [*named, *_read_chunk(example["first"], lexicon)]
    # "card details and account information like username"
    both = _BEFORE_SUCH_AS.match(chunk)
    if both is None:
        return []
    return [*_read_chunk(both["before"], lexicon), *_read_chunk(both["rest"], lexicon)]


def _such_as(whole: str, examples: str, kind: str, lexicon: Lexicon) -> list[ItemWord]:
    """The items of "주소·전화번호 등 연락처": the examples, and what else the kind is."""
    listed = _cover(examples, _JOINT, lexicon)
    rest = _cover(kind, _JOINT, lexicon)
    known = {word.item for word in listed} - {None}
    if known:
        more = [
            w for w in rest if w.item not in known and not _KIND_OF_ITEMS.search(key_of(w.text))
        ]
        return [*listed, *more]
    if any(word.item is not None for word in rest):
        first, *others = rest
        return [replace(first, text=" ".join(whole.split())) if not others else first, *others]
    return [ItemWord(" ".join(whole.split()), None)]


def _cover(chunk: str, separator: re.Pattern[str], lexicon: Lexicon) -> list[ItemWord]:
    """``chunk`` parted at ``separator``, but for joined parts that together are an item."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for end, after in [*_cuts(chunk, separator), (len(chunk), len(chunk))]:
        if chunk[start:end].strip():
            bounds.append((start, end))
        start = after
    words: list[ItemWord] = []
    first = 0
    while first < len(bounds):
        for last in range(min(first + _MOST_PARTS, len(bounds)) - 1, first - 1, -1):
            span = chunk[bounds[first][0] : bounds[last][1]]
            found = _joined(span, lexicon)
            # Parts are joined to be an item, not because the last has one in its brackets.
            if found and (first == last or _is_item(span, lexicon)):
                words += found
                first = last + 1
                break
        else:
            text = chunk[bounds[first][0] : bounds[first][1]].strip()
            # "the type of browser you use", behind another word.
            bare = without_owner(text) if len(bounds) > 1 else text
            if bare == text and len(bounds) > 1:
                bare = without_clause(text)
            if bare != text and _is_item(bare, lexicon):
                words += _match(bare, lexicon)
            elif key_of(text) not in _NOTHING:
                words.append(ItemWord(text, None))
            first += 1
    return words


def _joined(text: str, lexicon: Lexicon) -> Sequence[ItemWord]:
    """``text`` as one item, unless each of its lines is one: "이메일" over "주소" are two."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(lexicon.item(line) for line in lines):
        return []
    return _match(" ".join(lines), lexicon)


def _is_item(text: str, lexicon: Lexicon) -> bool:
    text = " ".join(text.split())
    return (lexicon.item(text) or lexicon.item(_GROUP.sub(" ", text))) is not None


def _match(text: str, lexicon: Lexicon) -> Sequence[ItemWord]:
    """``text`` as one item with what its brackets say, or as the items in its brackets."""
    required: bool | None = None
    scopes = [_SCOPES[m.casefold()] for m in _SCOPED_WORD.findall(text)]
    for group in _GROUP.finditer(text):
        need = need_of(group[1])
        if need is not None:
            required = need
            text = text.replace(group[0], "")
    groups = [group[1] for group in _GROUP.finditer(text)]
    base = _GROUP.sub(" ", text)
    for group_text in groups:
        parts = [key_of(part) for part in re.split(r"[,，/·ㆍ]|및", group_text)]
        if all(part in _SCOPES for part in parts):
            scopes += [_SCOPES[part] for part in parts]
    item = lexicon.item(text) or lexicon.item(base)
    inner = [word for group_text in groups for word in _inside(group_text, lexicon)]
    known = [word for word in inner if word.item is not None and word.item != item]
    if known and _is_said_in_brackets(base, inner):
        return _needed(inner, required=required)
    if item is not None:
        whole = ItemWord(text.strip(), item, required, tuple(dict.fromkeys(scopes)))
        items = sum(word.item is not None for word in inner)
        if known and (items > 1 or items == len(inner)):
            listed = [word for word in inner if word.item != item]
            return [whole, *_needed(listed, required=required)]
        return [whole]
    if known and len(known) == len(inner):
        return _needed(known, required=required)
    if known:
        return [ItemWord(text.strip(), None), *_needed(known, required=required)]
    return []


def _is_said_in_brackets(base: str, inner: Sequence[ItemWord]) -> bool:
    """Whether what is in brackets is all that a word for a kind of items means.

    "직원 계정 정보(이름, 연락처)" says of whom in front.
    """
    key = key_of(base)
    several = len(inner) > 1 and all(word.item is not None for word in inner)
    return key in _SAID_IN_BRACKETS or (several and key.endswith(_ENDS_AS_KIND))


def _inside(text: str, lexicon: Lexicon) -> list[ItemWord]:
    # "이름, 연락처 — 암호화 저장" says behind a dash more of what it lists.
    listed = without_remark(_FOR_EXAMPLE.sub("", text))
    # "이름, 성별 등 동의한 범위에서 수집"
    parts = split_outside(_AND_SO_ON.sub("", listed), _COMMA)
    if all(key_of(part) in _WHICH_ONE for part in parts):
        return []
    # "주소 (제세공과금 처리가 필요한 경우 주민등록번호)" says first when.
    bare = [_CONDITION.sub("", part) or part for part in parts]
    words = [word for part in bare for word in _cover(part, _JOINT, lexicon)]
    # "이름, 성별 등 선택 동의한 범위에서"
    chosen = _CHOSEN.search(listed) is not None
    return _needed(words, required=False) if chosen else words


def _needed(words: list[ItemWord], *, required: bool | None) -> list[ItemWord]:
    return [replace(word, required=required) if word.required is None else word for word in words]
