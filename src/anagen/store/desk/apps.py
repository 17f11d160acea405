"""The desk as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
