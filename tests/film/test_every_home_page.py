"""Every page of the home, enlarged four times and written from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page

from anagen.store.models import Case
from anagen.web.access.row import HOME
from anagen.web.access.table import table
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from anagen.web.sample.filling import fill
from tests.web.conftest import Opener, overflow_px

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
