"""The aftercare sheet: one page to take home, with who to call in a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anagen.care.advice import Hold
from anagen.care.case import Case, case_of
from anagen.care.history.person import last_session
from anagen.interchange.sheets.page import (
    Beside,
    Block,
    Bullets,
    Entries,
    Frame,
    Paragraph,
    Part,
    Rows,
    Sheet,
    Sign,
)
from anagen.interchange.sheets.signs import has_fever_at, signs_at, usual_signs
from anagen.interchange.sheets.telling import Telling
from anagen.records.session import Session
from anagen.records.words import Setting, Triage, Verdict

#: What the frames and the holds of the sheet say already.
SAID_ELSEWHERE = frozenset({"aftercare_signs", "aftercare_minoxidil"})


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: a place with its numbers, each "" where it is to be written in by hand."""

    name: str = ""
    phone: str = ""
    after_hours: str = ""


def aftercare_sheet(telling: Telling, contact: Contact | None = None) -> Sheet:
    """The sheet for the last session; without one, what holds after any."""
    case = case_of(telling.record, telling.knowledge, telling.advice.at)
    words = telling.words
    session = last_session(case.record, case.now)
    head = words.gettext("Aftercare sheet")
    if session is not None:
        spoken = words.gettext("Aftercare sheet. Session of {moment}")
        head = spoken.format(moment=telling.local_moment(session.ended))
    title = words.gettext("After your scalp needling")
    return telling.sheet(title, head, _blocks(telling, case, session, contact), coded=True)


def _blocks(
    telling: Telling, case: Case, session: Session | None, contact: Contact | None
) -> Iterator[Block]:
    words = telling.words
    triage = telling.advice.triage
    if triage is not None and triage >= Triage.SAME_DAY:
        yield _urgent(telling)
    if session is not None:
        yield Paragraph(_what_was_done(telling, session))
    left, right = _left_off(telling), _usual(telling, case)
    yield Beside(left, right) if left else right[0]
    care = [one for one in telling.advice.recovery.aftercare if one.fact not in SAID_ELSEWHERE]
    if care:
        entries = tuple(telling.entry(point) for point in care)
        yield Part(words.gettext("Until it has healed"), (Entries(entries, columns=2),))
    yield _same_day(telling, case, contact or _nobody(case))
    yield _emergency(telling, case)


def _nobody(case: Case) -> Contact | None:
    """In a clinic there is somebody to call, if only to be written in; at home there is not."""
    return None if case.setting is Setting.HOME else Contact()


def _urgent(telling: Telling) -> Frame:
    words = telling.words
    reasons = telling.advice.recovery.reasons or telling.advice.reasons
    says = words.gettext("You told us of a sign that cannot wait. This sheet is not enough.")
    why = words.all_translated(one.title for one in reasons[:1])
    is_now = telling.advice.triage is Triage.EMERGENCY_NOW
    heading = (
        words.gettext("Call the emergency number now")
        if is_now
        else words.gettext("See a doctor today")
    )
    return Frame(heading, Sign.STOP, (Paragraph(says), Bullets(why)))


def _what_was_done(telling: Telling, session: Session) -> str:
    words = telling.words
    depth = words.millimetres(session.deepest_mm)
    zones = telling.zones(one.zone for one in session.zones)
    if not zones:
        return words.gettext("You had needles of {depth}.").format(depth=depth)
    says = words.gettext("You had needles of {depth} on: {zones}.")
    return says.format(depth=depth, zones=zones)


def _left_off(telling: Telling) -> tuple[Block, ...]:
    """The holds that still run, those that end together in one row, soonest over first."""
    running = [one for one in telling.advice.holds if one.verdict > Verdict.PROCEED]
    if not running:
        return ()
    running.sort(key=lambda one: (one.until is None, one.until or telling.advice.at, one.id))
    words = telling.words
    together: dict[str, list[str]] = {}
    for hold in running:
        together.setdefault(_until(hold, telling), []).append(words.translated(hold.title))
    rows = tuple((until, "; ".join(titles)) for until, titles in together.items())
    head = (words.gettext("Until"), words.gettext("What"))
    return (Part(words.gettext("Leave off for now"), (Rows(head, rows),)),)


def _until(hold: Hold, telling: Telling) -> str:
    words = telling.words
    if hold.until is None:
        return words.translated(hold.until_says)
    when = words.soon(telling.record.local(hold.until))
    if not hold.until_says:
        return when
    only = words.gettext("{when}, and only once this is so: {what}")
    return only.format(when=when, what=words.translated(hold.until_says))


def _usual(telling: Telling, case: Case) -> tuple[Block, ...]:
    words = telling.words
    items = []
    for one in usual_signs(case):
        says = words.translated(one.says)
        if one.days:
            upto = words.ngettext("{sign}: up to {days} day", "{sign}: up to {days} days", one.days)
            says = upto.format(sign=says, days=one.days)
        items.append(says)
    return (Part(words.gettext("This is usual"), (Bullets(tuple(items)),)),)


def _same_day(telling: Telling, case: Case, contact: Contact | None) -> Frame:
    words = telling.words
    signs = words.all_translated(signs_at(Triage.SAME_DAY, case))
    if has_fever_at(Triage.SAME_DAY, case):
        signs = (words.gettext("A fever of 38 °C or more, or feeling hot and shivery"), *signs)
    heading = (
        words.gettext("Call us the same day for one of these")
        if contact
        else words.gettext("See a doctor the same day for one of these")
    )
    blocks: tuple[Block, ...] = (Bullets(signs, columns=2),)
    if contact:
        blocks = (*blocks, Paragraph(_numbers(contact, telling)))
    return Frame(heading, Sign.STOP, blocks)


def _numbers(contact: Contact, telling: Telling) -> str:
    words = telling.words
    blank = "_" * 22
    says = words.gettext("{place}: {phone}. After hours: {after_hours}")
    return says.format(
        place=contact.name or words.gettext("Your clinic"),
        phone=contact.phone or blank,
        after_hours=contact.after_hours or blank,
    )


def _emergency(telling: Telling, case: Case) -> Frame:
    words = telling.words
    signs = words.all_translated(signs_at(Triage.EMERGENCY_NOW, case))
    heading = words.gettext("Call the emergency number now for one of these")
    return Frame(heading, Sign.PHONE, (Bullets(signs, columns=2),))
