"""What is attached to a mail, as a tree of named files: pictures and videos of the mail, and everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

from firstseen.errors import RefusedError
from firstseen.intake.detect import medium_kind
from firstseen.intake.kept import KeptContent
from firstseen.intake.mime.parts import Mail, Part
from firstseen.intake.names import order, shown_name
from firstseen.intake.nested import nesting
from firstseen.intake.notices import Notices
from firstseen.intake.source import Source
from firstseen.model.items import Refusal, ShownMedium

__all__ = ["AttachedTree", "Attachments"]

SMALLEST = 200
"""Bytes below which a picture is a point that tells the sender of the opening, or a line."""
_LAST = re.compile(r"[^/\\]+$")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    part: Part
    content: KeptContent
    is_medium: bool


class Attachments:
    """The attached files of one mail, each under a name of its own."""

    def __init__(self, source: Source, mail: Mail, place: str) -> None:
        self._source = source
        self._place = place
        self._files: list[_File] = []
        taken: set[str] = set()
        for number, part in enumerate(mail.parts, 1):
            if part.content is None or part.head.kind in _SIGNATURES:
                continue
            name = _name(part, number, taken)
            taken.add(name)
            with part.content.open() as stream:
                kind = medium_kind(stream.read(4096))
            self._files.append(_File(name, part, part.content, kind is not None))

    def names(self) -> list[str]:
        """The names of all attached files."""
        return [file.name for file in self._files]

    def media(self, notices: Notices) -> Iterator[ShownMedium]:
        """The pictures, videos and sounds."""
        for file in self._files:
            if not file.is_medium:
                continue
            name = f"{self._place}/{file.name}"
            if not file.part.ended:
                notices.missing("picture that is cut off with its mail")
                yield ShownMedium(name, None, missing="cut off with its mail")
            elif file.content.size < SMALLEST:
                notices.furniture("point or line of a mail")
            else:
                alt = file.part.head.one("Content-Description")
                yield ShownMedium(name, file.content, alt=alt)

    def others(self) -> bool:
        """Whether anything else is attached."""
        return any(not file.is_medium for file in self._files)

    def other_tree(self) -> AttachedTree:
        """What else is attached, to be read by its own readers."""
        files = {file.name: file.content for file in self._files if not file.is_medium}
        return AttachedTree(self._place, files, nesting(self._source) + 1)


def _name(part: Part, number: int, taken: set[str]) -> str:
    """The last part of the stated name, fit to be shown, with a number where it is not the first of that name."""
    last = _LAST.search(part.head.file_name or "")
    name = shown_name((last[0] if last else "").encode("utf-8", "surrogatepass"))[:200].strip()
    if name in ("", ".", ".."):
        name = f"part{number}.{part.head.kind.rpartition('/')[2]}"
    return name if name not in taken else f"{number}-{name}"


class AttachedTree:
    """Attached files as a tree (`firstseen.intake.tree.WalkedTree`). `depth`: how many mails it lies in."""

    def __init__(self, name: str, files: dict[str, KeptContent], depth: int) -> None:
        self.name = name
        self.depth = depth
        self.passed_over = 0
        self._files = files

    def names(self) -> Iterator[str]:
        """All names in order."""
        return iter(sorted(self._files, key=order))

    def walk(self) -> Iterator[str | Refusal]:
        """The same: nothing attached cannot be opened."""
        return self.names()

    def has(self, name: str) -> bool:
        """Whether a file of this name is attached."""
        return name in self._files

    def size(self, name: str) -> int:
        """Its size in bytes."""
        return self._file(name).size

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A stream over its bytes."""
        return self._file(name).open()

    def _file(self, name: str) -> KeptContent:
        try:
            return self._files[name]
        except KeyError:
            raise RefusedError(name, f"not attached to {self.name}") from None
