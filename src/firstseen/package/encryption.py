"""An evidence package for its receivers' eyes alone: a tar archive, encrypted with age (age-encryption.org/v1).

To receivers (`age1...`) it is streamed: memory does not grow with the package. With a passphrase the library takes the
whole as one piece, so such packages are bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyrage

from firstseen.custody.blobs import storage_error
from firstseen.errors import WrongUseError
from firstseen.pipeline.tar_stream import TarStream

__all__ = ["MAX_PASSPHRASE_BYTES", "Encryption", "encrypt", "encryption_for"]

MAX_PASSPHRASE_BYTES: Final = 512 << 20
"""The largest package that is encrypted with a passphrase: it takes three times as much memory."""
_MIN_PASSPHRASE: Final = 12
_MAX_PASSPHRASE_FILE: Final = 4096


@dataclass(frozen=True, slots=True)
class Encryption:
    """To whom, or with what: receivers, or a passphrase."""

    receivers: tuple[pyrage.x25519.Recipient, ...] = ()
    passphrase: str | None = None


def encryption_for(receivers: Sequence[str], passphrase_file: Path | None) -> Encryption | None:
    """What was asked for, None for no encryption; raises `WrongUseError` for what cannot be."""
    if receivers and passphrase_file:
        raise WrongUseError("a package is encrypted to receivers or with a passphrase, not both")
    if passphrase_file:
        try:
            words = passphrase_file.read_bytes()[: _MAX_PASSPHRASE_FILE + 1].decode("utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUseError(f"{passphrase_file}: the passphrase cannot be read: {error}") from error
        if not _MIN_PASSPHRASE <= len(words) <= _MAX_PASSPHRASE_FILE:
            raise WrongUseError(
                f"{passphrase_file}: a passphrase has {_MIN_PASSPHRASE} to {_MAX_PASSPHRASE_FILE} characters"
            )
        return Encryption(passphrase=words)
    return Encryption(receivers=tuple(map(_receiver, receivers))) if receivers else None


def _receiver(words: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(words)
    except pyrage.RecipientError as error:
        raise WrongUseError(
            f"--encrypt-to {words}: is not a receiver", advice="It looks like age1...; `age-keygen` makes one."
        ) from error


def encrypt(folder: Path, top: str, mtime: int, target: Path, encryption: Encryption) -> None:
    """Writes the files below `folder` as an encrypted tar archive to `target`, which must not exist."""
    stream = TarStream(folder, top, mtime)
    try:
        with target.open("xb") as file:
            if encryption.passphrase is None:
                pyrage.encrypt_io(stream, file, list(encryption.receivers))
            else:
                _must_be_small(folder)
                file.write(pyrage.passphrase.encrypt(stream.read(), encryption.passphrase))
    except OSError as error:
        raise storage_error(error, target.parent) from error


def _must_be_small(folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > MAX_PASSPHRASE_BYTES:
        raise WrongUseError(
            f"the package has {size:,} bytes; with a passphrase at most {MAX_PASSPHRASE_BYTES:,} can be encrypted",
            advice="Encrypt it to a receiver: --encrypt-to age1...",
        )
