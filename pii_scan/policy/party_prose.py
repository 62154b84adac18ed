"""Who gets the data, said in sentences: "A 업무를 ㈜가나에 위탁", "We use Acme to send e-mail".

Only what is written as the name of a company or an institution is taken for one: with the form of
a company, with the last word of an institution, or in capitals. All else is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pii_scan.policy.entries import sentences
from pii_scan.policy.party_copula import named_as_recipients
from pii_scan.policy.party_english import LONGEST, recipients_in
from pii_scan.policy.party_japanese import entrusted_in_japanese, given_in_japanese
from pii_scan.policy.party_latin import LATIN, begins_as_name, names_somebody
from pii_scan.policy.party_said import Said

__all__ = ["Said", "entrusted_to", "given_to"]

_FORM = r"(?:㈜|\(주\)|（주）|주식회사|유한회사|\(유\)|\(재\)|\(사\))"
_INSTITUTION = (
    r"(?:은행|공단|평가원|진흥원|정보원|교육원|개발원|연수원|연구원|연구소|결제원|금융원|공사|협회|재단|조합|카드"
    r"|보험|증권|텔레콤|통신|택배|통운|정보통신|페이먼츠|시스템즈|대학교)"
)
_AUTHORITY = (
    r"(?:국세청|관세청|경찰청|검찰청|병무청|교육부|국토교통부|고용노동부|보건복지부|행정안전부)"
)
# Those who are given data, called by what they are: "법원, 감정인에게 제공합니다".
_KIND = (
    r"(?:(?:관할|타|다른|해당|협력)\s)?(?:법원|감정인|수사기관|경찰서|세무서|검찰|지방자치단체|의료기관|보험회사|보험사"
    r"|손해사정사|손해사정인|신용정보회사|신용평가회사|카드사|법무법인|변호사|회계법인|배송업체|판매자|판매업체|음식점|가맹점|라이더)"
)
# What may be given to an authority, and when, is said of nobody who regularly gets it.
_EXCEPTIONAL = re.compile(r"경우|요구|요청|수\s?있|없이|외에|제외|예외|목적으로\s(?:법령|수사)")
_NAME = (
    rf"(?:{_FORM}\s?[가-힣A-Za-z0-9&.]{{1,30}}?|[가-힣A-Za-z0-9&.]{{1,30}}?\s?{_FORM}"
    rf"|[가-힣A-Za-z0-9]{{1,20}}?{_INSTITUTION}"
    rf"|{_AUTHORITY}|{LATIN})"
)
_NAMES = rf"{_NAME}(?:(?:\s?[,·/]\s?|\s(?:및|또는)\s|[와과]\s){_NAME}){{0,9}}"
_BETWEEN = re.compile(
    r"(?<=[가-힣\w)㈜])[와과]\s|\s(?:및|또는)\s|\s?[,/]\s?(?!(?:Inc|LLC|Ltd|Co)\b)"
)
_ENTRUSTS = re.compile(r"위탁|수행|대행|담당|맡")
_GIVES = re.compile(r"제공|제출|공유|전달|통보|전송|이전")
_DENIES = re.compile(
    r"(?:제공|위탁|공유)(?:하|되)?지\s*(?:않|아니)|\b(?:not|never)\b|수탁(?:자|업체)의"
)
# "카드 배송을 ㈜가나에 위탁", "문자 발송은 ㈜다라가 수행".
_TASK_AND_NAMES = re.compile(
    rf"(?:^|[\s,])(?P<task>[^,.]{{2,40}}?)(?:[을를은는]|\s업무[를는])\s(?P<names>{_NAMES})"
    r"(?:에게|에|이|가|에서)(?=[\s,.])"
)
# "㈜가나는 결제를 대행하고", "㈜가나가 결제를 …".
_NAMES_AND_TASK = re.compile(
    rf"(?:^|[\s,])(?P<names>{_NAMES})(?:은|는|이|가)\s(?P<task>[^,.]{{2,40}}?)[을를]\s"
    r"(?:수행|담당|대행|맡)"
)
# "수탁업체는 ㈜가나(결제), ㈜다라(배송)입니다".
_WITH_TASK = re.compile(
    rf"(?P<names>{_NAME})\s?[(（](?P<task>[^()（）]{{2,40}})[)）](?=\s?(?:,|및|와|과|입니다|이며|등|에))"
)
_GIVEN = rf"(?:{_KIND}|{_NAME})"
_GIVEN_TO = re.compile(
    rf"(?:^|[\s,])(?P<names>{_GIVEN}(?:(?:\s?[,·/]\s?|\s(?:및|또는)\s|[와과]\s){_GIVEN}){{0,9}})"
    r"(?:\s?\([^()]{2,30}\))?(?:\s등)?(?:에게|에|으로|로)\s"
)
_IS_KIND = re.compile(_KIND)
_WHAT_FOR = re.compile(r"(?P<why>[^,.]{2,40}?)(?:을|를)?\s(?:위해|위하여|목적으로)")
_WHAT_FOR_BEFORE = re.compile(
    r"^(?:.*[을를은는]\s)?(?P<why>[^,.]{2,40}?)(?:을|를)?\s(?:위해|위하여|목적으로)\s*$"
)
_WHICH = re.compile(r"(?:제공|이전)\s?(?:되는\s?)?항목은\s(?P<items>[^.]+?)(?:이고|이며|입니다)")
_HOW_LONG = re.compile(r"기간은\s(?P<until>[^.,]+?)(?:입니다|이며|이고)")
_WHO_WE_ARE = re.compile(
    r"^(?:(?:회사|당사|본원|본교|저희)(?:은|는)\s|[^\s,]{2,20}(?:은|는)\s(?!㈜|\(주\)))"
)

# "결제를 위해 Paywell, Rowbase(Cloud LLC)를 이용합니다", in a section on processors.
_OWNED = rf"(?:{LATIN}의\s)?{LATIN}(?:\s?\([^()]{{2,40}}\))?"
_USES_NAMES = re.compile(
    rf"(?:^|\s)(?:(?P<task>[^,.]{{2,40}}?)[을를]\s위(?:해|하여)\s)?(?P<names>{_OWNED}(?:,\s{_OWNED}){{0,9}})"
    r"(?:[을를]|\s등[을를]|\s등(?:의)?\s(?:외부\s)?(?:서비스|업체|플랫폼|도구|클라우드|솔루션)[을를])"
    r"\s(?:이용|사용|활용)(?:하|합|해|할)"
)


# "Rowbase를 통한 파일 저장, Edgehost 또는 이에 준하는 플랫폼을 통한 배포"
_THROUGH = re.compile(
    rf"(?:^|[\s,(])(?P<name>{_OWNED})(?:\s또는\s[^,.]{{2,20}}?)?[을를]\s통(?:한|해|하여)\s(?P<task>[^,.]{{2,40}})"
)
# "결제는 Paywell을 통해 이루어지며" says what in front.
_IS_VERB = re.compile(
    r"(?:안전하게\s)?(?:이루어|진행|처리|제공|운영|수행|저장|관리|발송|전송|보관)(?:지|되|하|됩|합|진)[^\s]*(?:\s있\S*)?"
)
_SUBJECT = re.compile(r"(?:^|[\s,])(?P<what>[^,.:]{2,30}?)[은는이가]\s(?:\S{1,20}\s){0,2}?$")
# What people come through, and what is taken from there.
_COMES_THROUGH = re.compile(r"로그인|가입|접속|다운로드|설치|제공받|수집|문의|연락|동의")


def entrusted_to(text: str) -> list[Said]:
    """The processors that the sentences of ``text`` name, each with its task."""
    found: list[Said] = []
    for sentence in _readable(text):
        said = _WHO_WE_ARE.sub("", sentence)
        if _ENTRUSTS.search(sentence) or "수탁" in sentence:
            for pattern in (_WITH_TASK, _TASK_AND_NAMES, _NAMES_AND_TASK):
                found += _parties(pattern.finditer(said))
                if pattern is _WITH_TASK and found:
                    break
        found += [*recipients_in(sentence, among_parties=True), *entrusted_in_japanese(sentence)]
        if not found:
            found += used_in_korean(said, sentence) or named_as_recipients(sentence)
    return _once(found)


def used_in_korean(sentence: str, whole: str = "") -> list[Said]:
    """Whom "결제를 위해 Paywell, Rowbase(Cloud LLC)를 이용합니다" says is used, with what for.

    ``whole`` is the sentence with its subject, where ``sentence`` is without.
    """
    if len(sentence) > LONGEST or _DENIES.search(sentence):
        return []
    uses = _USES_NAMES.search(sentence)
    if uses is None:
        return [
            Said(found["name"].strip(), _done_through(whole or sentence, found))
            for found in _THROUGH.finditer(sentence)
            if names_somebody(found["name"]) and not _COMES_THROUGH.search(found["task"])
        ]
    names = [name.strip() for name in re.split(r",\s", uses["names"])]
    return [Said(name, uses["task"]) for name in names if names_somebody(name)]


def _done_through(sentence: str, found: re.Match[str]) -> str | None:
    """What is done by whom ``found`` names: the words behind, or what "결제는 …" says in front."""
    if not _IS_VERB.fullmatch(found["task"].strip()):
        return found["task"].strip()
    subject = _SUBJECT.search(sentence[: sentence.index(found["name"])])
    return subject["what"].strip() if subject else None


def given_to(text: str) -> list[Said]:
    """The third parties that the sentences of ``text`` name, with what for where they say it."""
    found: list[Said] = []
    for sentence in _readable(text):
        if _GIVES.search(sentence):
            items, until = _WHICH.search(sentence), _HOW_LONG.search(sentence)
            for match in _GIVEN_TO.finditer(sentence):
                behind = _WHAT_FOR.match(sentence[match.end() :])
                behind = behind or _WHAT_FOR_BEFORE.search(sentence[: match.start("names")])
                found += [
                    Said(
                        name,
                        behind["why"].strip() if behind else None,
                        items=items["items"] if items else None,
                        until=until["until"].strip() if until else None,
                    )
                    for name in _split(match["names"])
                    if not (_IS_KIND.fullmatch(name) and _EXCEPTIONAL.search(sentence))
                ]
        found += [*recipients_in(sentence, among_parties=True), *given_in_japanese(sentence)]
        found += named_as_recipients(sentence)
    return _once(found)


def _readable(text: str) -> Iterator[str]:
    """The sentences of ``text`` that name somebody and say of nobody that he gets nothing."""
    if len(text) > LONGEST:
        return
    for sentence in sentences(text):
        if not _DENIES.search(sentence):
            yield sentence


def _parties(matches: Iterator[re.Match[str]]) -> list[Said]:
    return [
        Said(name, re.sub(r"\s*업무$", "", match["task"].strip()))
        for match in matches
        for name in _split(match["names"])
    ]


def _split(names: str) -> list[str]:
    return [name.strip() for name in _BETWEEN.split(names) if _is_name(name.strip())]


def _is_name(name: str) -> bool:
    return bool(name) and begins_as_name(name)


def _once(found: list[Said]) -> list[Said]:
    return list({said.name: said for said in reversed(found)}.values())[::-1]
