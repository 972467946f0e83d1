"""Time-stamps of an authority (RFC 3161): the request that is carried there, and the reply, checked.

The reply is hostile: `check_reply` is run in a worker of the sandbox (`media/time_stamp.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Final

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from firstseen.custody.der_order import certificates_in_order
from firstseen.errors import RefusedError
from firstseen.model.stamps import Chain, StampCheck

__all__ = ["HASHES", "MAX_CERTIFICATES", "MAX_REPLY", "check_reply", "digests_of", "read_certificates", "request_for"]

MAX_REPLY: Final = 256 << 10
"""Bytes of a reply; those of public authorities, with their chain, have 3 to 10 thousand."""
MAX_CERTIFICATES: Final = 1 << 20
HASHES: Final = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_GRANTED: Final = (0, 1)
_READING: Final = (ValueError, TypeError, AttributeError, OverflowError)
_BAD_SIGNATURE: Final = "signature failure"


def request_for(data: bytes) -> tuple[bytes, str]:
    """A request for a time-stamp over the SHA-256 of `data` (DER), with its nonce in decimal digits."""
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    return request.as_bytes(), str(request.nonce)


def digests_of(data: bytes) -> dict[str, str]:
    """The digests that a time-stamp over `data` may state, in hexadecimal, by the name of the hash."""
    return {name: hashlib.new(name, data).hexdigest() for name in HASHES.values()}


def read_certificates(name: str, data: bytes) -> list[x509.Certificate]:
    """The certificates of a PEM file; raises `RefusedError` naming it."""
    if len(data) > MAX_CERTIFICATES:
        raise RefusedError(name, f"larger than {MAX_CERTIFICATES >> 20} MiB")
    try:
        return x509.load_pem_x509_certificates(data)
    except ValueError:
        raise RefusedError(name, "holds no certificate (PEM) that can be read") from None


def check_reply(reply: bytes, digests: dict[str, str], trusted: Sequence[x509.Certificate]) -> StampCheck:
    """Holds a reply against the digests of what it should be over, and against trusted certificates.

    With no digests, whether it matches is left open. Raises nothing for hostile bytes.
    """
    if len(reply) > MAX_REPLY:
        return StampCheck(False, reason=f"it is larger than {MAX_REPLY >> 10} KiB")
    try:
        response = decode_timestamp_response(certificates_in_order(reply))
        if response.status not in _GRANTED:
            said = "; ".join(map(str, response.status_string)) or f"status {int(response.status)}"
            return StampCheck(False, reason=f"the authority did not grant it: {said[:300]}")
        check, algorithm = _read(response)
    except _READING as error:
        return StampCheck(False, reason=f"it is no reply of RFC 3161 that can be read ({type(error).__name__})")
    if algorithm not in HASHES:
        return replace(check, reason=f"it is over a digest of a kind that is not known here ({algorithm})")
    expected = digests.get(HASHES[algorithm])
    matches = check.imprint == expected if expected else None
    reason = "" if matches is not False else "it is over other bytes"
    check = replace(check, matches=matches, reason=reason)
    return _with_signature(response, check, trusted)


def _read(response: TimeStampResponse) -> tuple[StampCheck, str]:
    info = response.tst_info
    time = info.gen_time
    time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    name = info.name
    authority = None
    if isinstance(name, x509.DirectoryName):
        authority = name.value.rfc4514_string()
    check = StampCheck(
        True,
        time=time,
        accuracy=_seconds(info.accuracy),
        authority=authority,
        serial=str(info.serial_number),
        nonce=None if info.nonce is None else str(info.nonce),
        imprint=bytes(info.message_imprint.message).hex(),
    )
    return check, info.message_imprint.hash_algorithm.dotted_string


def _seconds(accuracy: object) -> float | None:
    parts = [getattr(accuracy, name, None) for name in ("seconds", "millis", "micros")]
    if all(part is None for part in parts):
        return None
    return sum((part or 0) / scale for part, scale in zip(parts, (1, 1_000, 1_000_000), strict=True))


def _with_signature(response: TimeStampResponse, check: StampCheck, trusted: Sequence[x509.Certificate]) -> StampCheck:
    imprint = bytes.fromhex(check.imprint or "")
    own, why = _verified(response, imprint, _brought(response))
    signature = True if own else (False if why and _BAD_SIGNATURE in why else None)
    if not trusted:
        return replace(check, signature=signature)
    good, why = _verified(response, imprint, trusted)
    if good:
        return replace(check, signature=True, chain=Chain.TRUSTED)
    if why and _BAD_SIGNATURE in why:
        signature = False
    short = "its signature is not right" if signature is False else "its authority leads to no certificate trusted here"
    reason = "; ".join(part for part in (check.reason, short) if part)
    return replace(check, signature=signature, chain=Chain.NOT_TRUSTED, reason=reason)


def _brought(response: TimeStampResponse) -> list[x509.Certificate]:
    """The certificates in the token that could be anyone's word for themselves."""
    try:
        found = [x509.load_der_x509_certificate(data) for data in response.signed_data.certificates]
        return [one for one in found if one.issuer == one.subject]
    except ValueError:
        return []


def _verified(
    response: TimeStampResponse, imprint: bytes, roots: Sequence[x509.Certificate]
) -> tuple[bool, str | None]:
    if not roots:
        return False, None
    builder = VerifierBuilder()
    for root in dict.fromkeys(roots):
        builder = builder.add_root_certificate(root)
    try:
        return builder.build().verify(response, imprint), None
    except VerificationError as error:
        return False, str(error)
    except _READING as error:
        return False, type(error).__name__
