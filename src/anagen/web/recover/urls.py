"""The addresses of the shedding tests."""

from django.urls import path

from anagen.web.recover import views

urlpatterns = [
    path("<uuid:case_id>/", views.shedding_tests, name="shedding_tests"),
    path("<uuid:case_id>/<slug:test_id>/delete/", views.delete_test, name="delete_test"),
]
