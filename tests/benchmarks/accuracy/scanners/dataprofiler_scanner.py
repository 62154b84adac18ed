"""Capital One's DataProfiler: the label of its column labeller (a neural network in the wheel).

The task and the answer are described in ``comparison.py``. Its free-text labeller is not asked.
"""

import importlib.metadata
import json
import sys
from pathlib import Path

import dataprofiler
import pandas as pd

ITEMS = {
    "ADDRESS": "address", "BAN": "bank_account", "CREDIT_CARD": "credit_card",
    "DRIVERS_LICENSE": "driver_license_number", "EMAIL_ADDRESS": "email", "IPV4": "ip_address",
    "IPV6": "ip_address", "MAC_ADDRESS": "mac_address", "PERSON": "name", "PHONE_NUMBER": "phone",
    "SSN": "tax_id",
}  # fmt: skip


def main(task_file, answer_file):
    """Answer one task."""
    task = json.loads(Path(task_file).read_text(encoding="utf-8"))
    options = dataprofiler.ProfilerOptions()
    options.set({"*.is_enabled": False, "data_labeler.is_enabled": True,
                 "*.multiprocess.is_enabled": False})  # fmt: skip
    labeler = dataprofiler.DataLabeler(labeler_type="structured")
    options.set({"structured_options.data_labeler.data_labeler_object": labeler})
    columns = {}
    for column in task["columns"]:
        frame = pd.DataFrame({column["name"]: column["values"]})
        profile = dataprofiler.Profiler(frame, options=options, samples_per_update=len(frame),
                                        min_true_samples=len(frame))  # fmt: skip
        stats = profile.report()["data_stats"][0]
        shares = stats["statistics"].get("data_label_representation") or {}
        # An undecided label names several, as in "PERSON|ADDRESS".
        columns[column["key"]] = [
            [ITEMS[label], max(shares.get(label, 1.0), 0.5)]
            for label in str(stats["data_label"]).split("|")
            if label in ITEMS
        ]
    answer = {
        "version": importlib.metadata.version("dataprofiler"),
        "items": sorted(set(ITEMS.values())), "columns": columns, "texts": None,
    }  # fmt: skip
    Path(answer_file).write_text(json.dumps(answer), encoding="utf-8")


main(*sys.argv[1:])
