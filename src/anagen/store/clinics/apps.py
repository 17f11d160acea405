"""The clinics as Django knows them."""

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.clinics"
    label = "clinics"
    default_auto_field = "django.db.models.BigAutoField"
