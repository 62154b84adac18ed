"""Presidio with its Korean recognisers and no language model; reads a task, writes its findings.

The task and the answer are described in ``comparison.py``. A column holds an item when at least
half of its values do, each at a score of 0.5 or more; its name is given to Presidio as context.
"""

import importlib.metadata
import json
import re
import sys
from collections import Counter
from pathlib import Path

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer import predefined_recognizers as known
from presidio_analyzer.nlp_engine import NoOpNlpEngine

ITEMS = {
    "KR_RRN": "resident_registration_number", "KR_FRN": "foreigner_registration_number",
    "KR_BRN": "business_registration_number", "KR_PASSPORT": "passport_number",
    "KR_DRIVER_LICENSE": "driver_license_number", "CREDIT_CARD": "credit_card",
    "EMAIL_ADDRESS": "email", "IP_ADDRESS": "ip_address", "IBAN_CODE": "bank_account",
    "PHONE_NUMBER": "phone", "MAC_ADDRESS": "mac_address", "US_SSN": "tax_id",
}  # fmt: skip
SHARE, SCORE = 0.5, 0.5


def engine():
    """Korean and general recognisers; that for phones in the setting that finds 010 numbers."""
    names = ["KrRrnRecognizer", "KrFrnRecognizer", "KrBrnRecognizer", "KrPassportRecognizer",
             "KrDriverLicenseRecognizer", "CreditCardRecognizer", "EmailRecognizer", "IpRecognizer",
             "IbanRecognizer", "MacAddressRecognizer", "UsSsnRecognizer"]  # fmt: skip
    there = [getattr(known, name)(supported_language="ko") for name in names]
    phone = known.PhoneRecognizer(
        supported_language="ko", supported_regions=("KR", "US", "GB", "DE", "FR", "JP"), leniency=2
    )
    registry = RecognizerRegistry(recognizers=[*there, phone], supported_languages=["ko"])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=NoOpNlpEngine(models=[{"lang_code": "ko", "model_name": "none"}]),
        supported_languages=["ko"],
    )


def matches(analyzer, text, context):
    """Start, end, item and score of what counts."""
    found = analyzer.analyze(text, language="ko", context=context, score_threshold=SCORE)
    return [
        (one.start, one.end, ITEMS[one.entity_type], one.score)
        for one in found
        if one.entity_type in ITEMS
    ]


def main(task_file, answer_file):
    """Answer one task."""
    task = json.loads(Path(task_file).read_text(encoding="utf-8"))
    analyzer = engine()
    columns = {}
    for column in task["columns"]:
        context = re.findall(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|[가-힣]+", column["name"])
        hits = Counter()
        for value in column["values"]:
            hits.update({item for _, _, item, _ in matches(analyzer, value, context)})
        columns[column["key"]] = [
            [item, count / len(column["values"])]
            for item, count in hits.items()
            if count >= SHARE * len(column["values"])
        ]
    texts = [[one[:3] for one in matches(analyzer, text, None)] for text in task["texts"]]
    answer = {
        "version": importlib.metadata.version("presidio-analyzer"),
        "items": sorted(set(ITEMS.values())), "columns": columns, "texts": texts,
    }  # fmt: skip
    Path(answer_file).write_text(json.dumps(answer), encoding="utf-8")


main(*sys.argv[1:])
