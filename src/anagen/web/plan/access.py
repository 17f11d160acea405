"""Who may open the pages of the plan."""

from anagen.web.access.row import SELF, About, Row

ROUTES = {"quiz": Row(SELF, About.CASE)}
