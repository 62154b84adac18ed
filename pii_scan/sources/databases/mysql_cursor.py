"""PyMySQL's cursor for rows that stay at the server, made to end quietly."""

from __future__ import annotations

from pymysql.cursors import SSCursor


class UnbufferedCursor(SSCursor):  # type: ignore[misc]  # PyMySQL has no types
    """An SSCursor that can be closed on a broken connection.

    PyMySQL's own goes on to read the rows that are left, also when it is collected, and a
    traceback then appears on the terminal.
    """

    def close(self) -> None:
        """Let go of the rows that are left; raises nothing."""
        try:
            super().close()
        except Exception:  # noqa: BLE001  whatever broke the connection was raised by a fetch
            self.connection = None
            if self._result is not None:
                self._result.unbuffered_active = False

    __del__ = close
