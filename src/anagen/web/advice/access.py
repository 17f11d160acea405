"""Who may have advice worked out, and read it."""

from anagen.web.access.row import CARE, SELF, About, Row

ROUTES = {
    "work_out": Row(SELF | CARE, About.CASE),
    "advice": Row(SELF | CARE, About.CASE),
    "letter": Row(SELF | CARE, About.CASE),
}
