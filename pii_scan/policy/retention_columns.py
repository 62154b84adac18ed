"""What the columns of a table on retention, and the labels of a list, are about."""

from __future__ import annotations

import re
from enum import StrEnum


class Column(StrEnum):
    """What a column of a retention table, or a label, is about."""

    RECORD = "record"
    PERIOD = "period"
    BASIS = "basis"
    # Why it is kept, which may be a law, where no column says the law itself.
    REASON = "reason"


COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.PERIOD, re.compile(r"기간|기한|연한|period|retention|howlong")),
    (Column.BASIS, re.compile(r"근거|법령|법률|basis|law")),
    (Column.REASON, re.compile(r"이유|사유|목적|reason|purpose")),
    (Column.RECORD, re.compile(r"항목|기록|정보|대상|구분|내용|자료|record|data|category|type")),
)
LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (
        Column.PERIOD,
        re.compile(
            r"(?:개인정보(?:의)?)?(?:보유|보존|보관|이용|처리|유지)?(?:및|·|/)?(?:보유|보존|보관|이용)?"
            r"(?:기간|기한|연한)|retentionperiod|period"
        ),
    ),
    (
        Column.BASIS,
        re.compile(
            r"(?:보유|보존|보관|관련|관계|근거|법적|법령)?(?:이유|근거|사유|법령|법률|목적)"
            r"(?:(?:및|/|·)(?:(?:내부)?방침|규정|사유|근거))?"
            r"|(?:legal)?basis|reason"
        ),
    ),
    (
        Column.RECORD,
        re.compile(
            r"(?:개인정보(?:의)?)?(?:보유|보존|보관|수집)?(?:하는)?(?:개인)?(?:항목|정보|기록|대상|내용)"
            r"|records?|data"
        ),
    ),
)
