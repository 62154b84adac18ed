"""Whether a column can hold what its name says: by its type, and by how its values are built."""

from __future__ import annotations

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.forms import Form
from pii_scan.detect.name_evidence import NameEvidence
from pii_scan.detect.types import fits, has_decimals, is_for_short_texts, is_short_number, kind_of
from pii_scan.rulebook import Item

# What people are numbered by is declared like their logins: an employee's number.
_CALLED_NUMBER = ("number", "번호", "사번")
# Numbers called so are the places of rows in a list.
_OF_LISTS = frozenset({("job", "position"), ("job", "rank")})
# One letter of a name.
_INITIAL = "initial"
# What a house is numbered by, of all that an address is made of.
_OF_HOUSES = frozenset({"house number", "street number", "apartment number"})
# What is paid with has more digits than fit into four bytes.
_CARD = ("credit_card", "card number")
# An id of texts, which people may log in with.
_ID = ("user_id", "id")
# What is measured or paid, and not a number that somebody is known by.
_VERSIONS = frozenset({"os_info", "device_info"})  # 14.2, where no type says that it is a text
_AMOUNTS = frozenset(
    {"payment_record", "income", "health", "location", "age", "usage_record", "education"}
)


def can_hold(
    name: NameEvidence,
    evidence: FieldEvidence,
    item: Item,
    *,
    is_object: bool,
    is_login: bool,
) -> bool:
    """Whether values of the column's type can be the ``item`` that ``name`` says.

    ``is_object`` is True where other fields are inside this one, ``is_login`` where the item is
    what people log in with.
    """
    kinds = item.types
    if is_login and name.words.endswith(_CALLED_NUMBER):
        kinds = (*kinds, "number")
    if not name.strong and is_object and "json" not in kinds:
        return False
    if (name.item, name.words) == _CARD and _are_of_other_cards(evidence):
        return False
    if (name.item, name.words) == _ID and not _may_be_a_login(evidence):
        return False
    shortest = item.shortest
    if name.item == "address" and name.words.partition(" in ")[0] in _OF_HOUSES:
        kinds = (*kinds, "number")
    elif name.item == "name" and name.words.endswith(_INITIAL):
        shortest = 1
    return not _is_of_another_type(name, evidence) and _are_of_kinds(
        name, evidence, kinds, shortest
    )


def _is_of_another_type(name: NameEvidence, evidence: FieldEvidence) -> bool:
    """Whether a type says of some words that they do not mean the item here.

    Where it does not, as in CSV, all values say whether they are parts of a whole.
    """
    type_ = evidence.field.type
    called = name.item, name.words.partition(" in ")[0]
    holds_parts = has_decimals(type_) or _are_decimals(name, evidence)
    return (
        (holds_parts and name.item not in _AMOUNTS)
        or (called in _OF_LISTS and kind_of(type_) == "number")
        or (called == _CARD and is_short_number(type_))
    )


def _are_decimals(name: NameEvidence, evidence: FieldEvidence) -> bool:
    """Whether all values are numbers and some no whole ones, where no type says anything else.

    Not where most are built as the item itself is: 555.1234 is a telephone number as well.
    """
    if kind_of(evidence.field.type) not in (None, "number") or name.item in _VERSIONS:
        return False
    found = evidence.items.get(name.item)
    numbers = evidence.has_form(Form.NUMBER) + evidence.has_form(Form.DECIMAL)
    return (
        numbers == evidence.sampled
        and evidence.has_form(Form.FRACTION) > 0
        and (found is None or 2 * found.matched < evidence.sampled)
    )


def _are_of_other_cards(evidence: FieldEvidence) -> bool:
    """Whether no value is written like the number of a card to pay with, and they can be read."""
    hidden = evidence.encrypted + evidence.keys
    hidden += evidence.has_form(Form.CARD, Form.MASKED, Form.TOKEN)
    return evidence.sampled > 0 and not hidden and not evidence.detections


def _may_be_a_login(evidence: FieldEvidence) -> bool:
    """Whether the values of an id are built like logins, or could be where there are none."""
    if not evidence.sampled:
        return is_for_short_texts(evidence.field.type)
    return 2 * evidence.has_form(Form.LOGIN) >= evidence.sampled


def _are_of_kinds(
    name: NameEvidence, evidence: FieldEvidence, kinds: tuple[str, ...], shortest: int
) -> bool:
    """Whether the type is of one of ``kinds``, or all values where there is no type.

    Digits can be a text as well, so they only speak against a weak name; a PIN is digits.
    """
    type_ = evidence.field.type
    is_pin = name.item == "password" and name.person
    if is_pin and name.strong:
        kinds = (*kinds, "number")
    is_text = kind_of(type_) == "uuid" and 0 < evidence.sampled > 2 * evidence.keys
    if not evidence.sampled or (kind_of(type_) and not is_text):
        return fits(type_, kinds, shortest)
    if evidence.has_form(Form.DATE) == evidence.sampled:
        return "date" in kinds
    return bool(name.strong or is_pin or not are_numbers(evidence) or "number" in kinds)


def are_numbers(evidence: FieldEvidence) -> bool:
    """Whether all values are whole numbers, written without zeros in front."""
    return evidence.has_form(Form.NUMBER) == evidence.sampled > 0


def holds_numbers(evidence: FieldEvidence) -> bool:
    """Whether a column is one of numbers, by its type or as all texts in it are."""
    kind = kind_of(evidence.field.type)
    return kind == "number" or (kind in (None, "text") and are_numbers(evidence))
