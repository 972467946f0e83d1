"""A post of a platform whose objects are not known one by one: the fields that most of them name alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from firstseen.intake.json_fields import as_text
from firstseen.intake.media_beside import Addressed
from firstseen.intake.platforms import platform_name, platform_of
from firstseen.intake.sidecar_json import from_json
from firstseen.intake.zeeschuimer.collected import Post

__all__ = ["generic_post"]

_HOLDERS: Final = (
    "media_attachments", "attachments", "media", "images", "image_list", "imageList", "photos", "pictures",
    "carousel_media", "image", "photo", "videos", "video", "image_url", "imageUrl", "video_url", "videoUrl",
    "media_url", "thumbnail",
)  # fmt: skip
_ADDRESSES: Final = ("url", "src", "href", "uri", "download_url", "url_default", "urlDefault", "original", "orig")
_MOST: Final = 20
_MOST_DEPTH: Final = 3


def generic_post(data: Mapping[str, Any], item_id: str, platform: str) -> Post:
    """The post as far as its fields have names that are usual; all of them stay in the record."""
    described = from_json(data)
    named = platform_of(f"https://{platform}/") or platform_name(platform)
    addresses = list(dict.fromkeys(_addresses(data)))[:_MOST]
    return Post(
        platform=named,
        post_id=item_id,
        url=described.url,
        author=described.author,
        title=described.title,
        text=described.text,
        times=described.times,
        media=tuple(
            Addressed(address, identifiers=(item_id,), position=position, alone=len(addresses) == 1)
            for position, address in enumerate(addresses)
        ),
        extra=described.extra,
    )


def _addresses(data: Mapping[str, Any]) -> Iterator[str]:
    """One address for each medium that the fields for media name, those of the first field that has any."""
    for name in _HOLDERS:
        found = list(_in(data.get(name), 0))
        if found:
            yield from found
            return


def _in(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith(("https://", "http://")):
            yield value
    elif isinstance(value, list):
        for one in value[:_MOST]:
            yield from _in(one, depth)
    elif isinstance(value, dict) and depth < _MOST_DEPTH:
        named = next((text for name in _ADDRESSES if (text := as_text(value.get(name))) and "://" in text), None)
        if named is not None:
            yield named
            return
        for inner in value.values():
            found = next(_in(inner, depth + 1), None)
            if found is not None:
                yield found
                return
