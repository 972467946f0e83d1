"""Tars with members of every kind."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping, Sequence

__all__ = ["tar"]


def tar(
    members: Mapping[str, bytes],
    more: Sequence[tarfile.TarInfo] = (),
    *,
    packing: str = "",
    form: int = tarfile.PAX_FORMAT,
) -> bytes:
    """A tar of the members in their order, then of `more` without bytes; `packing` is "", "gz", "bz2" or "xz"."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=f"w:{packing}", format=form) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for entry in more:
            archive.addfile(entry)
    return data.getvalue()
