"""A C2PA manifest, as the reader reports it, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from firstseen.media.words import clean
from firstseen.model.pictures import Ingredient

__all__ = ["actions", "claims", "generator", "ingredient_titles", "ingredients", "source_types", "text"]

Manifest = Mapping[str, Any]

MAX_LISTED: Final = 50
"""Of anything that is listed; the longest list among the real samples has 12."""

_FAILURES: Final = {
    "assertion.dataHash.mismatch": "The file's bytes are not those that were signed",
    "assertion.bmffHash.mismatch": "The file's bytes are not those that were signed",
    "assertion.boxesHash.mismatch": "The file's bytes are not those that were signed",
    "assertion.hashedURI.mismatch": "A statement in the credentials is not the one that was signed",
    "assertion.missing": "A statement that the credentials list is missing",
    "claimSignature.mismatch": "The signature does not fit the credentials",
    "claimSignature.missing": "The credentials carry no signature",
    "signingCredential.expired": "The signing certificate has expired, and no trusted time shows that it signed before",
    "signingCredential.invalid": "The signing certificate may not be used for Content Credentials",
    "signingCredential.revoked": "The signing certificate was withdrawn",
    "ingredient.manifest.missing": "The credentials of a declared source are missing",
}
_ACTIONS: Final = {
    "c2pa.created": "created",
    "c2pa.opened": "opened",
    "c2pa.placed": "another picture placed in it",
    "c2pa.removed": "a part removed",
    "c2pa.edited": "edited",
    "c2pa.edited.metadata": "metadata edited",
    "c2pa.color_adjustments": "colours adjusted",
    "c2pa.cropped": "cropped",
    "c2pa.resized": "resized",
    "c2pa.filtered": "filtered",
    "c2pa.drawing": "drawn on",
    "c2pa.orientation": "turned",
    "c2pa.converted": "converted",
    "c2pa.transcoded": "re-encoded",
    "c2pa.repackaged": "repackaged",
    "c2pa.published": "published",
    "c2pa.redacted": "a statement redacted",
    "c2pa.unknown": "changed in a way not stated",
}
_TRUST: Final = "Whether the signer is to be trusted cannot be said: no list of trusted certificates is kept here"
_TAKEN_KEYS: Final = frozenset({"exif:datetimeoriginal"})


def text(value: object) -> str | None:
    """Clean text, None for anything else."""
    return clean(value) if isinstance(value, str) else None


def generator(manifest: Manifest) -> str | None:
    """The program or device that wrote the credentials."""
    for info in manifest.get("claim_generator_info") or []:
        name = " ".join(filter(None, (text(info.get("name")), text(info.get("version")))))
        if name:
            return name
    return text(manifest.get("claim_generator"))


def _assertions(manifest: Manifest, *starts: str) -> Iterator[Mapping[str, Any]]:
    for assertion in manifest.get("assertions") or []:
        data = assertion.get("data")
        if str(assertion.get("label", "")).startswith(starts) and isinstance(data, dict):
            yield data


def _actions(manifest: Manifest) -> Iterator[Mapping[str, Any]]:
    for data in _assertions(manifest, "c2pa.actions"):
        yield from data.get("actions") or []


def source_types(manifests: Iterable[Manifest]) -> tuple[str, ...]:
    """The IPTC terms named by actions, as the last part of their URI, each once."""
    found = (text(action.get("digitalSourceType")) for manifest in manifests for action in _actions(manifest))
    return tuple(dict.fromkeys(uri.rstrip("/").rpartition("/")[2] for uri in found if uri))[:MAX_LISTED]


def ingredient_titles(manifests: Iterable[Manifest]) -> tuple[str, ...]:
    """The titles of all declared sources, each once."""
    found = (text(source.get("title")) for manifest in manifests for source in manifest.get("ingredients") or [])
    return tuple(dict.fromkeys(title for title in found if title))[:MAX_LISTED]


def ingredients(manifest: Manifest) -> tuple[Ingredient, ...]:
    """The sources that a manifest declares itself, with their identifiers, as written."""
    found = (
        Ingredient(
            title=text(source.get("title")),
            relationship=text(source.get("relationship")),
            instance=text(source.get("instance_id")),
            manifest=text(source.get("active_manifest")),
            hash=text(source.get("hash")),
        )
        for source in manifest.get("ingredients") or []
    )
    return tuple(dict.fromkeys(found))[:MAX_LISTED]


def actions(manifest: Manifest) -> tuple[str, ...]:
    """What a manifest says was done, by C2PA's own names ("c2pa.cropped"), each once."""
    named = (text(action.get("action")) for action in _actions(manifest))
    return tuple(dict.fromkeys(name for name in named if name))[:MAX_LISTED]


def _authors(manifest: Manifest) -> Iterator[str]:
    for data in _assertions(manifest, "stds.schema-org.CreativeWork"):
        for author in data.get("author") or []:
            name = text(author.get("name"))
            if name:
                yield name


def _taken(manifest: Manifest) -> Iterator[str]:
    for data in _assertions(manifest, "stds.exif", "stds.metadata", "c2pa.metadata"):
        for key, value in data.items():
            stated = text(value)
            if key.lower() in _TAKEN_KEYS and stated:
                yield stated


def claims(validation: str, failures: Mapping[str, str | None], active: Manifest) -> tuple[str, ...]:
    """What the credentials say and why they hold or do not, one sentence each."""
    said = []
    if validation == "valid":
        said.append("The credentials fit the file's bytes and their own signature")
    for code, why in failures.items():
        detail = text(why)
        known = _FAILURES.get(code, f"A check of the credentials failed ({text(code)})")
        said.append(f"{known} ({detail})" if detail else known)
    said.append(_TRUST)
    names = (_ACTIONS.get(str(action.get("action")), text(action.get("action"))) for action in _actions(active))
    done = list(dict.fromkeys(name for name in names if name))[:MAX_LISTED]
    if done:
        said.append(f"They state what was done: {', '.join(done)}")
    said += [f"They name as author: {name}" for name in list(dict.fromkeys(_authors(active)))[:MAX_LISTED]]
    said += [f"They state that it was taken at {time}" for time in list(dict.fromkeys(_taken(active)))[:MAX_LISTED]]
    return tuple(f"{sentence}." for sentence in said)
