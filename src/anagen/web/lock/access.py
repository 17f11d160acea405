"""Who may open the door, pair a phone, and set the lock."""

from anagen.web.access.row import HOME, About, Row

ROUTES = {
    "unlock": Row(HOME, About.NOTHING),
    "pair": Row(HOME, About.NOTHING),
    "lock": Row(HOME, About.VIEWER),
    "lock_now": Row(HOME, About.VIEWER),
    "pairing_code": Row(HOME, About.VIEWER),
    "forget_phone": Row(HOME, About.VIEWER),
}
