"""Cells that agree are one hair; two hairs of one trunk stay two; what nobody claims is none."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from anagen.imaging.find.answers import CELL, CLAIMS, CROWD, ENDS, HEAT, MASK, UNIT_PX
from anagen.imaging.find.lying import on_hair, share_on_hair
from anagen.imaging.find.proposals import proposals, votes
from anagen.imaging.find.sureness import SIGNS, judge, signs
from anagen.imaging.find.tracing import path

SIDE = 80
NEVER = -12.0
#: As many as the last of the slices of an answer ends at.
PLANES = CROWD.stop

Floats = NDArray[np.float32]
Line = tuple[float, float, float, float]


def drawn(*lines: Line) -> Floats:
    """A network's answer to hairs three cells wide, from root to tip."""
    got = np.full((PLANES, SIDE, SIDE), NEVER, np.float32)
    got[ENDS] = 0
    for x0, y0, x1, y1 in lines:
        for share in np.linspace(0, 1, 200):
            x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            for aside in (-1, 0, 1):
                row, column = int(y / CELL), int(x / CELL) + aside
                middle = np.array([column, row, column, row]) * CELL + 0.5
                got[0, row, column] = got[1, row, column] = 4.0
                got[3:7, row, column] = (np.array([x0, y0, x1, y1]) - middle) / UNIT_PX
        got[HEAT.start, int(y0 / CELL), int(x0 / CELL)] = 3.0
    return got


def test_one_hair_is_one_proposal_with_its_own_ends() -> None:
    (found,) = proposals(votes(drawn((40, 30, 44, 100))), 2.0)
    assert found.ends == pytest.approx([40, 30, 44, 100], abs=0.5)
    assert found.spread < 0.1


def test_two_hairs_side_by_side_are_two() -> None:
    assert len(proposals(votes(drawn((40, 30, 40, 100), (52, 30, 52, 100))), 2.0)) == 2


def test_two_hairs_of_one_root_with_tips_apart_are_two() -> None:
    assert len(proposals(votes(drawn((60, 30, 48, 100), (60, 30, 72, 100))), 2.0)) == 2


def test_a_shaft_that_lies_on_skin_beside_the_hair_is_left_out() -> None:
    both = drawn((40, 30, 44, 100))
    both[2] = np.where(both[1] > 0, 1.0, NEVER)
    both[7:11] = both[3:7]
    both[[7, 9]] += 14 / UNIT_PX
    found = proposals(votes(both), 2.0)
    assert len(found) == 2
    (kept,) = on_hair(found, both)
    assert kept.ends == pytest.approx([40, 30, 44, 100], abs=0.5)


@pytest.mark.parametrize(("share", "stays"), [(0.4, True), (0.3, False)])
def test_a_fine_hair_that_fills_no_cell_wholly_stays(share: float, stays: bool) -> None:
    fine = drawn((40, 30, 44, 100))
    fine[MASK][fine[MASK] > 0] = np.log(share / (1 - share))
    assert bool(on_hair(proposals(votes(fine), 2.0), fine)) is stays


def test_a_line_is_on_hair_as_far_as_it_runs_over_hair() -> None:
    hair = drawn((40, 30, 40, 100))[MASK] > 0
    assert share_on_hair(np.array([[40, 30], [40, 100]], np.float32), hair) == 1
    assert share_on_hair(np.array([[60, 30], [60, 100]], np.float32), hair) == 0
    assert 0.3 < share_on_hair(np.array([[40, 70], [40, 130]], np.float32), hair) < 0.7
    assert share_on_hair(np.array([[-60, 30], [-60, 100]], np.float32), hair) == 0


def test_more_shafts_in_an_opening_leave_more_room_for_the_weaker_one() -> None:
    both = drawn((40, 30, 40, 100), (52, 30, 52, 100))
    found = proposals(votes(both), 2.0)
    room = SIGNS.index("room in its opening")
    alone = signs(found, both)[:, room]
    both[CROWD.start] = 6.0
    assert (signs(found, both)[:, room] > alone + 0.9).all()
    assert alone[1] == pytest.approx(alone[0] - 1, abs=0.01)


def test_no_claim_is_no_hair() -> None:
    nothing = drawn()
    assert proposals(votes(nothing), 2.0) == []
    assert signs([], nothing).shape == (0, len(SIGNS))


def test_more_claims_never_weigh_less() -> None:
    weak = drawn((40, 30, 44, 100))
    weak[CLAIMS] -= 3
    (faint,), (firm,) = proposals(votes(weak), 2.0), proposals(votes(drawn((40, 30, 44, 100))), 2.0)
    assert firm.support > faint.support
    assert firm.best > faint.best


def test_a_clear_hair_is_surer_than_a_second_on_the_same_way() -> None:
    both = drawn((40, 30, 40, 100))
    both[2] = np.where(both[1] > 0, -0.8, NEVER)
    both[7:11] = both[3:7]
    both[10] += 60 / UNIT_PX
    found = proposals(votes(both), 2.0)
    sure = judge().sureness(signs(found, both))
    assert len(found) == 2
    assert sure[0] > sure[1]


def test_a_path_begins_at_the_root_and_ends_at_the_tip() -> None:
    (found,) = proposals(votes(drawn((40, 30, 44, 100))), 2.0)
    line = path(found)
    assert line[0] == pytest.approx([40, 30], abs=0.5)
    assert line[-1] == pytest.approx([44, 100], abs=0.5)
    assert np.abs(line[:, 0] - np.interp(line[:, 1], [30, 100], [40, 44])).max() < 2
