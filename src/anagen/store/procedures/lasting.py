"""Rows that stay as they were written: signed things are added, never changed or taken back.

Erasing a whole case still erases them, because a person may ask for that; nothing less does.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

from anagen.store.models import Case


class WrittenForEver(Exception):  # noqa: N818 - it names what the row is, not a fault
    """Somebody tried to change or delete what must stay; nothing was changed."""


M = TypeVar("M", bound=models.Model, covariant=True)


class LastingRows(models.QuerySet[M]):
    """Rows that can be read and added."""

    def update(self, **_values: Any) -> NoReturn:
        """Never."""
        raise WrittenForEver

    def delete(self) -> NoReturn:
        """Never by itself: only with the whole case."""
        raise WrittenForEver


class Lasting(models.Model):
    """A row about a case that stays as it was written."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")
    at = models.DateTimeField()

    objects = LastingRows.as_manager()

    class Meta:
        abstract = True
        ordering = ("at", "pk")

    def __str__(self) -> str:
        """The kind and key alone: what was written never goes into a log."""
        return f"{self._meta.model_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves a new row, once."""
        if not self._state.adding:
            raise WrittenForEver
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Never by itself: only with the whole case."""
        raise WrittenForEver
