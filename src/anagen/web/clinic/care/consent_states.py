"""Where each consent of a patient stands today."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext

from anagen.store.clinics.models import Clinic
from anagen.store.models import Case
from anagen.store.procedures.models import Consent
from anagen.web.clinic.care.consent_texts import Kind, Text, current_texts


class Standing(Enum):
    """How a consent stands. Only `given` allows anything."""

    MISSING = "missing"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


#: The icon beside each; a word always stands there too.
ICONS = {
    Standing.MISSING: "cross",
    Standing.GIVEN: "check",
    Standing.REFUSED: "cross",
    Standing.WITHDRAWN: "cross",
    Standing.OUTDATED: "clock",
}


@dataclass(frozen=True, slots=True)
class State:
    """One kind of consent: the text that holds now, and the last one signed, if any."""

    kind: Kind
    text: Text
    consent: Consent | None
    standing: Standing

    @property
    def is_given(self) -> bool:
        """Whether it was given to the text that holds now, and stands."""
        return self.standing is Standing.GIVEN

    @property
    def icon(self) -> str:
        """The picture beside it."""
        return ICONS[self.standing]

    @property
    def says(self) -> str:
        """The same in words."""
        version = self.consent.version if self.consent else 0
        words = {
            Standing.MISSING: gettext("Not asked yet"),
            Standing.GIVEN: gettext("Given, version %(version)d"),
            Standing.REFUSED: gettext("Refused"),
            Standing.WITHDRAWN: gettext("Taken back"),
            Standing.OUTDATED: gettext("Given to version %(version)d; a newer text holds now"),
        }
        return words[self.standing] % {"version": version}


def states_of(case: Case, clinic: Clinic) -> dict[Kind, State]:
    """Every kind of consent of a patient."""
    newest: dict[str, Consent] = {}
    for one in case.consents.select_related("withdrawal").order_by("at", "pk"):
        newest[one.kind] = one
    return {
        kind: State(kind, text, newest.get(kind.value), _standing(newest.get(kind.value), text))
        for kind, text in current_texts(clinic).items()
    }


def _standing(consent: Consent | None, text: Text) -> Standing:
    if consent is None:
        return Standing.MISSING
    if hasattr(consent, "withdrawal"):
        return Standing.WITHDRAWN
    if not consent.given:
        return Standing.REFUSED
    return Standing.GIVEN if consent.version == text.version else Standing.OUTDATED
