"""What models and migrations of programs say of tables, by the framework they are written for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pii_scan.sources.ddl.changes import Change, Unread
from pii_scan.sources.ddl.unread import NESTED_TOO_DEEP
from pii_scan.sources.models.code import nests_too_deep
from pii_scan.sources.models.django import read_django
from pii_scan.sources.models.drizzle import read_drizzle
from pii_scan.sources.models.entity import SourceText
from pii_scan.sources.models.entity_framework import read_entity_framework
from pii_scan.sources.models.gorm import read_gorm
from pii_scan.sources.models.jpa import read_jpa
from pii_scan.sources.models.kinds import Framework, framework_of
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

_READERS: Mapping[Framework, Read] = {
    Framework.PRISMA: read_prisma,
    Framework.RAILS: read_rails,
    Framework.DJANGO: read_django,
    Framework.SQLALCHEMY: read_sqlalchemy,
    Framework.JPA: read_jpa,
    Framework.TYPEORM: read_typescript,
    Framework.DRIZZLE: read_drizzle,
    Framework.LARAVEL: read_laravel,
    Framework.KNEX: read_knex,
    Framework.MONGOOSE: read_mongoose,
    Framework.XORM: read_xorm,
    Framework.GORM: read_gorm,
    Framework.ENTITY_FRAMEWORK: read_entity_framework,
    Framework.SEQUELIZE: read_sequelize,
}
# The others are read line by line, or by Python's own parser.
_BY_BRACKETS = frozenset(_READERS) - {
    Framework.PRISMA,
    Framework.RAILS,
    Framework.DJANGO,
    Framework.SQLALCHEMY,
}


def read_models(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """What all files say of tables, those of one framework together: they refer to each other."""
    of_frameworks: dict[Framework, list[SourceText]] = {}
    for source in texts:
        framework = framework_of(source.file, source.text)
        if framework in _BY_BRACKETS and nests_too_deep(source.text):
            yield source.file, Unread(0, NESTED_TOO_DEEP)
        elif framework:
            of_frameworks.setdefault(framework, []).append(source)
    for framework, read in _READERS.items():
        if same := of_frameworks.get(framework):
            yield from read(same)
