"""Records as rows with CDASH names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from anagen.interchange.cdash.columns import STUDY, SUBJECT
from anagen.interchange.cdash.people import Subject
from anagen.records.answers import Unknown
from anagen.records.measurement import Measurement
from anagen.records.session import Session
from anagen.records.words import Sex

Row = dict[str, Any]
SEXES = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.INTERSEX: "INTERSEX"}
NEEDLING = "MICRONEEDLING OF SCALP"
UNIT = "hairs per cm2"


def rows_of(study: str, people: Sequence[Subject]) -> dict[str, list[Row]]:
    """Every table but the analysis, by its name."""
    makers = {
        "dm": _dm, "ds": _ds, "pr": _pr, "ex": _ex, "cm": _cm, "fa": _fa,
    }  # fmt: skip
    return {
        name: [
            {STUDY.name: study, SUBJECT.name: person.name, **row}
            for person in people
            for row in make(person)
        ]
        for name, make in makers.items()
    }


def _dm(person: Subject) -> Iterator[Row]:
    who, concern = person.record.person, person.record.concern
    year = who.birth_date.year if who.birth_date else who.birth_year
    yield {
        "BRTHYY": year,
        "SEX": SEXES[who.sex] if who.sex else "",
        "HAIRLOSS": concern.kind.value if concern else "",
        "GRADE": f"{concern.scale} {concern.grade}".strip() if concern else "",
        "SETTING": person.record.setting.value,
    }


def _ds(person: Subject) -> Iterator[Row]:
    yield {
        "DSDECOD": "RANDOMIZED",
        "DSTERM": "Arm revealed",
        **_when(person, "DSST", person.drawn),
        "STRATUM": person.stratum,
        "ARM": person.arm,
    }


def _pr(person: Subject) -> Iterator[Row]:
    for session in person.record.sessions:
        shared = {
            "PRTRT": NEEDLING,
            **_when(person, "PRST", session.started),
            **_when(person, "PREN", session.ended),
            **_session(session),
        }
        if not session.zones:
            yield shared
        for zone in session.zones:
            place = {"PRLOC": zone.zone.value, "PASSES": zone.passes, "DEPTHMM": zone.depth_mm}
            yield shared | place


def _session(session: Session) -> Row:
    return {
        "NEEDLEMM": session.needle_mm,
        "DEVICE": session.device.value,
        "LOT": session.lot,
        "ENDPOINT": session.endpoint.value if session.endpoint else "",
        "PAIN": session.pain,
        "OPERATOR": session.operator.value if session.operator else "",
    }


def _ex(person: Subject) -> Iterator[Row]:
    for session in person.record.sessions:
        for applied in session.applied:
            yield {
                "EXTRT": applied.product,
                **_when(person, "EXST", applied.at),
                "EXLOC": "SCALP",
                "AFTERMIN": round((applied.at - session.ended).total_seconds() / 60),
            }


def _cm(person: Subject) -> Iterator[Row]:
    for one in person.record.treatments:
        yield {
            "CMTRT": one.product,
            "CMDOSTXT": one.dose,
            "CMROUTE": one.route,
            "CMSTDAT": one.started,
            "CMENDAT": one.stopped,
        }


def _fa(person: Subject) -> Iterator[Row]:
    for one in person.record.measurements:
        for code, test, value, unit in _figures(one):
            yield {
                "FACAT": "HAIR COUNT",
                "FATESTCD": code,
                "FATEST": test,
                "FAOBJ": "HAIR",
                "FAORRES": value,
                "FAORRESU": unit,
                "FALOC": one.site,
                **_when(person, "FA", one.at),
                "FAMETHOD": one.device,
                "WEEKS": round(person.weeks_since(one.at), 3),
                "AREACM2": one.area_cm2,
                "SEPERCM2": one.standard_error_per_cm2,
                "CUTUM": one.cut_um,
                "DOUBTS": one.doubts,
            }
    yield from _signs(person)


def _figures(one: Measurement) -> Iterator[tuple[str, str, float, str]]:
    yield "HAIRCNT", "Hairs in the field", one.hair_count, "hairs"
    yield "HAIRDEN", "Hair density", one.density_per_cm2, UNIT
    for code, test, value, unit in (
        ("TERMCNT", "Terminal hairs in the field", one.terminal_count, "hairs"),
        ("VELLCNT", "Vellus hairs in the field", one.vellus_count, "hairs"),
        ("HAIRWID", "Mean width of hairs", one.mean_width_um, "um"),
    ):
        if value is not None:
            yield code, test, value, unit


def _signs(person: Subject) -> Iterator[Row]:
    for report in person.record.reports:
        for sign, answer in report.signs.items():
            unknown = answer.value if isinstance(answer.value, Unknown) else None
            yield {
                "FACAT": "SIGN AFTER A SESSION",
                "FATESTCD": "OCCUR" if isinstance(answer.value, bool) else "SEV",
                "FATEST": "Occurrence" if isinstance(answer.value, bool) else "How much",
                "FAOBJ": sign,
                "FAORRES": None if unknown else _said(answer.value),
                "FAORRESU": answer.unit,
                "FASTAT": "NOT DONE" if unknown else "",
                "FAREASND": unknown.value if unknown else "",
                "FALOC": "SCALP",
                **_when(person, "FA", report.at),
                "WEEKS": round(person.weeks_since(report.at), 3),
            }


def _said(value: Any) -> Any:
    return ("Y" if value else "N") if isinstance(value, bool) else value


def _when(person: Subject, start: str, at: datetime) -> Row:
    local = person.record.local(at)
    return {f"{start}DAT": local.date().isoformat(), f"{start}TIM": local.strftime("%H:%M")}
