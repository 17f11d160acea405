"""The desk pages as Django knows them."""

from django.apps import AppConfig


class ClinicDeskConfig(AppConfig):
    """Hears of every change to a record, so that the follow-ups stay true."""

    name = "anagen.web.clinic.desk"
    label = "clinic_desk"

    def ready(self) -> None:
        """Asks to be told after each write."""
        from anagen.store import rows
        from anagen.web.clinic.desk.refreshing import after_write

        if after_write not in rows.AFTER_WRITE:
            # In front of the audit, which must be the last step of a write.
            rows.AFTER_WRITE.insert(0, after_write)
