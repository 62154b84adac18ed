"""What a name says, as it goes from who reads names to who judges fields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """A field's name, or its comment, says it holds ``item``.

    ``strong`` means the words name the item by themselves. A weak name needs more: ``person`` is
    True where a word beside it or the table's name is a person's, False where it is a thing's,
    None where nothing tells. A name with ``beside`` says something only beside one of the item's
    neighbours in the same place: ``line1`` beside a postal code. ``settled`` is False where
    unknown words follow, as in ``email_constraint``, or before a weak name that nothing tells of:
    then only values can make it more. ``words`` is the phrase as found. ``company`` is True where
    it may be a company's.
    """

    item: str
    strong: bool
    person: bool | None
    settled: bool
    words: str
    where: str
    beside: bool = False
    company: bool = False

    @property
    def is_by_place(self) -> bool:
        """Whether it means the item by where it stands: ``medicine name in prescription``."""
        return self.settled and " in " in self.words

    @property
    def sureness(self) -> tuple[bool, bool, bool]:
        """What is more of it is surer."""
        return self.strong, self.settled, self.person is True
