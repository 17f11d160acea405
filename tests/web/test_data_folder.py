"""Where records are kept, the secret beside them, and the clock on the wall."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from anagen.store.folder import data_folder, kept_secret, prepare, secret_key
from anagen.web import clock


def test_it_works_as_the_desktop_standard_says() -> None:
    assert data_folder({"XDG_DATA_HOME": "/srv/data"}) == Path("/srv/data/anagen")
    assert data_folder({}) == Path.home() / ".local" / "share" / "anagen"


def test_a_folder_that_was_named_is_taken(tmp_path: Path) -> None:
    chosen = {"ANAGEN_DATA": str(tmp_path), "XDG_DATA_HOME": "/srv/data"}
    assert data_folder(chosen) == tmp_path
    assert data_folder({"ANAGEN_DATA": "~/mine"}) == Path.home() / "mine"


def test_a_path_that_is_not_absolute_counts_as_not_set() -> None:
    assert data_folder({"XDG_DATA_HOME": "data"}) == data_folder({})


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "anagen"
    prepare(folder)
    secret = kept_secret(folder)
    prepare(folder)
    assert kept_secret(folder) == secret == secret_key(folder)
    assert len(secret) >= 48
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["secret"]


def test_half_a_secret_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    prepare(tmp_path)
    assert len(kept_secret(tmp_path)) >= 48


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    first, second = secret_key(tmp_path / "none"), secret_key(tmp_path / "none")
    assert first != second
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("link", "zone"),
    [
        ("usr/share/zoneinfo/Europe/Madrid", "Europe/Madrid"),
        ("usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
        ("etc/somewhere", ""),
    ],
)
def test_the_zone_is_the_one_this_computer_is_linked_to(
    tmp_path: Path, link: str, zone: str
) -> None:
    target = tmp_path / link
    target.parent.mkdir(parents=True)
    target.touch()
    (tmp_path / "localtime").symlink_to(target)
    assert clock.linked_zone(tmp_path / "localtime") == zone


@pytest.mark.parametrize(
    ("named", "zone"), [("Asia/Tokyo", "Asia/Tokyo"), (":Asia/Tokyo", "Asia/Tokyo")]
)
def test_a_zone_that_was_named_is_taken(
    monkeypatch: pytest.MonkeyPatch, named: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", named)
    assert clock.local_zone.__wrapped__() == zone


def test_a_zone_nobody_knows_falls_back_to_utc(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TZ", "Middle/Earth")
    monkeypatch.setattr(clock, "ZONE_LINK", tmp_path / "none")
    assert clock.local_zone.__wrapped__() == "UTC"


def test_a_moment_is_shown_by_the_persons_own_clock() -> None:
    moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert clock.as_seen(moment, ZoneInfo("Europe/Madrid")) == "21\u00a0November 2026, 00:30"


def test_now_is_aware_and_has_no_more_than_seconds() -> None:
    assert clock.now().tzinfo is UTC
    assert clock.now().microsecond == 0
