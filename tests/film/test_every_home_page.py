import pytest
from django.test import Client
from tests.film.home_pages import home_pages, routes_at_home
pytestmark = pytest.mark.django_db

def test_x(client: Client):
    found = home_pages(client)
    print(len(found), sorted(found.items()))
    print("MISSING", sorted(routes_at_home() - set(found)))
    print("EXTRA", sorted(set(found) - routes_at_home()))
    assert 0
