from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from bench.copies.edits.voices import voice_of
from bench.spread.cascade import Post
from bench.spread.plants import planted
from bench.spread.platforms import BY_NAME
from bench.spread.posts import Numbers, _Writer
from tests.bench.spread.conftest import START


def _posts(seed: int) -> list[Post]:
    writer = _Writer(np.random.default_rng(seed), voice_of("tuning"), Numbers(seed * 100))
    first = writer.post(0, BY_NAME["telegram"], START, "words")
    second = writer.post(0, BY_NAME["telegram"], START + timedelta(hours=1), "words")
    linked = Post(**{name: getattr(second, name) for name in Post.__slots__} | {"links": (("repost_of", first.url),)})
    return [first, linked, writer.post(1, BY_NAME["x"], START + timedelta(hours=2), "words")]


def _all() -> list[tuple[Post, list[Post]]]:
    out = []
    for seed in range(300):
        posts = planted(_posts(seed), np.random.default_rng(seed))
        out += [(post, posts) for post in posts if post.plant]
    return out


def test_each_plant_contradicts_what_else_is_told() -> None:
    found = _all()
    assert {post.plant for post, _ in found} == {"clock", "capture", "repost"}
    for post, posts in found:
        if post.plant == "clock":
            stated = datetime.fromisoformat(post.stated)
            assert abs(stated - post.when) >= timedelta(hours=2, minutes=59)
        elif post.plant == "capture":
            assert post.earliest is not None
            assert datetime.fromisoformat(post.captured) < post.earliest - timedelta(hours=2, minutes=59)
        else:
            of = next(other for other in posts if ("repost_of", other.url) in post.links)
            assert of.earliest is not None
            assert datetime.fromisoformat(post.stated) < of.earliest


def test_one_post_of_a_cascade_at_most_and_most_have_none() -> None:
    found = _all()
    assert all(sum(bool(one.plant) for one in posts) == 1 for _, posts in found)
    assert 30 <= len(found) <= 90
