"""What the list of medicines says: which answers it speaks to, and names nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from anagen.knowledge.library import Knowledge
from anagen.knowledge.medicine import Medicine
from anagen.records.answers import Value
from anagen.records.record import Record
from anagen.records.treatment import Treatment


@dataclass(frozen=True, slots=True)
class Listed:
    """What one listed medicine says about a question; `product` is the name as written."""

    question: str
    value: Value
    product: str
    medicine: Medicine


def listed_answers(record: Record, knowledge: Knowledge, today: date) -> Iterator[Listed]:
    """What the medicines in use, and some that were stopped, say about questions."""
    # Most people list nothing; then there is no need to go through the knowledge.
    for medicine in knowledge.of_kind(Medicine) if record.treatments else ():
        named = [one for one in record.treatments if medicine.covers(one)]
        in_use = [one for one in named if one.is_running(today)]
        if in_use:
            yield from _in_use(medicine, in_use[0])
        else:
            yield from _stopped(medicine, named, today)


def _in_use(medicine: Medicine, treatment: Treatment) -> Iterator[Listed]:
    for means in medicine.means:
        yield Listed(means.question, means.value, treatment.product, medicine)


def _stopped(medicine: Medicine, named: list[Treatment], today: date) -> Iterator[Listed]:
    """A medicine that has been stopped: what that means, and the last day of all courses."""
    days = {one.stopped: one for one in named if one.stopped is not None and one.stopped < today}
    if not days:
        return
    last = max(days)
    product = days[last].product
    for once in medicine.once_stopped:
        if (today - last).days <= once.within_days:
            yield Listed(once.question, once.value, product, medicine)
            if once.stopped_on:
                yield Listed(once.stopped_on, last, product, medicine)


def unknown_medicines(record: Record, knowledge: Knowledge, today: date) -> tuple[str, ...]:
    """The products in use that are no medicine we know."""
    in_use = [one for one in record.treatments if one.is_running(today)]
    medicines = knowledge.of_kind(Medicine) if in_use else ()
    return tuple(
        dict.fromkeys(
            treatment.product
            for treatment in in_use
            if not any(medicine.covers(treatment) for medicine in medicines)
        )
    )
