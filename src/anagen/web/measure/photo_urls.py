"""The addresses of pictures."""

from django.urls import path

from anagen.web.measure import compare_views, photo_views

urlpatterns = [
    path("<uuid:case_id>/", photo_views.photos, name="photos"),
    path("<uuid:case_id>/take/", photo_views.photo_take, name="photo_take"),
    path("<uuid:case_id>/compare/", compare_views.photo_compare, name="photo_compare"),
    path("<uuid:case_id>/<uuid:photo_id>/", photo_views.photo, name="photo"),
    path("<uuid:case_id>/<uuid:photo_id>/delete/", photo_views.photo_delete, name="photo_delete"),
    path(
        "<uuid:case_id>/<uuid:photo_id>/picture/", photo_views.photo_picture, name="photo_picture"
    ),
    path(
        "<uuid:case_id>/<uuid:photo_id>/small/", photo_views.photo_thumbnail, name="photo_thumbnail"
    ),
]
