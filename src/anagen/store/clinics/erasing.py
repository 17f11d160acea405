"""What goes with a patient's record when it is erased: their account, address and links."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User

from anagen.store.clinics.models import Patient
from anagen.store.models import Case


def erase_account(case: Case) -> Callable[[], None]:
    """Deletes the account of the patient this record is about; every sign-in of it ends.

    The rest of what a clinic knows of a patient hangs on the record and goes with it.
    """
    patient = Patient.objects.filter(case=case).first()
    if patient is not None and patient.user_id is not None:
        User.objects.filter(pk=patient.user_id).delete()
    return _nothing_more


def _nothing_more() -> None:
    """No file of an account lies on the disk."""
