"""The addresses of the outlook."""

from django.urls import path

from anagen.web.outlook import views

urlpatterns = [
    path("", views.outlook, name="outlook"),
    path("shedding/", views.shedding, name="outlook_shedding"),
    path("follicles/", views.follicles, name="outlook_follicles"),
]
