"""TLS as a chain would run it: a certificate of an authority of its own, `serve --tls-cert --tls-key`, and counters that trust
that authority alone."""

import ipaddress
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from sync.enrol import BadAddress, HqUnreachable, enrol
from sync.http_hq import HttpHq
from tests.hq.test_command import ROOT, run

PEM = serialization.Encoding.PEM


class Authority:
    """A certificate authority somebody made at home."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._signed(self.name, self.key.public_key(), ca=True)

    def issue(self, folder: Path) -> tuple[Path, Path]:
        """Certificate and key of a server on this computer."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hq")])
        certificate, private = folder / "hq.pem", folder / "hq.key"
        certificate.write_bytes(self._signed(name, key.public_key(), ca=False).public_bytes(PEM))
        private.write_bytes(
            key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        return certificate, private

    def file(self, path: Path) -> Path:
        """What a shop pins."""
        path.write_bytes(self.certificate.public_bytes(PEM))
        return path

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, *, ca: bool
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        own = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        builder = builder if ca else builder.add_extension(own, critical=False)
        return builder.sign(self.key, hashes.SHA256())


@contextmanager
def served(database: str, certificate: Path, key: Path, log: Path) -> Iterator[str]:
    argv = ["serve", "--port", "0", "--database", database]
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "sync.hq",
                *argv,
                "--tls-cert",
                str(certificate),
                "--tls-key",
                str(key),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "TUANGUI_OPERATOR_TOKEN": "t"},
        )
    assert process.stdout is not None
    word, _, address = process.stdout.readline().strip().partition(" ")
    assert word == "listening", log.read_text(encoding="utf-8")
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def test_enrolled_and_in_step_over_tls_and_never_with_a_stranger(
    seeded_file: Path, tmp_path: Path
) -> None:
    ours, stranger = Authority("Our chain"), Authority("Somebody else")
    database = f"sqlite:///{shutil.copy(seeded_file, tmp_path / 'hq.db')}"
    device = Ed25519PrivateKey.generate()
    public = device.public_key().public_bytes_raw()
    pinned = ours.file(tmp_path / "ours.pem")
    with served(database, *ours.issue(tmp_path), tmp_path / "log") as address:
        assert address.startswith("https://127.0.0.1:")
        code = run("enrol-code", "--store", "1", "--database", database).stdout.strip()
        with pytest.raises(HqUnreachable, match="certificate"):
            enrol(address, code, public)
        with pytest.raises(HqUnreachable, match="certificate"):
            enrol(address, code, public, ca_file=stranger.file(tmp_path / "stranger.pem"))
        with pytest.raises(HqUnreachable):
            enrol(address.replace("https", "http"), code, public)
        with pytest.raises(BadAddress):
            enrol(address.replace("https", "http").replace("127.0.0.1", "192.0.2.1"), code, public)
        identity = enrol(address, code, public, ca_file=pinned)
        assert identity.receipt_url == address
        hq = HttpHq(address, identity.counter, device.sign, ca_file=pinned)
        page = hq.pull("", 0)
        assert any(change.entity == "pickup" for change in page.changes)
        assert hq.pull(page.cursor, 0.1).changes == ()
        hq.close()
