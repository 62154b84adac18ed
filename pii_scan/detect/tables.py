"""What a table is about as a whole, by the names of its columns and the values of one of them.

``name`` in ``clients`` is a company where ``industry`` or ``contact_name`` stands beside it, and 64
bytes are no SHA-512 where the number of iterations does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.forms import Form
from pii_scan.model import Detection

# Items that only a person has.
_ONLY_OF_PEOPLE = frozenset(
    {"birth_date", "gender", "age", "resident_registration_number", "password", "nationality"}
)
# What a password was hashed with, and how often.
_OF_STRETCHING = frozenset(
    {"iterations", "iteration", "rounds", "stretches", "pbkdf2", "pbkdf", "argon", "scrypt", "kdf"}
)
_DIGEST = "password_weak_hash"
_STRETCHED = "password_stretched_hash"
# Where so many values of a column are surely companies, and fewer are surely people, the others
# are companies without a legal form in their names.
_COMPANIES = 0.25


@dataclass(frozen=True, slots=True)
class TableWords:
    """What the columns of one table tell of each other.

    ``first`` and ``last`` are the words that nearly all of them have: ``od_``, ``_member``.
    ``of_companies`` is True where some are what only companies have, ``stretched`` where they say
    how a password was hashed.
    """

    first: str | None = None
    last: str | None = None
    of_companies: bool = False
    stretched: bool = False

    def removed(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """``words`` without the shared ones."""
        if len(words) > 1 and words[0] == self.first:
            words = words[1:]
        return words[:-1] if len(words) > 1 and words[-1] == self.last else words

    def is_company_s(self, beside: Iterable[str]) -> bool:
        """Whether ``name`` is that of a company: ``beside`` are items of other columns."""
        return self.of_companies and _ONLY_OF_PEOPLE.isdisjoint(beside)

    def read(self, detections: Iterable[Detection]) -> Iterable[Detection]:
        """``detections`` as they are meant here: a digest may be that of PBKDF2."""
        for found in detections:
            if self.stretched and found.identifier == _DIGEST:
                yield replace(found, identifier=_STRETCHED)
            else:
                yield found


def tells_of_stretching(columns: Iterable[Sequence[str]]) -> bool:
    """Whether a column says how often a password was hashed: ``hash_iterations``."""
    return any(not _OF_STRETCHING.isdisjoint(words) for words in columns)


def holds_companies(evidence: FieldEvidence, detections: Iterable[Detection]) -> bool:
    """Whether a column called after people holds companies.

    ``detections`` are those of names. Three capitalised words can be either: only what is proven
    to be a person counts.
    """
    companies = evidence.has_form(Form.COMPANY)
    if companies < _COMPANIES * evidence.sampled or not companies:
        return False
    people = sum(found.matched * found.proven / max(found.tested, 1) for found in detections)
    return people < companies
