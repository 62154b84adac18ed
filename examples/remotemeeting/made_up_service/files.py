"""Writing everything: the database, the logs and the schema."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import create_engine, insert

from made_up_service.faults import (
    plant_in_app_log,
    plant_in_rows,
    settle_schema,
    too_old_for_web_log,
)
from made_up_service.log_lines import access_lines, app_lines, worker_lines
from made_up_service.people import Person, invent_people
from made_up_service.rows import invent_rows, moment
from made_up_service.tables import define_tables

MEMBERS = 1000
_SCHEMA = Path(__file__).with_name("planned_release.sql")


def build(output: Path, faults: bool = True) -> None:  # noqa: FBT001, FBT002  the documented call
    """Make ``remotemeeting.db``, ``logs/`` and ``schema.sql`` in ``output``, replacing old ones.

    The same files on every run, byte for byte but for SQLite's own version in the database.
    """
    output.mkdir(parents=True, exist_ok=True)
    database = output / "remotemeeting.db"
    database.unlink(missing_ok=True)
    load_database(f"sqlite:///{database}", faults)
    _write_logs(output / "logs", invent_people(MEMBERS), faults=faults)
    schema = settle_schema(_SCHEMA.read_text(encoding="utf-8"), faults=faults)
    (output / "schema.sql").write_text(schema, encoding="utf-8")


def load_database(url: str, faults: bool = True) -> None:  # noqa: FBT001, FBT002  as build
    """Create and fill all tables in the database at a SQLAlchemy ``url``, in one transaction.

    Raises a SQLAlchemyError when a table of the same name is there: nothing is ever replaced.
    """
    people = invent_people(MEMBERS)
    rows = invent_rows(people)
    if faults:
        rows = plant_in_rows(rows, people)
    metadata = define_tables(faults=faults)
    # The statements and their values stay out of SQLAlchemy's error messages.
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.begin() as connection:
            metadata.create_all(connection, checkfirst=False)
            for name, entries in rows.items():
                connection.execute(insert(metadata.tables[name]), entries)
    finally:
        engine.dispose()


def _write_logs(folder: Path, people: tuple[Person, ...], *, faults: bool) -> None:
    folder.mkdir(exist_ok=True)
    newest = access_lines("access.log", 1200, lambda rng: moment(rng, 30))
    older = access_lines("access.log.1", 1000, lambda rng: moment(rng, 60, 30))
    oldest = access_lines(
        "access.log.2", 800, too_old_for_web_log if faults else lambda rng: moment(rng, 88, 60)
    )
    app = app_lines(1200)
    _write(folder / "access.log", newest)
    _write(folder / "access.log.1", older)
    # No name and no time in the header, so that the same lines give the same file.
    packed = gzip.compress(_text(oldest).encode(), mtime=0)
    (folder / "access.log.2.gz").write_bytes(packed)
    _write(folder / "app.log", plant_in_app_log(app) if faults else app)
    _write(folder / "worker.log", worker_lines(people, 400))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes(_text(lines).encode())
