"""Which media of a case a declared source (C2PA ingredient) can be, by identifiers alone and not by names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import Ingredient, PictureFacts

__all__ = ["HeldSources", "Match"]


@dataclass(frozen=True, slots=True)
class Match:
    """A held medium and the identifier by which it was recognised, in words."""

    medium: Digest
    by: str


class HeldSources:
    """The identifiers of all media of a case, once for all groups. Of several with one identifier the first counts.

    A manifest's label (a URN of its own) names one signed file; copies of that file carry it too. An XMP InstanceID
    names one saved state. File names say nothing: every camera writes IMG_0001.
    """

    def __init__(self, facts: Mapping[Digest, PictureFacts | MovingFacts]) -> None:
        self._manifests: dict[str, list[Digest]] = {}
        self._instances: dict[str, list[Digest]] = {}
        for medium in sorted(facts):
            metadata = facts[medium].metadata
            credentials = metadata.content_credentials
            if credentials is not None and credentials.manifest:
                self._manifests.setdefault(credentials.manifest, []).append(medium)
            instances = {metadata.instance, credentials.instance if credentials else None}
            for instance in instances:
                if instance:
                    self._instances.setdefault(_plain(instance), []).append(medium)

    def find(self, source: Ingredient, *, but: Digest) -> Match | None:
        """The medium that this source is; never `but`, the one that declares it."""
        for identifier, held, by in (
            (source.manifest, self._manifests, "manifest's label"),
            (_plain(source.instance) if source.instance else None, self._instances, "instance identifier"),
        ):
            for medium in held.get(identifier or "", ()):
                if medium != but:
                    return Match(medium, by)
        return None


def _plain(instance: str) -> str:
    """Writers differ in the sign after the prefix ("xmp.iid:", "xmp:iid:"); what counts is the identifier itself."""
    return instance.rpartition(":")[2].casefold()
