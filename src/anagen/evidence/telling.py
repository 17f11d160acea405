"""One question as a plain tree: what a terminal, a page and other programs read alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from anagen.evidence.asked import Compared, Pool, Question, Reviewed
from anagen.evidence.comparing import Comparison, poolable
from anagen.evidence.effects import Effect
from anagen.evidence.library import Studies
from anagen.evidence.marks import Mark, Reading, worst
from anagen.evidence.next_trial import next_trial
from anagen.evidence.pool import Pooled, pooled
from anagen.evidence.study import Needling, Study
from anagen.evidence.words import NETWORK_SAYS, PER_INCH2_SAYS, word
from anagen.records.reading_parts import CM2_PER_INCH2

Tree = dict[str, Any]
DIGITS = 4


def listed(studies: Studies) -> list[Tree]:
    """Every question with its answer, in the order in which people ask."""
    return [
        {
            "id": one.id,
            "short": one.short,
            "title": one.title,
            "answer": one.answer,
            "known": one.known.value,
            "known_says": one.known.says,
            "strength": one.strength.value,
        }
        for one in studies.asked
    ]


def told(question: Question, studies: Studies) -> Tree:
    """Everything about one question, as plain values."""
    comparisons = [studies.comparison(one) for one in question.compared]
    rest = list(dict.fromkeys(one.study.source for one in comparisons))
    rest += [studies.reviews[one.review].source for one in question.reviews]
    cited = list(dict.fromkeys([*(one.source for one in question.basis), *rest]))
    return {
        "id": question.id,
        "short": question.short,
        "title": question.title,
        "answer": question.answer,
        "says": question.says,
        "known": question.known.value,
        "known_says": question.known.says,
        "because": question.because,
        "strength": question.strength.value,
        "pools": [_pool_tree(one, studies) for one in question.pools],
        "no_pool": question.no_pool,
        "reviews": _review_trees(question, studies),
        "trials": _trial_trees(comparisons),
        "split": question.split,
        "supports": [_basis(one.source, one.says, studies) for one in question.supports],
        "against": [_basis(one.source, one.says, studies) for one in question.against],
        "settles": question.settles,
        "sources": cited,
        "reviewed": question.reviewed.isoformat(),
        "clinician_reviewed": question.clinician_reviewed,
    }


def effects_of(pool: Pool, studies: Studies) -> list[Effect]:
    """The effects that a pool puts together."""
    return [poolable(studies.comparison(one), pool.id) for one in pool.of]


def pooled_of(pool: Pool, studies: Studies) -> Pooled:
    """What a pool comes to."""
    return pooled(effects_of(pool, studies))


def far_apart(studies: Studies) -> list[Tree]:
    """What one claim, more hairs per cm² with needling and minoxidil, comes to in three places."""
    large, small = (
        studies.comparison(Compared(id, "count", "needling", "minoxidil", ""))
        for id in ("dhurat_2013", "kumar_2018")
    )
    network = studies.row(Reviewed("gupta_2023", "over_minoxidil", ""))
    return [
        {"name": large.study.name, "says": "", **_both(large, 1.0)},
        {
            "name": small.study.name,
            "says": PER_INCH2_SAYS,
            **_both(small, 1 / CM2_PER_INCH2),
        },
        {
            "name": studies.reviews["gupta_2023"].name,
            "says": NETWORK_SAYS,
            "value": _figure(network.effect),
            "against": None,
        },
    ]


def _both(one: Comparison, factor: float) -> Tree:
    """Both changes of a comparison, turned into another unit."""
    found = {}
    for name, result in (("value", one.shown), ("against", one.shown_against)):
        change = result.change if result else None
        if change is None or factor == 1:
            found[name] = _figure(change)
        else:
            found[name] = {"value": round(change.value * factor, 1), "mark": "D"}
    return found


def _pool_tree(pool: Pool, studies: Studies) -> Tree:
    effects, whole = effects_of(pool, studies), pooled_of(pool, studies)
    return {
        "id": pool.id,
        "title": pool.title,
        "says": pool.says,
        "unit": whole.unit.value,
        "unit_says": whole.unit.says,
        "prediction": _ends(whole.prediction),
        "ci": _ends(whole.ci),
        "effect": round(whole.effect, DIGITS),
        "se": round(whole.se, DIGITS),
        "k": whole.k,
        "tau2": round(whole.tau2, DIGITS),
        "i2": round(whole.i2, DIGITS),
        "q": round(whole.q, DIGITS),
        "method": whole.method.value,
        "trials": [_effect_tree(one) for one in effects],
    }


def _effect_tree(effect: Effect) -> Tree:
    return {
        "study": effect.study,
        "effect": round(effect.effect, DIGITS),
        "ci": _ends(effect.ci),
        "unit": effect.unit.value,
    }


def _review_trees(question: Question, studies: Studies) -> list[Tree]:
    """The reviews, each once with its pooled figures."""
    found: dict[str, Tree] = {}
    for one in question.reviews:
        review = studies.reviews[one.review]
        first = {
            "review": review.id,
            "name": review.name,
            "compares": review.says,
            "doubt": review.doubt,
            "included": {"trials": _figure(review.n_trials), "people": _figure(review.n_people)},
            "rows": [],
        }
        found.setdefault(review.id, first)["rows"].append(_row_tree(one, studies))
    return list(found.values())


def _row_tree(reviewed: Reviewed, studies: Studies) -> Tree:
    row = studies.row(reviewed)
    return {
        "row": row.id,
        "row_says": row.says,
        "says": reviewed.says,
        "measure": row.measure.value,
        "scale": row.scale.value,
        "scale_says": word(row.scale),
        "unit": row.unit.value,
        "unit_says": row.unit.says,
        "next_trial": _ends(next_trial(row)),
        "next_trial_mark": Mark.WORKED_OUT.value,
        "effect": _figure(row.effect),
        "ci": _ends(row.ci),
        "trials": _figure(row.trials),
        "i2": _figure(row.i2),
    }


def _trial_trees(comparisons: Iterable[Comparison]) -> list[Tree]:
    """The studies, each once with what was compared in it."""
    found: dict[str, Tree] = {}
    for one in comparisons:
        first = {**study_tree(one.study), "found": []}
        found.setdefault(one.study.id, first)["found"].append(_found_tree(one))
    return list(found.values())


def _found_tree(one: Comparison) -> Tree:
    shown, other = one.shown, one.shown_against
    outcome, telling = one.outcome, one.telling
    return {
        "arm": one.arm.says,
        "against": one.against.says if one.against else "",
        "beside": [given.value for given in one.arm.beside],
        "n": _figure(one.arm.n),
        "against_n": _figure(one.against.n) if one.against else None,
        "needling": _needling_tree(one.arm.needling),
        "outcome": outcome.id,
        "measure": outcome.measure.value,
        "measure_says": word(outcome.measure),
        "unit": outcome.unit.value,
        "unit_says": outcome.unit.says,
        "area_cm2": outcome.area_cm2,
        "weeks": outcome.weeks,
        "figure": telling,
        "value": _figure(shown.figures.get(telling)) if shown else None,
        "from_value": _figure(shown.baseline) if shown and telling == "final" else None,
        "against_value": _figure(other.figures.get(telling)) if other else None,
        "difference": _figure(one.difference),
        "spread": one.has_spread,
        "p": one.printed_p,
        "p_mark": outcome.p_mark.value if outcome.p_mark and one.printed_p else "",
        "rough": _rough_tree(one),
        "notes": [text for text in (one.says, outcome.says) if text],
        "doubt": outcome.doubt,
    }


def study_tree(study: Study) -> Tree:
    """What a study is, apart from what it found."""
    return {
        "study": study.id,
        "name": study.name,
        "year": study.year,
        "country": study.country,
        "people": study.people.value,
        "people_says": word(study.people),
        "condition": study.condition.value,
        "design": study.design.value,
        "design_says": word(study.design),
        "size": _figure(study.n),
        "completed": _figure(study.n_completed),
        "who": study.who,
        "minoxidil": study.minoxidil.value,
        "minoxidil_says": word(study.minoxidil),
        "minoxidil_mark": study.minoxidil_mark.value,
        "allocation": word(study.bias.allocation),
        "blinding": word(study.bias.blinding),
        "completers": word(study.bias.completers),
        "bias_says": study.bias.says,
        "doubt": study.doubt,
    }


def _needling_tree(needling: Needling | None) -> Tree | None:
    if needling is None:
        return None
    return {
        "device": needling.device.value,
        "device_says": word(needling.device),
        "least_mm": _figure(needling.needle_least_mm),
        "most_mm": _figure(needling.needle_most_mm),
        "gap_days": _figure(needling.gap_days),
        "sessions": _figure(needling.sessions),
        "endpoint": needling.endpoint,
    }


def _rough_tree(one: Comparison) -> Tree | None:
    effect = one.rough
    if effect is None:
        return None
    people = [arm.n.mark for arm in (one.arm, one.against) if arm and arm.n]
    mark = worst((Mark.WORKED_OUT, one.outcome.p_mark or Mark.GAP, *people))
    ends = None if one.is_at_least else _ends(effect.ci)
    return {**_effect_tree(effect), "ci": ends, "mark": mark.value}


def _basis(source: str, says: str, studies: Studies) -> Tree:
    held = studies.sources[source]
    return {"source": source, "name": held.short, "read": held.read.value, "says": says}


def _figure(reading: Reading | None) -> Tree | None:
    return None if reading is None else {"value": reading.value, "mark": reading.mark.value}


def _ends(ends: tuple[float, float] | None) -> list[float] | None:
    return None if ends is None else [round(one, DIGITS) for one in ends]


def marks_in(tree: Tree) -> tuple[Mark, ...]:
    """The marks that stand somewhere in a tree, best first: what a legend must explain."""
    found = set(_marks(tree))
    return tuple(mark for mark in Mark if mark.value in found)


def _marks(tree: Any) -> Iterable[str]:
    if isinstance(tree, dict):
        for key, inside in tree.items():
            if key.endswith("mark") and isinstance(inside, str):
                yield inside
            else:
                yield from _marks(inside)
    elif isinstance(tree, list):
        for inside in tree:
            yield from _marks(inside)
