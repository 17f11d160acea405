"""The addresses of the advice."""

from django.urls import path

from anagen.web.advice import views

urlpatterns = [
    path("for/<uuid:case_id>/", views.work_out, name="work_out"),
    path("<uuid:decision_id>/", views.read, name="advice"),
    path("<uuid:decision_id>/letter/", views.letter, name="letter"),
]
