"""How the pages are set up for a clinic: hosts, cookies, database, and Django's own checks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ASK = """
import json, django
from django.conf import settings
django.setup()
names = ("ALLOWED_HOSTS SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT "
         "SESSION_COOKIE_SAMESITE SESSION_COOKIE_HTTPONLY SECURE_HSTS_SECONDS DEBUG").split()
told = {name: getattr(settings, name) for name in names}
told["engine"] = settings.DATABASES["default"]["ENGINE"]
print(json.dumps(told))
"""


def started(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("ANAGEN_")}
    for name in ("DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        env.pop(name, None)
    env |= {"DJANGO_SETTINGS_MODULE": "anagen.web.settings", "ANAGEN_DATA": str(folder)}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, timeout=60, env=env | environment
    )


def told(folder: Path, **environment: str) -> dict[str, Any]:
    ran = started(folder, "-c", ASK, **environment)
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))


def test_djangos_own_checks_find_nothing_in_a_clinic_behind_https(tmp_path: Path) -> None:
    ran = started(
        tmp_path,
        *("-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "INFO"),
        ANAGEN_MODE="clinic",
        ANAGEN_HTTPS="1",
        ANAGEN_HOSTS="clinic.example",
    )
    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout


def test_behind_https_every_cookie_stays_there(tmp_path: Path) -> None:
    found = told(tmp_path, ANAGEN_MODE="clinic", ANAGEN_HTTPS="1")
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert found[name] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_a_cookie_is_never_sent_along_from_another_site(tmp_path: Path) -> None:
    for mode in ("home", "clinic"):
        found = told(tmp_path, ANAGEN_MODE=mode)
        assert found["SESSION_COOKIE_SAMESITE"] == "Strict"
        assert found["SESSION_COOKIE_HTTPONLY"] is True
        assert found["DEBUG"] is False


def test_a_clinic_answers_to_the_hosts_it_names_and_a_home_to_none(tmp_path: Path) -> None:
    named = {"ANAGEN_HOSTS": "clinic.example,10.0.0.5"}
    clinic = told(tmp_path, ANAGEN_MODE="clinic", **named)["ALLOWED_HOSTS"]
    home = told(tmp_path, ANAGEN_MODE="home", **named)["ALLOWED_HOSTS"]
    assert set(clinic) - set(home) == {"clinic.example", "10.0.0.5"}
    assert "*" not in clinic


@pytest.mark.parametrize(
    ("address", "engine"),
    [
        ("", "django.db.backends.sqlite3"),
        ("postgres://anagen@db.example/anagen", "django.db.backends.postgresql"),
    ],
)
def test_the_database_is_the_one_that_is_named(tmp_path: Path, address: str, engine: str) -> None:
    assert told(tmp_path, DATABASE_URL=address)["engine"] == engine
