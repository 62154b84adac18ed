"""Makes the data of the worked example: ``python examples/remotemeeting/build.py``.

``data/`` then holds a SQLite database, a folder of logs and the schema of a planned release of a
made-up meeting service, always the same, with the faults that faults.md lists.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from made_up_service.files import build, load_database

__all__ = ["build", "load_database"]


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Make the data of the worked example.")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        default=Path(__file__).parent / "data",
        help="where to put it (default: data/ beside this file)",
    )
    parser.add_argument(
        "--without-faults", action="store_true", help="leave out what faults.md lists"
    )
    arguments = parser.parse_args()
    build(arguments.output, faults=not arguments.without_faults)
    print(f"wrote {arguments.output}")


if __name__ == "__main__":
    main()
