"""What values are built like where they are no item: redacted, numbers, dates, paths, sentences.

Only fields that are called like an item are looked at: for these it tells what a name alone can
not, and the values of all others are none of its business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

from pii_scan.detect.batches import Batch
from pii_scan.detect.message_words import WORDS
from pii_scan.detect.pattern_threads import PatternThreads
from pii_scan.detect.programs_accounts import PROGRAMS_ACCOUNTS
from pii_scan.detect.shape_memory import ShapeMemory
from pii_scan.detect.shaped import BatchTexts
from pii_scan.model import Field

if TYPE_CHECKING:
    import polars as pl


class Form(StrEnum):
    """A way in which a whole value can be written."""

    NUMBER = auto()  # a whole number, written without zeros in front
    DECIMAL = auto()  # a number with a point in it, written without zeros in front
    FRACTION = auto()  # one that is no whole number written with a point, as pandas writes 12.0
    DATE = auto()  # a day, with or without the time of it
    MASKED = auto()  # nothing but what stands for a value that was taken out
    PATH = auto()  # of files and directories; the name of a file
    PROGRAM = auto()  # the name of a package, class or service; words that programs write
    SOCKET = auto()  # an address of machines: IP, MAC, memory, host and port, where a page begins
    STATUS = auto()  # one word for how something went or stands
    SENTENCE = auto()  # at least four words
    DIGIT = auto()  # one digit
    COMPANY = auto()  # with a legal form, or called after its trade; what is sold as a program
    CODE = auto()  # the number of a document
    HOST = auto()  # the name of a host
    EMAIL = auto()  # an e-mail address
    HANGUL = auto()  # words in Hangul, and nothing else but numbers and marks
    TOKEN = auto()  # letters and digits in no order
    SECRET = auto()  # built as people are told to build passwords
    CARD = auto()  # as the number of a card to pay with is written, also in part
    LOGIN = auto()  # one word that is no program's account and no word that programs write


_STATUSES = (
    *("success", "succeeded", "successful", "fail", "failed", "failure", "error", "ok", "okay"),
    *("pass", "passed", "accepted", "rejected", "denied", "allowed", "permitted", "granted"),
    *("refused", "blocked", "enabled", "disabled", "active", "inactive", "pending", "complete"),
    *("completed", "done", "canceled", "cancelled", "aborted", "timeout", "connected"),
    *("disconnected", "started", "stopped", "running", "opened", "closed", "valid", "invalid"),
    *("expired", "revoked", "y", "n", "yes", "no", "true", "false", "none", "null", "nil"),
    *("undefined", "unknown", "n/a", "-", "--", "---", "?", "(none)", "(null)", "(unknown)"),
    *("<none>", "<null>", "<unknown>", "예", "아니오", "아니요", "없음", "성공", "실패", "완료"),
    # How one value is compared with another; le and ge are names of people as well.
    *("=", "==", "!=", "<>", "<", ">", "<=", ">=", "eq", "neq", "gt", "gte", "lt", "lte", "and"),
    *("or", "not", "in", "not in", "is", "is not", "like", "ilike", "between", "contains"),
    *("equals", "startswith", "endswith", "less", "greater"),
    *("대기", "승인", "거부", "거절", "정상", "오류", "에러", "취소", "처리중", "진행중"),
)
_REDACTED = (
    "filtered|redacted|masked|hidden|removed|sanitized|scrubbed|obfuscated|protected|omitted|secret"
    "|private|password|마스킹|비공개|생략|삭제됨|가림"
)
_MASKED = (
    r"\A(?:[*#●•○∗]{2,}|(?i:x{3,})"
    rf"|(?i:[\[<({{]{{1,2}}\s?[*]*(?:{_REDACTED})(?:[ _:-][^\]>)}}]{{0,30}})?[*]*\s?"
    r"[\]>)}]{1,2})"
    r"|(?i:[*_]*(?:filtered|redacted|masked|protected)[*_]*))\z"
)
_DAY = r"(?:19|20)[0-9]{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|3[01])"
_ROOTS = (
    "root|home|tmp|var|usr|etc|opt|srv|mnt|proc|dev|run|s?bin|lib[0-9]{0,2}|boot|media|app|data"
    "|workspace|Users|Volumes"
)
_PATH = (
    rf"\A(?:/|/(?:{_ROOTS})(?:/\S*)?|(?:~|\.{{1,2}})?(?:/[\w.@+%~-]+){{2,}}/?|~/\S*"
    r"|[A-Za-z]:\\[^\r\n]*"
    # Uploads keep no more than the name of a file: profile1.jpg is built like a login.
    r"|[^\s@/\\]+\.(?i:png|jpe?g|gif|bmp|webp|svg|pdf|docx|xlsx?|pptx?|hwpx?|zip|csv|mp[0-9]|avi))\z"
)
_PROGRAM = (
    r"\Aarn:aws[a-z-]{0,8}:\S+\z|"
    r"\A(?:com|org|net|io|kr|de|jp|cn|uk|fr|co|me|dev|app|edu|gov|androidx?|javax?|kotlin|scala"
    r"|sun|jdk)(?:\.[A-Za-z_][\w$]*){2,}(?:[:/#$][\w.$]*)?\z"
    rf"|(?i)\A(?:(?:{'|'.join(sorted(WORDS))})(?:[ _-]|\z))+\z"
)
# With memory addresses, and what two gateways know their exchange of keys by (RFC 2408, 3.1).
_SOCKET = (
    r"\A(?:(?i:IPV[0-9]|UDP|TCP|TLS|WSS?|UNIX|INET[0-9]?)[/:]\S+|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:[:/][0-9]+)?"
    r"|\[[0-9A-Fa-f:.]+\](?::[0-9]+)?|[\w-]+(?:\.[\w-]+)+:[0-9]{2,5}"
    r"|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}|[0-9]x[0-9A-Fa-f]+"
    r"|[0-9A-Fa-f]{16}[/:-][0-9A-Fa-f]{16}|[A-Za-z][A-Za-z0-9+.-]{1,15}://[\w.*+:\[\]-]+/?)\z"
)
_COMPANY = (
    r"\((?:주|유|사|재|합)\)|주식회사|유한회사|유한책임회사|합자회사|합명회사|협동조합"
    r"|(?:사단|재단|학교|의료|사회복지|농업회사)법인"
    r"|[,\s](?:Inc|INC|Incorporated|Ltd|LTD|Limited|LLC|LLP|PLC|Corp|Corporation|GmbH|Pty|Co|AG|SARL"
    r"|SpA|S\.A|B\.V|BV|NV|AB|Oy|Group|Industries|Enterprises?|Holdings?|Solutions|Systems"
    r"|Technolog(?:y|ies)|Partners|Associates|Foods|Capital|Bank|University|Hospital|Clinic"
    r"|Services|Logistics|Consulting|Studios?|Labs|Laboratories|Media|Motors|Pharma"
    r"|Pharmaceuticals|Foundation|Institute|Company|Agency|Electronics|Software|Trading"
    r"|International|Apps?|API|Console|Dashboard|Portal|Website|Application)\.?\s*\z"
    r"|\A[가-힣A-Za-z0-9&·. ]{2,}(?:상사|산업|물산|전자|건설|공사|공단|시청|구청|군청|도청|은행"
    r"|병원|과의원|한의원|대학교|약국|학원|협회|재단|센터|컴퍼니|테크|시스템즈?|소프트|코리아|그룹|홀딩스"
    r"|엔지니어링|정보통신|통신|화학|제약|식품|유통|물류|무역|기업|스튜디오|미디어|네트웍스"
    r"|솔루션즈?|마트|푸드|백화점|교육청|고등학교|중학교|초등학교|연구소|어린이집|유치원)\s*\z"
)
_CODE = r"\A#?(?:[A-Z0-9]{1,8}[-_/]){0,4}[A-Z]{0,6}[-_/]?[0-9]{3,}(?:[-_/][0-9]+)*\z"
_CARD = (
    r"\A(?:[0-9](?:[ -]{0,3}[0-9]){12,18}|[0-9]{4}"
    r"|(?:[0-9]{1,8}[ -]?)?(?:[*xX#•]+[ -]?)+[0-9]{2,6})\z"
)
_HOST = (
    r"\A(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|edu|gov|kr|jp|cn|de|fr|uk|eu|us|io|dev|local|lan"
    r"|internal|localdomain)\z"
)
_PATTERNS = MappingProxyType(
    {
        Form.NUMBER: (r"\A[+-]?(?:0|[1-9][0-9]{0,18})\z",),
        Form.DECIMAL: (r"\A[+-]?(?:0|[1-9][0-9]*)\.[0-9]+\z",),
        Form.FRACTION: (r"\A[+-]?(?:0|[1-9][0-9]*)\.(?:[1-9]|[0-9]{2,})\z",),
        Form.DATE: (rf"\A{_DAY}(?:[T ][0-9]{{2}}:[0-9]{{2}}[0-9:.,+Z -]*)?\z",),
        Form.MASKED: (_MASKED,),
        Form.PATH: (_PATH,),
        Form.PROGRAM: (_PROGRAM,),
        Form.SOCKET: (_SOCKET,),
        Form.STATUS: (rf"(?i)\A(?:{'|'.join(map(re.escape, _STATUSES))})\z",),
        # An equals sign is of pairs, as in the name of an LDAP entry.
        # Numbers with spaces in them have no words.
        Form.SENTENCE: (r"\A(?:[^\s=]+\s+){3}[^\s=]", r"\p{L}{2}"),
        Form.DIGIT: (r"\A[0-9]\z",),
        Form.COMPANY: (_COMPANY,),
        Form.CODE: (_CODE,),
        Form.CARD: (_CARD,),
        Form.HOST: (_HOST,),
        Form.EMAIL: (r"\A[^\s@<>]+@[^\s@<>]+\.[A-Za-z]{2,}\z",),
        Form.HANGUL: (r"\A[가-힣][가-힣0-9 ()·&.,/-]*\z",),
        # Letters between digits: a word with a number behind it is the name of something.
        Form.TOKEN: (r"\A[A-Za-z0-9_+/=-]*[0-9][A-Za-z]+[0-9][A-Za-z0-9_+/=-]*\z", r"\A.{12,64}\z"),
        Form.SECRET: (r"\A[!-~]{6,19}\z", r"[a-z]", r"[0-9]", r"[A-Z!@#$%^&*?~]"),
        Form.LOGIN: (
            # With the domain of Windows in front, or the realm of Kerberos behind.
            r"\A(?:[\w.-]+\\[가-힣]|(?:[\w.-]+\\)?[A-Za-z])[A-Za-z0-9가-힣._-]{1,30}(?:@[A-Za-z0-9-]{1,63})?\z",
            r"[^0-9a-fA-F-]",
            # Machines are called in capitals, with several hyphens: DC-FW-B-5600.
            r"[^0-9A-Z-]|\A[^-]*(?:-[^-]*)?\z",
        ),
    }
)
# Whole values in lower case that do not have the form all the same.
_NOT = MappingProxyType({Form.LOGIN: (*sorted(PROGRAMS_ACCOUNTS | WORDS),)})
# Shapes of which some values may have the form, and others not.
_MAYBE = MappingProxyType(
    {
        Form.NUMBER: r"\A[+-]?[0-9]{1,19}\z",
        Form.DECIMAL: r"\A[+-]?[0-9]+\.[0-9]+\z",
        Form.FRACTION: r"\A[+-]?[0-9]+\.[0-9]+\z",
        Form.DATE: r"\A[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}(?:[T ][0-9:.,+Z -]*)?\z",
    }
)
_ALL_PATTERNS = sum(map(len, _PATTERNS.values())) + len(_MAYBE)
_MAY: Mapping[Form, str] = MappingProxyType({form: f"may_be_{form}" for form in (*_MAYBE, *_NOT)})
# What is told apart only in values that may be one of some items.
_ONLY_OF: Mapping[Form, tuple[str, ...]] = MappingProxyType(
    {
        Form.COMPANY: ("name",),
        Form.CODE: ("name",),
        Form.EMAIL: ("name",),
        Form.HANGUL: ("name",),
        Form.SECRET: ("password",),
        Form.CARD: ("credit_card",),
        Form.LOGIN: ("account_id", "user_id"),
    }
)


class FormCounter:
    """Counts forms in batches of values. Threads may use one at the same time."""

    def __init__(
        self,
        items_named: Callable[[Field], Collection[str]],
        threads: PatternThreads | None = None,
    ) -> None:
        """``items_named`` gives the items that a field's name speaks for.

        ``threads`` are those in which shapes are looked at; None for no others.
        """
        self._items_named = items_named
        thread = (threads or PatternThreads(own=False)).thread_for(
            sum(map(len, _PATTERNS.values())) + len(_MAYBE)
        )
        self._memory = ShapeMemory(lambda shapes: thread.submit(_told_of, shapes).result())

    def count(self, batch: Batch, texts: BatchTexts) -> list[tuple[int, Form, int]]:
        """How many values of which field, given by its place in ``batch``, have which form.

        Of fields that are called like an item; ``texts`` are those of the batch.
        """
        named = {
            place: items
            for place, field in enumerate(batch.fields)
            if (items := self._items_named(field))
        }
        if not named:
            return []
        rows, values = batch.rows_of(named), batch.values
        shapes, codes = texts.shaped.shapes, texts.shapes_of_rows()
        if codes is not None:
            values = values.with_columns(shape=codes)
        if rows is not None:
            values = values.filter(rows)
        if shapes is None:
            counted = _counts(values, {form: _has(form) for form in Form})
        else:
            counted = _counts_by_shape(values, self._memory.told_of(shapes))
        return [
            (place, form, times)
            for place, form, times in counted
            if form not in _ONLY_OF or set(_ONLY_OF[form]) & set(named[place])
        ]


def _counts_by_shape(values: pl.DataFrame, told: pl.DataFrame) -> Iterator[tuple[int, Form, int]]:
    """``told`` is what is known of each ``shape`` of ``values``."""
    import polars as pl

    shaped = values.group_by("field", "shape").agg(pl.col("times").sum())
    of_shapes = told.select(pl.all().gather(shaped["shape"]))
    yield from _counts(shaped.hstack(of_shapes), {form: pl.col(form) for form in Form})
    for form in _MAY:
        may = told[_MAY[form]]
        if may.any():
            own = values.filter(may.gather(values["shape"]))
            yield from _counts(own, {form: _has(form)})


def _counts(values: pl.DataFrame, forms: Mapping[Form, pl.Expr]) -> Iterator[tuple[int, Form, int]]:
    """How many ``times`` the values of each field have which of ``forms``."""
    import polars as pl

    counted = (
        values.select(
            "field", *((pl.col("times") * has).alias(form) for form, has in forms.items())
        )
        .group_by("field")
        .agg(pl.all().sum())
    )
    for place, *numbers in counted.rows():
        yield from (
            (place, form, times) for form, times in zip(forms, numbers, strict=True) if times
        )


def _told_of(shapes: pl.Series) -> pl.DataFrame:
    """For each form whether all values of a shape have it, and whether some of them may."""
    import polars as pl

    value = pl.col("value")
    answers: dict[str, pl.Expr] = {form: _has(form) for form in Form}
    for form, pattern in _MAYBE.items():
        answers[form] = pl.lit(value=False)
        answers[_MAY[form]] = value.str.contains(pattern)
    for form, words in _NOT.items():
        is_like_one = value.str.to_lowercase().is_in([re.sub("[0-9]", "0", w) for w in words])
        answers[_MAY[form]] = _by_patterns(form) & is_like_one
        answers[form] = _by_patterns(form) & ~is_like_one
    return shapes.alias("value").to_frame().select_seq(**answers)


def _has(form: Form) -> pl.Expr:
    import polars as pl

    has = _by_patterns(form)
    return has & ~pl.col("value").str.to_lowercase().is_in(_NOT[form]) if form in _NOT else has


def _by_patterns(form: Form) -> pl.Expr:
    import polars as pl

    return pl.all_horizontal(pl.col("value").str.contains(pattern) for pattern in _PATTERNS[form])
