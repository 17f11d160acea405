"""Who may open the pages of the plan: whose it is, and who treats them."""

from anagen.store.audit.actions import Action
from anagen.web.access.row import CARE, SELF, About, Row

ROUTES = {
    "quiz": Row(SELF, About.CASE),
    "plan": Row(SELF | CARE, About.CASE),
    "calendar": Row(SELF | CARE, About.CASE, Action.EXPORT),
    "budget": Row(SELF | CARE, About.CASE),
    # Whoever treats does not fill in the list by which they are chosen.
    "practitioner": Row(SELF, About.CASE),
}
