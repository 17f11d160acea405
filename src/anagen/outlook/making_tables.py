"""Makes the tables of this folder anew from the follicle model.

`python -m anagen.outlook.making_tables` writes `tables.json` beside this file. Anyone may run it:
nothing is drawn by chance, so the same follicle model always gives the same tables.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from anagen.follicles.calibrated import shapes
from anagen.follicles.course import UNTREATED
from anagen.follicles.parameters import NAMED
from anagen.follicles.solve import covariance, solved
from anagen.outlook.cycling import Scalp
from anagen.outlook.tables import FILE

STEP_DAYS, LONGEST_DAYS = 14, 1092
DIGITS = 6
#: Of the fitted shapes so many are kept, from the deepest early dip to the shallowest.
SHAPES, DIP_WEEK = 8, 8
SHAPE_WEEKS = (*range(0, 53), *range(56, 157, 4))

Tables = dict[str, list[float] | list[list[float]]]


def cycling_tables(longest_days: int = LONGEST_DAYS) -> Tables:
    """For each kind of scalp the covariance per visible hair, every two weeks of distance."""
    lags = list(range(0, longest_days + 1, STEP_DAYS))
    made: Tables = {"lag_days": [float(lag) for lag in lags]}
    for kind in Scalp:
        scalp = NAMED[kind.value]
        visible = float(solved(scalp, UNTREATED, 2).visible_per_cm2[0])
        shares = covariance(scalp, lags)[0] / visible
        made[kind.value] = _rounded(shares)
    return made


def shape_tables() -> Tables:
    """Shapes of the fitted follicle model, evenly chosen by how deep they dip at first."""
    whole = shapes(7 * SHAPE_WEEKS[-1] + 1)
    by_dip = np.argsort(whole[:, 7 * DIP_WEEK], kind="stable")
    places = np.linspace(0, len(by_dip) - 1, 2 * SHAPES + 1)[1::2].round().astype(int)
    kept = whole[by_dip[places]][:, 7 * np.array(SHAPE_WEEKS)]
    return {
        "shape_weeks": [float(week) for week in SHAPE_WEEKS],
        "shapes": [_rounded(shape) for shape in kept],
    }


def _rounded(numbers: np.typing.NDArray[np.float64]) -> list[float]:
    return [round(float(number), DIGITS) for number in numbers]


def main() -> None:
    """Writes the file."""
    text = json.dumps(cycling_tables() | shape_tables()) + "\n"
    Path(__file__).with_name(FILE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
