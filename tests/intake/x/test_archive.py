"""The archive of an account of X: every trap of the format has its test."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports import x
from tests.exports.any_shape import ANY_JSON
from tests.exports.reading import gathered
from tests.exports.x import EARLIER, ID, archive_file, archive_folder, picture, status

from firstseen.chronicle.times.stated import read_stated
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import LinkKind, NoticeKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_an_archive_gives_its_posts_with_their_media_and_nothing_private(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    found = gathered(tmp_path)
    assert found.refusals == []
    assert sorted(item.key for item in found.items) == sorted(
        [f"x:{EARLIER}", "x:note/78", *(f"x:{int(ID) + (minute * 60000 << 22)}" for minute in (0, 1, 2))]
    )
    assert sorted(found.shown()) == [
        f"data/tweets_media/{ID}-FabcdefghijklmN.jpg",
        f"data/tweets_media/{ID}-dam.mp4",
    ]
    everything = repr(found.items) + repr(found.notices)
    assert not any(secret in everything for secret in ("Тільки тобі", "+38044", "10.1.2.3", "a@example.com", "private"))
    assert found.noticed(NoticeKind.SEALED) == {
        "direct message": 2,
        "record of ip audit": 3,
        "record of phone number": 1,
        "record of account": 1,
    }
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {"record of moment": 1}


def test_the_same_in_a_zip(tmp_path: Path) -> None:
    archive_folder(tmp_path / "archive")
    shutil.make_archive(str(tmp_path / "twitter-2023"), "zip", tmp_path / "archive")
    found = gathered(tmp_path / "twitter-2023.zip")
    assert len(found.items) == 5
    assert len(found.shown()) == 2
    assert "private" not in repr(found.items)


def test_a_post_has_its_owner_its_words_and_numbers_written_as_text(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    post = next(item for item in gathered(tmp_path).items if item.post_id == ID)
    assert post.author is not None
    assert (post.author.id, post.author.handle, post.author.name) == ("12497", "povin_info", "Повінь")
    assert post.url == f"https://x.com/povin_info/status/{ID}"
    assert post.text == "Дамба & вода"
    assert post.counts == {"likes": 19, "reposts": 5}
    assert read_stated(post.times[0], now=NOW).earliest == datetime(2023, 6, 6, 3, 0, tzinfo=UTC)
    assert post.extra == {"client": "X Web App"}


def test_all_media_are_shown_and_not_only_the_first_that_the_short_list_has(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    post = next(item for item in gathered(tmp_path).items if item.post_id == ID)
    assert [medium.name.rpartition("-")[2] for medium in post.media] == ["FabcdefghijklmN.jpg", "dam.mp4"]


def test_a_long_post_gets_its_whole_words_once(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    items = gathered(tmp_path).items
    long = [item for item in items if item.text and item.text.startswith("Це дуже довгий")]
    assert len(long) == 1
    assert long[0].text is not None
    assert long[0].text.endswith("#повінь")
    assert [long[0].text[mark.start : mark.end] for mark in long[0].entities] == ["#повінь"]


def test_a_long_post_whose_post_is_gone_is_an_item_of_its_own(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    (item,) = [item for item in gathered(tmp_path).items if item.key == "x:note/78"]
    assert (item.text, item.extra["post"]) == ("Допису вже немає", "its post is not in the archive")


def test_a_repost_is_known_by_its_words_and_by_the_post_its_media_are_from(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    found = gathered(tmp_path)
    reposts = {item.text: item for item in found.items if item.text and item.text.startswith("RT @")}
    (link,) = reposts["RT @dsns: Увага"].links
    assert (link.kind, link.post_id, link.url) == (LinkKind.REPOST_OF, EARLIER, f"https://x.com/dsns/status/{EARLIER}")
    (link,) = reposts["RT @dsns: Самі слова"].links
    assert (link.kind, link.post_id) == (LinkKind.REPOST_OF, None)
    assert reposts["RT @dsns: Самі слова"].extra["reposted from"] == "@dsns"
    assert found.noticed(NoticeKind.LOST) == {"which post was reposted (only its author's name is kept)": 1}


def test_a_post_that_speaks_of_rt_is_no_repost(tmp_path: Path) -> None:
    (tmp_path / "tweets.js").write_bytes(archive_file("tweets", [{"tweet": status(ID, "Чому RT @dsns: не працює?")}]))
    assert gathered(tmp_path / "tweets.js").items[0].links == ()


def test_a_still_beside_its_video_is_no_second_appearance(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    assert gathered(tmp_path).noticed(NoticeKind.THUMBNAIL) == {"small version beside its original": 1}


def test_a_video_saved_in_its_smaller_version_is_found(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    media = tmp_path / "data/tweets_media"
    (media / f"{ID}-dam.mp4").rename(media / f"{ID}-smalldam.mp4")
    assert f"data/tweets_media/{ID}-smalldam.mp4" in gathered(tmp_path).shown()


def test_direct_messages_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    found = gathered(tmp_path, include_private=True)
    assert [item.text for item in found.items if item.key.startswith("x:dm/")] == ["Тільки тобі", "Так"]
    assert "data/direct_messages_media/901-private.jpg" in found.shown()


@pytest.mark.parametrize("name", ["tweet.js", "tweets.js", "tweets-part3.js"])
def test_older_names_and_parts_are_read(tmp_path: Path, name: str) -> None:
    kind = "tweet" if name == "tweet.js" else "tweets"
    (tmp_path / name).write_bytes(archive_file(kind, [{"tweet": status(ID, "Дамба")}], part=3))
    assert [item.post_id for item in gathered(tmp_path / name).items] == [ID]


def test_records_without_the_wrapper_of_2018_and_the_form_of_before_are_read(tmp_path: Path) -> None:
    (tmp_path / "tweet.js").write_bytes(archive_file("tweet", [status(ID, "Дамба")]))
    assert [item.text for item in gathered(tmp_path / "tweet.js").items] == ["Дамба"]
    grailbird = b"Grailbird.data.tweets_2014_01 = [ " + x.lines([status(ID, "Давно", user=x.USER)]) + b"]"
    (tmp_path / "2014_01.js").write_bytes(grailbird)
    assert [item.text for item in gathered(tmp_path / "2014_01.js").items] == ["Давно"]


def test_versions_of_an_edited_post_are_named(tmp_path: Path) -> None:
    versions = {"initial": {"editTweetIds": [EARLIER, ID], "editsRemaining": "4"}}
    (tmp_path / "tweets.js").write_bytes(archive_file("tweets", [{"tweet": status(ID, "Дамба", edit_info=versions)}]))
    assert gathered(tmp_path / "tweets.js").items[0].extra["edit history"] == f'["{EARLIER}","{ID}"]'


def test_a_deleted_post_says_so(tmp_path: Path) -> None:
    (tmp_path / "deleted-tweets.js").write_bytes(archive_file("deleted_tweets", [{"tweet": status(ID, "Дамба")}]))
    assert gathered(tmp_path / "deleted-tweets.js").items[0].extra["deleted"] == "the owner had deleted it"


def test_the_archives_own_pictures_are_no_items(tmp_path: Path) -> None:
    archive_folder(tmp_path)
    assert not any("assets" in medium.name for item in gathered(tmp_path).items for medium in item.media)


def test_a_picture_that_is_not_in_the_archive_is_an_appearance_without_bytes(tmp_path: Path) -> None:
    post = status(ID, "", [picture("Fgone1234.jpg")])
    (tmp_path / "tweets.js").write_bytes(archive_file("tweets", [{"tweet": post}]))
    (medium,) = gathered(tmp_path / "tweets.js").items[0].media
    assert (medium.content, medium.url) == (None, "https://pbs.twimg.com/media/Fgone1234.jpg")


def test_a_broken_record_is_refused_and_the_next_ones_are_read(tmp_path: Path) -> None:
    data = archive_file("tweets", [{"tweet": status(str(int(ID) + n), f"слово {n}")} for n in range(4)])
    (tmp_path / "tweets.js").write_bytes(data.replace('"слово 1"'.encode(), b"[[["))
    found = gathered(tmp_path / "tweets.js")
    assert [item.text for item in found.items] == ["слово 0", "слово 2", "слово 3"]
    assert [refusal.name for refusal in found.refusals] == ["tweets.js, record 2"]


def test_the_private_files_of_the_sample_are_counted(real_inputs: Path) -> None:
    """By hand: no suspension, one account, one app, two followers, two followed, two searches."""
    folder = real_inputs / "exports/x/tests/zip_contents"
    sealed: dict[str, int] = {}
    for path in sorted(folder.glob("*.js")):
        found = gathered(path)
        assert (found.items, found.refusals) == ([], [])
        assert "+1555" not in repr(found)
        sealed |= found.noticed(NoticeKind.SEALED)
    assert sealed == {
        "record of account": 1,
        "record of app": 1,
        "record of follower": 2,
        "record of following": 2,
        "record of saved search": 2,
    }


@pytest.mark.parametrize("data", [b"window.config = {}", b"var a = [1]", b"<html><body>x</body></html>", b"[]"])
def test_other_scripts_and_pages_are_not_taken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.js").write_bytes(data)
    source = Source(FolderTree(tmp_path), "a.js")
    reader = reader_for(source, source.head(), READERS)
    assert reader is None or reader.name != "X archive"


@given(fields=st.dictionaries(st.sampled_from(sorted(status(ID, "x", [picture("a.jpg")]))), ANY_JSON, max_size=6))
def test_any_shape_of_any_field_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    first = status(ID, "Дамба", [picture("a.jpg")]) | fields
    (folder / "tweets.js").write_bytes(archive_file("tweets", [{"tweet": first}, {"tweet": status(EARLIER, "Після")}]))
    found = gathered(folder / "tweets.js")
    assert found.items[-1].text == "Після"
    assert len(found.items) + len(found.refusals) >= 2
