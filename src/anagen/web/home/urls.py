"""The address of the first page."""

from django.urls import path

from anagen.web.home.views import start

urlpatterns = [path("", start, name="home")]
