"""What the values of a field say: matches counted per rule, with no value kept.

Values come in (``Evidence.add``), counts come out (``Evidence.results``). Rules whose values prove
an item by themselves see every value, and a value that several claim goes to the most certain
one. Rules that need a name beside them see only the fields that are named so, and claim nothing.
Rules for whole columns see every value, and claim nothing either.
"""

from __future__ import annotations

import collections
import datetime as dt
import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

from pii_scan.detect.batch_counts import BatchCounts
from pii_scan.detect.batches import Batch, Batches, normal
from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.counting import Counter
from pii_scan.detect.forms import Form, FormCounter
from pii_scan.detect.matches import EvidenceKind, Match, settle, takes
from pii_scan.detect.pattern_threads import PatternThreads
from pii_scan.detect.person_keys import PersonKeys
from pii_scan.detect.reading import Reader
from pii_scan.detect.recognizers import Recognizers
from pii_scan.detect.shaped import BatchTexts
from pii_scan.detect.tally import ItemCount, Tally
from pii_scan.memory import give_back_memory
from pii_scan.model import Detection, Field, Sample, Skipped
from pii_scan.rulebook import Rule

# So many batches are looked at at a time: what each needs in between is larger than it is, and of
# long texts, of which fewer rows fill one, many times as large.
_IN_WORK = 3
_IN_WORK_OF_LONG_TEXTS = 2
_FEW_ROWS = 60_000
_IN_WORK_OF_VERY_LONG_TEXTS = 1
_VERY_FEW_ROWS = 10_000
# What is left at the end is shared out, since nothing else is left to do.
_PARTS_OF_REST = 2
# Where lines of logs are taken apart meanwhile, which takes memory as well.
_IN_WORK_OF_LOGS = 2
# An e-mail address in the name of a file ends as the file does: kim@example.com.log.
_ADDRESS_IN_NAME = re.compile(r"[^\s/\\@]+@[^\W\d_][\w-]*(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """What is known of one field's ``sampled`` values.

    ``encrypted`` of them look it; ``flags`` are words for yes, no and nothing, which are no item;
    ``keys`` are UUIDs.
    ``detections`` are by identifier, ``items`` by item. ``forms`` are how many values have which
    Form; there are none where no name speaks for an item. ``seen`` are the first and last day of
    its values, where they are known.
    """

    field: Field
    sampled: int
    encrypted: int
    flags: int
    keys: int
    detections: Mapping[str, Detection]
    items: Mapping[str, ItemCount]
    forms: Mapping[str, int] = dataclass_field(default_factory=dict)
    seen: tuple[dt.date, dt.date] | None = None

    def has_form(self, *forms: Form) -> int:
        """How many values have one of ``forms``, which hardly a value has two of."""
        return sum(self.forms.get(form, 0) for form in forms)


@dataclass(frozen=True, slots=True)
class Claim:
    """One match of a rule in a text, from ``start`` up to ``end`` in characters after NFKC.

    ``counts`` is False where its rule needs a name that the field does not have; ``taken_by`` is
    the rule that has a better claim to the same text.
    """

    identifier: str
    start: int
    end: int
    score: float
    proven: bool
    counts: bool
    taken_by: str | None


_TallyKey = tuple[str, tuple[str, ...], str]


def _key(field: Field) -> _TallyKey:
    return field.source, field.path, field.origin


_InWork = tuple[Batch, "Future[BatchCounts]"]
_FinderKey = tuple[EvidenceKind, str]
"""What the rules of a finder need beside values, and their item; empty where all share one."""

_ALONE: _FinderKey = ("alone", "")


def _finder_keys(rule: Rule) -> tuple[_FinderKey, ...]:
    identifier = rule.identifier
    match identifier.evidence:
        case "alone":
            return (_ALONE,)
        case "column":
            return (("column", identifier.item), ("name", identifier.item))
        case "name":
            return (("name", identifier.item),)


def _most_in_work(batch: Batch) -> int:
    """How many batches like this one are looked at at a time."""
    if batch.values.height < _VERY_FEW_ROWS:
        return _IN_WORK_OF_VERY_LONG_TEXTS
    if batch.values.height < _FEW_ROWS:
        return _IN_WORK_OF_LONG_TEXTS
    return _IN_WORK_OF_LOGS if batch.fields[0].logged else _IN_WORK


class Evidence:
    """Adds up samples; holds counts and hashes of values, and values until they are counted."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        items_named: Callable[[Field], Collection[str]],
        load_recognizers: Callable[[], Recognizers],
        sketch_key: int = 0,
        workers: Executor | None = None,
        unknown_words: Callable[[str], Iterable[str]] = lambda name: (name,),
    ) -> None:
        """``items_named`` gives the items that a field's name speaks for.

        ``unknown_words`` gives those words of a name that no field is named with: one could be a
        person.

        ``sketch_key`` is what sketches of different values are keyed with where they are saved.

        ``load_recognizers`` is called with the first candidate: it takes a second or two.

        ``workers``, threads, look at what was added while more is read.
        """
        self._rules = rules
        self._items_named = items_named
        self._tallies: dict[_TallyKey, Tally] = {}
        self._others: collections.Counter[_TallyKey] = collections.Counter()
        self._sketch_key = sketch_key
        self._batches = Batches()
        self._workers = workers
        self._person_keys = PersonKeys(unknown_words)
        self._in_work: collections.deque[_InWork] = collections.deque()
        # Patterns stay compiled in threads of their own, which are worth it for whole scans.
        threads = PatternThreads(own=workers is not None)
        self._reader = Reader(rules, load_recognizers, threads)
        self._counter = Counter(rules)
        self._forms = FormCounter(items_named, threads)
        groups: dict[_FinderKey, list[Rule]] = {}
        for rule in rules.values():
            for key in _finder_keys(rule):
                groups.setdefault(key, []).append(rule)
        self._finders = {key: CandidateFinder(group, threads) for key, group in groups.items()}
        if workers is not None:
            self._finders[_ALONE].prepare()  # for ``hidden``, while the first values are read

    def add(self, samples: Iterable[Sample]) -> None:
        """Count what the values of ``samples`` match. Several samples of one field add up.

        Values wait until there are enough for the native pass to be worth its start. A sample's
        values can be a Column, which no dict is made of.
        """
        for sample in samples:
            field = sample.field
            self._tallies.setdefault(_key(field), Tally(field))
            if sample.others:
                self._others[_key(field)] += sample.others
            for batch in self._batches.add(sample):
                self._look_at(batch)

    def _look_at(self, batch: Batch) -> None:
        """Have a batch counted; batches are added in their order, as soon as room is needed."""
        if self._workers is None:
            self._add(batch, self._counted(batch))
            return
        # Rules and the batches before left 20 to 35 MB of holes.
        give_back_memory()
        while len(self._in_work) >= _most_in_work(batch):
            self._add_next()
        self._in_work.append((batch, self._workers.submit(self._counted, batch)))

    def _look_at_rest(self) -> None:
        """Have all that waits counted, by both workers where there are any."""
        for batch in self._batches.rest(1 if self._workers is None else _PARTS_OF_REST):
            self._look_at(batch)

    def _add_all(self) -> None:
        while self._in_work:
            self._add_next()

    def _add_next(self) -> None:
        """Raises what counting the batch raised."""
        batch, future = self._in_work.popleft()
        self._add(batch, future.result())

    def _add(self, batch: Batch, counts: BatchCounts) -> None:
        counts.add_to([self._tallies[_key(field)] for field in batch.fields])

    def _counted(self, batch: Batch) -> BatchCounts:
        texts = BatchTexts(batch)
        readers: dict[_FinderKey, list[int]] = {}
        for index, field in enumerate(batch.fields):
            for key in self._finders_of(field):
                readers.setdefault(key, []).append(index)
        finders = [(f, readers[key]) for key, f in self._finders.items() if key in readers]
        forms = self._forms.count(batch, texts)
        return self._counter.count(batch, texts, self._reader.read(texts, finders), forms)

    def _finders_of(self, field: Field) -> list[_FinderKey]:
        """The rules that a field's values are put before."""
        named = self._items_named(field)
        return [
            (evidence, item)
            for evidence, item in self._finders
            if evidence == "alone" or (item in named) is (evidence == "name")
        ]

    def hidden(self, texts: Iterable[str]) -> dict[str, str]:
        """Each of ``texts``, names and comments of places, with the values in it as ``*``."""
        unique = dict.fromkeys(texts, 1)
        if not unique:
            return {}
        normals = list(dict.fromkeys(map(normal, unique)))
        matches = self._reader.matches_in(self._finders[_ALONE], normals)
        return {
            text: _ADDRESS_IN_NAME.sub("*", _without(normal(text), matches) or text)
            for text in unique
        }

    def hidden_skips(self, skips: Sequence[Skipped], of_files: Container[str]) -> list[Skipped]:
        """``skips`` with the values and people in their locations as ``*``.

        The locations of the sources ``of_files`` are paths, which can be named after people.
        """
        self._look_at_rest()  # by others, meanwhile
        own = [skip.field for skip in skips if skip.field]
        # What stands beside them tells which keys are people.
        beside = [tally.field for tally in self._tallies.values()] if own else []
        paths = self._person_keys.paths_without([*own, *beside])
        without = self._person_keys.file_without
        shown = [
            ".".join(paths[skip.field])
            if skip.field
            else without(skip.location)
            if skip.source in of_files
            else skip.location
            for skip in skips
        ]
        keys = [".".join(paths[skip.field][1:]) if skip.field else "" for skip in skips]
        hidden = self.hidden([*shown, *keys])
        return [
            replace(
                skip,
                location=hidden[location],
                field=None,
                left_out=skip.left_out and replace(skip.left_out, key=hidden[key]),
            )
            for skip, location, key in zip(skips, shown, keys, strict=True)
        ]

    def claims(self, field: Field, text: str) -> list[Claim]:
        """Every match in ``text``, a value of ``field``, in its order, and what became of it.

        Rules that count only beside a name are asked as well, whatever the field is called. Adds
        nothing to the results.
        """
        text = normal(text)
        # The rules for whole columns are among those beside a name as well.
        finders = [f for (evidence, _), f in self._finders.items() if evidence != "column"]
        matches = [
            match
            for finder in finders
            for match in self._reader.matches_in(finder, [text]).get(text, ())
        ]
        named = self._items_named(field)
        counting = [match for match in matches if match.evidence == "alone" or match.item in named]
        settled = settle(counting, self._rules)
        return [
            Claim(
                match.identifier,
                match.start,
                match.end,
                match.score,
                proven=match.proven,
                counts=match in counting,
                taken_by=next(
                    (
                        claim.identifier
                        for claim in settled
                        if match in counting
                        and match not in settled
                        and takes(claim, match, self._rules)
                    ),
                    None,
                ),
            )
            for match in sorted(matches, key=lambda match: (match.start, match.end))
        ]

    def results(self) -> list[FieldEvidence]:
        """The evidence of every field added so far, in the order they came.

        A value that stands in the name, comment or type of a field is hidden there.
        """
        together: dict[tuple[str, tuple[str, ...]], Tally] = {}
        for tally in self._with_hidden_names():
            place = tally.field.source, tally.field.path
            if place in together:
                whole = Tally(tally.field)
                whole.add_all(together[place])
                whole.add_all(tally)
                together[place] = whole
            else:
                together[place] = tally
        return [
            FieldEvidence(
                replace(tally.field, origin=""),
                tally.sampled,
                tally.encrypted,
                tally.flags,
                tally.keys,
                {name: found[name] for name in self._rules if name in found},
                tally.items(),
                tally.forms,
                tally.seen,
            )
            for tally in together.values()
            for found in (tally.detections(),)
        ]

    def remember(self, field: Field, saved: Mapping[str, Any]) -> None:
        """Add what an earlier scan counted in a part of ``field``, as ``saved`` gave it.

        Raises ValueError, KeyError or TypeError where it is anything else.
        """
        self._add_all()
        tally = Tally.loaded(field, saved, self._sketch_key)
        self._tallies.setdefault(_key(field), Tally(field)).add_all(tally)

    def saved(self) -> dict[str, list[dict[str, Any]]]:
        """What to remember of each origin: the counts of its fields, and no value.

        ``key`` is the path of the field without its first part, the log, which may be renamed.
        """
        origins: dict[str, list[dict[str, Any]]] = {}
        for tally in self._with_hidden_names():
            if tally.field.origin:
                saved = {"key": list(tally.field.path[1:]), **tally.saved(self._sketch_key)}
                origins.setdefault(tally.field.origin, []).append(saved)
        return origins

    def _with_hidden_names(self) -> list[Tally]:
        """All tallies with the values in the names, comments and types of their fields hidden."""
        self._look_at_rest()
        self._add_all()
        for key, others in self._others.items():
            self._tallies[key].sampled += others
        self._others.clear()
        fields = [tally.field for tally in self._tallies.values()]
        paths = self._person_keys.paths_without(fields)
        said = {field: (field.comment or "", without_labels(field.type or "")) for field in fields}
        hidden = self.hidden(text for field in fields for text in (*said[field], *paths[field]))
        return [
            replace(
                tally,
                field=replace(
                    tally.field,
                    path=tuple(hidden[part] for part in paths[tally.field]),
                    comment=tally.field.comment and hidden[said[tally.field][0]],
                    type=tally.field.type and hidden[said[tally.field][1]],
                ),
            )
            for tally in self._tallies.values()
        ]


def without_labels(type_: str) -> str:
    """A type without the values that it allows, which are those that its fields have."""
    before, _, rest = type_.partition("'")
    _, quote, behind = rest.rpartition("'")
    return f"{before}*{behind}" if quote else type_


def _without(text: str, found: Mapping[str, Sequence[Match]]) -> str | None:
    """``text`` with each match as ``*``; None where there is none."""
    if text not in found:
        return None
    for match in sorted(found[text], key=lambda match: match.start, reverse=True):
        text = text[: match.start] + "*" + text[match.end :]
    return text
