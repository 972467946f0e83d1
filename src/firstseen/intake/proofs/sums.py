"""Lists of digests beside files (`SHA256SUMS` and its like, BagIt manifests): what they say of which file."""

from __future__ import annotations

import re
from typing import Final

from firstseen.errors import RefusedError
from firstseen.intake.source import Tree

__all__ = ["MAX_SUMS", "is_named_like_sums", "read_sums"]

MAX_SUMS: Final = 64 << 20
"""Bytes of a list: a million files under long names."""

_NAME: Final = re.compile(
    r"(?:(?:sha(?:1|256|384|512)|md5)(?:sums?)?|checksums?|hashes|(?:tag)?manifest-(?:sha(?:1|256|384|512)|md5))(?:\.txt)?"
    r"|.+\.(?:sha(?:1|256|384|512)(?:sums?)?|md5)",
    re.I,
)
_LINE: Final = re.compile(r"\\?(?P<digest>[0-9a-fA-F]{32,128}) [ *]?(?P<name>.+)")
_BSD: Final = re.compile(r"(?P<kind>SHA1|SHA256|SHA384|SHA512|MD5) \((?P<name>.+)\) = (?P<digest>[0-9a-fA-F]{32,128})")
_BARE: Final = re.compile(r"[0-9a-fA-F]{32,128}")
_BY_LENGTH: Final = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}


def is_named_like_sums(name: str) -> bool:
    """Whether a file is called as lists of digests are."""
    return _NAME.fullmatch(name.rpartition("/")[2]) is not None


def read_sums(tree: Tree, name: str) -> dict[str, tuple[str, str]] | None:
    """What the list says, by the name of the file in the tree: (hash, digest in hexadecimal).

    None for a file that is no such list. A digest alone, in `a.jpg.sha256`, is that of `a.jpg`.
    """
    try:
        with tree.open(name) as stream:
            data = stream.read(MAX_SUMS + 1)
        text = data.decode("utf-8-sig")
    except (RefusedError, OSError, UnicodeDecodeError):
        return None
    if len(data) > MAX_SUMS:
        return None
    folder = name.rpartition("/")[0]
    found: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        match = _BSD.fullmatch(line) or _LINE.fullmatch(line)
        if match is None:
            bare = line.strip()
            if _BARE.fullmatch(bare) is None or "." not in name:
                return None
            about, digest = name.rpartition(".")[0], bare.lower()
        else:
            said = match["name"].removeprefix("./")
            about, digest = f"{folder}/{said}" if folder else said, match["digest"].lower()
        if len(digest) not in _BY_LENGTH:
            return None
        found[about] = (_BY_LENGTH[len(digest)], digest)
    return found or None
