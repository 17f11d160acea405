"""The tables of what was done and what came of it: sessions, plasma, complications, calls."""

from __future__ import annotations

import uuid

from django.db import models

from anagen.store.clinics.models import Clinic, Member
from anagen.store.models import Case
from anagen.store.procedures.agreed import Consent, Override
from anagen.store.procedures.lasting import Lasting
from anagen.store.procedures.supplies import Device, Lot


class Plasma(models.Model):
    """Platelet-rich plasma that was made from a patient's own blood and given back.

    `spins` is a list of {"g", "minutes"}; `platelet_factor` is None where nobody measured it.
    Two people looked at the name on the tube, before it was given.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plasmas")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    tube_lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="plasmas")
    tube_number = models.CharField(max_length=80)
    tube_expiry = models.DateField()
    drawn_ml = models.FloatField()
    yield_ml = models.FloatField()
    spins = models.JSONField()
    platelet_factor = models.FloatField(null=True)
    sites = models.JSONField()
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    first_check = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    second_check = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"plasma {self.pk}"


class Procedure(models.Model):
    """One session in a clinic, with all that a recall or a question years later needs.

    `at` to `ended` is the needling. The lot's number and last day are kept as they were printed,
    whatever is corrected in the stock later. `zones` is a list of {"zone", "passes", "depth_mm"}.
    """

    public_id = models.UUIDField(unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="procedures")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="procedures")
    at = models.DateTimeField()
    ended = models.DateTimeField()
    written = models.DateTimeField()
    operator = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="procedures")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="procedures")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="procedures")
    lot_number = models.CharField(max_length=80)
    lot_expiry = models.DateField()
    needle_mm = models.FloatField()
    deepest_mm = models.FloatField()
    zones = models.JSONField()
    cream = models.CharField(max_length=80, blank=True)
    cream_grams = models.FloatField(null=True)
    cream_on = models.DateTimeField(null=True)
    cream_off = models.DateTimeField(null=True)
    antiseptic = models.CharField(max_length=80)
    endpoint = models.CharField(max_length=24)
    pain = models.PositiveSmallIntegerField()
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    override = models.OneToOneField(Override, on_delete=models.RESTRICT, null=True)
    plasma = models.OneToOneField(Plasma, on_delete=models.RESTRICT, null=True)
    knowledge = models.CharField(max_length=80)
    aftercare_version = models.CharField(max_length=80, blank=True)
    aftercare_given = models.DateTimeField(null=True)
    aftercare_receipt = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["case", "-at"], name="procedure_of_case"),
            models.Index(fields=["clinic", "-at"], name="procedure_of_clinic"),
        )

    def __str__(self) -> str:
        return f"procedure {self.public_id}"


class Complication(models.Model):
    """Something that went wrong after a session, as the patient reported it.

    It lands on the latest session before the report. `signs` are codes of question and answer.
    While it is open nobody needles this patient.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="complications")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="complications")
    procedure = models.ForeignKey(
        Procedure, on_delete=models.CASCADE, null=True, related_name="complications"
    )
    report_at = models.DateTimeField()
    triage = models.CharField(max_length=24)
    signs = models.JSONField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=24, blank=True)
    closing_words = models.TextField(blank=True)

    class Meta:
        ordering = ("-report_at", "-pk")
        indexes = (models.Index(fields=["clinic", "closed_at"], name="complications_open"),)
        constraints = (
            models.UniqueConstraint(fields=["case", "report_at"], name="one_complication_a_report"),
        )

    def __str__(self) -> str:
        return f"complication {self.public_id}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.closed_at is None


class Call(Lasting):
    """A call to a patient about a complication: who rang, whether they answered, what was said."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    complication = models.ForeignKey(Complication, on_delete=models.CASCADE, related_name="calls")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reached = models.BooleanField()
    said = models.TextField()


class IntakeLink(models.Model):
    """A link by which a patient fills in the questions before a visit, without an account.

    Only the SHA-256 of its key is kept, so nobody can read a working link out of the database.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="intake_links")
    key_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    expires = models.DateTimeField()
    opened = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    cancelled = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made", "-pk")

    def __str__(self) -> str:
        return f"intake link {self.pk}"
