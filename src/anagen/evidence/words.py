"""The closed sets in plain words, said the same way on a terminal and on a page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from anagen.evidence.review import Scale
from anagen.evidence.terms import (
    Condition,
    Design,
    Device,
    Judged,
    Measure,
    People,
    Timing,
)

WORDS: Mapping[Enum, str] = {
    Condition.PATTERN: "pattern hair loss",
    Condition.AREATA: "patchy loss (areata)",
    Condition.SCARRING: "scarring hair loss",
    People.MEN: "men",
    People.WOMEN: "women",
    People.BOTH: "men and women",
    People.NOT_STATED: "people",
    Design.RANDOMISED: "groups made by lot",
    Design.SPLIT_SCALP: "both treatments on each person, half a scalp each",
    Design.GROUPS: "groups; how they were made was not read",
    Design.WITHIN_PERSON: "both treatments on each person",
    Design.COHORT: "groups not made by lot",
    Design.UNCONTROLLED: "no comparison group",
    Design.NOT_STATED: "design not read",
    Judged.DONE: "yes",
    Judged.NOT_DONE: "no",
    Judged.NOT_JUDGED: "not judged",
    Timing.IMMEDIATELY: "straight after the session",
    Timing.AFTER_A_DAY: "a day after the session",
    Timing.IN_THE_SESSION: "put in by the needles",
    Timing.NOT_STATED: "not stated",
    Timing.NO_MINOXIDIL: "no minoxidil",
    Device.ROLLER: "roller",
    Device.PEN: "pen",
    Device.TATTOO: "tattoo needles",
    Device.RADIO_FREQUENCY: "radiofrequency needles",
    Device.NANO: "very fine needles",
    Device.NOT_STATED: "device not stated",
    Measure.HAIR_COUNT: "hair count",
    Measure.HAIR_DENSITY: "hair density",
    Measure.TERMINAL_DENSITY: "density of thick hairs",
    Measure.THICKNESS: "hair thickness",
    Measure.DOCTOR_RATING: "rating by doctors",
    Measure.SELF_RATING: "own rating",
    Measure.PULL_TEST: "pull test",
    Measure.GROWTH_SEEN: "growth seen",
    Measure.REGROWTH: "regrowth",
    Measure.COMPLETE_REGROWTH: "full regrowth",
    Measure.SEVERITY: "severity score",
    Measure.LIFE_QUALITY: "score of how skin disturbs life",
    Measure.DISEASE_ACTIVITY: "score of disease activity",
    Measure.BLOOD_PRESSURE: "blood pressure",
    Measure.SHEDDING: "shedding as a side effect",
    Measure.ADVERSE_EVENTS: "side effects",
    Measure.NETWORK_RANK: "rank among treatments",
    Measure.NOT_READ: "outcome not read",
    Scale.SMD: "standardised difference",
    Scale.MD: "difference of means",
    Scale.RR: "ratio",
    Scale.RANK: "rank, 0 to 100",
    Scale.BEFORE_AFTER: "after against before",
    Scale.INCLUDED: "included",
}

#: What stands beside the figures of one claim that lie far apart.
PER_INCH2_SAYS = "Printed per square inch."
NETWORK_SAYS = "Added by needling, over minoxidil alone."


def word(one: Enum) -> str:
    """One term in plain words."""
    return WORDS[one]
