"""Who may open the pages of a clinic's care."""

from anagen.store.audit.actions import Action
from anagen.web.access.row import ANYONE, CARE, DECIDE, DESK, About, Row
from anagen.web.access.viewer import Role

#: A patient may read what they signed, and take it back.
OWN = CARE | {Role.PATIENT}
#: Whoever has a link that was given to them; the page checks the link itself.
BY_LINK = Row(ANYONE, About.NOTHING)
ROUTES = {
    "patients": Row(DESK, About.CLINIC),
    "patient_new": Row(DESK, About.CLINIC),
    "patient": Row(CARE, About.CASE),
    "patient_edit": Row(DESK, About.CASE),
    "patient_session": Row(CARE, About.CASE),
    "note_add": Row(CARE, About.CASE),
    "problem": Row(CARE, About.CASE),
    "consents": Row(OWN, About.CASE),
    "consent_sign": Row(CARE, About.CASE),
    "signed_consent": Row(OWN, About.CASE),
    "consent_pdf": Row(OWN, About.CASE, Action.PRINT),
    "withdraw_consent": Row(OWN, About.CASE),
    "wordings": Row(CARE, About.CLINIC),
    "wording": Row(DECIDE, About.CLINIC),
    "devices": Row(CARE, About.CLINIC),
    "device_switch": Row(CARE, About.CLINIC),
    "give_aftercare": Row(CARE, About.CASE),
    "aftercare_link": BY_LINK,
    "intake_status": Row(DESK, About.CASE),
    "intake_send": Row(DESK, About.CASE),
    "intake_cancel": Row(DESK, About.CASE),
    "intake": BY_LINK,
    "intake_next": BY_LINK,
    "intake_question": BY_LINK,
    "intake_review": BY_LINK,
    "intake_done": BY_LINK,
}
