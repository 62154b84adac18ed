"""What sentences say of collecting: that it is done or is not, and lists that are sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pii_scan.policy.declaration import NamedItem
from pii_scan.policy.entries import Entry, entry_of, sentences
from pii_scan.policy.headings import Topic
from pii_scan.policy.items import ItemWord, is_item_list, read_items
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.prose import forbidden_items
from pii_scan.policy.sections import Section

# What a form or a service does with what people enter.
FORM_COLLECTS = (
    r"\b(?:form|page|checkout|plugin|plug-in|shop|store|site|website)s? (?:also |automatically )?"
    r"(?:asks? (?:you )?for|stores?|saves?|records?|logs?) (?=your |the |an? )"
    r"|\byour [^.;]{3,200}? (?:is|are|will be) (?:also )?(?:stored|saved|recorded|logged)\b"
    r"|^(?:it|this service|the service) (?:also |automatically )?(?:collects|records|logs)\b"
)
_COLLECTS = re.compile(
    r"수집|생성|저장|(?:제출|제공|입력|전달)받|(?<!동의를)\s받(?:습니다|아요|고\s*있|을\s*수|지\s*않)"
    r"|(?:필수|선택)[^.]{0,12}(?:정보|항목|사항)[는은]\s[^.]{2,200}입니다|입력\s받"
    r"|(?:번호|(?<!개인)정보)[을를]\s*처리(?:합니다|하고\s*있|할\s*수)"
    r"|(?:알려|적어)\s*주(?:시면|신)|여쭤|여쭙|쌓(?:입|여)|남겨|필요(?:합니다|해요)|가지고\s*있|기록(?:되|됩)|取得|収集|collect|receive|gather|obtain|record"
    r"|\bwe(?:['’]ll)? (?:also |may |will |automatically )*"
    r"(?:log|keep|store|save|process|need|access|infer|derive|determine|track)\b"
    rf"|{FORM_COLLECTS}"
    r"|\bbrowser (?:\w+ )?(?:shares|sends|transmits)"
    r"|\bgive you the option to (?:add|upload|provide)\b"
    r"|\bask(?:s|ed)? (?:you )?(?:for|to)"
    r"|^(?:it|this|these|such|[\w ]{2,30} data) (?:\w+ )?(?:may (?:also )?)?includes? "
    r"|\bbut may (?:also )?include "
    # "Accounts may have information such as email addresses"
    r"|\b(?:have|hold|contain)s? (?:\w+ )?(?:information|data|details),? "
    r"(?:such as|including|like) "
    r"|\bnot (?:\w+ )?process (?:any |special |sensitive )"
    r"|you (?:may |can |must |also |optionally |choose to |opt to |elect to )*"
    r"(?:provide|give|enter|submit)",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"(?:수집|저장|보관|보유|처리|이용)하지\s*(?:않|아니)|(?<!동의를)(?<!동의)\s받지\s*(?:않습|않아)|"
    r"do(?:es)?(?:\s+not|n['’]t) (?:(?:\w+ly|yet|ever) )?"
    r"(?:collect|store|process|receive|record|retain|keep|obtain|gather|access|have access to)\b"
    r"|\bnever (?:receive|see|store|collect|process)|(?:取得|収集|保存)(?:し|いたし)ません",
    re.IGNORECASE,
)
# Such a sentence says under which condition something is not collected.
_CONDITION = re.compile(
    r"동의\s*없이|同意(?:を|な)|범위를|이외|외의|외에|다른\s*목적|목적\s*외"
    r"|without (?:your )?consent|\b(?:longer|more) than\b|\bunless\b"
    r"|\b(?:from|of|about) (?:(?:any|all) )?(?:them|children|minors|anyone|persons|individuals|kids"
    r"|(?:users|people|visitors) under)\b"
)
# "information that identifies, relates to … a particular consumer, household, or device" is what
# the law of California calls personal.
_DEFINES = re.compile(
    r"\bthat (?:identif|relat|describ)\w+.{0,300}\b(?:consumer|household|device)\b", re.IGNORECASE
)
# "Your teacher can see your name and weekly records" collects nothing.
_SHOWS = re.compile(r"\b(?:can|may|able to) (?:see|view)\b", re.IGNORECASE)
_WE_GET = re.compile(
    r"\bwe (?:also |may |will |automatically )*(?:collect|receive|get|obtain|record|log)\s"
    r"(?=your |the |an? |their )",
    re.IGNORECASE,
)
_WE_COLLECT = re.compile(r"\bwe (?:\w+ ){0,2}(?:collect|record|log|store)\b", re.IGNORECASE)
# "카드 정보(카드사, 유효기간) — 카드번호는 저장하지 않습니다": a list, and a sentence about it.
_NOTE = re.compile(r"^(?P<items>[^—–]{2,200}?)\s+[—–]\s+(?P<note>.+)$")
_NOTE_SAYS = re.compile(
    r"(?:collected|used|needed|required|stored|received|provided|via|through|when|if|for|to|so|only"
    r"|we|you)\s",
    re.IGNORECASE,
)
# A note in a list, such as "결제 정보(결제 수단 ※ 카드번호는 저장하지 않음)" has.
_NOTE_ASIDE = re.compile(
    r"\s*※\s*(?P<note>[^()（）※]+)(?=[)）]|$)|\s*[(（](?P<bracket>[^()（）,，]+)[)）]"
)
# "… other than the last 4 digits of your card number": that much is kept.
_ALL_BUT = re.compile(r",?\s(?:other than|except(?: for)?|apart from)\s", re.IGNORECASE)
# Behind the items that a line lists in front: "Phone number, so that the driver can call you."
_MORE_BEHIND = re.compile(
    r",?\s(?:used|required|needed|necessary|stored|so|to|(?:if|when|that|which)?\s?you"
    r"|of (?:devices|errors|events|requests|visits))\s|\s[(]|\s[—–]\s"
)
_LONGEST_FRONT = 150
_SAYS_NEED = re.compile(r"[(](?:optional|required)[)]", re.IGNORECASE)
# "가입할 때 — 이메일, 비밀번호"
_DASHED = re.compile(r"^(?P<label>[^—–:：,()]{2,30}?)\s+[—–]\s+(?P<content>.+)$")
_CHILDREN = re.compile(r"아동|어린이|미성년")
_IS_COLLECTED = re.compile(r"[을를]\s(?:추가로\s|함께\s)?수집(?:합니다|하고\s있습니다|하며)")
_BUT_NOT = re.compile(r",? but (?=we (?:do not|don['’]t|never)\b)", re.IGNORECASE)
_ALL_IN_BRACKETS = re.compile(r"[(（]((?:[^()（）]|[(（][^()（）]*[)）])+)[)）]\.?")
# What may be asked for to obtain a consent is collected only then, and is said of no point.
_ON_DEMAND = re.compile(r"요구할\s수|최소한|동의를\s받")
_WHEN = re.compile(r"(?:때|시|경우|과정)$")
_STOP = re.compile(r"(?<=[가-힣)])\.\s+")
# "전체 카드번호를 저장하지 않습니다" says that a part of it is stored.
_WHOLE = re.compile(r"^(?:전체|온전한|full|complete|entire)\s", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"\((?:for example|e\.g\.|such as|including),?\s(?P<items>[^()]{3,200})\)", re.IGNORECASE
)
_NOTES = {"note", "notes", "please note", "참고", "유의사항"}
_NOT_PERSONAL = re.compile(r"\b(?:is|are) not (?:personal|about you)\b", re.IGNORECASE)
# "We never store your password itself": its hash is.
_ITSELF = re.compile(r"\s(?:itself|in (?:plain ?text|the clear))$", re.IGNORECASE)
# "Date of birth and phone number are optional": of the point above.
_IS_OPTIONAL = re.compile(
    r"^(?P<items>.{3,150}?)\s+(?:is|are)\s+(?:(?:purely|entirely)\s+)?(?:optional|voluntary)\.?$",
    re.IGNORECASE,
)
# A sentence without a verb: "Device information, such as device type and operating system."
_KINDS = re.compile(
    r"^(?!(?:[^,]*\s)?(?:[Ww]e|[Yy]ou|[Ii]t|[Tt]hey|is|are|may|can|do|not)\s)[A-Z][\w ]{2,40},? "
    r"(?:such as|including|like) [^.]{3,300}\.?$"
)
# "Messages you send us through the form, by e-mail or by post."
_SENT = re.compile(
    r"^(?P<items>[A-Z][\w ,]{2,60}?) (?:that )?you (?:may )?"
    r"(?:send|submit|provide|share|give|post)\b[^.]{0,200}\.?$"
)
# Fewer words with a full stop behind them are no list by themselves.
_FEWEST_LISTED = 3


def collects(text: str) -> bool:
    """Whether a sentence says that something is collected."""
    says = _COLLECTS.search(text) is not None and not _FORBIDS.search(text)
    shows = _SHOWS.search(text) is not None and not _WE_COLLECT.search(text)
    return says and not shows and _DEFINES.search(text) is None


def forbids(text: str) -> bool:
    """Whether a sentence says that something is not collected, whatever anybody agrees to."""
    return _FORBIDS.search(text) is not None and _CONDITION.search(text) is None


def denies(text: str) -> bool:
    """Whether a sentence says that something is not collected, at least under a condition."""
    return _FORBIDS.search(text) is not None


def says_who_collects(text: str) -> bool:
    """Whether "if you sign in, we receive your name via Acme" is no list, though it has no stop."""
    return _WE_GET.search(text) is not None


def is_aside(label: str) -> bool:
    """Whether a label heads what lists no items: "Note", "Market data is not personal data"."""
    return _NOT_PERSONAL.search(label) is not None or label.casefold() in _NOTES


def statements_in(text: str) -> list[str]:
    """The sentences of ``text``; what stands behind "but we do not …" is one of its own."""
    return [part for sentence in sentences(text) for part in _BUT_NOT.split(sentence)]


def parts_of(content: str) -> list[str]:
    """What stands behind a label, a list and the sentences about it each apart.

    "주문 내역, 결제 정보. 카드번호는 저장하지 않습니다."
    """
    return [part for sentence in sentences(content) for part in _STOP.split(sentence)]


def all_but(text: str) -> tuple[str, str] | None:
    """What a sentence denies, and the part of it that is collected none the less."""
    parts = _ALL_BUT.split(text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) > 1 else None


def listed_in_front(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The items of "Phone number, so that the driver can call you."; nothing of other sentences.

    All words in front are items: "Email us if you …" lists none.
    """
    if not text.isascii() or _SAYS_WHO_OR_WHEN.search(text) or len(sentences(text)) > 1:
        return []
    if _SAYS_NEED.search(text):
        return []
    ends = [match.start() for match in _MORE_BEHIND.finditer(text[:_LONGEST_FRONT])]
    for end in ends[::-1]:
        words = read_items(text[:end], lexicon)
        if words and all(word.item is not None for word in words):
            return words
    return []


def examples_in(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The items of "details you share (for example photos, an email)"; nothing where none is."""
    examples = _EXAMPLES.search(text)
    words = read_items(examples["items"], lexicon) if examples else []
    return words if any(word.item is not None for word in words) else []


def in_brackets(sentence: str) -> str | None:
    """The words of "(접속 로그, 쿠키)", a list in brackets behind its sentence; None for others."""
    bracketed = _ALL_IN_BRACKETS.fullmatch(sentence)
    return bracketed[1] if bracketed else None


def is_of_a_part(word: ItemWord) -> bool:
    """Whether that "전체 카드번호" is not kept says that a part of it is."""
    return _WHOLE.match(word.text) is not None or _ITSELF.search(word.text) is not None


def with_note(text: str) -> tuple[str, str] | None:
    """A list and the sentence about it behind a dash; None where there is none."""
    noted = _NOTE.search(text)
    return (noted["items"], noted["note"]) if noted else None


def labelled_list_with_note(entry: Entry) -> tuple[str, str] | None:
    """The list behind a label, and the note behind its dash: "Personal: name — kept when …"."""
    noted = with_note(entry.content) if entry.label else None
    says = noted is not None and (entry.is_sentence or _NOTE_SAYS.match(noted[1]))
    return noted if says else None


def with_forbidding_note(entry: Entry) -> tuple[Entry, str] | None:
    """A line of a list without its note, and the note that says what of it is not collected."""
    for match in _NOTE_ASIDE.finditer(entry.text):
        note = match["note"] or match["bracket"]
        bare = entry.text[: match.start()] + entry.text[match.end() :]
        if forbids(note) and bare.strip() and not forbids(bare):
            listed = entry_of(entry, bare)
            return replace(listed, style=entry.style, ordinal=entry.ordinal), note.strip()
    return None


def dashed_point(entry: Entry, lexicon: Lexicon) -> tuple[str, list[str]] | None:
    """The point and what is said of it, of "가입할 때 — 이메일, 비밀번호"; None for other lines."""
    dashed = _DASHED.match(entry.text) if entry.style and entry.label is None else None
    if dashed is None or lexicon.item(dashed["label"]) is not None:
        return None
    if not _WHEN.search(dashed["label"]) and lexicon.point(dashed["label"]) is None:
        return None
    return dashed["label"], _STOP.split(dashed["content"])


def of_children(section: Section) -> Section | None:
    """What a section on children says is collected of them or their parents; None for nothing."""
    if section.heading is None or not _CHILDREN.search(section.heading.heading):
        return None
    said = [
        entry_of(entry, sentence)
        for entry in section.entries
        for sentence in sentences(entry.text)
        if entry.is_sentence and _IS_COLLECTED.search(sentence) and not _ON_DEMAND.search(sentence)
    ]
    return Section(Topic.COLLECTION, section.heading, said) if said else None


def names_kinds(text: str) -> bool:
    """Whether a sentence without a verb lists: "Cookies, including pixels."."""
    return _KINDS.match(text) is not None


def optional_in(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The words of "A phone number and a photo are optional."; nothing for other sentences."""
    optional = _IS_OPTIONAL.match(text)
    if optional is None or not is_item_list(optional["items"], lexicon):
        return []
    return [replace(word, required=False) for word in read_items(optional["items"], lexicon)]


def list_that_is_all(text: str, lexicon: Lexicon) -> list[ItemWord]:
    """The words of "Date of birth and phone number are optional", "Cookies, including pixels".

    Nothing for a sentence that says more, or lists no item.
    """
    if optional := optional_in(text, lexicon):
        return optional
    kinds = _KINDS.match(text)
    sent = _SENT.match(text)
    if sent and is_item_list(sent["items"], lexicon):
        return read_items(sent["items"], lexicon)
    words = read_items(text.rstrip(" ."), lexicon) if kinds else []
    return words if any(word.item is not None for word in words) else []


# "When you call us, we record your phone number, …" is no list, whatever it holds.
_SAYS_WHO_OR_WHEN = re.compile(r"^(?:when|if|while|as) |\b[Ww]e (?:may |also |might |will )*[a-z]+")


def is_list_with_stop(text: str, lexicon: Lexicon) -> bool:
    """Whether "IP address, device model, cookies and access logs." lists items and says no more."""
    if not text.isascii() or not text.endswith(".") or len(sentences(text)) > 1:
        return False
    if _SAYS_WHO_OR_WHEN.search(text):
        return False
    words = read_items(text.rstrip(" ."), lexicon)
    known = sum(word.item is not None for word in words)
    return known >= _FEWEST_LISTED and known * 4 >= len(words) * 3


def read_not_collected(sections: Iterable[Section], lexicon: Lexicon) -> list[NamedItem]:
    """What sections about something else say is not collected."""
    return [
        NamedItem(item=word.item, label=word.text)
        for section in sections
        for entry in section.entries
        for sentence in sentences(entry.text)
        if forbids(sentence) and _COLLECTS.search(sentence)
        for word in forbidden_items(sentence, lexicon)
        if word.item is not None and not is_of_a_part(word)
    ]
