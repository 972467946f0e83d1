"""The media of a post of X: pictures, and the best version of its videos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstseen.intake.json_fields import dict_of, dicts_of, int_of, text_of
from firstseen.intake.json_stream import BrokenJsonError, read_value
from firstseen.intake.media_beside import Addressed, file_name_of

__all__ = ["addressed", "best_variant", "card_media"]

_CARD_PICTURES = (
    "photo_image_full_size_original",
    "summary_photo_image_original",
    "player_image_original",
    "thumbnail_image_original",
    "photo_image_full_size_large",
    "thumbnail_image_large",
    "thumbnail_image",
)


def addressed(media: Sequence[Mapping[str, Any]], post_id: str) -> Iterator[Addressed]:
    """The media of a post in the shape of the interface 1.1, which the archive and the web pages share.

    The archive keeps them as "POST-NAME", NAME being that of the picture, or of one of the versions of a video.
    """
    for position, medium in enumerate(media):
        still = text_of(medium, "media_url_https", "media_url")
        video = best_variant(dicts_of(dict_of(medium, "video_info"), "variants"))
        is_film = text_of(medium, "type") in ("video", "animated_gif")
        every = [still] if still else []
        every += [url for one in dicts_of(dict_of(medium, "video_info"), "variants") if (url := text_of(one, "url"))]
        yield Addressed(
            address=video if is_film and video else still,
            names=tuple(f"{post_id}-{file_name_of(url)}" for url in (every[1:] + every[:1] if is_film else every)),
            identifiers=(post_id,),
            position=position,
            alone=len(media) == 1,
            film=is_film,
            still=still if is_film and video else None,
            alt=text_of(medium, "ext_alt_text", "alt_text"),
            caption=text_of(dict_of(medium, "additional_media_info"), "title"),
        )


def best_variant(variants: Iterator[Mapping[str, Any]]) -> str | None:
    """The address of the version of a video with the most bits a second; a list of pieces only in want of another."""
    rated = [
        (
            "mpegurl" not in (text_of(one, "content_type", "contentType") or "").lower(),
            int_of(one, "bitrate", "bit_rate") or 0,
            url,
        )
        for one in variants
        if (url := text_of(one, "url"))
    ]
    return max(rated)[2] if rated else None


def _unified(text: str) -> Iterator[Addressed]:
    """The media of an advert, which are JSON inside the JSON."""
    try:
        card = read_value(text).value
    except BrokenJsonError:
        return
    if isinstance(card, dict):
        entities = [one for one in dict_of(card, "media_entities").values() if isinstance(one, dict)]
        for one in entities:
            yield from addressed([one], text_of(one, "id_str") or "")


def card_media(card: Mapping[str, Any]) -> Iterator[Addressed]:
    """The picture of a link's preview, with the title that stands beside it."""
    values: dict[str, Mapping[str, Any]] = {}
    bound = dict_of(card, "legacy").get("binding_values") or card.get("binding_values")
    if isinstance(bound, dict):
        values = {name: value for name, value in bound.items() if isinstance(value, dict)}
    elif isinstance(bound, list):
        for one in bound:
            if isinstance(one, dict) and (key := text_of(one, "key")) is not None:
                values[key] = dict_of(one, "value")
    title = text_of(values.get("title", {}), "string_value")
    unified = text_of(values.get("unified_card", {}), "string_value")
    if unified is not None:
        yield from _unified(unified)
    for name in _CARD_PICTURES:
        url = text_of(dict_of(values.get(name, {}), "image_value"), "url")
        if url is not None:
            yield Addressed(url, caption=title)
            return
