"""The addresses of the first page."""

from django.urls import path

from anagen.web.home.views import home, start

urlpatterns = [path("", home, name="home"), path("start/", start, name="start")]
