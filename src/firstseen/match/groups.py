"""Media joined into groups by their copies."""

from __future__ import annotations

from collections.abc import Iterable

from firstseen.model.copies import JOINING, Copy
from firstseen.model.identifiers import Digest

__all__ = ["groups"]


def groups(media: Iterable[Digest], copies: Iterable[Copy]) -> list[tuple[Digest, ...]]:
    """Every medium in exactly one group: joined by exact, copy, part or altered, never by same_subject.

    Members are sorted, and groups by their first member, so the order of what is given does not matter. Copies of media
    that are not among `media` are left out.
    """
    parent = {digest: digest for digest in media}

    def root(digest: Digest) -> Digest:
        while parent[digest] != digest:
            parent[digest] = parent[parent[digest]]
            digest = parent[digest]
        return digest

    for copy in copies:
        if copy.relation in JOINING and copy.a in parent and copy.b in parent:
            low, high = sorted((root(copy.a), root(copy.b)))
            parent[high] = low
    members: dict[Digest, list[Digest]] = {}
    for digest in sorted(parent):
        members.setdefault(root(digest), []).append(digest)
    return [tuple(members[first]) for first in sorted(members)]
