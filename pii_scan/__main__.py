"""The pii-scan command, which ``python -m pii_scan`` is as well."""

from __future__ import annotations

import gc
import os
from typing import NoReturn

_INTERRUPTED = 130
_OBJECTS_BEFORE_COLLECTION = 200_000


def main() -> NoReturn:
    """Run the program; Ctrl-C is heard while it is still being loaded as well."""
    # Modules and rules make many objects that stay: looking for garbage among them took a tenth of
    # the start.
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, *gc.get_threshold()[1:])
    try:
        from pii_scan.cli.main import main as run

        run()
    except KeyboardInterrupt:
        # What was being loaded is half there: nothing of it is to be taken apart.
        os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
