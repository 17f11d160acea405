"""Who is due for what, and the press that says that somebody has seen to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.desk.following import refresh_follow_ups, unseen_since
from anagen.store.desk.models import FollowUp
from anagen.web.clinic.desk.here import Here, here
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.languages import translated

A_PAGE = 40
#: A page may wait for so many to be worked out; the rest comes with the next press.
AT_A_PRESS = 100
#: What fell due longer ago than this is no longer put before anybody each morning.
SHOWN_FOR = timedelta(days=60)

ICONS = {FollowUp.Kind.CHECK_IN.value: "phone", FollowUp.Kind.MEASURE.value: "camera"}


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One thing that is due, in words."""

    row: FollowUp
    says: str
    icon: str


def due_of(looks: Here) -> QuerySet[FollowUp]:
    """What is due in a clinic by today and that nobody has seen to, the latest first."""
    mine = FollowUp.objects.filter(clinic=looks.clinic, done=None)
    since = looks.today - SHOWN_FOR
    fitting = mine.filter(due__gte=since, due__lte=looks.today)
    return fitting.select_related("case__patient").defer("case__record").order_by("-due", "-pk")


def due_rows(looks: Here, most: int) -> tuple[list[FollowUpRow], int]:
    """The first of them in words, and how many there are."""
    found = due_of(looks)
    return [in_words(one) for one in found[:most]], found.count()


def in_words(row: FollowUp) -> FollowUpRow:
    """One of them as it is read."""
    is_check_in = row.kind == FollowUp.Kind.CHECK_IN
    says = gettext("No check-in yet") if is_check_in else translated(row.what)
    return FollowUpRow(row, says, ICONS[row.kind])


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The whole list."""
    looks = here(request)
    found = Paginator(due_of(looks), A_PAGE).get_page(request.GET.get("page", "1"))
    page = {
        "place": "day",
        "here": looks,
        "found": found,
        "rows": [in_words(one) for one in found],
        "unseen": unseen_since(looks.clinic, looks.now - timedelta(hours=12)).count(),
        "shown_days": SHOWN_FOR.days,
    }
    return render(request, "desk/follow_ups.html", page)


@require_POST
def done(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Somebody has seen to it. Pressed twice, it counts once."""
    looks = here(request)
    found = get_object_or_404(FollowUp, clinic=looks.clinic, public_id=follow_up_id)
    with transaction.atomic():
        rows = FollowUp.objects.filter(pk=found.pk, done=None)
        if rows.update(done=looks.now, done_by=looks.member):
            note(Action.WRITE, found.case.public_id, f"follow_up={found.pk} done")
    messages.success(request, gettext("Seen to."))
    return redirect("day" if request.POST.get("from") == "day" else "follow_ups")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Works out the follow-ups of those who were not looked at since last night."""
    looks = here(request)
    count = refresh_follow_ups(looks.clinic, knowledge(), looks.now, AT_A_PRESS)
    says = ngettext("%(count)d patient looked at.", "%(count)d patients looked at.", count)
    messages.success(request, says % {"count": count})
    return redirect("follow_ups")
