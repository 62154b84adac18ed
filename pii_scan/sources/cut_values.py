"""Values that are longer than what is looked at of each, as a skip or as what was asked for."""

from __future__ import annotations

from pii_scan.model import Reason, Skipped
from pii_scan.sources.base import SourceSettings


def cut_values(settings: SourceSettings, location: str, count: int) -> Skipped:
    """That ``count`` values at ``location`` were cut.

    Where somebody chose ``max_value`` that was asked for, as a number of rows is; else a part was
    not looked at that nobody left out.
    """
    values = "1 value is" if count == 1 else f"{count:,} values are"
    chosen = settings.max_value is not None
    advice, advice_ko = (
        ("max_value sets how much is", "점검할 길이는 max_value 설정에 따름")
        if chosen
        else ("set max_value to how much should be", "점검할 길이를 max_value로 설정")
    )
    most = f"{settings.most_characters:,}"
    reason = Reason(
        f"{values} longer than {most} characters: the rest of each was not looked at; {advice}",
        f"{most}자를 넘는 값 {count:,}건의 나머지 부분은 점검하지 않음; {advice_ko}",
    )
    return Skipped(settings.name, location, reason, excluded=chosen)
