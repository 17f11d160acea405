"""The addresses of the accounts."""

from django.urls import path

from anagen.web.account import joining, locking, own, people, setting_up, signing

urlpatterns = [
    path("", own.account, name="account"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("second-step/", signing.second_step, name="second_step"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("locked/", locking.locked, name="locked"),
    path("lock-page/", locking.lock_page, name="lock_page"),
    path("here/", locking.here, name="here"),
    path("password/", own.password, name="password"),
    path("pin/", own.pin, name="pin"),
    path("second-factor/", setting_up.second_factor, name="second_factor"),
    path("second-factor/app/", setting_up.authenticator_app, name="authenticator_app"),
    path("second-factor/passkey/", setting_up.passkey_new, name="passkey_new"),
    path("second-factor/codes/", setting_up.recovery_codes, name="recovery_codes"),
    path("second-factor/<int:factor_id>/remove/", setting_up.factor_remove, name="factor_remove"),
    path("people/", people.people, name="people"),
    path("people/<int:member_id>/", people.member, name="member"),
    path(
        "people/links/<int:invitation_id>/remove/",
        people.invitation_remove,
        name="invitation_remove",
    ),
    path("people/patient/<uuid:case_id>/", people.invite_patient, name="invite_patient"),
    path("clinic/", people.clinic_settings, name="clinic_settings"),
]
