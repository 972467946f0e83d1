"""The article's pictures apart from the page's furniture: each sign alone, and what must not mislead."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import json

import pytest

from firstseen.intake.page.model import Page
from firstseen.intake.page.reading import read_page

ADDRESS = "https://www.news.example/2022/02/flood"
WORDS = "The water came shortly after midnight, when most people in the lower streets were asleep. " * 2
PNG = "data:image/png;base64," + "iVBORw0KGgo" * 40


def article(inside: str = "", *, before: str = "", after: str = "", head: str = "", address: str = ADDRESS) -> Page:
    html = (
        f"<html><head><title>River over its banks | News</title>{head}</head><body>{before}<div class=story>"
        f"<h1>River over its banks</h1><div class=text><p>{WORDS}</p>{inside}<p>{WORDS}</p></div></div>{after}</body></html>"
    )
    return read_page(html.encode(), "a", url=address)


def shown(page: Page) -> list[str]:
    return [picture.references[0] for picture in page.pictures]


def reasons(page: Page) -> dict[str, str]:
    return {one.references[0]: one.reason for one in page.furniture}


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<img src=https://tpc.googlesyndication.com/simgad/1>", "advert"),
        ("<img src=https://ads.site.example/1.jpg>", "advert"),
        ("<img src=/banners/1.gif>", "advert"),
        ("<img src=a.gif width=728 height=90>", "advert"),
        ("<div class=ad-slot><img src=a.jpg></div>", "advert"),
        ("<div class='widget reklama'><a href=https://x.example/><img src=a.jpg></a></div>", "advert"),
        ("<section><p>Anzeige</p><a href=https://shop.example/1><img src=a.jpg></a></section>", "advert"),
        ("<a href=https://shop.example/deal rel=sponsored><img src=a.jpg></a>", "advert"),
        ("<img src=https://b.scorecardresearch.com/p?c1=2>", "tracking point"),
        ("<img src=https://c.bigmir.net/?v1>", "tracking point"),
        ("<img src=https://www.facebook.com/tr?id=1>", "tracking point"),
        ("<img src=a.gif width=1 height=1>", "tracking point"),
        ("<img src=a.png width=16 height=16>", "icon"),
        ("<img class=wp-smiley src=a.gif>", "icon"),
        ("<img src=/i/sprite-2x.png>", "icon"),
        ("<a href='/'><img src=a.jpg></a>", "logo"),
        ("<a href=/index.php><img src=a.jpg></a>", "logo"),
        ("<img src=site-logo.png>", "logo"),
        ("<img src=a.png alt='Site logo'>", "logo"),
        ("<img src=https://0.gravatar.com/avatar/1>", "avatar or author's picture"),
        ("<div class=author-box><img src=a.jpg></div>", "avatar or author's picture"),
        ("<div data-testid=UserAvatar-Container><img src=a.jpg></div>", "avatar or author's picture"),
        ("<ul class=share-bar><li><img src=a.png></ul>", "share button"),
        ("<div class=relatedPosts__item><img src=a.jpg></div>", "link to another page"),
        ("<a href=/2021/other><img src=a.jpg><b>Another story</b></a>", "link to another page"),
        ("<div><h4>Читайте також</h4><span><img src=a.jpg></span></div>", "link to another page"),
        ("<div>اقرأ أيضا<img src=a.jpg></div>", "link to another page"),
        ("<div>À lire aussi<img src=a.jpg></div>", "link to another page"),
        ("<div id=comments><img src=a.jpg></div>", "comments"),
        ("<nav><img src=a.jpg></nav>", "navigation"),
        ("<div role=complementary><img src=a.jpg></div>", "side column"),
        ("<div class=paywall><img src=a.jpg></div>", "call to subscribe"),
    ],
)
def test_what_is_furniture_even_in_the_text(html: str, reason: str) -> None:
    page = article(html)
    assert shown(page) == []
    assert list(reasons(page).values()) == [reason]


@pytest.mark.parametrize(
    "html",
    [
        "<img src=a.jpg>",
        "<figure><img src=a.jpg><figcaption>A bridge</figcaption></figure>",
        "<a href=big/a.jpg><img src=a.jpg></a>",
        "<a href=/wiki/File:A.jpg><img src=a.jpg></a>",
        f"<a href='{ADDRESS}/photo/2'><img src=a.jpg></a>",
        "<a href='#a'><img src=a.jpg></a>",
        "<a href=https://www.flickr.com/photos/1><img src=a.jpg></a>",
        "<aside class=image><figure><img src=a.jpg><figcaption>A bridge</figcaption></figure></aside>",
        "<img class=img-share src=a.jpg>",
        "<div class='has-sidebar no-ads'><img src=a.jpg></div>",
        "<div class=header-shadow><img src=a.jpg></div>",
        "<img src=a.jpg width=300 height=250>",
        "<div class=badger><img src=a.jpg></div>",
        "<div style='background-image:url(a.jpg)'></div>",
        "<figure class=profile><img src=a.jpg><figcaption>The mayor</figcaption></figure>",
    ],
)
def test_what_is_the_articles(html: str) -> None:
    assert shown(article(html)) == ["a.jpg"]


def test_a_part_that_holds_the_articles_words_is_no_furniture_whatever_it_is_called() -> None:
    html = (
        "<title>River over its banks</title><body><div class='sidebar related ad-enabled'><h1>River over its banks</h1>"
        f"<p>{WORDS}</p><img src=a.jpg><p>{WORDS}</p></div></body>"
    )
    assert shown(read_page(html.encode(), "a", url=ADDRESS)) == ["a.jpg"]


def test_outside_the_article_a_picture_needs_a_reason_to_be_shown() -> None:
    aside = "<div><img src=side.jpg></div>"
    page = article(
        after=aside, before="<div>" + "<b></b>" * 20 + "<img src=top.jpg><i></i><i></i></div>" + "<b></b>" * 9
    )
    assert shown(page) == [] and set(reasons(page).values()) == {"outside the article"}
    own = article(after=aside, head="<meta property=og:image content=https://www.news.example/2022/02/side.jpg?w=1200>")
    assert shown(own) == ["side.jpg"]


def test_an_opening_picture_right_over_the_headline_is_the_articles() -> None:
    assert shown(article(before="<div class=hero><img src=a.jpg></div>")) == ["a.jpg"]


def test_pictures_after_the_text_are_a_gallery_unless_they_lead_away() -> None:
    html = f"<title>River over its banks</title><body><div><h1>River over its banks</h1><div><p>{WORDS}</p></div>"
    gallery = html + "<ul><li><img src=a.jpg><li><a href=b.jpg><img src=b-300x200.jpg></a></ul>"
    others = html + "<ul><li><a href=/x><img src=a.jpg></a><li><a href=/y><img src=b.jpg></a></ul>"
    assert shown(read_page(gallery.encode(), "a", url=ADDRESS)) == ["a.jpg", "b-300x200.jpg"]
    assert shown(read_page(others.encode(), "a", url=ADDRESS)) == []


def test_on_a_front_page_what_leads_to_articles_is_what_it_shows() -> None:
    teasers = "".join(
        f"<div><a href=/{n}><img src={n}.jpg></a><a href=/{n}>Story {n}</a><p>{WORDS}</p></div>" for n in "abcd"
    )
    html = f"<title>News</title><body><header><a href='/'><img src=top.png></a></header><main>{teasers}</main></body>"
    front = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    assert shown(read_page(html.encode(), "a", url="https://www.news.example/")) == front
    assert shown(read_page(html.encode(), "a", url="https://www.news.example/world")) == front


def test_the_face_of_a_channel_is_its_face_also_where_open_graph_names_it() -> None:
    head = "<meta property=og:image content=https://www.news.example/2022/02/face.jpg>"
    page = article("<div class=avatar><img src=face.jpg></div>", head=head)
    assert (shown(page), reasons(page)) == ([], {"face.jpg": "avatar or author's picture"})


def test_the_picture_beside_the_authors_name_is_the_authors() -> None:
    page = article(
        "<div class=c1><img src=a.jpg><span>By Olena Koval</span></div>",
        head="<meta name=author content='Olena Koval'>",
    )
    assert reasons(page) == {"a.jpg": "avatar or author's picture"}


def test_what_linked_data_calls_a_logo_is_no_picture_of_the_article() -> None:
    linked = {
        "@type": "NewsArticle",
        "headline": "River over its banks",
        "image": "/i/mark.jpg",
        "publisher": {"@type": "Organization", "logo": {"@type": "ImageObject", "url": "/i/mark.jpg"}},
    }
    page = article(head=f"<script type=application/ld+json>{json.dumps(linked)}</script>")
    assert (shown(page), reasons(page)) == ([], {"/i/mark.jpg": "logo"})


def test_a_logo_that_open_graph_names_is_no_picture_of_the_article() -> None:
    assert shown(article(head="<meta property=og:image content=/static/default-logo.png>")) == []


def test_a_sign_without_caption_that_stands_in_many_places_is_one() -> None:
    page = article("<img src=star.jpg>" * 3 + "<img src=a.jpg>" * 2)
    assert (shown(page), list(reasons(page))) == (["a.jpg"], ["star.jpg"])


def test_the_backdrop_of_the_text_is_no_picture_but_that_of_the_headline_is() -> None:
    html = (
        "<title>River over its banks</title><body style='background:url(skin.jpg)'><div><div style=\"background:url('hero.jpg')\">"
        f"<h1>River over its banks</h1></div><p>{WORDS}</p></div></body>"
    )
    assert shown(read_page(html.encode(), "a", url=ADDRESS)) == ["hero.jpg"]


@pytest.mark.parametrize(
    ("html", "head"),
    [
        ("<img src=/p/bridge-800x600.jpg>", "<meta property=og:image content=/p/bridge-1200x630.jpg>"),
        (
            "<img src='/p/bridge.jpg?w=640&q=75'>",
            "<meta property=og:image content='/p/bridge.jpg?w=1200&h=630&fit=crop'>",
        ),
        ("<img src=/p/w_640,c_fill/bridge.jpg>", "<meta property=og:image content=/p/w_1200,h_630/bridge.jpg>"),
        (
            "<img src=bridge_late_files/bridge-at-night.jpg>",
            "<meta property=og:image content=https://cdn.example/x/bridge-at-night.jpg?w=9>",
        ),
        ("<img src=s.jpg><img src=s@2x.jpg>", ""),
    ],
)
def test_versions_of_one_picture_are_one(html: str, head: str) -> None:
    assert len(article(html, head=head).pictures) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<img src='a.jpg?id=1'><img src='a.jpg?id=2'>",
        "<img src=a-1.jpg><img src=a-2.jpg>",
        "<img src=a/x.jpg><img src=b/x.jpg>",
    ],
)
def test_pictures_that_differ_by_more_than_size_are_two(html: str) -> None:
    assert len(article(html).pictures) == 2


def test_what_holds_a_place_joins_no_pictures() -> None:
    page = article("<img src=wait.gif data-src=a.jpg><img src=wait.gif data-lazy-srcset='b.jpg 600w'>")
    assert [picture.references for picture in page.pictures] == [("a.jpg",), ("b.jpg",)]
    assert reasons(page) == {"wait.gif": "icon"}


def test_a_blurred_preview_is_the_picture_that_its_noscript_shows() -> None:
    page = article(f"<div><img src='{PNG}' style='filter:blur(9px)'><noscript><img src=a.jpg></noscript></div>")
    assert [picture.references for picture in page.pictures] == [("a.jpg",)]


def test_a_picture_of_an_accelerated_page_is_one_with_its_fallback() -> None:
    page = article(
        f"<amp-img src=a.jpg><noscript><img src='{PNG * 10}' alt=River></noscript></amp-img><amp-ad></amp-ad>"
    )
    (picture,) = page.pictures
    assert (picture.references[0], picture.alt) == ("a.jpg", "River")


def test_what_a_page_in_one_file_names_for_other_sites_is_told_and_not_shown_again() -> None:
    page = article(
        f"<figure><img src='{PNG * 20}'><figcaption>A bridge</figcaption></figure>",
        head="<meta property=og:image content=/share.jpg>",
    )
    assert len(page.pictures) == 1
    assert reasons(page) == {"/share.jpg": "named for other sites, not shown by the page"}


def test_a_blurred_preview_without_a_noscript_is_no_picture() -> None:
    page = article(f"<div><img src='{PNG}' data-src=a.jpg></div><div><img src='{PNG}' style='filter: blur(9px)'></div>")
    assert [picture.references for picture in page.pictures] == [("a.jpg",)]


def test_marks_that_would_leave_the_page_without_words_are_not_believed() -> None:
    paragraphs = "".join(f"<p>{WORDS}</p>" for _ in range(6))
    html = (
        f"<title>River over its banks</title><body><div class='author-7 related'><h1>River over its banks</h1><div class=vcard>"
        f"{paragraphs}<img src=a.jpg>{paragraphs}</div></div></body>"
    )
    assert shown(read_page(html.encode(), "a", url=ADDRESS)) == ["a.jpg"]
