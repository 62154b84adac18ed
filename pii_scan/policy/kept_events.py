"""Until what happens something is kept: "회원 탈퇴 시까지", "탈퇴 시 지체 없이 파기합니다"."""

from __future__ import annotations

import re

from pii_scan.policy.kept_sentences import kept_for_ever, kept_until

# Trying every place of a longer text would take long.
_LONGEST_STATEMENT = 1000
_KEPT_UNTIL = re.compile(
    r"(?:([^,.]*?)[은는]\s+)?"
    # "수집.이용에 관한 동의일로부터<회원탈퇴시까지>까지", as the form of the authority has it.
    r"(?:[^,<>]{2,40}?동의일로부터\s*<|[^,.<>은는]{2,30}?(?:시점|일)(?:로)?부터\s+)?"
    r"([^,.<>]*?(?:시점?|때|날|종료|(?:종료|철회|해지|탈퇴|만료|완료|졸업|퇴직|퇴사)일|달성)\s*까지)"
    r"(?=[^.]*(?:보유|보관|보존|이용)|\s*$)"
)
# The form of the authority: "<서비스 제공>와 관련한 개인정보는 … 동의일로부터<준영구>까지".
_FOR_EVER = re.compile(
    r"(?P<thing>[^,.]{2,60}?개인\s?정보)[은는]\s+[^<>]{2,40}동의일로부터\s*<\s*(?P<until>[준반]?영구)\s*>\s*까지"
)
_OBJECT = re.compile(
    r"(?P<thing>[^을를]{2,60}?(?:정보|기록|자료|항목|데이터|콘텐츠|서류|파일))[을를]\s+(?P<when>.+)"
)
# "회원 탈퇴 시까지" alone, below "보유 및 이용 기간".
_UNTIL_ALONE = re.compile(
    r"(?:[^은는을를:：]|또는){0,40}(?:탈퇴|해지|철회|달성|종료|완료|졸업|퇴사)[^은는을를:：]{0,10}까지(?:\s*(?:보유|보관|이용)[가-힣\s·]{0,12})?\.?"
)
# "회원 탈퇴 시 지체 없이 파기합니다": until then it is kept.
_LEAVES = (
    r"(?:(?:이용자|회원|고객|정보주체|본인)(?:께서|가|이)\s*)?"
    r"(?:회원\s*|서비스\s*|이용자의?\s*|고객의?\s*)?(?:탈퇴|해지|철회|계정(?:이|을)?\s*삭제|가입\s*해지|퇴사)"
    r"(?:를|을)?\s*(?:요청|신청|처리)?(?:하는\s*경우|한\s*경우|하면|하신\s*경우|하실\s*경우|할\s*경우|\s*시|\s*후|(?:하는|한|하신)?\s*즉시|[될할]\s*때|되면)(?:에는|에)?"
)
_DESTROYED_AT_ONCE = r"(?:(?:함께|즉시|지체\s*없이|곧바로|바로|영구|자동으로|모두|완전히)\s*){0,2}"
_DESTROYED = r"(?:파기|삭제|폐기)(?:하|되|합|됩|해|돼|한|된)"
_DESTROYED_ON_LEAVING = re.compile(
    rf"^(?:(?P<before>[^.,]{{2,60}}?)[은는을를]\s+)?(?:원칙적으로\s+)?(?P<when>{_LEAVES}),?\s+"
    rf"{_DESTROYED_AT_ONCE}(?:(?P<behind>[^.,]{{2,60}}?)[을를은는]\s+{_DESTROYED_AT_ONCE})?{_DESTROYED}"
)
# "강좌 신청 정보는 강좌 종료 즉시 파기합니다"; of "보유기간 종료 시" nothing is said.
_DESTROYED_AT_END = re.compile(
    r"^(?P<before>[^.,]{2,60}?(?:정보|기록|자료|서류|서식|사본|영상|명단|내역|데이터))[은는]\s+"
    r"(?P<when>(?![^.]*(?:기간|목적))[^.,은는]{2,30}?(?:종료|완료|마감|발표|졸업|수료|퇴직|퇴원)"
    r"\s*(?:시|후|즉시|되면|하면|(?:되는|되거나|하는)\s?즉시|(?:된|한)\s?후))(?:에)?,?\s+"
    rf"{_DESTROYED_AT_ONCE}{_DESTROYED}"
)
# What is kept where a sentence does not say.
_ALL = "개인정보"
# "회원 탈퇴 후 30일 이내에 파기합니다": until then it may be kept.
_DESTROYED_WITHIN = re.compile(
    r"^(?:(?P<before>[^.,]{2,60}?)[은는을를]\s+)?"
    r"(?P<when>(?:(?:회원|서비스|이용|계정)\s*)?(?:탈퇴|해지|퇴사)[가-힣\s]{0,12}?(?:후|부터|시|경우))(?:에는|에)?,?\s+"
    r"(?:최대\s*)?\d{1,3}\s*(?:년|개월|주|일)\s*이내(?:에|로)?\s+"
    rf"{_DESTROYED_AT_ONCE}(?:(?P<behind>[^.,]{{2,60}}?)[을를은는이가]\s+{_DESTROYED_AT_ONCE})?(?:파기|삭제|폐기)"
)
# "회사는 탈퇴 처리를 완료한 즉시 개인정보" is who, and when, and then what.
_CLAUSE_IN_FRONT = re.compile(r"^.*(?:[은는]|즉시|지체\s없이)\s+")
_WHO = re.compile(r"^(?:회사|당사|저희|본원|본교|병원|재단|협회|센터|운영자|서비스)(?:\s*[은는])?$")


def says_event_alone(text: str) -> bool:
    """Whether a line says until what happens, and nothing of what is kept."""
    return _UNTIL_ALONE.fullmatch(text) is not None


def destroyed_on_leaving(statement: str) -> tuple[str | None, str] | None:
    """What "계정 정보는 회원 탈퇴 시 지체 없이 파기합니다" says is kept until when.

    What is kept is None where the sentence does not say: "회원 탈퇴 시 즉시 파기합니다".
    """
    match = _DESTROYED_ON_LEAVING.match(statement[:_LONGEST_STATEMENT])
    if match is None:
        ended = _DESTROYED_AT_END.match(statement[:_LONGEST_STATEMENT])
        return (ended["before"].strip(), ended["when"].strip()) if ended else None
    thing = match["behind"] or match["before"]
    # "회사는 …" says who destroys it.
    if thing is not None:
        thing = _CLAUSE_IN_FRONT.sub("", thing)
    if thing is not None and _WHO.match(thing.strip()):
        thing = None
    return thing and thing.strip(), match["when"].strip()


def destroyed_within(statement: str) -> tuple[str, str] | None:
    """What "회원 탈퇴 후 30일 이내에 파기합니다" says is kept, and from when its period counts.

    "5일 이내에 파기합니다" without it says how fast something is destroyed.
    """
    match = _DESTROYED_WITHIN.match(statement[:_LONGEST_STATEMENT])
    if match is None:
        return None
    thing = match["behind"] or match["before"]
    if thing is None or _WHO.match(thing.strip()):
        thing = _ALL
    return thing.strip(), match["when"].strip()


# "문의 처리 후 1년 동안 보유한 후 파기합니다" says it of all that is kept.
_ALL_FOR_PERIOD = re.compile(
    r"(?:[^은는이가을를,.]{2,30}(?:후|부터|로부터)\s+)?(?:최대\s)?\d{1,3}\s*(?:년|개월|일)\s?(?:간|동안|까지)?\s*"
    r"(?:보유|보관|보존)(?:\s?(?:및|·|ㆍ|,)\s?(?:이용|보관|보유))?(?:하|한|합|됩|되)"
)


def kept_for_period(statement: str) -> str | None:
    """What a sentence keeps for a period that names nothing: all of the data; None for others."""
    return _ALL if _ALL_FOR_PERIOD.match(statement) else None


def kept_until_event(sentence: str) -> tuple[str, str] | None:
    """What is kept until something happens, and until what."""
    ever = _FOR_EVER.match(sentence[:_LONGEST_STATEMENT])
    if ever is not None:
        return ever["thing"].strip(), ever["until"]
    until = _KEPT_UNTIL.match(sentence[:_LONGEST_STATEMENT])
    if until is not None:
        said = _OBJECT.match(until[2])
        # "운영자는 이용자의 개인정보를 회원 탈퇴 시까지 보유합니다" says in front who keeps it.
        if said is not None:
            return said["thing"].strip(), said["when"].strip()
        # "회원 탈퇴 시까지 보유하며" says it of all that is kept.
        alone = until.start(2) == 0 and until[1] is None
        return (until[1] or (_ALL if alone else sentence)).strip(), until[2].strip()
    return kept_for_ever(sentence) or kept_until(sentence)
