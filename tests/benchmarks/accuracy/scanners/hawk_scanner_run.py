"""hawk-scanner with the fingerprint.yml given; a column holds what half of its values hold.

The task and the answer are described in ``comparison.py``. Its matches in text have no place: the
first place of the matched string is taken.
"""

import importlib.metadata
import json
import sys
from collections import Counter
from pathlib import Path

import yaml
from hawk_scanner.internals.system import match_strings

ITEMS = {"Email": "email", "Phone Number": "phone", "Aadhar": "tax_id", "PAN Number": "tax_id"}


def main(task_file, answer_file, fingerprint):
    """Answer one task."""
    task = json.loads(Path(task_file).read_text(encoding="utf-8"))
    patterns = yaml.safe_load(Path(fingerprint).read_text(encoding="utf-8"))
    # Patterns with groups make its own code fail; none of those it knows as personal has one.
    settings = {"fingerprint": {name: patterns[name] for name in ITEMS if name in patterns}}
    columns = {}
    for column in task["columns"]:
        hits = Counter()
        for value in column["values"]:
            found = match_strings(settings, value)
            hits.update({ITEMS[one["pattern_name"]] for one in found})
        columns[column["key"]] = [
            [item, count / len(column["values"])]
            for item, count in hits.items()
            if 2 * count >= len(column["values"])
        ]
    texts = [
        [
            [text.find(match), text.find(match) + len(match), ITEMS[one["pattern_name"]]]
            for one in match_strings(settings, text)
            for match in one["matches"]
        ]
        for text in task["texts"]
    ]
    answer = {
        "version": importlib.metadata.version("hawk-scanner"),
        "items": sorted(set(ITEMS.values())), "columns": columns, "texts": texts,
    }  # fmt: skip
    Path(answer_file).write_text(json.dumps(answer), encoding="utf-8")


main(*sys.argv[1:])
