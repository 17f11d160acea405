"""The closed sets of words that records, knowledge and care share."""

from __future__ import annotations

from enum import Enum, IntEnum


class Setting(Enum):
    """Where the needling happens, and so who may decide what."""

    HOME = "home"
    CLINIC = "clinic"
    TRIAL = "trial"


class Step(Enum):
    """The six steps of care, in order."""

    SCREEN = "screen"
    PLAN = "plan"
    TREAT = "treat"
    RECOVER = "recover"
    MEASURE = "measure"
    DECIDE = "decide"


class Sex(Enum):
    """The sex recorded at birth: it decides about pregnancy and which trials apply."""

    FEMALE = "female"
    MALE = "male"
    INTERSEX = "intersex"


class HairLoss(Enum):
    """The kind of hair loss, as far as it is known."""

    ANDROGENETIC = "androgenetic"
    AREATA = "areata"
    TELOGEN_EFFLUVIUM = "telogen_effluvium"
    SCARRING = "scarring"
    AGE_OR_STRESS = "age_or_stress"
    UNDIAGNOSED = "undiagnosed"


class Who(Enum):
    """Who gave an answer, made a diagnosis or held the needle."""

    SELF = "self"
    DERMATOLOGIST = "dermatologist"
    DOCTOR = "doctor"
    NURSE = "nurse"
    THERAPIST = "therapist"
    OTHER = "other"


class Zone(Enum):
    """A part of the scalp, seen from above."""

    HAIRLINE = "hairline"
    LEFT_TEMPLE = "left_temple"
    RIGHT_TEMPLE = "right_temple"
    MID_SCALP = "mid_scalp"
    CROWN = "crown"
    LEFT_SIDE = "left_side"
    RIGHT_SIDE = "right_side"
    BACK = "back"


class DeviceKind(Enum):
    """What carries the needles."""

    ROLLER = "roller"
    STAMP = "stamp"
    PEN = "pen"
    RADIO_FREQUENCY = "radio_frequency"


class Endpoint(Enum):
    """What was seen on the skin when needling stopped."""

    NOTHING = "nothing"
    MILD_REDNESS = "mild_redness"
    PINPOINT_BLEEDING = "pinpoint_bleeding"
    HEAVIER_BLEEDING = "heavier_bleeding"


class EventKind(Enum):
    """What may change how hair looks or falls, beside any treatment."""

    HAIRCUT = "haircut"
    COLOUR = "colour"
    ILLNESS = "illness"
    FEVER = "fever"
    OPERATION = "operation"
    CHILDBIRTH = "childbirth"
    STRESS = "stress"
    WEIGHT_LOSS = "weight_loss"
    OTHER = "other"


class Level(IntEnum):
    """An ordered set of words; `max` is always the safer of two."""

    @property
    def word(self) -> str:
        """The word that JSON and knowledge files use."""
        return self.name.lower()


class Verdict(Level):
    """Whether to needle, ordered so that `max` is always the safer."""

    PROCEED = 0
    WAIT = 1
    NEEDS_ANSWERS = 2
    ASK_A_CLINICIAN = 3
    DO_NOT_TREAT = 4


class Triage(Level):
    """How soon someone should look at what is going on, least urgent first."""

    EXPECTED = 0
    SELF_CARE = 1
    WITHIN_TWO_WEEKS = 2
    SAME_DAY = 3
    EMERGENCY_NOW = 4


class Outcome(Enum):
    """What to do about a course, going by what was measured."""

    TOO_EARLY = "too_early"
    CONTINUE = "continue"
    ADJUST = "adjust"
    STOP = "stop"
    UNDECIDABLE = "undecidable"
