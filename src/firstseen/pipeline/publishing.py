"""A published dossier is told in the custody log: how many files, and the digest of the list of their digests."""

from __future__ import annotations

import hashlib
from pathlib import Path

from firstseen.errors import CaseLockedError, StorageFullError, WrongUseError
from firstseen.model.identifiers import Digest, sha256_hex
from firstseen.pipeline.case import writing_case

__all__ = ["dossier_manifest", "tell_dossier"]


def dossier_manifest(folder: Path) -> tuple[int, Digest]:
    """How many files a dossier has, and SHA-256 over the lines `digest  name` for them, sorted by name.

    The lines are those that `find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum` prints there.
    """
    lines = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append((path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"), digest))
    listed = b"".join(digest.encode() + b"  " + name + b"\n" for name, digest in sorted(lines))
    return len(lines), sha256_hex(listed)


def tell_dossier(case: Path, folder: Path) -> str | None:
    """Tells of the dossier in `folder`; gives the reason where the log cannot be written: the dossier stands."""
    files, manifest = dossier_manifest(folder)
    try:
        with writing_case(case, "publish") as opened:
            opened.record("publish", {"kind": "dossier", "files": files, "manifest": manifest})
    except (CaseLockedError, WrongUseError, StorageFullError) as error:
        return error.message
    return None
