"""What the columns of a table, and the labels of a line, say of those who get the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from pii_scan.policy.entries import Entry, is_sentence, split_any_label
from pii_scan.policy.items import need_of
from pii_scan.policy.party_latin import begins_as_name
from pii_scan.policy.party_lines import split_dash, task_like
from pii_scan.policy.tables import head_columns


class Column(StrEnum):
    """What a column, or a label, says of a party."""

    NAME = "name"
    TASK = "task"
    ITEMS = "items"
    UNTIL = "until"
    COUNTRY = "country"
    HOW = "how"
    SUB_NAME = "sub_name"
    SUB_TASK = "sub_task"


COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    # "이전받는 자의 보호조치", "이전 거부 방법" name nobody.
    (Column.HOW, re.compile(r"보호조치|거부|불이익|(?:제공|이전|위탁|법적)의?근거$")),
    (Column.ITEMS, re.compile(r"(?:제공|이전|위탁)대상(?:이되는|인)?(?:개인)?(?:정보|항목)")),
    (Column.NAME, re.compile(r"(?:提供|委託|移転|開示|共有)先(?:の名称|名)?$|受領者|名称$")),
    (Column.COUNTRY, re.compile(r"国名?$|所在国")),
    (Column.TASK, re.compile(r"目的|委託(?:する|した)?業務|業務内容|委託内容")),
    (Column.ITEMS, re.compile(r"(?:提供|移転)(?:する|される)?(?:個人)?(?:情報|データ|項目)|項目")),
    (Column.TASK, re.compile(r"^수탁(?:업무|내용|사무)$|수탁자\)?.*업무의?내용$")),
    (Column.UNTIL, re.compile(r"기간|언제까지|期間|period|retention|until|duration")),
    (Column.NAME, re.compile(
        r"^(?:회사|업체|법인|수탁(?:자|업체|사)|이전받는(?:자|회사|업체))(?:명)?\(")),
    (Column.COUNTRY, re.compile(r"국가|소재|나라|country|location")),
    (Column.HOW, re.compile(r"일시|시기|방법|^연락처|^언제$|^when$")),
    (Column.TASK, re.compile(r"목적|용도|이유|^왜|purpose|why")),
    (Column.SUB_NAME, re.compile(r"재수탁|재위탁(?:업체|받는자|사|기관|여부|현황)|하수급인")),
    (Column.SUB_TASK, re.compile(r"재위탁(?:하는)?(?:업무|내용)")),
    (Column.NAME, re.compile(r"(?:업체|회사|기관|법인|맡긴곳|맡기는곳|받는곳)(?:명|명칭)?$")),
    (Column.NAME, re.compile(
        r"수탁(?:자|업체|사|기관|회사|법인)|받는자|하는자|받은자|^누가$|누구에게")),
    (Column.TASK, re.compile(
        r"업무|하는일|어떤일|맡긴일|맡기는일|task|services?provided|activity|role")),
    (Column.ITEMS, re.compile(
        r"항목|items|^(?:(?:제공|이전|위탁|공유)(?:되는|하는|된|받는)?)?정보$")),
    (Column.NAME, re.compile(
        r"수탁|업체|위탁받는|위탁사|위탁기관|위탁대상|받는자|받는곳|받는기관|제공처|제공대상|제공기관|회사|기관명|법인명|상호|제휴사|명칭"
        r"|recipient|processor|company|provider|partner|vendor|name|thirdparty")),
    (Column.ITEMS, re.compile(r"개인정보|무엇을|어떤정보|data|information")),
    (Column.TASK, re.compile(r"내용|^(?:제공|위탁|이용|담당|주요)?서비스(?:명)?$|service$")),
    (Column.ITEMS, re.compile(r"^what(?:they|it)?(?:process|receive|get|see|collect)s?$")),
    (Column.TASK, re.compile(
        r"^(?:use|usedfor|usage|function|what(?:for|(?:they|it)do(?:es)?(?:forus)?)|description)$")),
    (Column.COUNTRY, re.compile(r"^where$|region|hosted")),
)  # fmt: skip
_LONGEST_LABEL = 30
_FORM = re.compile(r"주식회사\s?\S|\S\s?주식회사$|㈜|\(주\)")
# A task, and not what a column of tasks is called: "배송 업무", "결제처리 업무".
_IS_TASK = re.compile(
    r"(?:배송|결제|발송|상담|인증|호스팅|운영|관리|처리|개발|분석|마케팅|채용|교육|검사|물류|설치|정산|추심|보관|홍보|안내)\s?(?:대행\s?)?업무$"
)
# "Service providers: Trusted third-party vendors who …" says what they are.
_DESCRIBES = re.compile(
    r"(?:(?:trusted|third[- ]party|certain|select(?:ed)?|external|outside|other|carefully"
    r"|various)\s)+(?:[\w-]+\s){0,3}?"
    r"(?:vendors|providers|partners|companies|services|parties|contractors|businesses)\b",
    re.IGNORECASE,
)
_WE_DO = re.compile(r"(?:We|You|They|It|This|If|When)\s\S+\s\S+\s\S")
_TELLS = re.compile(r"(?:We|You|When|If|Our|They|This|These|It|All|Where)\s")
_KOREAN_SENTENCE = re.compile(r"[을를]\s[^,]*니다\.?$")
_WHO_SAYS_SO = re.compile(r"(?:회사|당사|저희|이용자|회원|고객|각\s\S{1,10}?)[은는이가]\s")
# What parts "수탁업체 : A, 위탁업무 : 결제" and "提供先：A　提供目的：与信".
_NEXT_PIECE = re.compile(
    r"(?<=[,/;])\s*|\s[—–-]\s(?=[가-힣 ]{2,12}\s?[:：])"
    r"|\s*→\s*|\s{2,}|[、\s]\s*(?=(?:(?:提供|委託|利用|保有|移転)[^\s、：:]{1,10}|国名?|目的|項目|期間)[：:])"
)
# Whom it is given to, and not the label of a name: "타 의료기관: 진료 의뢰".
_KIND_OF_RECIPIENT = re.compile(
    r"(?:(?:타|다른|관할|해당)\s*)?(?:의료|보험|금융|수사|공공|카드|신용카드|택배|통신|교육|행정|관계|운송|항공|숙박|신용평가)"
    r"\s*(?:회사|기관|업체)(?:\s*등)?"
)


def labelled_parts(entry: Entry, *, name_first: bool = False) -> list[tuple[Column, str]]:
    """What each label of "수탁업체 : A, 위탁업무 : 결제" says; nothing for another label.

    A name may stand in front: "A사 - 제공목적 : 배송". Of third parties "보험회사: 청구" names one.
    """
    if entry.label is None or (is_sentence(entry.text) and is_sentence(entry.label)):
        return []
    label, parts = entry.label, list[tuple[Column, str]]()
    if name_first and _KIND_OF_RECIPIENT.fullmatch(label):
        return []
    dashed = split_dash(label)
    if dashed and column_of(dashed[0]) is None and column_of(dashed[1]) is not None:
        parts, label = [(Column.NAME, dashed[0])], dashed[1]
    column = column_of(label)
    if column is Column.TASK and not name_first and _IS_TASK.search(label):
        # "배송업무: 택배사" says of one task who does it.
        return []
    if column is None or (column is Column.NAME and _says_no_name(entry.content)):
        return []
    # Behind "Payment Information" may stand "When you order, we hand it to our bank, Acme."
    if _TELLS.match(entry.content) and is_sentence(entry.content):
        return []
    values: list[str] = []
    for piece in _pieces(entry.content):
        inner_label, rest = split_any_label(piece)
        inner = column_of(inner_label) if inner_label is not None else None
        if inner is None:
            values.append(piece)
            continue
        parts += _valued(column, values)
        column, values = inner, [rest]
    return [*parts, *_valued(column, values)]


def describes_kind(content: str) -> bool:
    """Whether "Trusted vendors who …" says what somebody is, and not who."""
    return _DESCRIBES.match(content) is not None


def _says_no_name(content: str) -> bool:
    """Whether a sentence stands where a name could: "Service providers: We use companies …"."""
    # In a list, a sentence may end without a stop.
    if _WE_DO.match(content) or describes_kind(content):
        return True
    if not is_sentence(content):
        return False
    # 배송업체 is no label in "배송업체: 배송 정보를 이용하여 상품을 배송합니다."
    if _KOREAN_SENTENCE.search(content):
        return True
    english = content[0].isascii() and content[0].isalpha() and not begins_as_name(content)
    return english or _WHO_SAYS_SO.match(content) is not None


def _pieces(content: str) -> Iterator[str]:
    """The pieces of "A, 위탁업무 : 결제" that may begin with a label, with the space behind."""
    start = 0
    for match in _NEXT_PIECE.finditer(content):
        yield content[start : match.start()] + (" " if match.group() else "")
        start = match.end()
    yield content[start:]


def with_values_below(blocks: Sequence[Entry | list[Entry]]) -> list[Entry | list[Entry]]:
    """``blocks``, with labels that have their values on the lines below as "label: value".

    "1. 제공받는 자" / "배송업체" / "2. 제공 항목" / "이름, 주소". Nothing changes where no label of
    the kind is that of a name: a heading with prose below is not taken apart.
    """
    styles = {
        b.style for b in blocks if isinstance(b, Entry) and column_of(b.heading) is Column.NAME
    }
    joined: list[Entry | list[Entry]] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        if isinstance(block, list) or _is_bare(block) is None or block.style not in styles:
            joined.append(block)
            continue
        values: list[str] = []
        while place < len(blocks) and _is_value(blocks[place], block.style):
            values.append(blocks[place].content)  # type: ignore[union-attr]
            place += 1
        content = ", ".join(values)
        joined.append(replace(block, label=block.heading, content=content) if values else block)
    return joined


def _is_bare(entry: Entry) -> Column | None:
    """What a label without a value, which is marked or counted, says of a party."""
    bare = bool(entry.style) and entry.can_be_heading
    return column_of(entry.heading) if bare else None


def _is_value(block: Entry | list[Entry], style: str) -> bool:
    return (
        isinstance(block, Entry)
        # "필수항목: 이름" below "제공하는 항목" names some of them.
        and (block.label is None or need_of(block.label) is not None)
        and block.style != style
        and not block.is_sentence
    )


def _valued(column: Column, values: Sequence[str]) -> list[tuple[Column, str]]:
    value = "".join(values).strip(" ,/;")
    dashed = split_dash(value) if column is Column.NAME else None
    if dashed and task_like(dashed[1]) > 0:
        return [(column, dashed[0]), (Column.TASK, dashed[1])]
    return [(column, value)]


def column_of(label: str) -> Column | None:
    """What a label, as the head of a column, says of a party; None for any other."""
    # "주식회사 하늘: 결제" begins with a name, though 회사 is what a column is called.
    if len(label) > _LONGEST_LABEL or _FORM.search(label):
        return None
    column = head_columns([label], COLUMNS)[0]
    # In a line of its own a sub-processor is one more who handles the data.
    return {Column.SUB_NAME: Column.NAME, Column.SUB_TASK: Column.TASK}.get(column, column)  # type: ignore[arg-type]
