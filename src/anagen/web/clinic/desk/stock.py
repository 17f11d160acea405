"""The stock: what is left, what runs out or expires soon, and what has just come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic
from anagen.store.desk.models import ItemLevel, StockMove
from anagen.store.desk.stock import Delivery, Doing, OtherExpiry, receive, used_of
from anagen.store.procedures.models import Lot
from anagen.web.clinic.care.drafts import CARTRIDGE, TUBE, named_lot
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.desk.here import Here, Typed, here
from anagen.web.once import once_from

A_PAGE = 40
MOST_ASKED = 60
SOON = timedelta(days=60)
#: While nobody has said how many should be left at least.
USUAL_LEAST = 10
MOST_AT_ONCE = 100_000
#: What most clinics keep; each may name its own.
USUAL_ITEMS = (CARTRIDGE, TUBE, "Numbing cream", "Antiseptic")


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot as it is shown: what came in, what was used, what is left, and how it stands."""

    lot: Lot
    received: int
    used: int
    is_over: bool
    is_soon: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item over all its lots that may be used: how many are left, how many should be."""

    item: str
    left: int
    least: int

    @property
    def is_short(self) -> bool:
        """Whether there are fewer than there should be."""
        return self.left < self.least


@require_safe
def stock(request: HttpRequest) -> HttpResponse:
    """What is left, by item and by lot."""
    return _show(request, here(request), {})


def _show(request: HttpRequest, looks: Here, slips: Mapping[str, str]) -> HttpResponse:
    asked = request.GET.get("q", "").strip()[:MOST_ASKED].replace("\0", "")
    shows_all = request.GET.get("all") == "1"
    lots = _page_of(_lots(looks.clinic, asked, shows_all), request.GET.get("page", "1"))
    page = {
        "place": "stock",
        "here": looks,
        "asked": asked,
        "shows_all": shows_all,
        "items": item_rows(looks.clinic, looks.today),
        "lots": lots,
        "rows": lot_rows(list(lots), looks.today),
        "soon": _soon(looks.clinic, looks.today),
        "soon_days": SOON.days,
        "typed": request.POST,
        "slips": slips,
    }
    return render(request, "desk/stock.html", page, status=422 if slips else 200)


def _lots(clinic: Clinic, asked: str, shows_all: bool) -> QuerySet[Lot]:
    mine = clinic.lots.order_by("expiry", "number", "pk")
    if asked:
        return mine.filter(Q(number__icontains=asked) | Q(item__icontains=asked))
    return mine if shows_all else mine.filter(Q(quantity_left__gt=0) | Q(recalled=True))


def _page_of(found: QuerySet[Lot], asked: str) -> Page[Lot]:
    return Paginator(found, A_PAGE).get_page(asked)


def _soon(clinic: Clinic, today: date) -> list[Lot]:
    """The lots with something left that run out of time within sixty days, or have."""
    left = clinic.lots.filter(quantity_left__gt=0, recalled=False, expiry__lte=today + SOON)
    return list(left.order_by("expiry", "pk")[:A_PAGE])


def lot_rows(lots: list[Lot], today: date) -> list[LotRow]:
    """Lots with what came in and what was used of each."""
    moves = StockMove.objects.filter(lot__in=lots, kind=StockMove.Kind.RECEIVED).order_by()
    received = dict(moves.values_list("lot").annotate(times=Sum("amount")))
    used = used_of(lots)
    return [
        LotRow(
            lot,
            received.get(lot.pk, 0),
            used[lot.pk],
            is_over=lot.expiry is not None and lot.expiry < today,
            is_soon=lot.expiry is not None and today <= lot.expiry <= today + SOON,
        )
        for lot in lots
    ]


def item_rows(clinic: Clinic, today: date) -> list[ItemRow]:
    """Every item, with what may be used of it. A lot that is held back or expired counts not."""
    usable = clinic.lots.filter(recalled=False).exclude(expiry__lt=today).order_by()
    left: dict[str, int] = dict.fromkeys(clinic.lots.order_by().values_list("item", flat=True), 0)
    left |= dict(usable.values_list("item").annotate(left=Sum("quantity_left")))
    least = dict(ItemLevel.objects.filter(clinic=clinic).values_list("item", "least"))
    return [ItemRow(item, left[item], least.get(item, USUAL_LEAST)) for item in sorted(left)]


@require_http_methods(["GET", "HEAD", "POST"])
def receive_goods(request: HttpRequest) -> HttpResponse:
    """Boxes that came in: by barcode, or by hand."""
    looks = here(request)
    if request.method != "POST":
        entries = {"item": request.GET.get("item", "")}
        return _form(request, looks.clinic, Typed(entries, uuid4()))
    once = once_from(request.POST)
    reader = Reader(request.POST, looks.zone, looks.now)
    delivery = delivery_in(reader, looks.today)
    if delivery is None:
        return _form(request, looks.clinic, Typed(request.POST, once, reader.slips))
    try:
        lot = receive(delivery, Doing(looks.member, looks.now, once))
    except OtherExpiry as error:
        says = gettext("The stock knows this lot with the day %(day)s. Look at the box again.")
        slips = {"lot_expiry": says % {"day": error.expiry.isoformat()}}
        return _form(request, looks.clinic, Typed(request.POST, once, slips))
    except IntegrityError:  # the same form, sent twice at the same moment
        return redirect("stock")
    if lot.recalled:
        messages.warning(request, gettext("This lot is held back. Put the boxes aside."))
    else:
        messages.success(request, gettext("Put into the stock."))
    return redirect("stock")


def delivery_in(reader: Reader, today: date) -> Delivery | None:
    """What came in; None when an entry cannot be used, and then `slips` says why."""
    item = reader.needed("item", gettext("Write what it is, such as Cartridge."), 80)
    named = named_lot(reader, "lot", item)
    amount = reader.needed_number("amount", 1, MOST_AT_ONCE, "")
    if amount is not None and amount != int(amount):
        reader.slips["amount"] = gettext("Write a whole number.")
    if named is not None and named.expiry is None:
        reader.slips["lot_expiry"] = gettext("Write the last day that is printed on the box.")
    elif named is not None and named.expiry is not None and named.expiry < today:
        reader.slips["lot_expiry"] = gettext("That day is over. Do not take this box in.")
    if reader.slips or named is None or named.expiry is None or amount is None:
        return None
    return Delivery(item, named.number, named.expiry, int(amount))


def _form(request: HttpRequest, clinic: Clinic, typed: Typed) -> HttpResponse:
    known = set(clinic.lots.order_by().values_list("item", flat=True))
    page = {
        "place": "stock",
        "typed": typed.entries,
        "slips": typed.slips,
        "once": typed.once,
        "items": sorted(known | set(USUAL_ITEMS)),
    }
    return render(request, "desk/receive.html", page, status=typed.status)


@require_POST
def level(request: HttpRequest) -> HttpResponse:
    """How many of an item should be left at least."""
    looks = here(request)
    reader = Reader(request.POST, looks.zone, looks.now)
    items = {row.item: row for row in item_rows(looks.clinic, looks.today)}
    item = reader.choice("item", items, gettext("Choose an item of the stock."))
    least = reader.needed_number("least", 0, MOST_AT_ONCE, "")
    if reader.slips or least is None:
        return _show(request, looks, reader.slips)
    with transaction.atomic():
        ItemLevel.objects.update_or_create(
            clinic=looks.clinic, item=item, defaults={"least": int(least)}
        )
        note(Action.WRITE, detail=f"least={int(least)}")
    messages.success(request, gettext("Saved."))
    return redirect("stock")
