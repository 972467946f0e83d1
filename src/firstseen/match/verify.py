"""Two pictures in, the copy between them out, or None: the decision the rest of the program rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from firstseen.match import correspond
from firstseen.match.closer import apart, closer
from firstseen.match.evidence import Evidence, gather
from firstseen.match.extent import Rect
from firstseen.match.geometry import FOR_PERSPECTIVE, Fit, Transform, apply, bend, fit_transform, inverse
from firstseen.match.glance import glance
from firstseen.match.judge import promises, relation, shows_more, weighed
from firstseen.match.laying import Laid, lay, reflection, to_small
from firstseen.match.likeness import confidence, likeness
from firstseen.match.masks import altered_mask
from firstseen.match.moments import moved
from firstseen.match.views import View, ViewPair, in_order, likely, view
from firstseen.match.whole import suppose
from firstseen.match.words import changes, figures, of_moment, reason
from firstseen.model.copies import JOINING, Copy, Matrix, Relation, ShowsMore
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Box
from firstseen.prints.picture import PicturePrints

__all__ = ["LOOKED_CLOSER_AT", "verify"]

WORTH_LAYING = 4
"""Points at distinct places from which the pixels are compared; with fewer, pairs of strangers would cost time."""

GOOD_AS_IS = 0.85
"""Mean correlation of the pixels from which no perspective transform is tried."""

HOPELESS = 0.15
"""Mean correlation below which none is tried either."""

PERSPECTIVE_GAIN = 0.02
"""Mean correlation that a perspective transform, with its two more numbers, must add."""

NOTHING = 0.3
"""Mean correlation at a glance below which a transform of so few points that none in perspective can follow is chance.
Such pairs need 0.6 when aligned; the 155 that have it (edits, collages and screenshots of both halves, circulated
pictures) have at least 0.51 at a glance; of 92 of strangers 95 in 100 have less than 0.24."""

BEND_ANYWAY = 0.4
"""Mean correlation at a glance from which a perspective transform is tried even where it looks worse at a glance. Below
are screenshots that share only their frame: it is tried only where it looks better. Of 20,018 pairs (edits, candidates,
circulated pictures) no relation changed."""

LOOKED_CLOSER_AT = 3
"""Pairs of views that get the second look, the wholes among them."""

LOOKED_CLOSER_FROM = 6
"""Points at distinct places that the first look must find under one transform, right or not, in one of the pairs of
views, for the second to be worth its time. All 11 copies that the second look added to those of 464 edits and 109
circulated and edited pictures had 8 and more; of candidates that are no copies, seven in ten among 300 photographs,
and four in ten of edits and pages, have fewer. From 8 on, a crop to a tenth of the reported set was lost."""

WHOLES = 0.6
"""Share of what agrees or disagrees in the wholes that agrees, from which no region is looked at: a screenshot and a
page that share one photograph have 0.5, and were called altered, with boxes far larger than the photograph."""

MOMENT = -2.0
"""Likeness that is told where two moments before one camera were told apart. None of 29 such findings was wrong (frames
of a fixed camera, and 540 edits of frames and photographs, all drawn); real ones are few, so it is no more than
this."""

SHOWN_POINTS = 40
"""Verified pairs of points that are kept, for showing why."""


def verify(
    a: Digest,
    a_prints: PicturePrints,
    b: Digest,
    b_prints: PicturePrints,
    *,
    mirrored: bool | None = None,
    views: Sequence[ViewPair] | None = None,
    second_look: bool = True,
    moments: bool = True,
) -> Copy | None:
    """The copy between two pictures, tried straight and mirrored, or None when there is nothing between them.

    `mirrored` says which of the two is worth trying, where the search for candidates clearly found one of them; `views`
    which regions are, beside the two wholes. Where they are None, that is found out here. `second_look`: whether what
    the first points do not settle is worth more time. `moments`: whether two moments before one camera are told from a
    copy, as between photographs; between frames of two videos, time tells.

    `a` must come before `b`; the result is for that order. The same two pictures always give the same answer, whatever
    their digests: swapped, everything in it is swapped. Raises `ValueError` when `a` does not come before `b`.
    """
    if not a < b:
        raise ValueError("a copy is between two digests, the smaller one first")
    if a_prints.pixels == b_prints.pixels:
        return _exact(a, a_prints, b, b_prints)
    first, second = sorted((a_prints, b_prints), key=lambda prints: prints.pixels)
    swapped = first is not a_prints
    if views is None:
        views = likely(first, second)
    elif swapped:
        views = [(j, i) for i, j in views]
    compared = _Compared(moments)
    found = _best(first, second, views, mirrored, second_look, compared)
    if found is None:
        return None
    evidence, kind, odds = found
    two_moments = compared.moment and kind is Relation.SAME_SUBJECT
    odds = MOMENT if two_moments else weighed(evidence, odds)
    more = shows_more(evidence)
    in_order = evidence.swapped() if swapped else evidence
    copy = _copy((a, b), (a_prints, b_prints), in_order, (kind, confidence(odds)), _turned(more, swapped))
    if two_moments:
        copy = replace(copy, reason=of_moment(evidence))
    shown = _shown(evidence)
    return replace(copy, points=tuple((there, here) for here, there in shown) if swapped else shown)


def _turned(more: ShowsMore | None, swapped: bool) -> ShowsMore | None:
    if not swapped or more in (None, ShowsMore.SAME):
        return more
    return ShowsMore.B if more is ShowsMore.A else ShowsMore.A


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one look sees: a laid over b, if they can be, and at how many distinct `places` points agree."""

    laid: Laid | None
    places: int = 0


Found = tuple[Evidence, Relation, float]
"""The evidence, what it is of, and the likeness of the two."""
Look = Callable[[PicturePrints, PicturePrints, bool], _Seen]


@dataclass(slots=True)
class _Compared:
    """What the pairs of views gave so far: what joins the pictures, what does not, and the most places seen."""

    moments: bool
    joining: list[Found] = field(default_factory=list)
    weaker: list[Found] = field(default_factory=list)
    places: int = 0
    moment: bool = False


def _best(  # noqa: PLR0917
    a: PicturePrints,
    b: PicturePrints,
    views: Sequence[ViewPair],
    mirrored: bool | None,
    second_look: bool,
    compared: _Compared,
) -> Found | None:
    """The wholes, if they are one picture; else the pair of views that agrees over most, else what does not join.

    Every pair of views gets the first look; if none joins, the first few of them get the second.
    """
    # An index may tell of regions that a picture no longer has, since it was described anew.
    known = [(i, j) for i, j in in_order(views) if i <= len(a.regions) and j <= len(b.regions)]
    pairs = [(view(a, i), view(b, j)) for i, j in known]
    ways = (False, True) if mirrored is None else (mirrored,)
    for one, other in pairs:
        _compare(one, other, [*((_first_look, way) for way in ways), (_supposed, False)], compared)
        if compared.moment:
            return compared.weaker[-1]
        if one.is_whole and other.is_whole and _settled(compared.joining):
            break
    if second_look and not compared.joining and compared.places >= LOOKED_CLOSER_FROM:
        for one, other in pairs[:LOOKED_CLOSER_AT]:
            _compare(one, other, [(_closer_look, way) for way in ways], compared)
            if compared.moment:
                return compared.weaker[-1]
            if one.is_whole and other.is_whole and _settled(compared.joining):
                break
    if compared.joining:
        return max(compared.joining, key=lambda pair: pair[0].agreeing_area)
    return max(compared.weaker, key=lambda pair: pair[0].places, default=None)


def _settled(joining: Sequence[Found]) -> bool:
    """Whether the wholes, looked at first, are one picture, so that no region need be looked at."""
    if not joining:
        return False
    evidence, kind, _ = joining[0]
    return kind is not Relation.PART and evidence.aligned.explained >= WHOLES


def _compare(a: View, b: View, looks: Sequence[tuple[Look, bool]], compared: _Compared) -> None:
    """Adds what the first of these looks sees that joins; else the strongest of what the others see."""
    weaker: list[Found] = []
    for look, mirrored in looks:
        seen = look(a.prints, b.prints, mirrored)
        compared.places = max(compared.places, seen.places)
        evidence = gather(a, b, seen.laid) if seen.laid and promises(seen.laid) else None
        if evidence is None:
            continue
        odds = likeness(evidence)
        kind = relation(evidence, odds)
        if kind in JOINING and compared.moments:
            compared.moment = moved(evidence)
        if compared.moment:
            compared.weaker.append((evidence, Relation.SAME_SUBJECT, odds))
            return
        if kind in JOINING:
            compared.joining.append((evidence, kind, odds))
            return
        if kind is not None:
            weaker.append((evidence, kind, odds))
    if weaker:
        compared.weaker.append(max(weaker, key=lambda pair: pair[0].places))


def _first_look(a: PicturePrints, b: PicturePrints, mirrored: bool) -> _Seen:
    """By the points that are also searched by."""
    codes = a.mirrored if mirrored else a.descriptors
    return _by_points(a, b, (a.points, b.points), correspond.distances(codes, b.descriptors), mirrored)


def _closer_look(a: PicturePrints, b: PicturePrints, mirrored: bool) -> _Seen:
    """By many more points, at ten times the cost."""
    near_a, near_b = closer(a), closer(b)
    codes = near_a.mirrored if mirrored else near_a.codes
    return _by_points(a, b, (near_a.points, near_b.points), apart(codes, near_b.codes), mirrored)


def _supposed(a: PicturePrints, b: PicturePrints, _: bool) -> _Seen:
    """Without points: by the hashes of the whole."""
    return _Seen(suppose(a, b))


def _by_points(
    a: PicturePrints,
    b: PicturePrints,
    points: tuple[NDArray[np.float32], NDArray[np.float32]],
    between: NDArray[np.int32],
    mirrored: bool,
) -> _Seen:
    points_a, points_b = points
    before: Transform = np.eye(3)
    if mirrored:
        before = reflection(a)
        points_a = points_a.copy()
        points_a[:, 0] = a.width - 1 - points_a[:, 0]
        points_a[:, 3] = (180.0 - points_a[:, 3]) % 360.0
    near = correspond.near(between)
    pairs = correspond.pair_up(near)
    extents = (float(max(a.width, a.height)), float(max(b.width, b.height)))
    fit = fit_transform(points_a, points_b, pairs, near, extents)
    if fit is None:
        return _Seen(None)
    return _Seen(_laid(a, b, (points_a, points_b, near), fit, before), fit.places)


def _laid(
    a: PicturePrints,
    b: PicturePrints,
    points: tuple[NDArray[np.float32], NDArray[np.float32], correspond.Near],
    fit: Fit,
    before: Transform,
) -> Laid | None:
    """a, put through `before`, laid over b by the fit or by one in perspective; None where that was chance."""
    if fit.places < WORTH_LAYING:
        return None
    extents = (float(max(a.width, a.height)), float(max(b.width, b.height)))
    through = fit.transform @ before
    if fit.places < FOR_PERSPECTIVE and _glance(a, b, through) < NOTHING:
        return None
    flat = lay(a, b, through, fit.seen_through(before))
    if flat is not None and not HOPELESS <= flat.aligned.correlation < GOOD_AS_IS:
        return flat
    bent = bend(*points, fit, extents)
    if bent is None:
        return flat
    as_is = _glance(a, b, through)
    if flat and as_is < BEND_ANYWAY and _glance(a, b, bent.transform @ before) < as_is:
        return flat
    other = lay(a, b, bent.transform @ before, bent.seen_through(before))
    if other is None or (flat and other.aligned.correlation < flat.aligned.correlation + PERSPECTIVE_GAIN):
        return flat
    return other


def _glance(a: PicturePrints, b: PicturePrints, transform: Transform) -> float:
    """What a glance sees under a transform of stored pixels; 1 where it cannot say."""
    seen = glance(a.small, b.small, to_small(b) @ transform @ inverse(to_small(a)))
    return 1.0 if seen is None else seen


def _exact(a: Digest, a_prints: PicturePrints, b: Digest, b_prints: PicturePrints) -> Copy:
    return Copy(
        a=a,
        b=b,
        relation=Relation.EXACT,
        confidence=1.0,
        mirrored=False,
        box_a=(0, 0, a_prints.width, a_prints.height),
        box_b=(0, 0, b_prints.width, b_prints.height),
        transform=None,
        shows_more=ShowsMore.SAME,
        changes=(),
        reason="The same picture: every pixel is equal, though the files differ.",
    )


def _copy(
    names: tuple[Digest, Digest],
    prints: tuple[PicturePrints, PicturePrints],
    evidence: Evidence,
    judged: tuple[Relation, float],
    more: ShowsMore | None,
) -> Copy:
    (a, b), (a_prints, b_prints), (kind, sure) = names, prints, judged
    joins = kind in JOINING
    box_a = _box(evidence.view_a, evidence.rect_a)
    return Copy(
        a=a,
        b=b,
        relation=kind,
        confidence=sure if joins else round(1.0 - sure, 4),
        mirrored=evidence.mirrored,
        box_a=box_a,
        box_b=_box(evidence.view_b, evidence.rect_b),
        transform=_affine(evidence),
        shows_more=more if joins else None,
        changes=changes(evidence, a_prints, b_prints, kind) if joins else (),
        reason=reason(evidence, kind, more),
        figures=figures(evidence) if joins else {},
        altered=altered_mask(evidence, box_a) if kind is Relation.ALTERED else None,
    )


def _box(view: View, rect: Rect) -> Box:
    """A rectangle of small pixels of a view as whole stored pixels inside the picture."""
    prints = view.prints
    across, down = prints.width / prints.small.shape[1], prints.height / prints.small.shape[0]
    left = min(max(round(rect[0] * across), 0), prints.width - 1)
    top = min(max(round(rect[1] * down), 0), prints.height - 1)
    right = min(max(round(rect[2] * across), left + 1), prints.width)
    bottom = min(max(round(rect[3] * down), top + 1), prints.height)
    return left + view.left, top + view.top, right + view.left, bottom + view.top


def _affine(evidence: Evidence) -> Matrix:
    """The affine transform nearest to the (maybe perspective) one over the shared part, between the whole pictures."""
    rect = evidence.rect_a
    xs, ys = np.meshgrid(np.linspace(rect[0], rect[2], 5), np.linspace(rect[1], rect[3], 5))
    small = np.column_stack([xs.ravel() - 0.5, ys.ravel() - 0.5])
    stored = apply(inverse(to_small(evidence.view_a.prints)), small)
    moved = apply(evidence.view_b.to_whole, apply(evidence.transform, stored))
    whole = np.column_stack([apply(evidence.view_a.to_whole, stored), np.ones(25)])
    solution = np.linalg.lstsq(whole, moved, rcond=None)[0].T
    (p, q, r), (s, t, u) = [[round(float(v), 6) for v in row] for row in solution]
    return (p, q, r), (s, t, u)


def _shown(evidence: Evidence) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
    """Verified pairs, one of each cell of the picture in turn, so that they are spread over it."""
    if evidence.fit is None:
        return ()
    points_a = apply(evidence.view_a.to_whole, evidence.fit.points_a)
    points_b = apply(evidence.view_b.to_whole, evidence.fit.points_b)
    low, high = points_a.min(axis=0), points_a.max(axis=0)
    cells = np.floor((points_a - low) / np.maximum(high - low, 1.0) * 5.999).astype(np.int64)
    cell = cells[:, 0] * 6 + cells[:, 1]
    order = np.argsort(cell, kind="stable")
    rank = np.empty(len(cell), np.int64)
    rank[order] = np.arange(len(cell)) - np.searchsorted(cell[order], cell[order])
    chosen = np.lexsort((np.arange(len(cell)), cell, rank))[:SHOWN_POINTS]
    return tuple(
        (
            (round(float(points_a[i, 0]), 1), round(float(points_a[i, 1]), 1)),
            (round(float(points_b[i, 0]), 1), round(float(points_b[i, 1]), 1)),
        )
        for i in np.sort(chosen)
    )
