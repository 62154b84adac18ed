"""Whom a processor passes its work on to (재수탁자), where no column of its own names them."""

from __future__ import annotations

import re

# In one cell: "가나소프트㈜ (재수탁자: ㈜다라톡)".
_BEHIND_NAME = re.compile(
    r"(?P<name>[^()（）\n]{2,60}(?:[(（]주[)）][^()（）\n]{0,40})?)\s?[(（]\s?"
    r"재\s?(?:수탁|위탁)(?:자|사|업체|회사|기관|처|받는\s?자)?\s?[:：]?\s*"
    r"(?P<others>(?:[^()（）\n]|[(（][^()（）\n]{1,10}[)）]){2,80})[)）]"
)
# "O (Aaa Web Services)" in the column 재위탁 여부; "X" says that nobody is.
_WHETHER = re.compile(
    r"(?:[OoYy○◯◎●√✓유예]|있음|해당|재위탁(?:함)?)\s?[(（:：-]\s?(?P<others>.{2,80}?)\s?[)）]?"
)
_NOBODY = re.compile(
    r"[XxNn×✕✗무부]|[OoYy○◯◎●√✓유예]|아니오|없음|있음|해당\s?(?:없음|사항\s?없음)|-"
)


def parted(name: str) -> tuple[str, str]:
    """The processor in a cell of names, and whom it passes work on to; "" for nobody."""
    match = _BEHIND_NAME.fullmatch(name.strip())
    return (match["name"].strip(), match["others"].strip()) if match else (name, "")


def named_in(cell: str) -> str:
    """Who a cell on passing work on names; "" where it says only whether that is done."""
    cell = " ".join(cell.split())
    if _NOBODY.fullmatch(cell):
        return ""
    match = _WHETHER.fullmatch(cell)
    return match["others"] if match else cell
