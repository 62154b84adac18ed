"""The names of companies and institutions, as the cell or the line of a policy lists them."""

from __future__ import annotations

import re

from pii_scan.policy.items import split_at_commas, split_outside
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.party_lines import names_company
from pii_scan.policy.party_words import kind_in

# A company's form is written behind a comma: "Example, Inc."
_COMPANY_FORM = re.compile(
    r"(?:inc|llc|l\.l\.c|lp|l\.p|llp|ltd|corp|co|gmbh|s\.a|pte|limited|b\.?v|n\.?v|plc|pbc|p\.b\.c|a/s|ag|se|s\.a\.s|s\.c\.a|s\.l|sas|sarl"
    r"|pty|oy|oyj|ab|s\.?r\.?l|k\.?k)\.?(?:\s*ltd\.?)?(?:\s*[(（][^()（）]*[)）])?",
    re.IGNORECASE,
)
# "Klaviyo, Inc., USA" says where the company is.
COUNTRY = re.compile(
    r"(?:the\s)?(?:USA?|U\.S\.A?\.?|United States|UK|United Kingdom|Germany|Ireland|Netherlands"
    r"|France|Japan|Singapore|Canada|Australia|India|Sweden|Switzerland|Israel|South Korea)",
    re.IGNORECASE,
)
# "Supabase Inc. (해외 리전)" says no country, and "(미국/해외 리전)" one of two places.
_SOMEWHERE = re.compile(
    r"\s*[(（](?:[가-힣A-Za-z]{2,12}\s?[/·,]\s?)?(?:[가-힣A-Za-z]{2,12}\s)?(?:해외|국외|리전|지역|region)[^()（）]{0,12}[)）]$",
    re.IGNORECASE,
)
# "기부금의 자동 출금을 위한 금융결제원" says what for in front of who.
_WHAT_FOR = re.compile(r"^.{2,40}[을를]\s?위한\s+(?=\S)")
_IN_BRACKETS = re.compile(
    r"\s*[(（](?P<country>미국|일본|중국|독일|프랑스|영국|아일랜드|싱가포르|네덜란드|호주|캐나다|인도|베트남|이스라엘"
    r"|홍콩|대만|스웨덴|스위스|핀란드|에스토니아|한국|대한민국"
    rf"|{COUNTRY.pattern})(?:\s?(?:등|외))?[)）]$",
    re.IGNORECASE,
)
# How to reach a recipient is no part of its name: "Zendesk, Inc. (privacy@zendesk.com)".
_CONTACT = re.compile(
    r"\s*[(（\[][^()（）\[\]]*(?:@|https?:|www\.|☎|\d{2,4}-\d{3,4})[^()（）\[\]]*[)）\]]"
)
# "수탁업체명 : ㈜하늘" over "전화번호 : 02-000-0000" in one cell.
_NAME_LABEL = re.compile(
    r"^(?:수탁\s?(?:업체|자|사|기관)|업체|회사|기관|상호|법인)\s?(?:명|명칭)?\s?[:：]\s*(?=\S)"
)
_REACHED = re.compile(
    r"(?:주소|소재지|전화(?:번호)?|연락처|대표(?:자|번호|전화)?|담당(?:자|부서)?|홈페이지|이메일|팩스|tel|fax|e-?mail"
    r"|address|website)\s?(?:명)?\s?[:：]",
    re.IGNORECASE,
)
# "(주)하늘 (주)바다", with nothing between them.
_BESIDE = re.compile(r"(?<=[가-힣A-Za-z])\s+(?=(?:\(주\)|㈜)[가-힣A-Za-z])")
_OPENS, _CLOSES = re.compile(r"[(（]"), re.compile(r"[)）]")
_FORM = re.compile(r"(?:\(주\)|（주）|㈜|주식회사|유한회사)")
# "택배사 (하늘택배, 바다택배 등)" is of a kind and names two, "결제망사(㈜하늘넷)" one.
_KIND_OF_SEVERAL = re.compile(
    r"(?P<kind>(?:[가-힣]{1,8}\s){0,3}[가-힣A-Z]{1,8}(?:사|업체|회사|기관|사업자))\s?[(（](?P<names>(?:㈜|\(주\))?[^()（）,]{2,20}?"
    r"(?:,\s?[^()（）,\s]{2,20}){0,9})(?P<others>\s?등)?[)）]"
)
_IS_NAMED = re.compile(
    r"\s?[가-힣A-Za-z]{1,12}(?:항공|은행|카드|택배|통운|보험|화재|해상|생명|증권|캐피탈|페이|텔레콤|통신|관광|투어)\s?"
).fullmatch
_SHORTENED = re.compile(r"(?:카드|은행|증권|보험|캐피탈|저축은행)(?:사|회사|사업자|기관)$")
_KIND = re.compile(r"(?:사|업체|회사|기관|사업자)$")
# In "하늘 및 제휴 업체" the second are others.
_ONE_KIND = re.compile(
    r"(?P<first>[가-힣]{1,8})\s(?:및|또는)\s(?!(?:제휴|협력|관련|관계|해당|기타|그|각|계약)\S*\s)"
    r"[가-힣]{1,8}(?:\s[가-힣]{1,8}){0,2}\s(?:업체|회사|기관|사업자|대행사)"
)
_BEGINS_WITH_FORM = re.compile(r"\(주\)|㈜")
# "Acme (database and sign-in)" says what it does.
_WHAT_IN_BRACKETS = re.compile(
    r"(?<=[A-Za-z0-9.])\s?\((?:[a-z][a-z][^()]*|[가-힣]+(?:\s[가-힣]+){0,4}\s"
    r"(?:데이터베이스|저장소|호스팅|처리|관리|분석|발송|인증|모니터링|운영|알림))\)$"
)
# "㈜하늘(결제대행 서비스 제공)" does as well; what stands in a place or a firm does not end so.
_TASK_IN_BRACKETS = re.compile(
    r"(?<=[가-힣A-Za-z0-9.)㈜])\s?[(（](?:[^()（）\s]{1,20}\s){1,8}?"
    r"(?:제공|처리|대행|발송|배송|위탁|운영|호스팅|관리|저장|분석|상담|결제)[)）]$"
)
# The form of public bodies marks whatever is filled in: "<하늘 구청>".
_MARKED = re.compile(r"^[<＜〈《‹「『]\s?(?P<name>[^<>＜＞〈〉《》‹›「」『』]+?)\s?[>＞〉》›」』]$")
# What a form leaves to be filled in: "미정", "(주) 000", "업체명".
_UNFILLED = re.compile(
    r"(?:\(주\)|㈜|주식회사)?\s?(?:[○◯〇]{2,}|[Oo]{2,}|0{2,})(?:사|업체|회사)?"
    r"|미정|추후\s?(?:결정|기재|안내|공개|선정).{0,10}|tbd"
    r"|(?:수탁|위탁)?(?:업체|회사|기관|법인|수탁자|상호)\s?명",
    re.IGNORECASE,
)
# "대한항공, 제주항공 등 예약 항공사" gives examples of what stands behind them.
_AND_OTHERS = re.compile(r"(?<=[가-힣A-Za-z.)㈜])\s+등(?:의)?(?:\s+\S+){0,3}$")
# "Acme Privacy Policy: acme.example/privacy" leads to what Acme says.
_ITS_POLICY = re.compile(
    r"(?<=\S)(?:['’]s)?\s(?:Privacy (?:Policy|Notice|Statement)|개인정보\s?처리방침)$"
)
# Those whom the policy has named before: "위 수탁업체들", "제5조의 수탁자".
_ABOVE = re.compile(
    r"(?:위|상기|앞의|앞서|전항의?|제\s?\d+\s?[조항호](?:의|에)?)\s.{0,20}?"
    r"(?:수탁|위탁|제공받는|이전받는|업체|회사|사업자).{0,20}"
    r"|(?:각|해당)\s?(?:수탁자|수탁업체|업체|회사)(?:들)?"
)
# "subcontractors, where the job requires it"
_CASE = re.compile(r"(?:when|if|where|as|only|unless|in case)\s")
NOBODY = {"[해당없음]", "(해당없음)", "없음", "해당없음", "해당사항없음", "none", "n/a", "-"}


def country_in(name: str) -> str | None:
    """The country behind the name of the one company in ``name``."""
    found = [part for part in split_at_commas(name) if COUNTRY.fullmatch(part)]
    bracket = _IN_BRACKETS.search(name.strip())
    found += [bracket["country"]] if bracket else []
    return found[0] if len(found) == 1 and len(names_in(name)) == 1 else None


# "가맹점주/ 배달대행업체", "하늘 · 바다"
_MORE_BEHIND = re.compile(r"\s[—–]\s.*$", re.DOTALL)
# "하늘카드㈜/바다카드/달은행": each part is a name, and "A/S 접수" has none.
_NAME_IN_SLASHES = re.compile(
    r"(?:㈜|\(주\))?[가-힣A-Za-z]{2,12}(?:㈜|\(주\)|은행|카드|보험|증권|택배|페이|통신|캐피탈)?"
)
_FEWEST_IN_SLASHES = 3
_FILLED_IN = re.compile(r"\[(?P<names>[^\[\]]+)\]")
_SLASH = re.compile(r"\s+/\s*|\s*/\s+|\s+[·ㆍ]\s+|(?<=[가-힣)A-Za-z㈜])\s+및\s+(?=[가-힣(A-Z㈜])")


def names_in(text: str) -> list[str]:
    """The names of the parties in ``text``, without how to reach them and where they are."""
    names: list[str] = []
    # "[하늘택배, (주)바다]" fills in the form of a shop.
    filled_in = _FILLED_IN.fullmatch(text.strip())
    # "[문자 발송 대행사 — 아직 쓰지 않으며, …]" says behind a dash more of the one to be filled in.
    text = _MORE_BEHIND.sub("", filled_in["names"]) if filled_in else text
    # "Database, storage, and security providers" are of one kind.
    if kind_in(text) is not None:
        return [text.strip()]
    text = _KIND_OF_SEVERAL.sub(_named_of_kind, text)
    listed = [
        name
        for part in split_at_commas(", ".join(_lines_of_names(text)))
        for name in ([part] if _is_one_kind(part) else _at_slashes(part))
    ]
    parts = [
        name
        for part in listed
        for name in (_BESIDE.split(part) if _BEGINS_WITH_FORM.match(part) else [part])
    ]
    for part in (part for part in parts if not COUNTRY.fullmatch(part)):
        if names and _COMPANY_FORM.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    bare = [_AND_OTHERS.sub("", _CONTACT.sub("", name)).strip() for name in names]
    bare = [_MARKED.sub(r"\g<name>", name) for name in bare]
    bare = [_WHAT_IN_BRACKETS.sub("", _ITS_POLICY.sub("", name)) for name in bare]
    bare = [_IN_BRACKETS.sub("", _SOMEWHERE.sub("", name)) for name in bare]
    bare = [_TASK_IN_BRACKETS.sub("", _WHAT_FOR.sub("", name)) for name in bare]
    named = [name for name in bare if not _ABOVE.fullmatch(name) and not _CASE.match(name)]
    named = [name for name in named if not _UNFILLED.fullmatch(name)]
    # Where more can be read is nobody, and who is named in two lines of a cell is one.
    return list(
        dict.fromkeys(
            name for name in named if "://" not in name and key_of(name) not in NOBODY | {""}
        )
    )


def _at_slashes(text: str) -> list[str]:
    """The names that slashes part, without spaces around them only where each part is a name."""
    parts = text.split("/")
    if len(parts) >= _FEWEST_IN_SLASHES and all(map(_NAME_IN_SLASHES.fullmatch, parts)):
        return parts
    return split_outside(text, _SLASH)


def _is_one_kind(text: str) -> bool:
    """Whether "화환 및 조화 배송 업체" is one kind of recipient, called by two things."""
    kind = _ONE_KIND.fullmatch(text)
    return kind is not None and not names_company(kind["first"]) and not _KIND.search(kind["first"])


def _named_of_kind(kind: re.Match[str]) -> str:
    """The names that a kind has in brackets; all of the words where they may say another thing."""
    names: str = kind["names"]
    # "설치 협력업체(㈜하늘 등)" are those who install, of whom one is named.
    if "," not in names and " " in kind["kind"]:
        return kind.group()
    # "카드사(국민, 신한 등)" has names that say nothing without the kind.
    short = _SHORTENED.search(kind["kind"])
    if short is not None and not any(short[0][:2] in name for name in names.split(",")):
        return kind.group()
    # "항공사(하늘항공, 바다항공)" names all of them, where "택배사(배송, 반품)" says what for.
    if "," in names and all(map(_IS_NAMED, names.split(","))):
        return names
    # "배송사(택배사 등)" says with another kind what it is.
    several = "," in names or (names_company(names) and not _KIND.search(names))
    return names if _FORM.search(names) or (kind["others"] and several) else kind.group()


def is_contact(line: str) -> bool:
    """Whether a line says how somebody is reached: "대표 : …", "전화번호 : …"."""
    return _REACHED.match(line) is not None


def _one_bracket(text: str) -> list[str]:
    """The lines of a cell, those that go on in a bracket with the one that opens it."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if depth > 0:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
        depth += len(_OPENS.findall(line)) - len(_CLOSES.findall(line))
    # A bracket that nothing closes holds no lines together.
    return lines if depth == 0 else text.split("\n")


def _lines_of_names(text: str) -> list[str]:
    """The lines of a cell, each with a name; "한국신용정보" over "(주)" is one."""
    lines: list[str] = []
    for whole in filter(None, (line.strip().rstrip(" ,") for line in _one_bracket(text))):
        if _REACHED.match(whole):
            continue
        line = _NAME_LABEL.sub("", whole)
        bracket = line[0] in "(（" and not (_FORM.match(line) and not _FORM.fullmatch(line))
        if lines and (bracket or _FORM.fullmatch(line) or _FORM.fullmatch(lines[-1])):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines
