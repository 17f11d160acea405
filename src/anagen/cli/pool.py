"""`anagen pool`: a table of trials as one effect, with its doubts and what the next may show."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from anagen.cli.inputs import text_of
from anagen.cli.outputs import write_file
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.evidence.effects import Effect
    from anagen.evidence.regression import Regression
    from anagen.evidence.report import Report
    from anagen.evidence.small_studies import SmallStudies
    from anagen.evidence.table import Line
    from anagen.evidence.trials import Gathered

METHODS = ("reml", "pm", "dl", "fe")
MEASURES = ("md", "smd", "rr")


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument(
        "trials", metavar="TRIALS.csv",
        help='a line for each study: study,n1,mean1,sd1,n2,mean2,sd2 or study,effect,se; "-" reads '
        "standard input",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="print JSON for programs")
    command.add_argument(
        "--method", type=str.lower, choices=METHODS, default="reml",
        help="how the variance between trials is estimated; reml unless said",
    )  # fmt: skip
    command.add_argument(
        "--fixed", action="store_true", help="one true effect, the same as --method fe"
    )
    command.add_argument(
        "--measure", type=str.lower, choices=MEASURES,
        help="mean difference, standardised difference (Hedges' g) or risk ratio",
    )  # fmt: skip
    command.add_argument(
        "--no-knapp-hartung", action="store_true", help="intervals by z instead of by t"
    )
    command.add_argument(
        "--bayes", action="store_true", help="also by Bayes, with a half-normal prior of tau"
    )
    command.add_argument(
        "--tau-scale", type=float, metavar="X", help="the scale of that prior, in the effect's unit"
    )
    command.add_argument("--leave-one-out", action="store_true", help="pool without each study")
    command.add_argument(
        "--by", metavar="COLUMN", help="does the effect go with this column of numbers?"
    )
    command.add_argument(
        "--forest", metavar="FILE.svg",
        help="draw the studies, the pool and where the next trial may land; FILE.html has the "
        "table beside it",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints what the studies come to together."""
    text = text_of(options.trials, "CSV")
    # NumPy and SciPy take a moment to load; the other commands must not wait for them.
    from anagen.evidence.report import told

    try:
        report = _report(options, text)
    except Mistake as mistake:
        where = f"{options.trials}, {mistake.where}"
        raise Mistake(where, mistake.found, mistake.expected, mistake.then) from None
    if options.forest:
        write_file(options.forest, _drawn(report, options).encode())
    if options.json:
        print(json.dumps(told(report), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(report)))
    return 0


def _report(options: argparse.Namespace, text: str) -> Report:
    from anagen.evidence.bayes import posterior
    from anagen.evidence.pool import Method, leave_one_out, pooled
    from anagen.evidence.report import Report
    from anagen.evidence.table import lines_of
    from anagen.evidence.trials import Measure, gathered

    measure = Measure(options.measure) if options.measure else None
    found = gathered(lines_of(text), measure)
    method = Method.FIXED if options.fixed else Method(options.method.upper())
    way = (method, not options.no_knapp_hartung)
    asks_bayes = options.bayes or options.tau_scale is not None
    return Report(
        effects=found.effects,
        pooled=pooled(found.effects, *way),
        discrepancies=found.discrepancies,
        small_studies=_small_studies(found.effects),
        left_out=list(leave_one_out(found.effects, *way)) if options.leave_one_out else None,
        bayes=posterior(found.effects, options.tau_scale) if asks_bayes else None,
        moderator=options.by or "",
        regression=_regression(options, found) if options.by else None,
    )


def _small_studies(effects: Sequence[Effect]) -> SmallStudies | None:
    """The check for small studies, where there is anything to check."""
    from anagen.evidence.small_studies import small_studies

    try:
        return small_studies(effects)
    except Mistake:
        return None


def _regression(options: argparse.Namespace, found: Gathered) -> Regression:
    from anagen.evidence.pool import Method
    from anagen.evidence.regression import regression

    values = [_moderator(line, options.by) for line in found.lines]
    method = Method.FIXED if options.fixed else Method(options.method.upper())
    return regression(found.effects, values, method, not options.no_knapp_hartung)


def _moderator(line: Line, column: str) -> float:
    """What a line has in the column that the effect may go with."""
    name = column.strip().lower()
    if name in line.numbers:
        return line.numbers[name]
    cell = (line.others or {}).get(name, "")
    try:
        return float(cell)
    except ValueError:
        raise Mistake(
            f"{line.place}, {column}",
            shown(cell) if cell else "nothing",
            "a number in this column",
            "Fill it in, or leave the study out.",
        ) from None


def _drawn(report: Report, options: argparse.Namespace) -> str:
    """The forest plot: by itself, or on a page with its table where the name says so."""
    title = _title(options.trials)
    if options.forest.lower().endswith((".html", ".htm")):
        from anagen.evidence.forest_page import forest_page

        return forest_page(report.effects, report.pooled, title, report.bayes, report.discrepancies)
    from anagen.evidence.forest import forest_file

    return forest_file(report.effects, report.pooled, title, report.bayes)


def _title(name: str) -> str:
    return "Trials pooled" if name == "-" else f"Trials of {name.rpartition('/')[2]} pooled"


def _lines(report: Report) -> Iterator[str]:
    """The pool in words: the next trial first, the mean after it, the doubts last."""
    from anagen.evidence.forest_words import (
        effect_name,
        forest_rows,
        includes_nothing,
        number,
        shown_span,
    )

    one = report.pooled
    if one.prediction is not None:
        verb = "includes" if includes_nothing(one.prediction) else "leaves out"
        where = shown_span(one.prediction, one)
        yield f"The next trial may land from {where}; that {verb} no effect at all."
    how = one.method.value + (" with Knapp and Hartung's error" if one.is_knapp_hartung else "")
    yield f"{effect_name(one)}: treated against control, {one.k} studies, {how}"
    yield f"tau² {number(one.tau2)}, I² {one.i2:.0f} %, Q {number(one.q)} (p {one.q_p:.2g})"
    yield ""
    for row in forest_rows(report.effects, one, report.bayes):
        figures = f"{row.effect} ({row.interval})"
        yield f"{row.name:<28} {figures:<28} {row.weight:>7}  {row.note}".rstrip()
    yield from _more(report)
    for found in report.discrepancies:
        yield f"doubt ({found.trouble.value}): {found.says}"


def _more(report: Report) -> Iterator[str]:
    """What was asked for beside the pool, and the check for small studies."""
    from anagen.evidence.forest_words import number, shown, shown_span

    yield ""
    for left_out, rest in report.left_out or ():
        yield f"without {left_out.study}: {shown(rest.effect, rest)} ({shown_span(rest.ci, rest)})"
    if report.bayes is not None:
        chance = report.bayes.p_next_positive
        yield f"chance that the next trial's true effect is above none: {chance:.2f}"
    line = report.regression
    if line is not None:
        low, high = (number(end) for end in line.slope_ci)
        yield (
            f"by {report.moderator}: {number(line.slope)} for one more ({low} to {high}), "
            f"p {line.p:.2g}" + ("; too few studies to tell" if line.is_few else "")
        )
    small = report.small_studies
    if small is not None:
        yield f"small studies: Egger p {small.bias_p:.2g}, ranks p {small.rank_p:.2g}. " + (
            small.caution or "A lopsided picture has many causes."
        )
