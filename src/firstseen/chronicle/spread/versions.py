"""The versions of a group, where and when each was shown, and which of them a copy is between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.group import GroupKnown
from firstseen.chronicle.times.spans import Dated
from firstseen.chronicle.wording import one_line, quoted
from firstseen.model.identifiers import Digest, short_id
from firstseen.model.pictures import Box
from firstseen.model.spread import Version

__all__ = ["Shown", "VersionsOf", "area", "earliest_first", "versions_of"]

_NEVER = datetime.max.replace(tzinfo=UTC)

ONE_PLACE = 0.5
"""Share of the smaller of two boxes that lies in the other when both are one place of the picture, as in
`match/groups.py`, which finds the regions."""


@dataclass(frozen=True, slots=True)
class Shown:
    """When a version was shown, as far as that is known.

    `by`: it had surely been shown by then. `after`: surely none of its known appearances was before. `first`: the
    appearance that `by` rests on, or any when none has a time.
    """

    by: datetime | None
    after: datetime | None
    first: ShownEvidence | None


@dataclass(frozen=True, slots=True)
class VersionsOf:
    """All versions of a group by identifier, in the order of identifiers; `shown` are the appearances of each.

    `names` are the names of files as collected, else the beginnings of identifiers, for sentences.
    """

    by_id: Mapping[str, Version]
    shown: Mapping[str, tuple[ShownEvidence, ...]]
    when: Mapping[str, Shown]
    names: Mapping[str, str]
    _in_medium: Mapping[Digest, tuple[Version, ...]]

    def at(self, medium: Digest, box: Box | None) -> Version | None:
        """The version that a copy's box on a medium lies in: the whole medium, else the region there."""
        for version in self._in_medium.get(medium, ()):
            if version.box is None or (box is not None and _one_place(version.box, box)):
                return version
        return None


def versions_of(group: GroupKnown, dated: Mapping[str, Dated]) -> VersionsOf:
    """The versions of a group: its media, and the regions of other pictures that show it."""
    found = {medium: Version(medium, medium) for medium in group.media}
    shown: dict[str, list[ShownEvidence]] = {}
    for one in sorted(group.shown, key=lambda one: one.appearance):
        if one.medium is None:
            continue
        version = _version(one.medium, one.region)
        found.setdefault(version.id, version)
        shown.setdefault(version.id, []).append(one)
    by_id = {id: found[id] for id in sorted(found)}
    in_medium: dict[Digest, list[Version]] = {}
    for version in by_id.values():
        in_medium.setdefault(version.medium, []).append(version)
    for some in in_medium.values():
        some.sort(key=lambda version: (version.box is not None, version.box or ()))
    return VersionsOf(
        by_id,
        {id: tuple(shown.get(id, ())) for id in by_id},
        {id: _when(shown.get(id, ()), dated) for id in by_id},
        {id: _named(version, shown.get(id, ())) for id, version in by_id.items()},
        {medium: tuple(some) for medium, some in in_medium.items()},
    )


def _version(medium: Digest, box: Box | None) -> Version:
    if box is None:
        return Version(medium, medium)
    return Version(short_id("v", medium, repr(tuple(box))), medium, box)


def _named(version: Version, shown: Sequence[ShownEvidence]) -> str:
    names = sorted(name for one in shown if (name := one_line((one.name or "").rsplit("/", 1)[-1])))
    name = quoted(names[0]) if names else f"{version.medium[:12]}…"
    return name if version.box is None else f"the picture on {name}"


def _when(shown: Sequence[ShownEvidence], dated: Mapping[str, Dated]) -> Shown:
    known = [(one, dated[one.appearance]) for one in shown if one.appearance in dated]
    timed = [(when.surely_by, one.appearance, one) for one, when in known if when.surely_by is not None]
    by, _, first = min(timed, key=lambda entry: entry[:2], default=(None, "", None))
    starts = [when.surely_after for _, when in known]
    sure = [start for start in starts if start is not None]
    after = min(sure) if sure and len(sure) == len(shown) else None
    return Shown(by, after, first or next(iter(shown), None))


def earliest_first(shown: Iterable[ShownEvidence], dated: Mapping[str, Dated]) -> list[ShownEvidence]:
    """Appearances by when they had surely been shown; those of which nothing says so last."""

    def rank(one: ShownEvidence) -> tuple[datetime, str]:
        when = dated.get(one.appearance)
        return (when.surely_by if when else None) or _NEVER, one.appearance

    return sorted(shown, key=rank)


def area(box: Box) -> int:
    """Pixels in a box; 0 for one turned inside out."""
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def _one_place(one: Box, other: Box) -> bool:
    shared = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    return area(shared) > ONE_PLACE * min(area(one), area(other))
