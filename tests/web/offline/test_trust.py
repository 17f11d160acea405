"""What a phone trusts that trusts this computer: this one address, and nothing else."""

from __future__ import annotations

import ssl
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from cryptography import x509

from anagen.web.clock import now
from anagen.web.network import certificate

ADDRESS = "192.168.1.5"


def test_the_certificate_speaks_for_one_address_and_no_site(tmp_path: Path) -> None:
    made = certificate(tmp_path, ADDRESS, now() - timedelta(minutes=1))
    kept = x509.load_pem_x509_certificate(made.chain.read_bytes())
    limits = kept.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    permitted = limits.value.permitted_subtrees
    assert permitted is not None
    told = {str(one.value) for one in permitted}
    assert told == {str(ip_network(ADDRESS)), "anagen.invalid"}
    # It loads as something to trust: phones install nothing else.
    context = ssl.create_default_context(cafile=str(made.chain))
    assert context.cert_store_stats()["x509_ca"] >= 1
