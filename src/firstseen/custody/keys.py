"""The key that a desk signs its checkpoints with: Ed25519, made on first use, kept outside every case.

One key serves all the cases of a desk; in each its name is the origin of the case's log (C2SP: the key's name should be
the log's). The private key is `desk.pem` (PKCS #8) in the folder of keys, readable by its owner alone.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from firstseen.custody.durable import write_whole
from firstseen.custody.note import VerifierKey

__all__ = ["KEY_FILE", "Unsigned", "desk_key", "named"]

KEY_FILE: Final = "desk.pem"
_MAX_FILE: Final = 64 << 10


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Why checkpoints are not signed, as the end of a sentence that begins "not signed: "."""

    reason: str


def named(key: Ed25519PrivateKey, origin: str) -> VerifierKey:
    """The public half of a key, under the name of a log."""
    return VerifierKey(origin, key.public_key().public_bytes_raw())


def desk_key(folder: Path | None, case: Path) -> Ed25519PrivateKey | Unsigned:
    """The desk's key from `folder`, made there on first use; `Unsigned` with the reason when there can be none.

    A folder of keys inside the case at `case` is refused: whoever is handed the case would be handed the key.
    """
    if folder is None:
        return Unsigned("this account has no home to keep a key in; FIRSTSEEN_KEY_DIR can name a folder")
    try:
        if folder.resolve().is_relative_to(case.resolve()):
            return Unsigned("the folder for keys lies inside the case")
        path = folder / KEY_FILE
        if not path.exists():
            _make(path)
        return _load(path)
    except PermissionError:
        return Unsigned("the folder for keys cannot be read or written by this account")
    except OSError as error:
        return Unsigned(f"the folder for keys cannot be used ({error.strerror or 'it is not a folder'})")


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Two cases may be written to at once: the first key to get the name stays.
    making = path.with_name(f".making-{os.getpid()}")
    write_whole(making, key, mode=0o600)
    try:
        os.link(making, path)
    except FileExistsError:
        pass
    finally:
        making.unlink()


def _load(path: Path) -> Ed25519PrivateKey | Unsigned:
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            return Unsigned(f"other accounts of this machine may read the key ({KEY_FILE}): take that right away")
        data = file.read(_MAX_FILE)
    try:
        key = load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return Unsigned(f"the key ({KEY_FILE}) cannot be read: it is damaged, or locked with a password")
    return key if isinstance(key, Ed25519PrivateKey) else Unsigned(f"the key ({KEY_FILE}) is not an Ed25519 key")
