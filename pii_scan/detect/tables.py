"""What a table is about as a whole, by the names of its columns and the values of one of them.

``name`` in ``clients`` is a company where ``industry`` or ``contact_name`` stands beside it, and 64
bytes are no SHA-512 where the number of iterations does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.forms import Form
from pii_scan.detect.game_characters import fights
from pii_scan.detect.table_uses import are_mails, names_a_bank
from pii_scan.model import Detection

# A word is shared by the columns of a table where at least so many and this share have it.
_FEWEST_SHARING = 4
_MOST_COLUMNS = 0.7
# Items that only a person has.
_ONLY_OF_PEOPLE = frozenset(
    {"birth_date", "gender", "age", "resident_registration_number", "password", "nationality"}
)
# What a password was hashed with, and how often.
_OF_STRETCHING = frozenset(
    {"iterations", "iteration", "rounds", "stretches", "pbkdf2", "pbkdf", "argon", "scrypt", "kdf"}
)
# Names that a table has of the people that its rows are: no contact_first_name.
_GIVEN = frozenset(
    {("first", "name"), ("firstname",), ("fname",), ("given", "name"), ("vorname",), ("vname",)}
    | {("prenom",), ("prenoms",), ("voornaam",), ("fornamn",), ("imie",)}
)
_FAMILY = frozenset(
    {("last", "name"), ("lastname",), ("lname",), ("family", "name"), ("surname",), ("nachname",)}
    | {("nname",), ("cognome",), ("sobrenome",), ("apellido",), ("apellidos",), ("achternaam",)}
    | {("efternamn",), ("nazwisko",), ("apellido", "paterno"), ("primer", "apellido")}
)
# Beside one of them the other: nome, cognome. Alone it may be what anything is called.
_OTHER_HALF = frozenset(
    {("name",), ("nome",), ("nom",), ("nombre",), ("nombres",), ("naam",), ("namn",), ("이름",)}
)
# What is offered is called something, costs something, and is described.
_PRICES = frozenset(
    {("price",), ("unit", "price"), ("가격",), ("단가",), ("판매가",), ("preis",), ("prix",)}
    | {("precio",), ("preco",), ("prezzo",), ("prijs",), ("価格",), ("价格",)}
)
_DESCRIPTIONS = frozenset(
    {("description",), ("설명",), ("beschreibung",), ("descripcion",), ("descricao",)}
    | {("descrizione",), ("説明",), ("描述",)}
)
# Only people are married: a table that says so, and this as well, is about them.
_MARRIAGE = frozenset(
    {("marital",), ("marital", "status"), ("marriage", "status"), ("married",), ("결혼여부",)}
    | {("혼인여부",), ("혼인상태",), ("결혼상태",)}
)
_OF_THE_MARRIED = frozenset(
    {"age", "gender", "sex", "education", "job", "occupation", "profession", "religion"}
    | {"dob", "birthdate", "birthday", "나이", "연령", "성별", "학력", "직업", "생년월일", "종교"}
)
# Pets have a name and a birthday, but no telephone of their own.
_CALLED = frozenset({("name",), ("이름",), ("성명",), ("nombre",), ("nome",), ("nom",)})
_BIRTHS = frozenset(
    {("birth", "date"), ("birthdate",), ("birthday",), ("birth",), ("date", "of", "birth")}
    | {("date", "birth"), ("생년월일",), ("생일",)}
)
_REACHED = frozenset(
    {("phone",), ("phone", "number"), ("mobile",), ("telephone",), ("email",), ("cell", "phone")}
    | {
        ("cellphone",),
        ("mobile", "phone"),
        ("hp",),
        ("전화번호",),
        ("휴대폰",),
        ("연락처",),
        ("이메일",),
    }
)
# Columns called no more than which of a person's names they are.
_WHICH_NAME = frozenset({("first",), ("last",), ("middle",), ("maiden",)})
_BOTH_NAMES = frozenset({("first",), ("last",)})
_OF_THE_NAMED = _OF_THE_MARRIED | {"email", "phone", "ssn", "birth", "marital", "전화번호"}
# Whom one writes to at a customer; then the customer is a company.
_CONTACTS = frozenset(
    {("contact", "name"), ("contact", "first", "name"), ("contact", "last", "name")}
    | {("contact", "firstname"), ("contact", "lastname"), ("contact", "first")}
    | {("contact", "last"), ("contact", "person"), ("contact", "person", "name")}
)
_CUSTOMERS = frozenset(
    {("customer", "name"), ("client", "name"), ("partner", "name"), ("supplier", "name")}
)
# What programs are registered with that let people log in elsewhere.
_OF_CLIENTS = frozenset(
    {("redirect", "uri"), ("redirect", "uris"), ("redirect", "url"), ("redirect", "urls")}
    | {("client", "secret"), ("grant", "types"), ("callback", "uri"), ("callback", "uris")}
)
_CLIENT_WITH_SECRET = frozenset({("client", "id"), ("secret",)})
_OF_PROGRAMS = frozenset({("name",), ("client", "name"), ("display", "name")})
# What a program says, in each language, has a key.
_LANGUAGES = frozenset({("locale",), ("language",), ("language", "code"), ("locale", "code")})
_KEYS_OF_TEXTS = frozenset({"message", "label", "text", "translation", "resource", "string"})
_PARENT = ("parent", "id")
# Frappe keeps these of every row, and its key, which may be a number of a document, is its name.
_OF_FRAPPE = frozenset({("creation",), ("modified",), ("modified", "by"), ("owner",)})
# What is compared, where a column says how: the filters of a report.
_COMPARED = frozenset({"field", "fields", "column", "attribute", "property", "filter", "operand"})
_HOW = ("operator",)
_KEY_OF_FRAPPE = ("name",)
# What people log in with is no more than an id where nothing else is: id, pw, name. Where people
# have a number each, what is called an id tells no rows apart.
_ID = ("id",)
_ROWS = frozenset({("number",), ("seq",), ("idx",), ("sequence",), ("번호",), ("순번",)})
_NAMED = ("name",)
_PASSWORDS = frozenset(
    {("password",), ("pass",), ("pw",), ("pass", "word"), ("비밀번호",), ("user", "password")}
)
_LOGINS = frozenset({"login", "username", "account", "userid", "uid", "아이디", "uname"})
# What web frameworks keep of a session in a database.
_OF_SESSIONS = frozenset({("payload",), ("last", "activity"), ("user", "agent")})
_FEWEST_OF_SESSIONS = 2
_CHILDREN = frozenset({"child", "children"})
_ADULTS = frozenset({("adult",), ("adults",), ("성인",)})
# Which device wrote a line, under which number, and of which kind it is: firewalls, gates of mail.
_WHICH_DEVICE = frozenset({("devid",), ("device", "id"), ("deviceid",)})
_WHICH_LINE = frozenset({("logid",), ("log", "id")})
_WHICH_KIND = frozenset({("subtype",), ("log", "subtype"), ("pri",), ("vd",)})
_OF_DEVICES = frozenset({"device_id", "device_info"})
_ENDS_OF_DEVICES = frozenset({"id", "name", "model", "serial", "devid", "deviceid", "device"})
_DIGEST = "password_weak_hash"
_STRETCHED = "password_stretched_hash"
# Where so many values of a column are surely companies, and fewer are surely people, the others
# are companies without a legal form in their names.
_COMPANIES = 0.25


@dataclass(frozen=True, slots=True)
class TableWords:
    """What the columns of one table tell of each other.

    ``first`` and ``last`` are the words that nearly all of them have: ``od_``, ``_member``.
    ``of_companies`` is True where some are what only companies have, ``stretched`` where they say
    how a password was hashed, ``of_people`` where each row has a first and a last name or says
    whether somebody is married or when who can be reached was born, ``of_characters`` where it can
    fight, ``of_clients`` where it is a program that people log in with; ``has_contacts`` where
    somebody at a customer is named,
    ``names_people`` where columns called ``first`` and ``last`` are names, ``of_texts`` where it is
    what a program says in one language, ``of_tree`` where rows have a parent among them, or
    adults are counted,
    ``of_appliance`` where a firewall or a mail gate writes what passes through it,
    ``of_frappe`` where ``name`` is its key, ``compares`` where its rows are conditions,
    ``versioned`` are the objects that have a version, as programs have,
    ``of_sessions`` where they are sessions on the web, ``of_offers`` where they cost
    something and are described, ``of_kinds`` where they are the kinds there are of something,
    ``of_addresses`` where they are all the addresses there are, ``of_places`` where they are places
    where something is done.
    ``of_machines`` where they are machines that serve everybody, ``of_mails`` where they are mails,
    ``are_paid`` where they are payments, ``names_a_bank`` where an account is one at a bank;
    ``called`` is what stands before a mobile phone.
    ``login`` is what people log in with where it is called an id.
    """

    first: str | None = None
    versioned: frozenset[str] = frozenset()
    last: str | None = None
    of_companies: bool = False
    stretched: bool = False
    of_people: bool = False
    of_characters: bool = False
    of_clients: bool = False
    names_people: bool = False
    of_texts: bool = False
    of_tree: bool = False
    has_contacts: bool = False
    of_appliance: bool = False
    of_frappe: bool = False
    compares: bool = False
    of_sessions: bool = False
    login: tuple[str, ...] = ()
    of_offers: bool = False
    of_kinds: bool = False
    of_addresses: bool = False
    of_places: bool = False
    of_machines: bool = False
    of_mails: bool = False
    are_paid: bool = False
    names_a_bank: bool = False
    called: frozenset[tuple[str, ...]] = frozenset()

    def removed(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """``words`` without the shared ones."""
        if len(words) > 1 and words[0] == self.first:
            words = words[1:]
        return words[:-1] if len(words) > 1 and words[-1] == self.last else words

    def may_be_a_company(self, words: tuple[str, ...]) -> bool:
        """Whether what is called so is a company where somebody there is named as well."""
        return self.has_contacts and words in _CUSTOMERS

    def is_which_name(self, words: tuple[str, ...]) -> bool:
        """Whether what is called so is one of a person's names here: ``last``."""
        return self.names_people and words in _WHICH_NAME

    def is_of_tree(self, words: Iterable[str]) -> bool:
        """Whether children in what is called so are nobody's: rows below others, guests of many."""
        return self.of_tree and not _CHILDREN.isdisjoint(words)

    def is_hardly_a_person(self, words: tuple[str, ...]) -> bool:
        """Whether only its values can tell that what is called so is a person here."""
        is_key = self.of_frappe and words == _KEY_OF_FRAPPE
        return is_key or (self.compares and words == _HOW)

    def is_a_program_s(self, words: tuple[str, ...]) -> bool:
        """Whether what is called so is what a program is called."""
        return self.of_clients and words in _OF_PROGRAMS

    def is_an_appliance_s(self, item: str, words: tuple[str, ...]) -> bool:
        """Whether ``item`` of what is called so is that of who writes, or of a connection."""
        own = item in _OF_DEVICES and bool(words) and words[-1] in _ENDS_OF_DEVICES
        return self.of_appliance and (own or item == "session_token")

    def is_company_s(self, beside: Iterable[str]) -> bool:
        """Whether ``name`` is that of a company: ``beside`` are items of other columns."""
        return self.of_companies and _ONLY_OF_PEOPLE.isdisjoint(beside)

    def read(self, detections: Iterable[Detection]) -> Iterable[Detection]:
        """``detections`` as they are meant here: a digest may be that of PBKDF2."""
        for found in detections:
            if self.stretched and found.identifier == _DIGEST:
                yield replace(found, identifier=_STRETCHED)
            else:
                yield found


def told_by(columns: Sequence[tuple[str, ...]], written: Sequence[str]) -> TableWords:
    """What the words of ``columns``, and how they are ``written``, tell of their table."""
    names_people = has_bare_names(columns)
    return TableWords(
        stretched=tells_of_stretching(columns),
        of_people=has_full_names(columns)
        or tells_of_marriages(columns)
        or were_born(columns)
        or names_people,
        names_people=names_people,
        of_characters=fights(written),
        of_clients=are_of_clients(columns),
        of_texts=are_of_texts(columns),
        of_tree=has_parents(columns) or counts_heads(columns),
        of_appliance=are_of_appliance(columns),
        has_contacts=names_contacts(columns),
        of_frappe=are_of_frappe(columns),
        compares=are_compared(columns),
        of_sessions=are_of_sessions(columns),
        of_offers=are_offers(columns),
        of_mails=are_mails(columns),
        names_a_bank=names_a_bank(columns),
        login=login_of(columns),
        versioned=objects_with_version(written),
    )


def shared_ends(columns: Sequence[Sequence[str]]) -> tuple[str | None, str | None]:
    """The word that nearly all ``columns`` begin with, and the one that they end with."""
    names = [words for words in columns if len(words) > 1]
    if len(names) < max(_FEWEST_SHARING, _MOST_COLUMNS * len(columns)):
        return None, None
    enough = _MOST_COLUMNS * len(columns)
    first, number = Counter(words[0] for words in names).most_common(1)[0]
    last, other = Counter(words[-1] for words in names).most_common(1)[0]
    return first if number >= enough else None, last if other >= enough else None


def tells_of_stretching(columns: Iterable[Sequence[str]]) -> bool:
    """Whether a column says how often a password was hashed: ``hash_iterations``."""
    return any(not _OF_STRETCHING.isdisjoint(words) for words in columns)


def has_full_names(columns: Iterable[Sequence[str]]) -> bool:
    """Whether there is a first and a last name: each row is a person, whatever the table's name."""
    names = set(map(tuple, columns))
    given, family = not names.isdisjoint(_GIVEN), not names.isdisjoint(_FAMILY)
    return (given and family) or ((given or family) and not names.isdisjoint(_OTHER_HALF))


def has_bare_names(columns: Iterable[Sequence[str]]) -> bool:
    """Whether ``first`` and ``last`` are names: the rows have what people have as well."""
    names = set(map(tuple, columns))
    words = {word for name in names for word in name}
    return names.issuperset(_BOTH_NAMES) and not words.isdisjoint(_OF_THE_NAMED)


def tells_of_marriages(columns: Iterable[Sequence[str]]) -> bool:
    """Whether the rows are people: married or not, and with an age, a job or a schooling."""
    names = set(map(tuple, columns))
    words = {word for name in names for word in name}
    return not names.isdisjoint(_MARRIAGE) and not words.isdisjoint(_OF_THE_MARRIED)


def were_born(columns: Iterable[Sequence[str]]) -> bool:
    """Whether each row is somebody with a name, who was born on a day and can be reached."""
    names = set(map(tuple, columns))
    return not any(names.isdisjoint(group) for group in (_CALLED, _BIRTHS, _REACHED))


def names_contacts(columns: Iterable[Sequence[str]]) -> bool:
    """Whether a column is somebody at a customer: ``contact_name``, but no emergency contact."""
    return any(tuple(words) in _CONTACTS for words in columns)


def are_of_clients(columns: Iterable[Sequence[str]]) -> bool:
    """Whether a column, or two together, are what only programs have that people log in with."""
    names = set(map(tuple, columns))
    return not _OF_CLIENTS.isdisjoint(names) or names >= _CLIENT_WITH_SECRET


def are_of_texts(columns: Iterable[Sequence[str]]) -> bool:
    """Whether there is a language, and the key of a text in it: ``msg_key``."""
    names = set(map(tuple, columns))
    keyed = any(
        name[-1:] in {("key",), ("code",)} and not _KEYS_OF_TEXTS.isdisjoint(name) for name in names
    )
    return keyed and not names.isdisjoint(_LANGUAGES)


def are_of_frappe(columns: Iterable[Sequence[str]]) -> bool:
    """Whether its rows are kept by Frappe, as those of ERPNext."""
    return set(map(tuple, columns)) >= _OF_FRAPPE


def are_compared(columns: Iterable[Sequence[str]]) -> bool:
    """Whether its rows say what is compared, and how: the filters of a report."""
    names = set(map(tuple, columns))
    return _HOW in names and any(not _COMPARED.isdisjoint(name) for name in names)


def login_of(columns: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What people log in with where that is called no more than an id.

    It stands beside a password, ``student_id`` beside ``student_pw``, or beside the number of each
    of people who have an age or a sex as well.
    """
    names = set(map(tuple, columns))
    logins = _LOGINS - {"account"} if names_a_bank(names) else _LOGINS
    others = any(
        name[-2:] == ("user", "id") or name[-2:] == ("user", "name") or not logins.isdisjoint(name)
        for name in names
    )
    if others:
        return ()
    whose = sorted(name[:end] for name in names for end in (-1, -2) if name[end:] in _PASSWORDS)
    ids = ((*words, *_ID) for words in whose)
    words = {word for name in names for word in name}
    of_people = _NAMED in names and not words.isdisjoint(_OF_THE_MARRIED)
    are_numbered = of_people and _ID in names and not names.isdisjoint(_ROWS)
    return next((name for name in ids if name in names), _ID if are_numbered else ())


def are_of_sessions(columns: Iterable[Sequence[str]]) -> bool:
    """Whether its columns are what web frameworks keep of a session."""
    return len(_OF_SESSIONS.intersection(map(tuple, columns))) >= _FEWEST_OF_SESSIONS


def are_offers(columns: Iterable[Sequence[str]]) -> bool:
    """Whether its rows cost something and are described, as plans and dishes are."""
    names = set(map(tuple, columns))
    words = {word for name in names for word in name}
    of_people = not words.isdisjoint(_OF_THE_NAMED) or not names.isdisjoint(_PASSWORDS)
    return not of_people and not (names.isdisjoint(_PRICES) or names.isdisjoint(_DESCRIPTIONS))


def has_parents(columns: Iterable[Sequence[str]]) -> bool:
    """Whether its rows have a parent among them: ``parent_id``."""
    return _PARENT in map(tuple, columns)


def counts_heads(columns: Iterable[Sequence[str]]) -> bool:
    """Whether it says how many come, of which children are some: ``adults``."""
    return any(tuple(words[:1]) in _ADULTS or tuple(words[-1:]) in _ADULTS for words in columns)


def are_of_appliance(columns: Iterable[Sequence[str]]) -> bool:
    """Whether the device that writes says with each line which one it is, and of which kind."""
    names = set(map(tuple, columns))
    groups = (_WHICH_DEVICE, _WHICH_LINE, _WHICH_KIND)
    return not any(names.isdisjoint(group) for group in groups)


def objects_with_version(columns: Iterable[str]) -> frozenset[str]:
    """The objects in ``columns``, as paths into them, that have a version: ``doc.driver``."""
    parts = (column.rpartition(".") for column in columns)
    return frozenset(place for place, _, key in parts if place and key.lower() == "version")


def holds_companies(evidence: FieldEvidence, detections: Iterable[Detection]) -> bool:
    """Whether a column called after people holds companies.

    ``detections`` are those of names. Three capitalised words can be either: only what is proven
    to be a person counts.
    """
    companies = evidence.has_form(Form.COMPANY)
    if companies < _COMPANIES * evidence.sampled or not companies:
        return False
    people = sum(found.matched * found.proven / max(found.tested, 1) for found in detections)
    return people < companies
