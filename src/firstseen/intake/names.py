"""Names of files inside a tree: how they are shown, how they are resolved, and which are furniture of a system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from firstseen.intake.source import Tree

__all__ = ["OUTSIDE", "is_furniture", "order", "raw_name", "resolved", "safe_name", "shown_name", "spellings"]

OUTSIDE = "outside the source"
"""Why a path that leads out of its source is never followed."""

_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")
_LITERAL = re.compile(r"\\(?=x[0-9a-f]{2})")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FURNITURE = frozenset({".ds_store", "thumbs.db", "desktop.ini", "__macosx", ".git"})
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def shown_name(raw: bytes) -> str:
    """The name as it is shown: UTF-8, with other bytes and characters that would mislead the eye as `\\xff`.

    The way back is `raw_name`: no two names are shown alike.
    """
    text = raw.decode("utf-8", "surrogateescape")
    if "\\" in text:
        text = _LITERAL.sub(r"\\x5c", text)
    if text.isprintable():
        return text
    return "".join(_escaped(c) if c in _TURNING or unicodedata.category(c) in _HIDDEN else c for c in text)


def _escaped(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def raw_name(shown: str) -> bytes:
    """The bytes of a name from the way it is shown."""
    return _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), shown.encode("utf-8", "surrogatepass"))


def safe_name(name: str) -> bool:
    """Whether `name` is a relative path that stays inside its tree: no empty part, no `.`, no `..`, no NUL."""
    return "\0" not in name and all(part not in ("", ".", "..") for part in name.split("/"))


def order(name: str) -> tuple[tuple[int, str], ...]:
    """Sorting key: by name, the files of a folder before its subfolders, so that a page comes before its files."""
    *folders, last = name.split("/")
    return (*((1, folder) for folder in folders), (0, last))


def is_furniture(part: str) -> bool:
    """Whether a file or folder of this name is left by a system for itself, and says nothing of the case."""
    return part.lower() in _FURNITURE or part.startswith("._")


def spellings(name: str) -> Iterator[str]:
    """The ways one name is written: as it is, composed, decomposed (macOS), with backslashes as separators."""
    seen: set[str] = set()
    for text in (name, name.replace("\\", "/")):
        for spelling in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            if spelling not in seen:
                seen.add(spelling)
                yield spelling


def resolved(tree: Tree, base: str, path: str) -> str | None:
    """The name in `tree` of the file that `path`, written inside the file `base`, means.

    None when there is no such file. Raises `ValueError` with `OUTSIDE` when the path is absolute, has a scheme
    or leads out of the tree; such a path is not looked at.
    """
    if path.startswith(("/", "\\", "~")) or _DRIVE.match(path) or _has_scheme(path):
        raise ValueError(OUTSIDE)
    left = False
    for spelling in spellings(path):
        name = _joined(base, spelling)
        if name is None:
            left = True
            continue
        shown = shown_name(name.encode("utf-8", "surrogatepass"))
        for candidate in (name, shown):
            if tree.has(candidate):
                return candidate
    if left:
        raise ValueError(OUTSIDE)
    return None


def _has_scheme(path: str) -> bool:
    try:
        scheme = urlsplit(path).scheme
    except ValueError:
        return True
    return scheme in ("data", "file", "javascript") or (len(scheme) > 1 and path[len(scheme) :].startswith("://"))


def _joined(base: str, path: str) -> str | None:
    """`path` as seen from the folder of `base`; None when it climbs above the root of the tree."""
    parts = base.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
