"""Who is looking: the person at home, a member of a clinic, a patient, or nobody yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.records.mistakes import Mistake, shown


class Mode(Enum):
    """How Anagen runs: for a household without accounts, or for clinics with them."""

    HOME = "home"
    CLINIC = "clinic"


def mode_of(text: str) -> Mode:
    """The mode that a setting names; home where it names none. Raises Mistake for another word."""
    if text in ("", *(mode.value for mode in Mode)):
        return Mode(text or Mode.HOME.value)
    raise Mistake("ANAGEN_MODE", shown(text), "home or clinic", "Correct it, or leave it out.")


class Role(Enum):
    """What somebody is here. At home there is one role; in a clinic each account has one."""

    HOME = "home"
    OWNER = "owner"
    CLINICIAN = "clinician"
    ASSISTANT = "assistant"
    RECEPTION = "reception"
    AUDITOR = "auditor"
    PATIENT = "patient"
    NOBODY = "nobody"


STAFF = frozenset({Role.OWNER, Role.CLINICIAN, Role.ASSISTANT, Role.RECEPTION, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page.

    `clinic` is the key of their clinic; `user` that of their account. Both are None at home.
    `is_sure` says that a second factor was shown in this sign-in, `is_locked` that the page has
    been left alone for too long and asks again who is there; that happens after `idle_minutes`.
    """

    role: Role
    user: int | None = None
    clinic: int | None = None
    name: str = ""
    is_sure: bool = False
    is_locked: bool = False
    idle_minutes: int = 0

    @property
    def is_staff(self) -> bool:
        """Whether they work for a clinic."""
        return self.role in STAFF


AT_HOME = Viewer(Role.HOME)
NOBODY = Viewer(Role.NOBODY)
