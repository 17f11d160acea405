"""Tells Django about the store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The tables of Anagen."""

    name = "anagen.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
