"""The address of the page of today."""

from django.urls import path

from anagen.web.today.views import today

urlpatterns = [path("<uuid:case_id>/", today, name="today")]
