"""Which files of a program define tables, and what each kind of them is read by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pii_scan.sources.ddl.changes import Change
from pii_scan.sources.models.django import read_django
from pii_scan.sources.models.drizzle import read_drizzle
from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.entity_framework import read_entity_framework
from pii_scan.sources.models.gorm import read_gorm
from pii_scan.sources.models.jpa import read_jpa
from pii_scan.sources.models.knex import read_knex
from pii_scan.sources.models.laravel import read_laravel
from pii_scan.sources.models.mongoose import read_mongoose
from pii_scan.sources.models.prisma import read_prisma
from pii_scan.sources.models.rails import read_rails
from pii_scan.sources.models.sequelize import read_sequelize
from pii_scan.sources.models.sqlalchemy import read_sqlalchemy
from pii_scan.sources.models.typescript import read_typescript
from pii_scan.sources.models.xorm import read_xorm

Read = Callable[[Sequence[SourceText]], Iterator[tuple[str, Change]]]


@dataclass(frozen=True, slots=True)
class ModelKind:
    """Files of one framework: how they end, what stands in them, and what reads them together.

    ``also`` must stand in them as well, where other libraries write what the ``sign`` looks for.
    """

    suffixes: tuple[str, ...]
    sign: re.Pattern[str]
    read: Read
    also: re.Pattern[str] = re.compile(r"")

    def defines(self, name: str, text: str) -> bool:
        """Whether a file that is called ``name`` in lower case is one of them."""
        return (
            name.endswith(self.suffixes)
            and self.sign.search(text) is not None
            and self.also.search(text) is not None
        )


_KINDS = (
    ModelKind((".prisma",), re.compile(r""), read_prisma),
    ModelKind(
        (".rb",),
        re.compile(r"\bcreate_table\b|\bActiveRecord::(?:Schema|Migration)\b"),
        read_rails,
    ),
    # Before SQLAlchemy: both have a db.Model or models.Model.
    ModelKind(
        (".py",),
        re.compile(
            r"\bmodels\.\w*(?:Field|Model|ForeignKey)\b|\bfrom django\.db import|\bAbstractUser\b"
            r"|\bmigrations\.(?:CreateModel|AddField)\b"
        ),
        read_django,
    ),
    ModelKind(
        (".py",),
        re.compile(
            r"\b__tablename__\b|\bmapped_column\(|\bMapped\[|\bColumn\(|\bSQLModel\b"
            r"|\bop\.(?:create_table|add_column|drop_column)\("
        ),
        read_sqlalchemy,
    ),
    ModelKind(
        (".java", ".kt"),
        re.compile(r"@(?:[\w.]+\.)?(?:Entity|MappedSuperclass|Embeddable)\b"),
        read_jpa,
    ),
    ModelKind(
        (".ts", ".mts", ".cts"),
        re.compile(r"@(?:Entity|ViewEntity|ChildEntity|Table)\(|@(?:Primary\w*)?Column\(|@Prop\("),
        read_typescript,
    ),
    ModelKind(
        (".ts", ".mts", ".js", ".mjs"),
        re.compile(r"\bfrom\s*[\"']drizzle-orm/\w+-core[\"']"),
        read_drizzle,
    ),
    ModelKind(
        (".php",),
        re.compile(r"\bSchema::(?:create|table|rename|drop\w*|connection)\("),
        read_laravel,
    ),
    ModelKind(
        (".js", ".mjs", ".cjs", ".ts", ".mts"),
        re.compile(
            r"\bschema\s*(?:\.withSchema\([^()]*\)\s*)?\."
            r"(?:createTable|createTableIfNotExists|alterTable|table|renameTable|dropTable\w*)\("
        ),
        read_knex,
    ),
    ModelKind(
        (".js", ".mjs", ".cjs", ".ts", ".mts"),
        re.compile(r"\bSchema\s*(?:<[^()]*>)?\(|=\s*mongoose\.Schema\b(?!\.)"),
        read_mongoose,
        also=re.compile(r"\bmongoose\b"),
    ),
    ModelKind((".go",), re.compile(r"\bstruct\s*\{"), read_xorm, also=re.compile(r"\bxorm:\"")),
    ModelKind(
        (".go",),
        re.compile(r"\bstruct\s*\{"),
        read_gorm,
        also=re.compile(r"\bgorm(?::\"|\.Model\b|\.io/gorm\b)|\bTableName\(\)\s*string\b"),
    ),
    ModelKind(
        (".cs",),
        re.compile(
            r"\bDbSet<|\bIEntityTypeConfiguration<|\bmigrationBuilder\.|\[Table\(|\[Key[\],]"
            r"|\bpublic\s+[\w?]+\s+\w*I[dD]\s*\{\s*get;"
        ),
        read_entity_framework,
    ),
    ModelKind(
        (".js", ".mjs", ".cjs", ".ts"),
        re.compile(r"\b(?:DataTypes|Sequelize)\.[A-Z]{3,}"),
        read_sequelize,
    ),
)
SUFFIXES = frozenset(suffix for kind in _KINDS for suffix in kind.suffixes)
"""How files that may define tables end, in lower case."""


def model_kind(name: str, text: str) -> ModelKind | None:
    """What reads a file that is called ``name``; None where no table is defined in it."""
    lower = name.lower()
    return next((kind for kind in _KINDS if kind.defines(lower, text)), None)


def read_models(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """What all files say of tables, those of one framework together: they refer to each other."""
    for kind in _KINDS:
        same = [source for source in texts if model_kind(source.file, source.text) is kind]
        if same:
            yield from kind.read(same)
