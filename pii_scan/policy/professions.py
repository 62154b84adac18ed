"""Licences of a profession, which are no driver's licences: "의사: 성명, 면허번호"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pii_scan.policy.items import ItemWord
from pii_scan.policy.lexicon import key_of

# Words that mean a driver's licence where nothing beside them speaks of another.
_ANY_LICENCE = {"면허번호", "면허정보"}
_PROFESSION = re.compile(
    r"의사|의료인|의료진|의료기사|의료기관|간호|약사|약국|전문의|전공의|한의|치과|수의|조산사|물리치료|요양보호|복지사"
    r"|변호사|회계사|세무사|노무사|변리사|건축사|기술사|중개사|미용사|조리사|영양사|조종사|항해사|자격|전문인|전문직"
)
_DRIVING = re.compile(r"운전|차량|자동차|렌터카|대여|주행")


def without_licences(words: Iterable[ItemWord], about: str) -> list[ItemWord]:
    """``words``, with a 면허번호 that is of a profession as unknown.

    ``about`` are the words of the heading and of the collection point.
    """
    listed = list(words)
    said = f"{about} {' '.join(word.text for word in listed)}"
    if not _PROFESSION.search(said) or _DRIVING.search(said):
        return listed
    return [
        replace(word, item=None) if key_of(word.text) in _ANY_LICENCE else word for word in listed
    ]
