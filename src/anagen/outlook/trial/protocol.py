"""The plan of analysis: written before anybody looks, and fixed by the hash of its file."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from anagen.outlook.trial.design import Design
from anagen.outlook.trial.log import Event, Line, Log
from anagen.records.mistakes import Mistake, one_line, shown

Kind = TypeVar("Kind", bound=Enum)


class Unit(Enum):
    """What the outcome is counted in; per inch² and per circle of an inch are other figures."""

    PER_CM2 = "hairs per cm2"


class Model(Enum):
    """What the primary analysis is."""

    ANCOVA = "ancova"
    CHANGE = "change"


class Missing(Enum):
    """What is done with people whose last count is missing."""

    LEFT_OUT = "left out"
    UNCHANGED = "as unchanged"


class Covariate(Enum):
    """What the analysis may take in beside the arm."""

    BASELINE = "baseline"
    STRATUM = "stratum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What will be compared, when, how, and in how many people.

    `compared` is the treated arm and the one it is compared with; in a split scalp the arm names
    the treated site, and `compared` both sites. `window_days` is how far from its day a count may
    lie.
    """

    title: str
    outcome: str
    unit: Unit
    area_cm2: float
    site: str
    week: float
    window_days: float
    design: Design
    compared: tuple[str, str]
    estimand: str
    model: Model
    covariates: tuple[Covariate, ...]
    missing: Missing
    alpha: float
    n: int


ENTRIES = tuple(field.name for field in fields(Protocol))
#: What one may write, for the entries that take a word of a closed set.
WORDS: dict[str, type[Enum]] = {
    "unit": Unit, "design": Design, "model": Model, "missing": Missing,
}  # fmt: skip
NUMBERS = {
    "area_cm2": (0.01, 50), "week": (1, 520), "window_days": (0, 180), "alpha": (0.0001, 0.5),
    "n": (4, 100_000),
}  # fmt: skip
EXAMPLE = """\
title = "Needling with minoxidil, against minoxidil alone"
outcome = "hair count in the marked field, read blind"
unit = "hairs per cm2"
area_cm2 = 1.0
site = ""                      # "" takes the mean of all counted sites
week = 24
window_days = 14               # how far from its day a count may lie
design = "parallel"            # parallel, split-scalp or staged-start
compared = ["treated", "control"]
estimand = "difference of the means at week 24, whatever people used besides"
model = "ancova"               # ancova or change
covariates = ["baseline"]      # baseline, stratum
missing = "left out"           # left out, or as unchanged
alpha = 0.05
n = 90                         # people to be drawn, all arms together
"""


def protocol_of(text: str) -> Protocol:
    """The plan in a TOML text. The first entry that cannot be used raises Mistake."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        then = "Write it as `anagen trial plan --example` prints it."
        raise Mistake("the plan", one_line(str(error)), "TOML", then) from None
    strange = sorted(set(tree) - set(ENTRIES))
    if strange:
        raise _wrong(strange[0], "an entry we do not know", "one of " + ", ".join(ENTRIES))
    values = {name: _entry(name, tree) for name in ENTRIES}
    protocol = Protocol(**values)
    if protocol.model is Model.ANCOVA and Covariate.BASELINE not in protocol.covariates:
        raise _wrong("covariates", "no baseline", "baseline, which makes it an ANCOVA")
    return protocol


def _entry(name: str, tree: dict[str, Any]) -> Any:
    if name not in tree:
        raise _wrong(name, "nothing", "an entry")
    value = tree[name]
    if name in WORDS:
        return _word(name, value, WORDS[name])
    if name in NUMBERS:
        return _number(name, value)
    if name == "covariates":
        return _covariates(value)
    if name == "compared":
        return _pair(value)
    if not isinstance(value, str) or (not value.strip() and name != "site"):
        raise _wrong(name, shown(value), "a sentence")
    return value.strip()


def _number(name: str, value: Any) -> float | int:
    low, high = NUMBERS[name]
    kinds = (int,) if name == "n" else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        raise _wrong(name, shown(value), f"a number from {low:g} to {high:g}")
    return value if name == "n" else float(value)


def _covariates(value: Any) -> tuple[Covariate, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(_word("covariates", one, Covariate) for one in given)


def _pair(value: Any) -> tuple[str, str]:
    good = isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)
    if not good or value[0] == value[1] or not all(value):
        raise _wrong("compared", shown(value), "two different names: the treated one first")
    return value[0], value[1]


def _word(name: str, value: Any, kind: type[Kind]) -> Kind:
    try:
        return kind(value)
    except ValueError:
        words = " or ".join(str(one.value) for one in kind)
        raise _wrong(name, shown(value), words) from None


def _wrong(name: str, found: str, expected: str) -> Mistake:
    return Mistake(f"{name} in the plan", found, expected, "Write it into the plan.")


def hash_of(plan: bytes) -> str:
    """SHA-256 of the plan's file: `sha256sum` prints the same."""
    return hashlib.sha256(plan).hexdigest()


def fixing(log: Log, plan: bytes, protocol: Protocol, at: datetime) -> Line:
    """The line that fixes a plan. A plan that is fixed already is not fixed again."""
    fixed = log.of(Event.PLAN_FIXED)
    if fixed and fixed[-1].facts["sha256"] == hash_of(plan):
        raise Mistake("the log", "this plan, fixed already", "a plan that changed", "It stands.")
    return log.next(Event.PLAN_FIXED, {"sha256": hash_of(plan), "outcome": protocol.outcome}, at)


class Standing(Enum):
    """How the plan of today stands to the log."""

    FIXED = "as fixed"
    NEVER_FIXED = "never fixed"
    CHANGED = "changed after fixing"
    FIXED_LATE = "fixed again after the reads were joined"


def standing(log: Log, plan: bytes) -> Standing:
    """Whether this is the plan that was fixed before anybody looked."""
    fixed = log.of(Event.PLAN_FIXED)
    if not fixed:
        return Standing.NEVER_FIXED
    if fixed[-1].facts["sha256"] != hash_of(plan):
        return Standing.CHANGED
    looked = log.of(Event.JOINED) + log.of(Event.EXPORTED)
    before = [line for line in fixed if not looked or line.number < min(x.number for x in looked)]
    if not before or before[-1].facts["sha256"] != hash_of(plan):
        return Standing.FIXED_LATE
    return Standing.FIXED
