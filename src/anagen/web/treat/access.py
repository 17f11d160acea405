"""Who may open the pages of the session: whose it is, and who treats them."""

from anagen.web.access.row import CARE, SELF, About, Row

OWN = Row(SELF | CARE, About.CASE)

ROUTES = {
    "session": OWN,
    "session_begin": OWN,
    "session_now": OWN,
    "session_stop": OWN,
    "session_finish": OWN,
    "session_ended": OWN,
    "session_log": OWN,
    "session_past": OWN,
    "session_edit": OWN,
    "session_delete": OWN,
    "kept_devices": OWN,
    "kept_device": OWN,
    "retire_device": OWN,
}
