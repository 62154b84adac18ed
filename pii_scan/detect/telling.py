"""Which lines of text could hold anything personal, told from their shape.

The shape of a line is the line with each digit as 0: an application writes millions of lines of a
few thousand shapes. A rule's candidates can only be in a line whose shape has what remains of the
rule's pattern when it takes no digit for another, so that the shapes alone need to be searched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from pii_scan.detect.pattern_threads import PatternThreads
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

# What NFKC may turn into something else: full-width digits, ligatures.
_MAY_CHANGE = r"[^\x00-\x7F가-힣]"
# Keys in front of a value, and an object inside a line.
_KEY_WITH_SIGN = (
    r"[A-Za-z_가-힣][\w.-]*(?:\" \"|(?:\\?[\"'])?(?: [=:] | (?:LIKE|like) |\s*=>|\] =>?|=|:|\[))"
    r"|[가-힣]{2,20}\(|[가-힣]{2,3} (?:ID|Id|id|사람|분) ?[:=]"
    # As Erlang writes texts, and two words in front of a colon.
    r"|[A-Za-z_][\w.-]*(?:, ?<<\"|\">>)|[A-Z][a-z]+ (?:number|date|person|holder):"
)
_TWO_WORDS = re.compile(r"([가-힣]{2,3}) (\w+) ?[:=]\Z")
_PHRASE = re.compile(r"[A-Z][a-z]+ [a-z]+(?=:\Z)")
# Values for the places in a statement, and the statement that says where they belong.
_OF_STATEMENTS = frozenset({"Parameters", "parameters", "Preparing", "Columns", "Row"})
# A text that was bound, which can be a name, and what says where it belongs.
_BOUND = (
    r"binding parameter [\[(]0+.*CHAR|Statement\.setN?String\("
    r"|(?:(?:hibernate|o\.h)\.SQL(?-u:\b)|^Hibernate: ).*\?"
    # What a database does not take of whom, which stands beside the name of a column.
    r"|Duplicate entry '|Key \(.*\)=\("
)
_NOT_OF_KEY = re.compile(r"[^\w.-].*", re.DOTALL)
# The columns of an INSERT, whose values stand further on.
_COLUMNS = r"(?i)\b(?:insert|replace)\b[^()]*\(([^()]+)\)[^()']*\bvalues?\b"
# The names of elements of XML, and of what Windows keeps in its events.
_ELEMENT = r"<[\w.:-]+>|\bName=['\"][\w .-]+['\"]>"
_OBJECT = r'\{\s*\\?"'
# So many patterns are searched for together: the engine is about as fast as with one of them.
_TOGETHER = 8
# About so many patterns are all that shapes are searched for.
_ALL_PATTERNS = 20
# To compile the patterns takes as long as to search for them in so many shapes.
_FEW_SHAPES = 1_000


class Telling:
    """Tells the shapes that could hold personal data from those that cannot."""

    def __init__(self, rules: Iterable[Rule], names_item: Callable[[str], bool]) -> None:
        """``names_item`` says whether a key, as a field's name, speaks for an item."""
        self._names_item = names_item
        self._known: dict[str, bool] = {}
        self._thread = PatternThreads(own=True).thread_for(_ALL_PATTERNS)
        self._times: Counter[tuple[str, ...]] = Counter()
        alone = (rule for rule in rules if rule.identifier.evidence == "alone")
        self._necessary = list(dict.fromkeys(rule.necessary.shapes for rule in alone))

    @cached_property
    def _patterns(self) -> tuple[tuple[str, ...], ...]:
        """A shape tells where it holds all patterns of any of these."""
        single = [one[0] for one in self._necessary if len(one) == 1]
        groups = (single[at : at + _TOGETHER] for at in range(0, len(single), _TOGETHER))
        together = [("|".join(f"(?:{pattern})" for pattern in group),) for group in groups]
        several = (one for one in self._necessary if len(one) > 1)
        anything = () if all(self._necessary) else (("",),)
        return ((_MAY_CHANGE,), (_OBJECT,), (_BOUND,), *together, *several, *anything)

    def __call__(self, shapes: pl.Series) -> pl.Series:
        """For each shape whether a line of it could hold a candidate or has a telling key."""
        if len(shapes) > _FEW_SHAPES:
            return self._tell(shapes)
        return self._thread.submit(self._tell, shapes).result()

    def _tell(self, shapes: pl.Series) -> pl.Series:
        import polars as pl

        text = pl.col("shape")
        rest = shapes.alias("shape").to_frame().with_row_index("at")
        told = [rest["at"].clear()]
        for pattern in self._first_the_frequent():
            found = rest.select_seq(pl.all_horizontal(map(text.str.contains, pattern))).to_series()
            if found.any():
                told.append(rest["at"].filter(found))
                self._times[pattern] += len(told[-1])
                rest = rest.filter(~found)
        keys = rest.select("at", text.str.extract_all(_KEY_WITH_SIGN)).explode("shape").drop_nulls()
        inserts = rest.filter(text.str.contains(_COLUMNS))
        if not inserts.is_empty():
            columns = inserts.select("at", text.str.extract(_COLUMNS, 1).str.split(","))
            names = columns.explode("shape").with_columns(text.str.strip_chars("\\\"'`[] "))
            keys = pl.concat([keys, names])
        with_elements = rest.filter(text.str.contains("</", literal=True))
        if not with_elements.is_empty():
            names = with_elements.select("at", text.str.extract_all(_ELEMENT)).explode("shape")
            bare = text.str.strip_prefix("Name=").str.strip_chars("<>\"'").str.replace(r"^.*:", "")
            keys = pl.concat([keys, names.with_columns(bare).drop_nulls()])
        telling = [key for key in keys["shape"].unique() if self._is_telling(_bare(key))]
        told.append(keys.filter(text.is_in(telling))["at"])
        tells = pl.repeat(value=False, n=len(shapes), eager=True)
        return tells.scatter(pl.concat(told), True)  # noqa: FBT003  a value

    def _first_the_frequent(self) -> list[tuple[str, ...]]:
        """The patterns, those first that told most so far: the others need not be searched for."""
        return sorted(self._patterns, key=lambda pattern: -self._times[pattern])

    def _is_telling(self, key: str) -> bool:
        if key not in self._known:
            self._known[key] = key in _OF_STATEMENTS or self._names_item(key)
        return self._known[key]


def _bare(key: str) -> str:
    """A key without the sign behind it, and two words as one: 접속ID, Contact person."""
    if phrase := _PHRASE.match(key):
        return phrase[0]
    return _NOT_OF_KEY.sub("", _TWO_WORDS.sub(r"\1\2", key))
