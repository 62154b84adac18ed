"""What some rules say of whole columns of texts: twins of recognisers and validators.

A twin knows some common forms of a rule's texts, in which the rule takes the text whole, and what
its validator says of them; of any other text it says nothing, and the rule itself is asked. A
form is used only where the rule agrees with it on its probes, so that a rule that was changed or
replaced is never answered for; tests hold each twin to its rule on many more texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pii_scan.detect.columnar_forms import (
    FORMS,
    NOTHING,
    PROVEN,
    REFUSED,
    UNPROVEN,
    Form,
    frame_around,
    said_of_parts,
)
from pii_scan.detect.frames import NO_FRAME, Frame, frame_of
from pii_scan.detect.recognizers import Recognition, Recognizers
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

_PRINTABLE = r"\A[!-~](?:[ -~]*[!-~])?\z"


@dataclass(frozen=True, slots=True)
class Whole:
    """A rule that takes texts of printable ASCII whole or not at all: its patterns with scores."""

    patterns: tuple[tuple[str, float], ...]
    validator: str | None

    def judge(self, own: pl.DataFrame) -> pl.DataFrame:
        """``index``, ``verdict`` and ``score`` of each ``text``."""
        import polars as pl

        matching = (
            pl.when(pl.col("text").str.contains(pattern)).then(pl.lit(score, pl.Float64))
            for pattern, score in self.patterns
        )
        own = own.with_columns(score=pl.max_horizontal(*matching))
        taken, left = (
            own.filter(pl.col("score").is_not_null()),
            own.filter(pl.col("score").is_null()),
        )
        unproven = pl.repeat(UNPROVEN, len(taken), dtype=pl.Int8, eager=True)
        verdicts = said_of_parts(taken["text"], str, self.validator) if self.validator else unproven
        return pl.concat(
            [
                taken.select("index", verdicts.alias("verdict"), "score"),
                left.select("index", pl.lit(NOTHING, pl.Int8).alias("verdict"), "score"),
            ]
        )


@dataclass(frozen=True, slots=True)
class Twin:
    """The forms of one rule, each with the rule's score for it, and what it takes whole.

    ``frame`` is what may stand around the texts of its forms.
    """

    forms: tuple[tuple[Form, float | None], ...]
    whole: Whole | None = None
    frame: Frame = NO_FRAME

    def judge(self, texts: pl.Series) -> pl.DataFrame:
        """``verdict`` (Int8) of each text, null where the rule is to be asked, and ``score``.

        ``core`` is the part of the text that the verdict is about, which begins at ``left``.
        """
        cores = self.frame.taken_off(texts)
        return cores.hstack(self._judge_cores(texts, cores["core"]))

    def _judge_cores(self, texts: pl.Series, cores: pl.Series) -> pl.DataFrame:
        import polars as pl

        text = pl.col("text")
        frame = pl.DataFrame({"text": cores, "all": texts}).with_row_index()
        answers = []
        for form, score in self.forms:
            is_form = text.str.contains(rf"\A(?:{form.pattern})\z")
            if form.but_not:
                is_form &= ~text.str.contains(form.but_not)
            mask = frame.select(is_form).to_series()
            # Texts of a column are mostly all of a form, or none.
            if not mask.any():
                continue
            own, frame = _parted(frame, mask)
            verdict = form.verdict(own["text"]).cast(pl.Int8).alias("verdict")
            answers.append(own.select("index", verdict, score=pl.lit(score, pl.Float64)))
            if frame.is_empty():
                return pl.concat(answers).sort("index").drop("index")
        if self.whole:
            # A text with anything around it is none that such a rule takes whole.
            mask = frame.select(text.str.contains(_PRINTABLE) & (text == pl.col("all"))).to_series()
            answers.append(self.whole.judge(frame.filter(mask)))
            frame = frame.filter(~mask)
        unknown = frame.select(
            "index", verdict=pl.lit(None, pl.Int8), score=pl.lit(None, pl.Float64)
        )
        return pl.concat([*answers, unknown]).sort("index").drop("index")


def _parted(frame: pl.DataFrame, mask: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that ``mask`` is true of, and the others."""
    if mask.all():
        return frame, frame.clear()
    return frame.filter(mask), frame.filter(~mask)


def twin_of(rule: Rule, recognizers: Recognizers) -> Twin | None:
    """The rule's twin, of the forms in which it agrees with the rule on all probes.

    Tests hold our own rules to that; only a rule that replaces one of ours has to be asked.
    """
    whole, known = _whole_of(rule), FORMS.get(rule.id, ())
    if not known:
        return Twin((), whole) if whole else None
    if not rule.identifier.override:
        return Twin(tuple((form, form.score) for form in known), whole, frame_around(rule.id))
    forms = [
        (form, score)
        for form in known
        if (score := agreed_score(form, rule.id, recognizers)) is not None
        or (form.score is None and said_of_probes(form, rule.id, recognizers) == set())
    ]
    if not forms:
        return Twin((), whole) if whole else None
    # What a form that takes nothing whole is framed by is no part of an identifier.
    probes = [probe for form, score in forms if score is not None for probe in form.probes]
    return Twin(tuple(forms), whole, frame_of(rule.id, probes, recognizers, frame_around(rule.id)))


def _whole_of(rule: Rule) -> Whole | None:
    known = [(pattern.whole, pattern.score) for pattern in rule.patterns]
    whole = tuple((pattern, score) for pattern, score in known if pattern)
    return Whole(whole, rule.identifier.validator) if whole and len(whole) == len(known) else None


def agreed_score(form: Form, identifier: str, recognizers: Recognizers) -> float | None:
    """The one score that the rule gives the probes; None where it says anything else of them."""
    scores = said_of_probes(form, identifier, recognizers)
    return scores.pop() if scores is not None and len(scores) == 1 else None


def said_of_probes(form: Form, identifier: str, recognizers: Recognizers) -> set[float] | None:
    """The scores that the rule gives the probes it takes; None where the form says otherwise."""
    import polars as pl

    verdicts = form.verdict(pl.Series(form.probes))
    scores = set()
    for probe, verdict in zip(form.probes, verdicts, strict=True):
        said = recognizers.spans(identifier, probe)
        if verdict_of(said, probe) != verdict:
            return None
        scores |= {span.score for span in said.accepted}
    return scores


def verdict_of(said: Recognition, text: str) -> int | None:
    """What a rule said of ``text``; None where it did not take or refuse it as a whole."""
    match said:
        case Recognition(accepted=(), rejected=0):
            return NOTHING
        case Recognition(accepted=(), rejected=1):
            return REFUSED
        case Recognition(accepted=(span,), rejected=0) if (span.start, span.end) == (0, len(text)):
            return PROVEN if span.proven else UNPROVEN
        case _:
            return None
