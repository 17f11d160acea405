"""The addresses of what is known: the list of questions, and one question."""

from django.urls import path

from anagen.web.evidence import views

urlpatterns = [
    path("", views.every_question, name="evidence"),
    path("<slug:asked>/", views.one_question, name="evidence_question"),
]
