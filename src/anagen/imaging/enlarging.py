"""Takes what was measured on a smaller copy back to the picture as given."""

from __future__ import annotations

from dataclasses import replace

from anagen.imaging.frame import Box, Frame, Matrix
from anagen.imaging.hairs import Point
from anagen.imaging.measured import Measured, MeasuredHair
from anagen.imaging.opening import Opened

Zoom = tuple[float, float]


def as_given(measured: Measured, opened: Opened) -> Measured:
    """The same picture in the points of the one as given; unchanged when it was not shrunk."""
    zoom = opened.zoom
    width, height = opened.given_size
    if zoom == (1.0, 1.0):
        return measured
    scale, frame = measured.scale, measured.frame
    return replace(
        measured,
        width_px=width,
        height_px=height,
        scale=replace(scale, px_per_mm=scale.px_per_mm / zoom[0]) if scale else None,
        frame=_frame(frame, zoom) if frame else None,
        hairs=tuple(_hair(one, zoom) for one in measured.hairs),
    )


def _point(point: Point, zoom: Zoom) -> Point:
    return (
        round((point[0] + 0.5) / zoom[0] - 0.5, 2),
        round((point[1] + 0.5) / zoom[1] - 0.5, 2),
    )


def _hair(one: MeasuredHair, zoom: Zoom) -> MeasuredHair:
    path = tuple(_point(point, zoom) for point in one.hair.path)
    return replace(one, hair=replace(one.hair, path=path))


def _frame(frame: Frame, zoom: Zoom) -> Frame:
    """A frame laid flat stays where it is, and the way to it leads over the smaller copy."""
    if frame.flat is not None:
        return replace(frame, flat=_through(frame.flat, zoom))
    blanks = tuple(_box(blank, zoom) for blank in frame.blanks)
    return replace(frame, box=_box(frame.box, zoom), blanks=blanks)


def _box(box: Box, zoom: Zoom) -> Box:
    return Box(*_point((box.left, box.top), zoom), *_point((box.right, box.bottom), zoom))


def _through(matrix: Matrix, zoom: Zoom) -> Matrix:
    """A homography that takes places of the picture as given instead of its smaller copy."""
    across, down = zoom
    rows = [
        (a * across, b * down, c + a * (across - 1) / 2 + b * (down - 1) / 2) for a, b, c in matrix
    ]
    return (rows[0], rows[1], rows[2])
