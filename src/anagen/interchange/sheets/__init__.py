"""Sheets of paper: aftercare, session record, letter, consent and plan, as PDF/UA."""

from anagen.interchange.sheets.aftercare import Contact, aftercare_sheet
from anagen.interchange.sheets.code import is_reachable
from anagen.interchange.sheets.consent import ConsentText, Signed, consent_sheet
from anagen.interchange.sheets.drawing import pdf
from anagen.interchange.sheets.letter import letter_sheet
from anagen.interchange.sheets.page import Sheet
from anagen.interchange.sheets.plan import plan_sheet
from anagen.interchange.sheets.session import session_sheet
from anagen.interchange.sheets.telling import Telling

__all__ = [
    "ConsentText",
    "Contact",
    "Sheet",
    "Signed",
    "Telling",
    "aftercare_sheet",
    "consent_sheet",
    "is_reachable",
    "letter_sheet",
    "pdf",
    "plan_sheet",
    "session_sheet",
]
