"""One entry for each processor, where two sections of a policy list the same one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.declaration import Processor
from pii_scan.policy.lexicon import key_of

_ALSO_CALLED = re.compile(r"\s?[(（][^()（）]{1,30}[)）]$")
# "Acme, Inc." is Acme.
_FORM = re.compile(r",?\s(?:Inc|LLC|Ltd|Limited|Corp|GmbH)\.?$")


_INTERFACE = re.compile(r"\s(?:APIs?|SDKs?)$")


def _are_one(one: Processor, other: Processor) -> bool:
    """Whether two names are of one: "Amber Web Services (AWS)" and "Amber Web Services".

    "Acme, Inc." and "Acme" are one as well; "Amber (Maps)" and "Amber (Ads)" are two.
    """
    plain = [_FORM.sub("", p.name) for p in (one, other)]
    names = set(map(key_of, plain))
    bare = {key_of(_FORM.sub("", _ALSO_CALLED.sub("", p.name))) for p in (one, other)}
    return len(names) == 1 or (len(bare) == 1 and bool(bare & names))


def _is_called(short: Processor, listed: Processor) -> bool:
    """Whether "AWS" is the listed "Amber Web Services (AWS)"."""
    called = _ALSO_CALLED.search(listed.name)
    return called is not None and key_of(short.name) == key_of(called.group().strip(" ()（）"))


def _is_meant(mentioned: Processor, listed: Processor) -> bool:
    """Whether a sentence means with "Hearth" the listed "Goggle Hearth".

    "Acme Bright API" means "Acme". "Goggle Maps" is not "Goggle", nor "Goggle Hearth".
    """
    words = _FORM.sub("", _ALSO_CALLED.sub("", listed.name)).split()
    if key_of(_FORM.sub("", mentioned.name)) in {key_of(word) for word in words[1:]}:
        return True
    interface = _INTERFACE.search(mentioned.name) is not None
    return interface and words == mentioned.name.split()[:1]


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
        mentioned = section >= listing
        same = [
            place
            for place, (where, other) in enumerate(kept)
            if where != section
            and (
                _are_one(other, processor)
                or _is_called(processor, other)
                or (mentioned and where < listing and _is_meant(processor, other))
            )
        ]
        # Whoever is called by what another part has in brackets needs no second entry.
        known = mentioned or any(_is_called(processor, kept[place][1]) for place in same)
        if same and (known or None in {processor.task, *(kept[p][1].task for p in same)}):
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
