"""The price list: single things and packages of sessions. No payment is taken here."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.desk.models import Offer
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.desk.csv_files import csv_file
from anagen.web.clinic.desk.here import Here, Typed, here
from anagen.web.once import once_from

PRICE = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?")
CURRENCY = re.compile(r"[A-Z]{3}")
MOST_SESSIONS = 50


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The price list."""
    return _show(request, here(request), Typed({}, uuid4()))


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """One more line. A price that changes is a new line; the old one is switched off."""
    looks, once = here(request), once_from(request.POST)
    if Offer.objects.filter(public_id=once, clinic=looks.clinic).exists():
        return redirect("prices")
    reader = Reader(request.POST, looks.zone, looks.now)
    offer = offer_in(reader, looks, once)
    if offer is None:
        return _show(request, looks, Typed(request.POST, once, reader.slips))
    try:
        with transaction.atomic():
            offer.save()
            note(Action.WRITE, detail=f"offer={offer.pk}")
    except IntegrityError:  # the same form, sent twice at the same moment
        return redirect("prices")
    messages.success(request, gettext("Saved."))
    return redirect("prices")


def offer_in(reader: Reader, looks: Here, once: UUID) -> Offer | None:
    """The line of a form; None when an entry cannot be used, and then `slips` says why."""
    name = reader.needed("name", gettext("Write what is sold."), 80)
    sessions = reader.number("sessions", 0, MOST_SESSIONS, "") or 0
    if sessions != int(sessions):
        reader.slips["sessions"] = gettext("Write a whole number.")
    price = price_in(reader)
    currency = reader.text("currency", 3).upper()
    if not CURRENCY.fullmatch(currency):
        reader.slips["currency"] = gettext("Write the currency in three letters, such as EUR.")
    if reader.slips or price is None:
        return None
    return Offer(
        public_id=once,
        clinic=looks.clinic,
        name=name,
        sessions=int(sessions),
        price=price,
        currency=currency,
    )


def price_in(reader: Reader) -> Decimal | None:
    """An amount of money; None when it cannot be used."""
    typed = reader.needed("price", gettext("Write a price, such as 120 or 120.50."))
    if not PRICE.fullmatch(typed):
        reader.slips["price"] = gettext("Write a price, such as 120 or 120.50.")
        return None
    return Decimal(typed.replace(",", "."))


@require_POST
def switch(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Switches a line off, or on again. What was sold keeps its name and price."""
    looks = here(request)
    offer = get_object_or_404(Offer, clinic=looks.clinic, public_id=offer_id)
    on = request.POST.get("on") == "1"
    with transaction.atomic():
        if Offer.objects.filter(pk=offer.pk, active=not on).update(active=on):
            note(Action.WRITE, detail=f"offer={offer.pk} active={'yes' if on else 'no'}")
    messages.success(request, gettext("Saved."))
    return redirect("prices")


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The price list as a file."""
    looks = here(request)
    head = (
        gettext("What"),
        gettext("Sessions"),
        gettext("Price"),
        gettext("Currency"),
        gettext("On sale"),
    )
    offers = looks.clinic.offers.all()
    note(Action.EXPORT, detail="prices")
    return csv_file(
        "prices",
        head,
        ((one.name, one.sessions, one.price, one.currency, int(one.active)) for one in offers),
    )


def _show(request: HttpRequest, looks: Here, typed: Typed) -> HttpResponse:
    offers = list(looks.clinic.offers.all())
    page = {
        "place": "stock",
        "here": looks,
        "offers": offers,
        "typed": typed.entries or {"currency": offers[0].currency if offers else ""},
        "slips": typed.slips,
        "once": typed.once,
        "sets": looks.member.role == Role.OWNER.value,
    }
    return render(request, "desk/prices.html", page, status=typed.status)
