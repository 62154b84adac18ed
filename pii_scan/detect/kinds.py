"""Which tables list kinds of something, and tell of nobody: ``diseases(id, code, name)``.

Doctors choose from a list of diseases, and forms offer one of jobs. A row of it has a key, is
called something, and says at most how it is shown or when it was added; whatever points to a
person, measures something or happened on a day is no such list. Korean shops keep all the
addresses of the country as well, to choose from: ``zipcode(zipcode, sido, gugun, dong)``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pii_scan.detect.name_vocabulary import NameVocabulary
from pii_scan.detect.words import singular

ITEMS_OF_KINDS = frozenset(
    {"health", "job", "education", "religion", "nationality", "family", "income"}
)
"""What people have one of several kinds of, which are listed somewhere."""
ITEMS_OF_ADDRESSES = frozenset({"address", "postal_code", "location", "country"})
"""What a list of all the addresses there are is made of."""
_POSTAL_CODE = "postal_code"
# What a row of people has beside an address, and a place that is on no map does not.
_REACHED = frozenset({"phone", "telephone", "mobile", "email", "mail", "password", "memo"})
# Where something is done, or is kept.
_PLACES = frozenset(
    {"location", "venue", "place", "site", "office", "branch", "warehouse", "facility", "complex"}
    | {"지점", "장소", "창고", "시설"}
)
WHO_KEEPS_A_ROW = frozenset({("owner",), ("modified", "by")})
"""Columns of any table of Frappe's: by whose login a row was made, and changed last."""
_NAMED = frozenset({("name",), ("이름",), ("성명",)})
# Prefixes of tables: tb_zip, cm_zipcode.
_LONGEST_PREFIX = 4
_KEYS = frozenset({"id", "code", "key", "uuid", "idx", "seq", "pk", "코드", "아이디", "순번"})
_CALLED = frozenset({"name", "title", "label", "명", "이름", "명칭"})
_LANGUAGES = frozenset(
    {"ko", "kr", "kor", "korean", "en", "eng", "english", "ja", "jp", "zh", "ch", "cn", "de", "fr"}
    | {"es", "pt", "short", "full", "long", "display", "multi", "한글", "영문", "영어", "국문"}
)
_SHOWN = frozenset(
    {"description", "abbreviation", "abbr", "remark", "note", "explanation", "severity", "category"}
    | {"type", "group", "parent", "upper", "sort", "order", "key", "depth", "icon", "color"}
    | {"colour", "slug"}
    | {"active", "enabled", "status", "state", "flag", "use", "used", "visible", "is", "version"}
    | {"language", "locale", "설명", "비고", "분류", "정렬", "순서", "여부", "사용"}
)
# Each company has its own list; a company by name is where somebody worked.
_WHOSE = frozenset({"company", "tenant", "organization", "site", "회사"})
_OF_LISTS = _KEYS | _CALLED | _LANGUAGES | _SHOWN
# When and by whom a row was added; any other day is one on which something happened.
_KEPT = frozenset(
    {"created", "updated", "modified", "deleted", "inserted", "changed", "registration"}
    | {"registered", "등록", "수정", "생성", "삭제"}
)
_DAYS = frozenset({"at", "date", "datetime", "time", "timestamp", "on", "by", "일", "일시", "일자"})


def lists_kinds(
    table: Iterable[str], columns: Iterable[Sequence[str]], person: Collection[str]
) -> bool:
    """Whether a ``table`` with such ``columns``, all in words, lists kinds of something.

    ``person`` are the words for people: a table called after them lists those.
    """
    own = {form for word in table for form in (word, singular(word))}
    names = [tuple(words) for words in columns if words]
    is_called = any(not _CALLED.isdisjoint(words) for words in names)
    return (
        is_called and own.isdisjoint(person) and all(_is_of_a_list(words, own) for words in names)
    )


def _is_of_a_list(words: Sequence[str], own: Collection[str]) -> bool:
    """Whether what is called ``words`` is what a list has; ``own`` are the words of its table.

    Any yes or no is of the row.
    """
    rest = [word for word in words if word not in own or word in _DAYS]
    if not _KEPT.isdisjoint(rest):
        return all(word in _KEPT or word in _DAYS for word in rest)
    if rest[:1] == ["is"] or rest[-1:] == ["flag"]:
        return True
    if rest and rest[-1] in _KEYS:
        rest = [word for word in rest if word not in _WHOSE]
    return all(word in _OF_LISTS or word.isdigit() for word in rest)


def lists_addresses(
    table: Sequence[str], columns: Iterable[Sequence[str]], known: NameVocabulary
) -> bool:
    """Whether a ``table`` with such ``columns``, all in words, is a list of postal codes.

    It is called after them and nothing else, and no row of it is anybody's.
    """
    head = known.head(table)
    if head is None or all(phrase.item != _POSTAL_CODE for phrase in head[2]):
        return False
    around = (*table[: head[0]], *table[head[1] :])
    alone = all(word in known.neutral or len(word) <= _LONGEST_PREFIX for word in around)
    return (
        alone
        and known.person.isdisjoint(table)
        and not any(_is_anybody_s(tuple(words), known) for words in columns)
    )


def lists_places(
    table: Sequence[str], columns: Iterable[Sequence[str]], person: frozenset[str]
) -> bool:
    """Whether a ``table`` with such ``columns``, all in words, lists places that people go to.

    Each has a name, and no row of it points to somebody: the locations of a company or an event.
    """
    own = [form for word in table for form in (word, singular(word))]
    if _PLACES.isdisjoint(own[-2:]) or not person.isdisjoint(own):
        return False
    names = {tuple(words) for words in columns} - WHO_KEEPS_A_ROW
    are_named = any(
        words in _NAMED or (words[-1:] == ("name",) and set(words[:-1]).issubset(own))
        for words in names
    )
    return are_named and all(person.isdisjoint(words) for words in names)


def _is_anybody_s(words: tuple[str, ...], known: NameVocabulary) -> bool:
    """Whether what is called ``words`` is somebody, or where somebody is reached."""
    return words in _NAMED or not (known.person | _REACHED).isdisjoint(words)
