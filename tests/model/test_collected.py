from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from firstseen.model.collected import (
    Collected,
    CollectedRefusal,
    CollectedSource,
    KeptMedium,
    ShownHere,
    batch_from_lines,
    batch_lines,
    collected_from_json,
)
from firstseen.model.items import Author, Entity, Item, ItemKind, Link, LinkKind, Refusal, ShownMedium
from firstseen.model.time import StatedTime, TimeRole

TIME = StatedTime(TimeRole.PUBLISHED, "2024-05-12T06:59:55Z", "column published", "+02:00")
ITEM = Item(
    key="x:1",
    kind=ItemKind.POST,
    record=b'{"id": 1}',
    locator="row 1",
    platform="x",
    post_id="1",
    url="https://x.com/a/status/1",
    author=Author("7", "a", "A"),
    title="Повінь",
    text="فيضان",
    times=(TIME,),
    links=(Link(LinkKind.REPOST_OF, "x", "2", "https://x.com/b/status/2"),),
    extra={"column": "words"},
    summary="short",
    language="uk",
    entities=(Entity("link", 0, 3, "https://example.org"),),
    sensitive=False,
    counts={"likes": 3},
    album="album 1",
)
KEPT = KeptMedium("ab" * 32, 12, "image/jpeg", "picture")
SHOWN = ShownMedium("a.jpg", None, "https://x.com/a.jpg", "caption", "alt", "credit", None, (TIME,))


def test_every_field_of_an_item_comes_back() -> None:
    assert all(getattr(ITEM, one.name) for one in fields(Item) if one.name not in ("media", "sensitive")), (
        "a new field of an item must be kept too"
    )
    collected = Collected(
        "s-1", ITEM, (ShownHere(SHOWN, KEPT, None), ShownHere(replace(SHOWN, missing="gone"), None, "gone"))
    )
    assert collected_from_json(json.loads(json.dumps(collected.as_json()))) == collected


def test_a_record_that_is_no_text_comes_back() -> None:
    collected = Collected("s-1", replace(ITEM, record=b"\xff\x00\xfe", sensitive=None), ())
    assert collected_from_json(collected.as_json()) == collected


def test_a_batch_comes_back_in_its_order() -> None:
    source = CollectedSource("s-1", "posts.csv", "posts table", None, datetime(2024, 5, 12, 7, 0, 0, 123456, UTC))
    collected = Collected("s-1", ITEM, (ShownHere(SHOWN, KEPT, None),))
    refusal = Refusal("b.jpg", "an empty file")
    lines = batch_lines([source], [collected], "posts.csv", [refusal])
    assert list(batch_from_lines(lines.splitlines())) == [source, collected, CollectedRefusal("posts.csv", refusal)]
    assert lines == batch_lines([source], [collected], "posts.csv", [refusal])


@pytest.mark.parametrize(
    "change",
    [{"key": None}, {"kind": "nonsense"}, {"record": {}}, {"extra": {"a": 1}}, {"shown": 7}, {"sensitive": "yes"}],
)
def test_what_is_no_item_is_told(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        collected_from_json({**Collected("s-1", ITEM, ()).as_json(), **change})
