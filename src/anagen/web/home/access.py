"""Who may open the first page."""

from anagen.web.access.row import ANYONE, About, Row

ROUTES = {"home": Row(ANYONE, About.VIEWER), "start": Row(ANYONE, About.VIEWER)}
