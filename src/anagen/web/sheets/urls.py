"""The addresses of the sheets."""

from django.urls import path

from anagen.web.sheets import views

urlpatterns = [
    path("<uuid:case_id>/aftercare/", views.aftercare, name="aftercare"),
    path("<uuid:case_id>/aftercare.pdf", views.aftercare_pdf, name="sheet_aftercare"),
    path("<uuid:case_id>/session/<int:number>/", views.session_pdf, name="sheet_session"),
    path("<uuid:case_id>/letter.pdf", views.letter_pdf, name="sheet_letter"),
    path("<uuid:case_id>/plan.pdf", views.plan_pdf, name="sheet_plan"),
    path("<uuid:case_id>/consent/<slug:kind>/", views.consent_pdf, name="sheet_consent"),
]
