"""A patient's timeline: everything that was done, said, seen and signed, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from anagen.care.measure.counts import Z95
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.session import Session
from anagen.records.words import Setting, Zone
from anagen.store.models import Case
from anagen.store.procedures.models import Complication, Consent, Plasma, Procedure
from anagen.web.clinic.care.complications import OUTCOMES, signs_in_words, signs_of, spoken
from anagen.web.clinic.care.consent_texts import kind_title
from anagen.web.clinic.care.session_page import ENDPOINTS
from anagen.web.look.templatetags.languages import translated
from anagen.web.look.templatetags.words import SHAPE_WORDS, SHAPES, TRIAGE_WORDS
from anagen.web.treat.scalp_map import NAMES

#: How much of a timeline is shown at first.
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Link:
    """A way on from an entry."""

    says: str
    address: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the timeline. `is_key` boxes it: only what is open and needs somebody."""

    at: datetime
    icon: str
    title: str
    specs: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    triage: str = ""
    is_key: bool = False


def timeline(case: Case, record: Record) -> list[Entry]:
    """Every entry, open problems first, then the newest."""
    procedures = list(
        case.procedures.select_related("case", "operator", "device", "override__by", "plasma")
    )
    problems = list(case.complications.select_related("procedure__lot").prefetch_related("calls"))
    found = [
        *_procedures(procedures, record),
        *_other_sessions(record.sessions, procedures),
        *_problems(case, problems),
        *_check_ins(record, problems),
        *_pictures(record),
        *_counts(record),
        *_decisions(case),
        *_consents(case),
        *_notes(case),
        *_intakes(case),
    ]
    return sorted(found, key=lambda one: (one.is_key, one.at), reverse=True)


def _procedures(newest_first: list[Procedure], record: Record) -> Iterator[Entry]:
    sheets = {(one.started, one.ended): n for n, one in enumerate(record.sessions, start=1)}
    for number, one in enumerate(reversed(newest_first), start=1):
        title = gettext("Session %(number)d") % {"number": number}
        case_id = one.case.public_id
        given = reverse("give_aftercare", args=[case_id, one.public_id])
        links = [Link(gettext("Aftercare sheet"), given)]
        sheet = sheets.get((one.at, one.ended))
        if sheet:
            paper = reverse("sheet_session", args=[case_id, sheet])
            links.append(Link(gettext("Session record (PDF)"), paper))
        yield Entry(
            at=one.at,
            icon="session",
            title=title,
            specs=_specs(one),
            lines=[_sheet(one)],
            links=links,
        )
        if one.override is not None:
            against = "; ".join(each["says"] for each in one.override.against)
            yield Entry(
                at=one.override.at,
                icon="pen",
                title=gettext("Override: %(against)s") % {"against": against},
                lines=[f"“{one.override.reason}” {one.override.by.name}."],
            )


def _specs(one: Procedure) -> list[tuple[str, str]]:
    zones = ", ".join(str(NAMES[Zone(each["zone"])]) for each in one.zones)
    passes = sorted(dict.fromkeys(each["passes"] for each in one.zones))
    specs = [
        (one.device.name, f"{one.deepest_mm:g} mm"),
        (gettext("Zones"), zones),
        (gettext("Passes"), " – ".join(map(str, passes))),
        (gettext("Lot"), f"{one.lot_number}, {one.lot_expiry.isoformat()}"),
        (gettext("Endpoint"), _endpoint(one.endpoint)),
        (gettext("Pain"), f"{one.pain} / 10"),
        (gettext("Operator"), one.operator.name),
    ]
    if one.cream and one.cream_on and one.cream_off:
        minutes = round((one.cream_off - one.cream_on).total_seconds() / 60)
        grams = f", {one.cream_grams:g} g" if one.cream_grams is not None else ""
        specs.insert(4, (gettext("Numbing"), f"{one.cream}{grams}, {minutes} min"))
    return [*specs, *_plasma_specs(one.plasma)] if one.plasma else specs


def _plasma_specs(plasma: Plasma) -> list[tuple[str, str]]:
    factor = f", × {plasma.platelet_factor:g}" if plasma.platelet_factor else ""
    amounts = f"{plasma.drawn_ml:g} ml → {plasma.yield_ml:g} ml{factor}"
    return [(gettext("Plasma"), amounts), (gettext("Tube lot"), plasma.tube_number)]


def _endpoint(word: str) -> str:
    return next((str(says) for one, says in ENDPOINTS.items() if one.value == word), word)


def _sheet(one: Procedure) -> str:
    if one.aftercare_receipt:
        return gettext("Aftercare sheet given, and read by the patient.")
    if one.aftercare_given:
        return gettext("Aftercare sheet given. No receipt yet.")
    return gettext("No aftercare sheet was given.")


def _other_sessions(sessions: Iterable[Session], known: list[Procedure]) -> Iterator[Entry]:
    """Sessions that were not written down here: at home, or taken over from elsewhere."""
    ours = {(one.at, one.ended) for one in known}
    for one in sessions:
        if (one.started, one.ended) in ours:
            continue
        place = gettext("at home") if one.setting is Setting.HOME else gettext("elsewhere")
        yield Entry(
            at=one.started,
            icon="session",
            title=gettext("Session %(place)s") % {"place": place},
            specs=[(gettext("Depth"), f"{one.deepest_mm:g} mm"), (gettext("Lot"), one.lot or "–")],
        )


def _problems(case: Case, problems: list[Complication]) -> Iterator[Entry]:
    for one in problems:
        address = reverse("problem", args=[case.public_id, one.public_id])
        go_on = gettext("Record a call") if one.is_open else gettext("Read it")
        links = [Link(go_on, address, one.is_open)]
        if one.is_open and one.procedure is not None:
            lot = f"{reverse('recall')}?lot={one.procedure.lot.public_id}"
            links.append(Link(gettext("Others on this lot"), lot))
        yield Entry(
            at=one.report_at,
            icon="stop" if one.is_open else "flag",
            title=_reported(one),
            lines=_told(one),
            links=links,
            triage=one.triage if one.is_open else "",
            is_key=one.is_open,
        )


def _reported(one: Complication) -> str:
    signs = signs_in_words(one)
    told = "; ".join(signs[:3]) or translated(str(TRIAGE_WORDS[one.triage]))
    return gettext("Reported by the patient: %(signs)s") % {"signs": told}


def _told(one: Complication) -> list[str]:
    lines = []
    if one.procedure is not None:
        days = (one.report_at - one.procedure.ended).days
        after = gettext("On the day of the session it belongs to, lot %(lot)s.")
        more = ngettext(
            "%(days)d day after the session it belongs to, lot %(lot)s.",
            "%(days)d days after the session it belongs to, lot %(lot)s.",
            days,
        )
        told = {"days": days, "lot": one.procedure.lot_number}
        lines.append((more if days else after) % told)
    calls = len(one.calls.all())
    if calls:
        lines.append(ngettext("%(n)d call.", "%(n)d calls.", calls) % {"n": calls})
    if not one.is_open:
        lines.append(f"{OUTCOMES.get(one.outcome, one.outcome)}. {one.closing_words}")
    return lines


def _check_ins(record: Record, problems: list[Complication]) -> Iterator[Entry]:
    """Check-ins that opened no problem; the others stand there as the problem they opened."""
    taken = {one.report_at for one in problems}
    for report in record.reports:
        if report.at not in taken:
            title = gettext("Check-in")
            yield Entry(at=report.at, icon="recovery", title=title, lines=_signs(report))


def _signs(report: Report) -> list[str]:
    told = [spoken(code) for code in signs_of(report)]
    if report.comb:
        told.append(gettext("Comb count: %(mean)s hairs") % {"mean": f"{report.comb.mean:.3g}"})
    if report.pull:
        told.append(
            gettext("Pull test: %(out)d of %(held)d")
            % {"out": report.pull.came_out, "held": report.pull.held}
        )
    return ["; ".join(told) or gettext("Nothing to report.")]


def _pictures(record: Record) -> Iterator[Entry]:
    for _day, group in groupby(record.photos, key=lambda one: record.local_day(one.at)):
        taken = list(group)
        title = ngettext("%(n)d picture", "%(n)d pictures", len(taken)) % {"n": len(taken)}
        yield Entry(at=taken[0].at, icon="camera", title=title)


def _counts(record: Record) -> Iterator[Entry]:
    for one in record.measurements:
        error = one.standard_error_per_cm2
        spread = f" ± {Z95 * error:.0f}" if error is not None else ""
        yield Entry(
            at=one.at,
            icon="progress",
            title=gettext("%(site)s: %(density)s per cm²")
            % {"site": one.site, "density": f"{one.density_per_cm2:.0f}{spread}"},
            lines=list(one.doubts),
        )


def _decisions(case: Case) -> Iterator[Entry]:
    for one in case.decisions.only("public_id", "at", "verdict"):
        word = translated(str(SHAPE_WORDS[SHAPES[one.verdict]]))
        yield Entry(
            at=one.at,
            icon="doc",
            title=gettext("Advice worked out: %(word)s") % {"word": word},
            links=[Link(gettext("Read it"), reverse("advice", args=[one.public_id]))],
        )


def _consents(case: Case) -> Iterator[Entry]:
    for one in case.consents.select_related("withdrawal", "witness"):
        address = reverse("signed_consent", args=[case.public_id, one.public_id])
        yield Entry(
            at=one.at,
            icon="doc",
            title=_signed(one),
            lines=_quiz(one),
            links=[Link(gettext("Read it"), address)],
        )
        if hasattr(one, "withdrawal"):
            title = gettext("Consent taken back: %(title)s") % {"title": kind_title(one.kind)}
            yield Entry(at=one.withdrawal.at, icon="cross", title=title)


def _signed(one: Consent) -> str:
    told = {"title": kind_title(one.kind), "version": one.version}
    if one.given:
        return gettext("Consent signed: %(title)s, version %(version)d") % told
    return gettext("Consent refused: %(title)s, version %(version)d") % told


def _quiz(one: Consent) -> list[str]:
    if not one.quiz:
        return []
    first = sum(1 for tries in one.quiz.values() if tries == 1)
    if first == len(one.quiz):
        return [gettext("Questions: %(of)d of %(of)d right at once.") % {"of": first}]
    return [
        gettext("Questions: %(right)d of %(of)d right at once, the others after an explanation.")
        % {"right": first, "of": len(one.quiz)}
    ]


def _notes(case: Case) -> Iterator[Entry]:
    for one in case.notes.select_related("by"):
        title = gettext("Note by %(name)s") % {"name": one.by.name}
        yield Entry(at=one.at, icon="pen", title=title, lines=one.text.splitlines())


def _intakes(case: Case) -> Iterator[Entry]:
    address = reverse("intake_status", args=[case.public_id])
    for one in case.intake_links.exclude(finished=None):
        yield Entry(
            at=one.finished or one.made,
            icon="check",
            title=gettext("Intake complete"),
            links=[Link(gettext("Read the answers"), address)],
        )
