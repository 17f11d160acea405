"""A measured picture as JSON and back: what `anagen measure --json` prints.

The keys are a promise to other programs: more may be added, none changes its meaning.
"""

from __future__ import annotations

from statistics import median
from typing import Any

from anagen.imaging.doubts import Doubt
from anagen.imaging.frame import Box, Frame
from anagen.imaging.hairs import CUTS_UM, Hair, Point
from anagen.imaging.measured import BIN_UM, Mark, Measured, MeasuredHair, Refused
from anagen.imaging.scalp import Scale, ScaleSource

Json = dict[str, Any]


def written(measured: Measured) -> Json:
    """A measured picture as JSON."""
    scale, frame, refused = measured.scale, measured.frame, measured.refused
    return {
        "image": measured.image,
        "size_px": [measured.width_px, measured.height_px],
        "px_per_mm": scale.px_per_mm if scale else None,
        "scale_source": scale.source.value if scale else None,
        "scale_relative_error": scale.relative_error if scale else None,
        "area_cm2": measured.area_cm2,
        "count": measured.count if frame else None,
        "density_per_cm2": _rounded(measured.density_per_cm2, 3),
        "density_95": list(measured.density_95) if measured.density_95 else None,
        **_shares(measured),
        "coverage": measured.coverage,
        "frame": _frame(frame) if frame else None,
        "found_by": measured.found_by,
        "doubts": [doubt.value for doubt in measured.doubts],
        "refused": _refused(refused) if refused else None,
        "hairs": [_hair(one) for one in measured.hairs],
        "removed": [_hair(one) for one in measured.removed],
    }


def _shares(measured: Measured) -> Json:
    """What follows from the hairs: read() leaves it out and it is worked out anew."""
    widths = measured.widths_um
    return {
        "units": {
            "count": len(measured.units),
            "hairs_per_unit": _rounded(measured.hairs_per_unit, 3),
            "sizes": _sizes(measured),
        },
        "widths": {
            "measured": len(widths),
            "median_um": round(median(widths), 1) if widths else None,
            "bar_um": BIN_UM,
            "histogram": list(measured.histogram),
        },
        "cuts": [
            {
                "cut_um": cut.cut_um,
                "terminal": cut.terminal,
                "vellus": cut.vellus,
                "unknown": cut.unknown,
                "terminal_share": _rounded(cut.terminal_share, 4),
            }
            for cut in map(measured.cut_at, CUTS_UM)
        ],
    }


def _sizes(measured: Measured) -> Json:
    """How many units have one hair, two hairs, and so on."""
    sizes = sorted(measured.units.values())
    return {str(size): sizes.count(size) for size in sorted(set(sizes))}


def _hair(one: MeasuredHair) -> Json:
    return {
        "id": one.id,
        "root": list(one.root),
        "tip": list(one.tip),
        "path": [list(point) for point in one.hair.path],
        "width_um": one.width_um,
        "width_at_most": one.hair.width_at_most,
        "kind": one.kind.value,
        "sureness": one.hair.sureness,
        "unit": one.unit,
        "counted": one.is_counted,
        "mark": one.mark.value,
    }


def _frame(frame: Frame) -> Json:
    return {
        "box": _corners(frame.box),
        "blanks": [_corners(blank) for blank in frame.blanks],
        "flat": [list(row) for row in frame.flat] if frame.flat else None,
        "outline": [list(corner) for corner in frame.outline()],
    }


def _corners(box: Box) -> list[float]:
    return [box.left, box.top, box.right, box.bottom]


def _refused(refused: Refused) -> Json:
    return {"why": refused.why, "says": refused.says, "do_next": refused.do_next}


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def read(told: Json) -> Measured:
    """The measured picture that `written` wrote."""
    interval = told["density_95"]
    return Measured(
        image=told["image"],
        width_px=told["size_px"][0],
        height_px=told["size_px"][1],
        scale=_read_scale(told),
        frame=_read_frame(told),
        hairs=tuple(map(_read_hair, told["hairs"])),
        removed=tuple(map(_read_hair, told["removed"])),
        density_95=(interval[0], interval[1]) if interval else None,
        coverage=told["coverage"],
        found_by=told["found_by"],
        doubts=tuple(map(Doubt, told["doubts"])),
        refused=Refused(**told["refused"]) if told["refused"] else None,
    )


def _read_scale(told: Json) -> Scale | None:
    if told["px_per_mm"] is None:
        return None
    return Scale(told["px_per_mm"], ScaleSource(told["scale_source"]), told["scale_relative_error"])


def _read_frame(told: Json) -> Frame | None:
    if told["frame"] is None:
        return None
    frame = told["frame"]
    blanks = tuple(Box(*corners) for corners in frame["blanks"])
    rows = [(a, b, c) for a, b, c in frame["flat"] or ()]
    flat = (rows[0], rows[1], rows[2]) if rows else None
    return Frame(Box(*frame["box"]), blanks, told["area_cm2"], flat)


def _read_hair(told: Json) -> MeasuredHair:
    hair = Hair(
        path=tuple(map(_point, told["path"])),
        sureness=told["sureness"],
        width_um=told["width_um"],
        width_at_most=told["width_at_most"],
    )
    return MeasuredHair(told["id"], hair, told["unit"], told["counted"], Mark(told["mark"]))


def _point(told: list[float]) -> Point:
    return (told[0], told[1])
