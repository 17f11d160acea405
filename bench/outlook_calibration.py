"""Whether the forecast can be believed: thousands of simulated people, known truth, every figure.

`python -m bench.outlook_calibration` prints, in one run on one core:

- how long one forecast takes;
- simulation-based calibration (Talts 2018) on 1,000 people: the place of the truth in its forecast
  must be even, by chi-square over 20 bins (Bonferroni) and inside the band of the ECDF;
- how often 80 and 95 % intervals hold the truth in 6,000 people for each way of counting, by
  severity and by the season of the start: within 0.02;
- the same for people whom the model does not expect, published as it comes out;
- the score (CRPS) against "no change" and "what trials gained";
- the decision rule: what it decides, how often that is right, and how many people without any
  effect are told to go on at week 24 (at most 5 %), beside the rule "ten hairs more";
- whether trials left out of the pool lie in the interval that the others give.

It ends with 1 when a bar is missed. People come from the model's own beliefs and their hairs from
the follicle model, so this shows that the arithmetic is honest, not that real heads agree.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import numpy as np
from scipy.stats import chi2

from anagen.evidence.effects import Effect
from anagen.evidence.pool import pooled
from anagen.outlook.decision import Bounds, Chances, Decision, decision
from anagen.outlook.model import Beliefs, Target, model
from anagen.outlook.priors import (
    MEN_UNTREATED,
    Belief,
    EffectPrior,
    Regimen,
    effect_prior,
)
from anagen.outlook.schedule import even_schedule
from anagen.outlook.technical import Technical
from bench.outlook_forecasts import WORTHWHILE, told
from bench.outlook_people import DESIGNS, WEEKS, Array, Design, People, Twist, people

NUMBER, FOR_SBC, FOR_TWISTS = 6000, 1000, 3000
BINS, LEAST_P = 20, 0.01
WITHIN = 0.02
MOST_FALSE, MOST_SECONDS = 0.05, 0.010
BOUNDS = Bounds(0.8, 0.2, 24.0)
PLAIN, SCEPTICAL = (effect_prior(Regimen.NEEDLING_ON_MINOXIDIL, False, belief) for belief in Belief)
TWISTED = DESIGNS[2]
WHO = [(regimen, is_woman) for is_woman in (False, True) for regimen in Regimen]
TWISTS = (
    Twist(),
    Twist("error twice what repeats show", error_times=2.0),
    Twist("heavy tails (t with 3)", has_heavy_tails=True),
    Twist("frame moved at one visit in 5", moved_share=0.10),
    Twist("missed visits (weeks 4, 12, 20)"),
    Twist("effect comes on far later", is_slow=True),
    Twist("no drift", drift=0.0),
    Twist("drift -10 % a year", drift=-0.10),
    Twist("gain of 2 % a year, as on placebo", drift=0.02),
    Twist("everyone's season peaks in March", season_peak_week=11.0),
)


class Bars:
    """The bars that were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def hold(self, is_held: bool, what: str) -> str:
        """Notes a bar; gives a mark for the table."""
        if not is_held:
            self.missed.append(what)
        return "" if is_held else "  MISSED"


def coverage(place: Array, share: float) -> float:
    """How often the middle interval of a share held the truth."""
    return float((np.abs(place - 0.5) <= share / 2).mean())


def speed(bars: Bars) -> Iterator[str]:
    """Median time of one forecast of nine visits, with its matrices and without."""
    beliefs = Beliefs(PLAIN, MEN_UNTREATED, Technical())
    schedule = even_schedule(WEEKS, 9.0, 180.0)
    counts = 180 + 10 * np.sin(WEEKS)
    whole, update = [], []
    for _ in range(15):
        begun = time.process_time()
        ready = model(schedule, beliefs, 60.0)
        made = time.process_time()
        ready.updated(counts).of(Target.EFFECT).chance_above(WORTHWHILE)
        whole.append(time.process_time() - begun)
        update.append(time.process_time() - made)
    mark = bars.hold(median(update) <= MOST_SECONDS, "time of an update")
    yield (
        f"  matrices and update {1000 * median(whole):.1f} ms, update alone "
        f"{1000 * median(update):.1f} ms (at most {1000 * MOST_SECONDS:.0f}){mark}"
    )


def even(place: Array) -> tuple[float, float]:
    """The chi-square p of 20 bins, and the greatest distance of the ECDF in its 99 % band."""
    counts = np.histogram(place, BINS, (0, 1))[0]
    expected = len(place) / BINS
    p = float(chi2.sf(((counts - expected) ** 2 / expected).sum(), BINS - 1))
    ordered = np.sort(place)
    ranks = np.arange(1, len(place) + 1) / len(place)
    apart = np.maximum(ranks - ordered, ordered - ranks + 1 / len(place)).max()
    return p, float(apart * np.sqrt(len(place)) / 1.63)


def calibrated(bars: Bars) -> Iterator[str]:
    """Simulation-based calibration of each target for each way of counting."""
    tests = len(DESIGNS) * len(Target)
    yield f"  p of {BINS} bins, at least {LEAST_P / tests:.5f}; ECDF distance, at most 1"
    for number, design in enumerate(DESIGNS):
        drawn = people(design, FOR_SBC, PLAIN, 100 + number)
        place = told(drawn, PLAIN, 24).place
        cells = []
        for target in Target:
            p, apart = even(place[target])
            is_held = p >= LEAST_P / tests and apart <= 1
            mark = bars.hold(is_held, f"SBC {target.name} {design.name}")
            cells.append(f"{target.name.lower()} {p:.3f} {apart:.2f}{mark}")
        yield f"  {design.name:36s} {'   '.join(cells)}"


def covers(place: Array, what: str, bars: Bars) -> str:
    """Both coverages of some people, held against the bar."""
    eighty, ninety_five = coverage(place, 0.80), coverage(place, 0.95)
    is_held = abs(eighty - 0.80) <= WITHIN and abs(ninety_five - 0.95) <= WITHIN
    return f"{eighty:.3f}/{ninety_five:.3f}{bars.hold(is_held, what)}"


def strata(drawn: People) -> dict[str, Array]:
    """People by how thin and how short-lived their hair is, and by the season of the start."""
    quarter = (drawn.first_week // 13).astype(int) % 4
    names = ("winter", "spring", "summer", "autumn")
    return {
        "mixed scalp": ~drawn.scalp,
        "thinning scalp": drawn.scalp,
        "under 180 hairs": drawn.start < 180,
        "180 hairs or more": drawn.start >= 180,
        **{f"start in {name}": quarter == number for number, name in enumerate(names)},
    }


def covered(bars: Bars, everyone: dict[Design, People]) -> Iterator[str]:
    """Coverage of the effect and of the untreated count, overall and by stratum."""
    for design, drawn in everyone.items():
        for week in (24, 36):
            found = told(drawn, PLAIN, week)
            cells = [
                f"{target.name.lower()} {covers(found.place[target], design.name, bars)}"
                for target in Target
            ]
            yield f"  {design.name:36s} week {week}  {'  '.join(cells)}"
    for design, drawn in everyone.items():
        place = told(drawn, PLAIN, 24).place[Target.EFFECT]
        yield f"  effect at week 24 by stratum: {design.name}"
        for name, group in strata(drawn).items():
            yield f"    {name:20s} {covers(place[group], f'{design.name}, {name}', bars)}"


def twisted() -> Iterator[str]:
    """Coverage for people whom the model does not expect."""
    yield f"  {TWISTED.name}; effect at week 24; no bar"
    for number, twist in enumerate(TWISTS):
        drawn = people(TWISTED, FOR_TWISTS, PLAIN, 300 + number, twist)
        missed = frozenset({4.0, 12.0, 20.0}) if "missed" in twist.name else frozenset()
        found = told(drawn, PLAIN, 24, missed)
        bias = float((found.mean - drawn.effect).mean())
        place = found.place[Target.EFFECT]
        yield (
            f"  {twist.name:36s} {coverage(place, 0.8):.3f}/{coverage(place, 0.95):.3f}"
            f"  mean error {bias:+.1f}"
        )


def scored(bars: Bars, everyone: dict[Design, People]) -> Iterator[str]:
    """The mean score of the effect at week 24; a smaller one is better."""
    for design, drawn in everyone.items():
        some = _first(drawn, FOR_TWISTS)
        ours = float(told(some, PLAIN, 24, scored=True).score.mean())
        none = float(np.abs(some.effect).mean())
        trial = float(np.abs(some.effect - PLAIN.mean).mean())
        mark = bars.hold(ours < min(none, trial), f"CRPS {design.name}")
        yield (
            f"  {design.name:36s} forecast {ours:.2f}  no change {none:.2f}  "
            f"trial mean {trial:.2f}{mark}"
        )


def _first(drawn: People, number: int) -> People:
    cut = {
        name: getattr(drawn, name)[:number]
        for name in (
            "effect", "untreated", "counts", "scalp", "start", "first_week", "repeat_squares",
        )
    }  # fmt: skip
    return replace(drawn, **cut)


def decisions(drawn: People, priors: tuple[EffectPrior, ...], week: float) -> list[str]:
    """What each person is told at a week."""
    chances = [told(drawn, prior, week).worthwhile for prior in priors]
    return [
        decision(Chances(plain, doubted), week, BOUNDS).value
        for plain, doubted in zip(*chances, strict=True)
    ]


def decided(everyone: dict[Design, People]) -> Iterator[str]:
    """How much is decided at weeks 24 and 48, and how often rightly."""
    for design, drawn in everyone.items():
        is_worthwhile = drawn.effect > WORTHWHILE
        cells = []
        for week in (24, 48):
            said = np.array(decisions(drawn, (PLAIN, SCEPTICAL), week))
            on, off = said == Decision.CONTINUE.value, said == Decision.ADJUST.value
            cells.append(
                f"week {week}: {(on | off).mean():.0%} decided, go on right "
                f"{is_worthwhile[on].mean():.0%}, change right {(~is_worthwhile)[off].mean():.0%}"
            )
        yield f"  {design.name:36s} {'   '.join(cells)}"


def naive(drawn: People) -> float:
    """The share told to go on by "ten hairs more at week 24 than at the start"."""
    last = int(np.flatnonzero(WEEKS == 24)[0])
    return float((drawn.counts[:, last] - drawn.counts[:, 0] >= WORTHWHILE).mean())


def without_effect(bars: Bars) -> Iterator[str]:
    """People without any effect who are told to go on at week 24, for each prior."""
    for number, design in enumerate(DESIGNS):
        drawn = people(design, FOR_TWISTS, PLAIN, 500 + number, Twist(effect=0.0))
        helped = people(design, FOR_TWISTS, PLAIN, 600 + number, Twist(effect=20.0))
        cells = []
        for regimen, is_woman in WHO if number == 0 else WHO[: len(Regimen)]:
            priors = tuple(effect_prior(regimen, is_woman, belief) for belief in Belief)
            on = np.mean([one == Decision.CONTINUE.value for one in decisions(drawn, priors, 24)])
            name = f"{regimen.value}{' (woman)' if is_woman else ''}"
            mark = bars.hold(bool(on <= MOST_FALSE), f"no effect, {design.name}, {name}")
            cells.append(f"{name} {on:.1%}{mark}")
        off = np.mean(
            [one == Decision.ADJUST.value for one in decisions(helped, (PLAIN, SCEPTICAL), 24)]
        )
        yield f"  {design.name:36s} {', '.join(cells)}"
        yield (
            f"  {'':36s} naive {naive(drawn):.0%}; with an effect of 20 told to change: {off:.1%}"
        )


#: Trials of 5 % minoxidil against placebo: difference and standard error, per cm2.
MINOXIDIL_TRIALS = {
    "Olsen 2002": (18.6, 25.4, 139, 3.9, 21.7, 78),
    "Olsen 2007": (20.9, 22.5, 180, 4.7, 19.7, 172),
    "Lucky 2004": (26.0, 19.5, 101, 9.4, 14.6, 51),
}


def left_out() -> Iterator[str]:
    """Each trial against the prediction interval of the others."""
    effects = {
        name: Effect(name, m1 - m2, float(np.hypot(s1 / n1**0.5, s2 / n2**0.5)), "per_cm2")
        for name, (m1, s1, n1, m2, s2, n2) in MINOXIDIL_TRIALS.items()
    }
    for name, effect in effects.items():
        others = pooled([one for other, one in effects.items() if other != name])
        wide = np.hypot(others.se, effect.se)
        low, high = others.effect - 1.96 * wide, others.effect + 1.96 * wide
        word = "inside" if low <= effect.effect <= high else "OUTSIDE"
        yield (
            f"  {name}: {effect.effect:.1f}; the others {others.effect:.1f}, "
            f"95 % for this trial {low:.1f} to {high:.1f}: {word}"
        )
    yield "  Needling: the rows of the 13 pooled trials could not be read, so none can be left out."


def main() -> int:
    """Prints every table; 1 when a bar is missed."""
    begun, bars = time.perf_counter(), Bars()
    everyone = {
        design: people(design, NUMBER, PLAIN, number) for number, design in enumerate(DESIGNS)
    }
    tables = {
        "Time of one forecast": speed(bars),
        f"Simulation-based calibration, {FOR_SBC} people": calibrated(bars),
        f"Coverage of 80/95 % intervals, {NUMBER} people": covered(bars, everyone),
        f"People the model does not expect, {FOR_TWISTS} each": twisted(),
        "Score of the effect at week 24 (CRPS, hairs per cm2)": scored(bars, everyone),
        "Decisions (go on, change) against +10 hairs per cm2": decided(everyone),
        "No effect at all: told to go on at week 24 (at most 5 %)": without_effect(bars),
        "A trial left out": left_out(),
    }
    for heading, lines in tables.items():
        print(heading)
        for line in lines:
            print(line, flush=True)
    missed = "every bar held" if not bars.missed else "missed: " + "; ".join(bars.missed)
    print(f"{missed}; {time.perf_counter() - begun:.0f} s")
    return 1 if bars.missed else 0


if __name__ == "__main__":
    sys.exit(main())
