"""Statements that cannot be true, put into the posts of a cascade: one post is changed, and what it says of its time.

- clock: the stated time disagrees with the identifier, in a direction in which the platform's rule leaves no doubt.
- capture: it was captured before its identifier, or the time it states with a zone, says that it existed.
- repost: it states, with a zone and without any identifier, a time before that of the post it passes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from bench.spread.cascade import Post
from bench.spread.posts import stated_as

__all__ = ["planted"]

_SHARE = 0.2
_LEAST, _MOST = timedelta(hours=3), timedelta(days=6)
_BOTH_WAYS = frozenset({"x"})
_EARLIER = frozenset({"tiktok", "instagram"})
_CLOCKED = _BOTH_WAYS | _EARLIER | {"mastodon"}


def planted(posts: Sequence[Post], chance: np.random.Generator) -> list[Post]:
    """The posts; in a share of cascades one of them with a false statement of its time."""
    out = list(posts)
    if chance.random() >= _SHARE:
        return out
    for plant in chance.permutation(["clock", "capture", "repost"]):
        places = [at for at, post in enumerate(out) if _can(str(plant), post, out)]
        if places:
            at = places[int(chance.integers(len(places)))]
            out[at] = _changed(str(plant), out[at], out, chance)
            return out
    return out


def _can(plant: str, post: Post, posts: Sequence[Post]) -> bool:
    remote = "elsewhere.example" in post.url
    if plant == "clock":
        return post.platform in _CLOCKED and not remote
    if plant == "capture":
        return post.platform in _CLOCKED and not remote
    return post.platform in ("telegram", "facebook") and _passed_on(post, posts) is not None


def _passed_on(post: Post, posts: Sequence[Post]) -> Post | None:
    """The post that it passes on, where that one's time is sure from below."""
    urls = {url for column, url in post.links if column in ("repost_of", "forwarded_from")}
    return next((other for other in posts if other.url in urls and other.earliest is not None), None)


def _changed(plant: str, post: Post, posts: Sequence[Post], chance: np.random.Generator) -> Post:
    apart = _LEAST + (_MOST - _LEAST) * float(chance.random()) ** 2
    if plant == "capture":
        assert post.earliest is not None
        by = (post.earliest - apart).replace(microsecond=0)
        return replace(post, captured=f"{by:%Y-%m-%dT%H:%M:%SZ}", plant=plant)
    if plant == "clock":
        later = post.platform == "mastodon" or (post.platform in _BOTH_WAYS and chance.random() < 0.5)
        false = post.when + apart if later else post.when - apart
        return replace(post, stated=_told(false, chance), plant=plant)
    of = _passed_on(post, posts)
    assert of is not None
    assert of.earliest is not None
    # Neither says anything for sure once one of them is false.
    return replace(
        post, stated=_told(of.earliest - apart, chance), captured="", earliest=None, latest=None, plant=plant
    )


def _told(when: datetime, chance: np.random.Generator) -> str:
    return stated_as("utc" if chance.random() < 0.5 else "zone", when, chance)[0]
