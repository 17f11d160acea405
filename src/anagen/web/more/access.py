"""Who may see what else there is."""

from anagen.web.access.row import SELF, About, Row

ROUTES = {"more": Row(SELF, About.CASE)}
