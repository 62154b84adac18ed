"""Addresses of logs that are no user's: among what was skipped, once for each field of a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pii_scan.model import Field, LeftOut, Reason, Skipped

OF_CRAWLERS = "of crawlers"
IN_OWN_NETWORKS = "in own_networks"
_ADDRESSES_KO = {OF_CRAWLERS: "크롤러의 주소", IN_OWN_NETWORKS: "own_networks에 속한 주소"}


def without(field: Field, left_out: LeftOut) -> Skipped:
    """That values of ``field`` are left out: an exclusion, which makes no scan incomplete."""
    return Skipped(
        field.source,
        ".".join(field.path),
        _reason(left_out),
        excluded=True,
        field=field,
        left_out=left_out,
    )


def together(skips: Iterable[Skipped]) -> list[Skipped]:
    """``skips`` with what is left out of parts of one log added up."""
    added: dict[tuple[str, str, str], Skipped] = {}
    for number, skip in enumerate(skips):
        why = skip.left_out.why if skip.left_out else str(number)
        place = skip.source, skip.location, why
        before = added.get(place)
        if before and before.left_out and skip.left_out:
            whole = replace(
                skip.left_out, number=before.left_out.number + skip.left_out.number, origin=""
            )
            added[place] = replace(before, reason=_reason(whole), left_out=whole)
        else:
            added[place] = skip
    return list(added.values())


def by_origin(skips: Iterable[Skipped]) -> Mapping[str, list[LeftOut]]:
    """What is left out of each text of a log whose counts are remembered."""
    origins: dict[str, list[LeftOut]] = {}
    for skip in skips:
        if skip.left_out and skip.left_out.origin:
            origins.setdefault(skip.left_out.origin, []).append(skip.left_out)
    return origins


def _reason(left_out: LeftOut) -> Reason:
    number = left_out.number
    addresses_ko = _ADDRESSES_KO.get(left_out.why, left_out.why)
    return Reason(
        f"{number:,} address{'es are' if number != 1 else ' is'} {left_out.why}, "
        f"so {'they are' if number != 1 else 'it is'} no user's",
        f"{addresses_ko} {number:,}개는 이용자의 것이 아니므로 제외",
    )
