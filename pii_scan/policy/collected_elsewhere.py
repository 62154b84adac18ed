"""What is collected, where a sentence says so below a heading that is not understood.

"When a message is opened, we record the browser and an IP address" stands under "Simulations".
What is not declared would be reported as undeclared, although the policy says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pii_scan.policy.collection_sentences import FORM_COLLECTS, collects, forbids
from pii_scan.policy.entries import entry_of, sentences
from pii_scan.policy.headings import Topic
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.prose import items_in_prose
from pii_scan.policy.sections import Section

# Only who collects and the verb together are sure: "your staff can see the name and the email".
_WE_COLLECT = re.compile(
    r"\bwe (?:also |may |will |automatically )*(?:collect|record|log|gather|receive|store|save)\b"
    # "the form stores your name and your message"
    rf"|{FORM_COLLECTS}"
    r"|\b(?:this|our|the) (?:web)?(?:site|app|application|service|store|shop) "
    r"(?:also |may |will |automatically )*collects?\b"
    r"|^(?:this|the|such) (?:data|information) (?:may )?(?:also )?includes? "
    r"|[을를]\s(?:추가로\s|함께\s|자동으로\s)?수집(?:합니다|하며|하고\s있습니다)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2


def collected_elsewhere(sections: Iterable[Section], lexicon: Lexicon) -> list[Section]:
    """A collection section for each of ``sections`` that is not understood but says such."""
    found: list[Section] = []
    for section in sections:
        if section.topic is not Topic.UNKNOWN or section.heading is None:
            continue
        # The title of a policy is no point.
        if section.heading.level == 1 or section.heading.text.isupper():
            continue
        said = [
            entry_of(entry, sentence)
            for entry in section.entries
            if not entry.cells and entry.is_sentence
            for sentence in _collecting(entry.text, lexicon)
        ]
        if said:
            found.append(Section(Topic.COLLECTION, section.heading, said))
    return found


def _collecting(text: str, lexicon: Lexicon) -> Iterator[str]:
    for sentence in sentences(text):
        if not _WE_COLLECT.search(sentence) or not collects(sentence) or forbids(sentence):
            continue
        known = [word for word in items_in_prose(sentence, lexicon) if word.item is not None]
        if len(known) >= _FEWEST_WORDS:
            yield sentence
