"""Conclusions: what the measurements of a course come to, in words with figures put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.wording import filled, refuse_unknown_figures
from anagen.records.fields import Fields
from anagen.records.words import Outcome, Verdict

#: Every figure that care can put into a conclusion.
FIGURES = frozenset(
    {
        "weeks", "verdict_on", "next_on", "first_on", "count_weeks", "before", "after", "change",
        "low", "high", "error", "differences", "noticeable", "compare", "horizon", "untreated",
        "p80", "p95", "chance",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conclusion(Fact):
    """One way a course can stand. `says` and `then` hold figures in braces.

    `outcome` is None for a remark that goes with another conclusion. `verdict` is what joins
    the verdict on needling; PROCEED leaves it alone.
    """

    outcome: Outcome | None
    verdict: Verdict
    then: str

    def says_with(self, figures: Mapping[str, str]) -> str:
        """What a person reads, with the figures put in."""
        return filled(self.says, figures)

    def then_with(self, figures: Mapping[str, str]) -> str:
        """What to do next, with the figures put in."""
        return filled(self.then, figures)


def read_conclusion(fields: Fields, header: Header) -> Conclusion:
    """A fact of kind "conclusion"."""
    conclusion = Conclusion(
        **header,
        outcome=fields.optional_choice("outcome", Outcome),
        verdict=_verdict(fields),
        then=fields.optional_text("then", 400),
    )
    fields.finish()
    refuse_unknown_figures(conclusion.says, FIGURES, fields, "says")
    refuse_unknown_figures(conclusion.then, FIGURES, fields, "then")
    return conclusion


def _verdict(fields: Fields) -> Verdict:
    words = {verdict.word: verdict for verdict in Verdict}
    word = fields.optional_text("verdict") or Verdict.PROCEED.word
    if word not in words:
        raise fields.wrong("verdict", "one of " + ", ".join(words), "Use one of these words.")
    return words[word]
