"""What the name of a field says about the item it holds.

A name is split into words by case, separators, script and vocabulary (``mb_hp``, ``userEmail``,
``회원휴대폰번호``), short forms are replaced, and whole words are compared with the phrases of
items.yaml. The last phrase is the head: ``company_phone`` is a phone, ``phone_company`` is not.
Words behind the head decide whether the field holds the item (``phone_no``) or something about it
(``email_verified``). Whole words, because ``zip_code`` and ``description`` contain "ip".
A column that says little is read with its place: ``number`` in ``phone_numbers``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from pii_scan.detect.containers import SAYS_NOTHING, behind_place, place_of, tables_in, without_data
from pii_scan.detect.kinds import lists_addresses, lists_kinds, lists_places
from pii_scan.detect.log_names import as_logged, is_of_a_program, with_what_tells
from pii_scan.detect.name_comments import as_ids, is_about, said_anew, settled_by, what_it_is
from pii_scan.detect.name_evidence import NameEvidence
from pii_scan.detect.name_meanings import (
    CONTACT,
    ITEMS_OF_ANIMALS,
    PAYING,
    is_machine,
    is_of_an_animal,
    is_other_card,
    is_whom,
    lists_things,
    phrases_meant,
    says_of_whom,
)
from pii_scan.detect.name_questions import asked_for
from pii_scan.detect.name_tables import ID, as_in_table
from pii_scan.detect.name_vocabulary import NameVocabulary, Phrase
from pii_scan.detect.table_uses import are_paid, who_is_called
from pii_scan.detect.tables import TableWords, shared_ends, told_by
from pii_scan.detect.types import kind_of
from pii_scan.detect.whose import SHORTEST_UNKNOWN
from pii_scan.detect.words import singular
from pii_scan.keys import is_data
from pii_scan.model import Field
from pii_scan.rulebook import Rulebook

_LONGEST_COMMENT_WORDS = 6
# An item that is a yes or no may be asked for: is_pregnant, has_children; a gender has an id.
_ASKING = frozenset({"is", "has", "id"})
# One of several is chosen, and has what they have: default_address_city.
_CHOSEN = ("default", "address")
# What programs have one of, which they call after themselves: myapp_session among cookies.
_OF_PROGRAMS = frozenset({"session_token"})
_NAME = ("name",)
# 선수명 is as clear as 회원명.
_NAMED = ("명",)
# An amount is a payment where people order and pay, and may be anything elsewhere.
_AMOUNTS = frozenset({("amount",), ("total", "amount"), ("order", "amount")})
_TOTALS = frozenset({("total",), ("grand", "total"), ("order", "total"), ("total", "price")})
# What people order has a weight, as what is sent to them.
_GOODS_DEALT = PAYING | {"shipment", "delivery", "parcel", "배송"}
# Whom to call in need has nothing to do with companies, as a contact's name has.
_IN_NEED = ("emergency",)
_A_PERSON = "person"
_AN_OFFER = "product"
# What ships logs and what calls come in at is called an agent, too: agent.type is no browser.
_NO_PLACES = frozenset({("agent",)})
_NOTHING_SHARED = TableWords()
_FIELDS_KNOWN = 32_768


def name_reader(rulebook: Rulebook) -> NameReader:
    """A reader of names with the words of ``rulebook``."""
    return NameReader(
        rulebook.made_of_ours(
            "name_vocabulary", lambda: NameVocabulary(rulebook.items, rulebook.name_words)
        )
    )


class NameReader:
    """The vocabulary of items.yaml and names.yaml, ready to read names."""

    def __init__(self, vocabulary: NameVocabulary) -> None:
        self._known = vocabulary
        # A field is read once by itself and twice beside its neighbours.
        self._read_once = lru_cache(maxsize=_FIELDS_KNOWN)(self._read)

    def words(self, name: str) -> tuple[str, ...]:
        """``name`` as whole lower-case words, short forms replaced; numbers are words too."""
        return self._known.cutter.words(name)

    def table_words(self, paths: Sequence[Sequence[str]]) -> TableWords:
        """What the columns of one table tell of it, and what they are all called after.

        A word that names an item is none: ``email_sent``, ``email_opened``. The last word must
        be in the table's name as well.
        """
        columns = [self.words(path[-1]) for path in paths]
        of_companies = any(map(self._is_of_a_company, columns))
        table_words = [word for part in paths[0][:-1][-1:] for word in self.words(part)]
        told = replace(
            told_by(columns, [path[-1] for path in paths]),
            of_companies=of_companies,
            of_kinds=lists_kinds(table_words, columns, self._known.person),
            of_addresses=lists_addresses(place_of(tuple(table_words)), columns, self._known),
            of_places=lists_places(table_words, columns, self._known.person),
            of_machines=is_machine(place_of(tuple(table_words))),
            are_paid=are_paid(place_of(tuple(table_words)), columns),
            called=who_is_called(columns, self._known.thing),
        )
        table = {singular(word) for part in paths[0][:-1] for word in self.words(part)}
        first, last = shared_ends(columns)
        return replace(
            told,
            first=None if first is None or (first,) in self._known.phrases else first,
            last=last if last is not None and self._is_of_table(last, table) else None,
        )

    def _is_of_table(self, last: str, table: Collection[str]) -> bool:
        """Whether the ``last`` word of columns is their table's, and no item: ``cc_email`` is."""
        names_item = any(phrase.strong for phrase in self._known.phrases.get((last,), ()))
        return not names_item and singular(last) in table and last not in self._known.about

    def _is_of_a_company(self, words: tuple[str, ...]) -> bool:
        """Whether a column is one that only tables about companies have: ``industry``."""
        ends = (start for start in range(len(words)) if words[start - 1 : start] != _IN_NEED)
        return any(words[start:] in self._known.company for start in ends)

    def read(
        self,
        path: Sequence[str],
        comment: str | None,
        table: TableWords = _NOTHING_SHARED,
        *,
        logged: bool = False,
    ) -> tuple[NameEvidence, ...]:
        """What the last part of ``path`` and the comment say: each item's strongest evidence.

        The parts before the last (table, log, JSON parents) are context only. A JSON path
        (``user.contact.phone``) is read by its last key with the keys before it as context.
        ``logged`` is True for the key of a log, whose name is no context.
        """
        return self._read_once(tuple(path), comment, table, logged)

    def _read(
        self,
        path: tuple[str, ...],
        comment: str | None,
        table: TableWords,
        logged: bool,  # noqa: FBT001  a cache tells arguments by their places
    ) -> tuple[NameEvidence, ...]:
        *containers, last = path
        *parents, key = re.split(r"[.\[\]]+", last.rstrip(".[]")) if last else [""]
        tables = tables_in(containers, logged=logged)
        parents = with_what_tells(parents, logged=logged)
        context = [
            word
            for part in (*tables, *parents)
            for word in without_data(self.words(part))
            if word not in SAYS_NOTHING
        ]
        if table.of_people:
            context.append(_A_PERSON)
        elif table.of_offers and not self._known.people.are_named(context):
            context.append(_AN_OFFER)
        places = [place_of(self.words(part)) for part in (*tables, *parents) if part]
        whole = self._known.spelled_out(self.words(key), tables)
        evidence: list[NameEvidence] = []
        for words in dict.fromkeys(
            (table.removed(whole), whole, self._known.behind_initial(whole, tables))
        ):
            evidence = evidence or list(self._within_place(words, places))
            evidence = evidence or list(self._judge(words, context, "name"))
            if all(entry.person is not True and not entry.strong for entry in evidence):
                rest = behind_place(words, places)
                evidence = list(self._within_place(rest, places)) or evidence
            if all(entry.person is False and not entry.strong for entry in evidence):
                goods = self._known.people.is_dealt(context, _GOODS_DEALT)
                beside = self._beside_others(words)
                evidence = [e for e in beside if not (goods and e.item == "health")] or evidence
        if evidence and not any(entry.settled for entry in evidence) and (asked := asked_for(key)):
            evidence = list(self._judge(self.words(asked), context, "name")) or evidence
        if logged:
            evidence = as_logged(evidence, key, whole, parents, places)
            versioned = last.rpartition(".")[0] in table.versioned
            evidence = [e for e in evidence if not (versioned and is_of_a_program(whole, places))]
        if comment:
            evidence = self._with_comment(whole, evidence, comment, context)
            told = self.words(what_it_is(comment))
            evidence = evidence or list(self._within_place(told, places, "comment"))
        # A line of a log tells of whoever came with the client.
        own = table.of_appliance and not parents
        inside = replace(
            table,
            of_clients=table.of_clients and not logged,
            of_appliance=own,
            of_kinds=table.of_kinds and not logged and not parents,
            of_addresses=table.of_addresses and not logged and not parents,
            of_places=table.of_places and not logged and not parents,
            of_machines=table.of_machines and not logged and not parents,
        )
        evidence = as_in_table(evidence, whole, key, context, inside)
        best: dict[str, NameEvidence] = {}
        for entry in sorted(evidence, key=attrgetter("sureness"), reverse=True):
            best.setdefault(entry.item, entry)
        strong_first = sorted(evidence, key=lambda entry: not entry.strong)
        return tuple(best[item] for item in dict.fromkeys(entry.item for entry in strong_first))

    def _with_comment(
        self,
        name: tuple[str, ...],
        evidence: list[NameEvidence],
        comment: str,
        context: Sequence[str],
    ) -> list[NameEvidence]:
        """``evidence`` of a name as the comment beside it means it, and what that says itself."""
        words = self.words(what_it_is(comment))
        if is_of_an_animal(words, self._known.people):
            evidence = [entry for entry in evidence if entry.item not in ITEMS_OF_ANIMALS]
        if not 0 < len(words) <= _LONGEST_COMMENT_WORDS:
            return evidence
        said = as_ids(list(self._judge(words, context, "comment")), name)
        if not evidence and not said:
            beside = self._beside_others(words, "comment")
            said = [entry for entry in beside if entry.words == " ".join(words)]
        elif not words[-1].isascii() and self._known.phrases.get(words) == []:
            # What a drug is called is nobody's, but it is in a prescription.
            evidence = [entry for entry in evidence if entry.is_by_place]
        elif not said and is_about(words, self._known.thing):
            evidence = [entry for entry in evidence if entry.strong]
        meant = settled_by(said, evidence)
        return [*meant, *said_anew(said, meant)]

    def items_named(self, field: Field) -> frozenset[str]:
        """The items that a field's name or comment is any evidence for."""
        found = self.read(field.told, field.comment, logged=field.logged)
        named = frozenset(entry.item for entry in found)
        # What a column of texts called id is, its table says: built like logins it may be one.
        is_text = not field.logged and kind_of(field.type) == "text"
        is_id = is_text and self.words(field.told[-1]) == ID
        return named | {"user_id"} if is_id else named

    def names_item(self, key: str) -> bool:
        """Whether a key of a log is any evidence for an item."""
        return not is_data(key) and bool(self.items_named(Field("", ("", key), logged=True)))

    def unknown_words(self, name: str) -> tuple[str, ...]:
        """The words of ``name`` that are not in the vocabulary."""
        return tuple(word for word in self.words(name) if word not in self._known.vocabulary)

    def _within_place(
        self, words: tuple[str, ...], places: Sequence[tuple[str, ...]], where: str = "name"
    ) -> Iterable[NameEvidence]:
        """What a generic name or comment is in a place that is called after an item."""
        place = places[-1] if places else ()
        if not place or words == place or place in _NO_PLACES or self._lists(place, words):
            return
        known = tuple(word for word in words if word in self._known.vocabulary)
        if known not in self._known.generic:
            return
        for phrase in self._called_after(place):
            told = known if phrase.item in _OF_PROGRAMS else words
            if told in self._known.within[phrase.item]:
                yield NameEvidence(
                    item=phrase.item,
                    strong=False,
                    person=True,
                    settled=True,
                    words=f"{' '.join(told)} in {' '.join(place)}",
                    where=where,
                )

    def _lists(self, place: tuple[str, ...], words: tuple[str, ...]) -> bool:
        """Whether a place is a list of what ``words`` call: ``city`` in ``cities``."""
        one = (*place[:-1], singular(place[-1]))
        return one[-len(words) :] == words and words[-1] in self._known.thing

    def _called_after(self, place: tuple[str, ...]) -> Sequence[Phrase]:
        """The items that a table or object is called after."""
        while len(place) > 1 and place[-1].isdigit():
            place = place[:-1]
        head = self._known.head(place)
        ends = head is not None and all(word in self._known.neutral for word in place[head[1] :])
        named = [
            phrase
            for phrase in (head[2] if head and ends else ())
            if head
            and (phrase.strong or not lists_things(phrase.item, place))
            and not self._known.people.are_goods_with(phrase.item, place[: head[0]])
            and not is_other_card(phrase.item, place[: head[0]])
        ]
        for start in range(len(place)):
            found = [
                phrase
                for last in dict.fromkeys((place[-1], singular(place[-1])))
                for phrase in self._known.places.get((*place[start:-1], last), ())
                if not is_other_card(phrase.item, place[:start])
            ]
            if found and not any(self._is_of_a_thing(word) for word in place[:start]):
                return (*found, *named)
        return named

    def _is_of_a_thing(self, word: str) -> bool:
        """Whether ``word`` before what a place is called makes it another: ``price_log``.

        The tables of a program have a prefix, which may be short for anything: ``cc_call``.
        """
        is_prefix = word.isascii() and len(word) < SHORTEST_UNKNOWN
        return (
            word in self._known.thing
            or word in self._known.about
            or ((word,) in self._known.phrases and not is_prefix)
        )

    def _beside_others(self, words: tuple[str, ...], where: str = "name") -> Iterable[NameEvidence]:
        """What a name with no item of its own may be beside a neighbour of an item."""
        for start in range(len(words)):
            for phrase in self._known.beside.get(words[start:], ()):
                if all(self._is_prefix(word) for word in words[:start]):
                    yield NameEvidence(
                        item=phrase.item,
                        strong=False,
                        person=None,
                        settled=True,
                        words=" ".join(words[start:]),
                        where=where,
                        beside=True,
                    )

    def _is_prefix(self, word: str) -> bool:
        """Whether ``word`` before a name leaves its meaning: a person, or a table's short form."""
        return (
            word in self._known.person
            or word in self._known.neutral
            or (word not in self._known.vocabulary and len(word) < SHORTEST_UNKNOWN)
        )

    def _judge(
        self, words: tuple[str, ...], context: Sequence[str], where: str
    ) -> Iterable[NameEvidence]:
        head = self._known.head(words)
        if head is None:
            return
        start, end, phrases = head
        before, behind = words[:start], words[end:]
        about = (
            self._known.about_before.intersection((before[0], before[-1]))
            if before
            else frozenset()
        )
        if words[:2] == _CHOSEN and end > len(_CHOSEN):
            about = frozenset()
        of_whom = any(map(is_whom, behind))
        person = of_whom or self._known.people.whose(before, context)
        if (
            person
            and words[start:end] == _NAME
            and self._known.people.is_of_either(before, context)
        ):
            person = None
        beside = False
        is_amount = words[start:end] in _AMOUNTS or words[start:end] in _TOTALS
        if is_amount and self._known.thing.isdisjoint(before):
            dealing = self._known.dealing if words[start:end] in _AMOUNTS else PAYING
            person = True if self._known.people.is_dealt((*context, *before), dealing) else None
            beside = not person
        phrases = phrases_meant(phrases, words[start:end], before, context, self._known.people)
        known = not any(self._known.people.is_unknown(word) for word in before)
        # Anything in a table of people may have a name: PRGRM_NM, FOO_NAME.
        by_whom = of_whom or self._known.people.whose(before, ())
        bare = words[start:end] == _NAME and not by_whom
        for phrase in phrases:
            rest = [
                word
                for word in behind
                if word not in self._known.behind[phrase.item] and not says_of_whom(word)
            ]
            if about and not (phrase.item in self._known.asked and about <= _ASKING):
                continue
            if any(word in self._known.about for word in rest):
                continue
            settled = all(word in self._known.neutral or word.isdigit() for word in rest)
            of_thing = person is False and (
                words[start:end] in self._known.shared[phrase.item]
                or self._known.people.may_be_a_thing_s(phrase.item, words, context)
            )
            somebody = (
                phrase.item == "name"
                and words[start:end] != CONTACT
                and self._known.people.is_somebody(words[end - 1], person, context)
            )
            whose = True if somebody else person
            yield NameEvidence(
                item=phrase.item,
                strong=(phrase.strong or (by_whom is True and words[start:end] == _NAMED))
                and settled
                and not of_thing,
                person=whose,
                settled=settled and (phrase.strong or known or (whose is True and not bare)),
                words=" ".join(words[start:end]),
                where=where,
                beside=beside,
            )
