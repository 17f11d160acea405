"""The addresses of the recovery: the page itself, check-ins, counts, and hair loss looked into."""

from django.urls import path

from anagen.web.recover import check_in_views, hair_loss_views, hub_views, views

urlpatterns = [
    path("<uuid:case_id>/", hub_views.recovery, name="recovery"),
    path("<uuid:case_id>/check-in/", check_in_views.check_in, name="check_in"),
    path("<uuid:case_id>/check-in/answer/", check_in_views.checked_in, name="checked_in"),
    path("<uuid:case_id>/hair-loss/", hair_loss_views.hair_loss, name="hair_loss"),
    path(
        "<uuid:case_id>/hair-loss/answer/",
        hair_loss_views.hair_loss_answer,
        name="hair_loss_answer",
    ),
    path(
        "<uuid:case_id>/hair-loss/question/<slug:question_id>/",
        hair_loss_views.hair_loss_question,
        name="hair_loss_question",
    ),
    path("<uuid:case_id>/take-along/", hair_loss_views.take_along, name="take_along"),
    path("<uuid:case_id>/shedding-tests/", views.shedding_tests, name="shedding_tests"),
    path(
        "<uuid:case_id>/shedding-tests/<slug:test_id>/delete/",
        views.delete_test,
        name="delete_test",
    ),
]
