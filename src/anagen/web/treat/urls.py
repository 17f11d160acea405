"""The addresses of the session."""

from django.urls import path

from anagen.web.treat import views, views_device, views_guide, views_log

urlpatterns = [
    path("<uuid:case_id>/", views.session, name="session"),
    path("<uuid:case_id>/begin/", views_guide.begin_session, name="session_begin"),
    path("<uuid:case_id>/now/", views_guide.session_now, name="session_now"),
    path("<uuid:case_id>/now/stop/", views_guide.stop_session, name="session_stop"),
    path("<uuid:case_id>/now/finish/", views_guide.finish_session, name="session_finish"),
    path("<uuid:case_id>/ended/<uuid:session_id>/", views.ended, name="session_ended"),
    path("<uuid:case_id>/log/", views_log.log_session, name="session_log"),
    path("<uuid:case_id>/past/<slug:past_id>/", views.past, name="session_past"),
    path("<uuid:case_id>/past/<slug:past_id>/edit/", views_log.edit_session, name="session_edit"),
    path(
        "<uuid:case_id>/past/<slug:past_id>/delete/",
        views_log.delete_session,
        name="session_delete",
    ),
    path("<uuid:case_id>/devices/", views_device.devices, name="kept_devices"),
    path("<uuid:case_id>/devices/<uuid:device_id>/", views_device.device, name="kept_device"),
    path(
        "<uuid:case_id>/devices/<uuid:device_id>/retire/",
        views_device.retire,
        name="retire_device",
    ),
]
