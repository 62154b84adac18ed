"""Single values with tens of thousands of matches, in memory and time that grow with their length.

A line of a log can be a megabyte: an export that was logged, the recipients of a mail.
"""

import datetime as dt
import resource

from pii_scan.config import no_config, with_flags
from pii_scan.detect import matches
from pii_scan.detect.matches import Match, settle
from pii_scan.pipeline import scan
from pii_scan.rule_proof import proven_rulebook


def test_a_line_with_many_matches_is_not_held_once_for_each(tmp_path):
    path = tmp_path / "app.log"
    emails = "".join(f"to user{number % 5000}@example.com " for number in range(8_000))
    path.write_text(f"2026-11-20 09:00:00 mail sent {emails}\n" * 2, encoding="utf-8")
    settings = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(path),),
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    rulebook = proven_rulebook()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (found,) = scan(settings, rulebook, lambda _: None).report.fields
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000
    assert (found.finding.item, found.finding.matched) == ("email", 2)


def test_a_match_is_held_against_those_near_it_only(monkeypatch):
    taken = []
    takes = matches.takes
    monkeypatch.setattr(matches, "takes", lambda *pair: taken.append(0) or takes(*pair))
    many = [
        Match(start, start + length, "a", "item", "alone", score, proven=False)
        for start in range(0, 30_000, 10)
        for length, score in ((8, 0.5), (4, 0.9), (0, 0.1))
    ]
    # Those that begin where another ends do not overlap it.
    many += [
        Match(start + 8, start + 10, "b", "item", "alone", 0.9, proven=False) for start in (0, 10)
    ]
    settled = settle(many, {})
    assert {(match.start, match.end - match.start) for match in settled if match.score > 0.4} == {
        *((start, 4) for start in range(0, 30_000, 10)),
        (8, 2),
        (18, 2),
    }
    assert len(taken) < 3 * len(many)
