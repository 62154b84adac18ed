"""What a labelled column is, and how kinds of value become columns under several names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from faker import Faker

ROWS = 300
EMPTY_SHARE = 0.04
VAGUE_NAMES = ("value", "info", "contact", "num", "data", "etc1", "text", "key")
Style = Literal["telling", "vague", "opaque"]


@dataclass(frozen=True)
class Column:
    """One labelled column.

    ``expected`` holds one tuple for each item that must be reported; any id of the tuple will do
    and the first one names it in the tables. ``allowed`` ids may be reported, but need not be:
    they count neither for nor against. Everything else that is reported is wrong.
    """

    kind: str
    style: Style
    table: str
    name: str
    type: str
    values: tuple[str | int | float | None, ...]
    expected: tuple[tuple[str, ...], ...] = ()
    allowed: frozenset[str] = frozenset()

    @property
    def lookalike(self) -> bool:
        """Whether nothing personal is in it."""
        return not self.expected and not self.allowed


@dataclass(frozen=True)
class Draw:
    """Where a value comes from: a seeded generator and a Faker of the kind's locale."""

    rng: random.Random
    fake: Faker

    def digits(self, count: int) -> str:
        """``count`` random digits, the first not a zero."""
        return str(self.rng.randint(10 ** (count - 1), 10**count - 1))

    def hex(self, count: int) -> str:
        """``count`` lower-case hexadecimal digits."""
        return f"{self.rng.getrandbits(4 * count):0{count}x}"

    def pick(self, choices: Iterable[str]) -> str:
        """One of them; a string is split into words first."""
        return self.rng.choice(choices.split() if isinstance(choices, str) else list(choices))

    def letters(self, count: int, alphabet: str = "ABCDEFGHJKLMNPQRSTUVWXYZ") -> str:
        """``count`` letters of the alphabet."""
        return "".join(self.rng.choices(alphabet, k=count))


Make = Callable[[Draw], str | int | float]


@dataclass(frozen=True)
class PersonalKind:
    """One form of one item.

    ``items``: space-separated items that must be found, each ``a|b`` where either is right.
    ``names``: telling names, each becomes a column. ``proves``: the values alone show what they
    are, so the item is expected under a vague or an opaque name as well; where not, naming it
    there is allowed but not asked for. ``scored``: False where experts would differ.
    """

    kind: str
    items: str
    names: str
    make: Make
    locale: str = "en_US"
    type: str = "varchar(255)"
    proves: bool = True
    scored: bool = True


@dataclass(frozen=True)
class LookalikeKind:
    """Values that are nobody's, in ``table.name`` and, unless ``named_only``, under ``c17``."""

    name: str
    table: str
    make: Make
    type: str = "varchar(255)"
    named_only: bool = False
    locale: str = "en_US"


PERSON_TABLES = ("members", "customer", "tb_mber", "users", "employees", "회원", "applicant",
                 "TB_CSTMR", "accounts", "patients", "orderer", "user_profile")  # fmt: skip


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def _values(make: Make, locale: str, seed: str) -> tuple[str | int | float | None, ...]:
    rng = random.Random(seed)
    fake = _faker(locale)
    fake.seed_instance(seed)
    draw = Draw(rng, fake)
    values: list[str | int | float | None] = []
    for _ in range(ROWS):
        value = make(draw)
        values.append(None if rng.random() < EMPTY_SHARE else value)
    return tuple(values)


def _alternatives(items: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(item.split("|")) for item in items.split())


def personal_columns(kinds: Iterable[PersonalKind], seed: int) -> list[Column]:
    """Each kind under its telling names in tables of persons, and under a vague and an opaque
    name in a table of its own whose name says nothing."""
    columns = []
    used: set[tuple[str, str]] = set()
    for number, kind in enumerate(kinds, start=1):
        asked = _alternatives(kind.items)
        every = frozenset(item for group in asked for item in group)
        vague = VAGUE_NAMES[number % len(VAGUE_NAMES)]
        named: list[tuple[Style, str, str]] = [
            ("vague", f"t_{number:03}a", vague),
            ("opaque", f"t_{number:03}b", f"c{number}"),
        ]
        for nth, name in enumerate(kind.names.split()):
            table = next(
                table
                for shift in range(len(PERSON_TABLES))
                if ((table := PERSON_TABLES[(number + nth + shift) % len(PERSON_TABLES)]),
                    name.lower()) not in used
            )  # fmt: skip
            used.add((table, name.lower()))
            named.append(("telling", table, name))
        for style, table, name in named:
            due = kind.scored and (style == "telling" or kind.proves)
            columns.append(
                Column(
                    kind=kind.kind,
                    style=style,
                    table=table,
                    name=name,
                    type=kind.type,
                    values=_values(kind.make, kind.locale, f"{seed}:{kind.kind}:{table}:{name}"),
                    expected=asked if due else (),
                    allowed=every,
                )
            )
    return columns


def lookalike_columns(kinds: Iterable[LookalikeKind], seed: int) -> list[Column]:
    """Each kind under its real name in its real table, and under an opaque name."""
    columns = []
    for number, kind in enumerate(kinds, start=1):
        named: list[tuple[Style, str, str]] = [("telling", kind.table, kind.name)]
        if not kind.named_only:
            named.append(("opaque", f"x_{number:03}", f"c{number}"))
        columns.extend(
            Column(
                kind=f"{kind.table}.{kind.name}",
                style=style,
                table=table,
                name=name,
                type=kind.type,
                values=_values(kind.make, kind.locale, f"{seed}:{table}:{name}"),
            )
            for style, table, name in named
        )
    return columns
