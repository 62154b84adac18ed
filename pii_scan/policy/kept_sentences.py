"""Sentences that say how long something is kept: "음성 파일은 녹음일로부터 6개월간 보관합니다"."""

from __future__ import annotations

import re

from pii_scan.policy.entries import sentences
from pii_scan.policy.items import is_item_list, split_at_commas
from pii_scan.policy.kept_in_english import deleted_after_leaving, kept_in_english
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.terms import PERIOD_WORDS, Term, read_term

# "회원탈퇴 시: 아이디, CI 30일" says from when, and then what is kept.
_LEAVING = re.compile(
    r"(?:탈퇴|해지|해제|퇴사|퇴원|퇴직|졸업|수료|휴면\s*전환|계약\s*종료)\s*(?:(?:신청|요청)\s*)?(?:시|후|이후|때)(?:에는|에도|에)?"
)
_ENGLISH_VERB = re.compile(
    r"^we (?:keep|retain|store|hold) "
    r"|\s(?:(?:are|is|will be) (?:kept|retained|stored) )?for(?: up to)?\s*$",
    re.IGNORECASE,
)
# Trying every place of a longer text would take long.
_LONGEST_STATEMENT = 1000
_NEXT_CLAUSE = re.compile(
    r"(?:보관|보존|보유|이용|파기|삭제)(?:하|되)(?:며|고)(?:\s*\([^()]*\))?,?\s+"
)
_LAST_VERB = re.compile(r"(?:보관|보존|보유|이용)(?:하|되|합|됩)\S*$")
# "10년간 보유 후 폐기", "탈퇴 시 즉시 파기": of whatever the section is about.
_KEPT_ALONE = re.compile(
    r"(?:최대|최소|최장)?\s*\d{1,3}\s*(?:년|개월|주|일)\s*(?:간|동안)?\s*(?:보유|보관|보존|이용)(?:\s*(?:및|·|,)\s*(?:보유|보관|보존|이용))?"
    r"(?:\s*(?:이후|후|뒤))?(?:\s*(?:즉시|지체\s*없이))?(?:\s*(?:파기|폐기|삭제))?\.?"
)
_DESTROYED_AT = re.compile(
    r"^[^,.]{2,40}(?:탈퇴|해지|철회|종료|완료|졸업|퇴사)\s*(?:요청\s*)?(?:시|후)\s*(?:즉시|지체\s*없이)\s*(?:파기|폐기|삭제)"
    r"(?:\s*[(（][^()（）]{2,60}[)）])?$"
)
# "회사는 ① 계약에 관한 기록은 5년, ② …"
_LONGEST_ARROWED = 60
_COUNTER = re.compile(r"^\s*(?:[^\s,]{1,12}[은는]\s)?[①-⑳]\s*")
_FOR_EVER = re.compile(
    r"(?:(?:단|다만),?\s*)?(?P<thing>[^은는.]{2,60})[은는]\s+"
    r"(?P<until>(?:준)?영구(?:히|적으로)?\s?(?:보관|보존|보유))"
)
# One verb for several: "We keep donor records for seven years; enquiries for 24 months."
_EACH_IN_ENGLISH = re.compile(r"^we (?:will )?(?:keep|retain|store)\s", re.IGNORECASE)
# What is kept, and nobody who keeps it: "회사는 …".
_THING = (
    r"(?:정보|기록|자료|서류|파일|내역|영상|이력|번호|로그|데이터|명부|대장|신청서|지원서|녹취"
    r"|항목|사항|내용|기록부|처방전|소견서|동의서|계약서|영수증|신청내역|게시물|콘텐츠)"
)
_SUBJECT = re.compile(rf"^(?:(?:다만|단),?\s+)?(?P<thing>[^,.]*?{_THING}(?:\([^()]*\))?)[은는]\s+")
# "이메일은 90일간 보관합니다": items are kept, whatever their last word is.
_ITEMS_KEPT = re.compile(r"^(?:(?:다만|단),?\s+)?(?P<thing>[^.]{1,80}?)(?:[은는을를]\s+)")
_OBJECT = re.compile(rf"(?P<thing>[^,.을를]{{2,60}}?{_THING}(?:\([^()]*\))?)[을를]\s+")
# "해지일로부터 6개월간 회원의 정보를 보유할 수 있습니다".
_BEHIND_PERIOD = re.compile(
    rf"(?:년|월|일|주)\s*(?:간|동안)\s+(?P<thing>[^,.을를\d]{{2,40}}?{_THING})[을를]\s+"
    r"(?:[가-힣]+(?:하여|으로|에)\s+){0,2}(?:보관|보존|보유)(?:하|할|합|될|됩)"
)
# "会員情報は退会後1年間保管します"
_IN_JAPANESE = re.compile(
    r"^(?P<thing>[^はを、。]{2,40}?)(?:は|を)、?[^。]*(?:保管|保存|保有|削除|消去|廃棄|破棄)"
)
# "We keep your photos as long as your account is active."
_UNTIL_IN_ENGLISH = re.compile(
    r"^(?:however,?\s+|also,?\s+|for example,?\s+|(?:during|when you)\s[^,.]{2,60},\s+)?"
    r"(?:we (?:will |may )?(?:keep|retain|store|hold|maintain)\s+(?P<object>[^,.]{2,60}?)"
    r"(?:\sfor our records)?(?:\sunless and(?=\suntil))?"
    r"|(?P<subject>[^,.]{3,60}?)\s+(?:is|are|will be)\s+(?:\w+ly\s+)?"
    r"(?:kept|retained|stored|held))\s+"
    r"(?P<until>(?:until|(?:for )?as long as|while|for the (?:duration|lifetime|life) of)"
    r"\s[^.;]{3,120})",
    re.IGNORECASE,
)
# "… or as needed to provide the service" behind what can be measured.
_OR_AS_NEEDED = re.compile(
    r",?\s(?:or|and)\s(?:for )?as (?:long as )?(?:is |reasonably |may be )?"
    r"(?:needed|necessary|required).*$",
    re.IGNORECASE,
)
# "… and delete it within 30 days of account closure", "…, and is destroyed upon request"
_AND_THEN = re.compile(
    r",?\sand (?:then )?(?:we )?(?:is |are )?(?:delet|remov|destroy|eras)\w*\s.*$"
)
_PRONOUNS = {"it", "them", "this", "these"}
# "as long as necessary" says nothing that can be measured.
_VAGUE = re.compile(
    r"necessary|needed|required|purpose|reasonabl|relevant|appropriate|longer|we need|law",
    re.IGNORECASE,
)
_LAW_IN_FRONT = re.compile(
    r"^.*(?:에|의)\s*(?:따라|의거하여?|의하여|근거하여)\s+|^\S{1,20}[은는]\s+"
)
_AT_ONCE = re.compile(
    r"(?:즉시|지체\s*없이|바로)\s*(?:파기|삭제|폐기)(?:\s*처리)?(?:함|합니다|됩니다)?\.?$"
)
_LABEL_IN_BRACKETS = re.compile(
    r"[(（](?P<label>(?!필수|선택|단[,) ]|다만)[^()（）]{2,30})[)）]\s*(?P<term>.+)"
)
_VERB_BEHIND = re.compile(r"[^,]*(?:보관|보존|보유|이용)")
_DELETED_BEHIND = re.compile(
    # "30일의 유예 기간이 지난 뒤"
    r"(?:의\s(?:[가-힣]+\s){0,3}기간)?\s*(?:이|가)?\s*(?:간|동안)?\s*(?:후|뒤|경과|지나|지난).*(?:파기|삭제|지웁|지워)"
)


# "14일의 유예기간 후 모든 데이터가 삭제됩니다"
_GONE_AFTER = re.compile(
    r"(?:의\s(?:[가-힣]+\s?){0,3}기간)?\s*(?:이|가)?\s*(?:간|동안)?\s*(?:후|뒤|경과|지나|지난)\S*\s+"
    rf"(?P<thing>[^,.]{{2,40}}?{_THING})[이가을를]\s+[^,.]{{0,20}}(?:파기|삭제)"
)
# What stands in front of what is kept: "단, 부정이용 방지를 위해", "탈퇴 시 즉시 파기하나".
_CLAUSES_IN_FRONT = re.compile(
    r"^(?:단|다만),?\s+|^[^,]{2,40}?[을를]?\s(?:위해|위하여|목적으로),?\s+"
    r"|^[^,]{2,40}?(?:파기|삭제)(?:하나|하되|하지만|되나|되지만|합니다만),?\s+"
)


# The law stands beside: "방문 기록 / 통신비밀보호법 / 3개월", "방문 기록(통신비밀보호법) 3개월"
_LAW = r"[가-힣\s·]{2,40}(?:(?<!방)법|법률)"
_LAW_BESIDE = re.compile(rf"(?<=[가-힣A-Za-z)])\s?(?:[/,|\-–]\s?{_LAW}|[(（]{_LAW}[)）])$")
# "로그기록은 통신비밀보호법에 따라 3개월"
_BY_LAW_BEHIND = re.compile(
    r"[은는]\s+[^은는]{2,40}(?:에|의)\s*(?:따라|의해|의하여|의거하여?|근거하여?)\s*$"
)
# "90일간 이메일을 보관합니다"
_ITEMS_BEHIND = re.compile(
    r"(?:년|월|일|주)\s*(?:간|동안)\s+(?P<thing>[^,.\d]{2,40}?)[을를]\s+(?:[가-힣]+(?:하여|으로|에)\s+){0,2}"
    r"(?:보관|보존|보유)"
)


def kept_for_ever(statement: str) -> tuple[str, str] | None:
    """What "증명서 발급을 위한 정보는 영구보관 합니다" says is kept for ever, and those words."""
    match = _FOR_EVER.match(statement[:_LONGEST_STATEMENT])
    return (match["thing"].strip(), match["until"].strip()) if match else None


def says_term_alone(text: str) -> bool:
    """Whether a line says how long, or until when, and not what is kept."""
    kept = _KEPT_ALONE.fullmatch(text) is not None
    return kept or _DESTROYED_AT.search(text) is not None


def statements(text: str) -> list[str]:
    """The sentences of ``text``, one that says of several things how long as one for each."""
    found: list[str] = []
    for sentence in sentences(text):
        each = sentence.split(";") if _EACH_IN_ENGLISH.match(sentence) else [sentence]
        if len(each) > 1 and all(read_term(part) for part in each):
            first, *others = each
            found += [first.strip(), *(f"We keep {part.strip(' .')}" for part in others)]
            continue
        for clause in _clauses(sentence):
            parts = split_at_commas(clause)
            several = read_term(clause) is None and all(read_term(part) for part in parts)
            named = len(parts) > 1 and all(_SUBJECT.match(p) and read_term(p) for p in parts)
            verb = _LAST_VERB.search(clause)
            if (several or named) and verb is not None:
                # "상담 정보는 1년, 문의 정보는 3년간 보관합니다": the verb is of both.
                found += [*(f"{part} {verb.group()}" for part in parts[:-1]), parts[-1]]
            else:
                found += parts if several or named else [clause]
    return [_COUNTER.sub("", said) for said in found]


def kept_thing(statement: str) -> str | None:
    """What ``statement`` says is kept for its period; None where it says it of nothing.

    "5일 이내에 파기합니다" says how fast something is destroyed, and not how long it is kept.
    """
    if len(statement) > _LONGEST_STATEMENT:
        return None
    foreign = _in_other_languages(statement)
    if foreign is not None:
        return foreign
    behind_period = _behind_period(statement)
    if behind_period is not None:
        return behind_period
    match = _SUBJECT.match(statement) or _OBJECT.search(statement)
    period = PERIOD_WORDS.search(statement, match.end()) if match else None
    if match is None or period is None or PERIOD_WORDS.search(match["thing"]):
        return None
    behind = statement[period.end() :]
    if not (_VERB_BEHIND.match(behind) or _DELETED_BEHIND.match(behind)):
        return None
    return _LAW_IN_FRONT.sub("", match["thing"]).strip()


def _behind_period(statement: str) -> str | None:
    """What stands behind the period: "6개월간 정보를 보유", "14일의 유예기간 후 사진이 삭제"."""
    match = _BEHIND_PERIOD.search(statement)
    if match is not None and PERIOD_WORDS.search(statement, 0, match.start("thing")):
        return match["thing"].strip()
    ends = [period.end() for period in PERIOD_WORDS.finditer(statement)]
    gone = next((found for end in ends if (found := _GONE_AFTER.match(statement, end))), None)
    return gone["thing"].strip() if gone else None


def _in_other_languages(statement: str) -> str | None:
    english = kept_in_english(statement)
    if english is not None:
        return english
    japanese = _IN_JAPANESE.match(statement)
    if japanese is not None and PERIOD_WORDS.search(statement, japanese.end("thing")):
        return japanese["thing"].strip()
    return None


def kept_until(statement: str) -> tuple[str, str] | None:
    """What "We retain your account data until you delete it" says is kept, and until when.

    None where that is nothing that happens: "as long as necessary".
    """
    match = _UNTIL_IN_ENGLISH.match(statement[:_LONGEST_STATEMENT])
    # "as long as your account is active or as needed to provide the service"
    until = _AND_THEN.sub("", _OR_AS_NEEDED.sub("", match["until"])) if match else ""
    if match is None or _VAGUE.search(until):
        return None
    thing = (match["object"] or match["subject"]).strip()
    # "We collect your name. We keep it until …" says it of all that was said before.
    thing = "data" if thing.casefold() in _PRONOUNS else thing
    return re.sub(r"^(?:your|the)\s+", "", thing, flags=re.IGNORECASE), re.sub(
        r"^for (?=as )", "", until.strip()
    )


def says_how_long(line: str) -> bool:
    """Whether an English line of a list is a sentence on how long, though no stop ends it."""
    return line.isascii() and (
        kept_until(line) is not None
        or kept_in_english(line) is not None
        or deleted_after_leaving(line) is not None
    )


def kept_items(statement: str, lexicon: Lexicon) -> str | None:
    """The items that "이메일과 CI는 90일간 보관합니다" says are kept; None for anything else."""
    behind_period = _ITEMS_BEHIND.search(statement[:_LONGEST_STATEMENT])
    if behind_period is not None and is_item_list(behind_period["thing"], lexicon):
        return behind_period["thing"].strip()
    match = _ITEMS_KEPT.match(statement[:_LONGEST_STATEMENT])
    if match is None or not is_item_list(match["thing"], lexicon):
        return None
    period = PERIOD_WORDS.search(statement, match.end())
    behind = statement[period.end() :] if period else ""
    said = _VERB_BEHIND.match(behind) or _DELETED_BEHIND.match(behind)
    return match["thing"].strip() if said else None


def words_before_period(text: str) -> str:
    """The words for a record in front of the first period, without particles."""
    match = PERIOD_WORDS.search(text)
    # "② 결제 기록은 5년" is counted inside a sentence.
    before = _COUNTER.sub("", text[: match.start()]) if match else ""
    # The law may stand in the same brackets: 계약에 관한 기록 (전자상거래법, 5년).
    before = re.sub(r"\s*[(（][^()（）]*$", "", before)
    before = _BY_LAW_BEHIND.sub("", _ENGLISH_VERB.sub("", before))
    before = re.sub(r"(?:[은는을를]|[(:：\-–~,/|]|\s|최소|최대|최장)+$", "", before).strip()
    return _LAW_BESIDE.sub("", before)


def without_event(label: str, term: Term) -> str:
    """What "배송 정보는 수령 후" says is kept, without from when; itself where nothing is left."""
    bare = label.removesuffix(term.event or "").strip()
    return re.sub(r"[은는을를]$", "", bare).strip() or label


def without_clauses(label: str, term: Term) -> str:
    """The words for what is kept, without why, from when, and what is done to all else."""
    bare = label
    while (rest := _CLAUSES_IN_FRONT.sub("", bare)) != bare and rest:
        bare = rest
    if term.event:
        bare = re.sub(r"^(?:에는|에)?,?\s*", "", bare.removeprefix(term.event)) or bare
    return without_event(bare, term)


def label_in_brackets(text: str) -> tuple[str, str] | None:
    """What "(기술자격) 원서접수일로부터 준영구" is said of, and what is said.

    The same of "회원 정보 → 탈퇴 후 30일".
    """
    label, arrow, term = text.partition(" → ")
    if arrow and 0 < len(label) <= _LONGEST_ARROWED and read_term(term) is not None:
        return label, term
    match = _LABEL_IN_BRACKETS.match(text)
    named = match is not None and read_term(match["term"]) is not None
    return (match["label"], match["term"]) if match and named else None


def kept_after_leaving(label: str, content: str) -> tuple[str, Term] | None:
    """What "회원탈퇴 시: 아이디, CI 30일" says is kept, and from when for how long.

    The same of "Account data: while it is open. When you delete it, it is removed within 30 days".
    """
    if (left := period_after_leaving(content)) is not None:
        return label, left
    if not _LEAVING.search(label):
        return None
    # "회원 탈퇴 요청 시: 즉시 파기" says it of all that is kept.
    if _AT_ONCE.match(content):
        return "개인정보", Term(None, label)
    term, thing = read_term(content), words_before_period(content)
    if term is None or term.period is None or not thing:
        return None
    return thing, Term(term.period, term.event or label)


def period_after_leaving(content: str) -> Term | None:
    """From when and how long what a label names is kept, where one of several sentences says it."""
    said = sentences(content)
    for sentence in said if len(said) > 1 else []:
        left = deleted_after_leaving(sentence)
        period = PERIOD_WORDS.search(sentence, sentence.find(" within ")) if left else None
        term = read_term(period.group()) if period else None
        if left is not None and term is not None and term.period is not None:
            return Term(term.period, left[1])
    return None


def _clauses(sentence: str) -> list[str]:
    found: list[str] = []
    start = 0
    for match in _NEXT_CLAUSE.finditer(sentence):
        if read_term(sentence[start : match.end()]) is None:
            continue
        found.append(sentence[start : match.end()].rstrip(" ,"))
        start = match.end()
    return [*found, sentence[start:]]
