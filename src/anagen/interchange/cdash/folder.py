"""Everything an export holds, as texts by their file names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from typing import Any

from anagen.evidence.effects import Effect
from anagen.evidence.pool import pooled
from anagen.evidence.terms import FigureUnit
from anagen.interchange.cdash.columns import TABLES
from anagen.interchange.cdash.counted import Counted, counted
from anagen.interchange.cdash.people import Subject
from anagen.interchange.cdash.rows import rows_of
from anagen.interchange.tables import csv_of
from anagen.outlook.trial.design import Design
from anagen.outlook.trial.estimating import by_stratum, mixed, primary
from anagen.outlook.trial.protocol import ENTRIES, Protocol, Standing

RESULTS = ("MODEL", "EFFECT", "SE", "LOW", "HIGH", "P", "N")


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export, and its primary figures for whoever ran it."""

    texts: Mapping[str, str]
    results: Sequence[Mapping[str, Any]]


def export_of(study: str, people: Sequence[Subject], plan: Protocol, stands: Standing) -> Export:
    """The tables, their columns, the plan, the R script, and our own figures."""
    rows = counted(people, plan)
    results = _results(rows, plan)
    tables = rows_of(study, people) | {"analysis": [_analysis(study, o, stands) for o in rows]}
    texts = {
        f"{name}.csv": csv_of([column.name for column in TABLES[name]], lines)
        for name, lines in tables.items()
    }
    texts["columns.csv"] = _columns()
    texts["plan.csv"] = csv_of(("ENTRY", "VALUE"), _plan(plan, stands))
    texts["results.csv"] = csv_of(RESULTS, results)
    texts["analysis.R"] = script()
    return Export(texts, results)


def script() -> str:
    """The R script."""
    return files("anagen.interchange.cdash").joinpath("analysis.R").read_text(encoding="utf-8")


def _analysis(study: str, one: Counted, stands: Standing) -> dict[str, Any]:
    row = one.row
    change = None if row.base is None or row.value is None else row.value - row.base
    return {
        "STUDYID": study,
        "SUBJID": row.person,
        "STRATUM": row.stratum,
        "SITE": row.site,
        "ARM": one.arm,
        "TREATED": int(row.is_treated),
        "BASE": row.base,
        "VALUE": row.value,
        "CHANGE": change,
        "VALUEWK": one.weeks,
        "DOUBTS": "; ".join(one.doubts),
        "PLAN": stands.value,
    }


def _results(rows: Sequence[Counted], plan: Protocol) -> list[dict[str, Any]]:
    only = [one.row for one in rows]
    found = []
    for name, one in (("primary", primary(only, plan)), ("mixed", mixed(only, plan.alpha))):
        low, high = one.interval
        found.append(_result(name, (one.effect, one.se, low, high, one.p), one.people))
    strata = by_stratum(only)
    if plan.design is not Design.SPLIT_SCALP and len(strata) > 1:
        unit = FigureUnit.PER_CM2
        effects = [Effect(name, effect, se, unit) for name, effect, se in strata]
        all_of = pooled(effects, knapp_hartung=False)
        figures = (all_of.effect, all_of.se, *all_of.ci, all_of.p)
        found.append(_result("strata", figures, all_of.k))
    return found


def _result(name: str, figures: tuple[float, ...], people: int) -> dict[str, Any]:
    return dict(zip(RESULTS, (name, *figures, people), strict=True))


def _columns() -> str:
    lines = [
        {
            "FILE": f"{name}.csv",
            "COLUMN": column.name,
            "HOLDS": column.says,
            "UNIT": column.unit,
            "NAME_FROM": column.origin,
        }
        for name, columns in TABLES.items()
        for column in columns
    ]
    return csv_of(("FILE", "COLUMN", "HOLDS", "UNIT", "NAME_FROM"), lines)


def _plan(plan: Protocol, stands: Standing) -> list[dict[str, Any]]:
    values = {name: _word(getattr(plan, name)) for name in ENTRIES} | {"standing": stands.value}
    return [{"ENTRY": name, "VALUE": value} for name, value in values.items()]


def _word(value: Any) -> Any:
    if isinstance(value, tuple):
        return ";".join(str(_word(one)) for one in value)
    return value.value if isinstance(value, Enum) else value
