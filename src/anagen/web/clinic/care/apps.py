"""The care pages as Django knows them."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Hears of every check-in, so that a problem lands on the clinic's list."""

    name = "anagen.web.clinic.care"
    label = "care"

    def ready(self) -> None:
        """Asks to be told after each check-in."""
        from anagen.web.clinic.care.complications import after_check_in
        from anagen.web.recover.after import AFTER_CHECK_IN

        if after_check_in not in AFTER_CHECK_IN:
            AFTER_CHECK_IN.append(after_check_in)
