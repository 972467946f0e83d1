"""The judge of a page: what is right counts, what is not is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench.pages.drawing import Drawing, Truth
from bench.pages.figures import Tally
from bench.pages.judging import judge
from bench.pages.program import Answer, Shown

from firstseen.model.items import Author, Item, ItemKind, ShownMedium
from firstseen.model.time import StatedTime, TimeRole


@pytest.fixture
def drawing() -> Drawing:
    drawing = Drawing("judged", 1, "en", "a.example")
    drawing.photo()
    drawing.thing("logo")
    drawing.says("headline", "author", "published")
    drawing.post("x")
    return drawing


def right(truth: Truth) -> Answer:
    photo, logo = truth.pictures
    (post,) = truth.posts
    medium = ShownMedium(photo.url, None, photo.url, photo.caption, photo.alt, photo.credit)
    assert truth.published is not None
    times = (StatedTime(TimeRole.PAGE_PUBLISHED, truth.published.isoformat(), "meta"),)
    page = Item("k", ItemKind.PAGE, b"", "l", title=truth.headline, author=Author(name=truth.author), language="en-GB")
    item = Item("p", ItemKind.POST, b"", "l", author=Author(handle=post.handle), text=post.text)
    return Answer(page, {post.key: item}, frozenset({post.key}), (Shown(medium, None),), f"logo: {logo.url}", times)


def test_a_right_answer_has_no_fault(drawing: Drawing) -> None:
    tally = Tally()
    assert judge(right(drawing.truth), drawing.truth, tally) == []
    assert (tally.shown.share, tally.found.share, tally.kept.share, tally.twice) == (1, 1, 1, 0)
    assert all(share.of and share.share == 1 for share in tally.words.values())


def test_every_fault_is_counted(drawing: Drawing) -> None:
    truth = drawing.truth
    answer = right(truth)
    photo, logo = truth.pictures
    (one,) = answer.shown
    tally = Tally()
    wrong = [
        replace(answer, shown=(*answer.shown, Shown(ShownMedium(logo.url, None, logo.url), None))),
        replace(answer, shown=()),
        replace(answer, shown=(one, one)),
        replace(answer, shown=(*answer.shown, Shown(ShownMedium("unknown.jpg", None), None))),
        replace(answer, shown=(replace(one, post="x:1"),)),
        replace(answer, shown=(replace(one, medium=replace(one.medium, caption="Another")),)),
        replace(answer, shown=(replace(one, medium=replace(one.medium, credit=None)),)),
        replace(answer, furniture=""),
        replace(answer, page=replace(answer.page, title="Another")),
        replace(answer, page=replace(answer.page, author=None)),
        replace(answer, page=replace(answer.page, language=None)),
        replace(answer, times=()),
        replace(answer, times=(*answer.times, StatedTime(TimeRole.PAGE_PUBLISHED, "1999-01-01", "x"))),
        replace(answer, times=(*answer.times, StatedTime(TimeRole.PAGE_MODIFIED, "1999-01-01", "x"))),
        replace(answer, embedded=frozenset()),
        replace(answer, posts={**answer.posts, "x:1": answer.page}),
    ]
    for number, faulty in enumerate(wrong):
        assert judge(faulty, truth, tally), number
    assert tally.slips == {"logo": 1, "unknown": 1}
    assert (tally.twice, tally.found.right, tally.found.of) == (1, len(wrong) - 2, len(wrong))
    assert photo.token in answer.shown[0].medium.name
