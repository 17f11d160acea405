"""Our pooling held against metafor and PyMARE: the same figures, and how much sooner.

`python -m bench.outlook_pool` pools 50 random data sets, a third of them without any difference
between trials, by every method, and prints the worst difference from metafor (an R package, run
once by `Rscript`) and the processor time of a fit beside metafor's and PyMARE's. Fits are timed in
R and in Python: neither start counts. Without R, or without PyMARE, that part is left out and said.
PyMARE may lie in a virtual environment of its own: ANAGEN_PYMARE=path/to/that/bin/python.

metafor stops its iterations at 1e-5 of tau², so that its own figures may be off by more than 1e-6.
They are compared with its control tightened, timed with it as it comes, and the difference that
its own stopping makes is printed beside.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np

from anagen.evidence.effects import Effect
from anagen.evidence.heterogeneity import Method
from anagen.evidence.pool import Pooled, pooled
from anagen.evidence.terms import FigureUnit

SETS = 50
REPEATS = 20
MOST_DIFFERENCE = 1e-6
FASTER_THAN_METAFOR = 5
FASTER_THAN_PYMARE = 3
FIGURES = (
    "effect", "se", "ci_low", "ci_high", "tau2", "i2", "q",
    "prediction_low", "prediction_high", "rma_low", "rma_high",
)  # fmt: skip

METAFOR = r"""
suppressWarnings(suppressMessages(library(metafor)))
given <- commandArgs(TRUE)
data <- read.csv(given[1]); repeats <- as.integer(given[2])
ways <- expand.grid(method = c("FE", "DL", "PM", "REML"), kh = c(TRUE, FALSE),
                    stringsAsFactors = FALSE)
busy <- function() sum(proc.time()[c("user.self", "sys.self")])
test_of <- function(way) if (way$kh && way$method != "FE") "adhoc" else "z"
tight <- list(threshold = 1e-13, maxiter = 10000, tol = 1e-13, tau2.max = 1e6)
fit <- function(d, way, control = list()) {
  suppressWarnings(rma(d$y, d$v, method = way$method, test = test_of(way), control = control))
}
row_of <- function(d, way, control) {
  r <- fit(d, way, control)
  low <- c(NA, NA); plain <- c(NA, NA)
  if (way$method != "FE") {
    p <- predict(r, pi.type = "riley"); low <- c(p$pi.lb, p$pi.ub)
    p <- predict(r); plain <- c(p$pi.lb, p$pi.ub)
  }
  c(d$set[1], way$method, way$kh, sprintf("%.17g",
    c(r$b[1], r$se, r$ci.lb, r$ci.ub, r$tau2, r$I2, r$QE, low, plain)))
}
for (d in split(data, data$set)) for (i in seq_len(nrow(ways))) {
  cat("fit", row_of(d, ways[i, ], tight), "\n")
  cat("plain", row_of(d, ways[i, ], list()), "\n")
}
sets <- split(data, data$set)
for (method in c("FE", "DL", "PM", "REML")) {
  way <- list(method = method, kh = TRUE)
  for (d in sets) fit(d, way)
  begun <- busy()
  for (i in seq_len(repeats)) for (d in sets) fit(d, way)
  cat("time", method, 1000 * (busy() - begun) / repeats / length(sets), "\n")
}
"""

PYMARE = r"""
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np
from pymare import Dataset
from pymare import estimators
sets, repeats = json.load(open(sys.argv[1])), int(sys.argv[2])
kinds = {
    "FE": lambda: estimators.WeightedLeastSquares(tau2=0),
    "DL": estimators.DerSimonianLaird,
    "REML": lambda: estimators.VarianceBasedLikelihoodEstimator(method="REML"),
}
data = [[np.array(one)[:, None] for one in pair] for pair in sets]
def fit(kind, y, v):
    return kinds[kind]().fit_dataset(Dataset(y, v)).summary()
for kind in kinds:
    for y, v in data:
        fit(kind, y, v).get_fe_stats()
    begun = time.process_time()
    for _ in range(repeats):
        for y, v in data:
            fit(kind, y, v).get_fe_stats()
    print(kind, 1000 * (time.process_time() - begun) / repeats / len(data))
"""

Set = tuple[Effect, ...]
#: Data set, method, Knapp-Hartung.
Way = tuple[int, str, bool]


@dataclass(frozen=True)
class Theirs:
    """What metafor said: figures by data set and way, and milliseconds a fit by method.

    `plain` are its figures where it stops by itself.
    """

    fits: dict[Way, list[float]]
    plain: dict[Way, list[float]]
    milliseconds: dict[str, float]


def random_sets(count: int, seed: int = 2026) -> list[Set]:
    """Data sets of 3 to 25 studies; a third has trials that agree better than chance."""
    rng = np.random.default_rng(seed)
    made = []
    for place in range(count):
        k = int(rng.integers(3, 26))
        se = rng.uniform(0.1, 1.5, k)
        tau = (0.0, 0.3, 1.5)[place % 3]
        spread = 0.4 * se if tau == 0 else np.hypot(se, tau)
        y = rng.normal(rng.uniform(-1, 15), spread)
        made.append(
            tuple(Effect(f"{i}", float(y[i]), float(se[i]), FigureUnit.PER_CM2) for i in range(k))
        )
    return made


def figures(one: Pooled) -> list[float]:
    """Our figures, in the order of theirs; the prediction interval with k − 2 and as `rma` does."""
    nothing = (float("nan"), float("nan"))
    plain = one.predicted(one.k - 1) if one.is_knapp_hartung else one.predicted(1e10)
    both = nothing + nothing if one.prediction is None else one.prediction + plain
    return [one.effect, one.se, *one.ci, one.tau2, one.i2, one.q, *both]


def metafor(sets: Sequence[Set], repeats: int) -> Theirs | None:
    """What metafor says, and its times; None where there is no R, or no metafor in it."""
    script = shutil.which("Rscript")
    if script is None or not _has_metafor(script):
        return None
    with tempfile.TemporaryDirectory() as folder:
        table, code = Path(folder, "sets.csv"), Path(folder, "fits.R")
        rows = [
            f"{place},{one.effect!r},{one.se * one.se!r}"
            for place, studies in enumerate(sets)
            for one in studies
        ]
        table.write_text("\n".join(["set,y,v", *rows]))
        code.write_text(METAFOR)
        said = _run(script, str(code), str(table), str(repeats))
    found: dict[str, dict[Way, list[float]]] = {"fit": {}, "plain": {}}
    times = {}
    for line in said.stdout.splitlines():
        kind, *words = line.split()
        if kind == "time":
            times[words[0]] = float(words[1])
        else:
            numbers = [float(word.replace("NA", "nan")) for word in words[3:]]
            found[kind][int(words[0]), words[1], words[2] == "TRUE"] = numbers
    return Theirs(found["fit"], found["plain"], times)


def _has_metafor(script: str) -> bool:
    asked = "quit(status = !requireNamespace('metafor', quietly = TRUE))"
    return _run(script, "-e", asked, check=False).returncode == 0


def _run(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=check)  # noqa: S603 - ours


def worst_differences(sets: Sequence[Set], fits: dict[Way, list[float]]) -> dict[str, float]:
    """The largest difference of each figure over all data sets and ways."""
    worst = dict.fromkeys(FIGURES, 0.0)
    for (place, method, adjusted), numbers in fits.items():
        ours = figures(pooled(sets[place], Method(method), adjusted))
        for name, a, b in zip(FIGURES, ours, numbers, strict=True):
            if np.isnan(a) != np.isnan(b):
                worst[name] = float("inf")
            elif not np.isnan(a):
                worst[name] = max(worst[name], abs(a - b))
    return worst


def pymare_milliseconds(sets: Sequence[Set], repeats: int) -> dict[str, float] | None:
    """Milliseconds a fit in PyMARE by method; None where it is not installed."""
    python = os.environ.get("ANAGEN_PYMARE", sys.executable)
    if _run(python, "-c", "import pymare", check=False).returncode:
        return None
    pairs = [[[one.effect for one in each], [one.se**2 for one in each]] for each in sets]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "sets.json")
        data.write_text(json.dumps(pairs))
        said = _run(python, "-c", PYMARE, str(data), str(repeats))
    return {line.split()[0]: float(line.split()[1]) for line in said.stdout.splitlines()}


def our_milliseconds(sets: Sequence[Set], repeats: int) -> dict[str, float]:
    """Milliseconds a fit of ours by method."""
    times = {}
    for method in Method:
        for one in sets:
            pooled(one, method)
        begun = process_time()
        for _ in range(repeats):
            for one in sets:
                pooled(one, method)
        times[method.value] = 1000 * (process_time() - begun) / repeats / len(sets)
    return times


def main() -> int:
    """Prints agreement and ratios; 1 where one of them misses its bar."""
    sets = random_sets(SETS)
    kept = True
    ours = our_milliseconds(sets, 5 * REPEATS)
    zero = sum(pooled(one).tau2 == 0 for one in sets)
    print(f"{SETS} random data sets, REML tau² is 0 in {zero} of them")
    theirs = metafor(sets, REPEATS)
    if theirs is None:
        print("metafor: left out, there is no Rscript with metafor here")
    else:
        worst = worst_differences(sets, theirs.fits)
        kept = max(worst.values()) <= MOST_DIFFERENCE
        print(f"{len(theirs.fits)} fits held against metafor, worst difference:")
        print("  " + ", ".join(f"{name} {value:.1e}" for name, value in worst.items()))
        plain = worst_differences(sets, theirs.plain)
        print(
            f"  where metafor stops by itself: effect {plain['effect']:.1e}, se {plain['se']:.1e}"
        )
        kept &= _told("metafor", ours, theirs.milliseconds, FASTER_THAN_METAFOR)
    pymare = pymare_milliseconds(sets, REPEATS)
    if pymare is None:
        print("PyMARE: left out, not installed here; ANAGEN_PYMARE may name a Python that has it")
    else:
        kept &= _told("PyMARE", ours, pymare, FASTER_THAN_PYMARE)
    return 0 if kept else 1


def _told(name: str, ours: dict[str, float], theirs: dict[str, float], bar: float) -> bool:
    ratios = {method: time / ours[method] for method, time in theirs.items()}
    for method, ratio in ratios.items():
        print(
            f"{method:5} ours {ours[method]:.3f} ms, {name} {theirs[method]:.3f} ms: "
            f"{ratio:.0f} times faster (bar {bar})"
        )
    return min(ratios.values()) >= bar


if __name__ == "__main__":
    sys.exit(main())
