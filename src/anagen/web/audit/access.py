"""Who may read the audit."""

from anagen.store.audit.actions import Action
from anagen.web.access.row import About, Row
from anagen.web.access.viewer import Role

READERS = frozenset({Role.OWNER, Role.AUDITOR})

ROUTES = {
    "audit": Row(READERS, About.CLINIC),
    "audit_csv": Row(READERS, About.CLINIC, Action.EXPORT),
}
