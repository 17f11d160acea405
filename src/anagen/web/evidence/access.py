"""Who may read what is known: everybody. It is about nobody."""

from anagen.web.access.row import ANYONE, About, Row

ROUTES = {
    "evidence": Row(ANYONE, About.NOTHING),
    "evidence_question": Row(ANYONE, About.NOTHING),
}
