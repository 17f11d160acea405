"""The network of a home: an address, and a key of this computer's own."""

from __future__ import annotations

import socket
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from anagen.web import network
from anagen.web.network import certificate, own_address

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_certificate_is_kept_while_it_fits(tmp_path: Path) -> None:
    first = certificate(tmp_path, "192.168.1.5", NOW)
    assert certificate(tmp_path, "192.168.1.5", NOW + timedelta(days=300)) == first


@pytest.mark.parametrize(
    ("address", "later"), [("192.168.1.6", timedelta()), ("192.168.1.5", timedelta(days=380))]
)
def test_another_address_or_a_year_makes_a_new_one(
    tmp_path: Path, address: str, later: timedelta
) -> None:
    first = certificate(tmp_path, "192.168.1.5", NOW)
    assert certificate(tmp_path, address, NOW + later).fingerprint != first.fingerprint


def test_a_damaged_certificate_is_made_anew(tmp_path: Path) -> None:
    first = certificate(tmp_path, "192.168.1.5", NOW)
    first.chain.write_text("not a certificate")
    assert certificate(tmp_path, "192.168.1.5", NOW).fingerprint != first.fingerprint


def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = certificate(tmp_path, "192.168.1.5", NOW)
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600


def test_a_computer_on_no_network_has_no_address_there(monkeypatch: pytest.MonkeyPatch) -> None:
    class Alone(socket.socket):
        def connect(self, _address: object) -> None:
            raise OSError("network is unreachable")

    monkeypatch.setattr(network.socket, "socket", Alone)
    assert own_address() is None
