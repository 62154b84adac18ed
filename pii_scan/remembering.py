"""Between detection and the state file: what earlier scans counted, and whether it still counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pii_scan import __version__
from pii_scan.detect.evidence import Evidence
from pii_scan.detect.tally import check_saved
from pii_scan.model import Field
from pii_scan.rulebook import Rulebook
from pii_scan.scan_state import SCHEMA, ScanState, load_state


def state_for(path: Path, rulebook: Rulebook, own_networks: Sequence[str]) -> ScanState:
    """The state in ``path`` where it was made with the same rules, networks and versions.

    Raises StateError where the file cannot be read.
    """
    return load_state(path, _made_with(rulebook, own_networks), check_saved)


def remember(state: ScanState, source: str, evidence: Evidence) -> None:
    """Add what earlier scans counted in the parts of logs that were not read again."""
    for record in state.memory(source).kept.values():
        for saved in record.evidence:
            path = (record.log, *saved["key"])
            field = Field(source, path, logged=True, origin=record.origin)
            evidence.remember(field, saved)


def _made_with(rulebook: Rulebook, own_networks: Sequence[str]) -> str:
    """What counts depend on besides the data: what is looked for, and what hashes and searches."""
    import polars as pl

    rules = repr([(rule.id, rule.registry, rule.identifier) for rule in rulebook.rules.values()])
    settings = f"{rules} {sorted(own_networks)}"
    digest = hashlib.sha256(settings.encode()).hexdigest()[:32]
    return f"{SCHEMA} {__version__} {pl.__version__} {digest}"
