from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from firstseen.sample import SampleCase
from firstseen.sample.films import NAMES, OLD
from firstseen.sample.pictures import IN_POSTS
from firstseen.sample.posts import CONTRADICTED_BY, posts


def test_some_sixty_posts_on_six_platforms_in_five_languages() -> None:
    told = posts()
    words = " ".join(post.text for post in told)
    assert 55 <= len(told) <= 70
    assert {post.platform for post in told} == {"x", "telegram", "mastodon", "bluesky", "instagram", "tiktok"}
    for sample in ("шлюзів", "الماء", "habitants", "Prosimy", "Market square"):
        assert sample in words


def test_all_but_one_lie_in_the_four_days(written: SampleCase) -> None:
    outside = [post for post in posts() if not written.start <= post.when <= written.end]
    assert outside[0].id == written.planted.old_post
    assert written.start - outside[0].when > timedelta(days=700)
    assert [post.files for post in outside[1:]] == [(OLD,)]


def test_identifiers_agree_with_the_stated_times_but_for_one(flood: Path, written: SampleCase) -> None:
    wrong = {}
    with (flood / "posts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        stated = datetime.fromisoformat(row["published"])
        number = {"x": lambda i: (i >> 22) + 1288834974657, "mastodon": lambda i: i >> 16}.get(row["platform"])
        if number is None:
            continue
        made = datetime.fromtimestamp(number(int(row["post_id"])) / 1000, UTC)
        if abs(made - stated) > timedelta(seconds=3):
            wrong[row["post_id"]] = made - stated
    assert list(wrong) == [written.planted.contradicting_post]
    assert abs(wrong[written.planted.contradicting_post] - CONTRADICTED_BY) < timedelta(seconds=3)


def test_every_picture_is_shown_by_a_post_and_only_one_is_missing(flood: Path, written: SampleCase) -> None:
    named = {name for post in posts() for name in post.files}
    missing = {name for name in named if not (flood / "pictures" / name).is_file()}
    assert named - missing == set(IN_POSTS) | set(NAMES)
    assert {f"pictures/{name}" for name in missing} == {written.planted.not_collected[1]}


def test_identifiers_and_addresses_are_unique() -> None:
    told = posts()
    assert len({(post.platform, post.id) for post in told}) == len(told)
    assert len({post.url for post in told}) == len(told)
