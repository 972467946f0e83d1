"""A time-stamp as a strange authority replied with: a task for the sandbox."""

from __future__ import annotations

from base64 import b64decode
from typing import BinaryIO, Final

from cryptography import x509

from firstseen.custody.time_stamps import MAX_REPLY, check_reply
from firstseen.sandbox.answer import Answer, Json

__all__ = ["TASK", "check"]

TASK: Final = "firstseen.media.time_stamp:check"


def check(stream: BinaryIO, options: Json) -> Answer:
    """The fields of `StampCheck` as values.

    `options["digests"]`: hexadecimal digests of what it should be over, by hash; `options["trusted"]`: certificates
    (DER in base64).
    """
    trusted = [x509.load_der_x509_certificate(b64decode(one)) for one in options["trusted"]]
    found = check_reply(stream.read(MAX_REPLY + 1), dict(options["digests"]), trusted)
    return Answer(
        {
            "well_formed": found.well_formed,
            "matches": found.matches,
            "chain": found.chain.value,
            "signature": found.signature,
            "time": found.time.isoformat() if found.time else None,
            "accuracy": found.accuracy,
            "authority": found.authority,
            "serial": found.serial,
            "nonce": found.nonce,
            "imprint": found.imprint,
            "reason": found.reason,
        }
    )
