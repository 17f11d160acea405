"""The page that lays two pictures over each other, or says why it will not."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import randbelow
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.web.knowing import knowledge
from anagen.web.measure.pairing import Pair, pair_of
from anagen.web.measure.photo_views import about
from anagen.web.measure.shots import Shot, shot_named

HIDDEN = "hidden"
#: The frame that both pictures are drawn in, in its own units.
FRAME_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Frame:
    """Two pictures in one frame. With the dates hidden, which is left is left to chance."""

    left: Shot
    right: Shot
    height: int

    @property
    def middle(self) -> int:
        """Half the height: where the handle of the divider stands."""
        return self.height // 2

    @property
    def sides(self) -> tuple[Shot, Shot]:
        """Left, then right."""
        return self.left, self.right


@require_safe
def photo_compare(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Two pictures of the case, chosen or the first and the last of one part."""
    it = about(request, case_id)
    before, after = _chosen(request, it.shots)
    pair = pair_of(before, after, knowledge()) if before and after and before != after else None
    is_hidden = request.GET.get("dates") == HIDDEN
    page = {
        "case_id": case_id,
        "shots": it.shots,
        "before": before,
        "after": after,
        "pair": pair,
        "is_same": before is not None and before == after,
        "frame": _frame(pair, is_hidden) if pair and pair.comparable is not False else None,
        "is_hidden": is_hidden,
        "place": "progress",
    }
    return render(request, "measure/compare.html", page)


def _chosen(request: HttpRequest, shots: list[Shot]) -> tuple[Shot | None, Shot | None]:
    """The two that were asked for; without a choice the newest, and the first of its part."""
    asked = [shot_named(shots, request.GET.get(name, "")) for name in ("before", "after")]
    after = asked[1] or next((one for one in shots if not one.picture.is_close_up), None)
    same = [one for one in shots if after and _is_alike(one, after) and one != after]
    return asked[0] or (same[-1] if same else None), after


def _is_alike(one: Shot, other: Shot) -> bool:
    """Whether two pictures show one part from as far: a close-up is never laid over a head."""
    return (one.zone, one.picture.is_close_up) == (other.zone, other.picture.is_close_up)


def _frame(pair: Pair, is_hidden: bool) -> Frame:
    is_swapped = is_hidden and randbelow(2) == 1
    left, right = (pair.after, pair.before) if is_swapped else (pair.before, pair.after)
    row = pair.after.picture
    height = round(FRAME_WIDTH * row.height / row.width)
    return Frame(left, right, height)
