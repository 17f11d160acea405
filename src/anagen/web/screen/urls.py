"""The addresses of the check: one for each question."""

from django.urls import path

from anagen.web.screen import views

urlpatterns = [
    path("", views.begin, name="begin"),
    path("<uuid:case_id>/", views.go_on, name="go_on"),
    path("<uuid:case_id>/setting/", views.setting, name="setting"),
    path("<uuid:case_id>/review/", views.review, name="review"),
    path("<uuid:case_id>/question/<slug:question_id>/", views.question, name="question"),
]
