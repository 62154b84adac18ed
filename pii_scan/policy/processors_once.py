"""One entry for each processor, where two sections of a policy list the same one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.declaration import Processor
from pii_scan.policy.lexicon import key_of

_ALSO_CALLED = re.compile(r"\s?[(（][^()（）]{1,30}[)）]$")
# "Acme, Inc." is Acme.
_FORM = re.compile(r",?\s(?:Inc|LLC|Ltd|Limited|Corp|GmbH)\.?$")


def _are_one(one: Processor, other: Processor) -> bool:
    """Whether two names are of one: "Amber Web Services (AWS)" and "Amber Web Services".

    "Acme, Inc." and "Acme" are one as well; "Amber (Maps)" and "Amber (Ads)" are two.
    """
    plain = [_FORM.sub("", p.name) for p in (one, other)]
    names = set(map(key_of, plain))
    bare = {key_of(_FORM.sub("", _ALSO_CALLED.sub("", p.name))) for p in (one, other)}
    return len(names) == 1 or (len(bare) == 1 and bool(bare & names))


def _fill(kept: list[tuple[int, Processor]], same: Sequence[int], processor: Processor) -> None:
    for place in same:
        where, other = kept[place]
        said = {
            key: getattr(processor, key)
            for key in ("task", "until", "country")
            if getattr(other, key) is None
        }
        kept[place] = where, other.model_copy(update=said)


def each_once(processors: Sequence[tuple[int, Processor]], listing: int) -> list[Processor]:
    """Each processor once, with its country, which another section may tell.

    Those who handle data abroad are listed again below "개인정보의 국외 이전". The first
    ``listing`` sections list processors; those behind them only mention some in a sentence, which
    says nothing more of one who is listed.
    """
    kept: list[tuple[int, Processor]] = []
    for section, processor in processors:
        same = [
            place
            for place, (where, other) in enumerate(kept)
            if where != section and _are_one(other, processor)
        ]
        mentioned = section >= listing
        if same and (mentioned or None in {processor.task, *(kept[p][1].task for p in same)}):
            # Where one section only names it, the other says what it does.
            _fill(kept, same, processor)
            continue
        abroad = processor.country is not None
        if not (
            same and abroad and all(kept[p][1].country in {None, processor.country} for p in same)
        ):
            kept.append((section, processor))
            continue
        for place in same:
            where, other = kept[place]
            kept[place] = where, other.model_copy(update={"country": processor.country})
    return list(dict.fromkeys(processor for _, processor in kept))
