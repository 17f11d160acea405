"""A row of the access table: who may open a route, and what the route is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.store.audit.actions import Action
from anagen.web.access.viewer import STAFF, Role

#: Everybody, signed in or not, in both modes.
ANYONE = frozenset(Role)
#: The person at home.
HOME = frozenset({Role.HOME})
#: Whoever a record is about: the person at home, or a patient with their own record.
SELF = frozenset({Role.HOME, Role.PATIENT})
#: The members of a clinic who treat.
CARE = frozenset({Role.OWNER, Role.CLINICIAN, Role.ASSISTANT})
#: Those who may decide against the advice, inside the absolute limits.
DECIDE = frozenset({Role.OWNER, Role.CLINICIAN})
#: Those who keep the day, the stock and the prices.
DESK = frozenset({Role.OWNER, Role.CLINICIAN, Role.ASSISTANT, Role.RECEPTION})
#: Anyone with an account.
SIGNED_IN = STAFF | {Role.PATIENT}


class About(Enum):
    """What a route shows, and so whose it must be."""

    NOTHING = "nothing"  # nobody's data: a form to sign in, the theme
    VIEWER = "viewer"  # what belongs to whoever looks: their account, their list
    CASE = "case"  # one record, by `case_id`: never another patient's, never another clinic's
    CLINIC = "clinic"  # the viewer's own clinic


@dataclass(frozen=True, slots=True)
class Row:
    """Who may open a route. Everybody else gets a refusal, or the page to sign in.

    `action` is what the audit calls it when the route is opened. `needs_factor` is False for the
    pages where staff set up their second factor: all others wait until they have.
    """

    who: frozenset[Role]
    about: About
    action: Action = Action.READ
    needs_factor: bool = True
