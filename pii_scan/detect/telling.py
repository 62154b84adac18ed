"""Which lines of text could hold anything personal, told from their shape.

The shape of a line is the line with each digit as 0: an application writes millions of lines of a
few thousand shapes. A rule's candidates can only be in a line whose shape has what remains of the
rule's pattern when it takes no digit for another, so that the shapes alone need to be searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from pii_scan.patterns.necessary import necessary_for_candidate
from pii_scan.patterns.shapes import for_shape
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

# What NFKC may turn into something else: full-width digits, ligatures.
_MAY_CHANGE = r"[^\x00-\x7F가-힣]"
# Keys in front of a value, and an object inside a line.
_KEYS = (
    r"(?:^|[\s,;&?|(){}\[\]<\"'\\])([A-Za-z_가-힣][\w.-]{0,63})"
    r"(?:\\?[\"'])?(?: = |\s*=>|=|:)"
)
_OBJECT = r'\{\s*\\?"'


class Telling:
    """Tells the shapes that could hold personal data from those that cannot."""

    def __init__(self, rules: Iterable[Rule], names_item: Callable[[str], bool]) -> None:
        """``names_item`` says whether a key, as a field's name, speaks for an item."""
        self._names_item = names_item
        self._known: dict[str, bool] = {}
        self._candidates = [
            rule.identifier.candidate for rule in rules if rule.identifier.evidence == "alone"
        ]

    @cached_property
    def _patterns(self) -> tuple[tuple[str, ...], ...]:
        return tuple(dict.fromkeys(map(_of_shapes, self._candidates)))

    def __call__(self, shapes: pl.Series) -> pl.Series:
        """For each shape whether a line of it could hold a candidate or has a telling key."""
        import polars as pl

        text = pl.col("shape")
        frame = shapes.alias("shape").to_frame()
        masks = frame.select(
            tells=pl.any_horizontal(
                text.str.contains(_MAY_CHANGE),
                text.str.contains(_OBJECT),
                *(
                    pl.all_horizontal(text.str.contains(part) for part in pattern)
                    for pattern in self._patterns
                ),
            )
        )["tells"]
        rest = frame.with_row_index("at").filter(~masks)
        keys = rest.select("at", text.str.extract_all(_KEYS)).explode("shape").drop_nulls()
        if keys.is_empty():
            return masks
        keys = keys.with_columns(text.str.extract(_KEYS, 1))
        telling = [key for key in keys["shape"].unique() if self._tells(key)]
        found = keys.filter(text.is_in(telling))["at"].unique()
        return masks.scatter(found, True) if len(found) else masks  # noqa: FBT003  a value

    def _tells(self, key: str) -> bool:
        if key not in self._known:
            self._known[key] = self._names_item(key)
        return self._known[key]


def _of_shapes(candidate: str) -> tuple[str, ...]:
    """Rust patterns, all of which the shape of a line matches that holds the candidate."""
    return tuple(map(for_shape, necessary_for_candidate(candidate))) or ("",)
