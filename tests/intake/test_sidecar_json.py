from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.intake.described import Described
from firstseen.intake.sidecar_json import from_json
from firstseen.model.items import Author
from firstseen.model.time import TimeRole


def _times(described: Described) -> list[tuple[TimeRole, str, str | None]]:
    return [(time.role, time.text, time.zone) for time in described.times]


def test_what_yt_dlp_writes() -> None:
    described = from_json(
        {
            "id": "7068",
            "title": "Вибух",
            "description": "Вибух біля вокзалу",
            "uploader": "Оксана П",
            "uploader_id": "@oksana",
            "upload_date": "20220224",
            "timestamp": 1645678900,
            "webpage_url": "https://www.tiktok.com/@oksana/video/7068000000000000000",
            "extractor_key": "TikTok",
            "url": "https://cdn.example/video.mp4",
            "formats": [{"url": "x" * 5000}],
            "epoch": 1646000000,
        }
    )
    assert (described.platform, described.post_id) == ("tiktok", "7068000000000000000")
    assert (described.title, described.text) == ("Вибух", "Вибух біля вокзалу")
    assert described.author == Author(handle="oksana", name="Оксана П")
    assert _times(described) == [
        (TimeRole.PUBLISHED, "1645678900", None),
        (TimeRole.PUBLISHED, "2022-02-24", "+00:00"),
        (TimeRole.CAPTURED, "1646000000", None),
    ]
    assert described.times[1].where == "sidecar field upload_date"
    assert described.extra["url"] == "https://cdn.example/video.mp4"
    assert "kept in the record" in described.extra["formats"]


def test_what_gallery_dl_writes() -> None:
    described = from_json(
        {
            "category": "twitter",
            "subcategory": "tweet",
            "tweet_id": 665333038944002048,
            "content": "انفجار",
            "author": {"id": 5, "name": "sara", "nick": "سارة"},
            "date": "2015-11-14 00:58:52",
        }
    )
    assert (described.platform, described.post_id, described.text) == ("x", "665333038944002048", "انفجار")
    assert described.author == Author(id="5", handle="sara", name="سارة")
    assert _times(described) == [(TimeRole.PUBLISHED, "2015-11-14 00:58:52", "+00:00")]


def test_what_instaloader_writes() -> None:
    described = from_json(
        {
            "instaloader": {"version": "4"},
            "node": {
                "__typename": "GraphSidecar",
                "shortcode": "CZxy_12",
                "owner": {"id": "9", "username": "oksana", "full_name": "Оксана"},
                "edge_media_to_caption": {"edges": [{"node": {"text": "Міст"}}]},
                "taken_at_timestamp": 1645678900,
            },
        }
    )
    assert (described.platform, described.post_id, described.text) == ("instagram", "CZxy_12", "Міст")
    assert described.author == Author(id="9", handle="oksana", name="Оксана")
    assert _times(described) == [(TimeRole.PUBLISHED, "1645678900", None)]


def test_what_a_photo_service_writes() -> None:
    described = from_json(
        {
            "title": "IMG_1.jpg",
            "photoTakenTime": {"timestamp": "1645678900", "formatted": "24 Feb 2022"},
            "creationTime": {"timestamp": "1645700000"},
            "date": "24.02.2022",
            "user": {"name": "Оксана Петренко"},
        }
    )
    assert _times(described) == [
        (TimeRole.PUBLISHED, "24.02.2022", None),
        (TimeRole.TAKEN, "1645678900", None),
        (TimeRole.UPLOADED, "1645700000", None),
    ]
    assert described.author == Author(name="Оксана Петренко")


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"username": "@a"}, Author(handle="a")),
        ({"author": "Ім'я Прізвище"}, Author(name="Ім'я Прізвище")),
        ({"user": {}}, None),
    ],
)
def test_an_author_is_a_handle_or_a_name(fields: dict[str, Any], author: Author | None) -> None:
    assert from_json(fields).author == author


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "node",
        "title",
        "text",
        "caption",
        "url",
        "owner",
        "author",
        "uploader",
        "uploader_id",
        "timestamp",
        "date",
        "upload_date",
        "photoTakenTime",
        "edge_media_to_caption",
        "shortcode",
        "__typename",
        "tweet_id",
        "category",
        "x",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(FIELDS, JSON))
def test_fields_of_any_shape_never_raise_and_none_is_lost(fields: dict[str, Any]) -> None:
    described = from_json(fields)
    if "x" in fields and fields["x"] not in (None, "") and not isinstance(fields.get("node"), dict):
        assert "x" in described.extra
    assert all(isinstance(time.text, str) and time.text for time in described.times)
