"""What was sold to a patient, and how many sessions of it are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from anagen.store.clinics.models import Patient
from anagen.store.desk.models import Sale, SaleUndone
from anagen.store.desk.packages import Sold, sessions_left
from anagen.web.clinic.care.finding import find_patient
from anagen.web.clinic.care.session_form import Reader
from anagen.web.clinic.desk.csv_files import csv_file
from anagen.web.clinic.desk.here import Here, here
from anagen.web.once import once_from

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One thing that was sold; `left` is None where it is no package or was taken back."""

    sale: Sale
    left: int | None
    undone: SaleUndone | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything sold to one patient, the sum in each currency, and what is left."""

    rows: list[SaleRow]
    sums: dict[str, Decimal]
    left: int


def statement_of(patient: Patient) -> Statement:
    """The statement as it stands: what was taken back counts no more."""
    sales = list(patient.case.sales.select_related("undone", "undone__by", "by"))
    standing = [one for one in sales if not hasattr(one, "undone")]
    packages = [Sold(one.pk, one.at, one.sessions) for one in standing if one.sessions]
    done = patient.case.procedures.order_by().values_list("at", flat=True)
    left = sessions_left(packages, done)
    sums: dict[str, Decimal] = {}
    for one in standing:
        sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.price
    rows = [SaleRow(one, left.get(one.pk), getattr(one, "undone", None)) for one in sales]
    return Statement(rows, dict(sorted(sums.items())), sum(left.values()))


@require_safe
def statement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was sold, and what is left."""
    return _show(request, here(request), find_patient(request, case_id), {})


@require_POST
def sell(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Writes down that something of the price list was sold, at its price of today."""
    looks, patient = here(request), find_patient(request, case_id)
    reader = Reader(request.POST, looks.zone, looks.now)
    offers = {str(one.public_id): one for one in looks.clinic.offers.filter(active=True)}
    offer = offers.get(reader.choice("offer", offers, gettext("Choose what was sold.")))
    if offer is None:
        return _show(request, looks, patient, reader.slips, 422)
    try:
        with transaction.atomic():
            sale = Sale.objects.create(
                public_id=once_from(request.POST),
                case=patient.case,
                clinic=looks.clinic,
                at=looks.now,
                by=looks.member,
                name=offer.name,
                sessions=offer.sessions,
                price=offer.price,
                currency=offer.currency,
            )
            note(Action.WRITE, case_id, f"sale={sale.pk}")
    except IntegrityError:  # the form was sent twice
        return redirect("statement", case_id)
    messages.success(request, gettext("Written down."))
    return redirect("statement", case_id)


@require_POST
def undo(request: HttpRequest, case_id: UUID, sale_id: UUID) -> HttpResponse:
    """Takes a sale back, with a reason. The sale stays in the statement, marked."""
    looks, patient = here(request), find_patient(request, case_id)
    sale = get_object_or_404(Sale, case=patient.case, public_id=sale_id)
    reader = Reader(request.POST, looks.zone, looks.now)
    reason = reader.needed("reason", gettext("Write why, in a few words."), LONGEST_REASON)
    if reader.slips:
        return _show(request, looks, patient, {f"undo-{sale.pk}": reader.slips["reason"]}, 422)
    try:
        with transaction.atomic():
            SaleUndone.objects.create(
                case=patient.case, at=looks.now, sale=sale, by=looks.member, reason=reason
            )
            note(Action.WRITE, case_id, f"sale={sale.pk} undone")
    except IntegrityError:  # taken back twice
        return redirect("statement", case_id)
    messages.success(request, gettext("Taken back. It no longer counts."))
    return redirect("statement", case_id)


@require_safe
def export(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The statement as a file."""
    looks, patient = here(request), find_patient(request, case_id)
    head = (
        gettext("Day"),
        gettext("What"),
        gettext("Sessions"),
        gettext("Sessions left"),
        gettext("Price"),
        gettext("Currency"),
        gettext("Taken back"),
    )
    found = statement_of(patient)
    note(Action.EXPORT, case_id, "statement")
    return csv_file(
        "statement",
        head,
        (
            (
                one.sale.at.astimezone(looks.zone).strftime("%Y-%m-%d"),
                one.sale.name,
                one.sale.sessions,
                "" if one.left is None else one.left,
                one.sale.price,
                one.sale.currency,
                int(one.undone is not None),
            )
            for one in found.rows
        ),
    )


def _show(
    request: HttpRequest,
    looks: Here,
    patient: Patient,
    slips: Mapping[str, str],
    status: int = 200,
) -> HttpResponse:
    page = {
        "place": "patients",
        "patient": patient,
        "case_id": patient.case.public_id,
        "found": statement_of(patient),
        "offers": looks.clinic.offers.filter(active=True),
        "typed": request.POST,
        "slips": slips,
        "zone": looks.clinic.timezone,
        "once": uuid4(),
    }
    return render(request, "desk/statement.html", page, status=status)
