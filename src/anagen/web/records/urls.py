"""The addresses of the saved records."""

from django.urls import path

from anagen.web.records import views

urlpatterns = [
    path("", views.every, name="records"),
    path("<uuid:case_id>/", views.one, name="record"),
    path("<uuid:case_id>/record.json", views.download, name="download"),
    path("<uuid:case_id>/delete/", views.delete, name="delete"),
]
