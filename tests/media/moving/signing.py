"""Content Credentials for tests: files signed with certificates that are made for it, trusted by nobody."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

__all__ = ["SOURCE", "signed"]

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def signed(data: bytes, mime: str, title: str) -> bytes:
    """The file with a manifest that says it was filmed by "Test camera 1", as its library writes it."""
    chain, key = _certificates()
    created = {"action": "c2pa.created", "digitalSourceType": SOURCE}
    manifest = {
        "claim_generator_info": [{"name": "Test camera", "version": "1"}],
        "title": title,
        "format": mime,
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [created]}}],
    }
    info = c2pa.C2paSignerInfo(b"es256", chain, key, None)
    out = io.BytesIO()
    with c2pa.Signer.from_info(info) as signer, c2pa.Builder(json.dumps(manifest)) as builder:
        builder.sign(signer, mime, io.BytesIO(data), out)
    return out.getvalue()


def _certificates() -> tuple[bytes, bytes]:
    """A chain in PEM, the signing certificate first, and its key."""
    now = datetime.now(UTC)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, name = (
        x509.Name(
            [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "A desk"), x509.NameAttribute(NameOID.COMMON_NAME, who)]
        )
        for who in ("Test root", "Test camera 1")
    )

    def start(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        )

    root = start(root_name, root_key.public_key()).add_extension(x509.BasicConstraints(True, None), critical=True)
    root = root.add_extension(_usage(certificates=True), critical=True)
    leaf = start(name, key.public_key()).add_extension(x509.BasicConstraints(False, None), critical=True)
    leaf = leaf.add_extension(_usage(certificates=False), critical=True)
    leaf = leaf.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    pem = serialization.Encoding.PEM
    chain = b"".join(one.sign(root_key, hashes.SHA256()).public_bytes(pem) for one in (leaf, root))
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return chain, private


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
