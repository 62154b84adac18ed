"""What the words around the head of a name make of it: an account at a bank, a library's card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pii_scan.detect.name_vocabulary import Phrase
from pii_scan.detect.whose import GOODS_HAVE, WhoseWords
from pii_scan.detect.words import singular

_COMPANY_NAME = "company_name"
# Where those who sell keep what is an account to them: the name of one is no login.
SALES = frozenset({"lead", "opportunity", "deal", "contact", "prospect"})
"""Tables of those who sell, where an account is a company and a bare name the title of a deal."""
_ACCOUNT_NAME = ("account", "name")
_ACCOUNTS = frozenset({("account",), _ACCOUNT_NAME, ("account", "number")})
# Other words may stand between: bank_pay_account.
_OF_BANKS = frozenset({"bank", "virtual", "은행", "가상", "무통장"})
_CARD_NUMBERS = frozenset(
    {("card", "number"), ("cardnumber",), ("카드번호",), ("card",), ("카드",)}
)
_OF_CARDS = frozenset({"credit_card", "card_pin", "card_security_code", "card_track"})
_CARDS = frozenset({"card", "카드"})
# Accounts of those who keep books: cash, rent, wages.
_BOOKKEEPING = frozenset({"chart", "ledger", "gl", "coa", "계정과목", "원장"})
_OF_ACCOUNTS = frozenset({"bank_account", "account_id"})
# Cards with a number that nobody pays with.
_OTHER_CARDS = frozenset(
    {"library", "gift", "membership", "loyalty", "sim", "usim", "student", "employee", "id"}
    | {"identity", "access", "point", "points", "reward", "rewards", "bonus", "key", "time"}
    | {"transit", "transport", "transportation", "aadhaar", "aadhar", "pan", "nid", "voter"}
    | {"ration", "entry", "parking", "punch", "donor", "shelf", "stock", "bin", "ic", "health"}
    | {"flash", "trading", "playing", "game", "memory", "sd", "network", "graphics", "sound"}
    | {"greeting", "score", "report", "business", "visiting", "rate", "post", "sales", "job"}
    | {"도서", "교통", "출입", "포인트", "기프트", "멤버십", "유심", "학생", "주차"}
)
# An age in Italian, and in English when something arrives: only people with names have one.
_AGE_OR_ARRIVAL = ("eta",)
_OF_NAMED_PEOPLE = ("person",)
# What is paid in all where people pay, and earned elsewhere.
_PAID_OR_EARNED = frozenset({("total", "pay"), ("pay",)})
PAYING = frozenset(
    {"order", "purchase", "payment", "refund", "invoice", "donation", "checkout", "booking"}
    | {"reservation", "billing", "주문", "구매", "결제", "환불", "청구", "후원", "기부", "예약"}
)
"""Tables of what people pay for."""
_LOGIN = ("아이디",)
# What tells the rows of a table apart: 방 고유아이디.
_OF_ROWS = "고유"
CONTACT = ("contact",)
"""Where somebody is reached, or who: a name beside a telephone."""
# Where books are lent on a card.
_LENDING = frozenset({"library", "borrower", "patron"})
# Where people show one when they come in.
_COMING_IN = frozenset(
    {"attendance", "attend", "att", "gate", "guntae", "geuntae", "chulip"}
    | {"근태", "출입", "출결"}
)
# Whom a name is of stands behind it, where English has it in front: nombre_cliente, nom_patient.
_OF_WHOM = frozenset(
    {"cliente", "clientes", "usuario", "usuarios", "paciente", "persona", "empleado"}
    | {"alumno", "titular", "contacto", "socio", "estudiante", "medico", "vendedor", "comprador"}
    | {"pessoa", "aluno", "funcionario", "contato", "responsavel", "utente", "paziente"}
    | {
        "dipendente",
        "contatto",
        "personne",
        "utilisateur",
        "adherent",
        "membre",
        "employe",
        "patient",
    }
    | {"eleve", "etudiant", "pelanggan", "pengguna", "karyawan", "siswa", "pasien"}
)
_OF_COMPANIES = frozenset(
    {"proveedor", "fornecedor", "fornitore", "fournisseur", "empresa", "societe", "azienda"}
)
_BETWEEN = frozenset({"de", "del", "do", "da", "di", "du"})
_ANIMALS = frozenset(
    {"pet", "animal", "dog", "cat", "puppy", "livestock", "cattle", "반려동물", "반려견"}
    | {"반려묘", "애완동물", "동물", "강아지", "유기동물", "유기견", "유기묘", "고양이", "가축"}
)
ITEMS_OF_ANIMALS = frozenset(
    {"birth_date", "age", "gender", "health", "religion", "photo", "nationality"}
)
"""What an animal has of its own, as people have."""
# Schools and departments, of which places called so in the plural are lists.
_WHERE_PEOPLE_ARE = frozenset({"education", "job"})
# Machines that serve everybody, whose addresses single out nobody.
_MACHINES = frozenset(
    {"server", "node", "cluster", "router", "switch", "firewall", "gateway", "printer", "proxy"}
    | {"nameserver", "hypervisor", "서버", "라우터", "스위치", "방화벽", "프린터", "服务器"}
)
# What places hold of their own that elsewhere is a person's: the level and code of a course, what
# an opening pays and asks for, how often a disease is seen, how old a dog is.
_OWN = (
    (
        frozenset(
            {"course", "subject", "major", "lecture", "class", "curriculum", "syllabus"}
            | {"department", "과목", "강의", "강좌", "전공", "학과", "학부", "교과", "교육과정"}
        ),
        frozenset({"education"}),
    ),
    (
        frozenset({"posting", "vacancy", "opening", "recruit", "recruitment", "채용공고", "구인"}),
        frozenset({"job", "income", "education", "gender", "age"}),
    ),
    (frozenset({"address", "addresses", "주소", "배송지"}), frozenset({"nickname"})),
    (
        frozenset({"stats", "statistics", "statistic", "통계"}),
        frozenset(
            {"health", "income", "education", "gender", "age", "payment_record", "usage_record"}
        ),
    ),
    (_ANIMALS, ITEMS_OF_ANIMALS),
)
ADDRESSES_OF_MACHINES = frozenset(
    {("ip",), ("ip", "address"), ("ipaddr",), ("ipaddress",), ("ipv4",), ("ipv6",), ("mac",)}
    | {("ipv4", "address"), ("ipv6", "address"), ("private", "ip"), ("public", "ip")}
    | {("mac", "address"), ("macaddr",), ("ip주소",), ("아이피",)}
)
"""What an address is called that a machine has of its own."""
_JOBS = ("job", "post")
# Employees are in one; a birth date, a payment or a product has one of several: 구분.
_DIVISION = ("division",)
_DIVIDED = frozenset({"company", "organization", "work", "job", "business", "sales"})
# A program that people log in with is a client as well.
_LOGGING_IN = frozenset({"oauth", "oidc", "openid", "saml"})
_OF_A_CLIENT = frozenset({("name",), ("client", "name")})


def phrases_meant(
    phrases: Sequence[Phrase],
    head: tuple[str, ...],
    before: Sequence[str],
    context: Sequence[str],
    people: WhoseWords,
) -> Sequence[Phrase]:
    """``phrases`` of a ``head`` as the words ``before`` it and around it mean them."""
    if head == _ACCOUNT_NAME and not SALES.isdisjoint(map(singular, context)):
        phrases = [Phrase(_COMPANY_NAME, strong=False)]
    if head in _ACCOUNTS and not _OF_BANKS.isdisjoint(before):
        phrases = [Phrase("bank_account", strong=True)]
    if _means_another(head, before, context) or (
        head == _DIVISION and before and not _has_divisions(before[-1], people)
    ):
        phrases = []
    if head == CONTACT:
        phrases = sorted(phrases, key=lambda phrase: phrase.item == "name")
    if head in _OF_A_CLIENT and "client" in map(singular, context):
        phrases = phrases if _LOGGING_IN.isdisjoint(context) else []
    if head in _PAID_OR_EARNED and people.is_dealt(context, PAYING):
        phrases = [Phrase("payment_record", strong=False)]
    if head == _LOGIN and before:
        phrases = _login_of(phrases, before, people)
    if len(head) == 1 and head[0] in _OF_COMPANIES and before:
        # tamano_empresa is its size: what a name is about stands in front.
        phrases = []
    if not people.whose(before, ()):
        own = _items_of_its_own(context, people)
        phrases = [phrase for phrase in phrases if phrase.item not in own]
    return phrases


def _means_another(head: tuple[str, ...], before: Sequence[str], context: Sequence[str]) -> bool:
    """Whether a ``head`` is what looks like an item where it stands, and is none."""
    if head == _AGE_OR_ARRIVAL:
        return tuple(context[-1:]) != _OF_NAMED_PEOPLE
    if head in _ACCOUNTS and not before and not _BOOKKEEPING.isdisjoint(context):
        return True
    if head in ADDRESSES_OF_MACHINES and not before and is_machine(context[-1:]):
        return True
    return head in _CARD_NUMBERS and _is_of_another_card(before, context)


def _has_divisions(word: str, people: WhoseWords) -> bool:
    """Whether what ``word`` calls has divisions that people work in, or is in one itself."""
    return word in _DIVIDED or word in people.person


def _is_of_another_card(before: Sequence[str], context: Sequence[str]) -> bool:
    """Whether the number of a card is that of one that nobody pays with."""
    lent = not _LENDING.isdisjoint(map(singular, context))
    shown = not _COMING_IN.isdisjoint(context) and PAYING.isdisjoint(context)
    kept = any(
        what in _OTHER_CARDS and singular(card) in _CARDS for what, card in pairwise(context)
    )
    return lent or shown or (bool(before) and before[-1] in _OTHER_CARDS) or (kept and not before)


def _login_of(
    phrases: Sequence[Phrase], before: Sequence[str], people: WhoseWords
) -> Sequence[Phrase]:
    """``phrases`` of what people log in with, by whose it is: the words ``before`` it."""
    whose = people.whose(before, ())
    # 방 고유아이디 tells rows apart, 그룹아이디 is a group's own, 트랜잭션 아이디 may be anybody's.
    if before[-1].endswith(_OF_ROWS) or whose is False:
        return []
    if whose:
        return phrases
    return [replace(phrase, strong=not people.is_unknown(before[-1])) for phrase in phrases]


def is_other_card(item: str, before: Sequence[str]) -> bool:
    """Whether a place, by the words ``before`` what it is called, holds cards nobody pays with.

    Or accounts that only books have. ``item`` is what the place would hold if it were called so:
    ``number`` in ``sim_cards``, ``name`` in ``chart_of_accounts``.
    """
    of_card = item in _OF_CARDS and bool(before) and before[-1] in _OTHER_CARDS
    return of_card or (item in _OF_ACCOUNTS and not _BOOKKEEPING.isdisjoint(before))


def lists_things(item: str, place: Sequence[str]) -> bool:
    """Whether a ``place``, which a weak name of ``item`` ends, lists things that are called so."""
    several = singular(place[-1]) != place[-1]
    return item in GOODS_HAVE or (item in _WHERE_PEOPLE_ARE and several)


def is_machine(place: Sequence[str]) -> bool:
    """Whether what a place is called, in words, ends with a machine that serves everybody."""
    return bool(place) and singular(place[-1]) in _MACHINES


def is_whom(word: str) -> bool:
    """Whether ``word``, behind the head of a name, is the person that it is of."""
    return word in _OF_WHOM


def says_of_whom(word: str) -> bool:
    """Whether ``word``, behind the head of a name, only says whose it is: email_cliente."""
    return word in _OF_WHOM or word in _OF_COMPANIES or word in _BETWEEN


def is_of_an_animal(words: Sequence[str], people: WhoseWords) -> bool:
    """Whether a comment in ``words`` is about an animal, and not about whose it is: 동물 나이."""
    return not _ANIMALS.isdisjoint(words) and people.person.isdisjoint(words)


def _items_of_its_own(context: Sequence[str], people: WhoseWords) -> frozenset[str]:
    """The items that a place, by its words, holds of what it is about, where that is nobody."""
    around = {form for word in context for form in (word, singular(word))}
    if not people.person.isdisjoint(around):
        return frozenset()
    if around.issuperset(_JOBS):
        around.add("posting")
    return frozenset().union(*(items for words, items in _OWN if not words.isdisjoint(around)))
