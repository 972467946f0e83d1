"""Files that lie beside a medium and describe it: which belong to which, and what they say.

The shapes are those that yt-dlp, gallery-dl, instaloader and Google's exports write, and XMP (ISO 16684-1).
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from firstseen.errors import RefusedError
from firstseen.intake.described import Described
from firstseen.intake.json_text import load_json
from firstseen.intake.sidecar_json import from_json
from firstseen.intake.sidecar_xmp import from_xmp
from firstseen.intake.source import Source, Tree

__all__ = ["MAX_SIDECAR_BYTES", "by_downloader", "is_sidecar", "paired", "parse_sidecar", "sidecars_of", "thumbnails"]

MAX_SIDECAR_BYTES = 8 * 1024 * 1024
"""Sidecars larger than this are refused. The largest seen, yt-dlp's with its lists of formats, are under 1 MiB."""

_SUFFIXES = (
    ".supplemental-metadata.json",
    ".info.json",
    ".json.xz",
    ".json",
    ".xmp",
    ".description",
    ".txt",
)
_ALBUM_NUMBER = re.compile(r"_\d{1,3}$")


def paired(media: Sequence[str], others: Sequence[str]) -> dict[str, list[str]]:
    """Which of `others`, files of one folder, belongs by its name to which of the `media` of that folder.

    `photo.jpg.json` and `photo.json` belong to `photo.jpg`; `post.json` to `post_1.jpg` and `post_2.jpg` (an album).
    """
    by_name: dict[str, list[str]] = {}
    for medium in media:
        full = medium.lower()
        stem = str(PurePosixPath(full).with_suffix(""))
        for name in dict.fromkeys((full, stem, _ALBUM_NUMBER.sub("", stem))):
            by_name.setdefault(name, []).append(medium)
    found: dict[str, list[str]] = {}
    for other in others:
        base = _base(other)
        if base is not None and base in by_name:
            found[other] = by_name[base]
    return found


def _base(name: str) -> str | None:
    lower = name.lower()
    suffix = next((suffix for suffix in _SUFFIXES if lower.endswith(suffix)), None)
    return lower.removesuffix(suffix) if suffix else None


def sidecars_of(tree: Tree, medium: str) -> tuple[str, ...]:
    """The sidecars of one medium, looked for by name and not by listing its folder."""
    stem = str(PurePosixPath(medium).with_suffix(""))
    bases = dict.fromkeys((medium, stem, _ALBUM_NUMBER.sub("", stem)))
    return tuple(base + suffix for base in bases for suffix in _SUFFIXES if tree.has(base + suffix))


def thumbnails(tree: Tree, kinds: Mapping[str, str], sidecars: Mapping[str, Sequence[str]]) -> list[str]:
    """The pictures that yt-dlp and instaloader lay beside a video under its name: small versions, no appearances.

    `kinds` says of each medium of a folder whether it is a "picture" or "video", `sidecars` what belongs to it. Without
    a sidecar of these programs nothing is taken for a thumbnail: telephones name a picture and its film alike.
    """
    videos = {str(PurePosixPath(name).with_suffix("")).lower() for name, kind in kinds.items() if kind == "video"}
    return [
        name
        for name, kind in kinds.items()
        if kind == "picture"
        and str(PurePosixPath(name).with_suffix("")).lower() in videos
        and any(by_downloader(tree, sidecar) for sidecar in sidecars.get(name, ()))
    ]


def by_downloader(tree: Tree, sidecar: str) -> bool:
    """Whether yt-dlp or instaloader wrote the sidecar."""
    apart = getattr(tree, "apart", None)
    if apart is not None:
        return bool(apart.says(Source(tree, sidecar), "by downloader"))
    loaded = _object(tree, sidecar)
    return loaded is not None and ("extractor" in loaded or "instaloader" in loaded)


def _object(tree: Tree, name: str) -> dict[str, Any] | None:
    """The JSON object that a file is as a whole, packed or not; None where it is none."""
    if not name.lower().endswith((".json", ".json.xz")):
        return None
    try:
        with tree.open(name) as stream:
            data = stream.read(MAX_SIDECAR_BYTES)
        loaded = _loaded(name, _unpacked(name, data) if name.lower().endswith(".xz") else data)
    except (RefusedError, OSError):
        return None
    return loaded if isinstance(loaded, dict) else None


def is_sidecar(source: Source, *, taken: bool) -> bool:
    """Whether a file that has the name of a sidecar is one. `taken`: whether a reader takes it.

    What a reader takes stays a sidecar only if it is JSON as a whole: a table of posts may lie beside a picture
    of the same name.
    """
    if not taken:
        return True
    apart = getattr(source.tree, "apart", None)
    if apart is not None:
        return bool(apart.says(source, "is sidecar"))  # by a worker (`firstseen.intake.apart.Apart`)
    return _object(source.tree, source.name) is not None


def parse_sidecar(name: str, data: bytes) -> Described:
    """What a sidecar says; raises `RefusedError` naming it when it cannot be read."""
    lower = name.lower()
    if lower.endswith(".xmp"):
        return from_xmp(name, data)
    if lower.endswith((".txt", ".description")):
        text = _text(name, data).strip()
        return Described(text=text or None)
    if lower.endswith(".xz"):
        data = _unpacked(name, data)
    loaded = _loaded(name, data)
    if isinstance(loaded, list) and len(loaded) == 1:
        loaded = loaded[0]
    if not isinstance(loaded, dict):
        raise RefusedError(name, "no sidecar: its JSON is not one object with fields")
    return from_json(loaded)


def _loaded(name: str, data: bytes) -> Any:
    try:
        return load_json(_text(name, data))
    except ValueError as error:
        raise RefusedError(name, f"broken sidecar: its JSON cannot be read ({error})") from error


def _text(name: str, data: bytes) -> str:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(name, "broken sidecar: its text is not UTF-8") from error


def _unpacked(name: str, data: bytes) -> bytes:
    unpacker = lzma.LZMADecompressor(memlimit=64 * 1024 * 1024)
    try:
        unpacked = unpacker.decompress(data, MAX_SIDECAR_BYTES)
    except lzma.LZMAError as error:
        raise RefusedError(name, f"broken sidecar: it cannot be unpacked ({error})") from error
    if not unpacker.eof:
        raise RefusedError(name, "broken sidecar: cut off, or larger than a sidecar is")
    return unpacked
