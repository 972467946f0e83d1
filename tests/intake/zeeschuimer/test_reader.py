"""Zeeschuimer's lines: the platforms' own objects become whole posts, and every trap has its test."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.exports.any_shape import changed
from tests.exports.reading import Gathered, gathered
from tests.exports.zeeschuimer import (
    generic_line,
    instagram_line,
    lines,
    snowflake,
    tiktok_id,
    tiktok_line,
    x_line,
    x_picture,
    x_post,
    x_video,
)

from firstseen.chronicle.times.identifiers import post_identifier_time
from firstseen.chronicle.times.stated import read_stated
from firstseen.model.items import Item, LinkKind, NoticeKind
from firstseen.model.time import TimeRole

NOW = datetime(2026, 6, 1, tzinfo=UTC)
AT = datetime(2023, 6, 6, 3, 0, tzinfo=UTC)
ID = snowflake(AT)
EARLIER = snowflake(datetime(2023, 6, 5, tzinfo=UTC))


def _read(folder: Path, *records: dict[str, Any]) -> Gathered:
    (folder / "z.ndjson").write_bytes(lines(*records))
    return gathered(folder / "z.ndjson")


def _one(folder: Path, record: dict[str, Any]) -> Item:
    return _read(folder, record).items[0]


def test_a_post_of_x_is_whole(tmp_path: Path) -> None:
    picture = x_picture("FabcdefghijklmN.jpg", ext_alt_text="Вода біля греблі")
    item = _one(tmp_path, x_line(x_post(ID, "Дамба", [picture])))
    assert (item.key, item.post_id, item.platform) == (f"x:{ID}", ID, "x")
    assert item.url == f"https://x.com/povin_info/status/{ID}"
    assert item.author is not None
    assert (item.author.id, item.author.handle, item.author.name) == ("17093617", "povin_info", "Повінь")
    assert (item.text, item.language, item.sensitive) == ("Дамба", "uk", False)
    assert item.counts == {"likes": 19, "reposts": 5, "replies": 1, "quotes": 0, "bookmarks": 5, "views": 358653}
    assert item.extra == {"collected on": "https://twitter.com/home", "client": "Twitter Web App"}
    assert [(time.role, time.text) for time in item.times] == [
        (TimeRole.PUBLISHED, "Tue Jun 06 03:00:00 +0000 2023"),
        (TimeRole.CAPTURED, "1769182968961"),
    ]
    assert json.loads(item.record)["data"]["rest_id"] == ID


def test_media_are_addresses_kept_as_appearances_without_bytes(tmp_path: Path) -> None:
    found = _read(tmp_path, x_line(x_post(ID, "Дамба", [x_picture("FabcdefghijklmN.jpg", ext_alt_text="Вода")])))
    (medium,) = found.items[0].media
    assert (medium.name, medium.content, medium.alt) == ("FabcdefghijklmN.jpg", None, "Вода")
    assert medium.url == "https://pbs.twimg.com/media/FabcdefghijklmN.jpg"
    assert medium.missing == "not collected: only its address is given"
    assert found.noticed(NoticeKind.MISSING) == {"medium whose address alone is given": 1}


def test_a_video_is_its_best_version_and_its_still_is_no_second_appearance(tmp_path: Path) -> None:
    item = _one(tmp_path, x_line(x_post(ID, "Дамба", [x_video("dam")])))
    assert [medium.name for medium in item.media] == ["dam.mp4"]
    assert item.media[0].url is not None
    assert "576x1024" in item.media[0].url


@pytest.mark.parametrize(
    "saved_as",
    ["FabcdefghijklmN.jpg", f"{ID}.jpg", f"{ID}_1.jpg", f"povin_info_{ID}.jpg", f"media/{ID}-FabcdefghijklmN.jpg"],
)
def test_media_collected_beside_are_joined_by_name_or_identifier(tmp_path: Path, jpeg: bytes, saved_as: str) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / saved_as).write_bytes(jpeg)
    item = _one(tmp_path, x_line(x_post(ID, "Дамба", [x_picture("FabcdefghijklmN.jpg")])))
    assert [(medium.name, medium.missing) for medium in item.media] == [(saved_as, None)]


def test_of_several_media_of_a_post_each_gets_the_file_with_its_number(tmp_path: Path, jpeg: bytes) -> None:
    for name in (f"{ID}_2.jpg", f"{ID}_1.jpg", "1.jpg"):
        (tmp_path / name).write_bytes(jpeg)
    item = _one(tmp_path, x_line(x_post(ID, "", [x_picture(f"Fabcdefghijklm{part}.jpg") for part in "NOP"])))
    assert [medium.name for medium in item.media] == [f"{ID}_1.jpg", f"{ID}_2.jpg", "Fabcdefghijklm" + "P.jpg"]


def test_a_common_name_in_another_folder_is_not_taken_for_the_medium(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday/image.jpg").write_bytes(jpeg)
    item = _one(tmp_path, x_line(x_post(ID, "", [x_picture("image.jpg")])))
    assert item.media[0].content is None


def test_a_still_stands_in_for_a_video_that_was_not_collected(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "still_of_dam.jpg").write_bytes(jpeg)
    assert _one(tmp_path, x_line(x_post(ID, "", [x_video("dam")]))).media[0].name == "still_of_dam.jpg"


def test_a_still_beside_its_video_is_no_item_of_the_folder(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "still_of_dam.jpg").write_bytes(jpeg)
    (tmp_path / "dam.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64))
    (tmp_path / "z.ndjson").write_bytes(lines(x_line(x_post(ID, "", [x_video("dam")]))))
    found = gathered(tmp_path)
    assert found.shown() == ["dam.mp4"]
    assert found.noticed(NoticeKind.THUMBNAIL) == {"small version beside its original": 1}


def test_a_repost_links_to_the_earlier_post_which_is_an_item_of_its_own(tmp_path: Path) -> None:
    earlier = x_post(EARLIER, "Дамба", [x_picture("FabcdefghijklmN.jpg")], handle="first")
    again = x_post(ID, "RT @first: Дамба", handle="second", retweeted_status_result={"result": earlier})
    found = _read(tmp_path, x_line(again), x_line(again))
    assert [item.key for item in found.items] == [f"x:{ID}", f"x:{EARLIER}", f"x:{ID}"]
    (link,) = found.items[0].links
    assert (link.kind, link.post_id, link.url) == (
        LinkKind.REPOST_OF,
        EARLIER,
        f"https://x.com/first/status/{EARLIER}",
    )
    assert found.items[0].extra["reposted from"] == "@first"
    assert found.items[1].author is not None
    assert found.items[1].author.handle == "first"
    assert json.loads(found.items[1].record)["id_str"] == EARLIER


def test_a_quote_and_a_reply_are_links(tmp_path: Path) -> None:
    post = x_post(
        ID, "Погляньте", in_reply_to_status_id_str="11", in_reply_to_screen_name="dsns", quoted_status_id_str=EARLIER
    )
    post["quoted_status_result"] = {"result": x_post(EARLIER, "Дамба", handle="first")}
    found = _read(tmp_path, x_line(post))
    assert [(link.kind, link.post_id) for link in found.items[0].links] == [
        (LinkKind.REPLY_TO, "11"),
        (LinkKind.QUOTES, EARLIER),
    ]
    assert [item.post_id for item in found.items] == [ID, EARLIER]


def test_a_video_taken_over_from_another_post_names_it(tmp_path: Path) -> None:
    video = x_video("dam", source_status_id_str=EARLIER, expanded_url=f"https://x.com/first/status/{EARLIER}/video/1")
    (link,) = _one(tmp_path, x_line(x_post(ID, "Неймовірно", [video]))).links
    assert (link.kind, link.post_id, link.url) == (LinkKind.EMBEDS, EARLIER, f"https://x.com/first/status/{EARLIER}")


def test_a_long_post_has_all_of_its_words(tmp_path: Path) -> None:
    post = x_post(ID, "Дуже довгий допис…")
    tags = {"hashtags": [{"indices": [21, 28], "text": "повінь"}]}
    post["note_tweet"] = {
        "note_tweet_results": {"result": {"text": "Дуже довгий допис аж #повінь до кінця", "entity_set": tags}}
    }
    item = _one(tmp_path, x_line(post))
    assert item.text == "Дуже довгий допис аж #повінь до кінця"
    assert [item.text[mark.start : mark.end] for mark in item.entities] == ["#повінь"]


def test_escaped_signs_are_read_and_the_marks_move_with_them(tmp_path: Path) -> None:
    text = "A &amp; B &lt;3 #dam https://t.co/x"
    at, link = text.index("#dam"), text.index("https")
    entities = {
        "hashtags": [{"indices": [at, at + 4], "text": "dam"}],
        "urls": [{"indices": [link, len(text)], "url": "https://t.co/x", "expanded_url": "https://news.example/a"}],
    }
    item = _one(tmp_path, x_line(x_post(ID, text, entities=entities)))
    assert item.text == "A & B <3 #dam https://t.co/x"
    assert [(item.text[mark.start : mark.end], mark.target) for mark in item.entities] == [
        ("#dam", "dam"),
        ("https://t.co/x", "https://news.example/a"),
    ]


def test_a_post_that_is_gone_is_counted_by_its_name(tmp_path: Path) -> None:
    found = _read(tmp_path, x_line({"__typename": "TweetTombstone", "rest_id": ID}), x_line(x_post(ID, "Дамба")))
    assert len(found.items) == 1
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {"TweetTombstone": 1}


def test_a_post_of_limited_visibility_is_unwrapped(tmp_path: Path) -> None:
    wrapped = {
        "__typename": "TweetWithVisibilityResults",
        "tweet": x_post(ID, "Дамба"),
        "limitedActionResults": {"a": 1},
    }
    item = _one(tmp_path, x_line(wrapped))
    assert (item.text, item.extra["limited actions"]) == ("Дамба", '{"a":1}')


def test_a_community_note_is_kept_beside_the_post(tmp_path: Path) -> None:
    post = x_post(ID, "Дамба") | {"birdwatch_pivot": {"subtitle": {"text": "This is from 2019."}}}
    assert _one(tmp_path, x_line(post)).extra["community note"] == "This is from 2019."


def test_the_picture_of_a_link_preview_is_shown_with_its_title(tmp_path: Path) -> None:
    values = [
        {
            "key": "thumbnail_image_original",
            "value": {"image_value": {"url": "https://pbs.twimg.com/card_img/1/a.jpg"}},
        },
        {"key": "title", "value": {"string_value": "Гребля прорвана"}},
    ]
    post = x_post(ID, "Дамба") | {"card": {"legacy": {"binding_values": values}}}
    (medium,) = _one(tmp_path, x_line(post)).media
    assert (medium.url, medium.caption) == ("https://pbs.twimg.com/card_img/1/a.jpg", "Гребля прорвана")


def test_a_video_of_tiktok_is_whole(tmp_path: Path) -> None:
    post_id = tiktok_id(AT)
    item = _one(tmp_path, tiktok_line(post_id, "Потоп 🌊😭 #повінь"))
    assert item.url == f"https://www.tiktok.com/@povin.info/video/{post_id}"
    assert item.author is not None
    assert (item.author.handle, item.author.name) == ("povin.info", "Повінь")
    assert item.counts == {"likes": 100, "views": 3000000000, "replies": 3, "shares": 4, "reposts": 0, "bookmarks": 5}
    assert item.language == "uk"
    assert item.extra["written on the video"] == "Дамба\nзранку"
    assert item.extra["sound"] == "original sound, Повінь"
    assert [(medium.name, medium.content) for medium in item.media] == [(f"{post_id}.mp4", None)]
    assert item.text is not None
    assert [item.text[mark.start : mark.end] for mark in item.entities] == ["#повінь"]


def test_a_slideshow_of_tiktok_is_its_pictures(tmp_path: Path) -> None:
    slides = [{"imageURL": {"urlList": [f"https://p16.example/{n}.jpeg", "https://p19.example/x"]}} for n in (1, 2)]
    item = _one(tmp_path, tiktok_line("7594065677489687830", "", imagePost={"images": slides}))
    assert [medium.url for medium in item.media] == ["https://p16.example/1.jpeg", "https://p16.example/2.jpeg"]
    assert item.url == "https://www.tiktok.com/@povin.info/photo/7594065677489687830"


def test_a_duet_names_the_video_beside(tmp_path: Path) -> None:
    assert _one(tmp_path, tiktok_line("7594065677489687830", "", duetInfo={"duetFromId": "0"})).links == ()
    (link,) = _one(tmp_path, tiktok_line("7594065677489687830", "", duetInfo={"duetFromId": "123"})).links
    assert (link.kind, link.post_id) == (LinkKind.EMBEDS, "123")


def test_a_post_of_instagram_is_whole(tmp_path: Path) -> None:
    item = _one(tmp_path, instagram_line("3783916721875509634", "DSDLDXjDOGC"))
    assert (item.post_id, item.url) == ("3783916721875509634", "https://www.instagram.com/p/DSDLDXjDOGC/")
    assert (item.text, item.counts) == ("Дамба зранку", {"likes": 10, "replies": 2})
    (medium,) = item.media
    assert medium.url == "https://scontent.example/v/large.jpg?x=1"
    assert medium.alt == "Photo by Повінь. May be an image of water."
    assert item.extra["place"] == "Каховка (46.8, 33.5)"
    assert item.extra["tagged"] == "@dsns"
    assert "Instagram does not say when" in item.extra["edited"]


def test_an_album_of_instagram_is_one_post_with_its_pictures(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "DSDLDXjDOGC_2.jpg").write_bytes(jpeg)
    parts = [
        {"pk": f"378391672187550000{n}", "image_versions2": {"candidates": [{"url": f"https://s.example/{n}.jpg"}]}}
        for n in (1, 2)
    ]
    item = _one(tmp_path, instagram_line("3783916721875509634", "DSDLDXjDOGC", carousel_media=parts))
    assert [medium.name for medium in item.media] == ["1.jpg", "DSDLDXjDOGC_2.jpg"]


def test_the_older_shape_of_instagram_is_read(tmp_path: Path) -> None:
    data = {
        "__typename": "GraphImage",
        "id": "3783916721875509634",
        "shortcode": "DSDLDXjDOGC",
        "display_url": "https://s.example/large.jpg",
        "owner": {"id": "5", "username": "povin.info"},
        "edge_media_to_caption": {"edges": [{"node": {"text": "Дамба"}}]},
        "edge_media_preview_like": {"count": 7},
        "taken_at_timestamp": 1765298488,
    }
    item = _one(tmp_path, generic_line("instagram.com", "3783916721875509634", data))
    assert (item.text, item.counts, item.media[0].url) == ("Дамба", {"likes": 7}, "https://s.example/large.jpg")
    assert item.times[0].text == "1765298488"


def test_any_other_platform_is_a_post_of_no_particular_kind_and_is_counted(tmp_path: Path) -> None:
    data = {
        "id": "112", "url": "https://truthsocial.com/@a/112", "content": "Дамба", "created_at": "2023-06-06T03:00:00Z",
        "account": {"id": "5", "username": "a", "display_name": "Б"},
        "media_attachments": [{"id": "1", "type": "image", "url": "https://t.example/large.jpg", "preview_url": "https://t.example/s.jpg",
                               "description": "Вода"}],
        "sensitive": True, "language": "uk", "favourites_count": 7, "reblogs_count": 2,
    }  # fmt: skip
    found = _read(tmp_path, generic_line("truthsocial.com", "112", data))
    (item,) = found.items
    assert (item.key, item.platform, item.text, item.url) == (
        "truthsocial.com:112",
        "truthsocial.com",
        "Дамба",
        "https://truthsocial.com/@a/112",
    )
    assert [(medium.url, medium.alt) for medium in item.media] == [("https://t.example/large.jpg", "Вода")]
    assert (item.sensitive, item.language, item.counts) == (True, "uk", {"likes": 7, "reposts": 2})
    assert item.author is not None
    assert item.author.handle == "a"
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {
        "object of truthsocial.com, read as a post of no particular platform": 1
    }


def test_posts_of_other_platforms_under_their_own_names(tmp_path: Path) -> None:
    threads = instagram_line("3783916721875509634", "DSDLDXjDOGC")["data"]
    note = {
        "note_card": {
            "title": "Дамба", "desc": "Вода", "time": 1686020400000, "user": {"user_id": "5", "nickname": "Олена"},
            "image_list": [{"url_default": "https://x.example/1.jpg"}, {"url_default": "https://x.example/2.jpg"}],
        }
    }  # fmt: skip
    gag = {
        "id": "a1", "title": "Дамба", "url": "http://9gag.com/gag/a1", "creationTs": 1686020400, "commentsCount": 3,
        "creator": {"username": "olena"}, "images": {"image700": {"url": "https://9.example/a1_700.jpg"}},
    }  # fmt: skip
    comment = {"cid": "9", "aweme_id": "7594065677489687830", "text": "Жах", "create_time": 1686020400, "digg_count": 4}
    found = _read(
        tmp_path,
        generic_line("threads.net", "DSDLDXjDOGC", threads),
        generic_line("xiaohongshu.com", "6", note),
        generic_line("9gag.com", "a1", gag),
        generic_line("tiktok-comments", "9", comment),
    )
    first, second, third, fourth = found.items
    assert (first.platform, first.url) == ("threads", "https://www.threads.net/@povin.info/post/DSDLDXjDOGC")
    assert (first.text, first.counts["likes"]) == ("Дамба зранку", 10)
    assert (second.title, second.text, second.times[0].text) == ("Дамба", "Вода", "1686020400000")
    assert [medium.url for medium in second.media] == ["https://x.example/1.jpg", "https://x.example/2.jpg"]
    assert second.author is not None
    assert second.author.name == "Олена"
    assert (third.times[0].text, third.counts, third.media[0].url) == (
        "1686020400",
        {"replies": 3},
        "https://9.example/a1_700.jpg",
    )
    assert third.author is not None
    assert third.author.handle == "olena"
    assert (fourth.text, fourth.counts) == ("Жах", {"likes": 4})
    assert [(link.kind, link.post_id) for link in fourth.links] == [(LinkKind.REPLY_TO, "7594065677489687830")]


def test_unknown_fields_are_counted_by_name(tmp_path: Path) -> None:
    post = x_post(ID, "Дамба", hologram=1) | {"new_thing": {}}
    found = _read(tmp_path, x_line(post) | {"more": 1}, tiktok_line("7594065677489687830", "", rune="ᚠ"))
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {
        "line.more": 1,
        "data.new_thing": 1,
        "post.hologram": 1,
        "data.rune": 1,
    }


def test_broken_and_cut_lines_are_refused_by_number_and_the_next_ones_are_read(tmp_path: Path) -> None:
    good = lines(x_line(x_post(ID, "Дамба")))
    (tmp_path / "z.ndjson").write_bytes(
        good + b'{"item_id": \n' + b"[1]\n" + b'{"item_id": "1"}\n' + b"\xff\xfe\n" + good + good[:500]
    )
    found = gathered(tmp_path / "z.ndjson")
    assert len(found.items) == 2
    assert [refusal.name for refusal in found.refusals] == [f"z.ndjson, line {number}" for number in (2, 3, 4, 5, 7)]


def test_a_line_without_end_is_refused_and_what_follows_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstseen.intake.json_lines.MAX_LINE", 1 << 20)
    good = lines(x_line(x_post(ID, "Дамба")))
    (tmp_path / "z.ndjson").write_bytes(good + b'{"a": "' + b"x" * (3 << 20) + b'"}\n' + good)
    found = gathered(tmp_path / "z.ndjson")
    assert len(found.items) == 2
    assert [refusal.name for refusal in found.refusals] == ["z.ndjson, line 2"]


def _sample(real_inputs: Path, platform: str) -> Gathered:
    (path,) = (real_inputs / "exports/zeeschuimer").glob(f"*{platform}*.ndjson")
    return gathered(path)


@pytest.mark.parametrize(
    ("platform", "items", "with_media"),
    # Counted in the files: `wc -l`; of X's 77 lines two quote a post that is whole, and 67 + 3 show a video or picture;
    # five adverts are cards with their media inside, of which four name an address; the two quoted ones show one each.
    [("instagram", 39, 39), ("tiktok", 64, 64), ("twitter", 79, None)],
)
def test_samples_are_read_whole(real_inputs: Path, platform: str, items: int, with_media: int | None) -> None:
    found = _sample(real_inputs, platform)
    assert found.refusals == []
    assert len(found.items) == items
    assert all(item.author and item.author.handle and item.url and item.times for item in found.items)
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {}
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {}
    if with_media is not None:
        assert sum(bool(item.media) for item in found.items) == with_media


@pytest.mark.parametrize(
    ("platform", "usual", "within", "earliest"),
    # TikTok and Instagram count the upload, which can begin up to two days before the publication.
    [("twitter", 79, 1, -1), ("tiktok", 62, 60, 0), ("instagram", 36, 3600, -3600)],
)
def test_times_of_the_samples_agree_with_their_identifiers(
    real_inputs: Path, platform: str, usual: int, within: int, earliest: int
) -> None:
    late = []
    for item in _sample(real_inputs, platform).items:
        identifier = post_identifier_time(item.platform, item.post_id, item.url, now=NOW)
        stated = read_stated(item.times[0], now=NOW)
        assert identifier is not None
        assert stated.earliest is not None
        late.append((stated.earliest - identifier.time).total_seconds())
    assert min(late) >= earliest
    assert sum(one <= within for one in late) == usual
    assert max(late) <= 45 * 3600


def test_links_of_the_sample_of_x_are_those_in_the_file(real_inputs: Path) -> None:
    """By hand: two quotes (2014358223986573420, 2014054264436388294); 14 videos taken over from another post."""
    found = _sample(real_inputs, "twitter")
    links = [link for item in found.items for link in item.links]
    assert sorted(link.post_id or "" for link in links if link.kind is LinkKind.QUOTES) == [
        "2014054264436388294",
        "2014358223986573420",
    ]
    assert sum(link.kind is LinkKind.EMBEDS for link in links) == 14
    marks = [(item.text or "", mark) for item in found.items for mark in item.entities if mark.kind == "hashtag"]
    tags = [text[mark.start : mark.end] for text, mark in marks]
    assert tags
    assert all(tag.startswith("#") for tag in tags)


def test_marks_of_the_sample_of_tiktok_are_where_they_say(real_inputs: Path) -> None:
    marks = [(item.text or "", mark) for item in _sample(real_inputs, "tiktok").items for mark in item.entities]
    assert len(marks) == 164
    assert all(text[mark.start] in "#@" for text, mark in marks)


_WHOLE = [
    x_line(x_post(ID, "Дамба &amp; вода", [x_video("dam"), x_picture("a.jpg")], quoted_status_id_str="5")),
    tiktok_line("7594065677489687830", "Потоп #повінь"),
    instagram_line("3783916721875509634", "DSDLDXjDOGC"),
]


@given(record=changed(_WHOLE))
def test_any_shape_of_any_field_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    found = _read(folder, record, x_line(x_post(ID, "Після")))
    assert any(item.text == "Після" for item in found.items) or not found.sources
    assert len(found.items) + len(found.refusals) + len(found.notices) >= 1
