"""Downloads of Facebook and Instagram."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exports.meta import FACEBOOK_POSTS, INSTAGRAM_POSTS, SECONDS, meta_json, write_facebook, write_instagram
from tests.exports.reading import gathered

from firstseen.intake.meta.mojibake import repaired, repaired_text
from firstseen.model.items import Author, ItemKind, Link, LinkKind, NoticeKind
from firstseen.model.time import StatedTime, TimeRole

LOST = "addresses and identifiers of posts, likes and shares: they are not in the download"


@pytest.mark.parametrize("text", ["Вибух 💥", "é", "plain", "ÐÐ", "naïve café", "日本"])
def test_text_is_repaired_and_text_that_was_right_stays(text: str) -> None:
    spoilt = text.encode().decode("latin-1")
    assert repaired_text(spoilt) == text
    assert repaired_text("naïve") == "naïve"  # no UTF-8 in it
    assert repaired({spoilt: [spoilt, 5, None]})[0] == {text: [text, 5, None]}


@pytest.mark.parametrize(
    "posts", ["your_instagram_activity/media/posts_1.json", "content/posts_1.json", "media.json", "a/b/c/x.json"]
)
def test_instagram_posts_whatever_the_file_is_called(tmp_path: Path, posts: str) -> None:
    found = gathered(write_instagram(tmp_path / "download", posts=posts))
    one, two = [item for item in found.items if "kind" not in item.extra]
    assert one.text == "Вибух 💥 é"
    assert (one.platform, one.author) == ("instagram", Author(None, "oksana", "Оксана"))
    assert one.times == (StatedTime(TimeRole.PUBLISHED, str(SECONDS), "creation_timestamp"),)
    assert [(medium.name, medium.missing) for medium in one.media] == [("media/posts/202202/вибух.jpg", None)]
    assert one.extra["place of media/posts/202202/вибух.jpg"] == "49.99, 36.23"
    assert json.loads(one.record) == json.loads(meta_json(INSTAGRAM_POSTS[0]))
    assert (two.text, two.media[0].caption) == ("два знімки", "ліворуч")
    assert two.media[0].times == (StatedTime(TimeRole.UPLOADED, str(SECONDS - 60), "creation_timestamp of the medium"),)
    assert two.media[1].missing == "not in the source: media/posts/202202/gone.jpg"
    assert two.album is not None and one.album is None
    (story,) = [item for item in found.items if item.extra.get("kind") == "ig_stories"]
    assert (story.text, story.media[0].name) == ("історія", "media/stories/1.jpg")
    assert found.noticed(NoticeKind.LOST)[LOST] >= 1
    assert found.noticed(NoticeKind.MENDED)["text written as Latin-1 instead of UTF-8"] > 3
    assert not found.refusals


@pytest.mark.parametrize("prefix", ["", "your_facebook_activity/"])
def test_facebook_posts(tmp_path: Path, prefix: str) -> None:
    found = gathered(write_facebook(tmp_path / "download", prefix=prefix))
    post, words = [item for item in found.items if "kind" not in item.extra]
    assert (post.text, post.title) == ("Вибух у місті", "Оксана додала світлину.")
    assert (post.platform, post.author) == ("facebook", Author(None, "oksana", "Оксана Ч"))
    assert post.times == (
        StatedTime(TimeRole.PUBLISHED, str(SECONDS), "timestamp"),
        StatedTime(TimeRole.EDITED, str(SECONDS + 60), "update_timestamp"),
    )
    (medium,) = post.media
    assert (medium.name, medium.caption, medium.missing) == (f"{prefix}posts/media/your_posts/1_n.jpg", "дим", None)
    assert medium.times == (
        StatedTime(TimeRole.UPLOADED, str(SECONDS - 5), "creation_timestamp of the medium"),
        StatedTime(TimeRole.TAKEN, str(SECONDS - 900), "taken_timestamp of the medium"),
    )
    assert post.links == (Link(LinkKind.EMBEDS, url="https://news.example/a"),)
    assert post.extra["link's name"] == "Заголовок"
    assert post.extra["tagged"] == "Іван"
    assert post.extra["backdated by the author to"] == str(SECONDS - 86400)
    assert b"203.0.113.9" not in post.record
    assert json.loads(post.record.replace(b"sealed", b"203.0.113.9")) == json.loads(
        meta_json(FACEBOOK_POSTS[0]).decode().replace("posts/media/", f"{prefix}posts/media/")
    )
    assert words.text == "only words"
    (photo,) = [item for item in found.items if item.extra.get("kind") == "album"]
    assert (photo.text, photo.title, photo.album, photo.counts) == (
        "дах",
        "Будинок",
        "facebook:Будинок",
        {"replies": 1},
    )
    assert not found.refusals
    assert found.noticed(NoticeKind.SEALED)["entry of profile_v2"] == 1
    assert found.noticed(NoticeKind.THUMBNAIL) == {"cover of an album, which is one of its photos": 1}


def test_private_parts_are_counted_and_not_read(tmp_path: Path) -> None:
    for root in (write_facebook(tmp_path / "facebook"), write_instagram(tmp_path / "instagram")):
        found = gathered(root)
        told = repr(found.items) + repr(found.notices)
        for secret in ("таємне", "Іван'", "203.0.113.9", "o@example.org", "+380"):
            assert secret not in told.replace("'tagged': 'Іван'", "")
        assert found.noticed(NoticeKind.SEALED)["direct message"] == 2
        assert not [item for item in found.items if item.kind is ItemKind.MESSAGE]
    sealed = gathered(tmp_path / "facebook").noticed(NoticeKind.SEALED)
    assert sealed["contact"] == 2
    assert sealed["entry of account_activity_v2"] == 1
    assert sealed["IP address of an upload"] == 1
    assert gathered(tmp_path / "instagram").noticed(NoticeKind.SEALED)["entry of profile_user"] == 1


def test_messages_are_read_where_they_are_asked_for(tmp_path: Path) -> None:
    found = gathered(write_facebook(tmp_path / "facebook"), include_private=True)
    one, two = [item for item in found.items if item.kind is ItemKind.MESSAGE]
    assert (one.text, one.author) == ("таємне", Author(name="Іван"))
    assert one.times[0].text == str(SECONDS * 1000 + 5)
    assert one.media[0].missing == "not in the source: x.jpg"
    assert two.text == "так"


def test_lists_of_photos_comments_and_posts_in_groups(tmp_path: Path) -> None:
    photo = {"uri": "a.jpg", "creation_timestamp": SECONDS, "description": "опис"}
    comment = {
        "timestamp": SECONDS,
        "data": [{"comment": {"timestamp": SECONDS, "comment": "слово", "author": "Оксана", "group": "Г"}}],
    }
    for value, text, kind in (
        ({"other_photos_v2": [photo]}, "опис", "other_photos_v2"),
        ({"comments_v2": [comment]}, "слово", "comments_v2"),
        ({"group_posts_v2": [{"timestamp": SECONDS, "data": [{"post": "пост"}]}]}, "пост", "group_posts_v2"),
    ):
        (tmp_path / "x.json").write_bytes(meta_json(value))
        (item,) = gathered(tmp_path / "x.json").items
        assert (item.text, item.extra["kind"]) == (text, kind)
    (tmp_path / "x.json").write_bytes(meta_json(FACEBOOK_POSTS[1]))
    assert [item.text for item in gathered(tmp_path / "x.json").items] == ["only words"]


def test_a_table_of_posts_with_such_names_stays_a_table(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(
        '{"timestamp": 1645679229, "post": "x", "url": "https://x.com/a/status/1", "text": "y"}\n'
    )
    assert [source.reader for source in gathered(tmp_path / "x.jsonl").sources] == ["posts table"]


def test_paths_that_lead_out_and_addresses_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8\xff")
    root = tmp_path / "in"
    root.mkdir()
    media = [
        {"uri": uri, "creation_timestamp": 5}
        for uri in ("../secret.jpg", str(tmp_path / "secret.jpg"), "https://x/y.jpg")
    ]
    (root / "posts.json").write_bytes(meta_json([{"media": media}]))
    (item,) = gathered(root).items
    assert [medium.missing for medium in item.media] == [
        "outside the source",
        "outside the source",
        "not in the download",
    ]


def test_a_broken_record_costs_itself(tmp_path: Path) -> None:
    text = meta_json([*INSTAGRAM_POSTS, INSTAGRAM_POSTS[0]]).decode()
    second = text.index("media/posts/202202/a.jpg")
    (tmp_path / "posts.json").write_text(text[: second + 4] + '" oops ' + text[second + 4 :])
    found = gathered(tmp_path / "posts.json")
    assert len(found.refusals) == 1
    assert len(found.items) >= 2


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["uri", "media", "data", "post", "comment", "title", "name", "photo_metadata"]), inner
        )
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "media",
                "title",
                "creation_timestamp",
                "uri",
                "media_metadata",
                "timestamp",
                "data",
                "attachments",
                "tags",
            ]
        ),
        _JSON,
    ),
    base=st.sampled_from([INSTAGRAM_POSTS, FACEBOOK_POSTS]),
)
def test_no_shape_of_a_record_ends_the_reading(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, object], base: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("shape") / "x.json"
    path.write_bytes(meta_json([base[0], {**base[0], **fields}, base[1]]))
    found = gathered(path)
    assert len(found.items) >= 2
    assert found.items[-1].text == base[1].get("title" if base is INSTAGRAM_POSTS else "x", "only words")
