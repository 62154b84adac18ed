"""What a table is used for, as its columns tell: mails, payments; and who in it can be called.

``rsv_hp`` is somebody's mobile phone, so ``rsv_nm`` is whose it is: a company has a telephone, and
only people carry one with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pii_scan.detect.name_evidence import NameEvidence

_MOBILE = frozenset(
    {("hp",), ("hp", "number"), ("mobile",), ("mobile", "number"), ("mobile", "phone")}
    | {("mobile", "phone", "number"), ("handphone",), ("hand", "phone"), ("cellphone",)}
    | {("cell", "phone"), ("cell", "phone", "number"), ("휴대폰",), ("휴대폰번호",)}
)
_LONGEST_MOBILE = max(map(len, _MOBILE))
_NAME = ("name",)
# A mail has a subject, and what only mails have beside it: a letter has a sender as well.
_SUBJECT = ("subject",)
_ONLY_OF_MAILS = frozenset(
    {("cc",), ("bcc",), ("reply", "to"), ("in", "reply", "to"), ("message", "id")}
)
_ENDS_OF_A_MAIL = frozenset({("from",), ("to",), ("cc",), ("bcc",)})
_BANK = "bank"
WHICH_BANK = frozenset({(_BANK, "name"), (_BANK, "code")})
"""What says of an account beside it only at which bank it is."""

_ACCOUNT = "account"
_WHOSE_ACCOUNT = frozenset({(_ACCOUNT, "name"), ("acc", "name")})
# What is paid and what is earned are both called a pay; only the first has a way to pay it.
_PAY = "pay"
_WAYS_TO_PAY = frozenset({"method", "card", "receipt", "refund", "cash"})
_OF_PAYMENTS = frozenset({"amount", "method", "date"})
_INCOME, _PAYMENT = "income", "payment_record"


def who_is_called(
    columns: Iterable[Sequence[str]], thing: Collection[str]
) -> frozenset[tuple[str, ...]]:
    """What stands before a mobile phone in ``columns``, in words, and is no ``thing``: rsv."""
    whose = set()
    for words in map(tuple, columns):
        for length in range(1, _LONGEST_MOBILE + 1):
            before, behind = words[:-length], words[-length:]
            if before and behind in _MOBILE and before[-1] not in thing:
                whose.add(before)
    return frozenset(whose)


def are_mails(columns: Iterable[Sequence[str]]) -> bool:
    """Whether its rows are mails: with a subject and a copy, an answer or an id of a message."""
    names = set(map(tuple, columns))
    return _SUBJECT in names and not _ONLY_OF_MAILS.isdisjoint(names)


def names_a_bank(columns: Iterable[Sequence[str]]) -> bool:
    """Whether a column says at which bank an account is, and no other that it is one there."""
    names = set(map(tuple, columns))
    at_bank = any(name[-1:] == (_BANK,) or name[-2:] in WHICH_BANK for name in names)
    return at_bank and not any({_BANK, _ACCOUNT}.issubset(name) for name in names)


def are_paid(table: Sequence[str], columns: Iterable[Sequence[str]]) -> bool:
    """Whether a ``table`` called a pay is of what people paid, and of no wages."""
    words = {word for name in columns for word in name}
    return tuple(table[-1:]) == (_PAY,) and not _WAYS_TO_PAY.isdisjoint(words)


def as_called(
    evidence: list[NameEvidence], words: tuple[str, ...], called: Collection[tuple[str, ...]]
) -> list[NameEvidence]:
    """``evidence`` of ``words`` with a name where ``called`` are those who have a mobile phone.

    ``companion1`` beside ``companion1_hp`` is one as well.
    """
    if words[-1:] == _NAME and words[:-1] in called:
        others = [entry for entry in evidence if entry.item != "name"]
        return [_told("name", words), *others]
    return [_told("name", words)] if words in called and not evidence else evidence


def as_mailed(evidence: list[NameEvidence], words: tuple[str, ...]) -> list[NameEvidence]:
    """``evidence`` of ``words`` in a table of mails: from whom and to whom they went."""
    return [_told("email", words)] if words in _ENDS_OF_A_MAIL else evidence


def as_at_bank(evidence: list[NameEvidence], words: tuple[str, ...]) -> list[NameEvidence]:
    """``evidence`` of ``words`` in a table that says at which bank an account is.

    It is nobody's login there, and its name is that of whose it is.
    """
    if words[-2:] in _WHOSE_ACCOUNT:
        return [_told("name", words)]
    meant = {entry.item for entry in evidence if entry.words == _ACCOUNT}
    if "bank_account" not in meant:
        return evidence
    return [e for e in evidence if e.words != _ACCOUNT or e.item == "bank_account"]


def as_paid(evidence: list[NameEvidence], words: tuple[str, ...]) -> list[NameEvidence]:
    """``evidence`` of ``words`` in a table of payments: what is no wage is paid."""
    evidence = [entry for entry in evidence if entry.item != _INCOME]
    told = not evidence and words and words[-1] in _OF_PAYMENTS
    return [_told(_PAYMENT, words)] if told else evidence


def _told(item: str, words: tuple[str, ...]) -> NameEvidence:
    return NameEvidence(
        item, strong=False, person=True, settled=True, words=" ".join(words), where="name"
    )
