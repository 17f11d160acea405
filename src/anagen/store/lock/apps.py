"""The lock as Django knows it."""

from django.apps import AppConfig


class LockConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.lock"
    label = "home_lock"
    default_auto_field = "django.db.models.BigAutoField"
