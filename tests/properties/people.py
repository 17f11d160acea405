"""Random people: mostly clear answers with a few surprises, and some wholly random ones.

Hypothesis draws a seed; the seed makes a batch of records. So a run looks at many more records
than Hypothesis could draw answer by answer, and a failure still names its seed. `smallest`
then takes away whatever the failure does not need.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from anagen.knowledge.medicine import Medicine
from anagen.knowledge.question import Question, QuestionKind
from anagen.records.answers import Answer, Unknown, Value
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report
from anagen.records.session import Session, ZonePasses
from anagen.records.treatment import Treatment
from anagen.records.words import DeviceKind, Endpoint, Setting, Step, Zone
from tests.story import NOW, clear_answers, knowledge

T = TypeVar("T")

#: Records a seed makes, and seeds a law looks at: 5 laws on 20,000 records each are 10^5 in
#: the suite; 10^6 in `make soak`.
BATCH = 100
if os.environ.get("ANAGEN_SOAK"):
    EXAMPLES = 2_000
elif os.environ.get("ANAGEN_MUTANTS"):
    EXAMPLES = 1
else:
    EXAMPLES = 200

UNKNOWNS = tuple(Unknown)
PRODUCTS = (
    "minoxidil 5 %", "warfarin", "aspirin 100 mg", "finasteride", "methotrexate",
    "isotretinoin", "vitamin D", "apixaban", "prednisolone",
)  # fmt: skip
ZONES = ("UTC", "Europe/Madrid", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu")


def batch(seed: int) -> Iterator[Record]:
    """The records of one seed."""
    random = Random(seed)
    for _ in range(BATCH):
        yield random_record(random)


def random_record(random: Random, now: datetime = NOW) -> Record:
    """One person. Six in seven start from clear answers, so that many are close to proceeding."""
    setting = random.choice(list(Setting))
    answers: dict[str, Answer] = {}
    if random.random() < 6 / 7:
        answers = {id: Answer(value, now) for id, value in clear_answers(setting).items()}
    asked = [one for one in knowledge().questions.values() if not one.derived]
    changes = random.choice((0, 0, 1, 1, 2, 3, 5)) if answers else len(asked) // 2
    for question in random.sample(asked, changes):
        answers[question.id] = random_answer(question, random, now)
    return Record(
        setting=setting,
        timezone=random.choice(ZONES),
        answers=answers,
        treatments=_some(random, 0.15, lambda: _treatment(random, now)),
        sessions=_some(random, 0.25, lambda: _session(random, setting, now)),
        reports=_some(random, 0.25, lambda: _report(random, now)),
        measurements=_some(random, 0.15, lambda: _measurement(random, now)),
    )


def random_answer(question: Question, random: Random, now: datetime = NOW) -> Answer:
    """Any answer a question allows, fresh or stale, or a reason why there is none."""
    age = timedelta(days=random.choice((0, 0, 0, 0.5, 1)) * question.valid_days * 1.7)
    if random.random() < 0.2:
        return Answer(random.choice(UNKNOWNS), now - age)
    return Answer(random_value(question, random, now), now - age)


def random_value(question: Question, random: Random, now: datetime = NOW) -> Value:
    """Any value a question allows."""
    match question.kind:
        case QuestionKind.YES_NO:
            return random.random() < 0.5
        case QuestionKind.NUMBER:
            steps = random.randrange(41) / 40
            number = question.least + (question.most - question.least) * steps
            return round(number, 2) if question.most < 100 else float(int(number))
        case QuestionKind.DATE:
            return (now - timedelta(days=random.randrange(800))).date()
        case QuestionKind.TEXT:
            return "words"
        case QuestionKind.CHOICE:
            return random.choice(question.words)
        case QuestionKind.MANY:
            return tuple(random.sample(question.words, random.randrange(0, 3)))


def _some(random: Random, share: float, make: Callable[[], T]) -> tuple[T, ...]:
    if random.random() > share:
        return ()
    return tuple(make() for _ in range(random.randrange(1, 4)))


def _treatment(random: Random, now: datetime) -> Treatment:
    product = random.choice(PRODUCTS)
    if random.random() < 0.3:
        product = random.choice(random.choice(knowledge().of_kind(Medicine)).names)
    started = (now - timedelta(days=random.randrange(900))).date()
    stopped: date | None = None
    if random.random() < 0.3:
        stopped = started + timedelta(days=random.randrange(400))
    return Treatment(product, started, stopped)


def _session(random: Random, setting: Setting, now: datetime) -> Session:
    ended = now - timedelta(minutes=random.randrange(60 * 24 * 60))
    needle = random.choice((0.25, 0.5, 1.0, 1.5, 2.0))
    return Session(
        started=ended - timedelta(minutes=20),
        ended=ended,
        setting=setting,
        device=random.choice(list(DeviceKind)),
        needle_mm=needle,
        zones=(ZonePasses(random.choice(list(Zone)), random.randrange(1, 15), needle),),
        endpoint=random.choice([None, *Endpoint]),
        occluded=random.choice((None, False, True)),
        pressure=random.choice(("", "light", "hard")),
        uses=random.choice((None, 1, 20)),
    )


def _report(random: Random, now: datetime) -> Report:
    at = now - timedelta(hours=random.choice((0, 1, 30, 24 * 20)))
    signs = [one for one in knowledge().questions.values() if one.step is Step.RECOVER]
    asked = [one for one in signs if not one.derived]
    return Report(
        at=at,
        signs={
            one.id: Answer(random_value(one, random, at), at)
            for one in random.sample(asked, min(len(asked), random.randrange(0, 8)))
        },
        comb=random.choice((None, CombCount((12, 9, 11)), CombCount((60,)))),
        pull=random.choice((None, PullTest(1, 55), PullTest(5, 50))),
    )


def _measurement(random: Random, now: datetime) -> Measurement:
    return Measurement(
        at=now - timedelta(days=random.randrange(600)),
        site=random.choice(("crown", "crown", "hairline")),
        area_cm2=1.0,
        hair_count=random.randrange(60, 220),
        device=random.choice(("", "dermatoscope")),
        standard_error_per_cm2=random.choice((None, 4.0)),
    )


def smallest(record: Record, fails: Callable[[Record], bool]) -> Record:
    """A record that still fails, with as little in it as a simple search can reach."""
    for name in ("treatments", "sessions", "reports", "measurements"):
        bare = replace(record, **{name: ()})
        record = bare if fails(bare) else record
    for id in list(record.answers):
        fewer = without(record, id)
        record = fewer if fails(fewer) else record
    return record


def without(record: Record, id: str) -> Record:
    """The record with one answer taken away, from the check and from every check-in."""
    return replace(
        record,
        answers={name: answer for name, answer in record.answers.items() if name != id},
        reports=tuple(
            replace(one, signs={name: sign for name, sign in one.signs.items() if name != id})
            for one in record.reports
        ),
    )


def with_answer(record: Record, id: str, value: Value | Unknown, now: datetime = NOW) -> Record:
    """The record with one answer given afresh."""
    return replace(record, answers={**record.answers, id: Answer(value, now)})
