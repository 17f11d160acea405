"""Keeps the follow-ups true: after each change to a record, in the night, and when asked."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction

from anagen.store.clinics.models import Clinic, Patient
from anagen.store.desk.following import parts_seen, refresh_case, refresh_follow_ups
from anagen.store.desk.models import CaseOutlook
from anagen.store.models import Case
from anagen.web.access.viewer import Mode
from anagen.web.clock import now
from anagen.web.knowing import knowledge


def after_write(case: Case, _what: str) -> None:
    """Has the follow-ups of a case worked out once its write is safe; a fault there undoes none."""
    if settings.MODE is Mode.CLINIC:
        transaction.on_commit(partial(keep_true, case), robust=True)


def keep_true(case: Case) -> None:
    """Works out the follow-ups of a case, if anything they come from has changed."""
    kept = CaseOutlook.objects.filter(case=case).first()
    if kept is not None and kept.seen == parts_seen(case):
        return
    patient = Patient.objects.select_related("clinic").filter(case=case).first()
    if patient is not None:
        patient.case = case
        refresh_case(patient, knowledge(), now())


def refresh_every_clinic(moment: datetime) -> int:
    """For the night: the follow-ups of every patient of every clinic; how many it was."""
    return sum(
        refresh_follow_ups(clinic, knowledge(), moment) for clinic in Clinic.objects.order_by("pk")
    )
