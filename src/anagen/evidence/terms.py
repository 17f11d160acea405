"""The closed sets of words that study files are written with."""

from __future__ import annotations

from enum import Enum


class Condition(Enum):
    """Which kind of hair loss was studied."""

    PATTERN = "pattern"
    AREATA = "areata"
    SCARRING = "scarring"


class People(Enum):
    """Whose hair it was."""

    MEN = "men"
    WOMEN = "women"
    BOTH = "both"
    NOT_STATED = "not_stated"


class Design(Enum):
    """How a study compares."""

    RANDOMISED = "randomised"
    SPLIT_SCALP = "split_scalp"
    GROUPS = "groups"
    WITHIN_PERSON = "within_person"
    COHORT = "cohort"
    UNCONTROLLED = "uncontrolled"
    NOT_STATED = "not_stated"


class Judged(Enum):
    """What can be said of one guard against bias; most often nothing."""

    DONE = "done"
    NOT_DONE = "not_done"
    NOT_JUDGED = "not_judged"


class Timing(Enum):
    """When minoxidil goes on again after a session."""

    IMMEDIATELY = "immediately"
    AFTER_A_DAY = "after_a_day"
    IN_THE_SESSION = "in_the_session"
    NOT_STATED = "not_stated"
    NO_MINOXIDIL = "no_minoxidil"


class Device(Enum):
    """With what the skin is needled."""

    ROLLER = "roller"
    PEN = "pen"
    TATTOO = "tattoo"
    RADIO_FREQUENCY = "radio_frequency"
    NANO = "nano"
    NOT_STATED = "not_stated"


class Beside(Enum):
    """What an arm gets beside needling, or instead of it."""

    MINOXIDIL = "minoxidil"
    PLASMA = "plasma"
    FINASTERIDE = "finasteride"
    DUTASTERIDE = "dutasteride"
    SPIRONOLACTONE = "spironolactone"
    TRIAMCINOLONE = "triamcinolone"
    GROWTH_FACTOR = "growth_factor"
    LIGHT = "light"
    FREEZING = "freezing"
    LASER = "laser"
    SALT_WATER = "salt_water"
    PLACEBO = "placebo"
    SHAM = "sham"


class Measure(Enum):
    """What was measured."""

    HAIR_COUNT = "hair_count"
    HAIR_DENSITY = "hair_density"
    TERMINAL_DENSITY = "terminal_density"
    THICKNESS = "thickness"
    DOCTOR_RATING = "doctor_rating"
    SELF_RATING = "self_rating"
    PULL_TEST = "pull_test"
    GROWTH_SEEN = "growth_seen"
    REGROWTH = "regrowth"
    COMPLETE_REGROWTH = "complete_regrowth"
    SEVERITY = "severity"
    LIFE_QUALITY = "life_quality"
    DISEASE_ACTIVITY = "disease_activity"
    BLOOD_PRESSURE = "blood_pressure"
    SHEDDING = "shedding"
    ADVERSE_EVENTS = "adverse_events"
    NETWORK_RANK = "network_rank"
    NOT_READ = "not_read"


class FigureUnit(Enum):
    """What a figure is counted in. Two units never meet in one sum."""

    PER_CM2 = "per_cm2"
    PER_INCH2 = "per_inch2"
    PER_FIELD = "per_field"
    PER_INCH_CIRCLE = "per_inch_circle"
    MICROMETRES = "um"
    PEOPLE = "people"
    EVENTS = "events"
    PERCENT = "percent"
    PERCENT_CHANGE = "percent_change"
    SCORE = "score"
    SD = "sd"
    RATIO = "ratio"
    NOT_STATED = "not_stated"

    @property
    def says(self) -> str:
        """The unit as it is written after a figure; "" where a figure stands alone."""
        return UNIT_SAYS[self]


UNIT_SAYS = {
    FigureUnit.PER_CM2: "per cm²",
    FigureUnit.PER_INCH2: "per square inch",
    FigureUnit.PER_FIELD: "in the counted field",
    FigureUnit.PER_INCH_CIRCLE: "in a one-inch circle",
    FigureUnit.MICROMETRES: "µm",
    FigureUnit.PEOPLE: "people",
    FigureUnit.EVENTS: "events",
    FigureUnit.PERCENT: "%",
    FigureUnit.PERCENT_CHANGE: "%",
    FigureUnit.SCORE: "points",
    FigureUnit.SD: "standard deviations",
    FigureUnit.RATIO: "times",
    FigureUnit.NOT_STATED: "",
}
