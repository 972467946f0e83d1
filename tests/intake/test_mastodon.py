"""Mastodon's archive: posts, boosts, attachments, what is private, and what breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exports.mastodon import ACTOR, BASE, OUTBOX, boost, post, write_archive

from firstseen.intake.folder import read_path
from firstseen.intake.source import Found, ReadOptions
from firstseen.model.items import Author, Item, ItemKind, Link, LinkKind, Noticed, NoticeKind, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole


def _all(path: Path, *, private: bool = False) -> list[Found]:
    return list(read_path(path, ReadOptions(include_private=private)))


def _items(found: list[Found]) -> list[Item]:
    return [one for one in found if isinstance(one, Item)]


def _noticed(found: list[Found]) -> dict[tuple[NoticeKind, str], int]:
    return {(one.kind, one.what): one.count for one in found if isinstance(one, Noticed)}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    write_archive(tmp_path / "archive")
    return tmp_path / "archive"


def test_a_post_is_read_whole(archive: Path) -> None:
    item = next(item for item in _items(_all(archive)) if item.post_id == "107853000000000001")
    assert item.text == "Вибух біля https://news.example/a-very-long-address\nДякую @friend\n2 < 3 #kharkiv"
    named = {(one.kind, item.text[one.start : one.end], one.target) for one in item.entities}
    assert named == {
        ("link", "https://news.example/a-very-long-address", "https://news.example/a-very-long-address"),
        ("mention", "@friend", "https://other.example/@friend"),
        ("hashtag", "#kharkiv", "https://kolektiva.example/tags/kharkiv"),
    }
    assert (item.platform, item.url) == ("mastodon", "https://kolektiva.example/@reporter/107853000000000001")
    assert item.author == Author(BASE, "reporter@kolektiva.example", "Оксана")
    assert (item.summary, item.sensitive, item.language) == ("кров", True, "uk")
    assert item.counts == {"likes": 12, "reposts": 3}
    assert item.times == (
        StatedTime(TimeRole.PUBLISHED, "2022-02-24T05:07:09Z", "published"),
        StatedTime(TimeRole.EDITED, "2022-02-24T06:00:00Z", "updated"),
    )
    assert json.loads(item.record) == OUTBOX[0]
    here, gone = item.media
    assert (here.name, here.alt) == ("media_attachments/files/107/853/original/a1b2.jpg", "дим над дахами")
    assert here.content is not None
    assert gone.missing == "not in the source: media_attachments/files/107/854/original/gone.jpg"


def test_replies_and_boosts_are_links_also_to_posts_that_were_not_collected(archive: Path) -> None:
    by_number = {item.post_id: item for item in _items(_all(archive))}
    answered = "https://other.example/users/friend/statuses/107852000000000009"
    assert by_number["107853000000000002"].links == (
        Link(LinkKind.REPLY_TO, "mastodon", "107852000000000009", answered),
    )
    passed_on = by_number["107858000000000003"]
    address = "https://other.example/users/friend/statuses/107857000000000007"
    assert passed_on.links == (Link(LinkKind.REPOST_OF, "mastodon", "107857000000000007", address),)
    assert (passed_on.text, passed_on.media) == (None, ())


def test_direct_messages_and_bookmarks_stay_sealed_unless_asked_for(archive: Path) -> None:
    closed = _all(archive)
    assert "a secret" not in repr(_items(closed))
    noticed = _noticed(closed)
    assert noticed[NoticeKind.SEALED, "direct message"] == 1
    assert noticed[NoticeKind.SEALED, "liked post"] == 1
    assert noticed[NoticeKind.SEALED, "bookmarked post"] == 2
    opened = _items(_all(archive, private=True))
    assert [item.text for item in opened if item.kind is ItemKind.MESSAGE] == ["a secret"]
    followers = next(item for item in _items(closed) if item.text == "for followers")
    assert followers.extra["visibility"] == "followers"


def test_thumbnails_are_no_appearance_and_the_profile_is_a_page_with_its_pictures(archive: Path) -> None:
    found = _all(archive)
    shown = [medium.name for item in _items(found) for medium in item.media if medium.content]
    assert sorted(shown) == ["avatar.jpg", "header.jpg", "media_attachments/files/107/853/original/a1b2.jpg"]
    assert not [one for one in found if isinstance(one, Refusal)]
    (page,) = [item for item in _items(found) if item.kind is ItemKind.PAGE]
    assert (page.title, page.text, page.times) == ("Оксана", "Reports from Kharkiv", ())
    assert page.extra["Site"] == "news.example"
    kept = [one.name for one in found if isinstance(one, SourceRead) and one.content]
    assert kept == ["actor.json", "bookmarks.json", "likes.json", "outbox.json"]


@pytest.mark.parametrize(("total", "told"), [(None, False), (2, True), (900, True), ("many", False)])
def test_total_items_is_not_believed(tmp_path: Path, total: int | None, told: bool) -> None:
    found = _all(write_archive(tmp_path / "archive", total=total))
    assert len(_items(found)) == 4
    said = [what for kind, what in _noticed(found) if kind is NoticeKind.MENDED]
    assert bool(said) is told
    if told:
        assert said == [f"totalItems says {total}, the list holds 6: the list was read"]


def test_unknown_activities_and_fields_are_counted_by_name(tmp_path: Path) -> None:
    activities = [post(1, "<p>one</p>", starsOf=3), {**boost(2, "https://a.example/x"), "shape": 1}, {"type": "Move"}]
    noticed = _noticed(_all(write_archive(tmp_path / "archive", activities=activities)))
    assert noticed[NoticeKind.UNKNOWN_FIELD, "object.starsOf"] == 1
    assert noticed[NoticeKind.UNKNOWN_FIELD, "activity.shape"] == 1
    assert noticed[NoticeKind.UNKNOWN_RECORD, "activity Move"] == 1
    assert noticed[NoticeKind.LOST, "words and pictures of boosted posts: only their address is in the archive"] == 1


def test_an_outbox_without_its_profile_names_the_account_by_its_address(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive")
    (path.parent / "actor.json").unlink()
    first = _items(_all(path))[0]
    assert first.author == Author(BASE, "reporter@kolektiva.example", None)
    (path.parent / "actor.json").write_text(
        json.dumps({**ACTOR, "id": "https://else.example/users/other", "name": "Other"})
    )
    assert _items(_all(path))[0].author == first.author


def test_a_broken_activity_costs_itself_and_a_cut_outbox_gives_what_is_before_the_cut(tmp_path: Path) -> None:
    path = write_archive(tmp_path / "archive", activities=[post(number, f"<p>{number}</p>") for number in (1, 2, 3)])
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace('"content": "<p>2</p>"', '"content": <p>2</p>"'), encoding="utf-8")
    found = _all(path)
    assert [item.text for item in _items(found)] == ["1", "3"]
    (refusal,) = [one for one in found if isinstance(one, Refusal)]
    assert refusal.name == "outbox.json, activity 2"
    path.write_text(whole[: whole.index('"content": "<p>3</p>"')], encoding="utf-8")
    found = _all(path)
    assert [item.text for item in _items(found)] == ["1", "2"]
    (refusal,) = [one for one in found if isinstance(one, Refusal)]
    assert "nothing after it was read" in refusal.reason


def test_a_path_that_leads_out_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8\xff")
    bad = {"type": "Document", "url": "/media_attachments/../../secret.jpg", "name": None}
    (item,) = _items(_all(write_archive(tmp_path / "archive", activities=[post(1, "x", attachment=[bad])])))
    assert [medium.missing for medium in item.media] == ["outside the source"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "object", "url", "href", "name", "content", "to", "attachment"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(fields=st.dictionaries(st.sampled_from(sorted([*OUTBOX[0], *OUTBOX[0]["object"]])), _JSON), inside=st.booleans())
def test_no_shape_of_an_activity_ends_the_reading(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, object], inside: bool
) -> None:
    changed = {**OUTBOX[0], "object": {**OUTBOX[0]["object"], **fields}} if inside else {**OUTBOX[0], **fields}
    folder = tmp_path_factory.mktemp("shape") / "archive"
    found = _all(write_archive(folder, activities=[changed, post(9, "<p>after</p>")]))
    assert "after" in [item.text for item in _items(found)]
