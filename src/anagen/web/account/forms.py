"""The forms of the accounts: what may be typed, and what is said when it does not fit."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anagen.web.access.viewer import STAFF, Role

LONGEST_EMAIL = 150
LONGEST_PASSWORD = 256
LEAST_PIN, MOST_PIN = 6, 12

ROLE_WORDS = {
    Role.OWNER: _("Owner: everything, and who belongs to the clinic"),
    Role.CLINICIAN: _("Clinician: treats, and may decide against the advice in writing"),
    Role.ASSISTANT: _("Assistant: prepares and records treatments"),
    Role.RECEPTION: _("Reception: the day, the stock and the prices"),
    Role.AUDITOR: _("Auditor: reads the audit, and no record"),
}
ROLE_CHOICES = [(role.value, words) for role, words in ROLE_WORDS.items()]


def address_of(typed: str) -> str:
    """An email address in the one form it is kept in."""
    return typed.strip().casefold()


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=_("Email address"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


def _password(label: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(forms.Form):
    """Who, and their password."""

    email = _email()
    password = _password(_("Password"), "current-password")

    def clean_email(self) -> str:
        """The address as it is kept."""
        return address_of(self.cleaned_data["email"])


class CodeForm(forms.Form):
    """A code from the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = _password(_("New password"), "new-password")
    again = _password(_("The same password again"), "new-password")

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = gettext(
            "At least 10 characters. Three or four words that do not belong together are good."
        )

    def clean(self) -> dict[str, Any]:
        """Both the same, and not easily guessed."""
        said = super().clean() or self.cleaned_data
        password, again = said.get("password"), said.get("again")
        if password and again and password != again:
            self.add_error("again", gettext("The two passwords differ. Type the same one twice."))
        if password:
            try:
                validate_password(password, self.user or User(email=said.get("email", "")))
            except ValidationError as found:
                self.add_error("password", found)
        return said


class ChangePasswordForm(NewPasswordForm):
    """The password now, and a new one."""

    current = _password(_("Your password now"), "current-password")
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        """The password that is theirs now."""
        current = cast(str, self.cleaned_data["current"])
        if self.user is None or not self.user.check_password(current):
            raise ValidationError(gettext("That is not your password now. Try again."))
        return current


class JoinForm(NewPasswordForm):
    """The first sign-in: an address and a password."""

    email = _email()
    field_order = ["email", "password", "again"]

    def clean_email(self) -> str:
        """The address as it is kept."""
        return address_of(self.cleaned_data["email"])


class PinForm(forms.Form):
    """A PIN for opening a locked page, and the password that allows it."""

    pin = forms.RegexField(
        label=_("New PIN"),
        regex=rf"\A[0-9]{{{LEAST_PIN},{MOST_PIN}}}\Z",
        help_text=_("6 to 12 digits. It only opens a page that you left alone."),
        error_messages={"invalid": _("A PIN has 6 to 12 digits and nothing else.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    current = _password(_("Your password now"), "current-password")


class UnlockForm(forms.Form):
    """Whatever shows that it is still them."""

    shown = forms.CharField(
        label=_("Password, PIN or code"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    name = forms.CharField(
        label=_("Name, as the others see it"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("What they do here"), choices=ROLE_CHOICES, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(
        label=_("What they do here"), choices=ROLE_CHOICES, widget=forms.RadioSelect
    )

    def clean_role(self) -> Role:
        """A role of a clinic's staff."""
        role = Role(self.cleaned_data["role"])
        assert role in STAFF
        return role


class ClinicForm(forms.Form):
    """What a clinic says of itself, and when its pages lock."""

    name = forms.CharField(label=_("Name of the clinic"), max_length=120)
    phone = forms.CharField(label=_("Telephone for patients"), max_length=40, required=False)
    timezone = forms.CharField(
        label=_("Time zone"), max_length=64, help_text=_("Such as Europe/Madrid.")
    )
    lock_minutes = forms.IntegerField(
        label=_("Lock a page that nobody used for"),
        min_value=1,
        max_value=60,
        help_text=_("In minutes, from 1 to 60."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean_timezone(self) -> str:
        """A time zone that is known."""
        zone = cast(str, self.cleaned_data["timezone"])
        if zone not in available_timezones():
            raise ValidationError(gettext("We do not know this time zone. Try Europe/Madrid."))
        return zone


class KeyNameForm(forms.Form):
    """What the browser answered, and a name for the key."""

    name = forms.CharField(
        label=_("A name for it"),
        max_length=60,
        help_text=_("So that you can tell your keys apart, such as “My phone”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
