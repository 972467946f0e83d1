"""What a page says: title, author, dates, words, in any script and charset; hostile pages within bounds."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import json

import pytest

from firstseen.errors import RefusedError
from firstseen.intake.page.parsing import decode
from firstseen.intake.page.reading import read_page

ADDRESS = "https://news.example/2022/02/flood"


def linked(*objects: object) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(one)}</script>" for one in objects)


def test_an_article_with_linked_data() -> None:
    article = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "News", "datePublished": "1999-01-01"},
            {
                "@type": ["NewsArticle"],
                "headline": "River over its banks",
                "datePublished": "2022-02-24T05:00:00+02:00",
                "dateModified": "2022-02-24T06:30:00+02:00",
                "author": [{"@type": "Person", "name": "Olena Koval"}, "A. Reporter", {"name": "https://x.example"}],
                "image": {"@type": "ImageObject", "url": "/lead.jpg", "caption": "The river", "creditText": "O. Koval"},
                "comment": [{"@type": "NewsArticle", "datePublished": "2031-01-01"}],
            },
        ],
    }
    html = (
        f"<html><head><title>River - News</title>{linked(article)}"
        "<meta property=article:published_time content='2022-02-24T03:00:00Z'>"
        "<meta property='og:image' content='/lead.jpg'></head><body><nav>Home Sport</nav><article>"
        "<h1>River over its banks</h1><time datetime=2022-02-24>24 Feb</time><p>The water came at night "
        "and people left by boat.</p><aside>Subscribe now</aside><script>var x = 1;</script></article>"
        "<div class=related><article><time datetime=2020-01-01>old</time></article></div></body></html>"
    )
    page = read_page(html.encode(), "a", url=ADDRESS)
    assert page.title == "River over its banks"
    assert page.author is not None and page.author.name == "Olena Koval, A. Reporter"
    assert [(one.role.value, one.text, one.where) for one in page.times] == [
        ("page_published", "2022-02-24T05:00:00+02:00", "JSON-LD datePublished"),
        ("page_modified", "2022-02-24T06:30:00+02:00", "JSON-LD dateModified"),
        ("page_published", "2022-02-24T03:00:00Z", "meta article:published_time"),
        ("page_published", "2022-02-24", "first time element"),
    ]
    assert page.text == "River over its banks\n24 Feb\nThe water came at night and people left by boat.\nold"
    (lead,) = page.pictures
    assert (lead.references, lead.caption, lead.credit) == (("/lead.jpg",), "The river", "O. Koval")


def test_the_dates_of_other_articles_are_not_the_pages_own() -> None:
    front = [
        {"@type": "NewsArticle", "headline": f"Story {n}", "url": f"/{n}", "datePublished": f"2022-02-0{n}"}
        for n in (1, 2)
    ]
    html = f"<html><head>{linked(front)}</head><body><p>Front</p></body></html>".encode()
    assert read_page(html, "a", url="https://news.example/").times == ()
    (only,) = read_page(html, "a", url="https://news.example/2").times
    assert only.text == "2022-02-02"


@pytest.mark.parametrize(
    "broken", ["{", "[" * 200_000, '"\\ud800"', "null", "<!-- {} -->", '{"@type": "Article", "author": {"name": 7}}']
)
def test_broken_linked_data_is_passed_over(broken: str) -> None:
    html = f"<html><head><title>T</title><script type='application/ld+json'>{broken}</script></head><body><p>W</p></body></html>"
    page = read_page(html.encode(), "a")
    assert page.title == "T"
    assert page.text == "T\nW"


def test_times_that_are_marked() -> None:
    html = (
        "<article><time itemprop=datePublished datetime=2022-02-24T05:00>a</time>"
        "<time class=updated datetime=2022-02-25>b</time><time datetime=2021-01-01>c</time>"
        "<time pubdate datetime=2022-02-24>e</time><time>no date</time>"
        "<section class=comments><time itemprop=datePublished datetime=2030-01-01>d</time></section></article>"
        "<meta name=date content='no digits'><meta name=last-modified content='Thu, 24 Feb 2022 06:00:00 GMT'>"
    )
    page = read_page(html.encode(), "a")
    assert {(one.role.value, one.text, one.where) for one in page.times} == {
        ("page_published", "2022-02-24T05:00", "time element datePublished"),
        ("page_modified", "2022-02-25", "time element"),
        ("page_published", "2022-02-24", "time element"),
        ("page_published", "2021-01-01", "first time element"),
        ("page_modified", "Thu, 24 Feb 2022 06:00:00 GMT", "meta last-modified"),
    }


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<meta name=author content='R. Writer'><p>x", "R. Writer"),
        ("<meta property=article:author content='https://facebook.example/x'><a rel=author>B. Line</a>", "B. Line"),
        ("<p>nobody</p>", None),
    ],
)
def test_authors(html: str, name: str | None) -> None:
    author = read_page(html.encode(), "a").author
    assert (author.name if author else None) == name


def test_an_arabic_page_from_right_to_left() -> None:
    html = (
        "<!doctype html><html dir=rtl lang=ar><head><title>فيضان في المدينة</title></head><body><main>"
        "<p>غمرت المياه شوارع المدينة القديمة ليلاً.</p><figure><img src=a.jpg alt='الجسر القديم'>"
        "<figcaption>الجسر فوق النهر. تصوير: أحمد علي</figcaption></figure></main></body></html>"
    )
    page = read_page(html.encode("cp1256"), "a", charset="windows-1256")
    assert page.title == "فيضان في المدينة"
    assert page.text == "فيضان في المدينة\nغمرت المياه شوارع المدينة القديمة ليلاً."
    (picture,) = page.pictures
    assert (picture.alt, picture.caption, picture.credit) == ("الجسر القديم", "الجسر فوق النهر", "أحمد علي")


UKRAINIAN = (
    "<html><head>{meta}<title>Повінь у місті</title></head><body><p>Вода зайшла в місто вночі, коли всі спали. "
    "Мешканців вивозили човнами до самого ранку. Рятувальники працюють на всіх вулицях.</p></body></html>"
)


@pytest.mark.parametrize(
    "meta", ["<meta charset=windows-1251>", "<meta http-equiv=Content-Type content='text/html; charset=cp1251'>", ""]
)
def test_a_ukrainian_page_in_windows_1251(meta: str) -> None:
    page = read_page(UKRAINIAN.format(meta=meta).encode("cp1251"), "a")
    assert page.title == "Повінь у місті"
    assert page.text is not None and "Мешканців вивозили човнами" in page.text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("ї".encode("utf-8-sig"), "windows-1251", "ї"),
        ("ї".encode("utf-16"), None, "ї"),
        ("ї".encode("utf-16-be"), "utf-16-be", "ї"),
        ("ї".encode(), None, "ї"),
        ("ї".encode(), "ascii", "ї"),
        ("“é".encode("cp1252"), "iso-8859-1", "“é"),
        (b"<meta charset=no-such-charset>\xd1\x97", None, "<meta charset=no-such-charset>ї"),
        (b"<meta charset=base64>\xd1\x97", "hex", "<meta charset=base64>ї"),
        (b"a\xff", "utf-8", "a\ufffd"),
        ("日本".encode("cp932"), "x-sjis", "日本"),
    ],
)
def test_charsets(data: bytes, charset: str | None, text: str) -> None:
    assert decode(data, charset) == text


def test_all_visible_words_where_no_article_can_be_told() -> None:
    html = (
        "<body><div>One <b>bold</b><br>two</div><nav>Menu</nav><div hidden>no</div><div aria-hidden=true>no</div>"
        "<noscript>no</noscript><footer>no</footer><div role=navigation>no</div>tail<!-- c -->end</body>"
    )
    assert read_page(html.encode(), "a").text == "One bold\ntwo\ntailend"


def test_the_article_with_most_words_is_read_alone() -> None:
    long = "Long words of an article that goes on and on. " * 20
    html = f"<body><div>Cookie notice</div><article><p>{long}</p></article><article><p>Short</p></article></body>"
    page = read_page(html.encode(), "a")
    assert page.text is not None
    assert "Cookie" not in page.text and page.text.startswith("Long words")


def test_base_and_canonical_addresses() -> None:
    html = "<head><base href='/b/'><link rel=canonical href='https://c.example/x#y'></head><body><p>w</p><img src=i.jpg></body>"
    page = read_page(html.encode(), "a", url=ADDRESS)
    assert (page.url, page.base) == ("https://c.example/x", "https://news.example/b/")
    assert read_page(b"<base href='http://[bad'><p>w", "a", url=ADDRESS).base == ADDRESS
    assert read_page(b"<link rel=canonical href='javascript:x'><p>w", "a").url is None


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "deep",
        "<b><i>" * 50_000 + "x",
        "<p>" + "<" * 500_000,
        "<a href='" * 20_000,
        "<table>" * 20_000,
        "<img srcset='" + "a.jpg 1w," * 50_000 + "'>",
        '<div style="' + "background:url(" * 30_000 + '">',
        "<style>" + "--a:url(" * 50_000 + "</style><div style='background:var(--a)'>",
        "<!--" * 100_000,
        "<article>" * 2000 + "<p>" + "w" * 400,
        "<blockquote class=twitter-tweet>" * 1500,
        "&amp;" * 200_000,
        "<p \0>\0\0",
    ],
    ids=range(13),
)
@pytest.mark.timeout(120)
def test_hostile_pages_end_in_bounded_time(html: str) -> None:
    try:
        page = read_page(html.encode(), "a", url=ADDRESS)
        assert len(page.text or "") <= 300_000
    except RefusedError as error:
        assert error.name == "a"


@pytest.mark.parametrize(
    "html", ["<p " + " ".join(f"a{n}=1" for n in range(600)) + ">", "".join(f"<body a{n}=1>" for n in range(200))]
)
def test_what_makes_the_parser_slow_is_refused(html: str) -> None:
    with pytest.raises(RefusedError, match="more than"):
        read_page(html.encode(), "a")


def test_a_stray_quote_is_no_reason_to_refuse() -> None:
    html = '<p><a href="/lists"">lists</a></p>' + "<p>words and more</p>" * 600
    assert read_page(html.encode(), "a").text


@pytest.mark.parametrize("data", [b"", b"  \n", b"<!-- only a comment -->"])
def test_nothing_is_no_page(data: bytes) -> None:
    with pytest.raises(RefusedError, match="a: holds no page"):
        read_page(data, "a")
