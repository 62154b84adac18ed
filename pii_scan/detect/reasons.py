"""Why a finding is what it is, for a person: each fact that decided, in English and in Korean.

Both texts are written side by side where the fact is known. The Korean ones put no particle behind
a name from data, because it depends on the last sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pii_scan.detect.forms import Form
from pii_scan.detect.witnesses import (
    NameWitness,
    Silence,
    Standing,
    ValueWitness,
    Witnesses,
)
from pii_scan.model import Reason
from pii_scan.rulebook import Item

# A smaller share of look-alikes among what passed does not show in the confidence.
_NOTICEABLE = 0.05
# The report has more of them.
_MOST_TEMPLATES = 3

_AGAINST = frozenset({Silence.FLAGS, Silence.CONTRADICTED, Silence.OTHER})
_WITHOUT_VALUES = MappingProxyType(
    {
        Silence.NO_VALUES: Reason("there are no values", "값이 없음"),
        Silence.NOT_READ: Reason(
            "its values were not read: see what was skipped",
            "값을 읽지 못함(읽지 못한 대상 참조)",
        ),
        Silence.INSIDE: Reason(
            "its values are those of the fields inside it", "값은 이 필드 안의 필드에 있음"
        ),
    }
)
# What values look like of which there are so many: one of them, many, and in Korean.
_LOOKS = MappingProxyType(
    {
        Silence.FLAGS: (
            "is a word for yes, no or nothing",
            "are words for yes, no or nothing",
            "예, 아니요, 없음을 뜻하는 말",
        ),
        Silence.MASKED: ("is masked out", "are masked out", "가려져 있음"),
        Silence.KEYS: (
            "is a UUID, the key of a machine",
            "are UUIDs, the key of a machine",
            "기계가 만든 키(UUID)",
        ),
        Silence.ENCRYPTED: (
            "looks encrypted or hashed",
            "look encrypted or hashed",
            "암호문이나 해시로 보임",
        ),
        Silence.TOKENS: (
            "looks like a token that stands for it",
            "look like tokens that stand for it",
            "값을 대신하는 토큰으로 보임",
        ),
        Silence.OTHER: (
            "is clearly something else",
            "are clearly something else",
            "분명히 다른 종류의 값",
        ),
    }
)
_OF_ALL = frozenset({Silence.FLAGS, Silence.MASKED})
_WHERE_KO = {"name": "필드명", "comment": "필드 설명", "type": "자료형"}


def reasons(witnesses: Witnesses, items: Mapping[str, Item]) -> Iterator[Reason]:
    """What decided of ``witnesses``: the name first, then the values, most matches first.

    ``items`` has the labels of the item and of those that stand beside it.
    """
    if witnesses.name:
        yield _named(witnesses.name, items)
    item = items[witnesses.item]
    for value in sorted(witnesses.matching, key=lambda value: -value.detection.matched):
        yield _values(value, item)
    if witnesses.matching:
        yield from _lines(witnesses)
    against = [value for value in witnesses.matching if value.is_spoken_against]
    yield from dict.fromkeys(reason for value in against for reason in _against(value))
    if witnesses.silence:
        yield _silent(witnesses, witnesses.silence, item)


def _named(name: NameWitness, items: Mapping[str, Item]) -> Reason:
    said = _beside(name, items[name.helper]) if name.helper else _by_itself(name)
    ko = _WHERE_KO[name.where]
    return Reason(f"{name.where}: {said.message}", f"{ko}: {said.message_ko}")


def _by_itself(name: NameWitness) -> Reason:
    words = f'"{name.words}"'
    match name.standing:
        case Standing.STRONG:
            en, ko = "names it", "항목을 그대로 가리킴"
        case Standing.TYPE:
            en, ko = "is made for it", "이 항목을 담는 자료형"
        case Standing.PLACE:
            generic = name.words.removesuffix(f" in {name.place}")
            return Reason(f'"{generic}" in "{name.place}"', f'"{name.place}" 안의 "{generic}"')
        case Standing.PERSON:
            en = "is a person's by the words around it"
            ko = "주변의 말(테이블 이름 등)로 보아 사람에 관한 것"
        case Standing.VALUES:
            en, ko = "means it by how its values are built", "값의 구성으로 보아 이 항목"
        case Standing.UNKNOWN_WORDS:
            en, ko = "may mean it, but words beside it are not known", "단 함께 쓰인 말의 뜻을 모름"
        case _:
            en = "may mean it, but nothing tells whose it is"
            ko = "단 사람에 관한 것인지 알 수 없음"
    return Reason(f"{words} {en}", f"{words}, {ko}")


def _beside(name: NameWitness, helper: Item) -> Reason:
    """What an item in the same place makes of the name."""
    words, label = f'"{name.words}"', helper.label
    match name.standing:
        case Standing.OTHER_MEANING:
            en = f"is not {label.en} here: that is another field"
            ko = f"'{label.ko}' 항목은 다른 필드에 있으므로 다른 뜻임"
        case Standing.PEOPLE:
            en = f"is a person's, as {label.en} stands beside it"
            ko = f"같은 곳에 '{label.ko}' 항목이 있어 사람에 관한 것으로 봄"
        case _:
            en = f"means it beside {label.en}"
            ko = f"같은 곳에 '{label.ko}' 항목이 있어 이 항목으로 봄"
    return Reason(f"{words} {en}", f"{words}, {ko}")


def _values(value: ValueWitness, item: Item) -> Reason:
    detection, identifier = value.detection, value.identifier
    matched, sampled, id_ = detection.matched, value.sampled, identifier.identifier
    have, pass_ = ("has", "passes") if matched == 1 else ("have", "pass")
    en = f"values: {matched:,} of {sampled:,} {have} the form {id_}"
    ko = f"값: {sampled:,}건 중 {matched:,}건이 {item.label.ko} 형식({id_})"
    if identifier.evidence == "column" and not value.named:
        en, ko = f"{en} and fill the column", f"{ko}으로 컬럼을 채움"
    if value.is_checked:
        checked = _checked(value)
        return Reason(f"{en}; {checked.message}", f"{ko}; {checked.message_ko}")
    if identifier.validator and not identifier.chance:
        return Reason(f"{en} and {pass_} its check", f"{ko}이고 검증을 통과")
    return Reason(en, ko)


def _lines(witnesses: Witnesses) -> Iterator[Reason]:
    """The messages that hold the item, and the example with the line around it."""
    count = witnesses.evidence.items.get(witnesses.item)
    for one in count.templates[:_MOST_TEMPLATES] if count else ():
        lines = "1 line" if one.lines == 1 else f"{one.lines:,} lines"
        yield Reason(
            f'messages: {lines} of "{one.template}"',
            f'메시지: "{one.template}" {one.lines:,}건',
        )
    best = max(witnesses.matching, key=lambda value: value.detection.matched).detection
    if best.context:
        yield Reason(f'for example: "{best.context}"', f'예: "{best.context}"')


def _checked(value: ValueWitness) -> Reason:
    """How many passed a check that look-alikes can pass too."""
    tested, passed = value.detection.tested, value.passed
    chance = f"{value.identifier.chance * 100:g}%"
    if tested == 1:
        en = "it passes" if value.detection.matched == 1 else "all are the same, which passes"
        ko = "검증을 통과"
    elif passed == tested:
        en = f"all {tested:,} different ones pass"
        ko = f"서로 다른 값 {tested:,}개가 모두 검증을 통과"
    else:
        en = f"{passed:,} of {tested:,} different ones pass"
        ko = f"서로 다른 값 {tested:,}개 중 {passed:,}개가 검증을 통과"
    en = f"{en} its check, as {chance} of look-alikes would"
    ko = f"{ko}(모양만 같은 값도 {chance}는 통과"
    if passed and value.by_luck >= _NOTICEABLE:
        return Reason(f"{en}, so some may be luck", f"{ko}하므로 일부는 우연일 수 있음)")
    return Reason(en, f"{ko})")


def _against(value: ValueWitness) -> Iterator[Reason]:
    if value.against:
        yield Reason(
            f'name: "{value.against}" speaks against it',
            f'필드명: "{value.against}", 이 항목이 아니라고 볼 말',
        )
    if value.proves_too_few:
        proven, distinct = value.detection.proven, value.detection.distinct
        least = f"{value.identifier.proves * 100:g}%"
        yield Reason(
            f"values: the check proves {proven:,} of {distinct:,} different ones, "
            f"where it would prove at least {least} of real ones",
            f"값: 서로 다른 값 {distinct:,}개 중 {proven:,}개만 확인됨(실제 값이면 {least} 이상)",
        )


def _silent(witnesses: Witnesses, silence: Silence, item: Item) -> Reason:
    said = _WITHOUT_VALUES.get(silence) or _counted(witnesses, silence, item)
    if silence in _AGAINST:
        return Reason(f"against it: {said.message}", f"반대 근거: {said.message_ko}")
    where = witnesses.name.where if witnesses.name else "name"
    only_ko = f"{_WHERE_KO[where]}만으로 판단"
    return Reason(f"by {where} only: {said.message}", f"{only_ko}: {said.message_ko}")


def _counted(witnesses: Witnesses, silence: Silence, item: Item) -> Reason:
    """What the values are that do not speak for ``item``."""
    evidence, label = witnesses.evidence, item.label
    sampled = evidence.sampled
    none = "the one value does not have" if sampled == 1 else f"none of the {sampled:,} values has"
    values_ko = f"값 {sampled:,}건"
    match silence:
        case Silence.CONTRADICTED:
            return Reason(
                f"{none} a form of {label.en}, and all its forms are known",
                f"{values_ko} 중 '{label.ko}' 형식이 없음(모든 형식이 알려진 항목)",
            )
        case Silence.NO_RULE:
            return Reason(
                f"no rule recognises values of {label.en}",
                f"'{label.ko}' 값을 알아보는 규칙이 없음",
            )
        case Silence.NO_FORM:
            clear = sampled - evidence.encrypted - evidence.has_form(Form.MASKED)
            return Reason(
                f"{_so_many(clear, sampled, 'is', 'are')} neither hashed nor encrypted, "
                f"and {label.en} has no other form",
                f"{values_ko} 중 {clear:,}건이 해시도 암호문도 아니며, "
                f"'{label.ko}' 값은 다른 형식이 없음",
            )
        case Silence.UNKNOWN_FORM:
            return Reason(
                f"{none} a known form of {label.en}, which may have others",
                f"{values_ko} 중 알려진 '{label.ko}' 형식이 없음(다른 형식도 있을 수 있음)",
            )
    count = {
        Silence.KEYS: evidence.keys,
        Silence.ENCRYPTED: evidence.encrypted,
        Silence.TOKENS: evidence.has_form(Form.TOKEN),
        Silence.OTHER: witnesses.others,
    }.get(silence, sampled)
    one, many, ko = _LOOKS[silence]
    among = f"{values_ko}이 모두" if silence in _OF_ALL else f"{values_ko} 중 {count:,}건이"
    return Reason(_so_many(count, sampled, one, many), f"{among} {ko}")


def _so_many(count: int, sampled: int, one: str, many: str) -> str:
    """``count`` of ``sampled`` values with their verb, for ``one`` or for ``many``."""
    if sampled == 1:
        return f"the one value {one}"
    values = f"all {sampled:,} values" if count == sampled else f"{count:,} of {sampled:,} values"
    return f"{values} {one if count == 1 else many}"
