"""The pieces of a told question as lines of words: figures with their units and marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]
#: Marks that warn: they stand beside every figure that carries them.
WARNING = ("R", "Vw")
#: Figures that are written with their sign.
SIGNED = ("change",)


def number(value: float) -> str:
    """A number as printed, with a true minus: −3.7."""
    return f"{value:.7g}".replace("-", "−")


def figure(tree: Tree | None, signed: bool = False) -> str:
    """One figure with its warning mark; "not read" where there is none."""
    if tree is None:
        return "not read"
    sign = "+" if signed and tree["value"] > 0 else ""
    mark = f" [{tree['mark']}]" if tree["mark"] in WARNING else ""
    return f"{sign}{number(tree['value'])}{mark}"


def ends(pair: list[float]) -> str:
    """An interval: −3.7 to 35.7."""
    return f"{_short(pair[0])} to {_short(pair[1])}"


def _short(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if abs(value) < 10 else f"{value:.1f}".replace("-", "−")


def pool_lines(pool: Tree) -> Iterator[str]:
    """A pool: where the next trial may land first, then the mean, then its trials."""
    unit = pool["unit_says"]
    yield pool["title"]
    if pool["prediction"]:
        yield f"  the next trial may land at {ends(pool['prediction'])} {unit} (95 %)"
    yield (
        f"  on average {_short(pool['effect'])} ({ends(pool['ci'])}) {unit}; {pool['k']} trials, "
        f"I² {pool['i2']:.0f} %, tau² {number(pool['tau2'])}, {pool['method']}"
    )
    for one in pool["trials"]:
        yield f"  {one['study']}: {_short(one['effect'])} ({ends(one['ci'])})"
    yield f"  {pool['says']}"


def review_lines(one: Tree) -> Iterator[str]:
    """A review: what it compared, what it printed, and what is wrong with it."""
    yield f"{one['name']}. {one['compares']}"
    for row in one["rows"]:
        yield f"  {row['row_says']}, {row['scale_says']}: {printed(row)}"
        if row["next_trial"]:
            ahead = ends(row["next_trial"])
            yield f"    the next trial may land at {ahead} (95 %, worked out roughly) [D]"
        if row["says"]:
            yield f"    {row['says']}"
    if one["doubt"]:
        yield f"  Doubt: {one['doubt']}"


def printed(row: Tree) -> str:
    """A pooled figure as it was printed, with its interval, trials and spread."""
    text = figure(row["effect"])
    if row["ci"]:
        text += f" ({number(row['ci'][0])} to {number(row['ci'][1])})"
    text += f" {row['unit_says']}" if row["unit_says"] else ", unit not read"
    if row["trials"]:
        text += f", {number(row['trials']['value'])} trials"
    if row["i2"]:
        text += f", I² {number(row['i2']['value'])} %"
    is_bare = row["ci"] is None and row["scale"] != "rank"
    return text + (", no interval read" if is_bare else "")


def trial_lines(one: Tree) -> Iterator[str]:
    """One trial: who, how it was needled, what was seen, and what to doubt."""
    size = f"{figure(one['size'])} {one['people_says']}" if one["size"] else one["people_says"]
    yield f"{one['name']} · {size} · {one['design_says']}"
    if one["bias_says"]:
        yield f"  {one['bias_says']}"
    arms = ""
    for found in one["found"]:
        here = found["arm"] + (f", against {found['against']}" if found["against"] else "")
        if here != arms:
            yield f"  {here}"
            if found["needling"]:
                yield f"    {needling(found['needling'])}"
        arms = here
        yield f"    {seen(found)}"
        yield from (f"      {text}" for text in found["notes"])
        if found["doubt"]:
            yield f"      Doubt: {found['doubt']}"
    if one["doubt"]:
        yield f"  Doubt: {one['doubt']}"


def needling(tree: Tree) -> str:
    """How an arm was needled: roller, 1.5 mm, every 7 days, 12 sessions."""
    parts = [tree["device_says"]]
    if tree["least_mm"]:
        parts.append(f"{_range(tree['least_mm'], tree['most_mm'])} mm")
    if tree["gap_days"]:
        parts.append(f"every {figure(tree['gap_days'])} days")
    if tree["sessions"]:
        parts.append(f"{figure(tree['sessions'])} sessions")
    if tree["endpoint"]:
        parts.append(f"until {tree['endpoint']}")
    return ", ".join(parts)


def _range(least: Tree, most: Tree | None) -> str:
    if most is None or most["value"] == least["value"]:
        return figure(least)
    return f"{figure(least)} to {figure(most)}"


def seen(one: Tree) -> str:
    """What was measured and seen, in its own unit and with its marks."""
    weeks = f", week {one['weeks']:g}" if one["weeks"] else ""
    text = f"{one['measure_says']}{weeks}: "
    if not one["figure"]:
        return text + "figures not read" + _p(one)
    signed = one["figure"] in SIGNED
    text += figure(one["value"], signed)
    if one["figure"] == "events" and one["n"]:
        text += f" of {figure(one['n'])}"
    if one["against_value"]:
        text += f" against {figure(one['against_value'], signed)}"
        if one["figure"] == "events" and one["against_n"]:
            text += f" of {figure(one['against_n'])}"
    unit = one["unit_says"]
    text += f" {unit}" if unit else " (unit not read)"
    return text + _p(one)


def _p(one: Tree) -> str:
    text = f", p {one['p']}" if one["p"].startswith(("<", ">")) else f", p = {one['p']}"
    text = text if one["p"] else ""
    if one["rough"]:
        rough = one["rough"]
        size = f"{_short(rough['effect'])} ({ends(rough['ci'])})" if rough["ci"] else ""
        size = size or f"at least {_short(rough['effect'])}"
        mark = f" [{rough['mark']}]"
        text += f"; worked back from p: {size} standard deviations, rough{mark}"
    return text
