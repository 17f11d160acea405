"""Who may print the sheets of a record: whose it is, and who treats them."""

from anagen.store.audit.actions import Action
from anagen.web.access.row import CARE, SELF, About, Row

PAPER = Row(SELF | CARE, About.CASE, Action.PRINT)

ROUTES = {
    "aftercare": Row(SELF | CARE, About.CASE),
    "sheet_aftercare": PAPER,
    "sheet_session": PAPER,
    "sheet_letter": PAPER,
    "sheet_plan": PAPER,
    "sheet_consent": Row(CARE, About.CASE, Action.PRINT),
}
