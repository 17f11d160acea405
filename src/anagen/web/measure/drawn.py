"""The charts of a case, drawn once for each change and kept."""

from __future__ import annotations

from contextlib import suppress

from django.db import DatabaseError
from django.utils.safestring import SafeString, mark_safe

from anagen.store.models import Case
from anagen.store.pictures.models import Drawing
from anagen.web.measure.drawing import SIZES, svg_of
from anagen.web.measure.painting import painted
from anagen.web.measure.timeline import Timeline


def charts_of(case: Case, name: str, line: Timeline, label: str) -> list[SafeString]:
    """Both drawings of a line of time: the wide and the slim one."""
    kept = Drawing.objects.filter(case=case, name=f"{name}.{line.language}").first()
    if kept is None or kept.key != line.key:
        both = "\n".join(
            painted(svg_of(line, size), size.name, label, line.typed) for size in SIZES
        )
        with suppress(DatabaseError):  # a full disk costs time on the next page, and nothing else
            Drawing.objects.update_or_create(
                case=case, name=f"{name}.{line.language}", defaults={"key": line.key, "svg": both}
            )
    else:
        both = kept.svg
    return [mark_safe(one) for one in both.split("\n")]  # noqa: S308 - drawn by us, escaped
