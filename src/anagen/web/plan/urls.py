"""The address of the quiz: one page for each record."""

from django.urls import path

from anagen.web.plan import views

urlpatterns = [path("<uuid:case_id>/", views.quiz, name="quiz")]
