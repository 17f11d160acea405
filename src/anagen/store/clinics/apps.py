"""The clinics as Django knows them."""

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.clinics"
    label = "clinics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A patient's account goes with their record."""
        from anagen.store.clinics.erasing import erase_account
        from anagen.store.rows import ALSO_ERASED

        if erase_account not in ALSO_ERASED:
            ALSO_ERASED.append(erase_account)
