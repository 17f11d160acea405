"""Who may open the pages of the recovery: whoever the record is about."""

from anagen.web.access.row import SELF, About, Row

OWN = Row(SELF, About.CASE)
ROUTES = {
    "recovery": OWN,
    "check_in": OWN,
    "checked_in": OWN,
    "hair_loss": OWN,
    "hair_loss_question": OWN,
    "hair_loss_answer": OWN,
    "take_along": OWN,
    "shedding_tests": OWN,
    "delete_test": OWN,
}
