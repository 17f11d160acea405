"""The table of jobs as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
