"""Who may choose colours and language."""

from anagen.web.access.row import ANYONE, About, Row

ROUTES = {"theme": Row(ANYONE, About.NOTHING), "language": Row(ANYONE, About.NOTHING)}
