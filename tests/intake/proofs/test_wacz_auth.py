"""Signatures of web archives: made here as browsers and servers make them, and real ones."""

from __future__ import annotations

import hashlib
import json
import zipfile
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.authority import authority

from firstseen.custody.time_stamps import request_for
from firstseen.intake.proofs.outcome import Outcome
from firstseen.intake.proofs.wacz_auth import signature_of

DIGEST = hashlib.sha256(b"datapackage").hexdigest()
STATED = f"sha256:{DIGEST}"


def anonymous() -> dict[str, Any]:
    key = ec.generate_private_key(ec.SECP384R1())
    r, s = decode_dss_signature(key.sign(STATED.encode(), ec.ECDSA(SHA256())))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": STATED,
        "signature": b64encode(r.to_bytes(48, "big") + s.to_bytes(48, "big")).decode(),
        "publicKey": b64encode(public).decode(),
    }


def by_domain(domain: str = "news.example") -> dict[str, Any]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .sign(key, SHA256())
    )
    return {
        "hash": STATED,
        "signature": b64encode(key.sign(STATED.encode(), ec.ECDSA(SHA256()))).decode(),
        "domain": domain,
        "domainCert": certificate.public_bytes(Encoding.PEM).decode(),
    }


def outcome(signed: object, digest: str = DIGEST) -> tuple[Outcome, str]:
    proof = signature_of({"hash": STATED, "signedData": signed}, digest)
    return proof.outcome, proof.detail


def test_a_key_without_a_name() -> None:
    signed = anonymous()
    assert outcome(signed) == (
        Outcome.VERIFIED,
        "signed with a key without a name, unchanged since; it does not say by whom",
    )
    assert outcome({**signed, "signature": anonymous()["signature"]})[0] is Outcome.DOES_NOT_MATCH
    assert outcome(signed, "0" * 64)[0] is Outcome.DOES_NOT_MATCH


def test_a_domain_with_a_time(tmp_path: Path) -> None:
    signed = by_domain()
    assert outcome(signed)[0] is Outcome.VERIFIED
    assert "signed by news.example, without a time-stamp" in outcome(signed)[1]
    assert outcome({**signed, "signature": by_domain()["signature"]})[0] is Outcome.DOES_NOT_MATCH
    assert "certificate is not for other.example but for news.example" in outcome(by_domain("other.example"))[1]
    ours = authority(tmp_path)
    if ours is None:
        pytest.skip("openssl is not installed")
    token = ours.reply(request_for(signed["signature"].encode())[0])
    found, detail = outcome({**signed, "timeSignature": b64encode(token).decode()})
    assert found is Outcome.VERIFIED
    assert "time-stamped 20" in detail
    other = ours.reply(request_for(b"other")[0])
    assert outcome({**signed, "timeSignature": b64encode(other).decode()})[0] is Outcome.DOES_NOT_MATCH


@pytest.mark.parametrize(
    "signed",
    [
        None,
        [],
        {},
        {"hash": STATED},
        {"hash": STATED, "signature": "AAAA"},
        {"hash": STATED, "signature": "!", "publicKey": "AAAA"},
        {"hash": STATED, "signature": "AAAA", "publicKey": "AAAA"},
        {"hash": STATED, "signature": "AAAA", "domain": "news.example"},
        {"hash": STATED, "signature": "AAAA", "domain": "news.example", "domainCert": "nonsense"},
        {"hash": STATED, "signature": "A" * 70_000, "publicKey": "AAAA"},
    ],
)
def test_nothing_can_be_said(signed: object) -> None:
    assert outcome(signed)[0] is Outcome.CANNOT_SAY


REAL = {
    "pywacz/tests/fixtures/valid_signed_example_1.wacz": "time-stamped 2022-01-18 19:00:12 UTC",
    "pywacz/tests/fixtures/valid_example_2.wacz": "it is not signed",
    "replayweb/mkdocs/site/docs/examples/example.wacz": "signed with a key without a name",
}


@pytest.mark.parametrize(("name", "said"), REAL.items())
def test_real_web_archives(real_inputs: Path, name: str, said: str) -> None:
    with zipfile.ZipFile(real_inputs / "webarchives" / name) as package:
        described = json.loads(package.read("datapackage-digest.json"))
        data = package.read("datapackage.json")
    proof = signature_of(described, hashlib.sha256(data).hexdigest())
    assert said in proof.detail
    assert proof.outcome is (Outcome.CANNOT_SAY if "not signed" in said else Outcome.VERIFIED)
    if "not signed" not in said:
        changed = hashlib.sha256(data + b" ").hexdigest()
        assert signature_of(described, changed).outcome is Outcome.DOES_NOT_MATCH
