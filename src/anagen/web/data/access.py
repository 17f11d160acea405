"""Who may take data along, save all of it, and delete it."""

from anagen.web.access.row import HOME, SELF, About, Row

ROUTES = {
    "my_data": Row(SELF, About.CASE),
    "export": Row(SELF, About.CASE),
    "backup": Row(HOME, About.VIEWER),
    "put_back": Row(HOME, About.VIEWER),
    "delete_everything": Row(HOME, About.VIEWER),
}
