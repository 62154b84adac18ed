"""What a form asked for, where its export has the question for a name: 성함을 입력해 주세요."""

from __future__ import annotations

import re

# How it is to be written, whose it is, or that it must be: Date of Birth (MM/DD/YYYY).
_REMARK = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]\s*[*:?.]*\s*$")
# What a Korean question or request goes on with behind the noun that it asks for.
_REQUEST = re.compile(
    r"(?:을|를|은|는|이|가|도)?\s?(?:무엇|어디|언제|누구|얼마|어떻게|어떤|몇|입력|적어|남겨|기재|작성|기입"
    r"|선택|알려|써\s?주|부탁|입니까|인가요|있으신가요)"
)
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:을|를|은|는)\s*[?？.]\s*$")


def asked_for(name: str) -> str | None:
    """``name`` without the remark and the request behind what it asks for; None without either."""
    short = _REMARK.sub("", name)
    request = _REQUEST.search(short)
    if request and request.start():
        short = short[: request.start()]
    short = _PARTICLE.sub("", short).strip()
    return short if short and short != name.strip() else None
