"""What crosses from a reading worker arrives as it left, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from firstseen.intake.apart.crossing import arrived, departing
from firstseen.intake.source import Found
from firstseen.model.items import (
    Author,
    Entity,
    Item,
    ItemKind,
    Link,
    LinkKind,
    Noticed,
    NoticeKind,
    Refusal,
    ShownMedium,
    SourceRead,
)
from firstseen.model.time import StatedTime, TimeRole
from firstseen.sandbox.answer import NonsenseError


class Place:
    """A content that is only its place."""

    def __init__(self, where: object) -> None:
        self.where = where

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and other.where == self.where

    def __hash__(self) -> int:
        return 0

    def open(self) -> Any:
        raise NotImplementedError


FULL = Item(
    key="x:1",
    kind=ItemKind.POST,
    record=b"\x00raw\xff",
    locator="row 1",
    platform="x",
    author=Author("7", "somebody", "Ünï"),
    text="words",
    times=(StatedTime(TimeRole.PUBLISHED, "2022-02-24", "column published"),),
    media=(ShownMedium("a.jpg", Place({"file": "a.jpg"}), alt="alt"), ShownMedium("b.jpg", None, missing="gone")),
    links=(Link(LinkKind.QUOTES, "x", "2"),),
    extra={"column": "value"},
    entities=(Entity("link", 0, 5, "https://example.org"),),
    sensitive=True,
    counts={"likes": 3},
)


def crossed(found: Found) -> Found:
    header, record = departing(found, lambda content: {"at": content.where})  # type: ignore[attr-defined]
    return arrived(json.loads(json.dumps(header)), record, lambda place: Place(place["at"]))  # type: ignore[index]


@pytest.mark.parametrize(
    "found",
    [
        FULL,
        Item("k", ItemKind.FILE, b"", "l"),
        Refusal("name", "reason"),
        SourceRead("a.zip", "zip", Place(3), ("a_files/b.png",)),
        Noticed(NoticeKind.SEALED, "direct message", 4),
    ],
)
def test_everything_arrives_as_it_left(found: Found) -> None:
    assert crossed(found) == found


def changed(path: str, value: object) -> dict[str, Any]:
    header, _ = departing(FULL, lambda content: {"at": content.where})  # type: ignore[attr-defined]
    header = json.loads(json.dumps(header))
    *way, last = path.split(".")
    place: Any = header
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[int(last) if last.isdigit() else last] = value
    return dict(header)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("kind", "verdict"),
        ("kind", ["item"]),
        ("found", None),
        ("found.key", None),
        ("found.key", 5),
        ("found.kind", "nonsense"),
        ("found.times", "2022"),
        ("found.times.0.role", 1),
        ("found.media.0", [1]),
        ("found.extra", {"a": {}}),
        ("found.extra", []),
        ("found.counts", {"likes": True}),
        ("found.counts", {"likes": 2**70}),
        ("found.counts", {"likes": 1.5}),
        ("found.sensitive", "yes"),
        ("found.entities.0.start", "0"),
        ("found.verdict", "genuine"),
    ],
)
def test_what_cannot_be_right_does_not_arrive(path: str, value: object) -> None:
    with pytest.raises(NonsenseError):
        arrived(changed(path, value), b"", Place)


def test_half_a_pair_of_surrogates_does_not_arrive() -> None:
    found = arrived(changed("found.text", "a\ud800b"), b"", Place)
    assert isinstance(found, Item)
    assert found.text == "a?b"
