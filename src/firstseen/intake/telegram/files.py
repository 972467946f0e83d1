"""The files that a Telegram export names: which of them are there, which are small versions, and why others are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from firstseen.errors import RefusedError
from firstseen.intake.detect import medium_kind
from firstseen.intake.json_fields import text_of
from firstseen.intake.names import resolved
from firstseen.intake.notices import Notices
from firstseen.intake.source import Source, TreeContent
from firstseen.model.items import ShownMedium

__all__ = ["Files", "Named"]

_MEDIA_TYPES: Final = frozenset(
    {"sticker", "video_message", "voice_message", "animation", "video_file", "audio_file", "photo"}
)
_MEDIA_MIME: Final = ("image/", "video/", "audio/")
_THUMB: Final = "_thumb.jpg"
_LONGEST_NAME: Final = 1000


@dataclass(frozen=True, slots=True)
class Named:
    """A file as a message names it: `path` as written, what kind of thing it is ("photo"), the name it was sent with.

    `is_medium` False: it may be any document.
    """

    path: str
    what: str
    sent_as: str | None = None
    thumbnail: str | None = None
    is_medium: bool = True


@dataclass(slots=True)
class Files:
    """Looks the files up, beside the source. `companions`: files that belong to it and are no items of their own."""

    source: Source
    notices: Notices
    companions: set[str] = field(default_factory=set)

    def named_in(self, message: dict[str, Any]) -> Iterator[Named]:
        """The files that a message of the JSON export names."""
        thumbnail = text_of(message, "thumbnail")
        if "photo" in message:
            yield Named(text_of(message, "photo") or "", "photo", thumbnail=thumbnail)
        if "file" in message:
            kind = text_of(message, "media_type")
            mime = text_of(message, "mime_type") or ""
            is_medium = kind in _MEDIA_TYPES or mime.startswith(_MEDIA_MIME)
            what = (kind or (mime.partition("/")[0] if is_medium else "file")).replace("_", " ")
            yield Named(text_of(message, "file") or "", what, text_of(message, "file_name"), thumbnail, is_medium)

    def shown(self, named: Named, locator: str) -> tuple[ShownMedium | None, str | None]:
        """The medium as the message shows it, and a further word on it: None, None for a document that is no medium.

        A small version beside its original is a companion; where the original is not there, it is shown itself.
        """
        place, missing = self._place(named.path)
        thumbnail = self._beside(place, named.thumbnail)
        if place is not None:
            if not named.is_medium and not self._is_medium(place):
                self._keep_out(thumbnail)
                return None, place
            self._keep_out(thumbnail)
            return ShownMedium(place, TreeContent(self.source.tree, place)), None
        self.notices.missing(f"{named.what}: {missing}")
        if thumbnail is not None:
            word = f"a small version; the {named.what} itself is not in the export: {missing}"
            return ShownMedium(thumbnail, TreeContent(self.source.tree, thumbnail)), word
        name = named.sent_as or f"{named.what} of {locator}"
        if not named.is_medium:
            return None, f"{name}: {missing}"
        return ShownMedium(name[:_LONGEST_NAME], None, missing=missing), None

    def seal(self, path: str | None) -> None:
        """A file of a sealed part: it is no item."""
        if path is None:
            return
        place = self._place(path)[0]
        if place is not None:
            self.companions.add(place)
            thumbnail = self._beside(place, None)
            if thumbnail is not None:
                self.companions.add(thumbnail)

    def _place(self, path: str) -> tuple[str | None, str]:
        """Where the file is; else None and why it is not there, in plain words."""
        if not path:
            return None, "the export names no file"
        try:
            place = resolved(self.source.tree, self.source.name, path)
        except ValueError as error:
            return None, str(error)
        if place is not None:
            return place, ""
        if path.startswith("(") and path.endswith(")"):
            # What was not exported is a sentence of Telegram's in the place of the path.
            return None, f"not exported: {path[1:-1].partition('. Change')[0].rstrip('.')}"[:_LONGEST_NAME]
        return None, "the file is named, but not in the source"

    def _beside(self, place: str | None, stated: str | None) -> str | None:
        if stated is not None and (found := self._place(stated)[0]) is not None:
            return found
        if place is None:
            return None
        for name in (f"{place.rpartition('.')[0]}{_THUMB}", f"{place}{_THUMB}"):
            if name != place and self.source.tree.has(name):
                return name
        return None

    def _keep_out(self, thumbnail: str | None) -> None:
        if thumbnail is not None and thumbnail not in self.companions:
            self.companions.add(thumbnail)
            self.notices.thumbnail()

    def _is_medium(self, place: str) -> bool:
        try:
            return medium_kind(Source(self.source.tree, place).head()[:4096]) is not None
        except (RefusedError, OSError):
            return False
