"""How much text a policy may have, so that no file keeps its readers busy for minutes."""

from __future__ import annotations

from pii_scan.errors import PolicyError

# The longest policies published have some hundred thousand letters and two thousand lines.
_MOST_LETTERS = 1_000_000
_MOST_LINES = 20_000


def check_length(name: str, *, letters: int, lines: int = 0) -> None:
    """Raises PolicyError where a file holds more text than any policy."""
    if letters > _MOST_LETTERS or lines > _MOST_LINES:
        much = f"{lines:,} lines" if lines > _MOST_LINES else f"{letters:,} letters"
        raise PolicyError(
            f"{name}: holds {much} of text, too much for a policy",
            "Name the file that holds the policy's text.",
        )
