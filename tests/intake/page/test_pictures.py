"""Which pictures a page names, each once, with alternatives, words and credits."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import pytest

from firstseen.intake.page.addresses import absolute, data_uri, paths, srcset
from firstseen.intake.page.captions import split_credit
from firstseen.intake.page.model import Page, PagePicture
from firstseen.intake.page.reading import read_page

ADDRESS = "https://news.example/a/b"


def page(body: str, head: str = "") -> Page:
    return read_page(f"<html><head>{head}</head><body><p>Words</p>{body}</body></html>".encode(), "a", url=ADDRESS)


def pictures(body: str, head: str = "") -> tuple[PagePicture, ...]:
    return page(body, head).pictures


@pytest.mark.parametrize(
    ("html", "references"),
    [
        ("<img src=a.jpg>", ("a.jpg",)),
        ("<img src=s.jpg srcset='m.jpg 600w, l.jpg 1200w, s.jpg 300w'>", ("l.jpg", "m.jpg", "s.jpg")),
        ("<img src=s.jpg srcset='s.jpg, d.jpg 2x'>", ("d.jpg", "s.jpg")),
        ("<img src=spinner.gif data-src=real.jpg>", ("real.jpg", "spinner.gif")),
        ("<img src=p.gif data-srcset='a.jpg 1x, b.jpg 2x' data-lazy-src=c.jpg>", ("b.jpg", "a.jpg", "c.jpg", "p.gif")),
        ("<img data-original=o.jpg>", ("o.jpg",)),
        (
            "<picture><source srcset='w.webp 900w' type=image/webp><source data-srcset='j.jpg'><img src=f.jpg></picture>",
            ("w.webp", "j.jpg", "f.jpg"),
        ),
        ("<div style=\"background-image: url('bg.jpg')\"></div>", ("bg.jpg",)),
        ("<div style='color:red;background:#fff url(bg.jpg) no-repeat'></div>", ("bg.jpg",)),
        ("<div style='background-image:url(&quot;b g.jpg&quot;)'></div>", ("b g.jpg",)),
        ("<div data-bg='url(bg.jpg)'></div>", ("bg.jpg",)),
        ("<svg><image xlink:href='x.jpg'/></svg>", ("x.jpg",)),
        ("<noscript><img src=n.jpg></noscript>", ("n.jpg",)),
    ],
)
def test_the_ways_a_picture_is_named(html: str, references: tuple[str, ...]) -> None:
    found = pictures(html)
    assert tuple(reference for picture in found for reference in picture.references) == references


def test_one_picture_named_several_times_is_shown_once() -> None:
    head = "<meta property=og:image content='https://news.example/a/x.jpg'><meta name=twitter:image content=/a/x.jpg>"
    html = (
        "<img src=x.jpg data-src=/a/x.jpg><noscript><img src='https://news.example/a/x.jpg' alt='River'></noscript>"
        "<figure><img srcset='/a/x.jpg 2x'><figcaption>The river</figcaption></figure>"
    )
    (picture,) = pictures(html, head)
    assert (picture.alt, picture.caption) == ("River", "The river")
    assert picture.references == ("/a/x.jpg", "x.jpg", "https://news.example/a/x.jpg")


def test_pictures_for_others_come_last() -> None:
    head = "<meta property=og:image content=/share.jpg><meta property=og:image:alt content='Shared'>"
    first, second = pictures("<img src=a.jpg>", head)
    assert (first.references, second.references, second.alt) == (("a.jpg",), ("/share.jpg",), "Shared")


@pytest.mark.parametrize(
    "html",
    [
        "<img src=icon.png width=16 height=16>",
        "<img src=rule.png height=32px width=600>",
        "<img src=dot.gif style='width:1px;height:1px'>",
        "<img src=logo.svg>",
        "<img src='drawing.svg?v=2#x'>",
        "<img src='data:image/svg+xml;base64," + "A" * 400 + "'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
        "<img class='Emoji Emoji--forText' src=heart.png>",
        "<img class=wp-smiley-emoji src=smile.png>",
        "<img src=''><img><img src='about:blank'><img src='javascript:x()'><img src='blob:https://a/b'>",
        "<div style='background:linear-gradient(red, blue)'></div>",
    ],
)
def test_what_is_no_picture_is_passed_over(html: str) -> None:
    assert pictures(html) == ()


def test_what_was_passed_over_is_known_by_its_address() -> None:
    assert page("<img src=icon.png width=16>").passed_over == {"https://news.example/a/icon.png"}


def test_videos_and_their_posters() -> None:
    poster, video = pictures("<video poster=p.jpg><source src=v.mp4><source src=v.webm></video>")
    assert (poster.kind, poster.references) == ("picture", ("p.jpg",))
    assert (video.kind, video.references) == ("video", ("v.mp4", "v.webm"))


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        ("<figure><a><img src=a.jpg></a><figcaption>A bridge. Photo: O. Koval/Agency</figcaption></figure>", "A bridge", "O. Koval/Agency"),
        ("<figure><img src=a.jpg><figcaption>A bridge <span class=credit>© O. Koval</span></figcaption></figure>", "A bridge", "O. Koval"),
        ("<figure><img src=a.jpg><div class=photo-credit>(Agency)</div></figure>", None, "Agency"),
        ("<figure><img src=a.jpg><figcaption class=copyright>Photo: X Y</figcaption></figure>", None, "X Y"),
        ("<figure><img src=a.jpg data-credit='O. Koval'><figcaption>B</figcaption></figure>", "B", "O. Koval"),
        ("<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>The town</p></div>", "The town", None),
        ("<div><img src=a.jpg data-credit=Z></div>", None, "Z"),
        ("<section><img src=a.jpg></section>", None, None),
        ("<figure><img src=a.jpg></figure>", None, None),
    ],
)  # fmt: skip
def test_captions_and_credits(html: str, caption: str | None, credit: str | None) -> None:
    (picture,) = pictures(html)
    assert (picture.caption, picture.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The bridge. Foto: Meier/dpa", ("The bridge", "Meier/dpa")),
        ("Міст. Світлина: О. Коваль", ("Міст", "О. Коваль")),
        ("Le pont (Crédit photo : A. Durand)", ("Le pont", "A. Durand")),
        ("The bridge (Photo by A. B./Getty Images)", ("The bridge", "A. B./Getty Images")),
        ("The bridge © Agency 2022", ("The bridge", "Agency 2022")),
        ("A photo that shows a bridge", ("A photo that shows a bridge", None)),
        ("Resource: water", ("Resource: water", None)),
        ("", (None, None)),
    ],
)
def test_credits_at_the_end_of_captions(text: str, parts: tuple[str | None, str | None]) -> None:
    assert split_credit(text) == parts


def test_srcsets_with_commas_data_and_nonsense() -> None:
    uri = "data:image/png;base64,AAAA"
    assert srcset(f"{uri} 1x, https://cdn.example/w_10,h_20/a.jpg 2x") == ["https://cdn.example/w_10,h_20/a.jpg", uri]
    assert srcset("a.jpg, b.jpg") == ["a.jpg", "b.jpg"]
    assert srcset(" , ,, ") == []
    assert srcset("a.jpg 1.2.3w, b.jpg 2w") == ["b.jpg", "a.jpg"]
    assert len(srcset("a 1w," * 1000)) == 64


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("data:image/png;base64,aGk=", ("image/png", b"hi")),
        ("data:image/png;base64,aGk", ("image/png", b"hi")),
        ("DATA:image/png;charset=x;base64,aG k%3D\n", ("image/png", b"hi")),
        ("data:image/png;base64,-_8", ("image/png", b"\xfb\xff")),
        ("data:,a%20b", ("", b"a b")),
        ("data:image/gif,%47IF", ("image/gif", b"GIF")),
        ("data:image/png;base64", None),
        ("data:image/png;base64,A", ("image/png", b"")),
    ],
)
def test_data_addresses(uri: str, found: tuple[str, bytes] | None) -> None:
    assert data_uri(uri) == found


def test_addresses() -> None:
    assert absolute(ADDRESS, "c d.jpg#x") == "https://news.example/a/c%20d.jpg"
    assert absolute(None, "c.jpg") is None
    assert absolute(ADDRESS, "http://[bad/") is None
    assert absolute(ADDRESS, "ftp://a.example/x") is None
    assert absolute(ADDRESS, "x" * 9000) is None
    assert paths("a%20b.jpg?x=1") == ["a b.jpg", "a%20b.jpg", "a b.jpg?x=1", "a%20b.jpg?x=1"]
    assert paths("/a.jpg") == paths("https://a.example/b.jpg") == paths("#x") == paths("") == []
