"""The signature of a web archive (wacz-auth 0.1.0, `datapackage-digest.json`): by a key or a domain.

Both sign the text of the digest of `datapackage.json`. What is verified is that the bytes agree; whose key it is, and
whether the domain's certificate was trusted when it signed, cannot be said offline.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

from firstseen.custody.time_stamps import check_reply, digests_of
from firstseen.intake.proofs.outcome import Outcome, Proof

__all__ = ["signature_of"]

_WHAT: Final = "signature of the web archive"
_MAX_TEXT: Final = 64 << 10
_HASHES: Final[tuple[Callable[[], HashAlgorithm], ...]] = (SHA256, SHA384)
_WRONG: Final = (ValueError, TypeError, UnsupportedAlgorithm, binascii.Error)


def signature_of(described: dict[str, Any], digest: str) -> Proof:
    """What came of the signature in `datapackage-digest.json`; `digest`: SHA-256 (hex) of the package."""
    signed = described.get("signedData")
    if not isinstance(signed, dict):
        return Proof(_WHAT, Outcome.CANNOT_SAY, "it is not signed")
    stated, signature = signed.get("hash"), signed.get("signature")
    if not (isinstance(stated, str) and isinstance(signature, str) and len(signature) < _MAX_TEXT):
        return Proof(_WHAT, Outcome.CANNOT_SAY, "its signature is not written as wacz-auth 0.1.0 has it")
    if stated.removeprefix("sha256:").lower() != digest:
        return Proof(_WHAT, Outcome.DOES_NOT_MATCH, "it signs another datapackage.json than the one that is there")
    if isinstance(signed.get("domain"), str):
        return _by_domain(signed, stated, signature)
    if isinstance(signed.get("publicKey"), str):
        return _by_key(str(signed["publicKey"]), stated, signature)
    return Proof(_WHAT, Outcome.CANNOT_SAY, "it names neither a key nor a domain")


def _by_key(public: str, stated: str, signature: str) -> Proof:
    """A key that whoever captured made for themselves: it says nothing of who that was."""
    try:
        key = load_der_public_key(b64decode(public, validate=True))
        good = _signs(key, _as_der(b64decode(signature, validate=True)), stated)
    except _WRONG:
        return Proof(_WHAT, Outcome.CANNOT_SAY, "its key or its signature cannot be read")
    if not good:
        return Proof(_WHAT, Outcome.DOES_NOT_MATCH, "the signature is not that of the key it names")
    return Proof(_WHAT, Outcome.VERIFIED, "signed with a key without a name, unchanged since; it does not say by whom")


def _by_domain(signed: dict[str, Any], stated: str, signature: str) -> Proof:
    domain = str(signed["domain"])[:253]
    try:
        certificate = x509.load_pem_x509_certificates(_text(signed.get("domainCert")))[0]
        good = _signs(certificate.public_key(), b64decode(signature, validate=True), stated)
        named = _names(certificate)
    except (*_WRONG, x509.ExtensionNotFound, IndexError):
        return Proof(_WHAT, Outcome.CANNOT_SAY, f"the certificate or the signature of {domain} cannot be read")
    if not good:
        return Proof(_WHAT, Outcome.DOES_NOT_MATCH, f"the signature is not that of the certificate of {domain}")
    if domain not in named:
        return Proof(
            _WHAT, Outcome.DOES_NOT_MATCH, f"its certificate is not for {domain} but for {', '.join(named)[:300]}"
        )
    when = _time(signed.get("timeSignature"), signature)
    if when is None:
        return Proof(_WHAT, Outcome.DOES_NOT_MATCH, f"signed by {domain}, but its time-stamp is over something else")
    trust = "whether the certificates were trusted then cannot be said offline"
    return Proof(_WHAT, Outcome.VERIFIED, f"signed by {domain}, {when}, unchanged since; {trust}")


def _time(token: object, signature: str) -> str | None:
    """When a time-stamp over the signature says that it was; None where it is over something else."""
    if not isinstance(token, str):
        return "without a time-stamp"
    try:
        check = check_reply(b64decode(token[:_MAX_TEXT], validate=True), digests_of(signature.encode()), ())
    except _WRONG:
        return "with a time-stamp that cannot be read"
    if not check.well_formed or check.time is None:
        return "with a time-stamp that cannot be read"
    if check.matches is False:
        return None
    return f"time-stamped {check.time:%Y-%m-%d %H:%M:%S} UTC"


def _text(value: object) -> bytes:
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        raise ValueError("no text of a certificate's length")
    return value.encode()


def _names(certificate: x509.Certificate) -> list[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return found.value.get_values_for_type(x509.DNSName)


def _signs(key: PublicKeyTypes, signature: bytes, text: str) -> bool:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("not a key of the kind that wacz-auth has")
    for algorithm in _HASHES:
        try:
            key.verify(signature, text.encode(), ec.ECDSA(algorithm()))
            return True
        except InvalidSignature:
            continue
    return False


def _as_der(signature: bytes) -> bytes:
    """The two numbers of a signature that browsers write one after the other, as DER."""
    half = len(signature) // 2
    return encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
