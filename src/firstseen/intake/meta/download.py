"""A download being read: whose it is, where its files are, and what all its records have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from firstseen.errors import RefusedError
from firstseen.intake.json_fields import dict_of, dicts_of, int_of, text_of
from firstseen.intake.json_stream import BrokenJsonError, Value, read_value
from firstseen.intake.meta.mojibake import repaired
from firstseen.intake.names import resolved
from firstseen.intake.notices import Notices
from firstseen.intake.source import ReadOptions, Source, TreeContent
from firstseen.model.items import Author, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["MEDIUM_FIELDS", "Download", "moment"]

_PROFILES = (
    "personal_information/personal_information/personal_information.json",
    "personal_information/profile_information/profile_information.json",
    "personal_information/personal_information.json",
    "personal_information/profile_information.json",
    "account_information/personal_information.json",
    "profile_information/profile_information.json",
    "profile_information.json",
    "personal_information.json",
)
_MAX_PROFILE = 4 << 20
_UPLOAD_IP = re.compile(rb'("upload_ip"\s*:\s*")[^"\\]*(")')
MEDIUM_FIELDS = frozenset(
    {"uri", "creation_timestamp", "media_metadata", "title", "description", "cross_post_source", "backup_uri",
     "comments", "thumbnail", "dubbing_info", "media_variants", "taken_timestamp", "upload_ip"}
)  # fmt: skip


@dataclass(slots=True)
class Download:
    """`platform` is "facebook" or "instagram"; `number` counts the records of the file."""

    source: Source
    options: ReadOptions
    platform: str
    notices: Notices = field(default_factory=Notices)
    number: int = 0
    mended: int = 0
    companions: list[str] = field(default_factory=list)
    _author: Author | None = None
    _asked: bool = False

    def value(self, record: Value) -> Any:
        """The value of a record with its text repaired."""
        if record.mended:
            self.notices.mended(record.mended)
        value, count = repaired(record.value)
        self.mended += count
        return value

    @staticmethod
    def record(record: Value) -> bytes:
        """The record as it is kept: as it was, but for addresses (IP) of uploads, which stay sealed in the source."""
        return _UPLOAD_IP.sub(rb"\1sealed\2", record.record)

    @property
    def locator(self) -> str:
        """Where the present record is, for people."""
        return f"record {self.number} of {self.source.name}"

    def _above(self) -> Iterator[str]:
        """The folders that the file lies in, nearest first, with "/" at their end; the root as ""."""
        parts = self.source.name.split("/")[:-1]
        for end in range(len(parts), -1, -1):
            yield "".join(f"{part}/" for part in parts[:end])

    def author(self) -> Author | None:
        """Whose download this is: only the public name is looked at."""
        if not self._asked:
            self._asked = True
            names = (f"{folder}{name}" for folder in self._above() for name in _PROFILES)
            self._author = next((found for name in names if (found := self._named(name))), None)
        return self._author

    def _named(self, name: str) -> Author | None:
        if not self.source.tree.has(name):
            return None
        try:
            with self.source.tree.open(name) as stream:
                value, _ = repaired(read_value(stream.read(_MAX_PROFILE).decode("utf-8-sig", "replace")).value)
        except (RefusedError, BrokenJsonError):
            return None
        if not isinstance(value, dict):
            return None
        for user in dicts_of(value, "profile_user"):
            fields = dict_of(user, "string_map_data")
            author = Author(
                None, text_of(dict_of(fields, "Username"), "value"), text_of(dict_of(fields, "Name"), "value")
            )
            return author if author.shown() else None
        for version in ("profile_v3", "profile_v2", "profile"):
            profile = dict_of(value, version)
            if full := text_of(dict_of(profile, "name"), "full_name"):
                return Author(None, text_of(profile, "username"), full)
        return None

    def medium(self, medium: Mapping[str, Any], published: int | None, caption: str | None) -> ShownMedium:
        """A medium with its file, found from the folder of the file or one above; its own times where they differ."""
        self.notices.unknown_fields(medium, MEDIUM_FIELDS, "media.")
        uri = text_of(medium, "uri") or "(a medium without a name)"
        shown = replace(self._file(uri), caption=caption, times=tuple(self._times(medium, published)))
        if shown.missing:
            self.notices.missing("file of a medium")
        small = text_of(dict_of(medium, "thumbnail"), "uri")
        if small:
            self.notices.thumbnail()
            found = self._file(small)
            self.companions += [found.name] if found.content else []
        return shown

    def _file(self, uri: str) -> ShownMedium:
        if uri.startswith(("https://", "http://")):
            return ShownMedium(
                uri.rpartition("/")[2].partition("?")[0] or uri, None, uri, missing="not in the download"
            )
        for folder in self._above():
            try:
                found = resolved(self.source.tree, folder, uri)
            except ValueError as error:
                return ShownMedium(uri, None, missing=str(error))
            if found is not None:
                return ShownMedium(found, TreeContent(self.source.tree, found))
        return ShownMedium(uri, None, missing=f"not in the source: {uri}")

    def _times(self, medium: Mapping[str, Any], published: int | None) -> Iterator[StatedTime]:
        uploaded = int_of(medium, "creation_timestamp")
        if uploaded and uploaded != published:
            yield StatedTime(TimeRole.UPLOADED, str(uploaded), "creation_timestamp of the medium")
        for taken in self._exif(medium, "taken_timestamp"):
            yield StatedTime(TimeRole.TAKEN, taken, "taken_timestamp of the medium")

    def _exif(self, medium: Mapping[str, Any], name: str) -> Iterator[str]:
        about = dict_of(medium, "media_metadata")
        for kind in ("photo_metadata", "video_metadata"):
            for fields in (dict_of(about, kind), *dicts_of(dict_of(about, kind), "exif_data")):
                if (text := text_of(fields, name)) and text != "0":
                    yield text

    def said_of(self, medium: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
        """What the metadata say beside times: place and device. Addresses (IP) stay sealed."""
        if any(self._exif(medium, "upload_ip")):
            self.notices.sealed("IP address of an upload")
        places = [next(self._exif(medium, part), None) for part in ("latitude", "longitude")]
        if all(places):
            yield f"place of {name}", ", ".join(place for place in places if place)
        device = " ".join(text for part in ("camera_make", "camera_model") for text in self._exif(medium, part))
        if device:
            yield f"device of {name}", device


def moment(record: Mapping[str, Any], role: TimeRole, *names: str) -> tuple[StatedTime, ...]:
    """The first of these fields that counts seconds since 1970, as a time."""
    for name in names:
        seconds = int_of(record, name)
        if seconds:
            return (StatedTime(role, str(seconds), name),)
    return ()
