"""The audit as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """A label of its own, and a listener at every write to a record."""

    name = "anagen.store.audit"
    label = "audit_trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every write to a case is noted in the transaction that makes it."""
        from anagen.store import rows
        from anagen.store.audit.noting import note_write

        if note_write not in rows.AFTER_WRITE:
            rows.AFTER_WRITE.append(note_write)
