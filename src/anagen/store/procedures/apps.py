"""The procedures as Django knows them."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
