"""A small trial: records of people who never lived, and the log that drew their arms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from anagen.outlook.trial.allocation import Sealed, revealing, sealing
from anagen.outlook.trial.log import Log
from anagen.outlook.trial.scheme import Scheme
from anagen.records.answers import Answer, Unknown
from anagen.records.measurement import Measurement
from anagen.records.person import Concern, Person
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.session import Applied, Session, ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import DeviceKind, HairLoss, Setting, Sex, Zone

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def small_trial(people=24, arms=("treated", "control"), gain=14.0, left=(4, 9)):
    """The log and the records, by name; those in `left` have no count at week 24."""
    keeper = Sealed(
        Scheme(tuple((arm, 1) for arm in arms), (4,), (("clinic", ("n", "s")),), 60), b"k" * 32
    )
    log = Log((sealing(Log(), keeper, START),))
    rng, records = np.random.default_rng(11), {}
    for i in range(people):
        at = START + timedelta(hours=i + 1)
        line = revealing(log, keeper, f"P-{i:02}", f"clinic={'ns'[i % 2]}", at)
        log = Log((*log.lines, line))
        sites = {site: gain * (site == line.facts["arm"]) for site in ("left", "right")}
        if "left" not in arms:
            sites = {"crown": gain * (line.facts["arm"] == "treated")}
        records[f"P-{i:02}"] = record(at, sites, rng, is_back=i not in left)
    return log, records


def record(at, gains, rng, is_back=True):
    level, shift = rng.normal(180, 25), rng.normal(-3, 5)
    counts = []
    for site, gain in gains.items():
        counts.append(count(at - timedelta(days=2), site, level + rng.normal(0, 5)))
        if is_back:
            later = level + shift + gain + rng.normal(0, 5)
            counts.append(count(at + 24 * WEEK + timedelta(days=3), site, later))
    return Record(
        setting=Setting.TRIAL,
        timezone="Europe/Madrid",
        person=Person(birth_year=1988, sex=Sex.MALE),
        concern=Concern(HairLoss.ANDROGENETIC, "Norwood-Hamilton", "III vertex"),
        treatments=(Treatment("minoxidil 5 %", date(2025, 6, 1), dose="1 ml twice a day"),),
        sessions=(session(at + WEEK),),
        reports=(
            Report(
                at + WEEK + timedelta(days=1),
                {"redness": Answer(True, at + WEEK), "pain": Answer(Unknown.DECLINED, at + WEEK)},
            ),
        ),
        measurements=tuple(sorted(counts, key=lambda one: one.at)),
    )


def count(at, site, density):
    return Measurement(at, site, area_cm2=1.0, hair_count=round(float(density)), device="lens")


def session(at):
    return Session(
        started=at,
        ended=at + timedelta(minutes=20),
        setting=Setting.TRIAL,
        device=DeviceKind.PEN,
        needle_mm=1.5,
        zones=(ZonePasses(Zone.CROWN, 4, 0.6), ZonePasses(Zone.HAIRLINE, 4, 0.5)),
        lot="L-1",
        applied=(Applied("minoxidil 5 %", at + timedelta(hours=24)),),
    )
