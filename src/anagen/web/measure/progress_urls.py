"""The addresses of progress: the page itself, and what is written down by hand."""

from django.urls import path

from anagen.web.measure import entry_views, progress_views

urlpatterns = [
    path("<uuid:case_id>/", progress_views.progress, name="progress"),
    path("<uuid:case_id>/count/", entry_views.measurement_add, name="measurement_add"),
    path("<uuid:case_id>/count/<slug:entry>/", entry_views.measurement, name="measurement"),
    path(
        "<uuid:case_id>/count/<slug:entry>/delete/",
        entry_views.measurement_delete,
        name="measurement_delete",
    ),
    path("<uuid:case_id>/event/", entry_views.event_add, name="event_add"),
    path(
        "<uuid:case_id>/event/<slug:entry>/delete/", entry_views.event_delete, name="event_delete"
    ),
    path("<uuid:case_id>/treatments/", entry_views.treatments, name="treatments"),
    path(
        "<uuid:case_id>/treatments/<slug:entry>/stop/",
        entry_views.treatment_stop,
        name="treatment_stop",
    ),
    path(
        "<uuid:case_id>/treatments/<slug:entry>/delete/",
        entry_views.treatment_delete,
        name="treatment_delete",
    ),
]
