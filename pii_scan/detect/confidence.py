"""How sure it is that a field holds an item, by what its name and its values say.

Confidence is the probability that the field holds the item; two witnesses combine as independent
ones, 1 - (1 - a)(1 - b).
"""

from __future__ import annotations

from pii_scan.detect.witnesses import NameWitness, Silence, ValueWitness, Witnesses, lucky_share

_STRONG_NAME = 0.75
_WEAK_NAME_OF_A_PERSON = 0.6
_WEAK_NAME = 0.3
# A name whose values never match although the rules cover every form of the item.
_CONTRADICTED = 0.3
# Values that agree throughout leave half of the doubt that one match leaves.
_DOUBT_LEFT = 0.4
# A rule that the field's name or all of its values speak against keeps this share of its certainty.
_SPOKEN_AGAINST = 0.4
_FEW_VALUES = 3
_TELLING_FORM = 0.5
# More candidates than this that pass their check add nothing.
_ENOUGH_PASSED = 6


def confidence_of(witnesses: Witnesses, *, is_login: bool) -> float:
    """The confidence, 0 to 1; ``is_login`` is whether the item is what people log in with."""
    name = _name_confidence(witnesses.name)
    if witnesses.silence:
        return name * _share_left(witnesses, is_login=is_login)
    by_values = max(map(_value_confidence, witnesses.telling))
    if not name:
        return by_values
    share = witnesses.evidence.items[witnesses.item].matched / witnesses.evidence.sampled
    agreement = 1.0 if share >= 0.5 else share  # noqa: PLR2004  most values
    return 1 - (1 - name) * (1 - by_values * agreement)


def _name_confidence(name: NameWitness | None) -> float:
    if name is None:
        return 0.0
    if name.is_strong:
        return _STRONG_NAME
    return _WEAK_NAME if name.is_unsure else _WEAK_NAME_OF_A_PERSON


def _share_left(witnesses: Witnesses, *, is_login: bool) -> float:
    """How much of what a name says is left where no value speaks for the item, 0 to 1."""
    match witnesses.silence:
        case Silence.FLAGS:
            return 0.0
        case Silence.KEYS:
            strong = witnesses.name is not None and witnesses.name.is_strong
            return 1.0 if strong and not is_login else 0.0
        case Silence.CONTRADICTED | Silence.OTHER:
            return _CONTRADICTED
        case _:
            return 1.0


def _value_confidence(value: ValueWitness) -> float:
    detection, identifier = value.detection, value.identifier
    sure = detection.score
    if value.is_checked:
        sure = checked(sure, detection.tested, value.passed, identifier.chance)
    elif value.may_prove_more:
        sure = max(sure, checked(sure, detection.tested, value.passed, identifier.chance))
    elif not value.may_be_lucky:
        sure *= 1 - identifier.chance
    telling = detection.score >= _TELLING_FORM
    if telling and value.is_throughout and detection.distinct >= _FEW_VALUES:
        sure = 1 - (1 - sure) * _DOUBT_LEFT
    return sure * _SPOKEN_AGAINST if value.is_spoken_against else sure


def checked(prior: float, tested: int, passed: int, chance: float) -> float:
    """How sure ``tested`` different candidates are, 0 to 1, of which ``passed`` passed a check.

    ``prior`` is how sure the form alone is, below 1; ``chance``, between 0 and 1, is the share of
    look-alikes that pass. Each one that passes makes the odds ``1 / chance`` times better (Bayes);
    of the passed ones, ``lucky_share`` counts for nothing. With Luhn's 0.1 and a prior of 0.1,
    1 of 1 gives 0.53, 2 of 2 gives 0.92 and 100 of 1,000 gives 0.
    """
    odds = prior / max(1 - prior, 1e-6) * chance ** -min(passed, _ENOUGH_PASSED)
    return (1 - lucky_share(tested, passed, chance)) * odds / (1 + odds)
