"""Addresses."""
from django.urls import path
from anagen.web.home.views import start
urlpatterns = [path("", start, name="records")]
