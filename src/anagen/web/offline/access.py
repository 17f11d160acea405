"""Who may install the pages and work without a connection."""

from anagen.web.access.row import ANYONE, SELF, About, Row

ROUTES = {
    "manifest": Row(ANYONE, About.NOTHING),
    "worker_script": Row(ANYONE, About.NOTHING),
    "certificate": Row(ANYONE, About.NOTHING),
    "offline": Row(ANYONE, About.NOTHING),
    "write_down": Row(SELF, About.CASE),
}
