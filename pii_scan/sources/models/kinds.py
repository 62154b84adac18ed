"""Which files of a program define tables, and with what framework.

What reads them is loaded where there are any: most folders have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Framework(StrEnum):
    """What a program defines its tables with."""

    PRISMA = "Prisma"
    RAILS = "Rails"
    DJANGO = "Django"
    SQLALCHEMY = "SQLAlchemy"
    JPA = "JPA"
    TYPEORM = "TypeORM"
    DRIZZLE = "Drizzle"
    LARAVEL = "Laravel"
    KNEX = "Knex"
    MONGOOSE = "Mongoose"
    XORM = "XORM"
    GORM = "GORM"
    ENTITY_FRAMEWORK = "Entity Framework"
    SEQUELIZE = "Sequelize"


@dataclass(frozen=True, slots=True)
class ModelKind:
    """Files of one framework: how they end and what stands in them.

    ``also`` must stand in them as well, where other libraries write what the ``sign`` looks for.
    """

    framework: Framework
    suffixes: tuple[str, ...]
    sign: re.Pattern[str]
    also: re.Pattern[str] = re.compile(r"")

    def defines(self, name: str, text: str) -> bool:
        """Whether a file that is called ``name`` in lower case is one of them."""
        return (
            name.endswith(self.suffixes)
            and self.sign.search(text) is not None
            and self.also.search(text) is not None
        )


_KINDS = (
    ModelKind(Framework.PRISMA, (".prisma",), re.compile(r"")),
    ModelKind(
        Framework.RAILS,
        (".rb",),
        re.compile(r"\bcreate_table\b|\bActiveRecord::(?:Schema|Migration)\b"),
    ),
    # Before SQLAlchemy: both have a db.Model or models.Model.
    ModelKind(
        Framework.DJANGO,
        (".py",),
        re.compile(
            r"\bmodels\.\w*(?:Field|Model|ForeignKey)\b|\bfrom django\.db import|\bAbstractUser\b"
            r"|\bmigrations\.(?:CreateModel|AddField)\b"
        ),
    ),
    ModelKind(
        Framework.SQLALCHEMY,
        (".py",),
        re.compile(
            r"\b__tablename__\b|\bmapped_column\(|\bMapped\[|\bColumn\(|\bSQLModel\b"
            r"|\bop\.(?:create_table|add_column|drop_column)\("
        ),
    ),
    ModelKind(
        Framework.JPA,
        (".java", ".kt"),
        re.compile(r"@(?:[\w.]+\.)?(?:Entity|MappedSuperclass|Embeddable)\b"),
    ),
    ModelKind(
        Framework.TYPEORM,
        (".ts", ".mts", ".cts"),
        re.compile(r"@(?:Entity|ViewEntity|ChildEntity|Table)\(|@(?:Primary\w*)?Column\(|@Prop\("),
    ),
    ModelKind(
        Framework.DRIZZLE,
        (".ts", ".mts", ".js", ".mjs"),
        re.compile(r"\bfrom\s*[\"']drizzle-orm/\w+-core[\"']"),
    ),
    ModelKind(
        Framework.LARAVEL,
        (".php",),
        re.compile(r"\bSchema::(?:create|table|rename|drop\w*|connection)\("),
    ),
    ModelKind(
        Framework.KNEX,
        (".js", ".mjs", ".cjs", ".ts", ".mts"),
        re.compile(
            r"\bschema\s*(?:\.withSchema\([^()]{0,200}\)\s*)?\."
            r"(?:createTable|createTableIfNotExists|alterTable|table|renameTable|dropTable\w*)\("
        ),
    ),
    ModelKind(
        Framework.MONGOOSE,
        (".js", ".mjs", ".cjs", ".ts", ".mts"),
        re.compile(r"\bSchema\s*(?:<[^()]{0,200}>)?\(|=\s*mongoose\.Schema\b(?!\.)"),
        also=re.compile(r"\bmongoose\b"),
    ),
    ModelKind(
        Framework.XORM, (".go",), re.compile(r"\bstruct\s*\{"), also=re.compile(r"\bxorm:\"")
    ),
    ModelKind(
        Framework.GORM,
        (".go",),
        re.compile(r"\bstruct\s*\{"),
        also=re.compile(r"\bgorm(?::\"|\.Model\b|\.io/gorm\b)|\bTableName\(\)\s*string\b"),
    ),
    ModelKind(
        Framework.ENTITY_FRAMEWORK,
        (".cs",),
        re.compile(
            r"\bDbSet<|\bIEntityTypeConfiguration<|\bmigrationBuilder\.|\[Table\(|\[Key[\],]"
            r"|\bpublic\s+[\w?]+\s+\w*I[dD]\s*\{\s*get;"
        ),
    ),
    ModelKind(
        Framework.SEQUELIZE,
        (".js", ".mjs", ".cjs", ".ts"),
        re.compile(r"\b(?:DataTypes|Sequelize)\.[A-Z]{3,}"),
    ),
)
SUFFIXES = frozenset(suffix for kind in _KINDS for suffix in kind.suffixes)
"""How files that may define tables end, in lower case."""


def framework_of(name: str, text: str) -> Framework | None:
    """What a file that is called ``name`` defines tables with; None where it defines none."""
    lower = name.lower()
    return next((kind.framework for kind in _KINDS if kind.defines(lower, text)), None)
