"""Who gets data, as a sentence in English says it: "We use Acme for e-mail and Bolt to host it".

Policies in English name those who process data where they speak of payments, of servers or of
messages as often as below a heading of their own. Each name in a sentence is looked at with the
words around it: a verb of using or handing over in front of it, what it is called, or what it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pii_scan.policy.party_latin import LATIN, names_somebody
from pii_scan.policy.party_names import COUNTRY
from pii_scan.policy.party_said import Said
from pii_scan.policy.party_words import kind_in

# Trying every place of a longer text would take long.
LONGEST = 1000
_WINDOW = 160
_OWNED = rf"{LATIN}(?:\s\([^()]{{2,80}}\))?"
_GROUP = re.compile(
    rf"{_OWNED}(?:(?:,\s(?:and/or\s|and\s|or\s)?|\s(?:and/or|and|or)\s|\s?/\s?){_OWNED}){{0,6}}"
)
_PARTS = re.compile(rf"(?P<name>{LATIN})(?:\s\((?P<bracket>[^()]{{2,80}})\))?")
# Words between the verb and the name: "use the analytics service Acme".
_GAP = (
    r"(?:(?!(?:to|your|you|it|its|them|information|data|we|that|which|as|in|when|if|cookies?|not"
    r"|any|other|on|about|from|because|and|so|is|are)\b)(?-i:[a-z0-9])[\w'’-]*,?\s){0,6}"
)
_USES = re.compile(
    r"\b(?P<verb>use|uses|using|utili[sz]es?|rel(?:y|ies) (?:up)?on|engages?|employs?|permits?"
    r"|integrates?(?: with)?|partner(?:s|ed)? with|work(?:s|ing)? with|contract(?:s|ed)? with"
    r"|allows?|intend(?:s|ing)? to use,?|call|outsourced? to|choose|chosen|chose|embeds?"
    rf"|implement(?:s|ed)?|runs? on|built on),?\s{_GAP}$",
    re.IGNORECASE,
)
_HANDLED = re.compile(
    r"\b(?P<task>powered|hosted|provided|operated|managed|processed|handled|stored|delivered|sent"
    r"|run|served|supported|secured|tracked|collected|maintained|completed|routed|issued|performed|taken)\s(?:\w+ly\s)?"
    rf"(?:by|via|through|with|on|using|at|in|to)\s(?:and (?:\w+ )?(?:by|via|on|with) )?{_GAP}$"
)
_IN_COUNTRY = re.compile(rf",\s(?P<country>{COUNTRY.pattern})(?=[,.;)\s]|$)")
# "We accept payments through Acme", "We gather this through Acme".
_THROUGH = re.compile(
    r"\bwe (?:may |also |will |currently )*(?:gather|collect|process|send|store|host|deliver"
    r"|manage|handle|accept|track|measure)\s(?:(?!\byou\b|\bwhen\b)[^.;:]){2,60}?\s(?:through|via)\s(?:the\s)?$",
    re.IGNORECASE,
)
# Whose content is handled so; "The Service is operated by Acme" says whose it is.
_OWN = re.compile(
    r"\b(?:site|website|app|application|service|services|platform|policy|notice|company|store|game"
    r"|extension|software|product)s?(?:,? [^.;,]{0,40}?)? (?:is|are|was)(?: \w+ly)?"
    r" (?!hosted|powered)\w+\s(?:by|through)\s$"
    # "Acme is an app operated by Acme Inc."
    r"|\b(?:site|website|app|application|service|platform|game|product|store|shop)s?,? "
    r"(?:operated|run|owned|provided|offered|made|developed|created|published|managed) by\s$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?P<task>(?:[\w-]+\s){0,2}(?:(?:providers?|processors?|vendors?|hosts?|gateways?"
    r"|sub-?processors?|suppliers?|merchant of record)"
    r"(?:\s(?:that\s)?we\s(?:may\s|currently\s)?(?:use|rely on|work with))?"
    r"|(?:platforms?|partners?|tools?|services?|solutions?|networks?)"
    # "Improve Services: Analyze …" calls nobody a service.
    r"(?:\s(?:that\s)?we\s(?:may\s|currently\s)?(?:use|rely on|work with)"
    r"|(?=,?\s(?:such as|including|like|called)))))"
    r"(?:,?\s(?:may\s)?(?:is|are|include|includes|including|such as|like|called|namely|currently"
    r"|e\.g\.,?):?"
    r"|\s[—–-]|,|:|\s\((?:e\.g\.,?|for example,?|such as|including|like|currently)?)\s?"
    r"(?:currently\s|the\s)?$",
    re.IGNORECASE,
)
# "We share your address with courier services (Acme, Bolt)".
_KIND_IN_FRONT = re.compile(
    r"\b(?:with|to|by|through|via|use|using)\s(?P<kind>(?:[a-z-]+\s){0,3}?(?:services?|compan(?:y|ies)"
    r"|partners?|platforms?|firms?|couriers?|carriers?|banks?|tools?))\s\($"
)
_EXAMPLES = re.compile(
    r"\b(?:including|such as|like|e\.g\.,?|for example,?|namely)\s$"
    r"|\b(?:use|using|rely|share|work|provided|include)\b[^.;:]{0,100}:\s$",
    re.IGNORECASE,
)
_OF_SERVICES = re.compile(
    r"\b(?:providers?|processors?|vendors?|services|partners|tools|platforms|sdks)\b", re.IGNORECASE
)
# "We use services of others. These include Acme for hosting, …"
_THESE = re.compile(
    r"^(?:These|They|Those|Such)(?P<kind>\s(?:third-party\s)?(?:services|providers|(?:sub-?)?processors"
    r"|tools|platforms|vendors|suppliers|partners))?\s(?:may\s|can\s|currently\s|also\s)*(?:include|are):?\s$"
)
_IS_CALLED = re.compile(r"(?:[Pp]rovider|[Pp]rocessor|[Vv]endor|[Pp]artner|[Hh]ost)s?$")
_GIVES = re.compile(
    r"\b(?:shar|disclos|transmit|transfer|sen[dt]|pass|provid|forward|submit|relay|suppl)(?:e|es|ed|ing|s|y)?\s"
    r"[^.;:]{0,120}?\b(?:with|to)\s(?:the\s|our\s)?"
    r"(?:(?:[a-z-]+\s)?(?:bank|bureau|company|firm|partner|provider|processor|vendor|service|agency)s?\s)?$"
)
_DOES = re.compile(
    r"(?:,\s[^,]{2,60},)?\s(?P<task>(?:hosts?|receives?|processes|provides?|sends?|stores?|handles?"
    r"|manages?|delivers?|powers?|operates?|runs?|analy[sz]es?|helps? us|collects?|acts? as"
    r"|is our|are our|serves?)\s[^.;]{3,120}?)(?=,\s(?:and\s)?[A-Z]|[.;]|$|,\swhich\b|,\sso\b)"
)
_DOES_AT = re.compile(r"(?:^|[,;]\s(?:and\s)?|\band\s)$")
_TO_DO = re.compile(
    rf",?\s(?:to|for)\s(?P<task>[^,.;()]{{3,90}}?)"
    rf"(?=,?\s(?:and\s)?(?:to\s)?{LATIN}\s(?:\(|to\s|for\s|or\s|and\s)|[,.;()]|$|\s(?:and|but)\s(?:we|our|they|it)\b)"
)
# "…, Netlify to host it": the next of those who are used.
_NEXT = re.compile(
    r"(?:\s(?:and|or)\s[a-z][^.,;]{3,30}?)?,?\s(?:to|for|as)\s[^.;]{3,120}?"
    r"(?:,\s(?:and\s)?(?:we use\s)?|\sand\s(?:to\s)?)$"
    r"|\s(?:and|or)\s(?:to\s)?$"
)
_DENIES = re.compile(r"\b(?:not|never|neither|nor|without|no longer)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s|\b(?:but|although|however|only|except)\b", re.IGNORECASE)
# What people use themselves: "if you use Acme to log in", "by using Acme you agree".
_THEIR_OWN = re.compile(
    r"\b(?:you|users?|they|visitors?|by|when|continu\w+|browsers?|their|people|customers?|members?)\b"
    r"[^,;:]{0,60}$",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(
    r"['’]s?\s(?:[Pp]rivacy|[Tt]erms|[Pp]olic|[Dd]ata|[Ss]ecurity)|\s(?:Privacy|Policy|Terms|Cookie)"
    # "We use Acme data solely to show it": what comes from there is used.
    r"|\s(?:API\s)?(?:data|information|account|credentials|profile)\b(?!\scent)"
)
_WE = re.compile(
    r"\b(?:we|our|us|it|app|site|website|service|platform|company|and|may|also|which|that|extension|product)\b|[A-Z]",
    re.IGNORECASE,
)
_LONGEST_TASK = 60
# Also at the end of a longer clause: "If you do, they will be collected by Acme".
_SAID_BEFORE = re.compile(
    r"(?:(?-i:This|These|That|Those|Such|It|They)"
    r"|(?:it|they|this|these|that|which)(?=(?:\s|will|may|can|is|are|be)*$))\b",
    re.IGNORECASE,
)
_AROUND_CLAUSE = re.compile(r"^(?:and|or)\s|\s(?:are|is|be|been)(?:\s\w+ly)?$")
# "Acme Inc. They provide …"
_AFTER_FORM = re.compile(r"(?<=\bInc\.|\bLtd\.|\bLLC\.)\s.*$")
_END = re.compile(r"(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)(?<!Pte)\.$")


def recipients_in(sentence: str, *, among_parties: bool = False) -> list[Said]:
    """Whom ``sentence`` says the controller uses or hands data to, each with what for.

    ``among_parties`` says that it stands where a policy speaks of nobody else, so that "Acme hosts
    our servers" and "with Acme" name one as well. Nobody of a clause that denies it.
    """
    if len(sentence) > LONGEST:
        return []
    found: list[Said] = []
    last: re.Match[str] | None = None
    for group in _GROUP.finditer(sentence):
        said = list(_said(sentence, group, last, among_parties=among_parties))
        if said:
            last = group
            found += said
    return found


def _said(
    sentence: str, group: re.Match[str], last: re.Match[str] | None, *, among_parties: bool
) -> Iterator[Said]:
    before = sentence[max(0, group.start() - _WINDOW) : group.start()]
    behind = sentence[group.end() : group.end() + _WINDOW]
    clause = _CLAUSE.split(before)[-1]
    if _DENIES.search(clause) or _BEHIND_NAME.match(behind):
        return
    task = _cue(before, behind, among_parties=among_parties)
    if task is None and last is not None and _NEXT.fullmatch(sentence[last.end() : group.start()]):
        task = ""
    parts = list(_PARTS.finditer(group.group()))
    if task is None and len(parts) > 1 and _IS_CALLED.search(parts[0]["name"]):
        # "our Payment Processor, Acme"
        task = parts[0]["name"]
        parts = parts[1:]
    if task is None:
        return
    what = _TO_DO.match(behind)
    for part in parts:
        name, bracket = _bare(part["name"]), part["bracket"]
        if not names_somebody(name):
            continue
        own = bracket if bracket and bracket[0].islower() else None
        where = _IN_COUNTRY.match(behind) if part.end() == len(group.group()) else None
        yield Said(
            name,
            own or (what["task"].strip() if what else None) or task or None,
            where["country"] if where else None,
        )


def _bare(name: str) -> str:
    """A name without the stop that ends its sentence; of "Acme's Store" the one that names one."""
    name = _AFTER_FORM.sub("", _END.sub("", name))
    owner, _, owned = name.replace("’", "'").partition("'s ")
    return owned if owned and names_somebody(owned) else owner


def _cue(before: str, behind: str, *, among_parties: bool) -> str | None:
    """What the words around a name say that it does, "" where they do not say what; else None."""
    if _THROUGH.search(before):
        return ""
    uses = _USES.search(before)
    if uses is not None:
        clause = re.split(r"[.;:,]\s", before[: uses.start()])[-1]
        ours = _WE.search(clause) is not None and _THEIR_OWN.search(clause) is None
        return "" if ours else None
    if _OWN.search(before):
        return None
    task = _called_or_handled(before, among_parties=among_parties)
    return _does(before, behind) if task is None and among_parties else task


def _called_or_handled(before: str, *, among_parties: bool) -> str | None:
    handled = _HANDLED.search(before)
    if handled is not None:
        subject = before[: handled.start("task")]
        clause = re.split(r"[,;:]\s", subject)[-1]
        return _what_is_handled(subject) or ("" if _SAID_BEFORE.match(clause) else handled["task"])
    kind = _KIND_IN_FRONT.search(before)
    if kind is not None:
        return kind["kind"]
    called = _CALLED.search(before)
    if called is not None:
        # "our service providers" says nothing of what they do.
        return called["task"] if kind_in(called["task"]) else ""
    these = _THESE.match(before)
    if these is not None and (among_parties or these["kind"]):
        return ""
    examples = _EXAMPLES.search(before)
    of_services = among_parties or _OF_SERVICES.search(before) is not None
    return "" if examples is not None and of_services else None


def _does(before: str, behind: str) -> str | None:
    """What "Acme hosts our servers" says, and "we share it with Acme", among parties."""
    if _GIVES.search(before):
        return ""
    does = _DOES.match(behind) if _DOES_AT.search(before) else None
    return does["task"].strip() if does else None


def _what_is_handled(words: str) -> str:
    """The last clause of ``words`` without its verb: "Push notifications are ..."."""
    clause = re.split(r"[,;:]\s", words)[-1]
    bare = _AROUND_CLAUSE.sub("", clause.strip()).strip()
    # "This is collected through Acme" does not say what is.
    return bare if len(bare) <= _LONGEST_TASK and not _SAID_BEFORE.match(bare) else ""
