"""Values that are longer than what is looked at of each, as a skip or as what was asked for."""

from __future__ import annotations

from pii_scan.model import Skipped
from pii_scan.sources.base import SourceSettings


def cut_values(settings: SourceSettings, location: str, count: int) -> Skipped:
    """That ``count`` values at ``location`` were cut.

    Where somebody chose ``max_value`` that was asked for, as a number of rows is; else a part was
    not looked at that nobody left out.
    """
    values = "1 value is" if count == 1 else f"{count:,} values are"
    chosen = settings.max_value is not None
    advice = "max_value sets how much is" if chosen else "set max_value to how much should be"
    reason = (
        f"{values} longer than {settings.most_characters:,} characters: the rest of each was not "
        f"looked at; {advice}"
    )
    return Skipped(settings.name, location, reason, excluded=chosen)
