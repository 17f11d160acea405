"""The invented person: eight months of a course at home, told back from now."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from anagen.records.answers import Answer, Value
from anagen.records.event import Event
from anagen.records.measurement import Measurement
from anagen.records.person import Concern, Person
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report
from anagen.records.session import Applied, Session, ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import (
    DeviceKind,
    Endpoint,
    EventKind,
    HairLoss,
    Setting,
    Sex,
    Who,
    Zone,
)

#: The last session was on the last evening that lies this long back: some holds still run.
SINCE_LAST = timedelta(hours=31)
EVENING = time(20, 10)
GAP = timedelta(days=14)
SESSIONS = 10
SHORT_MM, LONGER_MM = 0.25, 0.5
#: From this session on the needles were longer.
LONGER_FROM = 7
AREA_CM2 = 1.0
#: Weeks ago, hairs counted, terminal, mean width in micrometres.
COUNTS = ((34, 131, 88, 51.0), (22, 136, 92, 52.5), (10, 140, 97, 54.0), (1, 144, 101, 55.0))
COMBS = ((34, (11, 9, 13)), (18, (14, 12, 15)), (4, (10, 12, 9)))
ANSWERS: dict[str, Value] = {
    "sex": "male",
    "skin_today": (),
    "marks_in_field": (),
    "keloid": False,
    "health_conditions": (),
    "anticoagulant": False,
    "antiplatelet": False,
    "isotretinoin": "never",
    "cancer_treatment": False,
    "immune_medicine": False,
    "allergies": (),
    "skin_conditions": (),
    "hair_loss": "androgenetic",
    "hair_loss_diagnosed_by": "dermatologist",
    "hair_loss_signs": (),
    "recent_procedures": (),
    "retinoid_or_acid": False,
    "heart_or_pressure": False,
    "minoxidil": "now",
    "dark_marks": False,
    "device_kind": "roller",
    "needle_mm": LONGER_MM,
    "device_is_own": True,
    "needle_faults": (),
    "needle_uses": 3.0,
    "numbing_planned": False,
    "calm_recoveries": 6.0,
    "quiz_passed": True,
    "zones_wanted": ("mid_scalp", "crown"),
    "needled_before": True,
    "skin_recovered": True,
    "alarm_signs": (),
    "scalp_warnings": (),
    "fever": "feels_well",
    "scalp_signs": (),
    "shed_more": "no",
    "session_today": False,
    "apply_today": (),
    "minoxidil_order": False,
    "cat_at_home": False,
    "infections_after_sessions": 0.0,
    "minoxidil_stop_wanted": False,
}


def sample_record(now: datetime, timezone: str) -> Record:
    """The record of the invented person at a moment."""
    told = now - timedelta(minutes=20)
    answers = {id: Answer(value, told) for id, value in ANSWERS.items()}
    answers["birth_year"] = Answer(float(now.year - 37), told)
    last = last_evening(now, timezone)
    answers["last_session_on"] = Answer(last.astimezone(ZoneInfo(timezone)).date(), told)
    return Record(
        setting=Setting.HOME,
        timezone=timezone,
        person=Person(birth_year=now.year - 37, sex=Sex.MALE),
        concern=Concern(HairLoss.ANDROGENETIC, "Norwood-Hamilton", "III vertex", Who.DERMATOLOGIST),
        answers=answers,
        treatments=(_minoxidil(now),),
        sessions=tuple(_session(number, last, now) for number in range(SESSIONS)),
        reports=_reports(last, now),
        measurements=tuple(_counted(*line, now) for line in COUNTS),
        events=(
            Event((now - timedelta(weeks=20)).date(), EventKind.FEVER, ""),
            Event((now - timedelta(weeks=15)).date(), EventKind.HAIRCUT, ""),
        ),
    )


def last_evening(now: datetime, timezone: str) -> datetime:
    """The evening of the last session, by the clock of the person."""
    day = (now - SINCE_LAST).astimezone(ZoneInfo(timezone))
    return datetime.combine(day.date(), EVENING, ZoneInfo(timezone)).astimezone(UTC)


def _minoxidil(now: datetime) -> Treatment:
    return Treatment(
        "Minoxidil 5 % solution",
        (now - timedelta(weeks=40)).date(),
        dose="1 ml twice a day",
        route="scalp",
    )


def _session(number: int, last: datetime, now: datetime) -> Session:
    """One session, the oldest first; a roller lasts until the longer one takes its place."""
    ended = last - GAP * (SESSIONS - 1 - number)
    depth_mm = LONGER_MM if number >= LONGER_FROM else SHORT_MM
    uses = number - LONGER_FROM + 1 if number >= LONGER_FROM else number + 1
    return Session(
        started=ended - timedelta(minutes=22),
        ended=ended,
        setting=Setting.HOME,
        device=DeviceKind.ROLLER,
        needle_mm=depth_mm,
        zones=tuple(ZonePasses(zone, 4, depth_mm) for zone in (Zone.MID_SCALP, Zone.CROWN)),
        uses=uses,
        antiseptic="isopropyl alcohol 70 %",
        endpoint=Endpoint.MILD_REDNESS,
        pain=2 + number % 2,
        pressure="light",
        occluded=False,
        applied=_applied(ended, now),
        operator=Who.SELF,
    )


def _applied(ended: datetime, now: datetime) -> tuple[Applied, ...]:
    """Minoxidil went on again two days after each session but the last."""
    again = ended + timedelta(hours=48)
    return (Applied("minoxidil", again),) if again < now else ()


def _reports(last: datetime, now: datetime) -> tuple[Report, ...]:
    calm: dict[str, Value] = {
        "scalp_signs": (),
        "alarm_signs": (),
        "scalp_warnings": (),
        "fever": "feels_well",
    }
    checks = []
    for number in range(SESSIONS - 1):
        at = last - GAP * (SESSIONS - 1 - number) + timedelta(hours=48)
        checks.append(Report(at, signs={id: Answer(value, at) for id, value in calm.items()}))
    combs = [
        Report(
            now - timedelta(weeks=weeks),
            comb=CombCount(counts),
            pull=PullTest(1, 50, Zone.CROWN),
        )
        for weeks, counts in COMBS
    ]
    return tuple(sorted((*checks, *combs), key=lambda report: report.at))


def _counted(weeks: int, hairs: int, terminal: int, width_um: float, now: datetime) -> Measurement:
    return Measurement(
        at=now - timedelta(weeks=weeks),
        site="crown dot",
        area_cm2=AREA_CM2,
        hair_count=hairs,
        device="clip-on lens, phone",
        pictures=3,
        standard_error_per_cm2=5.0,
        smallest_detectable_per_cm2=14.0,
        hair_length_mm=12.0,
        terminal_count=terminal,
        vellus_count=hairs - terminal,
        cut_um=40.0,
        mean_width_um=width_um,
    )
