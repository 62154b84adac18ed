"""Between detection and the state file: what earlier scans counted, and whether it still counts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pii_scan import __version__
from pii_scan.detect.evidence import Evidence
from pii_scan.detect.tally import check_saved
from pii_scan.model import Field
from pii_scan.rulebook import Rulebook
from pii_scan.scan_state import SCHEMA, ScanState, load_state


def state_for(path: Path, rulebook: Rulebook) -> ScanState:
    """The state in ``path`` where it was made with the same rules and versions.

    Raises StateError where the file cannot be read.
    """
    return load_state(path, _made_with(rulebook), check_saved)


def remember(state: ScanState, source: str, evidence: Evidence) -> None:
    """Add what earlier scans counted in the parts of logs that were not read again."""
    for record in state.memory(source).kept.values():
        for saved in record.evidence:
            path = (record.log, *saved["key"])
            field = Field(source, path, logged=True, origin=record.origin)
            evidence.remember(field, saved)


def _made_with(rulebook: Rulebook) -> str:
    """What counts depend on besides the data: the rules and the versions that hash and search."""
    import polars as pl

    rules = repr([(rule.id, rule.registry, rule.identifier) for rule in rulebook.rules.values()])
    digest = hashlib.sha256(rules.encode()).hexdigest()[:32]
    return f"{SCHEMA} {__version__} {pl.__version__} {digest}"
