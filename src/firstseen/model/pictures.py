"""What is known of a picture once it was examined: numbers and checked text, no pixels."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.model.time import StatedTime

__all__ = ["Box", "ContentCredentials", "Metadata", "PictureFacts", "Place"]

Box = tuple[int, int, int, int]
"""[left, top, right, bottom] in pixels of the stored picture after its EXIF orientation."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position as a file states it, in degrees (WGS 84), and its words."""

    latitude: float | None = None
    longitude: float | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ContentCredentials:
    """What a C2PA manifest says. `validation` is "valid", "invalid" or "cannot say"; `claims` are plain sentences.

    `digital_source_types` are the IPTC terms named by its actions; `ingredients` the titles of declared sources.
    """

    validation: str
    claim_generator: str | None = None
    title: str | None = None
    signed_by: str | None = None
    signed_at: str | None = None
    digital_source_types: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself. Every value is the file's own word, never checked against the world."""

    times: tuple[StatedTime, ...] = ()
    place: Place | None = None
    device: str | None = None
    software: str | None = None
    credit: str | None = None
    caption: str | None = None
    digital_source_type: str | None = None
    content_credentials: ContentCredentials | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture as examined. `width` and `height` are in pixels after EXIF orientation (1 to 8).

    `pixels` is the SHA-256 of the decoded, oriented picture as 8-bit RGB: equal pixels are an exact copy.
    `pdq` is the 256-bit PDQ hash as 64 hexadecimal digits, `pdq_quality` 0 to 100.
    """

    format: str
    mime: str
    width: int
    height: int
    orientation: int
    frames: int
    pixels: str
    pdq: str
    pdq_quality: int
    metadata: Metadata
