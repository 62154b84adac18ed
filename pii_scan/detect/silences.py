"""Why no value speaks for an item that a name speaks for, by how the values are built."""

from __future__ import annotations

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.forms import Form
from pii_scan.detect.types import is_bytes
from pii_scan.detect.witnesses import Silence
from pii_scan.model import Field
from pii_scan.rulebook import Item

# Whose key a log writes where it has no login; a worker and an agent are programs as well.
_TELL_BY_KEYS = frozenset(
    {"user id", "userid", "usr id", "member id", "customer id", "cust id", "actor id"}
)


def silence(
    evidence: FieldEvidence,
    item: Item,
    others: int,
    *,
    has_rules: bool,
    hashed: bool,
    strong: bool = False,
    keyed: bool = False,
) -> Silence:
    """Why no value speaks for ``item``, of which ``others`` are something else.

    ``hashed`` is True where rules know hashes of it, ``strong`` where the name names it by itself,
    ``keyed`` where a key tells who it is.
    """
    sampled = evidence.sampled
    opaque = strong and evidence.has_form(Form.TOKEN) * 2 >= sampled
    # What is packed into bytes is read as text only by chance.
    decisive = has_rules and item.values == "decisive" and not is_bytes(evidence.field.type)
    known = Silence.NO_FORM if hashed else Silence.UNKNOWN_FORM
    # What gateways know an exchange of keys by looks encrypted as well.
    of_machines = evidence.has_form(Form.SOCKET) if Form.SOCKET in item.never else 0
    reasons = (
        (Silence.NO_VALUES, not sampled),
        (Silence.MASKED, evidence.has_form(Form.MASKED) == sampled),
        (Silence.KEYS, evidence.keys * 2 >= sampled and not keyed and "uuid" not in item.types),
        (Silence.OTHER, of_machines * 2 > sampled),
        (Silence.ENCRYPTED, evidence.encrypted * 2 >= sampled),
        (Silence.FLAGS, evidence.flags == sampled and "boolean" not in item.types),
        (Silence.OTHER, others * 2 > sampled),
        (Silence.TOKENS, decisive and opaque),
        (Silence.CONTRADICTED, decisive),
        (known, has_rules),
    )
    return next((why for why, holds in reasons if holds), Silence.NO_RULE)


def tells_by_keys(words: str, field: Field) -> bool:
    """Whether UUIDs of what ``words`` call are somebody's: a log tells by them which user did what.

    In a database such a key points to the row of a user, which is found by what else it holds.
    """
    return field.logged and words in _TELL_BY_KEYS


def others(evidence: FieldEvidence, item: Item, recognised: int, *, strong: bool) -> int:
    """How many values have forms that no value of ``item`` has.

    Beside a weak name also those that a value of it seldom has, but for the ``recognised`` ones.
    """
    if not evidence.forms:
        return 0
    never = [Form(form) for form in item.never]
    if item.shortest > 1 and "number" not in item.types:
        never.append(Form.DIGIT)
    other = min(evidence.has_form(*never), evidence.sampled)
    if strong or not item.seldom:
        return other
    return max(other, evidence.has_form(*map(Form, item.seldom)) - recognised)
