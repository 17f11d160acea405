"""Who may open the outlook: anybody. It shows nobody's data."""

from anagen.web.access.row import ANYONE, About, Row

OPEN = Row(ANYONE, About.NOTHING)
ROUTES = {"outlook": OPEN, "outlook_shedding": OPEN, "outlook_follicles": OPEN}
