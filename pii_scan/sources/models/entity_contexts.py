"""What contexts and configurations of Entity Framework Core say of its entities.

``modelBuilder.Entity<Guest>(guest => { guest.Property(g => g.Email).HasMaxLength(90); })``, and
the same in an ``IEntityTypeConfiguration<Guest>``.
https://learn.microsoft.com/ef/core/modeling/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pii_scan.sources.ddl.changes import Name
from pii_scan.sources.models.code import Kind, Tokens, closing, first_string, parts

# Tokens in which the class of a set is named: DbSet<Company.Models.User>.
_LONGEST_NAME = 40
_BUILT = frozenset({"Entity", "IEntityTypeConfiguration", "EntityTypeBuilder"})


@dataclass(slots=True)
class SaidColumn:
    """What is said of one property: methods with their first argument, and its type if it has none.

    A property that no class has is given its type here: ``Property<string>("Email")``.
    """

    line: int
    type: str | None = None
    methods: dict[str, str] = field(default_factory=dict)

    def get(self, method: str) -> str | None:
        """The argument of a method, where it is called."""
        return self.methods.get(method)

    @property
    def required(self) -> bool:
        """Whether it must have a value."""
        return "IsRequired" in self.methods

    @property
    def ignored(self) -> bool:
        """Whether it is no column."""
        return "Ignore" in self.methods


@dataclass(slots=True)
class Said:
    """What is said of one entity in ``file``: its table, and its properties by their names."""

    file: str
    table: Name | None = None
    columns: dict[str, SaidColumn] = field(default_factory=dict)


def entity_sets(tokens: Tokens) -> dict[str, str]:
    """Which classes a context has tables of, and what these are called."""
    found = {}
    for at in range(len(tokens) - 4):
        if tokens[at].text == "DbSet" and tokens[at + 1].is_mark("<"):
            named_until = range(at, min(at + _LONGEST_NAME, len(tokens)))
            end = next((n for n in named_until if tokens[n].is_mark(">")), at)
            named = tokens[end + 1 : end + 2]
            if end > at + 1 and named and named[0].kind is Kind.WORD:
                found[tokens[end - 1].text] = named[0].text
    return found


def read_context(file: str, tokens: Tokens, said: dict[str, Said]) -> None:
    """Put what ``file`` says of entities into ``said``."""
    current: Said | None = None
    for at in range(len(tokens) - 3):
        word = tokens[at].text
        if word in _BUILT and tokens[at + 1].is_mark("<") and tokens[at + 2].kind is Kind.WORD:
            current = said.setdefault(tokens[at + 2].text, Said(file))
        opened = _opened(tokens, at)
        if current is None or opened is None:
            continue
        end = closing(tokens, opened)
        arguments = list(parts(tokens[opened + 1 : end]))
        if not arguments or not arguments[0]:
            continue
        named = first_string(arguments[0])
        if word in {"ToTable", "ToView"} and named:
            schema = first_string(arguments[1]) if len(arguments) > 1 else None
            current.table = Name(schema, named)
        elif word in {"Property", "Ignore"}:
            name = named or arguments[0][-1].text
            column = current.columns.setdefault(name, SaidColumn(tokens[at].line))
            column.type = tokens[opened - 2].text if tokens[opened - 1].is_mark(">") else None
            column.methods |= {word: ""} | dict(_chained(tokens, end + 1))


def _opened(tokens: Tokens, at: int) -> int | None:
    """Where the parenthesis of a method that is called at ``at`` opens, behind ``<string>``."""
    if not at or not tokens[at - 1].is_mark("."):
        return None
    if tokens[at + 1].is_mark("<"):
        at = next((n for n in range(at, min(at + 9, len(tokens))) if tokens[n].is_mark(">")), at)
    behind = tokens[at + 1 : at + 2]
    return at + 1 if behind and behind[0].is_mark("(") else None


def _chained(tokens: Tokens, at: int) -> Iterator[tuple[str, str]]:
    """The methods called one after the other from ``at``, each with its first argument."""
    while at + 2 < len(tokens) and tokens[at].is_mark(".") and tokens[at + 2].is_mark("("):
        end = closing(tokens, at + 2)
        first = next(parts(tokens[at + 3 : end]), ())
        text = first_string(first) or (first[0].text if len(first) == 1 else "")
        if text != "false":
            yield tokens[at + 1].text, text
        at = end + 1
