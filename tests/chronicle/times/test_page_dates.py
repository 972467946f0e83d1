"""A page's dates, from its HTML to the bounds: each with its place, its strength and its zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.chronicle.building import NOW, SECOND, at, show

from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import Dated, date
from firstseen.intake.page.reading import read_page
from firstseen.model.items import ItemKind
from firstseen.model.time import Bound, BoundKind, Side

URL = "https://news.example/2022/06/05/bridge"
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-06-05T14:00:00+02:00"}</script>'
)
GRAPH = '<meta property="article:published_time" content="2022-06-05T12:00:00Z">'
ELEMENT = '<time datetime="2022-06-05T12:00:00" itemprop="datePublished">5 June</time>'
CHANGED = '<meta property="article:modified_time" content="2022-06-09T12:00:00Z">'


def page(head: str = "", body: str = "", *, url: str = "https://news.example/bridge", text: str | None = None) -> Dated:
    html = f"<!doctype html><head><title>Bridge</title>{head}</head><body><article>{body}<p>Words</p></article></body>"
    read = read_page(html.encode(), "page.html", url=url, charset="utf-8")
    one = replace(show("page", *read.times, url=url), kind=ItemKind.PAGE, text=text)
    return date(gather(one, now=NOW))


def bounds(dated: Dated, side: Side = Side.EARLIEST) -> list[Bound]:
    assert {bound.kind for bound in dated.span.basis} == {BoundKind.PAGE_DATE}
    return [bound for bound in dated.span.basis if bound.side is side]


def test_linked_data_and_open_graph_are_strong_and_say_that_a_zone_was_given() -> None:
    for head, place in ((LINKED, "JSON-LD"), (GRAPH, "article:published_time")):
        dated = page(head)
        assert (dated.span.earliest, dated.span.latest) == (at(5), at(5) + SECOND)
        assert dated.surely_after == at(5)
        (bound,) = bounds(dated)
        assert place in bound.detail
        assert "zone given" in bound.detail


def test_a_time_element_without_a_zone_is_stretched_and_says_so() -> None:
    dated = page(body=ELEMENT)
    assert (dated.span.earliest, dated.span.latest) == (
        at(5) - timedelta(hours=14),
        at(5, 12) + SECOND + timedelta(hours=14),
    )
    (bound,) = bounds(dated)
    assert "no zone given: up to 14 hours either way" in bound.detail


def test_the_day_in_the_address_and_in_the_words_is_weak() -> None:
    for dated, place in (
        (page(url=URL), "the page's address"),
        (page(text="Bridge falls\nPublished on 5 June 2022"), "the page's text"),
        (page(text="KYIV, June 5, 2022 — The bridge"), "the page's dateline"),
    ):
        assert dated.weak_earliest
        assert dated.surely_after is None
        assert dated.surely_by is None
        assert dated.span.earliest == at(5, 0) - timedelta(hours=14)
        (bound,) = bounds(dated)
        assert place in bound.detail
        assert "weak" in bound.detail


def test_all_of_them_together_are_kept_and_the_strong_ones_decide() -> None:
    dated = page(LINKED + GRAPH, ELEMENT, url=URL, text="Published on 5 June 2022")
    assert (dated.span.earliest, dated.span.latest) == (at(5), at(5) + SECOND)
    assert not dated.weak_earliest
    assert len({bound.detail for bound in bounds(dated)}) == 5


def test_a_page_that_was_changed_may_have_got_its_picture_then() -> None:
    dated = page(GRAPH + CHANGED)
    assert (dated.span.earliest, dated.span.latest) == (at(5), at(9) + SECOND)
    assert "the picture may be from then" in dated.span.basis[0].detail
