"""Headline, standfirst, author and date of pages that state them for readers alone; and what is not theirs."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import pytest

from firstseen.intake.page.model import Page
from firstseen.intake.page.reading import read_page

WORDS = "The water came shortly after midnight, when most people in the lower streets were asleep. " * 2


def page(above: str, *, head: str = "", title: str = "River over its banks | News", after: str = "") -> Page:
    html = f"<html lang=en-GB><head><title>{title}</title>{head}</head><body><div><h1>River over its banks</h1>{above}<div><p>{WORDS}</p><p>{WORDS}</p></div></div>{after}</body></html>"
    return read_page(html.encode(), "a", url="https://www.news.example/n/1")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<div class=byline>By Olena Koval</div>", "Olena Koval"),
        ("<div class=autorenzeile><img src=a.jpg> Von Katrin Vogel</div>", "Katrin Vogel"),
        ("<div class=data>24.02.2022 10:30 | Автор: Олена Коваль</div>", "Олена Коваль"),
        ("<p>24.02.2022, autor: Ewa Grzelak</p>", "Ewa Grzelak"),
        ("<span class=writer>بقلم: أحمد الشامي</span>", "أحمد الشامي"),
        ("<p class=byline>By our reporters</p>", None),
        ("<p class=byline>By 3 people</p>", None),
        ("<div class=related-posts><p class=byline>By Another Person</p></div>", None),
    ],
)  # fmt: skip
def test_who_wrote_it(html: str, name: str | None) -> None:
    author = page(html).author
    assert (author.name if author else None) == name


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div class=data>24.02.2022 10:30 | Автор: Олена Коваль</div>", "24.02.2022 10:30"),
        ("<span>Published 24 February 2022</span>", "24 February 2022"),
        ("<span class=date>24.02.2022</span><span>25.02.2022</span>", None),
        ("<p>no date</p>", None),
    ],
)  # fmt: skip
def test_a_date_below_the_headline(html: str, text: str | None) -> None:
    assert [time.text for time in page(html).times] == ([text] if text else [])


def test_a_date_for_readers_counts_only_where_none_is_for_machines() -> None:
    found = page("<p>23.02.2022</p>", head="<meta property=article:published_time content=2022-02-24T05:00:00Z>").times
    assert [time.text for time in found] == ["2022-02-24T05:00:00Z"]


def test_dates_in_the_footer_and_on_pages_that_are_no_articles_are_not_the_pages() -> None:
    assert page("", after="<footer>Terms of 10 Mar 2001</footer><p>10 Mar 2001</p>").times == ()
    assert page("<p>10 Mar 2001</p>", title="Something else altogether").times == ()


def test_times_of_the_entries_of_a_live_blog_are_not_the_pages() -> None:
    entries = "".join(
        f"<article><header><time datetime=2022-02-24T0{n}:00:00Z>0{n}:00</time><h2>Entry {n}</h2></header><p>{WORDS}</p></article>"
        for n in (1, 2)
    )
    html = f"<title>As it happened: river</title><body><main><h1>As it happened: river</h1>{entries}</main></body>"
    assert read_page(html.encode(), "a").times == ()


def test_the_standfirst_is_what_stands_below_the_headline_else_the_description() -> None:
    described = "<meta name=description content='Described for machines, and not the same'>"
    assert page("<p class=chapo>Boats went from door to door until morning.</p>", head=described).standfirst == (
        "Boats went from door to door until morning."
    )
    assert page("", head=described).standfirst == "Described for machines, and not the same"
    assert page("").standfirst is None


def test_the_headline_is_the_heading_that_the_title_holds() -> None:
    assert page("").title == "River over its banks"
    assert page("", title="Something else altogether").title == "Something else altogether"
    old = f"<title>NEWS | Regions | Bridge closed after rain</title><body><div><b>Bridge closed after rain</b><p>{WORDS}</p></div>"
    assert read_page(old.encode(), "a").title == "Bridge closed after rain"


def test_the_language_is_as_the_page_states_it() -> None:
    assert page("").language == "en-GB"
    assert read_page(b"<p>words", "a").language is None
