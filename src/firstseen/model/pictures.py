"""What is known of a picture once it was examined: numbers and checked text, no pixels."""

from __future__ import annotations

from dataclasses import dataclass

from firstseen.model.time import StatedTime

__all__ = ["Box", "ContentCredentials", "Ingredient", "Light", "Metadata", "PictureFacts", "Place"]

Box = tuple[int, int, int, int]
"""[left, top, right, bottom] in pixels of the stored picture after its EXIF orientation."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position as a file states it, in degrees (WGS 84), and its words."""

    latitude: float | None = None
    longitude: float | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A source that a C2PA manifest declares (an ingredient assertion), with its identifiers as written there.

    `relationship` is C2PA's word: "parentOf" (the picture was made from it), "componentOf" (it was placed in it) or
    "inputTo". `manifest` is the label of the source's own manifest, `instance` its XMP InstanceID, `hash` a digest
    of its thumbnail or data where one is given.
    """

    title: str | None = None
    relationship: str | None = None
    instance: str | None = None
    manifest: str | None = None
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class ContentCredentials:
    """What a C2PA manifest says. `validation` is "valid", "invalid" or "cannot say"; `claims` are plain sentences.

    `digital_source_types` are the IPTC terms named by its actions; `ingredients` the titles of declared sources.
    `manifest` is the label of the active manifest, `instance` its instance identifier; `actions` are the C2PA names
    of what it says was done, `sources` what it declares itself, `own_source_types` the terms of the active manifest
    alone (those of its sources are about the sources).
    """

    validation: str
    claim_generator: str | None = None
    title: str | None = None
    signed_by: str | None = None
    signed_at: str | None = None
    digital_source_types: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    manifest: str | None = None
    instance: str | None = None
    actions: tuple[str, ...] = ()
    sources: tuple[Ingredient, ...] = ()
    own_source_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself. Every value is the file's own word, never checked against the world.

    `instance` is its XMP InstanceID (xmpMM).
    """

    times: tuple[StatedTime, ...] = ()
    place: Place | None = None
    device: str | None = None
    software: str | None = None
    credit: str | None = None
    caption: str | None = None
    digital_source_type: str | None = None
    content_credentials: ContentCredentials | None = None
    notes: tuple[str, ...] = ()
    instance: str | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """How light a picture is, measured from its pixels. All are shares, 0 to 1.

    `mean`: mean luma (Rec. 601) of white. `dark`: share of the picture that is nearly black. `sky`: share of the
    picture's upper half that looks like a bright blue sky (see `prints/light.py`).
    """

    mean: float
    dark: float
    sky: float


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
    light: Light | None = None
