"""The world of the clinic tests is what it says it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from anagen.web.access.viewer import STAFF, Role
from tests.web.clinic_world import SignedIn, World


@pytest.mark.parametrize("role", sorted(STAFF | {Role.PATIENT}, key=lambda one: one.value))
def test_everyone_in_the_world_is_seen_as_what_they_are(
    role: Role, clinic_world: World, as_role: SignedIn
) -> None:
    for where in (clinic_world.here, clinic_world.there):
        viewer = as_role(role, where).get(reverse("home")).wsgi_request.viewer
        assert (viewer.role, viewer.clinic) == (role, where.clinic.pk)
        assert viewer.is_sure
        assert not viewer.is_locked


def test_nobody_is_nobody(as_role: SignedIn) -> None:
    assert as_role(Role.NOBODY).get(reverse("home")).wsgi_request.viewer.role is Role.NOBODY
