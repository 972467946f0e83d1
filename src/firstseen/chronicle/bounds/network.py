"""The statements of a case: limits from what dates each appearance, orders from links, versions and the spread.

Orders, each because of what the words mean:
- an appearance of a version was not before the version was made;
- a version was not made before the one it came from (decided edges of the spread, unless by time alone: that would
  be going in a circle), nor a region's picture after the page that holds it;
- a repost, forward, quote or reply was not before the post it refers to; what is reposted or forwarded was shown there;
- a page that holds a post was captured after the post, but it may have been published before: pages are changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from firstseen.chronicle.bounds.statements import Limit, Order, Statements, Strength
from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.first_seen import deciding_detail
from firstseen.chronicle.posts.collected import Posts
from firstseen.chronicle.posts.naming import is_post, post_words
from firstseen.chronicle.telling import told
from firstseen.chronicle.times.gathering import Weight
from firstseen.chronicle.times.identifier_rules import Maker
from firstseen.chronicle.times.identifiers import post_identifier_time
from firstseen.chronicle.times.spans import CAPTURE_TOLERANCE, Dated
from firstseen.chronicle.wording import instant, one_line
from firstseen.model.identifiers import Digest
from firstseen.model.items import Link, LinkKind
from firstseen.model.pictures import Box
from firstseen.model.spread import Edge, SignKind, Spread
from firstseen.model.time import Bound, BoundKind, Side

__all__ = ["MADE", "Parts", "made_moment", "parts_of", "shown_moment", "statements_of", "version_of"]

MADE = "made:"
_STATED_TOLERANCE = timedelta(minutes=10)
"""Stated times and those of programs may come from an author's device: as much as for Bluesky's record keys."""

_SAID = {
    LinkKind.REPOST_OF: "reposts",
    LinkKind.REPLY_TO: "replies to",
    LinkKind.QUOTES: "quotes",
    LinkKind.FORWARDED_FROM: "forwards",
    LinkKind.EMBEDS: "embeds",
}
_SHOWS_THE_SAME = (LinkKind.REPOST_OF, LinkKind.FORWARDED_FROM)
_PLATFORMS_OWN = (Weight.IDENTIFIER, Weight.UPLOAD)
_BY_OTHERS = (*_PLATFORMS_OWN, Weight.TRUSTED)
"""Made by a platform or an authority, whose clocks are set by network time, and by no one who posts or collects."""
_THERE_BY = (BoundKind.CAPTURED, BoundKind.TRUSTED_TIMESTAMP)

Parts = Mapping[tuple[Digest, Box | None], str]


def shown_moment(appearance: str) -> str:
    """The moment when an appearance was shown."""
    return f"shown:{appearance}"


def made_moment(version: str) -> str:
    """The moment when a version (or missing ancestor) was made."""
    return f"{MADE}{version}"


def statements_of(
    shown: Sequence[ShownEvidence], dated: Mapping[str, Dated], spreads: Sequence[Spread], *, now: datetime
) -> Statements:
    """All statements about these appearances. Linked posts that were not collected count by their identifiers."""
    parts = parts_of(spreads)
    names = {shown_moment(one.appearance): told(one) for one in shown}
    for one in shown:
        if one.medium is not None:
            names.setdefault(made_moment(version_of(one, parts)), _version_words(one))
    posts = Posts(one for one in shown if is_post(one))
    limits: list[Limit] = []
    orders: list[Order] = []
    for one in shown:
        limits += _limits(one, dated[one.appearance], names[shown_moment(one.appearance)])
        orders += _own_orders(one, parts)
        orders += _link_orders(one, dated[one.appearance], posts, names[shown_moment(one.appearance)], parts)
    limits += _of_linked(shown, posts, now, names)
    for spread in spreads:
        orders += (_edge(edge, names) for edge in spread.edges if _counts(edge))
    return Statements(tuple(dict.fromkeys(limits)), tuple(dict.fromkeys(orders)), names)


def parts_of(spreads: Sequence[Spread]) -> Parts:
    """Versions by medium and box."""
    return {(version.medium, version.box): version.id for spread in spreads for version in spread.versions}


def version_of(one: ShownEvidence, parts: Parts) -> str:
    """The version that an appearance shows, as `Made` is kept by; it must have a medium."""
    assert one.medium is not None
    if one.region is None:
        return parts.get((one.medium, None), one.medium)
    return parts.get((one.medium, one.region)) or f"{one.medium}#{','.join(map(str, one.region))}"


def _version_words(one: ShownEvidence) -> str:
    name = one_line((one.name or "").rsplit("/", 1)[-1]) or f"{(one.medium or '')[:12]}…"
    return name if one.region is None else f"the picture on {name}"


def _limits(one: ShownEvidence, dated: Dated, about: str) -> Iterator[Limit]:
    moment = shown_moment(one.appearance)
    ends = ((Side.EARLIEST, dated.surely_after), (Side.LATEST, dated.surely_by))
    for (side, time), weight in zip(ends, dated.decided, strict=True):
        if time is not None:
            strength = Strength.PLATFORM if weight in _BY_OTHERS else Strength.STATED
            tolerance = CAPTURE_TOLERANCE if weight in (*_BY_OTHERS, Weight.CAPTURE) else _STATED_TOLERANCE
            detail = deciding_detail(dated, side)
            yield Limit(
                moment, side, time, strength, detail, about, BoundKind.STATED, tolerance, one.appearance, one.item
            )
    by = _captured(dated)
    if by is not None and one.links and not is_post(one):
        yield Limit(_seen(one), Side.LATEST, by.time, Strength.STATED, _held(by), about, by.kind, CAPTURE_TOLERANCE,
                    one.appearance, one.item)  # fmt: skip
    if one.medium is None:
        return
    for evidence in dated.weak:
        made, about_file = made_moment(one.medium), f"the file of {about}"
        if evidence.taken and evidence.earliest:
            yield Limit(made, Side.EARLIEST, evidence.earliest, Strength.WEAK, evidence.detail, about_file,
                        BoundKind.COPY_OF, _STATED_TOLERANCE, one.appearance, one.item)  # fmt: skip
        if evidence.made_by:
            yield Limit(made, Side.LATEST, evidence.made_by, Strength.WEAK, evidence.detail, about_file,
                        BoundKind.COPY_OF, _STATED_TOLERANCE, one.appearance, one.item)  # fmt: skip


def _own_orders(one: ShownEvidence, parts: Parts) -> Iterator[Order]:
    moment = shown_moment(one.appearance)
    if is_post(one):
        post = Posts.name(one)
        yield Order(moment, post)
        yield Order(post, moment)
    if one.medium is not None:
        version = made_moment(version_of(one, parts))
        yield Order(version, moment)
        if one.region is not None:
            yield Order(version, made_moment(parts.get((one.medium, None), one.medium)))


def _link_orders(one: ShownEvidence, dated: Dated, posts: Posts, about: str, parts: Parts) -> Iterator[Order]:
    for link in one.links:
        target = posts.linked(link, one)
        if target is None:
            continue
        detail = f"{about} {_SAID[link.kind]} it"
        if not is_post(one):
            if _captured(dated):
                yield Order(target, _seen(one), f"{about} holds it, as it was captured")
            continue
        yield Order(target, Posts.name(one), detail)
        if link.kind in _SHOWS_THE_SAME and one.medium is not None and target != Posts.name(one):
            yield Order(
                made_moment(version_of(one, parts)),
                target,
                f"{about} shows its picture, since it {_SAID[link.kind]} it",
            )


def _seen(one: ShownEvidence) -> str:
    return f"seen:{one.appearance}"


def _captured(dated: Dated) -> Bound | None:
    """The earliest bound by which what was captured, or told of in a log that was time-stamped, was there."""
    bounds = (bound for bound in dated.span.basis if bound.kind in _THERE_BY and bound.side is Side.LATEST)
    return min(bounds, key=lambda bound: (bound.time, bound.kind), default=None)


def _held(by: Bound) -> str:
    return f"captured by {instant(by.time)}" if by.kind is BoundKind.CAPTURED else by.detail


def _of_linked(shown: Sequence[ShownEvidence], posts: Posts, now: datetime, names: dict[str, str]) -> Iterator[Limit]:
    """The times in the identifiers of posts that are linked, but not collected with a picture."""
    collected = {Posts.name(one) for one in shown if is_post(one)}
    linked: dict[str, Link] = {}
    for one in shown:
        for link in one.links:
            moment = posts.linked(link, one)
            if moment is not None and moment not in collected:
                own = link if link.platform or link.url else replace(link, platform=one.platform)
                linked[moment] = min(linked.get(moment, own), own, key=_sorting)
    for moment, link in linked.items():
        names[moment] = post_words(link)
        found = post_identifier_time(link.platform, link.post_id, link.url, now=now)
        if found is None or found.rule.maker is Maker.SYSTEM:
            continue
        by_platform = found.rule.maker is Maker.PLATFORM
        strength = Strength.PLATFORM if by_platform else Strength.STATED
        tolerance = CAPTURE_TOLERANCE if by_platform else _STATED_TOLERANCE
        detail = f"{found.rule.named} {one_line(found.identifier)} {found.rule.meaning} on {instant(found.time)}"
        for side, time in ((Side.EARLIEST, found.earliest), (Side.LATEST, found.latest)):
            if time is not None:
                yield Limit(moment, side, time, strength, detail, names[moment], BoundKind.POST_ID, tolerance)


def _sorting(link: Link) -> tuple[str, str, str]:
    return link.post_id or "", link.url or "", link.platform or ""


def _counts(edge: Edge) -> bool:
    """Whether an edge is decided, and not by times alone."""
    return edge.decided and sum(sign.weight for sign in edge.signs if sign.kind is not SignKind.TIME) > 0


def _edge(edge: Edge, names: Mapping[str, str]) -> Order:
    before, after = made_moment(edge.source), made_moment(edge.target)
    words = [names.get(moment, "a version that was not collected") for moment in (after, before)]
    return Order(before, after, f"{words[0]} came from {words[1]}, as far as the pictures show", versions=True)
