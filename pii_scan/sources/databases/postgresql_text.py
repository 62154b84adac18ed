"""How the values of a PostgreSQL connection become text, also where the database promises none."""

from __future__ import annotations

from typing import Any

from pii_scan.sources.tables.text_values import decode

# What psycopg hands over as text: its own types cannot hold every value of PostgreSQL (year 10000,
# infinity), and JSON is text to us.
_AS_TEXT = (
    *("date", "time", "timetz", "timestamp", "timestamptz", "interval", "json", "jsonb"),
    *("text", "varchar", "bpchar", "name", "numeric", "float4", "float8", "uuid", "inet", "cidr"),
)
# A database in this encoding promises nothing about its bytes.
_ANY_BYTES = "SQL_ASCII"


def read_as_text(driver: Any, _record: object) -> None:  # noqa: ANN401  psycopg is imported late
    """Make the new connection ``driver`` of psycopg give text for all that is text to us."""
    from psycopg.types.string import TextLoader

    unsure = driver.info.parameter_status("server_encoding") == _ANY_BYTES
    loader = _take_any_bytes(driver) if unsure else TextLoader
    for name in _AS_TEXT:
        driver.adapters.register_loader(name, loader)


def _take_any_bytes(driver: Any) -> type:  # noqa: ANN401  the same
    """Let bytes pass both ways as they are; the loader that makes text of them."""
    from psycopg import Cursor, ServerCursor
    from psycopg.adapt import Loader

    class AnyBytesLoader(Loader):
        def load(self, data: Any) -> str:  # noqa: ANN401  psycopg's own buffer type
            return decode(data)

    class AnyBytesCursor(Cursor[Any]):
        def execute(self, query: Any, *parameters: Any, **options: Any) -> Any:  # noqa: ANN401
            return super().execute(_byte_by_byte(query), *parameters, **options)

    class AnyBytesServerCursor(ServerCursor[Any]):
        def execute(self, query: Any, *parameters: Any, **options: Any) -> Any:  # noqa: ANN401
            return super().execute(_byte_by_byte(query), *parameters, **options)

    # In UTF-8 the server refuses to send what is none; each byte is a character of Latin-1.
    driver.execute("SET client_encoding TO LATIN1")
    driver.commit()
    driver.cursor_factory, driver.server_cursor_factory = AnyBytesCursor, AnyBytesServerCursor
    return AnyBytesLoader


def _byte_by_byte(query: Any) -> Any:  # noqa: ANN401  text, bytes or an object of psycopg
    """``query`` so that the names in it arrive as UTF-8 on a connection in Latin-1."""
    return query.encode().decode("latin-1") if isinstance(query, str) else query
