"""One entry for each processor, where two sections of a policy list the same one."""

from __future__ import annotations

from collections.abc import Sequence

from pii_scan.policy.declaration import Processor
from pii_scan.policy.lexicon import key_of


def each_once(processors: Sequence[tuple[int, Processor]]) -> list[Processor]:
    """Each processor once, with its country, which another section may tell.

    Those who handle data abroad are listed again below "개인정보의 국외 이전".
    """
    kept: list[tuple[int, Processor]] = []
    for section, processor in processors:
        same = [
            place
            for place, (where, other) in enumerate(kept)
            if where != section and key_of(other.name) == key_of(processor.name)
        ]
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
