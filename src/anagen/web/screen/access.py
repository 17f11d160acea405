"""Who may answer the questions of the check."""

from anagen.web.access.row import CARE, HOME, SELF, About, Row

CHECK = Row(SELF | CARE, About.CASE)
ROUTES = {
    "begin": Row(HOME, About.NOTHING),
    "go_on": CHECK,
    "setting": Row(HOME, About.CASE),
    "review": CHECK,
    "question": CHECK,
}
