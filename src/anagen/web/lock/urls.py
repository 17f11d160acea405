"""The addresses of the door and the lock."""

from django.urls import path

from anagen.web.lock import views

urlpatterns = [
    path("unlock/", views.unlock, name="unlock"),
    path("pair/", views.pair_phone, name="pair"),
    path("lock/", views.lock, name="lock"),
    path("lock/now/", views.lock_now, name="lock_now"),
    path("lock/code/", views.pairing_code, name="pairing_code"),
    path("lock/phones/<int:phone_id>/forget/", views.forget_phone, name="forget_phone"),
]
