"""How a guided session becomes one session of the record, exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from anagen.records.answers import Answer
from anagen.records.reading_parts import LONGEST_SESSION
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.session import Anaesthetic, Applied, Session, ZonePasses
from anagen.records.words import Endpoint, Setting, Who
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.store.sessions.models import GuidedSession
from anagen.web.treat.caring import note_soaking
from anagen.web.treat.guide import CREAM_ON, Guide
from anagen.web.treat.keeping import Outcome, end, locked, not_before, ticked_at
from anagen.web.treat.presses import Press, pressed
from anagen.web.treat.uses import count_use, next_use

USES = "needle_uses"
ALARMS = "alarm_signs"


@dataclass(frozen=True, slots=True)
class Noted:
    """What was seen and done, as the person wrote it. None and "" are "not written down"."""

    endpoint: Endpoint | None = None
    pain: int | None = None
    antiseptic: str = ""
    occluded: bool | None = None
    applied: tuple[Applied, ...] = ()
    alarms: tuple[str, ...] = ()
    outcome: Outcome = Outcome.KEPT


def ended_with(
    case: Case, id: UUID, noted: Noted, now: datetime, waited: timedelta = timedelta()
) -> GuidedSession | None:
    """Ends the session `id` and puts it into the record, all in one transaction.

    `waited` is how long the last form had to wait for a connection. Asked twice, it acts once.
    None when this case has no such session.
    """
    with transaction.atomic():
        held = locked(case)
        if held is None or held.row.public_id != id:
            return GuidedSession.objects.filter(case=case, public_id=id).first()
        guide = _closed(ticked_at(held.guide, now, waited))
        moment = not_before(case, guide.clock.last)
        use = next_use(case, guide, moment)
        change_record(case.public_id, lambda one: _with(one, guide, noted, use), moment)
        if guide.needled:
            count_use(case, guide.choice.kept_device, guide.runs[0].on)
        note_soaking(case, guide)
        end(held, guide, noted.outcome if guide.needled or noted.alarms else Outcome.LEFT, now)
        return held.row


def _closed(guide: Guide) -> Guide:
    """The session with no pass under way and no cream left to time."""
    if guide.run is None:
        return guide
    return pressed(guide, Press.ZONE_OVER, guide.clock.last)


def _with(record: Record, guide: Guide, noted: Noted, use: int | None) -> Record:
    now = guide.clock.last
    if noted.alarms:
        signs: Mapping[str, Answer] = {ALARMS: Answer(noted.alarms, now)}
        record = replace(record, reports=(*record.reports, Report(now, signs=signs)))
    if not guide.needled:
        return record
    session = session_of(guide, noted, use)
    in_order = sorted((*record.sessions, session), key=lambda one: one.started)
    answers = dict(record.answers)
    if use is not None and record.setting is Setting.HOME:
        answers[USES] = Answer(float(use), now)
    return replace(record, sessions=tuple(in_order), answers=answers)


def session_of(guide: Guide, noted: Noted, use: int | None) -> Session:
    """The session as it was done: the zones and passes that were made, and no others."""
    choice, started = guide.choice, guide.runs[0].on
    ended = max((one.off or one.on) for one in guide.runs)
    zones = tuple(
        ZonePasses(zone, guide.passes_made(zone), choice.depth_mm)
        for zone in choice.zones
        if guide.passes_made(zone)
    )
    return Session(
        started=started,
        # A session left open overnight: nobody needles for longer than this.
        ended=min(ended, started + LONGEST_SESSION),
        setting=choice.setting,
        device=choice.device,
        needle_mm=choice.needle_mm,
        zones=zones,
        uses=use,
        anaesthetic=_anaesthetic(guide),
        antiseptic=noted.antiseptic,
        endpoint=noted.endpoint,
        pain=noted.pain,
        occluded=noted.occluded,
        applied=noted.applied,
        operator=Who.SELF if choice.setting is Setting.HOME else None,
    )


def _anaesthetic(guide: Guide) -> Anaesthetic | None:
    timer, cream = guide.timers.get(CREAM_ON), guide.cream
    if timer is None:
        return None
    off = min(timer.off, timer.on + LONGEST_SESSION) if timer.off else None
    return Anaesthetic(
        product=cream.product if cream and cream.product else _("Numbing cream"),
        grams=cream.grams if cream else None,
        area_cm2=cream.area_cm2 if cream else None,
        on=timer.on,
        off=off,
    )
