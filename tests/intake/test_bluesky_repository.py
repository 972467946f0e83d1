"""Repositories of Bluesky: the real ones with their true counts, and made ones with what can go wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import libipld
import pytest
from tests.exports.bluesky import DID, car, cbor_cid, raw_cid, record, repository, uri
from tests.intake.bluesky_reading import items, noticed, read, refused

from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.model.items import Author, Entity, ItemKind, Link, LinkKind, NoticeKind
from firstseen.model.time import StatedTime, TimeRole

SAMPLES = Path(__file__).parents[2] / "../shared/data/exports/bluesky"
KEY = "app.bsky.feed.post/3l2zpabcdef2a"
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(200))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize(
    ("name", "posts", "reposts", "profiles", "others"),
    [  # counted by hand, block by block
        ("bafyreieovfuizojpw3zresz7sx3nk4trm2by23pt5rxbey3jme4uo5ogiu.car", 5, 0, 1, {}),
        ("fakermaker.repo.car", 26, 15, 1, {"app.bsky.graph.follow": 78, "app.bsky.feed.like": 22}),
        ("greenground.repo.car", 0, 0, 0, {"app.bsky.graph.follow": 2}),
        (
            "paul_staging.repo.car",
            101,
            15,
            1,
            {
                "app.bsky.feed.like": 60,
                "app.bsky.feed.vote": 54,
                "app.bsky.graph.follow": 17,
                "app.bsky.graph.confirmation": 3,
                "app.bsky.system.declaration": 1,
            },
        ),
        ("repo_slice.car", 1, 0, 0, {}),
    ],
)
def test_the_real_repositories_have_all_their_records(
    name: str, posts: int, reposts: int, profiles: int, others: dict[str, int]
) -> None:
    found = list(read_path(SAMPLES / name, ReadOptions()))
    kinds = Counter(
        "profile"
        if item.kind is ItemKind.PAGE
        else "repost"
        if item.links[:1] and item.links[0].kind == "repost_of"
        else "post"
        for item in items(found)
    )
    assert (kinds["post"], kinds["repost"], kinds["profile"]) == (posts, reposts, profiles)
    counted = {
        what.removeprefix("record "): n
        for (kind, what), n in noticed(found).items()
        if kind is NoticeKind.UNKNOWN_RECORD
    }
    assert counted == others
    assert not refused(found)
    assert all(item.post_id for item in items(found) if item.kind is ItemKind.POST)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_a_real_post_of_the_first_schema_is_read_whole() -> None:
    (item,) = items(list(read_path(SAMPLES / "repo_slice.car", ReadOptions())))
    assert item.key.startswith("bluesky:at://did:plc:6evlgoug7wwijzxhzt2riyic/app.bsky.feed.post/3jquh3emtzo2o#")
    assert item.text == "@ledner9213-c6.test Luck yesterday in peep might were choir lastly luxury before."
    assert item.entities == (Entity("mention", 0, 19, "did:plc:62h4kgufuxjsa4o5udp4dgdw"),)
    assert item.times == (
        StatedTime(TimeRole.PUBLISHED, "2023-03-13T19:48:20-07:00", "createdAt, set by the author's program"),
    )
    (medium,) = item.media
    assert (medium.name, medium.alt) == (
        "bafkreiblkobl6arfg3j7eft3akdhn2hmr2qmzfkefcgu4agnswvssg4a6a",
        "Sausage sandwich italian style",
    )
    assert medium.missing == "not collected: pictures are no part of a repository"


def test_the_tree_names_the_posts_and_what_it_names_no_more_is_kept_and_told(tmp_path: Path) -> None:
    posts = {KEY: record("kept"), "app.bsky.feed.post/3l2zpabcdef2b": record("kept too")}
    deleted = {"app.bsky.feed.post/3l2zpabcdef2c": record("taken back")}
    found = items(read(tmp_path, repository(posts, deleted=deleted), "r.car"))
    assert {(item.text, item.post_id, "in the repository" in item.extra) for item in found} == {
        ("kept", "3l2zpabcdef2a", False),
        ("kept too", "3l2zpabcdef2b", False),
        ("taken back", "3l2zpabcdef2c", True),
    }
    assert found[0].url == f"https://bsky.app/profile/{DID}/post/3l2zpabcdef2a"
    assert libipld.decode_dag_cbor(found[0].record) == record("kept")


def test_two_keys_for_one_record_are_two_posts(tmp_path: Path) -> None:
    same = record("twice")
    found = items(read(tmp_path, repository({KEY: same, "app.bsky.feed.post/3l2zpabcdef2b": same}), "r.car"))
    assert sorted(str(item.post_id) for item in found) == ["3l2zpabcdef2a", "3l2zpabcdef2b"]


@pytest.mark.parametrize("place", ["", "blobs/", f"{DID}/"])
def test_pictures_are_found_beside_the_file_by_their_digest(tmp_path: Path, place: str) -> None:
    cid = libipld.encode_cid(raw_cid(PICTURE))
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / cid).write_bytes(PICTURE)
    (item,) = items(read(tmp_path, repository({KEY: record("x", pictures=[("alt", raw_cid(PICTURE))])}), "r.car"))
    assert [(medium.name, medium.alt, medium.missing) for medium in item.media] == [(f"{place}{cid}", "alt", None)]


def test_pictures_inside_the_file_are_read_from_it(tmp_path: Path) -> None:
    data = repository({KEY: record("x", pictures=[("", raw_cid(PICTURE))])}, inside=[PICTURE])
    (item,) = items(read(tmp_path, data, "r.car"))
    assert item.media[0].content is not None
    with item.media[0].content.open() as stream:
        assert stream.read() == PICTURE


def test_profile_and_repost(tmp_path: Path) -> None:
    profile = {
        "$type": "app.bsky.actor.profile",
        "displayName": "Оксана",
        "description": "слова",
        "avatar": {"$type": "blob", "ref": raw_cid(PICTURE)},
    }
    repost = {
        "$type": "app.bsky.feed.repost",
        "subject": {"uri": uri("3aaaaaaaaaaa2"), "cid": "x"},
        "createdAt": "2024-08-29T10:00:00Z",
    }
    data = repository(
        {"app.bsky.actor.profile/self": profile, "app.bsky.feed.repost/3l2zpabcdef2b": repost, KEY: record("p")}
    )
    by_key = {item.extra["uri"].split("/", 3)[3]: item for item in items(read(tmp_path, data, "r.car"))}
    page = by_key["app.bsky.actor.profile/self".partition("/")[0] + "/self"]
    assert (page.kind, page.title, page.text, len(page.media)) == (ItemKind.PAGE, "Оксана", "слова", 1)
    assert by_key["app.bsky.feed.repost/3l2zpabcdef2b"].links == (
        Link(LinkKind.REPOST_OF, "bluesky", "3aaaaaaaaaaa2", f"https://bsky.app/profile/{DID}/post/3aaaaaaaaaaa2"),
    )
    assert by_key[KEY].author == Author(DID, None, "Оксана")


def test_a_record_that_was_changed_afterwards_is_refused_by_its_identifier(tmp_path: Path) -> None:
    data = repository({KEY: record("the truth"), "app.bsky.feed.post/3l2zpabcdef2b": record("other")})
    found = read(tmp_path, data.replace(b"the truth", b"no  truth"), "r.car")
    assert [item.text for item in items(found)] == ["other"]
    (refusal,) = refused(found)
    assert refusal.reason == "its content does not agree with its identifier: changed or damaged; not read"


def test_a_cut_repository_gives_what_is_whole(tmp_path: Path) -> None:
    data = repository({KEY: record("first"), "app.bsky.feed.post/3l2zpabcdef2b": record("second")})
    found = read(tmp_path, data[:-10], "r.car")
    assert [item.text for item in items(found)] == ["first"]
    assert "ends in the middle" in refused(found)[0].reason


@pytest.mark.parametrize(
    "content",
    [
        b"\x81" * 5000 + b"\xf6",
        b"\xff",
        b"\x9a\xff\xff\xff\xff",
        libipld.encode_dag_cbor({"$type": 5, "e": 7, "did": 8, "data": b"y"}),
    ],
)
def test_hostile_blocks_cost_themselves(tmp_path: Path, content: bytes) -> None:
    cid = b"\x01\x71\x12\x20" + raw_cid(content)[4:]
    good = record("good")
    data = car([cid], [(cid, content), (cbor_cid(good), libipld.encode_dag_cbor(good))])
    (item,) = items(read(tmp_path, data, "r.car"))
    assert (item.text, item.post_id, item.author) == ("good", None, None)
