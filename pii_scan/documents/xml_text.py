"""XML in a value: each element and attribute is a path of its own.

Namespaces are left out of the paths. A document with a DOCTYPE is not opened: entities could make
it endless, and values hold records, not documents with grammars.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from pii_scan.documents.leaves import DEEPEST, Leaves, joined


def xml_leaves(text: str) -> Leaves | None:
    """The leaves of the XML element in ``text``, ``order.buyer@phone`` for an attribute.

    None when it is no XML.
    """
    stripped = text.strip()
    if not (stripped.startswith("<") and stripped.endswith(">")) or "<!DOCTYPE" in stripped:
        return None
    try:
        root = ET.fromstring(stripped)  # noqa: S314  no DOCTYPE, so there are no entities
    except (ET.ParseError, ValueError):
        return None
    return _leaves(root, "", 0)


def _leaves(element: ET.Element, path: str, depth: int) -> Leaves:
    path = joined(path, _local(element.tag))
    for name, value in element.attrib.items():
        if value.strip():
            yield f"{path}@{_local(name)}", value.strip()
    if depth >= DEEPEST:
        rest = " ".join(" ".join(element.itertext()).split())
        if rest:
            yield path, rest
        return
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            yield path, text.strip()
    for child in element:
        yield from _leaves(child, path, depth + 1)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
