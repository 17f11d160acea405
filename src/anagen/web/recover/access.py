"""Who may open the pages of the recovery."""

from anagen.web.access.row import SELF, About, Row

ROUTES = {
    "shedding_tests": Row(SELF, About.CASE),
    "delete_test": Row(SELF, About.CASE),
}
