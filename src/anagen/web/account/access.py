"""Who may open the pages of the accounts."""

from anagen.web.access.row import CARE, SIGNED_IN, About, Row
from anagen.web.access.viewer import STAFF, Role

DOOR = SIGNED_IN | {Role.NOBODY}
OWNER = frozenset({Role.OWNER})

ROUTES = {
    "sign_in": Row(DOOR, About.NOTHING),
    "second_step": Row(DOOR, About.NOTHING),
    "join": Row(DOOR, About.NOTHING),
    "sign_out": Row(SIGNED_IN, About.NOTHING),
    "locked": Row(SIGNED_IN, About.NOTHING),
    "lock_page": Row(SIGNED_IN, About.NOTHING),
    "here": Row(SIGNED_IN, About.NOTHING),
    "account": Row(SIGNED_IN, About.VIEWER),
    "password": Row(SIGNED_IN, About.VIEWER),
    "pin": Row(STAFF, About.VIEWER),
    "second_factor": Row(SIGNED_IN, About.VIEWER, needs_factor=False),
    "authenticator_app": Row(SIGNED_IN, About.VIEWER, needs_factor=False),
    "passkey_new": Row(SIGNED_IN, About.VIEWER, needs_factor=False),
    "recovery_codes": Row(SIGNED_IN, About.VIEWER),
    "factor_remove": Row(SIGNED_IN, About.VIEWER),
    "people": Row(OWNER, About.CLINIC),
    "member": Row(OWNER, About.CLINIC),
    "invitation_remove": Row(OWNER, About.CLINIC),
    "clinic_settings": Row(OWNER, About.CLINIC),
    "invite_patient": Row(CARE, About.CASE),
}
