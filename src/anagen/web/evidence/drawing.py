"""The forest plots of a page, every word of them in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from anagen.web.look.templatetags.languages import translated
from anagen.web.look.templatetags.words import amount

if TYPE_CHECKING:
    from anagen.evidence.asked import Pool
    from anagen.evidence.library import Studies
    from anagen.evidence.printed_plot import Drawn

Tree = Mapping[str, Any]
#: The words of a drawing: what stands in a text, in its title and in its description.
WORDS = re.compile(r"(<(text|title|desc)\b[^>]*>)([^<]*)(</\2>)")
DIGITS = 2


def pool_drawings(pool: Pool, studies: Studies) -> list[SafeString]:
    """The wide and the slim drawing of a pool."""
    from anagen.evidence.forest import forest_plot
    from anagen.evidence.telling import effects_of, pooled_of

    effects, whole = effects_of(pool, studies), pooled_of(pool, studies)
    both = (forest_plot(effects, whole, pool.title, is_slim=slim) for slim in (False, True))
    return [_said(one) for one in both]


def printed_drawings(tree: Tree) -> tuple[list[SafeString], list[Drawn]]:
    """Both drawings of single trials beside a review's own figure, and their rows; or nothing.

    Only counts of hair are drawn, and only where a review prints enough for a new trial's range.
    """
    from anagen.evidence.printed_plot import Picture, printed_plot

    rows = [
        (review, row)
        for review in tree["reviews"]
        for row in review["rows"]
        if row["scale"] == "smd" and row["measure"] == "hair_count" and row["ci"]
    ]
    ahead = next((row["next_trial"] for _review, row in rows if row["next_trial"]), None)
    trials = [
        (trial, found)
        for trial in tree["trials"]
        for found in trial["found"]
        if found["rough"] and found["measure"] in ("hair_count", "hair_density")
    ]
    if ahead is None or not trials:
        return [], []
    drawn = [_trial(trial, found) for trial, found in trials]
    drawn += [_review(review, row) for review, row in rows if not review["doubt"]]
    shaded = _("Shaded: where a new trial may land, %(low)s to %(high)s.") % {
        "low": amount(round(ahead[0], DIGITS)),
        "high": amount(round(ahead[1], DIGITS)),
    }
    picture = Picture(
        title=translated(tree["title"]),
        describes=". ".join([*(f"{one.name}: {one.figures}" for one in drawn), shaded]),
        shaded_says=shaded,
        rows=drawn,
        band=(ahead[0], ahead[1]),
    )
    both = [
        mark_safe(printed_plot(picture, is_slim=slim))  # noqa: S308 - escaped where it is drawn
        for slim in (False, True)
    ]
    return both, drawn


def _trial(trial: Tree, found: Tree) -> Drawn:
    from anagen.evidence.printed_plot import Drawn

    rough = found["rough"]
    name, mark, effect = translated(trial["name"]), rough["mark"], round(rough["effect"], DIGITS)
    if rough["ci"] is None:
        words = _("at least %(figure)s") % {"figure": amount(effect)}
        return Drawn(name, _people(trial), words, effect, effect, None, mark)
    low, high = rough["ci"]
    words = _interval(effect, (low, high))
    return Drawn(name, _people(trial), words, effect, low, high, mark)


def _review(review: Tree, row: Tree) -> Drawn:
    from anagen.evidence.printed_plot import Drawn

    effect, (low, high) = row["effect"]["value"], row["ci"]
    trials = amount(row["trials"]["value"]) if row["trials"] else ""
    note = _("pooled by the review, %(trials)s trials") % {"trials": trials}
    words = _interval(effect, (low, high))
    return Drawn(translated(review["name"]), note, words, effect, low, high, is_review=True)


def _people(trial: Tree) -> str:
    people = translated(trial["people_says"])
    return f"{amount(trial['size']['value'])} {people}" if trial["size"] else people


def _interval(effect: float, ends: tuple[float, float]) -> str:
    return _("%(figure)s (%(low)s to %(high)s)") % {
        "figure": amount(effect),
        "low": amount(round(ends[0], DIGITS)),
        "high": amount(round(ends[1], DIGITS)),
    }


def _said(svg: str) -> SafeString:
    """A drawing with its words translated; figures keep their form."""

    def said(found: re.Match[str]) -> str:
        words = unescape(found[3])
        return found[1] + escape(translated(words)) + found[4]

    return mark_safe(WORDS.sub(said, svg))  # noqa: S308 - drawn by us, escaped
