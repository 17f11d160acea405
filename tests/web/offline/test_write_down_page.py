"""The page to write on without a connection, at the width of a small phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.web.after_a_session import somebody
from tests.web.conftest import SLIM, WIDE, Opener

pytestmark = pytest.mark.django_db(transaction=True)


def rows(page: Page) -> list[tuple[Any, Any]]:
    """Each zone and the field for its passes, as they stand on the screen."""
    zones, fields = page.locator("label[for^=w-zone-]"), page.locator("input[id^=w-passes-]")
    pairs = zip(zones.all(), fields.all(), strict=True)
    return [(zone.bounding_box(), field.bounding_box()) for zone, field in pairs]


def test_each_zone_and_its_passes_stand_in_one_row_below_the_others(open_page: Opener) -> None:
    page = open_page(reverse("write_down", args=[somebody(reports=()).public_id]), size=SLIM)
    for size in (SLIM, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found = rows(page)
        assert len(found) == 8
        assert len({(zone["x"], field["x"]) for zone, field in found}) == 1
        for zone, field in found:
            assert zone["x"] + zone["width"] <= field["x"]
            assert zone["y"] < field["y"] + field["height"] <= zone["y"] + zone["height"] + 1
