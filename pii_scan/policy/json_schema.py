"""The JSON Schema of the declaration, from which editors complete and check it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pii_scan.policy.declaration import SCHEMA, Declaration
from pii_scan.rulebook import Rulebook

# The name of the file that editors look for beside a declaration.
SCHEMA_FILE = "declaration.schema.json"


def declaration_schema(rulebook: Rulebook) -> dict[str, Any]:
    """The schema (2020-12) of version 1, with the ids of ``rulebook`` to choose from.

    Ids of a user's own rules are as good, so any other word is allowed where an id stands;
    ``load_declaration`` tells the unknown ones.
    """
    schema = Declaration.model_json_schema(by_alias=True)
    ids = {
        "item": {id_: item.label.en for id_, item in rulebook.items.items()},
        "point": dict.fromkeys(rulebook.points, ""),
        "record": {id_: kind.label.en for id_, kind in rulebook.record_kinds.items()},
    }
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("title", None)
        for name, said in definition.get("properties", {}).items():
            said.pop("title", None)
            if name in ids and said.get("type") == "string":
                said["anyOf"] = [_choices(ids[name]), {"type": "string", "minLength": 1}]
                del said["type"]
                said.pop("minLength", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "A privacy policy as data, written by pii-scan policy read",
        **schema,
    }


def schema_text(rulebook: Rulebook) -> str:
    """The schema as JSON, which ends with a line end."""
    return json.dumps(declaration_schema(rulebook), ensure_ascii=False, indent=2) + "\n"


def _choices(ids: Mapping[str, str]) -> dict[str, Any]:
    chosen: dict[str, Any] = {"enum": list(ids)}
    if any(ids.values()):
        chosen["enumDescriptions"] = list(ids.values())
    return chosen
