"""Posts and threads of Bluesky as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import jpeg, photograph
from tests.exports.bluesky import DID, record, tid, uri, view
from tests.intake.bluesky_reading import items, noticed, read, refused

from firstseen.chronicle.times.identifiers import post_identifier_time
from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.model.items import Author, Entity, Item, Link, LinkKind, NoticeKind
from firstseen.model.time import StatedTime, TimeRole

THREAD = Path(__file__).parents[2] / "../shared/data/exports/bluesky/thread_view_post_with_embed_media.json"
CID = "bafkreic3cp5ky525vsukjvrzxsc2h3jka2gud74l2hgeatw2rhj2qycnmq"
FULL = f"https://cdn.bsky.app/img/feed_fullsize/plain/{DID}/{CID}@jpeg"
KEY = tid(1724925600_000000)


@pytest.mark.skipif(not THREAD.exists(), reason="the samples are not here")
def test_the_real_thread_has_its_post_and_the_one_it_quotes() -> None:
    found = list(read_path(THREAD, ReadOptions()))
    first, quoted = items(found)
    assert first.author == Author("did:plc:kvwvcn5iqfooopmyzvb4qzba", "test.marshal.dev", "Python SDK")
    assert (first.post_id, first.text, first.language) == ("3kaheyt6vpc22", None, "en")
    assert first.url == "https://bsky.app/profile/did:plc:kvwvcn5iqfooopmyzvb4qzba/post/3kaheyt6vpc22"
    assert [time.text for time in first.times] == ["2023-09-28T12:49:36.735Z", "2023-09-28T12:49:36.735Z"]
    (medium,) = first.media  # neither the thumbnail nor the avatar
    assert medium.name == CID
    assert medium.url is not None and "feed_fullsize" in medium.url
    assert first.links == (
        Link(
            LinkKind.QUOTES,
            "bluesky",
            "3kahesw26il2z",
            "https://bsky.app/profile/did:plc:kvwvcn5iqfooopmyzvb4qzba/post/3kahesw26il2z",
        ),
    )
    assert (quoted.post_id, quoted.text) == ("3kahesw26il2z", "test")
    assert quoted.counts == {"likes": 0, "reposts": 0, "replies": 0}
    assert not refused(found)
    assert not noticed(found)


def test_a_post_is_read_whole_with_its_picture_named_by_digest(tmp_path: Path) -> None:
    (tmp_path / f"{CID}.jpg").write_bytes(jpeg(photograph(1)))
    text = "Вибух 💥 @friend #київ news.example/a"
    spans = {
        "@friend": ("mention", "did", DID),
        "#київ": ("tag", "tag", "київ"),
        "news.example/a": ("link", "uri", "https://news.example/a"),
    }
    facets = []
    for part, (kind, name, target) in spans.items():
        start = len(text[: text.index(part)].encode())
        index = {"byteStart": start, "byteEnd": start + len(part.encode())}
        facets.append({"index": index, "features": [{"$type": f"app.bsky.richtext.facet#{kind}", name: target}]})
    own = record(text, pictures=[("дим", CID)], facets=facets, langs=["uk", "en"], tags=["war"])
    own["labels"] = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]}
    own["reply"] = {
        "root": {"uri": uri("3aaaaaaaaaaa2"), "cid": "x"},
        "parent": {"uri": uri("3bbbbbbbbbbb2"), "cid": "x"},
    }
    (item,) = items(read(tmp_path, view(KEY, text, [("дим", CID, FULL)], record=own)))
    assert item.text == text
    # Characters, not bytes: the letters take two bytes each, the sign four.
    assert {(text[one.start : one.end], one.kind, one.target) for one in item.entities} == {
        ("@friend", "mention", DID),
        ("#київ", "hashtag", "київ"),
        ("news.example/a", "link", "https://news.example/a"),
    }
    assert (item.language, item.sensitive, item.extra["labels"], item.extra["tags"]) == (
        "uk, en",
        True,
        "graphic-media",
        "war",
    )
    assert item.counts == {"likes": 5, "reposts": 4, "replies": 3, "quotes": 2}
    (medium,) = item.media
    assert (medium.name, medium.alt, medium.url, medium.missing) == (f"{CID}.jpg", "дим", FULL, None)
    assert item.links == (
        Link(LinkKind.REPLY_TO, "bluesky", "3bbbbbbbbbbb2", f"https://bsky.app/profile/{DID}/post/3bbbbbbbbbbb2"),
    )
    assert item.extra["thread begins with"] == uri("3aaaaaaaaaaa2")


def test_created_at_is_the_clients_word_beside_the_keys_time_and_the_servers(tmp_path: Path) -> None:
    (item,) = items(read(tmp_path, view(KEY, "x", record=record("x", createdAt="2019-01-01T00:00:00Z"))))
    assert item.times == (
        StatedTime(TimeRole.PUBLISHED, "2019-01-01T00:00:00Z", "createdAt, set by the author's program"),
        StatedTime(TimeRole.CAPTURED, "2024-08-29T10:00:03.000Z", "indexedAt, by Bluesky's server"),
    )
    carried = post_identifier_time(item.platform, item.post_id, item.url, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert carried is not None
    assert carried.time == datetime(2024, 8, 29, 10, tzinfo=UTC)


def test_a_thread_gives_each_post_once_and_names_what_is_gone(tmp_path: Path) -> None:
    kind = "app.bsky.feed.defs#"
    parent = {"$type": f"{kind}threadViewPost", "post": view("3aaaaaaaaaaa2", "parent")}
    replies = [
        {"$type": f"{kind}threadViewPost", "post": view("3ccccccccccc2", "reply"), "replies": []},
        {"$type": f"{kind}notFoundPost", "uri": uri("3ddddddddddd2"), "notFound": True},
        {"$type": f"{kind}blockedPost", "uri": uri("3eeeeeeeeeee2"), "blocked": True},
    ]
    quoting = view("3bbbbbbbbbbb2", "post", record=record("post"))
    quoting["record"]["embed"] = {"$type": "app.bsky.embed.record", "record": {"uri": uri("3aaaaaaaaaaa2"), "cid": "x"}}
    quoted = {"$type": "app.bsky.embed.record#viewRecord", **view("3aaaaaaaaaaa2", "parent")}
    quoted["value"] = quoted.pop("record")
    quoting["embed"] = {"$type": "app.bsky.embed.record#view", "record": quoted}
    thread = {"$type": f"{kind}threadViewPost", "post": quoting, "parent": parent, "replies": replies}
    found = read(tmp_path, {"thread": thread})
    assert sorted(item.text or "" for item in items(found)) == ["parent", "post", "reply"]
    assert noticed(found) == {
        (NoticeKind.MISSING, "post that was not found"): 1,
        (NoticeKind.MISSING, "post that was blocked"): 1,
    }


def test_feeds_lists_lines_records_and_events_are_read(tmp_path: Path) -> None:
    by = {"did": "did:plc:z5vnbioquyhivxirw3bbljmu", "handle": "other.example"}
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by, "indexedAt": "2024-08-30T00:00:00Z"}
    feed = {
        "feed": [{"post": view("3aaaaaaaaaaa2", "one")}, {"post": view("3bbbbbbbbbbb2", "two"), "reason": reason}],
        "cursor": "x",
    }
    found = items(read(tmp_path, feed))
    assert [(item.text, [link.kind for link in item.links]) for item in found] == [
        ("one", []),
        (None, [LinkKind.REPOST_OF]),
        ("two", []),
    ]
    assert found[1].author == Author(by["did"], "other.example", None)
    for content in (
        {"posts": [view("3aaaaaaaaaaa2", "one"), view("3bbbbbbbbbbb2", "two")]},
        [view("3aaaaaaaaaaa2", "one"), view("3bbbbbbbbbbb2", "two")],
        "\n".join(json.dumps(view(key, text)) for key, text in (("3aaaaaaaaaaa2", "one"), ("3bbbbbbbbbbb2", "two"))),
        {
            "records": [
                {"uri": uri(key), "cid": "x", "value": record(text)} for key, text in (("3a2", "one"), ("3b2", "two"))
            ]
        },
    ):
        assert [item.text for item in items(read(tmp_path, content))] == ["one", "two"]
    commit = {
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": KEY,
        "record": record("live"),
        "cid": "x",
    }
    (live,) = items(read(tmp_path, {"did": DID, "time_us": 1724925602000000, "kind": "commit", "commit": commit}))
    assert (live.text, live.times[-1].text, live.times[-1].role) == ("live", "1724925602000000", TimeRole.CAPTURED)


def test_a_video_and_a_link_card_are_shown(tmp_path: Path) -> None:
    own = record("x")
    own["embed"] = {"$type": "app.bsky.embed.video", "alt": "clip", "video": {"$type": "blob", "ref": {"$link": CID}}}
    video = {
        "$type": "app.bsky.embed.video#view",
        "cid": CID,
        "playlist": "https://video.example/p.m3u8",
        "thumbnail": "t",
    }
    (item,) = items(read(tmp_path, view(KEY, "x", record=own, embed=video)))
    assert [(one.name, one.url, one.alt) for one in item.media] == [(CID, "https://video.example/p.m3u8", "clip")]
    card = {
        "uri": "https://news.example/a",
        "title": "Заголовок",
        "description": "слова",
        "thumb": {"ref": {"$link": CID}},
    }
    own["embed"] = {"$type": "app.bsky.embed.external", "external": card}
    (item,) = items(read(tmp_path, view(KEY, "x", record=own)))
    assert [(one.name, one.caption) for one in item.media] == [(CID, "Заголовок")]
    assert (item.extra["link card"], item.extra["link card's words"]) == ("https://news.example/a", "слова")


def test_unknown_fields_and_embeds_are_counted_by_name(tmp_path: Path) -> None:
    own = record("x", mood="calm", embed={"$type": "app.bsky.embed.smell"})
    found = noticed(read(tmp_path, view(KEY, "x", record=own, shape=1)))
    assert found == {
        (NoticeKind.UNKNOWN_FIELD, "post.mood"): 1,
        (NoticeKind.UNKNOWN_FIELD, "view.shape"): 1,
        (NoticeKind.UNKNOWN_RECORD, "embed smell"): 1,
    }


def test_a_broken_line_and_deep_nesting_are_refused_by_name(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps(view("3aaaaaaaaaaa2", "one")) + '\n{"uri": ')
    assert [item.text for item in items(found)] == ["one"]
    assert [one.name for one in refused(found)] == ["source.json, after record 1"]
    found = read(tmp_path, f'{{"posts": [{json.dumps(view(KEY, "one"))}, ' + "[" * 100_000)
    assert "nested too deeply" in refused(found)[0].reason


_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["uri", "cid", "$type", "record", "index", "features"]), inner)
    ),
    max_leaves=8,
)


_IN_POST = ("text", "embed", "facets", "langs", "reply", "labels", "tags", "entities", "createdAt")
_AROUND = ("cid", "author", "embed", "labels", "likeCount", "indexedAt", "embeds")


@settings(max_examples=150, deadline=None)
@given(
    fields=st.dictionaries(st.sampled_from(_IN_POST), _VALUE), around=st.dictionaries(st.sampled_from(_AROUND), _VALUE)
)
def test_no_shape_of_a_post_ends_the_reading(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, object], around: dict[str, object]
) -> None:
    changed = {**view(KEY, "x"), **around, "record": {**record("x"), **fields}}
    found = items(read(tmp_path_factory.mktemp("shape"), [changed, view("3bbbbbbbbbbb2", "after")]))
    assert found[-1].text == "after"
    assert isinstance(found[0], Item)


def test_entities_outside_the_words_are_left_out(tmp_path: Path) -> None:
    facets = [
        {"index": {"byteStart": start, "byteEnd": end}, "features": [{"$type": "x#tag", "tag": "t"}]}
        for start, end in ((0, 99), (3, 2), (-1, 2), (0, 2))
    ]
    (item,) = items(read(tmp_path, view(KEY, "ab", record=record("ab", facets=facets))))
    assert item.entities == (Entity("hashtag", 0, 2, "t"),)
