"""Says what became of every hair in the shared frame, from both pictures at its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from anagen.imaging.match.evidence import Contrast, Witnesses
from anagen.imaging.match.fates import Doubted, Fate, Judged
from anagen.imaging.match.overlooked import overlooked
from anagen.imaging.match.pairing import paired
from anagen.imaging.match.registration import Registration
from anagen.imaging.match.strands import Strand, is_same_shaft, share_covered, strands_of
from anagen.imaging.match.visits import Visit

#: A strand is still there when the other picture shows this share of it, and gone when it shows
#: less than the second. Between the two we do not say.
THERE, GONE = 0.55, 0.35
#: Nothing changed at a place that shows so much of what it showed, neighbours included.
ALIKE = 0.85
#: A strand must stand out by this share of what hairs usually do here, and be so long.
FAINT, LEAST_MM = 0.2, 0.1
#: A strand is judged when so much of it lies in both pictures and outside of glare.
SEEN = 0.6
#: Two changes that share more than this of the smaller one are one hair found twice.
TWICE = 0.5
#: A lost and a new hair whose roots stand so close may be one hair that lies anew.
CLOSE_MM = 0.15
#: A hair that the finder is less sure of is a second finding when a surer one changed so close by,
#: and below the second figure it says nothing alone.
UNSURE, GUESS, DOUBLE_MM = 0.65, 0.5, 0.1


@dataclass(frozen=True)
class Scene:
    """The strands of both visits on one skin, the first visit's first, and their partners."""

    strands: tuple[Strand, ...]
    first_count: int
    partners: dict[int, int]
    laid: Registration

    def is_in_frame(self, number: int) -> bool:
        """Whether a strand counts; partners count together, by the middle of their roots."""
        partner = self.strands[self.partners.get(number, number)]
        return self.laid.frame.holds((self.strands[number].root + partner.root) / 2)

    def told(self, number: int, fate: Fate, why: Doubted | None = None) -> Judged:
        """The fate of a strand, with its partner where it has one."""
        numbers = sorted({number, self.partners.get(number, number)})
        before, after = (
            next((self.strands[k].number for k in numbers if (k < self.first_count) is first), None)
            for first in (True, False)
        )
        return Judged(fate, before, after, self.strands[number].root, why)


def judged(before: Visit, after: Visit, laid: Registration) -> tuple[Judged, ...]:
    """The fate of every hair whose root lies in the shared frame."""
    ones, others = strands_of(before), strands_of(after, laid.laid)
    pairs = {one: len(ones) + other for one, other in paired(ones, others)}
    partners = pairs | {other: one for one, other in pairs.items()}
    scene = Scene((*ones, *others), len(ones), partners, laid)
    if laid.skins is None:
        return tuple(_without_pictures(scene))
    return tuple(_with_pictures(scene, Witnesses(laid.skins, scene.strands, len(ones), partners)))


def _without_pictures(scene: Scene) -> Iterable[Judged]:
    """By roots alone: what has no partner came or went, as far as two lists can say."""
    for number in range(len(scene.strands)):
        if not scene.is_in_frame(number) or scene.partners.get(number, number) < number:
            continue
        if number in scene.partners:
            yield scene.told(number, Fate.KEPT)
        else:
            yield scene.told(number, _changed(scene, number))


def _changed(scene: Scene, number: int) -> Fate:
    return Fate.LOST if number < scene.first_count else Fate.NEW


def _with_pictures(scene: Scene, witnesses: Witnesses) -> Iterable[Judged]:
    changed: list[int] = []
    for number in range(len(scene.strands)):
        if not scene.is_in_frame(number):
            continue
        contrast = witnesses.contrast(number)
        if number in scene.partners:
            partner = scene.partners[number]
            if _is_gone(contrast, witnesses) and _is_faint(witnesses.contrast(partner), witnesses):
                changed.append(number)
            elif number < partner and not (
                _is_gone(witnesses.contrast(partner), witnesses) and _is_faint(contrast, witnesses)
            ):
                yield scene.told(number, Fate.KEPT)
            continue
        fate, why = _alone(contrast, scene.strands[number], witnesses)
        if fate is None:
            changed.append(number)
        else:
            yield scene.told(number, fate, why)
    yield from _changes(scene, witnesses, changed)
    ways = [strand.way for strand in scene.strands]
    for one in overlooked(witnesses, changed, complex(np.sum(ways))):
        if scene.laid.frame.holds(one.root):
            yield Judged(Fate.LOST if one.is_lost else Fate.NEW, None, None, one.root)


def _is_gone(contrast: Contrast, witnesses: Witnesses) -> bool:
    return (
        not _is_faint(contrast, witnesses)
        and contrast.share <= GONE
        and contrast.seen >= SEEN
        and contrast.share_of_all < ALIKE
    )


def _is_faint(contrast: Contrast, witnesses: Witnesses) -> bool:
    return contrast.own < FAINT * abs(witnesses.usual)


def _alone(
    contrast: Contrast, strand: Strand, witnesses: Witnesses
) -> tuple[Fate | None, Doubted | None]:
    """The fate of a strand without a partner; None when it is new or lost."""
    if contrast.seen < SEEN:
        return Fate.DOUBTFUL, Doubted.HIDDEN
    if contrast.share >= THERE or contrast.share_of_all >= ALIKE:
        return Fate.KEPT, None
    is_guess = strand.sureness < GUESS and contrast.share > GONE / 2
    if _is_faint(contrast, witnesses) or strand.length_mm < LEAST_MM or is_guess:
        return Fate.DOUBTFUL, Doubted.FAINT
    if contrast.share > GONE:
        return Fate.DOUBTFUL, Doubted.BETWEEN
    return None, None


def _changes(scene: Scene, witnesses: Witnesses, changed: list[int]) -> Iterable[Judged]:
    """The new and the lost, each told once, and those that may be one hair lying anew."""
    changed = _once(scene, witnesses, changed)
    for number in changed:
        root, is_first = scene.strands[number].root, number < scene.first_count
        near = any(
            (other < scene.first_count) is not is_first
            and abs(scene.strands[other].root - root) < CLOSE_MM
            for other in changed
        )
        depth = witnesses.contrast(number).own
        if near or not witnesses.is_bare(root, is_first, depth):
            yield scene.told(number, Fate.DOUBTFUL, Doubted.CLOSE)
        else:
            yield scene.told(number, _changed(scene, number))


def _once(scene: Scene, witnesses: Witnesses, changed: list[int]) -> list[int]:
    """Without the strands that are only another finding, or another piece, of the same hair."""
    kept: list[int] = []
    for number in sorted(changed, key=lambda k: -scene.strands[k].sureness):
        strand, trace = scene.strands[number], witnesses.traces[number]
        is_first = number < scene.first_count
        alike = (other for other in kept if (other < scene.first_count) is is_first)
        if not any(
            is_same_shaft(strand, scene.strands[other])
            or (
                strand.sureness < UNSURE
                and abs(strand.root - scene.strands[other].root) < DOUBLE_MM
            )
            or share_covered(trace, witnesses.traces[other]) > TWICE
            for other in alike
        ):
            kept.append(number)
    return kept
