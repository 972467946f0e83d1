"""One archived post as auto-archiver describes it: `status`, `metadata` and `media`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from firstseen.errors import RefusedError
from firstseen.intake.auto_archiver.files import Files, kind_of
from firstseen.intake.auto_archiver.tokens import stamped
from firstseen.intake.json_fields import as_text, dict_of, dicts_of, list_of, shown, text_of
from firstseen.intake.notices import Notices
from firstseen.intake.platforms import platform_of, post_of
from firstseen.intake.source import Source, TreeContent
from firstseen.model.items import Author, Item, ItemKind, Refusal, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["Results", "padded"]

_MEDIA = ("picture", "video", "sound")
_PDQ_DIGITS = 64
_HEX = re.compile(r"[0-9a-fA-F]{1,64}")
_RESULT_FIELDS = frozenset({"status", "metadata", "media", "_processed_at", "rearchivable", "rejected", "_context"})
_MEDIA_FIELDS = frozenset({"filename", "_filename", "key", "_key", "urls", "properties", "_mimetype", "mimetype"})
_TAKEN = frozenset({"url", "title", "content", "timestamp", "_processed_at", "author", "author_url", "uploader",
                    "channel", "tmp_dir", "archive_detect", "folder"})  # fmt: skip
_REPORT, _TOKENS = "_final_media", re.compile(r"\.tsr$", re.I)


def padded(value: str) -> str:
    """A PDQ hash with the zeros that auto-archiver lost at its beginning; anything else as it is."""
    return value.lower().zfill(_PDQ_DIGITS) if _HEX.fullmatch(value) else value


@dataclass(slots=True)
class Results:
    """Makes the items of one source; `companions` are the files that belong to it and are no items."""

    source: Source
    files: Files
    notices: Notices = field(default_factory=Notices)
    companions: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def item(self, result: Mapping[str, Any], record: bytes, locator: str) -> Iterator[Item | Refusal]:
        """The item of a result, after a refusal for each time-stamp beside it that says nothing."""
        self.notices.unknown_fields(result, _RESULT_FIELDS, "result.")
        metadata = dict_of(result, "metadata")
        stated = text_of(metadata, "url")
        url = stated if stated and stated.startswith(("https://", "http://")) else None
        extra = {"archived by": "auto-archiver", **({"url": stated} if stated and not url else {})}
        if status := text_of(result, "status"):
            extra["status"] = status
        for name, value in metadata.items():
            if name not in _TAKEN and (said := shown(value)):
                extra[name] = said
        listed = _Listed(self, extra)
        for medium in dicts_of(result, "media"):
            listed.take(medium)
        times = [*_times(metadata, result)]
        for stamp in listed.stamps():
            if isinstance(stamp, Refusal):
                yield stamp
            else:
                times.append(stamp)
        yield Item(
            key=f"auto-archiver:{url or locator}",
            kind=ItemKind.POST if platform_of(url) else ItemKind.PAGE,
            record=record,
            locator=locator,
            platform=platform_of(url),
            post_id=post_of(url),
            url=url,
            author=_author(metadata),
            title=text_of(metadata, "title"),
            text=text_of(metadata, "content"),
            times=tuple(times),
            media=tuple(listed.media),
            extra=extra,
        )


@dataclass(slots=True)
class _Listed:
    """The media of one result as they are gone through."""

    results: Results
    extra: dict[str, str]
    media: list[ShownMedium] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    stamped: list[str] = field(default_factory=list)

    def take(self, medium: Mapping[str, Any]) -> None:
        """A medium: shown, or noted as what it is instead (report, time-stamp, list of hashes, page)."""
        results = self.results
        results.notices.unknown_fields(medium, _MEDIA_FIELDS, "media.")
        properties = dict_of(medium, "properties")
        found = results.files.find(medium)
        role = text_of(properties, "id") or ""
        self._inner(medium, properties, found)
        if role == _REPORT:
            results.companions += [found] if found else []
            return
        kind = kind_of(results.source.tree, found) if found else None
        named = found or text_of(medium, "filename", "_filename", "key", "_key") or next(iter(_urls(medium)), "medium")
        if found and kind not in _MEDIA:
            self._other(found)
            return
        mime = text_of(medium, "_mimetype", "mimetype") or ""
        if not found and not _is_medium(mime, named):
            results.notices.missing(f"file of an archived post that is no picture ({mime or 'kind not stated'})")
            return
        web = next((url for url in _urls(medium) if url.startswith(("https://", "http://"))), None)
        source = text_of(properties, "src")
        content = TreeContent(results.source.tree, found) if found else None
        missing = None if found else f"not in the source: {named}"
        if missing:
            results.notices.missing("file of a medium")
        self.media.append(ShownMedium(named, content, source or web, text_of(properties, "title"), missing=missing))
        for name in ("hash", "pdq_hash"):
            if value := text_of(properties, name):
                self.extra[f"{name} of {named}"] = padded(value) if name == "pdq_hash" else value
        if role.startswith("screenshot"):
            self.extra[named] = "screenshot made by auto-archiver"

    def _inner(self, medium: Mapping[str, Any], properties: Mapping[str, Any], found: str | None) -> None:
        """Media inside a medium's properties: thumbnails of a video, time-stamp tokens, certificates."""
        for name, value in properties.items():
            for inner in value if isinstance(value, list) else [value]:
                if not isinstance(inner, dict) or not ("filename" in inner or "_filename" in inner or "urls" in inner):
                    continue
                place = self.results.files.find(inner)
                if place is None:
                    if _TOKENS.search(text_of(inner, "filename", "_filename") or ""):
                        self.results.notices.missing("time-stamp token")
                elif name == "thumbnails" and found is None:
                    self.take(inner)  # all that is left of the video
                elif name == "thumbnails":
                    self.results.notices.thumbnail("frame of a video beside it")
                    self.results.companions.append(place)
                else:
                    self._other(place)

    def _other(self, name: str) -> None:
        """A file that is no medium: time-stamps and what they are over belong to the post; pages are read by others."""
        if _TOKENS.search(name):
            self.stamped.append(name)
            self.results.tokens.append(name)
        elif name.lower().endswith((".txt", ".crt", ".pem", ".cer")):
            self.others.append(name)
            self.results.companions.append(name)

    def stamps(self) -> Iterator[StatedTime | Refusal]:
        """The time of each token beside the post, over the post's files or its list of hashes."""
        tree = self.results.source.tree
        shown_here = [medium.content.name for medium in self.media if isinstance(medium.content, TreeContent)]
        for token in self.stamped:
            try:
                time, over = stamped(tree, token, [*self.others, *shown_here])
            except RefusedError as error:
                yield Refusal(error.name, error.reason)
            else:
                self.extra[token] = f"time-stamp over {over}"
                yield time


def _urls(medium: Mapping[str, Any]) -> list[str]:
    return [text for one in list_of(medium, "urls") if (text := as_text(one))]


def _is_medium(mime: str, name: str) -> bool:
    if mime:
        return mime.split("/", maxsplit=1)[0] in ("image", "video", "audio")
    return not name.lower().endswith((".html", ".txt", ".tsr", ".json", ".wacz", ".pdf", ".crt", ".pem", ".warc.gz"))


def _times(metadata: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[StatedTime]:
    if stated := text_of(metadata, "timestamp"):
        yield StatedTime(TimeRole.PUBLISHED, stated, "timestamp of auto-archiver")
    if done := text_of(metadata, "_processed_at") or text_of(result, "_processed_at"):
        yield StatedTime(TimeRole.CAPTURED, done, "_processed_at of auto-archiver")


def _author(metadata: Mapping[str, Any]) -> Author | None:
    stated = metadata.get("author") or metadata.get("uploader") or metadata.get("channel")
    if isinstance(stated, dict):
        handle = text_of(stated, "username", "screen_name", "handle")
        author = Author(text_of(stated, "id"), handle, text_of(stated, "name", "full_name", "nickname"))
        return author if author.shown() else None
    text = as_text(stated)
    if text is None:
        return None
    return (
        Author(name=text) if any(sign.isspace() for sign in text.strip()) else Author(handle=text.strip().lstrip("@"))
    )
