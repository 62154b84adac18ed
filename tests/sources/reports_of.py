"""A scan as the program runs it, for tests of what it reports."""

import datetime as dt
import io
import json
from dataclasses import replace

from pii_scan import pipeline
from pii_scan.config import no_config, with_flags
from pii_scan.reports.display import Display
from pii_scan.reports.rendering import REPORTS


def report_and_note(rulebook, target, state=None, own_networks=()):
    """The JSON report of a scan of ``target``, and what else is to be said."""
    settings = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(target),),
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
        state=state,
    )
    settings = replace(settings, own_networks=own_networks)
    outcome = pipeline.scan(settings, rulebook, lambda _: None)
    out = io.BytesIO()
    REPORTS["json"].render(outcome.report, out, Display())
    return json.loads(out.getvalue()), outcome.note or ""
