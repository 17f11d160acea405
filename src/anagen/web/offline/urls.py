"""The addresses that make the pages an app. The worker stands at the root: it serves all below."""

from django.urls import path

from anagen.web.offline import views, writing

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker_script, name="worker_script"),
    path("anagen.crt", views.certificate, name="certificate"),
    path("offline/", views.offline, name="offline"),
    path("offline/<uuid:case_id>/", writing.write_down, name="write_down"),
]
