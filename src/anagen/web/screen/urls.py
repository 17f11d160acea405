"""Addresses."""
urlpatterns: list[object] = []
