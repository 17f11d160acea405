"""How phones on the same network reach this computer: its address there, and a key of its own."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

#: An address of nobody's: asking for the way there sends nothing and names our own address.
NOWHERE = ("192.0.2.1", 9)
#: Phones refuse a certificate that lasts longer than this.
LASTS = timedelta(days=397)
RENEWED_BEFORE = timedelta(days=30)
#: The public half: what a phone is asked to trust.
CERTIFICATE = "network.crt"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The key pair of this computer, as two files, and the print that tells it from others."""

    chain: Path
    key: Path
    fingerprint: str


def own_address() -> str | None:
    """The address of this computer on its network; None when it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(NOWHERE)
        except OSError:
            return None
        address = str(asking.getsockname()[0])
    return None if ip_address(address).is_loopback else address


def certificate(folder: Path, address: str, now: datetime) -> Certificate:
    """The certificate for an address, made anew when there is none that fits."""
    chain, key = folder / CERTIFICATE, folder / "network.key"
    kept = _fitting(chain, address, now) if key.exists() else None
    if kept is None:
        kept = _make(chain, key, address, now)
    print_of = kept.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificate(chain, key, print_of)


def _fitting(chain: Path, address: str, now: datetime) -> x509.Certificate | None:
    try:
        kept = x509.load_pem_x509_certificate(chain.read_bytes())
        names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return None
    is_ours = ip_address(address) in names.get_values_for_type(x509.IPAddress)
    lasts = kept.not_valid_before_utc <= now <= kept.not_valid_after_utc - RENEWED_BEFORE
    return kept if is_ours and lasts else None


def _make(chain: Path, key: Path, address: str, now: datetime) -> x509.Certificate:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Anagen on this network")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS - timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
        .add_extension(_this_address_alone(address), critical=True)
        .sign(secret, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    _write(key, secret.private_bytes(serialization.Encoding.PEM, form, plain))
    _write(chain, made.public_bytes(serialization.Encoding.PEM))
    return made


def _this_address_alone(address: str) -> x509.NameConstraints:
    """A phone that trusts this key trusts it for this address and for no site of the web."""
    own = x509.IPAddress(ip_network(address))
    return x509.NameConstraints([own, x509.DNSName("anagen.invalid")], None)


def _write(place: Path, content: bytes) -> None:
    """In one move, and for the owner alone."""
    draft = place.with_suffix(f"{place.suffix}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(place)
