"""The tables of a clinic's care, where Django looks for them."""

from anagen.store.procedures.agreed import Consent, Note, Override, Withdrawal, Wording
from anagen.store.procedures.done import Call, Complication, IntakeLink, Plasma, Procedure
from anagen.store.procedures.supplies import Device, Lot

__all__ = (
    "Call",
    "Complication",
    "Consent",
    "Device",
    "IntakeLink",
    "Lot",
    "Note",
    "Override",
    "Plasma",
    "Procedure",
    "Withdrawal",
    "Wording",
)
