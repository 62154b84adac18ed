"""What a field may hold by its name, held against its type and how its values are built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.fitting import can_hold, holds_numbers
from pii_scan.detect.forms import Form
from pii_scan.detect.name_evidence import NameEvidence
from pii_scan.detect.names import NameReader
from pii_scan.detect.place import Place, at
from pii_scan.detect.silences import tells_by_keys
from pii_scan.detect.types import is_for_short_texts, kind_of
from pii_scan.detect.witnesses import NameWitness, name_witness
from pii_scan.model import Field
from pii_scan.rulebook import Item

_CALLED_ID = frozenset({"id", "아이디"})
# In a table of accounts at other services: who gave an id that is no key of a row here.
_ELSEWHERE = frozenset({"external", "provider", "social", "extern"})
# Who somebody is to a program or an employer, in a table of whatever they did.
_TELL_WHO = frozenset(
    {"user id", "userid", "member id", "employee id", "employee number", "staff number"}
    | {"staff id", "employee code", "manager id", "operator id", "counselor id", "driver id"}
    | {"dr id", "doctor id", "nurse id", "gyosu number", "prof number", "professor number"}
)
# How the values of an item are built that no rule recognises.
_BUILT = MappingProxyType(
    {"password": Form.SECRET, "user_id": Form.LOGIN, "account_id": Form.LOGIN}
)


class Naming:
    """Reads the names of fields."""

    def __init__(self, items: Mapping[str, Item], names: NameReader) -> None:
        self._items = items
        self._names = names

    def items_named(self, evidence: FieldEvidence, place: Place) -> dict[str, NameEvidence]:
        """The items that the name or comment says and the field can hold."""
        field = evidence.field
        is_key = self._is_key(evidence)
        own_name = self._names.words(field.told[-1])
        if place.keys.has_row_of(evidence, own_name):
            return {}
        read = self._names.read(field.told, field.comment, place.table, logged=field.logged)
        if not field.logged and not evidence.sampled:
            read = tuple(_as_login(entry, field) for entry in read)
        return {
            entry.item: entry
            for entry in read
            if self._fits(entry, evidence, place)
            and (not is_key or self._is_more_than_a_key(entry, field))
            and (entry.item == "name" or place.is_of_companies or not entry.company)
        }

    def witness(
        self,
        name: NameEvidence,
        evidence: FieldEvidence,
        place: Place,
        meant: Mapping[str, str],
    ) -> NameWitness | None:
        """``meant`` are the items of other fields that words of the name mean as well."""
        form = _BUILT.get(name.item)
        of_company = name.company and name.item == "name" and place.is_of_companies
        return name_witness(
            replace(name, person=None) if of_company else name,
            self._items[name.item],
            () if of_company else place.items,
            other_meaning=meant.get(name.words),
            place=self._place(name, evidence),
            built=form is not None
            and (are_built(evidence, form) or _are_keys(evidence, name.words)),
        )

    def _fits(self, name: NameEvidence, evidence: FieldEvidence, place: Place) -> bool:
        """Whether the column can hold what ``name`` says; what has fields inside is a document."""
        # Other lines of a log can have a value where some have an object: user=kim, user.name=Kim.
        is_object = at(evidence.field) in place.parents and not (
            evidence.field.logged and evidence.sampled
        )
        return can_hold(
            name,
            evidence,
            self._items[name.item],
            is_object=is_object,
            is_login=is_login(name.item),
        )

    def _is_key(self, evidence: FieldEvidence) -> bool:
        """Whether it points to another row: a number called an id, also one kept as text.

        Where adjectives follow their nouns it begins with that: ``id_card``.
        """
        words = self._names.words(evidence.field.told[-1])
        return holds_numbers(evidence) and "id" in (*words[:1], *words[-1:])

    def _is_more_than_a_key(self, name: NameEvidence, field: Field) -> bool:
        """Whether a number called an id is more by ``name``: not where a comment says id again."""
        if name.strong and name.where == "comment":
            said = self._names.words(field.comment or "")
            return _CALLED_ID.isdisjoint((*said[:1], *said[-1:]))
        return name.strong or _is_given_elsewhere(name, field)

    def _place(self, name: NameEvidence, evidence: FieldEvidence) -> str | None:
        """What the place of a generic name is called: ``number in phone numbers``."""
        _, inside, place = name.words.partition(" in ")
        if not inside or name.where != "name":
            return None
        # "person in charge" stands in the name itself.
        own = " ".join(self._names.words(evidence.field.told[-1]))
        return None if name.words in own else place


def _as_login(name: NameEvidence, field: Field) -> NameEvidence:
    """``name`` of a column without values, somebody's if it calls short texts a user's id.

    Keys that point to a user are numbers or longer: what people log in with is typed.
    """
    if name.words not in _TELL_WHO or name.where != "name":
        return name
    typed = kind_of(field.type) == "text" and is_for_short_texts(field.type)
    return replace(name, person=True, settled=True) if typed else name


def is_login(item: str) -> bool:
    """Whether an item is what people log in with."""
    return _BUILT.get(item) is Form.LOGIN


def are_built(evidence: FieldEvidence, form: Form) -> bool:
    """Whether most values have a form."""
    return 0 < evidence.sampled <= 2 * evidence.has_form(form)


def are_drawn(evidence: FieldEvidence) -> bool:
    """Whether most values are letters and digits in no order: ids of MongoDB, ULIDs, calls."""
    tokens = evidence.has_form(Form.TOKEN)
    both = min(evidence.encrypted, tokens)
    drawn = tokens if not evidence.has_form(Form.LOGIN) else both
    return drawn * 2 > evidence.sampled > 0


def _is_given_elsewhere(name: NameEvidence, field: Field) -> bool:
    """Whether a number called an id is another service's, kept as it came: provider_id.

    A column of numbers points to a row here.
    """
    of_account = name.item == "social_account" and name.words.split()[0] in _ELSEWHERE
    return of_account and kind_of(field.type) != "number"


def _are_keys(evidence: FieldEvidence, words: str) -> bool:
    """Whether most values are keys of a machine's making by which ``words`` tell who it is."""
    drawn = evidence.keys * 2 >= evidence.sampled > 0 or are_drawn(evidence)
    return drawn and tells_by_keys(words, evidence.field)
