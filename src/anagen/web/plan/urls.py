"""The addresses of the plan: the course, its calendar, its budget, the check-list, the quiz."""

from django.urls import path

from anagen.web.plan import views, views_budget, views_course, views_practitioner

urlpatterns = [
    path("quiz/<uuid:case_id>/", views.quiz, name="quiz"),
    path("plan/<uuid:case_id>/", views_course.plan, name="plan"),
    path("plan/<uuid:case_id>/calendar.ics", views_course.calendar, name="calendar"),
    path("plan/<uuid:case_id>/budget/", views_budget.budget, name="budget"),
    path(
        "plan/<uuid:case_id>/practitioner/",
        views_practitioner.practitioner,
        name="practitioner",
    ),
]
