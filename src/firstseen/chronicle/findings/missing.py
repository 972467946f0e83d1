"""Whether a version must have existed that was not collected, told from the group's spread. One finding a group."""

from __future__ import annotations

from collections.abc import Mapping

from firstseen.chronicle.findings.cropped import LEAST_SIDE, SIDES
from firstseen.chronicle.findings.versions import Versions
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.spread.extents import Extents
from firstseen.chronicle.spread.photographs import Photograph
from firstseen.chronicle.wording import count, instant, listed
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import Digest, finding_id
from firstseen.model.pictures import Box
from firstseen.model.spread import MissingAncestor, Spread, Version

__all__ = ["METHOD", "VERSION", "missing_ancestor"]

METHOD = "missing_ancestor"
VERSION = "2"

_TOLD = 3


def missing_ancestor(group: GroupKnown, known: Known, spread: Spread, extents: Extents) -> Finding | None:
    """The finding for a group; None where it has one version alone.

    *Found*: the spread holds a missing ancestor. *Cannot say*: versions are next to each other and nothing decides
    which came from which, mostly because their times do not. *Not found*: each version can have come from another
    that was collected; that is no proof that nothing is missing.
    """
    if len(spread.versions) < 2:
        return None
    versions = Versions(group, known)
    by_id = {version.id: version for version in spread.versions}
    if spread.missing:
        return _finding(group, spread.missing, by_id, versions, extents.photographs)
    media = tuple(sorted({version.medium for version in spread.versions}))
    open_pairs = sum(1 for edge in spread.edges if not edge.decided)
    apart = len(spread.roots) > 1
    if open_pairs:
        which = "pair of versions" if open_pairs == 1 else "pairs of versions"
        reason = (
            f"Cannot say whether an earlier version is missing: for {open_pairs:,} {which} neither times nor pictures "
            "decide which came from which."
        )
        return _made(group, Outcome.CANNOT_SAY, (group.id,), reason, media)
    if apart:
        reason = (
            f"Cannot say whether an earlier version is missing: {count(len(spread.roots), 'version')} came from none "
            "of the others, as far as that is decided, and nothing says what they have in common."
        )
        return _made(group, Outcome.CANNOT_SAY, (group.id,), reason, media)
    reason = f"Of {len(spread.versions):,} versions all but one can have come from another that was collected."
    return _made(group, Outcome.NOT_FOUND, (group.id,), reason, media)


def _finding(
    group: GroupKnown,
    missing: tuple[MissingAncestor, ...],
    by_id: dict[str, Version],
    versions: Versions,
    shown: Mapping[str, Photograph],
) -> Finding:
    sentences = [_told(one, by_id, versions, shown) for one in missing[:_TOLD]]
    if len(missing) > _TOLD:
        sentences.append(f"{count(len(missing) - _TOLD, 'more version')} must be missing.")
    children = (by_id[child].medium for one in missing for child in one.versions if child in by_id)
    media = tuple(dict.fromkeys(children))
    evidence = (*media, *(one.id for one in missing), *versions.appearances(*media))
    return _made(group, Outcome.FOUND, (group.id, *media), " ".join(sentences), evidence)


def _told(one: MissingAncestor, by_id: dict[str, Version], versions: Versions, shown: Mapping[str, Photograph]) -> str:
    media = list(dict.fromkeys(by_id[child].medium for child in one.versions if child in by_id))
    names = listed([versions.name(medium) for medium in media])
    come = "came" if len(media) != 1 else "was made"
    when = f", made by {instant(one.before)}," if one.before else ""
    sentence = f"A fuller version{when} must have existed and was not collected: {names} {come} from it."
    beyond = [text for child, outline in one.outlines if (text := _beyond(child, outline, by_id, versions, shown))]
    more = f" It must have shown more than {'; more than '.join(beyond[:_TOLD])}." if beyond else ""
    reason = one.reason.strip()
    because = f" {reason}" if reason and not beyond else ""
    return f"{sentence}{more}{because}"


def _beyond(
    child: str, outline: Box, by_id: dict[str, Version], versions: Versions, shown: Mapping[str, Photograph]
) -> str | None:
    """How far an outline goes beyond the photograph in a version, on which sides, in percent of the photograph's area.

    Borders and bars of the version are none of the photograph.
    """
    version, photograph = by_id.get(child), shown.get(child)
    if version is None or photograph is None:
        return None
    left, top, right, bottom = photograph.box
    width, height = right - left, bottom - top
    grown = (min(outline[0], left), min(outline[1], top), max(outline[2], right), max(outline[3], bottom))
    more = (grown[2] - grown[0]) * (grown[3] - grown[1]) / (width * height) - 1
    beyond = (
        (left - grown[0]) / width, (top - grown[1]) / height, (grown[2] - right) / width, (grown[3] - bottom) / height,
    )  # fmt: skip
    sides = [side for part, side in zip(beyond, SIDES, strict=True) if part >= LEAST_SIDE]
    if not sides:
        return None
    return f"{versions.name(version.medium)} {listed(sides, 4)}, by {max(1, round(100 * more))} % of its area"


def _made(
    group: GroupKnown, outcome: Outcome, about: tuple[str, ...], reason: str, evidence: tuple[str | Digest, ...]
) -> Finding:
    id = finding_id(FindingKind.MISSING_ANCESTOR, [group.id], METHOD)
    return Finding(id, FindingKind.MISSING_ANCESTOR, outcome, about, reason, evidence, METHOD, VERSION)
