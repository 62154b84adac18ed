"""What is written as the name of a company or a service, in Latin letters.

A policy calls those who get data by names in capitals, and begins sentences, labels and headings
with capitals as well. What is no name is known by its words: those of everyday language that begin
a line, the techniques that protect data, laws, and places.
"""

from __future__ import annotations

import re

# No word can be read as part of a name and as what stands between two: else a long text could be
# read in endlessly many ways.
LATIN = (
    r"(?!(?:Inc|LLC|Ltd|Corp|Co|Limited|GmbH|Pte)\b)"
    r"[A-Z][A-Za-z0-9&.'’-]*(?:\s(?:[A-Z][A-Za-z0-9&.'’-]*|\d{1,2}(?![\w.%]))){0,4}"
    r"(?:,?\s(?:Inc|LLC|Ltd|Corp|Co|Limited|GmbH|Pte)\.?(?:,?\sLtd\.?)?)?"
)
LATINS = rf"{LATIN}(?:(?:,\s(?:and\s)?|\sand\s){LATIN}){{0,5}}"
WORD = r"[A-Z0-9][\w.&'’+-]*"
FORM = (
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Co|GmbH|Pte|PLC|plc|B\.V|N\.V|S\.A\.S|S\.C\.A|S\.A|S\.L|S\.r\.l"
    r"|AG|AB|SE|SAS|SARL|Oyj?)(?!\w)\.?"
)
# A line longer than this in front of what parts it names nobody.
LONGEST_NAME = 80
ONE_NAME = (
    rf"{WORD}(?:\s(?:&|\+|and|of|\([A-Z][\w ]{{1,20}}\)(?=\s[A-Z])|{WORD})){{0,5}}(?:,\s{FORM})?"
)
_NAME_ALONE = re.compile(rf"{ONE_NAME}(?:\s?[(][^()]{{2,60}}[)])?")
# What begins a line about a case, a kind of recipient or those concerned, and no name.
_EVERYDAY = frozenset(
    re.findall(
        r"\S+",
        """
        a about access sdk sdks region tool
        account accounts acquisition acquisitions additionally administrators
        advertisers advertising advisers advisors affiliates after agencies aggregated ai all also
        although always an analytics and any anonymous anonymized any api app apps article
        artificial as asset at audit auditors authentication authorities automated backup backups
        banks because before billing both browser business but by california case cdn change
        changes chat children cloud collect commercial communications community compliance consent
        consumer contact content contractors cookie cookies corporate country court courts crash
        credit crm currently customer customers data database date delete delivery depending
        developer development device disclosure do does due duration during each education
        effective either email emails emergencies employees encryption enforcement error essential
        european every examples except external file financial for fraud from functional further
        general government group health help hosting how however identity if important in
        including independent individual information infrastructure insurers intelligence internal
        international internet into it item items its last law legal limited links list litigation
        live local location log logging login logistics logs mail manage many marketing may
        members merger mergers messaging microphone minimum mobile monitoring more most my name
        names necessary network never no non none not note notice notifications number of on once
        online only optional or order other others our parents parties partners password payment
        payments people performance permitted personal phone photo photos platform please police
        policy privacy processing processor processors professional profile profiling prospective
        protection provider providers public purpose purposes push receives reason regions
        registered regulators regulatory related remember request research retention right rights
        role roles helpdesk invoicing bookkeeping ticketing scheduling newsletter newsletters
        safety sale sales schools search secure security see server service services session share
        sharing shipping should sign since site sms social some staff standard states statistics
        storage store students sub-processor sub-processors subcontractors subject subprocessor
        subprocessors subscription such successors suppliers support survey surveys tax teachers
        technical technology term terms test testers text that the their them there these they
        third third-party this those through to together token tools tracking traffic transaction
        transactions transfer transfers trusted type under unless until up update updates usage use
        user users using vendor vendors verify video visit visitors vital voluntary we web website
        websites what when where which while who why will with within without you your
        """,
    )
)
# Ways to protect, to store and to show data, which are used but are nobody.
_TECHNIQUE = re.compile(
    r"(?:https?|s?ftp|ssl|tls|aes|rsa|sha|md5|gcm|bcrypt|argon2|pbkdf2|jwt|oauth|oidc|saml|sso|2fa|mfa"
    r"|totp|vpn|vpc|kms|csrf|xss|ddos|html5?|css|php|sql|json|xml|csv|pdf|url|uri|ip|dns|gps|nfc"
    r"|wi-?fi|bluetooth|usb|sdks?|apis?|ids?|uuid|idfa|gaid|aaid|imei|ci|di|gdpr|ccpa|cpra|coppa|hipaa"
    r"|ferpa|pipeda|lgpd|pci|dss|iso|soc|scc|sccs|dpa|dpf|dnt|gpc|iab|eu|eea|uk|us|usa|faq|cctv|pii"
    r"|smtp|imap|e-?mail|javascript|localstorage|sessionstorage|indexeddb|keychain|face|touch"
    r"|large|language|models?|llms?|ml|machine|learning"
    r"|beacons?|cookies?|firewalls?|secure|sockets?|layer|advanced|encryption|standard|transport"
    r"|internet|protocol|identifiers?|do|track|local|storage|web|pixels?|captcha|qr|aws-?sdk"
    r"|sharedpreferences|(?:ns)?userdefaults|asyncstorage|core\s?data|sqlite|keystore|securestore"
    r"|[a-z0-9]+-to-[a-z0-9]+"
    r"|clauses?|contractual|shield|framework|regulation|act|directive|article|addendum|policy"
    r"|terms|conditions|agreement|android|ios|windows|macos|linux|safari|chrome|firefox|edge"
    r"|explorer|internet|play|store|app)(?:[-/.]?[0-9.]+)?"
)
# Where something is, and nobody.
_PLACES = frozenset(
    re.findall(
        r"\S+",
        """
    africa america argentina asia australia austria bahrain bangladesh beijing belgium berlin
    brazil bulgaria california cambodia canada chile china colombia croatia cyprus czechia
    czech delaware denmark dubai dublin egypt emirates england estonia eu europe european finland
    florida france frankfurt germany ghana greece hong hongkong hungary india indonesia iowa
    ireland israel italy japan kenya kong kingdom korea kuwait latvia lithuania london
    luxembourg malaysia malta mexico montreal morocco mumbai netherlands nigeria north norway
    ohio ontario oregon osaka pakistan paris peru philippines poland portugal qatar republic
    romania russia saudi arabia scotland seoul serbia singapore slovakia slovenia south spain
    states stockholm sweden switzerland sydney taiwan texas thailand tokyo toronto turkey uae
    uganda ukraine united vietnam virginia wales washington west east central northern zealand new
    zurich economic area union province county city
        """,
    )
)
# "Acme-hosted servers" are told of by whose they are.
_OF_SOMEBODY = re.compile(
    r"\S+-(?:hosted|based|powered|managed|operated|run|provided|compatible|compliant|certified|owned"
    r"|specific|related|side|only)"
)
# What a heading of a case ends with: "Vital Interests", "Corporate Restructuring".
_CASE = re.compile(
    r"(?:accounts?|acquisitions?|bankruptcy|changes|choices?|claims|compliance|consent|cookies"
    r"|data|decisions?|disclosures?|emergenc(?:y|ies)|enforcement|information|interests?"
    r"|investigations?|laws?|mergers?|obligations?|orders?|practices|prevention|process(?:es)?"
    r"|proceedings|protection|purposes?|reasons?|records|reorgani[sz]ations?|requests?"
    r"|requirements?|restructurings?|retention|rights|safeguards|safety|sales|security|sharing"
    r"|transactions?|transfers?|usage)",
    re.IGNORECASE,
)


def begins_as_name(words: str) -> bool:
    """Whether words in capitals may be a name, by the first of them."""
    first = words.split(maxsplit=1)[0].strip(".,'’")
    return first.casefold() not in _EVERYDAY and not first.isdecimal()


def is_name(text: str) -> bool:
    """Whether all of ``text`` is written as a name: "Acme Cloud, Inc. (EU)"."""
    return len(text) <= LONGEST_NAME and _NAME_ALONE.fullmatch(text) is not None


def names_somebody(name: str) -> bool:
    """Whether a name in capitals is one of a company or a service.

    "Standard Contractual Clauses", "TLS 1.3", "Vital Interests" and "United States" are none.
    """
    words = [word.strip(".,'’()").casefold() for word in name.split()]
    words = [word for word in words if word]
    if not words or not begins_as_name(name):
        return False
    if all(_TECHNIQUE.fullmatch(word) or word in _PLACES or word.isdecimal() for word in words):
        return False
    if _OF_SOMEBODY.fullmatch(words[-1]):
        return False
    return not (len(words) > 1 and _CASE.fullmatch(words[-1]))
