"""The same figures as metafor, where R has it; the whole comparison is `bench/outlook_pool.py`."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from anagen.evidence.arms import Arm, Events
from anagen.evidence.effects import log_risk_ratio, mean_difference, standardised
from anagen.evidence.heterogeneity import Method, tau2_interval
from anagen.evidence.pool import arrays
from anagen.evidence.regression import regression
from anagen.evidence.small_studies import small_studies
from bench.outlook_pool import MOST_DIFFERENCE, metafor, random_sets, worst_differences

SETS = random_sets(9, seed=7)
DEPTHS = [[round(0.3 + 0.37 * (place * 7 % 5), 2) for place in range(len(one))] for one in SETS]
ARMS = (Arm(12, 91.4, 40.0), Arm(9, 22.2, 31.0))
COUNTS = [(50, 40, 44, 2), (50, 40, 44, 0), (25, 25, 25, 22)]
OTHERS = """
suppressMessages(library(metafor))
say <- function(...) cat(sprintf("%.12g", c(...)), "\\n")
tight <- list(threshold = 1e-13, maxiter = 10000, tol = 1e-13, tau2.max = 1e6)
for (m in c("MD", "SMD")) { e <- escalc(m, m1i = 91.4, sd1i = 40, n1i = 12, m2i = 22.2,
  sd2i = 31, n2i = 9); say(e$yi, sqrt(e$vi)) }
n1 <- c(50, 50, 25); a <- c(40, 40, 25); n2 <- c(44, 44, 25); c2 <- c(2, 0, 22)
for (i in 1:3) { e <- escalc("RR", ai = a[i], n1i = n1[i], ci = c2[i], n2i = n2[i])
  say(e$yi, sqrt(e$vi)) }
"""


@pytest.fixture(scope="module")
def theirs():
    found = metafor(SETS, repeats=1)
    if found is None:
        pytest.skip("no Rscript with metafor here")
    return found


def test_every_figure_of_every_way_is_that_of_metafor(theirs):
    assert len(theirs.fits) == 8 * len(SETS)
    worst = worst_differences(SETS, theirs.fits)
    assert {name: one for name, one in worst.items() if not one <= MOST_DIFFERENCE} == {}


def test_effects_lines_and_checks_are_those_of_metafor(theirs, tmp_path):
    said = _r(_script(tmp_path), tmp_path)
    ours = [
        [one.effect, one.se] for one in (mean_difference(*ARMS), standardised(*ARMS), *_ratios())
    ]
    for one, x in zip(SETS, DEPTHS, strict=True):
        if len(one) > 4:
            ours += _checks(one, x)
    assert len(said) == len(ours) > 20
    for mine, printed in zip(ours, said, strict=True):
        assert mine == pytest.approx(printed, abs=1e-6, rel=1e-6)


def _ratios():
    for n1, had1, n2, had2 in COUNTS:
        yield log_risk_ratio(Events(n1, had1), Events(n2, had2))


def _checks(one, x):
    for method in (Method.DERSIMONIAN_LAIRD, Method.PAULE_MANDEL, Method.REML):
        line = regression(one, x, method)
        band = line.band([1.0])
        yield [
            line.intercept, line.slope, line.slope_se, *line.slope_ci, line.p, line.tau2,
            line.q_left, band.mean[0], *band.ci[0], *band.prediction[0],
        ]  # fmt: skip
    small = small_studies(one)
    yield [small.limit, small.bias / small.bias_se, small.bias_p, small.rank_tau, small.rank_p]
    yield list(tau2_interval(*arrays(one)))


def _script(folder):
    lines = [OTHERS]
    for one, x in zip(SETS, DEPTHS, strict=True):
        if len(one) <= 4:
            continue
        y, v = arrays(one)
        lines.append(
            f"y <- {_vector(y)}; v <- {_vector(v)}; x <- {_vector(x)}\n"
            'for (m in c("DL", "PM", "REML")) {\n'
            'f <- rma(y, v, mods = ~ x, method = m, test = "adhoc", control = tight)\n'
            "p <- predict(f, newmods = 1)\n"
            "say(f$beta, f$se[2], f$ci.lb[2], f$ci.ub[2], f$pval[2], f$tau2, f$QE,\n"
            "  p$pred, p$ci.lb, p$ci.ub, p$pi.lb, p$pi.ub) }\n"
            'g <- regtest(y, v, model = "lm"); k <- ranktest(y, v)\n'
            "say(g$est, g$zval, g$pval, k$tau, k$pval)\n"
            "r <- confint(rma(y, v, control = tight), control = list(tol = 1e-12))$random\n"
            "say(r[1, 2:3])\n"
        )
    path = folder / "others.R"
    path.write_text("\n".join(lines))
    return path


def _vector(numbers):
    return "c(" + ", ".join(repr(float(one)) for one in np.asarray(numbers)) + ")"


def _r(script, folder):
    words = [shutil.which("Rscript"), str(script)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=folder)
    return [[float(word) for word in line.split()] for line in done.stdout.splitlines()]
