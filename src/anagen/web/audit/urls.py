"""The addresses of the audit."""

from django.urls import path

from anagen.web.audit import views

urlpatterns = [
    path("", views.audit, name="audit"),
    path("audit.csv", views.audit_csv, name="audit_csv"),
]
