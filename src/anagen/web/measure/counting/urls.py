"""The addresses of counts made from close-ups."""

from django.urls import path

from anagen.web.measure.counting import comparing_views, count_views, start_views

urlpatterns = [
    path("<uuid:case_id>/", start_views.hair_counts, name="hair_counts"),
    path("<uuid:case_id>/new/", start_views.hair_count_start, name="hair_count_start"),
    path("<uuid:case_id>/new/<uuid:photo_id>/", start_views.hair_count_ask, name="hair_count_ask"),
    path("<uuid:case_id>/compare/", comparing_views.hair_compare, name="hair_compare"),
    path(
        "<uuid:case_id>/compared/<uuid:comparison_id>/",
        comparing_views.hair_comparison,
        name="hair_comparison",
    ),
    path(
        "<uuid:case_id>/compared/<uuid:comparison_id>/state/",
        comparing_views.hair_comparison_state,
        name="hair_comparison_state",
    ),
    path("<uuid:case_id>/<uuid:count_id>/", count_views.hair_count, name="hair_count"),
    path(
        "<uuid:case_id>/<uuid:count_id>/state/",
        count_views.hair_count_state,
        name="hair_count_state",
    ),
    path(
        "<uuid:case_id>/<uuid:count_id>/correct/",
        count_views.hair_count_correct,
        name="hair_count_correct",
    ),
    path(
        "<uuid:case_id>/<uuid:count_id>/keep/", count_views.hair_count_keep, name="hair_count_keep"
    ),
    path(
        "<uuid:case_id>/<uuid:count_id>/delete/",
        count_views.hair_count_delete,
        name="hair_count_delete",
    ),
]
