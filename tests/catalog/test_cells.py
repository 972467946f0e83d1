from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from firstseen.catalog.cells import Bounds, Links, Times, from_cell, time_from_cell, time_to_cell, to_cell
from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.items import Link, LinkKind
from firstseen.model.pictures import Metadata, PictureFacts, Place
from firstseen.model.time import Bound, BoundKind, Side, StatedTime, TimeRole

_times = st.datetimes(timezones=st.just(UTC))


@given(_times, _times)
def test_times_in_cells_sort_as_times_do_and_come_back(one: datetime, other: datetime) -> None:
    first, second = time_to_cell(one), time_to_cell(other)
    assert first is not None and second is not None
    assert (first < second) == (one < other)
    assert time_from_cell(first) == one


def test_no_time_stays_none() -> None:
    assert time_to_cell(None) is None
    assert time_from_cell(None) is None


@given(st.text(), st.text(), _times)
def test_records_come_back_as_they_were(words: str, zone: str, time: datetime) -> None:
    times = (StatedTime(TimeRole.PUBLISHED, words, "column published", zone or None),)
    assert from_cell(Times, to_cell(Times, times)) == times
    bounds = (Bound(Side.LATEST, time, BoundKind.CAPTURED, words),)
    assert from_cell(Bounds, to_cell(Bounds, bounds)) == bounds
    links = (Link(LinkKind.QUOTES, None, words, zone),)
    assert from_cell(Links, to_cell(Links, links)) == links


def test_facts_and_copies_come_back_as_they_were() -> None:
    metadata = Metadata(place=Place(50.1, 30.2, "Оболонь"), device="Invented 3", notes=("cut short",))
    facts = PictureFacts("JPEG", "image/jpeg", 4, 3, 6, 1, "a" * 64, "b" * 64, 99, metadata)
    assert from_cell(PictureFacts, to_cell(PictureFacts, facts)) == facts
    copy = Copy(
        "a" * 64,
        "b" * 64,
        Relation.PART,
        0.5,
        True,
        (0, 1, 2, 3),
        None,
        ((1.0, 0.0, -2.5), (0.0, 1.0, 3.25)),
        ShowsMore.B,
        ("grey",),
        "why",
        (((1.0, 2.0), (3.0, 4.0)),),
    )
    assert from_cell(Copy, to_cell(Copy, copy)) == copy
