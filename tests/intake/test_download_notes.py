"""Descriptions by yt-dlp, gallery-dl and instaloader: beside their media, apart from them, and with thumbnails."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from firstseen.intake.folder import read_path
from firstseen.intake.source import Found, ReadOptions
from firstseen.model.items import Item, ItemKind, Link, LinkKind, Noticed, NoticeKind, Refusal
from firstseen.model.time import StatedTime, TimeRole

VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(200))
YT_DLP: dict[str, Any] = {
    "id": "abcdefghijk",
    "title": "Вибух",
    "formats": [{"format_id": "18", "url": "https://cdn.example/v"}],
    "description": "слова",
    "uploader": "Оксана Ч",
    "uploader_id": "@oksana",
    "webpage_url": "https://www.youtube.com/watch?v=abcdefghijk",
    "upload_date": "20220224",
    "timestamp": 1645679229,
    "view_count": 10,
    "like_count": 3,
    "comment_count": 0,
    "age_limit": 18,
    "language": "uk",
    "extractor": "youtube",
    "extractor_key": "Youtube",
    "_filename": "/home/x/Вибух [abcdefghijk].mp4",
    "epoch": 1700000000,
}
GALLERY_DL: dict[str, Any] = {
    "category": "twitter",
    "subcategory": "tweet",
    "tweet_id": 1496716168920547331,
    "retweet_id": 0,
    "quote_id": 1496716168920547000,
    "reply_id": 1496716168920540000,
    "date": "2022-02-24 05:07:09",
    "author": {"id": 7, "name": "reporter", "nick": "Оксана"},
    "lang": "uk",
    "sensitive": False,
    "favorite_count": 5,
    "content": "слова поста",
    "description": "дим над дахами",
    "filename": "FMVoq1XXsAE",
    "extension": "jpg",
    "num": 1,
}
INSTALOADER: dict[str, Any] = {
    "node": {
        "__typename": "GraphVideo",
        "shortcode": "CaXyZ12abcd",
        "is_video": True,
        "taken_at_timestamp": 1645679229,
        "owner": {"id": "7", "username": "reporter"},
        "edge_media_to_caption": {"edges": [{"node": {"text": "слова"}}]},
        "edge_media_preview_like": {"count": 4},
        "accessibility_caption": "Photo of a street",
    },
    "instaloader": {"version": "4.9", "node_type": "Post"},
}


def _read(path: Path) -> list[Found]:
    return list(read_path(path, ReadOptions()))


def _items(found: list[Found]) -> list[Item]:
    return [one for one in found if isinstance(one, Item)]


def test_the_picture_that_yt_dlp_lays_beside_a_video_is_no_appearance(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(VIDEO)
    (tmp_path / "clip.webp").write_bytes(b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(64))
    (tmp_path / "clip.info.json").write_text(json.dumps(YT_DLP))
    found = _read(tmp_path)
    (item,) = _items(found)
    assert [medium.name for medium in item.media] == ["clip.mp4"]
    assert item.counts == {"views": 10, "likes": 3, "replies": 0}
    assert (item.sensitive, item.language) == (True, "uk")
    assert Noticed(NoticeKind.THUMBNAIL, "picture that a program laid beside its video", 1) in found
    (tmp_path / "clip.info.json").unlink()
    assert len(_items(_read(tmp_path))) == 2  # a telephone's picture with its film: both are shown


def test_the_day_of_yt_dlp_is_one_in_utc_beside_the_exact_time(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(VIDEO)
    (tmp_path / "clip.info.json").write_text(json.dumps(YT_DLP))
    (item,) = _items(_read(tmp_path))
    assert StatedTime(TimeRole.PUBLISHED, "2022-02-24", "sidecar field upload_date", "+00:00") in item.times
    assert StatedTime(TimeRole.PUBLISHED, "1645679229", "sidecar field timestamp") in item.times


def test_gallery_dl_has_the_posts_words_the_pictures_alt_text_and_links(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(PICTURE)
    (tmp_path / "a.jpg.json").write_text(json.dumps(GALLERY_DL))
    (item,) = _items(_read(tmp_path))
    assert (item.text, item.media[0].alt) == ("слова поста", "дим над дахами")
    assert item.links == (
        Link(LinkKind.REPLY_TO, "x", "1496716168920540000"),
        Link(LinkKind.QUOTES, "x", "1496716168920547000"),
    )
    assert (item.language, item.sensitive, item.counts) == ("uk", False, {"likes": 5})
    assert item.album == "x:1496716168920547331"


@pytest.mark.parametrize("packed", [False, True])
def test_instaloader_lays_a_picture_beside_each_video(tmp_path: Path, packed: bool) -> None:
    data = json.dumps(INSTALOADER).encode()
    (tmp_path / "2022-02-24_05-07-09_UTC.mp4").write_bytes(VIDEO)
    (tmp_path / "2022-02-24_05-07-09_UTC.jpg").write_bytes(PICTURE)
    name = "2022-02-24_05-07-09_UTC.json" + (".xz" if packed else "")
    (tmp_path / name).write_bytes(lzma.compress(data) if packed else data)
    (item,) = _items(_read(tmp_path))
    assert [medium.name for medium in item.media] == ["2022-02-24_05-07-09_UTC.mp4"]
    assert (item.text, item.media[0].alt, item.counts) == ("слова", "Photo of a street", {"likes": 4})


@pytest.mark.parametrize(
    ("fields", "name", "platform"),
    [
        (YT_DLP, "Вибух [abcdefghijk].mp4", "youtube"),
        (GALLERY_DL, "FMVoq1XXsAE.jpg", "x"),
        (INSTALOADER, "CaXyZ12abcd", "instagram"),
    ],
)
def test_a_description_without_its_medium_is_a_post_whose_medium_is_missing(
    tmp_path: Path, fields: dict[str, Any], name: str, platform: str
) -> None:
    (tmp_path / "alone.json").write_text(json.dumps(fields))
    found = _read(tmp_path / "alone.json")
    (item,) = _items(found)
    assert (item.kind, item.platform) == (ItemKind.POST, platform)
    assert [(medium.name, medium.missing) for medium in item.media] == [(name, f"not in the source: {name}")]
    assert json.loads(item.record) == fields
    assert Noticed(NoticeKind.MISSING, "picture or video of a description", 1) in found


def test_lines_of_descriptions_find_their_media_by_name(tmp_path: Path) -> None:
    (tmp_path / "FMVoq1XXsAE.jpg").write_bytes(PICTURE)
    lines = [GALLERY_DL, {**GALLERY_DL, "tweet_id": 2, "filename": "gone"}]
    (tmp_path / "posts.jsonl").write_text("\n".join(map(json.dumps, lines)) + '\n{"category": ')
    found = _read(tmp_path)
    first, second = _items(found)
    assert first.media[0].content is not None
    assert second.media[0].missing == "not in the source: gone.jpg"
    (refusal,) = [one for one in found if isinstance(one, Refusal)]
    assert refusal.name == "posts.jsonl, after record 2"


def test_a_damaged_packed_description_is_refused(tmp_path: Path) -> None:
    packed = lzma.compress(json.dumps(INSTALOADER).encode() * 200)
    (tmp_path / "x.json.xz").write_bytes(packed[:-30])
    found = _read(tmp_path / "x.json.xz")
    assert [one for one in found if isinstance(one, Refusal)]
    assert len(_items(found)) == 200
