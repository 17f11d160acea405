"""Who may open the page of today: whoever the record is about."""

from anagen.web.access.row import SELF, About, Row

ROUTES = {"today": Row(SELF, About.CASE)}
