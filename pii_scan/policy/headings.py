"""What the headings of a policy are about: the words by which each topic is known.

They are compared with a heading without spaces, quotes and case (``key_of``), one pattern a line.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pii_scan.policy.lexicon import key_of


class Topic(StrEnum):
    """What a section is about. UNKNOWN has a heading whose words are not known, or none."""

    COLLECTION = "collection"
    METHODS = "methods"
    PURPOSES = "purposes"
    RETENTION = "retention"
    DESTRUCTION = "destruction"
    THIRD_PARTIES = "third_parties"
    PROCESSORS = "processors"
    OTHER = "other"
    UNKNOWN = "unknown"


# The first topic of which a pattern is found in the heading is its topic, so what is more special
# stands first.
_PATTERNS: tuple[tuple[Topic, tuple[str, ...]], ...] = (
    (
        Topic.OTHER,
        (
            # "개인정보 항목 및 자동 수집 장치의 설치" is about the items before all.
            r"^(?!.{0,12}항목(?:및|과|,|·)).*자동(?:으로)?수집(?:하는)?장치",
            r"쿠키(?:란|의(?:설치|운영|운용|사용)|설치|운영|운용|사용|\(cookie|등)",
            r"영상정보처리기기",
            r"아동의개인정보(?:의)?(?:처리|보호)",
            r"열람청구",
            r"권익침해",
            r"구제방법",
            r"고충처리",
            r"보호책임자",
            r"관리책임자",
            r"책임자및",
            r"담당부서",
            r"권리.*(?:행사|의무)",
            r"(?:이용자|회원|정보주체|고객|귀하)(?:와그법정대리인)?의(?:권리|의무)",
            r"고지의?의무",
            r"안전성",
            r"보호대책",
            r"보호조치",
            r"(?:기술적|관리적).*(?:대책|조치)",
            r"링크(?:및배너|사이트)",
            r"외부링크",
            r"^third-?party(?:websites?|sites?)?links$",
            r"^(?:external)?linksto",
            r"가명정보",
            r"추가적(?:인)?이용",
            r"적용범위",
            r"(?:보호|보안)를?위한.*노력",
            r"(?:처리방침|취급방침|정책)의?(?:변경|개정)",
            r"yourrights",
            r"^(?:data)?security(?!.*retention)",
            r"안전(?:하게|한관리)",
            r"안전관리",
            r"바뀌(?:면|는)",
            r"窓口",
            r"安全管理",
            r"開示",
            r"(?:cookie|クッキー)の",
            r"保護管理者",
            r"保護責任者",
            r"^(?:이용자의|회원의)?개인정보를보호(?:합니다|해요|하고있습니다)$",
            r"^変更$",
            r"changesto",
            r"contactus",
            r"^whoonourteam",
            r"^contact$",
            r"cookiepolicy",
            r"useofcookies",
            r"^cookies(?:$|and|&|\+)",
            r"^dowe(?:use|set|place).*cookies",
            r"children'?s",
            r"^(?:children|minors)(?:under.*)?$",
            r"^책임자$",
        ),
    ),
    (
        Topic.PROCESSORS,
        (
            # What a company does for others, "고객사로부터 위탁받아 처리", is no such section.
            r"위탁(?!받(?:아|은))",
            r"수탁",
            r"맡기",
            r"맡겨",
            r"맡긴",
            r"(?:국외|해외)(?:로)?(?:의)?(?:수집(?:및|·|ㆍ|,))?이전",
            r"함께(?:하는|일하는|일하고있는)(?:외부)?(?:업체|회사|기업|곳)",
            r"(?:도와주는|돕는)(?:외부)?(?:업체|회사|기업|곳)",
            r"委託",
            r"entrust",
            r"outsourc",
            r"consign",
            r"(?:제3자|외부)서비스(?:의)?(?:이용|사용|활용|연동)",
            r"sdk(?:의)?(?:이용|사용|활용|연동)",
            r"serviceproviders?",
            r"vendors$",
            r"processors?$",
            r"^(?:our|named|the|third-?party|data)*(?:sub-?)?processors",
            r"who(?:else|also)?process(?:es)?",
            r"(?:third-?party)?serviceswe(?:use|relyon)",
            r"^subprocessors?",
            r"(?:international|cross-?border|overseas)(?:data)?transfer",
        ),
    ),
    (
        Topic.THIRD_PARTIES,
        (
            r"(?:제3자|제삼자|타인)(?:에게|에대한|에의|에)?(?:의)?.{0,8}(?:제공|공유)",
            r"(?:제3자|제삼자)에게(?:주는|드리는|보내는|전달하는|알려주는)",
            r"제공및공유",
            r"^(?:개인정보를)?제공받는(?:자|곳|기관|업체)$",
            r"다른(?:회사|곳|기업|업체|사업자).*(?:주는|드리는|제공|나누|공유|전달|알려|넘기|넘겨)",
            r"공유및제공",
            r"공동이용(?:하는)?(?:\(제공\))?(?:기관|내역|현황|대상|에관한|$)",
            r"(?:^|개인정보(?:의)?)제공$",
            r"^(?:이용자의|회원의)?개인정보를제공(?:합니다|해요|하고있습니다)$",
            r"누구(?:에게|와|한테).*(?:제공|공유|나누|알려|주나)",
            r"第三者(?:へ|への|に対する)?(?:の)?(?:情報)?(?:提供|開示)",
            r"shar(?:e|ing).*(?:information|data)",
            r"^sharing$",
            r"(?:information|data)sharing",
            r"(?:information|data)is(?:shared|disclosed)",
            r"^(?:whatwe|howwe)(?:may)?(?:share|disclose)",
            r"who(?:m)?(?:do)?we(?:may)?(?:share|disclose)",
            r"recipientsof",
            r"^(?:data|our|the|other|further)*recipients$",
            r"who(?:else)?(?:receives|gets|cansee|hasaccess|touches|handles)",
            # "Information from third parties" is collected.
            r"(?<!from)(?<!fromother)(?<!fromthe)third-?part(?:y|ies)",
            # What people disclose is collected.
            r"^(?!.*purposesforwhich).*(?<!you)(?<!youmay)(?<!youchooseto)disclos(?:e|ure)",
            r"^(?:independent|separate|other)controllers",
        ),
    ),
    (
        Topic.RETENTION,
        # Before what is collected: 보존하는 개인정보 항목 are kept by law.
        (r"보존(?:하는|되는|할|하고있는)(?:개인)?(?:정보)?(?:의)?항목", r"보존근거"),
    ),
    (
        Topic.COLLECTION,
        (
            r"(?:수집|처리|이용)(?:하는|되는|한|할)?.*항목",
            r"개인정보(?:의)?(?:처리)?항목",
            r"(?:고유식별|민감)정보(?:의)?(?:처리|수집)(?:및이용|·이용|이용)?(?:에관한사항|(?:에대한)?동의|안내)?$",
            r"^항목$",
            r"수집(?:하는|되는)(?:개인|행태)?(?:정보|데이터)",
            r"개인정보(?:의)?수집(?:및이용|·이용|ㆍ이용|/이용|에관한사항|안내)?(?:현황|내역)?$",
            r"수집정보",
            r"수집(?:하지|되지)않는(?:개인)?(?:정보|항목|데이터)",
            r"^(?:what|(?:information|data)(?:that)?)we(?:donot|don'?t|don’t|never)collect",
            r"^(?:이용자의|회원의)?개인정보를수집(?:및이용|·이용)?(?:합니다|해요|하고있습니다)$",
            r"(?:어떤|무슨|무엇).*(?:수집|받나요|받습니까|모으나요)",
            r"(?:取得|収集)(?:する|した|される)?(?:お客様の)?(?:個人)?(?:情報|項目)",
            r"個人情報の(?:取得|収集)",
            r"^개인정보의?수집및이용(?:에대한)?(?:동의|안내)",
            r"(?:information|data)(?:that)?we(?:may)?collect",
            r"collectionof(?:your)?(?:personal)?(?:information|data)",
            r"(?:information|data)(?:that)?you(?:may|chooseto)?(?:give|provide|share|submit|disclose)",
            r"automatically(?:collected|recorded|logged)",
            r"(?:information|data)(?:we(?:may)?(?:receive|get|obtain|collect))?from(?:other|third)",
            r"what(?:do)?we(?:collect|store)",
            r"^howwecollect(?:,|and)(?:we)?use(?:your)?(?:personal)?(?:information|data)",
            r"^what[a-z]{2,20}(?:collects|stores|accesses)$",
            r"(?:what|which).*(?:information|data).*collect",
            r"^(?:what|which)(?:personal)?(?:information|data)(?:do)?we(?:process|hold|store|receive)",
            r"^(?:the)?(?:personal)?(?:information|data)(?:that)?we(?:hold|process|store|receive|obtain)(?:aboutyou)?$",
            r"^(?:personal|user)?(?:data|information)collection",
            r"^(?:personal)?data(?:categor(?:y|ies)|types?|elements?)$",
            r"(?<!special)categoriesof(?:personal)?(?:information|data)",
            r"(?:personal)?(?:information|data)collected",
        ),
    ),
    (
        Topic.DESTRUCTION,
        (
            r"^(?!.*(?:보유|보존|보관)).*파기",
            r"destruction",
            r"deletionof",
            r"廃棄",
            r"破棄",
        ),
    ),
    (
        Topic.PURPOSES,
        (
            r"(?:수집|이용|처리|사용|활용).*목적",
            r"왜.*(?:수집|이용|사용|처리|필요|받)",
            r"어(?:디에|떻게)(?:이용|사용|활용|쓰)",
            r"利用目的",
            r"^(?:이용자의|회원의)?개인정보를이용(?:합니다|해요|하고있습니다)$",
            r"how(?:do|will|may)?we(?:may|will)?(?:use|process(?=(?:your|the|this|personal|it)))",
            r"useof(?:your)?(?:personal)?(?:information|data)",
            r"purposes?(?:of|forwhich)",
            r"whywe(?:collect|use)",
            r"^(?:data|information)usage$",
            r"^why.*(?:basis|process|use)",
            r"^(?:processing)?purposes?(?:ofprocessing)?$",
        ),
    ),
    (
        Topic.RETENTION,
        (
            r"(?:보유|보관|보존).*기간",
            r"개인정보(?:의)?(?:처리및|파기및)?(?:보유|보관|보존)(?:및|와|과|·|,|/)?(?:이용|처리|파기)?$",
            r"^(?:보유|보관|보존)(?:및|와|과|·|,|/)(?:이용|처리|파기|삭제)$",
            r"개인정보.*(?:처리|이용)(?:및보유)?기간",
            r"보유및이용",
            r"^이용기간$",
            r"(?:법령|법률)에(?:따른|의한|의하여|따라).*(?:보관|보존|보유)",
            r"(?<!의무)(?:보관|보존|보유)(?:하는|되는|해야하는|해야할)?(?:개인)?(?:정보|항목|기록)",
            r"(?:얼마나|얼마동안|언제까지).*(?:보관|보유|보존|이용|가지)",
            r"(?:保有|保存|保管)期間",
            r"retention",
            r"howlong(?:do)?we",
            r"^howlong.*(?:use|keep|kept|store|hold|retain)",
            r"storageperiod",
        ),
    ),
    (
        Topic.METHODS,
        (
            r"수집(?:하는)?방법",
            r"howwecollect",
            r"methodsofcollect",
        ),
    ),
)
_BRACKETS_BEHIND = re.compile(r"\([^()]{1,60}\)$")
_TOPICS = tuple((topic, re.compile("|".join(patterns))) for topic, patterns in _PATTERNS)


def topic_of(heading: str) -> Topic | None:
    """What a heading with these words is about."""
    key = key_of(heading)
    # "Processors (Art. 28 GDPR)" is about processors.
    for words in (key, _BRACKETS_BEHIND.sub("", key)):
        found = next((topic for topic, pattern in _TOPICS if pattern.search(words)), None)
        if found is not None:
            return found
    return None
