"""The addresses of a person's own data."""

from django.urls import path

from anagen.web.data import views

urlpatterns = [
    path("backup/", views.backup, name="backup"),
    path("put-back/", views.put_back, name="put_back"),
    path("delete-everything/", views.delete_everything, name="delete_everything"),
    path("<uuid:case_id>/", views.my_data, name="my_data"),
    path("<uuid:case_id>/export.zip", views.export, name="export"),
]
