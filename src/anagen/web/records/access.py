"""Who may open, take along and delete the saved records."""

from anagen.web.access.row import HOME, SELF, About, Row

ROUTES = {
    "records": Row(HOME, About.VIEWER),
    "record": Row(SELF, About.CASE),
    "download": Row(SELF, About.CASE),
    "delete": Row(HOME, About.CASE),
}
