"""The tables of sessions under way as Django knows them."""

from django.apps import AppConfig


class NeedlingConfig(AppConfig):
    """A label of its own: Django's web sessions already have the plain one."""

    name = "anagen.store.sessions"
    label = "needling"
    default_auto_field = "django.db.models.BigAutoField"
