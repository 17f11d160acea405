"""Who may open the pages of the desk.

Whoever works here may read the day, the stock and a recall; an auditor sees codes there, and no
name or phone. What came of treatments is for those who treat, and for an auditor.
"""

from anagen.store.audit.actions import Action
from anagen.web.access.row import CARE, DECIDE, DESK, About, Row
from anagen.web.access.viewer import STAFF, Role

READ = Row(STAFF, About.CLINIC)
KEEP = Row(DESK, About.CLINIC)
OWNER = frozenset({Role.OWNER})
ROUTES = {
    "day": READ,
    "appointment_new": KEEP,
    "appointment": KEEP,
    "follow_ups": READ,
    "follow_up_done": KEEP,
    "follow_ups_again": KEEP,
    "stock": READ,
    "stock_receive": KEEP,
    "stock_level": KEEP,
    "lot": READ,
    "lot_correct": KEEP,
    "lot_hold": Row(CARE, About.CLINIC),
    "lot_release": Row(DECIDE, About.CLINIC),
    "recall": READ,
    "recall_calls": Row(DESK, About.CASE),
    "recall_export": Row(CARE, About.CLINIC, Action.EXPORT),
    "outcomes": Row(CARE | {Role.AUDITOR}, About.CLINIC),
    "outcomes_export": Row(CARE | {Role.AUDITOR}, About.CLINIC, Action.EXPORT),
    "prices": READ,
    "price_add": Row(OWNER, About.CLINIC),
    "price_switch": Row(OWNER, About.CLINIC),
    "prices_export": Row(DESK, About.CLINIC, Action.EXPORT),
    "statement": Row(DESK, About.CASE),
    "statement_sell": Row(DESK, About.CASE),
    "statement_undo": Row(DESK, About.CASE),
    "statement_export": Row(DESK, About.CASE, Action.EXPORT),
}
