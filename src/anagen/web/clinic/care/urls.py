"""The addresses of a clinic's care."""

from django.urls import include, path

from anagen.web.clinic.care import (
    aftercare,
    complications,
    consent_sheets,
    consents,
    devices,
    intake,
    intake_pages,
    notes,
    patient,
    patients,
    sessions,
    wordings,
)

OF_PATIENT = [
    path("", patient.patient, name="patient"),
    path("contact/", patients.edit, name="patient_edit"),
    path("session/", sessions.session, name="patient_session"),
    path("note/", notes.add, name="note_add"),
    path("problems/<uuid:problem_id>/", complications.one, name="problem"),
    path("consents/", consents.every, name="consents"),
    path("consents/signed/<uuid:consent_id>/", consents.signed, name="signed_consent"),
    path("consents/signed/<uuid:consent_id>/pdf/", consent_sheets.sheet, name="consent_pdf"),
    path("consents/signed/<uuid:consent_id>/back/", consents.withdraw, name="withdraw_consent"),
    path("consents/<slug:kind>/", consents.sign, name="consent_sign"),
    path("aftercare/<uuid:procedure_id>/", aftercare.give, name="give_aftercare"),
    path("intake/", intake.status, name="intake_status"),
    path("intake/send/", intake.send, name="intake_send"),
    path("intake/cancel/", intake.cancel, name="intake_cancel"),
]
BY_LINK = [
    path("", intake_pages.go_on, name="intake_next"),
    path("question/<slug:question_id>/", intake_pages.question, name="intake_question"),
    path("answers/", intake_pages.review, name="intake_review"),
    path("sent/", intake_pages.done, name="intake_done"),
    path("link/<str:key>/", intake_pages.open_link, name="intake"),
]
urlpatterns = [
    path("patients/", patients.every, name="patients"),
    path("patients/new/", patients.new, name="patient_new"),
    path("patients/<uuid:case_id>/", include(OF_PATIENT)),
    path("consent-texts/", wordings.every, name="wordings"),
    path("consent-texts/<slug:kind>/", wordings.edit, name="wording"),
    path("devices/", devices.every, name="devices"),
    path("devices/<uuid:device_id>/", devices.switch, name="device_switch"),
    path("aftercare/<str:token>/", aftercare.read, name="aftercare_link"),
    path("intake/", include(BY_LINK)),
]
