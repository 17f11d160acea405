"""The address of the list of everything else."""

from django.urls import path

from anagen.web.more.views import more

urlpatterns = [path("<uuid:case_id>/", more, name="more")]
