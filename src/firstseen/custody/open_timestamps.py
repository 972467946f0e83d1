"""OpenTimestamps proofs (`.ots`), detached: only which digest they are over is read.

What they lead to is a block of Bitcoin's chain, which cannot be asked offline: they are kept, never called verified.
"""

from __future__ import annotations

from typing import Final

__all__ = ["MAX_PROOF", "is_proof", "stamped_digest"]

MAX_PROOF: Final = 1 << 20
_MAGIC: Final = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294")
_VERSION: Final = 1
_SHA256: Final = 0x08


def is_proof(data: bytes) -> bool:
    """Whether the bytes begin as a proof does."""
    return data.startswith(_MAGIC)


def stamped_digest(data: bytes) -> str | None:
    """The SHA-256 (hex) that a proof is over; None when it is no proof, or over a digest of another kind."""
    place = len(_MAGIC)
    if not is_proof(data) or len(data) < place + 2 + 32 or data[place : place + 2] != bytes([_VERSION, _SHA256]):
        return None
    return data[place + 2 : place + 34].hex()
