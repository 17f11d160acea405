"""How many sessions there were, and after how many of them a problem was reported."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.store.clinics.models import Clinic
from anagen.store.desk.models import CaseOutlook
from anagen.store.procedures.models import Complication, Procedure
from anagen.web.clinic.desk.intervals import Rate, rate

#: Below so many, a rate says nothing: the counts alone are shown.
LEAST_TO_SAY = 30
#: Each band up to and with its depth in mm; the last has no end.
BANDS: tuple[tuple[str, float | None, str | Promise], ...] = (
    ("shallow", 0.5, _("up to 0.5 mm")),
    ("middle", 1.0, _("over 0.5 to 1 mm")),
    ("deep", 1.5, _("over 1 to 1.5 mm")),
    ("deepest", None, _("over 1.5 mm")),
)
#: A problem that turned out to be none is not counted.
NOTHING_WRONG = "no_complication"


@dataclass(frozen=True, slots=True)
class Key:
    """What sessions are told apart by: the keys of device and operator, and the band of depth."""

    device: int
    operator: int
    band: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Sessions, and after how many of them a problem was reported."""

    sessions: int = 0
    problems: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.sessions + other.sessions, self.problems + other.problems)

    @property
    def rate(self) -> Rate | None:
        """The rate with its interval; None while there are too few to say."""
        return rate(self.problems, self.sessions) if self.sessions >= LEAST_TO_SAY else None


@dataclass(frozen=True, slots=True)
class Density:
    """What the last two counts of hair of each patient say: beyond noise, or not."""

    more: int
    fewer: int
    noise: int
    cannot_say: int

    @property
    def of(self) -> int:
        """How many patients have two counts that can be compared."""
        return self.more + self.fewer + self.noise

    @property
    def rates(self) -> tuple[Rate, Rate, Rate] | None:
        """More, fewer and inside noise; None while there are too few to say."""
        if self.of < LEAST_TO_SAY:
            return None
        return rate(self.more, self.of), rate(self.fewer, self.of), rate(self.noise, self.of)


@dataclass(frozen=True, slots=True)
class Span:
    """What is counted: the sessions of one clinic from one moment up to another."""

    clinic: Clinic
    since: datetime
    until: datetime

    def stands_at(self) -> tuple[object, ...]:
        """What changes whenever a session or a problem is added or closed."""
        problems = Complication.objects.filter(clinic=self.clinic)
        return (
            self.clinic.public_id,
            self.since,
            self.until,
            self.clinic.procedures.order_by("-pk").values_list("pk", flat=True).first(),
            problems.count(),
            problems.filter(closed_at=None).count(),
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What was counted, and when."""

    at: datetime
    found: dict[Key, Tally]


#: A clinic counts tens of thousands of sessions; that need not be done for each look.
KEPT_FOR = timedelta(minutes=10)
MOST_KEPT = 50
_kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()
_lock = Lock()


def tallies(span: Span, now: datetime) -> dict[Key, Tally]:
    """Every kind of session of a period; counted again once anything has changed."""
    stands_at = span.stands_at()
    with _lock:
        kept = _kept.get(stands_at)
    if kept is not None and kept.at <= now < kept.at + KEPT_FOR:
        return kept.found
    found = counted(span.clinic, span.since, span.until)
    with _lock:
        _kept[stands_at] = Kept(now, found)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def counted(clinic: Clinic, since: datetime, until: datetime) -> dict[Key, Tally]:
    """Every kind of session of a period, in two queries."""
    done = Procedure.objects.filter(clinic=clinic, at__gte=since, at__lt=until)
    told = Complication.objects.filter(
        clinic=clinic, procedure__at__gte=since, procedure__at__lt=until
    ).exclude(outcome=NOTHING_WRONG)
    found: dict[Key, Tally] = {}
    for key, count in _counted(done, "", "pk"):
        found[key] = found.get(key, Tally()) + Tally(sessions=count)
    for key, count in _counted(told, "procedure__", "procedure"):
        found[key] = found.get(key, Tally()) + Tally(problems=count)
    return found


def _counted(
    rows: QuerySet[Procedure] | QuerySet[Complication], to: str, what: str
) -> Iterable[tuple[Key, int]]:
    grouped = (
        rows.order_by()
        .annotate(band=_band(f"{to}deepest_mm"))
        .values_list(f"{to}device", f"{to}operator", "band")
        .annotate(count=Count(what, distinct=what != "pk"))
    )
    return ((Key(device, operator, band), count) for device, operator, band, count in grouped)


def _band(depth: str) -> Case:
    whens = [When(**{f"{depth}__lte": most}, then=Value(name)) for name, most, _says in BANDS[:-1]]
    return Case(*whens, default=Value(BANDS[-1][0]), output_field=CharField())


def density(clinic: Clinic) -> Density:
    """What the counts of hair of all patients say, as it was last worked out."""
    fit = Q(comparable=True, change_per_cm2__isnull=False)
    found = CaseOutlook.objects.filter(clinic=clinic).aggregate(
        more=Count("pk", filter=fit & Q(is_noise=False, change_per_cm2__gt=0)),
        fewer=Count("pk", filter=fit & Q(is_noise=False, change_per_cm2__lt=0)),
        noise=Count("pk", filter=fit & Q(is_noise=True)),
        seen=Count("pk", filter=~Q(comparable=None, change_per_cm2=None)),
    )
    seen = found.pop("seen")
    return Density(**found, cannot_say=seen - sum(found.values()))
