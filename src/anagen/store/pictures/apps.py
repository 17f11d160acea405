"""The pictures as Django knows them."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """A label of its own, so that each folder of tables has its own migrations."""

    name = "anagen.store.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A deleted row takes its files along, whole cases included; a change, the drawings."""
        from django.db.models.signals import post_delete

        from anagen.store.pictures.keeping import erase_files_of, forget_drawings
        from anagen.store.pictures.models import Picture
        from anagen.store.rows import AFTER_WRITE

        post_delete.connect(erase_files_of, sender=Picture)
        AFTER_WRITE.append(forget_drawings)
