"""The questions that show whether a consent was understood, each with its source.

Two are knowledge of their own; the others ask about a fact of the knowledge, whose words and
sources are shown when an answer is wrong. A wrong answer is explained and asked again; it never
ends the matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.knowledge.library import Knowledge
from anagen.knowledge.quiz import QuizQuestion
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.look.sources import Tree, point_tree
from anagen.web.look.templatetags.languages import translated

SALT = "anagen.consent.tried"
#: More tries than anybody makes; a longer list was not made by our page.
MOST_TRIES = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the fact it stands on, what is asked, and the choices, the right one named."""

    id: str
    fact: str
    ask: str | Promise
    choices: tuple[tuple[str, str | Promise], ...]
    right: str


HARMS = Asked(
    "harms",
    "consent_names_harms",
    _("Which of these can happen after needling, and can stay?"),
    (
        ("nothing", _("Nothing: all of it goes away by itself")),
        ("marks", _("Scars, lumps, or patches of another colour")),
        ("pain", _("Only a little pain")),
    ),
    "marks",
)
TAKE_BACK = Asked(
    "take_back",
    "consent_names_harms",
    _("You have signed, and then you change your mind. What happens?"),
    (
        ("go_on", _("I have to go through with it")),
        ("reason", _("I have to give a good reason")),
        ("stop", _("I say so, and it stops")),
    ),
    "stop",
)
PROMISE = Asked(
    "promise",
    "nobody_can_guarantee",
    _("What can anybody promise you about your hair?"),
    (
        ("more", _("More hair after six sessions")),
        ("same", _("At least no more loss")),
        ("none", _("Nothing: a new trial could still show no effect")),
    ),
    "none",
)
OWN_BLOOD = Asked(
    "own_blood",
    "step_plasma",
    _("Why do two people read the name on your tube?"),
    (
        ("habit", _("To see when the blood was taken")),
        ("own", _("Because blood of somebody else could make me ill")),
        ("count", _("To count the platelets")),
    ),
    "own",
)
NO_GAIN = Asked(
    "no_gain",
    "claim_plasma_together",
    _("What did plasma add to needling in the trial with 30 men?"),
    (
        ("double", _("Twice as much hair")),
        ("nothing", _("No clear difference")),
        ("faster", _("The same hair, but faster")),
    ),
    "nothing",
)
#: Questions of the knowledge that fit a clinic too, and those of our own.
FROM_KNOWLEDGE: Mapping[Kind, tuple[str, ...]] = {
    Kind.MICRONEEDLING: ("quiz_red_flags", "quiz_shedding")
}
OWN: Mapping[Kind, tuple[Asked, ...]] = {
    Kind.MICRONEEDLING: (HARMS, PROMISE, TAKE_BACK),
    Kind.PLASMA: (OWN_BLOOD, NO_GAIN),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the page: what was picked, and the explanation once that is wrong."""

    id: str
    ask: str
    choices: tuple[tuple[str, str], ...]
    right: str
    point: Tree
    picked: str = ""
    is_wrong: bool = False
    tries: int = 0


def lines_for(kind: Kind, knowledge: Knowledge) -> list[Line]:
    """The questions of a kind of consent, in order; none where nothing is to be understood."""
    known = [knowledge.fact(id, QuizQuestion) for id in FROM_KNOWLEDGE.get(kind, ())]
    first = [
        Line(
            one.id,
            translated(one.ask),
            tuple((choice.id, translated(choice.says)) for choice in one.choices),
            one.right,
            point_tree(one, knowledge),
        )
        for one in known
    ]
    return first + [_line(one, knowledge) for one in OWN.get(kind, ())]


def _line(asked: Asked, knowledge: Knowledge) -> Line:
    choices = tuple((word, str(says)) for word, says in asked.choices)
    point = point_tree(knowledge.facts[asked.fact], knowledge)
    return Line(asked.id, str(asked.ask), choices, asked.right, point)


def marked(lines: list[Line], form: QueryDict) -> list[Line]:
    """The questions with what was picked. Every time a question is wrong counts as a try."""
    before = tries_in(form.get("tries", ""))
    return [_marked(line, form, *before.get(line.id, (0, False))) for line in lines]


def _marked(line: Line, form: QueryDict, before: int, was_right: bool) -> Line:
    picks = form.getlist(f"quiz_{line.id}")
    picked = picks[0] if len(picks) == 1 else ""
    if picked not in dict(line.choices):
        picked = ""
    # The whole form is sent again while one answer is wrong; what was right is no new try.
    tries = before if was_right and picked == line.right else before + bool(picked)
    return Line(
        line.id,
        line.ask,
        line.choices,
        line.right,
        line.point,
        picked,
        picked != line.right,
        min(tries, MOST_TRIES),
    )


def tries_of(lines: list[Line]) -> str:
    """How often each question was tried, and whether it was right in the end: signed by us."""
    tried = {line.id: (line.tries, not line.is_wrong) for line in lines if line.tries}
    return signing.dumps(tried, salt=SALT)


def tries_in(text: str) -> Mapping[str, tuple[int, bool]]:
    """The tries that a form carries, and whether the last was right; none when not ours."""
    try:
        found: Any = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    return {id: (tries, was_right) for id, (tries, was_right) in found.items()}
