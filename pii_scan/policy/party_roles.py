"""Whether those of a section work for the controller or are third parties.

Policies in English put both below one heading, "Sharing your information". What parts them is
the sentence that announces a list, what a line itself calls them, and that they act "on our
behalf". Elsewhere, "We use Acme to send e-mail" names one who works for the controller, and those
who show advertising get data for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pii_scan.policy.announced import ENTRUSTED_BELOW
from pii_scan.policy.entries import Entry, entry_of, sentences
from pii_scan.policy.headings import Topic
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.party_english import recipients_in
from pii_scan.policy.party_lists import listed_party, lists_parties, names_only
from pii_scan.policy.party_prose import used_in_korean
from pii_scan.policy.party_words import ANNOUNCES_PROCESSORS, works_for_controller
from pii_scan.policy.sections import Section
from pii_scan.policy.unheaded import parts_of

# Where a sentence on who handles data stands that is no section of its own: "Payment",
# "Where your data lives".
_ELSEWHERE = {Topic.UNKNOWN, Topic.COLLECTION, Topic.PURPOSES, Topic.METHODS}
# Sections about something else that often name services.
_TELLS_SERVICES = re.compile(
    r"cookie|analytic|advert|\bads?\b|track|storage|host|payment|service|쿠키|분석|행태정보|자동수집|자동으로수집",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|never)\b|지\s*(?:않|아니)", re.IGNORECASE)
# "Service providers. Acme (hosting), …" and "Subprocessors we use to run it: Acme (hosting), …".
_BEGINS_WITH_PROCESSORS = re.compile(
    r"^(?:(?:our|third-party)\s)?(?:service providers?|(?:sub-?)?processors?|vendors?)\s*"
    r"(?:(?:that\s)?we\s(?:currently\s)?(?:use|rely on|work with|engage)(?:\s[^.:;]{2,60})?)?"
    r"[.:–-]",
    re.IGNORECASE,
)
# Those who assist: "Service providers who help us run it".
_PROCESSES = re.compile(
    r"(?:our |the |trusted |third-party )*(?:service providers?|(?:sub-?)?processors?|vendors"
    r"|contractors) (?:who|that|which)\b",
    re.IGNORECASE,
)
_ENTRUSTS_BELOW = re.compile(
    r"(?:다음|아래)[^.]{0,60}위탁(?:하고\s?있습니다|합니다|하여\s?(?:처리|운영)하고)"
)
_ON_BEHALF = re.compile(
    r"on our behalf|\bproviders (?:that|who|which) (?:help|assist|support|enable|allow) us\b"
    r"|\bour (?:service providers|vendors|processors)\b"
    r"|\b(?:with|to)\s(?:[\w-]+\s){0,3}(?:service providers|vendors|processors|contractors)\b"
    r"|\b(?:perform|provide)s? (?:services|functions) (?:for|to) us\b",
    re.IGNORECASE,
)
_THEY_WORK = re.compile(
    r"(?:These|All|Each)\s(?:of\s(?:these|them)\s)?(?:[\w-]+\s){0,3}?"
    r"(?:process|handle|act|operate)\w*\s(?:[\w-]+\s){0,6}?(?:on our behalf|as (?:our )?processors)"
)
# What is done for the controller, whoever does it.
_SERVES = re.compile(
    r"(?:(?:cloud|web|server|data|app|email|e-mail|file)\s)?(?:hosting|storage|infrastructure)\b"
    r"|(?:card\s|online\s)?payments?(?:\sprocessing)?(?:$|[,;(])"
    r"|(?:sending|delivering)\s(?:e-?mails?|text|messages|notifications|newsletters)"
    r"|(?:e-?mail|newsletter|sms|push)\s(?:delivery|sending|dispatch|notifications)"
    r"|(?:error|crash)\s(?:tracking|monitoring|reporting)|customer\s(?:support|service)\s?(?:$|tool|desk)",
    re.IGNORECASE,
)
# "We use services of others. These include …"
_GOES_ON = ("These ", "They ", "Those ", "Such ")
_ADVERTISES = re.compile(
    r"\b(?:show|display|serve|deliver|run)\w*\s(?:\w+\s){0,3}?(?:ads?|advert\w*)\b"
    r"|\badvertising (?:partners|networks|vendors|companies)\b|\bad (?:partners|networks)\b",
    re.IGNORECASE,
)


# "our partners, such as Acme", "Acme, which shows advertising".
_ACTS_FOR_ITSELF = re.compile(
    rf"{_ADVERTISES.pattern}|\bpartners?\b|\baffiliates?\b", re.IGNORECASE
)


def with_roles(sections: Iterable[Section]) -> list[Section]:
    """``sections``, with those who work for the controller out of the ones on third parties.

    They are told by a sentence of their own, by the one that announces a list of them, or by
    what a line of a list calls them.
    """
    parted: list[Section] = []
    for section in sections:
        if section.topic is not Topic.THIRD_PARTIES:
            parted.append(section)
            continue
        roles = [
            (part, topic)
            for place, entry in enumerate(section.entries)
            for part, topic in _parts(entry, section, place, _listed_processors(section.entries))
        ]
        if all(topic is Topic.THIRD_PARTIES for _, topic in roles):
            parted.append(section)
            continue
        parted.append(Section(section.topic, section.heading))
        head: Entry | None = None
        for part, topic in roles:
            head = (head or part) if part.cells else None
            if parted[-1].topic is not topic:
                # What its columns are called holds for the rows of both kinds.
                parted.append(Section(topic, None, [head] if head and head is not part else []))
            parted[-1].entries.append(part)
    return parted


def _parts(
    entry: Entry, section: Section, place: int, listed: set[int]
) -> Iterator[tuple[Entry, Topic]]:
    """The parts of an entry of a section on third parties, each with whom it is about."""
    if entry is section.heading or place in listed:
        yield entry, Topic.PROCESSORS if place in listed else Topic.THIRD_PARTIES
        return
    begins = _BEGINS_WITH_PROCESSORS.match(entry.text) is not None
    said = parts_of(entry)
    # "Service providers." alone names nobody; "Service providers: Acme (hosting)." does.
    announced = False
    for part in said[1:] if begins and len(said) > 1 and _is_bare(said[0].text) else said:
        goes_on = announced and part.text.startswith(_GOES_ON)
        works = part.is_sentence and (begins or goes_on or _works(part.text))
        announced = goes_on or _announces(part.text)
        yield part, Topic.PROCESSORS if works else Topic.THIRD_PARTIES


def _announces(text: str) -> bool:
    return bool(ANNOUNCES_PROCESSORS.search(text)) and not _DENIES.search(text)


def _works(sentence: str) -> bool:
    """Whether a sentence is about those who work for the controller."""
    if _ON_BEHALF.search(sentence):
        return True
    # "We use Acme to send e-mail" uses it; "we share your data with Acme" does not.
    return bool(recipients_in(sentence)) and not _ACTS_FOR_ITSELF.search(sentence)


def recipients_elsewhere(sections: Iterable[Section]) -> list[Section]:
    """Sections on processors and third parties for those named where another thing is told.

    "Payments are processed by Acme, Inc." stands under "Payment" as often as among recipients,
    and "We use the following tools:" above a list of them under "Analytics".
    """
    found: dict[Topic, list[Entry]] = {Topic.PROCESSORS: [], Topic.THIRD_PARTIES: []}
    for section in sections:
        if not _may_name(section):
            continue
        announced = _announced(section.entries)
        for place, entry in enumerate(section.entries):
            if place in announced:
                found[announced[place]].append(replace(entry, style=entry.style or "-"))
                continue
            above = False
            for sentence in () if entry.cells else sentences(entry.text):
                goes_on = above and sentence.startswith(_GOES_ON)
                above = goes_on or _announces(sentence)
                if recipients_in(sentence, among_parties=goes_on) or used_in_korean(sentence):
                    said = replace(entry_of(entry, sentence), label=None, content=sentence)
                    found[_role_of(sentence)].append(said)
    return [Section(topic, None, entries) for topic, entries in found.items() if entries]


def _may_name(section: Section) -> bool:
    if section.topic is Topic.OTHER:
        heading = section.heading
        return heading is None or _TELLS_SERVICES.search(key_of(heading.heading)) is not None
    return section.topic in _ELSEWHERE


def _role_of(sentence: str) -> Topic:
    return Topic.THIRD_PARTIES if _ADVERTISES.search(sentence) else Topic.PROCESSORS


def _announced(entries: Sequence[Entry]) -> dict[int, Topic]:
    """The places of the lines of lists that a sentence above announces as services that are used.

    Only a list in which a line surely names somebody is one.
    """
    announced: dict[int, Topic] = {}
    place = 0
    while place < len(entries):
        above = entries[place]
        place += 1
        if above.cells or not above.text.endswith((":", "：")):
            continue
        if not _announces(above.text):
            continue
        end = place
        while end < len(entries) and entries[end].style and entries[end].level is None:
            end += 1
        below = entries[place:end]
        if lists_parties(below) or (len(below) > 1 and names_only(below)):
            for at, entry in enumerate(below, start=place):
                roles = {_role_of(above.text), _role_of(entry.text)}
                announced[at] = min(roles, key=lambda role: role is Topic.PROCESSORS)
        place = end
    return announced


def _listed_processors(entries: Sequence[Entry]) -> set[int]:
    """The places of the lines that stand below a sentence which announces processors."""
    listed = _entrusted_below(entries) | _working_above(entries) | _serving_rows(entries)
    announced = False
    for place, entry in enumerate(entries):
        if entry.cells:
            # A table is announced as a whole.
            if announced:
                listed.add(place)
            continue
        named = listed_party(entry.text) if entry.style else None
        others = named and (
            (named.is_kind and not works_for_controller(named.names))
            # "Acme — affiliate partners", below those who are used.
            or _ACTS_FOR_ITSELF.search(named.task or "")
        )
        heads = place > 0 and entries[place - 1].text.endswith((":", "："))
        stands_in_list = entry.style and (heads or place - 1 in listed)
        if announced and (named or stands_in_list) and not others:
            # What announces a list is read with it.
            listed |= {place, place - 1} if heads else {place}
            continue
        if place - 1 in listed and column_of(entry.label or "") not in {None, Column.NAME}:
            # "Role: …" below "Acme, Inc. - sign-in" describes it; "Partners: …" are others.
            listed.add(place)
            continue
        works = named.names if named and named.is_kind else (named.task if named else None) or ""
        # The label of a line may call those behind it what they are: IT providers.
        called = bool(entry.style and entry.content) and works_for_controller(entry.label or "")
        if called or (named and (works_for_controller(works) or _PROCESSES.match(works))):
            listed.add(place)
        if not entry.style or not listed:
            # A line of a list announces those below it only with a colon.
            heads = entry.text.endswith((":", "："))
            announced = (heads or (entry.is_sentence and not entry.style)) and any(
                map(_announces, sentences(entry.text))
            )
    return listed


def _working_above(entries: Sequence[Entry]) -> set[int]:
    """The places of a list of names just above "These providers process data on our behalf"."""
    listed: set[int] = set()
    start = 0
    for place, entry in enumerate(entries):
        if entry.style and entry.level is None and not entry.cells:
            continue
        if place > start and _THEY_WORK.match(entry.text) and lists_parties(entries[start:place]):
            listed |= set(range(start, place))
        start = place + 1
    return listed


def _serving_rows(entries: Sequence[Entry]) -> set[int]:
    """The places of rows that say of whom they name that he hosts, takes payments or the like.

    Below "Recipient | Why" stand those beside others who get data for themselves.
    """
    listed: set[int] = set()
    tasks: list[int] = []
    for place, entry in enumerate(entries):
        if not entry.cells:
            tasks = []
            continue
        if place == 0 or not entries[place - 1].cells:
            columns = [column_of(cell) for cell in entry.cells]
            named = Column.NAME in columns
            tasks = [at for at, column in enumerate(columns) if column is Column.TASK and named]
        elif any(at < len(entry.cells) and _SERVES.match(entry.cells[at]) for at in tasks):
            listed.add(place)
    return listed


def _entrusted_below(entries: Sequence[Entry]) -> set[int]:
    """The places of what stands below "다음과 같이 위탁하고 있습니다", up to the next sentence."""
    listed: set[int] = set()
    entrusted = False
    for place, entry in enumerate(entries):
        if entry.is_sentence and not entry.cells:
            entrusted = any(
                _ENTRUSTS_BELOW.search(part) or ENTRUSTED_BELOW.search(part)
                for part in sentences(entry.text)
            )
        elif entrusted:
            listed.add(place)
    return listed


def _is_bare(text: str) -> bool:
    """Whether a sentence says only "Service providers."."""
    match = _BEGINS_WITH_PROCESSORS.match(text)
    return match is not None and not text[match.end() :].strip()
