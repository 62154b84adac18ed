"""A labelled set of free text, and how well pii-scan finds personal data in it.

    python tests/benchmarks/free_text.py generate   # data/free_text.tsv, the same for the same seed
    python tests/benchmarks/free_text.py measure    # precision, recall, F1; misses and false hits

The set was written without a look at the rules, and is not to be tuned to them: correct a
label only where it is plainly wrong. `generate` needs Faker (40.x gave the file that is kept).
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from free_text_draw import Draw

DATA = Path(__file__).parent / "data"
SET = DATA / "free_text.tsv"
TEMPLATES = DATA / "free_text_templates.txt"
SEED = 20261124
# How many texts of each section: 70 % Korean, 20 % English, 10 % mixed and Japanese.
QUOTAS = {
    "ko personal": 680, "ko clean": 330,
    "en personal": 190, "en clean": 100,
    "mixed personal": 105, "mixed clean": 40,
}  # fmt: skip
SLOT = re.compile("«([^»]+)»")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start to end (end excluded) of a text hold a value of this item."""

    start: int
    end: int
    item: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text with the personal values in it; none for a text that only looks like it."""

    text: str
    language: str
    spans: tuple[Span, ...]


def templates() -> dict[str, list[str]]:
    """The templates of each section, in file order."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in TEMPLATES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            current = sections.setdefault(line[3:], [])
        elif line and not line.startswith("#"):
            current.append(line.replace("\\n", "\n").replace("\\t", "\t"))
    return sections


def generate() -> list[Text]:
    """Fills the templates of each section in turn until its quota is met; no text comes twice."""
    from free_text_draw import Draw

    draw = Draw(SEED)
    texts: list[Text] = []
    for section, lines in templates().items():
        language = section.split()[0]
        made: dict[str, Text] = {}
        turn = 0
        while len(made) < QUOTAS[section]:
            text = _fill(lines[turn % len(lines)], language, draw)
            made.setdefault(text.text, text)
            turn += 1
        texts.extend(made.values())
    return texts


def _fill(template: str, language: str, draw: "Draw") -> Text:
    from free_text_lookalikes import NOT_PERSONAL
    from free_text_personal import PERSONAL

    written, spans, done = "", [], 0
    for slot in SLOT.finditer(template):
        written += template[done : slot.start()]
        kind, _, style = slot[1].partition(".")
        if kind in PERSONAL:
            item, make = PERSONAL[kind]
            value = make(draw, style)
            spans.append(Span(len(written), len(written) + len(value), item))
        else:
            value = NOT_PERSONAL[kind](draw, style)
        written += value
        done = slot.end()
    return Text(written + template[done:], language, tuple(spans))


def save(texts: list[Text]) -> None:
    """Writes the set; a text with line breaks, tabs or quotes is quoted as CSV does."""
    with SET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        writer.writerow(["text", "language", "spans"])
        for text in texts:
            spans = json.dumps([asdict(span) for span in text.spans])
            writer.writerow([text.text, text.language, spans])


def load() -> list[Text]:
    """The set as kept."""
    with SET.open(encoding="utf-8", newline="") as file:
        return [
            Text(
                row["text"],
                row["language"],
                tuple(Span(**span) for span in json.loads(row["spans"])),
            )
            for row in csv.DictReader(file, dialect="excel-tab")
        ]


def describe(texts: list[Text]) -> str:
    """What the set holds: texts, texts without personal data, values by item."""
    languages = Counter(text.language for text in texts)
    items = Counter(span.item for text in texts for span in text.spans)
    clean = sum(not text.spans for text in texts)
    lines = [f"{len(texts)} texts, {clean} without personal data, {items.total()} values"]
    lines += [f"{count:6}  {name}" for name, count in (*languages.items(), *items.most_common())]
    return "\n".join(lines)


# --- measure

# Numbers that only Korea gives out; the customs code is the only tax_id of the set.
KOREAN = frozenset({
    "resident_registration_number", "foreigner_registration_number", "passport_number",
    "driver_license_number", "business_registration_number", "vehicle_number",
    "connecting_information", "tax_id",
})  # fmt: skip
# No scanner without a model finds the names of people in text: they are not labelled.
NOT_SCORED = frozenset({"name"})


@dataclass
class Score:
    """Values found, values missed, and claims where no value of that item is."""

    found: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.missed + other.missed, self.false + other.false)

    def __str__(self) -> str:
        precision = self.found / ((self.found + self.false) or 1)
        recall = self.found / ((self.found + self.missed) or 1)
        f1 = 2 * self.found / ((2 * self.found + self.missed + self.false) or 1)
        return (
            f"{precision:9.3f} {recall:7.3f} {f1:7.3f} "
            f"{self.found:6} {self.missed:7} {self.false:6}"
        )


@dataclass
class Result:
    """Scores by item, and what went wrong: the text (after NFKC) and the span in it."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    missed: list[tuple[str, Span]] = field(default_factory=list)
    false: list[tuple[str, Span]] = field(default_factory=list)
    partly: Counter[str] = field(default_factory=Counter)
    clean_texts_hit: int = 0

    def over(self, items: Iterable[str]) -> Score:
        """The sum over ``items``."""
        return sum((self.scores[item] for item in items), Score())


def claims(texts: Sequence[str]) -> list[list[Span]]:
    """What pii-scan's rules claim in each text by themselves, in characters after NFKC."""
    from pii_scan.detect.evidence import Evidence
    from pii_scan.detect.recognizers import load_recognizers
    from pii_scan.model import Field
    from pii_scan.rulebook import load_rulebook

    rules = load_rulebook().rules
    evidence = Evidence(rules, lambda _: (), lambda: load_recognizers(rules))
    place = Field("free text", ("text",))
    return [
        [
            Span(claim.start, claim.end, rules[claim.identifier].identifier.item)
            for claim in evidence.claims(place, text)
            if claim.counts and claim.taken_by is None
        ]
        for text in texts
    ]


def score(texts: Sequence[Text], claimed: Sequence[Sequence[Span]]) -> Result:
    """A value is found when a claim of its item overlaps it; any other claim is false.

    ``claimed`` counts characters after NFKC, labels count them as written.
    """
    result = Result()
    for text, spans in zip(texts, claimed, strict=True):
        normal = unicodedata.normalize("NFKC", text.text)
        scored = [span for span in dict.fromkeys(spans) if span.item not in NOT_SCORED]
        labels = [_normalised(text.text, span) for span in text.spans]
        result.clean_texts_hit += bool(scored and not labels)
        for label in labels:
            over = [span for span in scored if _same(label, span)]
            if over:
                result.scores[label.item].found += 1
                if min(s.start for s in over) > label.start or max(s.end for s in over) < label.end:
                    result.partly[label.item] += 1
            else:
                result.scores[label.item].missed += 1
                result.missed.append((normal, label))
        for span in scored:
            if not any(_same(label, span) for label in labels):
                result.scores[span.item].false += 1
                result.false.append((normal, span))
    return result


def _same(label: Span, span: Span) -> bool:
    return label.item == span.item and label.start < span.end and span.start < label.end


def _normalised(text: str, span: Span) -> Span:
    start, end = (
        len(unicodedata.normalize("NFKC", text[:offset])) for offset in (span.start, span.end)
    )
    return Span(start, end, span.item)


def report(texts: Sequence[Text], result: Result) -> str:
    """The figures by item, over groups and by language, then every miss and false hit."""
    clean = sum(not text.spans for text in texts)
    items = sorted(result.scores)
    lines = [f"{len(texts)} texts, {clean} without personal data", ""]
    lines.append(f"{'item':32} precision  recall      F1  found  missed  false")
    lines += [f"{item:32} {result.scores[item]}" for item in items]
    lines += [
        f"{'Korean identifiers':32} {result.over(KOREAN)}",
        f"{'all items':32} {result.over(items)}",
        "",
        f"texts without personal data with a false hit: {result.clean_texts_hit} of {clean}",
        "found, but not to the end of the value: "
        + (", ".join(f"{item} {count}" for item, count in result.partly.most_common()) or "none"),
    ]
    for title, wrong in (("missed", result.missed), ("false hits", result.false)):
        lines += ["", f"## {title}: {len(wrong)}"]
        for item in items:
            of_item = [(text, span) for text, span in wrong if span.item == item]
            if of_item:
                lines += ["", f"### {item}: {len(of_item)}", ""]
                lines += [f"- {_marked(text, span)}" for text, span in of_item]
    return "\n".join(lines)


def _marked(text: str, span: Span) -> str:
    marked = f"{text[: span.start]}⟦{text[span.start : span.end]}⟧{text[span.end :]}"
    return marked.replace("\n", "⏎").replace("\t", "⇥")


def main(arguments: Sequence[str]) -> None:
    """Runs the command named on the command line."""
    match arguments:
        case ["generate"]:
            save(generate())
            sys.stdout.write(describe(load()) + "\n")
        case ["measure"]:
            texts = load()
            result = score(texts, claims([text.text for text in texts]))
            sys.stdout.write(report(texts, result) + "\n")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
