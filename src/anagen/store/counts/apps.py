"""The tables of counts as Django knows them."""

from django.apps import AppConfig


class CountsConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.counts"
    label = "counts"
    default_auto_field = "django.db.models.BigAutoField"
