"""What speaks for an item in a field: its name, its values, or that no value does.

The judge weighs these facts and the reasons tell them, so that a reason is what really decided.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.name_evidence import NameEvidence
from pii_scan.detect.types import kind_of
from pii_scan.model import Detection, Field
from pii_scan.rulebook import Identifier, Item

_THROUGHOUT = 0.8
_RARE = 0.05
_FEW_NUMBERS = 0.1
_MANY_FAILED = 0.1
_MOSTLY = 0.5
# Fewer different values than this are no column that could prove anything by itself.
_COLUMN_OF_VALUES = 10
# So many different values that a check turns down are not built like those that it is for.
_SEVERAL = 3

# What a server has as well, and stands in so many rows for each.
_ADDRESS = "ip_address"
_ROWS_OF_A_SERVER = 20
# Items that tell that a table is about people.
_OF_PEOPLE = frozenset(
    {"email", "phone", "birth_date", "gender", "password", "resident_registration_number"}
)
_ITEMS_BY_TYPE = (("inet", "ip_address"), ("macaddr", "mac_address"))


class Standing(Enum):
    """What makes a name say its item, or keeps it from saying so."""

    STRONG = auto()  # it names the item by itself
    TYPE = auto()  # the type of the column is made for the item
    PLACE = auto()  # a generic name in a place that is called after the item
    PERSON = auto()  # the words around it are a person's
    OTHER_MEANING = auto()  # another field has the other meaning of its words
    NEIGHBOUR = auto()  # an item that goes with this one is in the same place
    PEOPLE = auto()  # an item in the same place tells that it is about people
    UNKNOWN_WORDS = auto()  # it stands beside words that are not known
    COMMON = auto()  # nothing tells whose it is
    VALUES = auto()  # its values are built like those of the item


class Silence(Enum):
    """Why no value speaks for an item that a name speaks for."""

    NO_VALUES = auto()
    NOT_READ = auto()  # there may be values, but they could not be read
    INSIDE = auto()  # its values are those of the fields inside it
    MASKED = auto()  # all values were taken out, and something stands for them
    ENCRYPTED = auto()  # most values look encrypted or hashed
    KEYS = auto()  # most values are UUIDs: keys of a machine's making
    TOKENS = auto()  # most values are letters and digits in no order, which may stand for it
    OTHER = auto()  # most values have forms that no value of the item has
    FLAGS = auto()  # all values are words for yes, no and nothing
    NO_RULE = auto()  # no rule recognises the item
    NO_FORM = auto()  # only hashes of the item have a form: a password
    UNKNOWN_FORM = auto()  # none of the known forms, and the item has others
    CONTRADICTED = auto()  # none of the forms, and the rules cover them all


UNSURE = frozenset({Standing.UNKNOWN_WORDS, Standing.COMMON})
"""Where nothing tells that what a name may mean is a person's."""


@dataclass(frozen=True, slots=True)
class NameWitness:
    """A name, comment or type (``where``) whose ``words`` speak for an item.

    ``helper`` is the item in the same place that ``standing`` speaks of, ``place`` what the place
    of a generic name is called.
    """

    words: str
    where: str
    standing: Standing
    helper: str | None = None
    place: str | None = None

    @property
    def is_strong(self) -> bool:
        """Whether it names the item by itself."""
        return self.standing is Standing.STRONG

    @property
    def is_unsure(self) -> bool:
        """Whether nothing tells that it is a person's."""
        return self.standing in UNSURE


@dataclass(frozen=True, slots=True)
class ValueWitness:
    """One rule that some of ``sampled`` values match.

    ``named`` says whether a name speaks for the same item, ``unsure`` whether nothing tells that
    such a name is a person's; where none does, ``against`` is the phrase of the field's name that
    speaks against the rule.
    """

    detection: Detection
    identifier: Identifier
    sampled: int
    named: bool
    unsure: bool
    against: str | None

    @property
    def is_throughout(self) -> bool:
        """Whether nearly all values are nothing else."""
        return self.detection.whole >= _THROUGHOUT * self.sampled

    @property
    def fills_column(self) -> bool:
        """Whether that holds for enough different values to be a column of them."""
        return self.is_throughout and self.detection.distinct >= _COLUMN_OF_VALUES

    @property
    def needs_no_name(self) -> bool:
        """Whether the values prove the item by themselves."""
        kind = self.identifier.evidence
        return kind == "alone" or (kind == "column" and self.fills_column)

    @property
    def is_of_words(self) -> bool:
        """Whether the check of a rule for columns proves none of several: ranks are no names."""
        detection = self.detection
        several = detection.tested >= _SEVERAL
        return self.identifier.evidence == "column" and several and not detection.proven

    @property
    def passed(self) -> int:
        """How many different values passed the check: a rule for columns counts what it proves.

        What a check can neither prove nor turn down goes with what it can: where no more are
        proven than by chance, order numbers of this year are no residents born in it.
        """
        detection, identifier = self.detection, self.identifier
        failed = detection.tested - detection.passed
        if identifier.evidence == "column":
            return detection.proven
        if not identifier.proves or failed < _MANY_FAILED * detection.tested:
            return detection.passed
        lucky = lucky_share(detection.proven + failed, detection.proven, identifier.chance)
        return detection.proven if lucky >= _MOSTLY else detection.passed

    @property
    def may_be_lucky(self) -> bool:
        """Whether the rule has a check that some look-alikes pass, and not all."""
        return bool(self.identifier.validator) and 0 < self.identifier.chance < 1

    @property
    def is_checked(self) -> bool:
        """Whether it counts how many passed: what a column rule does not prove, a name may.

        A name that nothing tells of may not: a category called 하의 is no person.
        """
        proves_columns = self.identifier.evidence == "column"
        certain = not proves_columns or self.passed == self.detection.passed
        return self.may_be_lucky and (certain or self.unsure or not self.named)

    @property
    def may_prove_more(self) -> bool:
        """Whether a name speaks for all values, and a check may prove enough of them as well."""
        return self.may_be_lucky and not self.is_checked

    @property
    def by_luck(self) -> float:
        """The share of the passed ones, 0 to 1, that ``lucky_share`` takes for look-alikes."""
        return lucky_share(self.detection.tested, self.passed, self.identifier.chance)

    @property
    def proves_too_few(self) -> bool:
        """Whether the check proves fewer in this column than it would of real values."""
        least = self.identifier.proves * self.detection.distinct
        return self.fills_column and self.detection.proven < least

    @property
    def is_spoken_against(self) -> bool:
        """Whether the name, or all values together, say it is something else."""
        return not self.named and (self.against is not None or self.proves_too_few)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """All that speaks for one item in one field.

    ``alone`` prove it by themselves, ``beside_name`` count because of the name. ``silence`` is
    None where any value matches; ``others`` is how many are something else.
    """

    evidence: FieldEvidence
    item: str
    name: NameWitness | None
    alone: tuple[ValueWitness, ...]
    beside_name: tuple[ValueWitness, ...]
    silence: Silence | None
    others: int = 0

    @property
    def matching(self) -> tuple[ValueWitness, ...]:
        """The rules that count."""
        return (*self.alone, *self.beside_name)

    @property
    def is_filled_as_named(self) -> bool:
        """Whether a name says the item and nearly all values have its form."""
        strong = self.name is not None and self.name.is_strong
        return strong and any(value.is_throughout for value in self.matching)

    def is_part_of(self, filling: Witnesses) -> bool:
        """Whether all values of this item are parts of what ``filling``, as named, fills.

        (01) 45.55.76.44 is a phone number and no address. What stands in a few values of another
        form is no part of them.
        """
        whole = max(value.detection.whole for value in filling.matching)
        elsewhere = filling.evidence.sampled - whole
        around = {value.detection.identifier for value in filling.matching}
        return self.name is None and all(
            not value.detection.whole
            and value.detection.matched > 2 * elsewhere
            and around.isdisjoint(value.identifier.inside)
            for value in self.matching
        )

    def is_ambiguous_in(self, filling: Witnesses) -> bool:
        """Whether the values of this item are those that ``filling``, as named, fills as well.

        88.60.12.34 is a French phone number in a column of them. A checksum tells them apart.
        """
        if self.name or not all(v.detection.whole and not v.may_be_lucky for v in self.matching):
            return False
        counts = self.evidence.items
        both = counts[filling.item].matched + counts[self.item].matched - self.evidence.sampled
        return both >= _THROUGHOUT * counts[self.item].matched

    @property
    def is_chance_among_numbers(self) -> bool:
        """Whether a few numbers of a column of numbers look like the item: it holds one kind."""
        return (
            self.name is None
            and kind_of(self.evidence.field.type) == "number"
            and all(v.detection.matched < _FEW_NUMBERS * v.sampled for v in self.matching)
        )

    @property
    def is_a_server_in_texts(self) -> bool:
        """Whether all that speaks for the item is one address or two, over and over inside texts.

        A table of recordings has the host of a link in each row; people have each their own.
        """
        return (
            self.item == _ADDRESS
            and self.name is None
            and not self.evidence.field.logged
            and all(
                not v.detection.whole
                and v.detection.distinct * _ROWS_OF_A_SERVER <= v.detection.matched
                for v in self.matching
            )
        )

    @property
    def is_rare_and_unproven(self) -> bool:
        """Whether no name speaks for the few values there are, and nothing in them proves it.

        In a column filled with accounts, as it is called, one may begin like a phone number.
        """
        return self.name is None and all(
            not value.detection.proven and value.detection.matched < _RARE * value.sampled
            for value in self.matching
        )

    @property
    def telling(self) -> tuple[ValueWitness, ...]:
        """Those of them that say how sure it is.

        Where the values of a column are no public addresses but versions, the few among them
        that could be private ones are no addresses either.
        """
        doubted = any(value.is_spoken_against for value in self.matching)
        return tuple(
            value
            for value in self.matching
            if not doubted or value.is_spoken_against or value.detection.proven
        )


def name_witness(
    name: NameEvidence,
    item: Item,
    neighbours: Collection[str],
    *,
    other_meaning: str | None,
    place: str | None,
    built: bool = False,
) -> NameWitness | None:
    """What ``name`` says of ``item``; None where it says nothing.

    ``neighbours`` are the items of other fields in the same place, ``other_meaning`` the one of
    them that the words of the name mean as well, ``place`` what a generic name's place is called.
    ``built`` is True where most values are built as those of the item are.
    """
    neighbour = next((other for other in item.neighbours if other in neighbours), None)
    people = next(iter(sorted(_OF_PEOPLE.intersection(neighbours))), None)
    person = True if other_meaning else name.person
    helper = None
    if name.strong:
        standing = Standing.STRONG
    elif built and name.settled:
        standing = Standing.VALUES
    elif name.beside or person is False:
        if not name.beside or neighbour is None:
            return None
        standing, helper = Standing.NEIGHBOUR, neighbour
    elif not name.settled:
        standing = Standing.UNKNOWN_WORDS
    elif other_meaning:
        standing, helper = Standing.OTHER_MEANING, other_meaning
    elif person:
        by_type = Standing.TYPE if name.where == "type" else Standing.PERSON
        standing = Standing.PLACE if place else by_type
    elif neighbour:
        standing, helper = Standing.NEIGHBOUR, neighbour
    elif people:
        standing, helper = Standing.PEOPLE, people
    else:
        standing = Standing.COMMON
    return NameWitness(name.words, name.where, standing, helper, place)


def taken_meanings(
    names: Mapping[str, NameEvidence], neighbours: Collection[str]
) -> Mapping[str, str]:
    """Meanings of a name that another field has, where it has a second: item → words.

    ``user_name`` is a login, but beside a ``user_id`` it is the name of a person.
    """
    return {
        item: entry.words
        for item, entry in names.items()
        if item in neighbours
        and any(
            other not in neighbours and second.words == entry.words
            for other, second in names.items()
        )
    }


def by_type(field: Field) -> dict[str, NameEvidence]:
    """What the type of a column says where its name says nothing: ``inet`` is an address."""
    return {
        item: NameEvidence(
            item, strong=False, person=True, settled=True, words=prefix, where="type"
        )
        for prefix, item in _ITEMS_BY_TYPE
        if (field.type or "").lower().startswith(prefix)
    }


def lucky_share(tested: int, passed: int, chance: float) -> float:
    """The share of ``passed`` candidates, 0 to 1, that must be taken for look-alikes.

    Those of ``tested`` that failed are look-alikes for certain, and for each of them ``chance /
    (1 - chance)`` look-alikes passed, give or take two standard deviations of that number
    (Poisson). ``chance`` is between 0 and 1; where none passed, the share is 1.
    """
    if not passed:
        return 1.0
    lucky = (tested - passed) * chance / (1 - chance)
    return min(1.0, (lucky + 2 * math.sqrt(lucky)) / passed)
