"""Posts of X that researchers hold: interfaces 1.1 and 2, twarc, snscrape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.exports import x, zeeschuimer
from tests.exports.any_shape import changed
from tests.exports.reading import Gathered, gathered
from tests.exports.x import EARLIER, ID, USER, picture, snscrape, status, v2, v2_answer, video

from firstseen.chronicle.times.identifiers import post_identifier_time
from firstseen.chronicle.times.stated import read_stated
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import LinkKind, NoticeKind
from firstseen.model.time import TimeRole

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _read(folder: Path, *records: dict[str, Any]) -> Gathered:
    (folder / "x.jsonl").write_bytes(x.lines(records))
    return gathered(folder / "x.jsonl")


SHAPES = {
    "status": status(ID, "Дамба &amp; #повінь", [picture("FabcdefghijklmN.jpg", ext_alt_text="Вода")], user=USER),
    "v2": v2_answer(
        v2(ID, "Дамба &amp; #повінь", attachments={"media_keys": ["3_9"]}),
        media=[{"media_key": "3_9", "type": "photo", "url": "https://pbs.twimg.com/media/FabcdefghijklmN.jpg",
                "alt_text": "Вода"}],
    ),
    "flat": v2(ID, "Дамба &amp; #повінь", author={"id": "12497", "username": "povin_info", "name": "Повінь"},
               attachments={"media": [{"media_key": "3_9", "type": "photo", "alt_text": "Вода",
                                       "url": "https://pbs.twimg.com/media/FabcdefghijklmN.jpg"}]}),
    "snscrape": snscrape(ID, "Дамба &amp; #повінь", media=[
        {"_type": "snscrape.modules.twitter.Photo", "previewUrl": "https://pbs.twimg.com/media/small?name=small",
         "fullUrl": "https://pbs.twimg.com/media/FabcdefghijklmN?format=jpg&name=large", "altText": "Вода"}]),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_post_is_the_same_in_every_shape(tmp_path: Path, shape: str) -> None:
    found = _read(tmp_path, SHAPES[shape])
    (item,) = found.items
    assert (item.key, item.url) == (f"x:{ID}", f"https://x.com/povin_info/status/{ID}")
    assert item.author is not None
    assert (item.author.id, item.author.handle, item.author.name) == ("12497", "povin_info", "Повінь")
    assert (item.text, item.language) == ("Дамба & #повінь", "uk")
    assert (item.counts["likes"], item.counts["reposts"]) == (19, 5)
    assert [(medium.name, medium.alt) for medium in item.media] == [("FabcdefghijklmN.jpg", "Вода")]
    published = next(time for time in item.times if time.role is TimeRole.PUBLISHED)
    assert read_stated(published, now=NOW).earliest == datetime(2023, 6, 6, 3, 0, tzinfo=UTC)
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ["lines", "array", "indented array", "one object"])
def test_lines_arrays_and_single_objects_are_read(tmp_path: Path, shape: str, form: str) -> None:
    record = SHAPES[shape]
    data = {
        "lines": x.lines([record, record]),
        "array": json.dumps([record]).encode(),
        "indented array": json.dumps([record], indent=4, ensure_ascii=False).encode(),
        "one object": json.dumps(record, indent=4).encode(),
    }[form]
    (tmp_path / "x.json").write_bytes(data)
    source = Source(FolderTree(tmp_path), "x.json")
    reader = reader_for(source, source.head(), READERS)
    assert reader is not None
    assert reader.name == "X posts"
    assert [item.post_id for item in gathered(tmp_path / "x.json").items] == [ID] * (2 if form == "lines" else 1)


REPOSTS = {
    "status": status(ID, "RT @dsns: Увага", user=USER,
                     retweeted_status=status(EARLIER, "Увага", [picture("FabcdefghijklmN.jpg")],
                                             user={"id_str": "5", "screen_name": "dsns", "name": "ДСНС"})),
    "v2": v2_answer(v2(ID, "RT @dsns: Увага", referenced_tweets=[{"type": "retweeted", "id": EARLIER}]),
                    tweets=[v2(EARLIER, "Увага", author_id="5")]),
    "flat": v2(ID, "RT @dsns: Увага", author={"id": "12497", "username": "povin_info"}, referenced_tweets=[
        {"type": "retweeted", **v2(EARLIER, "Увага", author={"id": "5", "username": "dsns"})}]),
    "snscrape": snscrape(ID, "RT @dsns: Увага", retweetedTweet=snscrape(
        EARLIER, "Увага", user={"id": 5, "username": "dsns", "displayname": "ДСНС"})),
}  # fmt: skip


@pytest.mark.parametrize("shape", REPOSTS)
def test_a_repost_links_to_the_earlier_post_which_is_an_item_of_its_own(tmp_path: Path, shape: str) -> None:
    found = _read(tmp_path, REPOSTS[shape])
    repost, earlier = found.items
    assert [(link.kind, link.post_id, link.url) for link in repost.links] == [
        (LinkKind.REPOST_OF, EARLIER, f"https://x.com/dsns/status/{EARLIER}")
    ]
    assert (earlier.post_id, earlier.text) == (EARLIER, "Увага")
    assert earlier.author is not None
    assert earlier.author.handle == "dsns"
    assert json.loads(earlier.record)


def test_quotes_and_replies_are_links_also_to_posts_that_are_not_there(tmp_path: Path) -> None:
    references = [{"type": "quoted", "id": EARLIER}, {"type": "replied_to", "id": "11"}]
    found = _read(tmp_path, v2_answer(v2(ID, "Погляньте", referenced_tweets=references)))
    assert {(link.kind, link.post_id) for link in found.items[0].links} == {
        (LinkKind.QUOTES, EARLIER),
        (LinkKind.REPLY_TO, "11"),
    }
    post = status(ID, "Погляньте", user=USER, in_reply_to_status_id_str="11", quoted_status_id_str="12")
    older = _read(tmp_path, post)
    assert [(link.kind, link.post_id) for link in older.items[0].links] == [
        (LinkKind.REPLY_TO, "11"),
        (LinkKind.QUOTES, "12"),
    ]
    scraped = _read(tmp_path, snscrape(ID, "a", quotedTweet={"_type": "snscrape.modules.twitter.TweetRef", "id": 12}))
    assert [(link.kind, link.post_id) for link in scraped.items[0].links] == [(LinkKind.QUOTES, "12")]


def test_what_a_reposted_post_quotes_is_not_quoted_by_the_repost(tmp_path: Path) -> None:
    inner = status(EARLIER, "Увага", user=USER, quoted_status_id_str="12")
    repost = status(ID, "RT @dsns: Увага", user=USER, retweeted_status=inner, quoted_status_id_str="12")
    found = _read(tmp_path, repost)
    assert [[link.kind for link in item.links] for item in found.items] == [[LinkKind.REPOST_OF], [LinkKind.QUOTES]]


def test_an_earlier_post_that_is_carried_a_hundred_times_is_one_item(tmp_path: Path) -> None:
    earlier = status(EARLIER, "Увага", user=USER)
    reposts = [
        status(str(int(ID) + n), "RT @a: Увага", user=USER, retweeted_status=earlier | {"retweet_count": n})
        for n in range(100)
    ]
    found = _read(tmp_path, *reposts)
    assert sum(item.post_id == EARLIER for item in found.items) == 1
    assert len(found.items) == 101


def test_twarc_says_when_an_answer_was_received(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, v2_answer(v2(ID, "Дамба"))).items
    assert [(time.role, time.text) for time in item.times][1] == (TimeRole.CAPTURED, "2023-06-07T00:00:00+00:00")


def test_long_posts_of_the_interface_2_are_whole(tmp_path: Path) -> None:
    note = {"text": "Увесь допис #повінь", "entities": {"hashtags": [{"start": 12, "end": 19, "tag": "повінь"}]}}
    (item,) = _read(tmp_path, v2_answer(v2(ID, "Увесь…", note_tweet=note))).items
    assert item.text == "Увесь допис #повінь"
    assert [item.text[mark.start : mark.end] for mark in item.entities] == ["#повінь"]


def test_long_posts_of_the_interface_1_are_whole_or_told(tmp_path: Path) -> None:
    whole = {"full_text": "Увесь допис", "entities": {}, "extended_entities": {"media": [picture("Fabcdefghi.jpg")]}}
    short = status(ID, "", user=USER, truncated=True, extended_tweet=whole) | {"text": "Увес…"}
    del short["full_text"]
    (item,) = _read(tmp_path, short).items
    assert (item.text, len(item.media)) == ("Увесь допис", 1)
    del short["extended_tweet"]
    found = _read(tmp_path, short)
    assert found.items[0].text == "Увес…"
    assert found.items[0].extra["truncated"] == "the end of its words was not collected"
    assert found.noticed(NoticeKind.LOST)


def test_a_video_is_its_best_version(tmp_path: Path) -> None:
    media = [{"media_key": "13_9", "type": "video", "preview_image_url": "https://pbs.twimg.com/s.jpg", "variants": [
        {"bit_rate": 1, "content_type": "video/mp4", "url": "https://video.twimg.com/low.mp4"},
        {"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/list.m3u8"},
        {"bit_rate": 9, "content_type": "video/mp4", "url": "https://video.twimg.com/high.mp4?tag=1"}]}]  # fmt: skip
    (item,) = _read(tmp_path, v2_answer(v2(ID, "", attachments={"media_keys": ["13_9"]}), media=media)).items
    assert [medium.name for medium in item.media] == ["high.mp4"]
    (item,) = _read(tmp_path, status(ID, "", [video("dam")], user=USER)).items
    assert [medium.name for medium in item.media] == ["dam.mp4"]


def test_a_list_of_pieces_is_taken_only_in_want_of_a_file(tmp_path: Path) -> None:
    variants = [
        {"content_type": "video/mp4", "url": "https://video.twimg.com/a.mp4"},
        {"content_type": "application/x-mpegURL", "url": "https://video.twimg.com/z.m3u8"},
    ]
    for some, name in ((variants, "a.mp4"), (variants[1:], "z.m3u8")):
        media = [{"media_key": "13_9", "type": "video", "variants": some}]
        (item,) = _read(tmp_path, v2_answer(v2(ID, "", attachments={"media_keys": ["13_9"]}), media=media)).items
        assert [medium.url for medium in item.media] == [f"https://video.twimg.com/{name}"]


def test_media_saved_beside_are_joined(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images/FabcdefghijklmN.jpg").write_bytes(jpeg)
    for shape, record in SHAPES.items():
        (item,) = _read(tmp_path, record).items
        assert [medium.name for medium in item.media] == ["images/FabcdefghijklmN.jpg"], shape


def test_errors_of_an_answer_are_told(tmp_path: Path) -> None:
    answer = v2_answer(v2(ID, "Дамба")) | {"errors": [{"title": "Not Found Error", "resource_id": "5"}]}
    assert _read(tmp_path, answer).noticed(NoticeKind.MISSING) == {"post or part of one: Not Found Error": 1}


def test_the_answer_of_a_search_of_the_interface_1_is_read(tmp_path: Path) -> None:
    statuses = [status(ID, "a", user=USER), status(EARLIER, "b", user=USER)]
    search = {"statuses": statuses, "search_metadata": {"count": 2}}
    assert [item.text for item in _read(tmp_path, search).items] == ["a", "b"]


def test_a_long_answer_that_does_not_end_in_the_beginning_of_the_file_is_recognised(tmp_path: Path) -> None:
    answer = v2_answer(*(v2(str(int(ID) + n), "слово " * 40) for n in range(400)))
    found = _read(tmp_path, answer)
    assert len(found.items) == 400


def test_unknown_fields_and_records_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(
        x.lines([status(ID, "a", user=USER, hologram=1), {"delete": {"status": {"id": 1}}}]) + b"{broken\n"
    )
    found = gathered(tmp_path / "x.jsonl")
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {"post.hologram": 1}
    assert [refusal.name for refusal in found.refusals] == ["x.jsonl, line 2", "x.jsonl, line 3"]


@pytest.mark.parametrize(
    "data",
    [
        b'{"post_id": "1", "text": "x", "platform": "x"}\n',
        b'{"id": 1, "text": "x"}\n',
        b'{"id": "1665918353154920448", "text": "x", "created_at": "2023-06-06", "author_id": "5"}\n',
        b'{"data": [{"id": "1", "text": "x"}]}\n',
        b'{"uri": "at://a", "text": "x", "created_at": "2020"}\n',
        zeeschuimer.lines(zeeschuimer.x_line(zeeschuimer.x_post(ID, "x"))),
    ],
)
def test_other_json_is_not_taken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.jsonl").write_bytes(data)
    source = Source(FolderTree(tmp_path), "x.jsonl")
    reader = reader_for(source, source.head(), READERS)
    assert reader is None or reader.name != "X posts"


def test_the_sample_is_read_whole(real_inputs: Path) -> None:
    """By hand: three posts, one a repost of 1169242008432644097, one a reply to 1169079390577319937 with one picture,
    one a quote of 861696799362478085; the reposted and the quoted post are carried whole."""
    found = gathered(real_inputs / "exports/x/tests/tweets.json")
    assert found.refusals == []
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {}
    assert [item.post_id for item in found.items] == [
        "1169246717864136705",
        "1169242008432644097",
        "1169196446043664385",
        "1168529001599533057",
        "861696799362478085",
    ]
    links = [(link.kind, link.post_id) for item in found.items for link in item.links]
    assert (LinkKind.REPOST_OF, "1169242008432644097") in links
    assert (LinkKind.REPLY_TO, "1169079390577319937") in links
    assert (LinkKind.QUOTES, "861696799362478085") in links
    assert sum(len(item.media) for item in found.items) == 1
    assert found.items[0].text is not None
    assert "carbon capture & utilization" in found.items[0].text
    for item in found.items:
        identifier = post_identifier_time(item.platform, item.post_id, item.url, now=NOW)
        stated = read_stated(item.times[0], now=NOW)
        assert identifier is not None
        assert stated.earliest is not None
        assert abs((stated.earliest - identifier.time).total_seconds()) <= 1


@given(record=changed([*SHAPES.values(), *REPOSTS.values()]))
def test_any_shape_of_any_field_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any]
) -> None:
    found = _read(tmp_path_factory.mktemp("any"), status(EARLIER, "Перед", user=USER), record)
    assert found.items[0].text == "Перед"
    assert len(found.items) + len(found.refusals) + len(found.notices) >= 1
