"""A forecast as a tree for JSON. These keys stay; more may be added."""

from __future__ import annotations

from typing import Any

from anagen.outlook.forecast import Forecast, NotYet, Reading, Span
from anagen.outlook.remedies import Remedy
from anagen.outlook.sentences import Because, because
from anagen.outlook.visits import Visits

Tree = dict[str, Any]

HAIR_DIGITS, CHANCE_DIGITS = 1, 3
NOT_YET = "not_yet"


def forecast_tree(found: Forecast | NotYet) -> Tree:
    """The forecast, or why there is none, with the same keys at the top."""
    if isinstance(found, NotYet):
        return {
            "untreated": None,
            "effect": None,
            "next_count": None,
            "decision": NOT_YET,
            "because": [_reason(Because(found.why))],
            "doubts": [{"kind": one.kind.value, "says": one.says} for one in found.doubts],
            "visits": None,
            "would_decide": [],
        }
    shown = found.shown
    return {
        "untreated": {"weeks": found.horizon_weeks, **_span(shown.untreated)},
        "effect": _effect(shown),
        "next_count": {"weeks": found.horizon_weeks, **_span(shown.next_count)},
        "decision": found.decision.value,
        "because": [_reason(one) for one in because(found)],
        "doubts": [{"kind": one.kind.value, "says": one.says} for one in found.doubts],
        "visits": _visits(found.visits),
        "would_decide": [_remedy(one) for one in found.would_decide],
        "worthwhile_per_cm2": found.worthwhile_per_cm2,
        "prior": {
            "name": shown.belief.value,
            "mean": shown.prior.mean,
            "sd": round(shown.prior.sd, HAIR_DIGITS),
            "sources": list(shown.prior.sources),
        },
        "readings": {one.belief.value: _effect(one) for one in (found.plain, found.sceptical)},
    }


def _effect(one: Reading) -> Tree:
    return {
        **_span(one.effect),
        "p_positive": round(one.p_positive, CHANCE_DIGITS),
        "p_worthwhile": round(one.p_worthwhile, CHANCE_DIGITS),
        "unit": "hairs per cm2",
    }


def _span(span: Span) -> Tree:
    return {
        "mean": round(span.mean, HAIR_DIGITS),
        "interval_80": [round(end, HAIR_DIGITS) for end in span.interval_80],
        "interval_95": [round(end, HAIR_DIGITS) for end in span.interval_95],
    }


def _reason(one: Because) -> Tree:
    return {"says": one.says, "sources": list(one.sources)}


def _visits(found: Visits) -> Tree:
    return {
        "start": found.start.isoformat(),
        "device": found.device,
        "error_factor": round(found.technical.size, CHANCE_DIGITS),
        "repeats": found.technical.freedom,
        "counts": [
            {
                "on": one.day.isoformat(),
                "week": round(one.weeks, HAIR_DIGITS),
                "site": one.spot,
                "per_cm2": round(one.per_cm2, HAIR_DIGITS),
                "error_per_cm2": round(one.error_per_cm2, HAIR_DIGITS),
                "pictures": one.pictures,
                "treated": one.is_treated,
            }
            for one in found.counts
        ],
    }


def _remedy(one: Remedy) -> Tree:
    way = one.way
    return {
        "says": way.says,
        "spots": way.spots,
        "pictures": way.pictures,
        "matched": way.is_matched,
        "control_patch": way.has_control,
        "new_course": way.is_new_course,
        "sd_per_cm2": round(one.sd_per_cm2, HAIR_DIGITS),
        "chance_to_decide": round(one.chance_to_decide, CHANCE_DIGITS),
    }
