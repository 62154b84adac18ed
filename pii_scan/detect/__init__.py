"""From samples to findings: candidates, recognisers, names, judgement."""
