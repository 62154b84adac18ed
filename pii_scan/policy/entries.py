"""One line of a policy taken apart: its number or bullet, its label and what follows the label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pii_scan.policy.document import Line
from pii_scan.policy.glued import unglued
from pii_scan.policy.joined_lines import joined_lines
from pii_scan.policy.paragraphs import sentences, split_paragraph

__all__ = [
    "Entry",
    "entry_of",
    "is_sentence",
    "parse_entries",
    "sentences",
    "split_any_label",
    "split_label",
]

_LONGEST_LABEL = 80
_LONGEST_HEADING = 60
# What the file itself marks as a heading, and not as bold, may be longer.
_LONGEST_MARKED_HEADING = 100
_LOWEST_LEVEL = 6
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_HANGUL_ORDER = "가나다라마바사아자차카타파하"
_PICTURE = re.compile(r"[\U0001f300-\U0001faff\u2600-\u26ff\u2700-\u2712\u2b00-\u2bff]\ufe0f?\s*")
_BULLET = re.compile(
    r"[<〈\[]\s*표\s*\d+\s*[>〉\]]\s*|[-–—−*•‣●○◦◎⊙ㆍ・·∙▪▫■□◆◇▶▷►▸☞→➤※✓✔√❍❏]+\s*|[oㅇο](?:\s+|(?=[가-힣]))|>\s+"
    rf"|{_PICTURE.pattern}"
)
# Each way of counting: its name, what it looks like, and what the match counts to.
_ORDINALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "article",
        re.compile(
            r"[제第]\s*(\d{1,3})\s*[조장절항条章](?:\s*의\s*\d+)?"
            # "제1항의 항목 외에 …" begins a sentence.
            r"(?!의(?!\s*\d)|에|과|와|은|는|을|를|부터)[.．:：,]?\s*"
        ),
    ),
    ("roman", re.compile(r"([Ⅰ-Ⅻ]|[IVX]{1,5}(?=\s*[.．]))\s*[.．]?\s*")),
    ("keycap", re.compile(r"(\d)\ufe0f?\u20e3\s*")),
    ("decimal", re.compile(r"(\d{1,2}(?:[.-]\d{1,2})+)\s*[.)]?\s+(?!\d)")),
    ("number", re.compile(r"(\d{1,2})\s*[.．](?!\s*\d)\s*")),
    ("number", re.compile(r"(\d{1,2})(?=\s*[<〈＜\[【〔])")),
    ("number)", re.compile(r"[(（]?(\d{1,2})[)）]\s*")),
    ("letter", re.compile(rf"([{_HANGUL_ORDER}])\s*[.．]\s*")),
    # "(사)하늘협회" is an association, and no seventh line of a list.
    ("letter)", re.compile(rf"(?![(（]사[)）][가-힣])[(（]?([{_HANGUL_ORDER}])[)）]\s*")),
    ("latin", re.compile(r"\(?([a-zA-Z])(?:\)\s*|\.\s+)")),
    ("circled", re.compile(r"([①-⑳⑴-⒇❶-❿➀-➉㉮-㉻])\s*[.．]?\s*")),
    ("spoken", re.compile(r"(첫|둘|셋|넷|다섯|여섯)(?:번)?째\s*[,.:]?\s*")),
)
_BRACKETS = {
    "[": "]",
    "<": ">",
    "［": "］",
    "〔": "〕",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "＜": "＞",
}
# The labels of a table that was copied as text: "수집항목 이름, 이메일", "보유기간 1년".
_BARE_LABEL = re.compile(
    r"(?:(?:필수|선택)\s*(?:입력\s*)?(?:정보|사항)"
    r"|(?:개인\s*정보(?:의)?\s*)?(?:수집|이용|처리|보유|보관|제공|위탁|필수|선택|이전)"
    r"(?:\s*(?:및|[·ㆍ/])?\s*(?:수집|이용|처리|보유|보관))?(?:하는)?\s*(?:개인\s*정보)?(?:의)?\s*(?:항목|목적|기간|국가))"
    r"(?=\s*[(\[]\s*(?:필수|선택)|\s+(?!및|또는|등[ ,]|외|내|경과|달성|만료|종료|변경"
    r"|동안|안내|표시|확인|[은는을를의이가에과와]\s|[-–—:：·/|(]))"
)
# Half a bracket, as in "필수) 이름, 이메일".
_HALF_BRACKET = re.compile(
    r"((?:필수|선택)\s*(?:입력|수집|동의)?\s*(?:항목|사항|정보)?)\s*[)）]\s*[:：]?"
)
# "- 필수 이름, 이메일", where the first word was bold.
_BARE_NEED = re.compile(
    r"(필수|선택)\s+(?=[^\s:：])(?!(?:적|항목|정보|사항|동의|입력|수집|및|또는|여부|시|약관|값)(?:[^가-힣]|$|[은는을를의으])"
    r"|(?:개인)?정보[^,]*$)(?=[^:：]*$)"
)
_COLON = re.compile(r"[:：](?!//)(?!\d)")
# What generated policies put in front of a paragraph that sums up those below, and labels nothing.
_IN_SHORT = re.compile(r"(?:in short|summary|tl;dr)\s?[:：]\s*(?=\S)", re.IGNORECASE)
# "Contact details — your name, e-mail": a dash in place of a colon.
_DASHED_LABEL = re.compile(
    r"(?P<label>[A-Z][\w '’/&+-]{2,40}?(?:\s\([^()]{2,40}\))?)\s+[—–]\s+(?=\S)"
)
# "Account. Your name, email address": a few words without a verb, and what they are about.
_STOPPED_LABEL = re.compile(
    r"(?P<label>[A-Z](?!(?:[^.]{0,60}\s)?(?:we|you|your|it|they|is|are|was|were|may|can|will|must|do|does"
    r"|has|have|not|see|please)\s)[^.:;?!]{1,60}(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bNo))\.\s+"
    r"(?=[A-Z0-9])"
)
_PLAIN_BULLETS = ("-", "·", "ㆍ", "•", "*", "ο", "o", "○")
# "개인정보를 수집합니다", as the headings of some portals are.
_SPOKEN_HEADING = re.compile(
    r"(?:이용자의\s*|회원의\s*)?개인정보(?:의)?\s?(?:처리)?\s?(?:업무)?[를을]?\s"
    r"(?:수집|이용|제공|위탁|파기|보호|보관)(?:\s?(?:및|[·,/])\s?(?:수집|이용|제공|위탁|파기|보관))?"
    r"\s?(?:합니다|해요|하고\s있습니다)"
)
_SENTENCE = re.compile(
    r"(?:니다|한다|된다|진다|있다|없다|않다|이다|세요|십시오|시오|습니까|어요|아요|해요|에요|예요"
    r"|ます|ません|です|ました)"
    r"[.!?。]*[\"'”’」)\]*]*(?:\s*[(（][^()（）]*[)）])?[.。]?$"
)
_ENGLISH_SENTENCE = re.compile(r"[a-z)\"”][.!:][\"”’']?$")
# "데이터 보관: Amazon Web Services, Inc." ends in a name.
_ENDS_AS_NAME = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Pte)\.$")
_TWO_SENTENCES = re.compile(r"니다\.\s+\S")
_HANGUL = re.compile("[가-힣]")
_BOLD = re.compile(r"\*\*[^*]+\*\*")
# A stop behind the bracket ends the sentence around it, but for that of a short line of a list.
_BRACKET_AT_END = re.compile(
    r"[(（][^()（）]*[)）]$"
    r"|\((?:e\.g\.|for example|such as|including)[^()]*\)\.$"
)
_BRACKET_WITH_STOP = re.compile(r"\s*[(（][^()（）]*[)）][.:：]?$")
_FEWEST_ENGLISH_WORDS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``text`` is all of it but its marker.

    ``style`` names the marker: number, letter, circled, article, a bullet as it is, several of
    them, h1 to h9 for a heading without one, or nothing. ``ordinal`` is what it counts to. Where
    ``text`` is "label: content" or "[label] content" both are given, and ``content`` may be empty;
    otherwise ``label`` is None and ``content`` is the text. A row of a table has ``cells``.
    ``level`` is that of what its file marks as a heading.
    """

    line: int
    indent: int
    style: str
    ordinal: int | None
    text: str
    label: str | None
    content: str
    cells: tuple[str, ...] = ()
    level: int | None = None

    @property
    def is_sentence(self) -> bool:
        """Whether it is prose, which neither names nor lists anything by itself.

        A line that its file marks is none because of the stop behind its bracket.
        """
        return is_sentence(self.text if self.level is None else self._bare)

    @property
    def _bare(self) -> str:
        """The words without a bracket, and a stop, behind them."""
        return _BRACKET_WITH_STOP.sub("", self.text)

    @property
    def can_be_heading(self) -> bool:
        """Whether it is short, no prose but a question, and nothing follows its label."""
        bare = self.label is None or not self.content
        # "… 파기합니다. 다만, 다음은 보존합니다:" announces a list, and heads nothing.
        if self.label is not None and _TWO_SENTENCES.search(self.label):
            return False
        marked = self.level is not None and self.level <= _LOWEST_LEVEL
        words = self.text if self.level is None else self._bare
        short = len(words) <= (_LONGEST_MARKED_HEADING if marked else _LONGEST_HEADING)
        if _SPOKEN_HEADING.fullmatch(self.text):
            return not self.cells
        asks = self.style != "" and self.text.endswith(("?", "？"))
        # "진료비 내역 안내." without a mark is a line of a list, and heads nothing.
        stops = not self.style and self.text.endswith(".") and _HANGUL.search(self.text)
        return bare and not self.cells and short and not stops and (asks or not self.is_sentence)

    @property
    def heading(self) -> str:
        """The words of a heading, without brackets and colon."""
        return self.label if self.label is not None else self.text


def parse_entries(lines: Iterable[Line]) -> Iterator[Entry]:
    """Each line taken apart.

    "제1조(처리 목적) 회사는 …" gives two entries, its heading and its text.
    """
    for line in _parted(lines):
        if line.cells:
            yield Entry(line.number, line.indent, "", None, line.text, None, line.text, line.cells)
            continue
        style, ordinal, text = _marker(_without_stars(_without_picture(line)))
        text = _IN_SHORT.sub("", text, count=1) if _IN_SHORT.match(text) else text
        if not text:
            continue
        if not style and line.level is not None:
            style = f"h{line.level}"
        label, content = _label(text, style)
        entry = Entry(
            line.number, line.indent, style, ordinal, text, label, content, level=line.level
        )
        if style == "article" and label is not None and content:
            yield Entry(line.number, line.indent, style, ordinal, label, label, "")
            inner_label, inner = _label(content, "")
            yield Entry(line.number, line.indent, "", None, content, inner_label, inner)
        else:
            yield entry


def entry_of(whole: Entry, text: str) -> Entry:
    """The part ``text`` of the line ``whole`` as an entry of its own."""
    label, content = _label(text, "")
    return replace(
        whole, style="", ordinal=None, text=text, label=label, content=content, level=None
    )


def _parted(lines: Iterable[Line]) -> Iterator[Line]:
    """``lines``, each that holds several as those."""
    for whole in joined_lines(lines):
        texts = [whole.text] if whole.cells or whole.level else unglued(whole.text)
        for text in texts:
            yield from split_paragraph(replace(whole, text=text) if len(texts) > 1 else whole)


def is_sentence(text: str) -> bool:
    """Whether ``text`` ends as a Korean or an English sentence does.

    "비밀번호(암호화되어 저장됩니다)" has a sentence in brackets, and is none.
    """
    bracket = _BRACKET_AT_END.search(text)
    if bracket is not None and bracket.start() > 0:
        text = text[: bracket.start()].rstrip()
    if _SENTENCE.search(text):
        return True
    if _ENDS_AS_NAME.search(text) and _HANGUL.search(text):
        return False
    return len(text.split()) >= _FEWEST_ENGLISH_WORDS and bool(_ENGLISH_SENTENCE.search(text))


def split_label(text: str) -> tuple[str | None, str]:
    """``text`` at its first colon outside brackets, or (None, text)."""
    depth = 0
    colons = {match.start() for match in _COLON.finditer(text[: _LONGEST_LABEL + 1])}
    for place, character in enumerate(text[: _LONGEST_LABEL + 1]):
        if character in "([<（［":
            depth += 1
        elif character in ")]>）］":
            depth -= 1
        elif place in colons and depth <= 0:
            label = text[:place].strip()
            return (_unwrap(label), text[place + 1 :].strip()) if label else (None, text)
    return None, text


def split_any_label(text: str) -> tuple[str | None, str]:
    """``text`` as ``split_label`` parts it, or at "[label] content"."""
    return _label(text, "") if text else (None, text)


def _without_picture(line: Line) -> str:
    """The text of a heading, or of a numbered line, without the picture in front.

    "📌 1. 수집 항목" and "🗑️ 2. 파기" are marked by their numbers.
    """
    picture = _PICTURE.match(line.text)
    bare = line.text[picture.end() :] if picture else line.text
    return bare if line.level is not None or _ordinal(bare) is not None else line.text


def _without_stars(text: str) -> str:
    """A line that is marked as bold all through, outside of Markdown, without the marks."""
    return text[2:-2] if _BOLD.fullmatch(text) else text


def _marker(text: str) -> tuple[str, int | None, str]:
    """Up to three markers in front, "- 1)", as one style with the last ordinal; and the rest."""
    styles: list[str] = []
    ordinal: int | None = None
    for _ in range(3):
        bullet = _BULLET.match(text)
        if bullet:
            styles.append(bullet.group().strip())
            text = text[bullet.end() :]
            continue
        counted = _ordinal(text)
        if counted is None or (ordinal is not None and counted[0] in styles):
            break
        style, ordinal, text = counted
        styles.append(style)
    return " ".join(styles), ordinal, text.strip()


def _ordinal(text: str) -> tuple[str, int, str] | None:
    for style, pattern in _ORDINALS:
        match = pattern.match(text)
        if match:
            return style, _count(match[1]), text[match.end() :]
    return None


def _count(symbol: str) -> int:
    """What a counter stands for. Only its step to the next of its kind matters."""
    if symbol.isdecimal():
        return int(symbol)
    if symbol[0].isdecimal():  # 2.1, 2-1
        return int(re.split(r"[.-]", symbol)[-1])
    if symbol in _HANGUL_ORDER:
        return _HANGUL_ORDER.index(symbol) + 1
    if symbol[0] in "IVX":
        return _ROMAN.index(symbol) + 1 if symbol in _ROMAN else 0
    spoken = {"첫": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6}
    return spoken.get(symbol, ord(symbol[0]))


def _label(text: str, style: str) -> tuple[str | None, str]:
    close = _BRACKETS.get(text[0])
    if style == "article" and text[0] in "(（":
        close = ")" if text[0] == "(" else "）"
    end = _closing(text, close) if close else -1
    if 0 < end <= _LONGEST_LABEL and "://" not in text[:end]:
        label = text[1:end].strip()
        # "<회사>는 …합니다" is a sentence about what is in the brackets.
        attached = text[end + 1 : end + 2].isalpha() and is_sentence(text)
        if label and not attached:
            rest = text[end + 1 :].strip()
            return label, rest.lstrip(":：").strip()
    dashed = _DASHED_LABEL.match(text) if style in {*_PLAIN_BULLETS, "●"} else None
    if dashed is not None:
        return _unwrap(dashed["label"].strip()), text[dashed.end() :].strip()
    stopped = _STOPPED_LABEL.match(text) if style in {*_PLAIN_BULLETS, "●"} else None
    if stopped is not None:
        return stopped["label"].strip(), text[stopped.end() :].strip()
    half = _HALF_BRACKET.match(text)
    if half is not None:
        return half[1].strip(), text[half.end() :].strip()
    bare = _BARE_LABEL.match(text) if style in {"", *_PLAIN_BULLETS} else None
    if bare is not None and not _COLON.search(text[: bare.end() + 1]) and not is_sentence(text):
        return bare.group().strip(), text[bare.end() :].strip()
    need = _BARE_NEED.match(text) if style in _PLAIN_BULLETS and not is_sentence(text) else None
    return (need[1], text[need.end() :].strip()) if need else split_label(text)


def _closing(text: str, close: str) -> int:
    """Where the bracket that ``text`` begins with is closed, brackets inside it aside; -1."""
    depth = 0
    for place, character in enumerate(text[: _LONGEST_LABEL + 1]):
        depth += (character == text[0]) - (character == close)
        if depth == 0:
            return place
    return -1


def _unwrap(label: str) -> str:
    """A label without the brackets or quotes around all of it."""
    pairs = {**_BRACKETS, "(": ")", "（": "）", '"': '"', "'": "'", "“": "”", "‘": "’"}
    if len(label) > 2 and pairs.get(label[0]) == label[-1] and label.count(label[0]) <= 2:  # noqa: PLR2004  a pair and something in it
        return label[1:-1].strip()
    return label
