"""Captions and credits: where they stand, and what is none."""

# ruff: noqa: E501  a case of a table is one line

from __future__ import annotations

import pytest

from firstseen.intake.page.credits import split_credit
from firstseen.intake.page.reading import read_page

WORDS = "The water came shortly after midnight, when most people in the lower streets were asleep. " * 2


def words_of(html: str) -> list[tuple[str | None, str | None]]:
    page = f"<title>River over its banks</title><body><article><h1>River over its banks</h1><p>{WORDS}</p>{html}<p>{WORDS}</p></article>"
    return [(one.caption, one.credit) for one in read_page(page.encode(), "a", url="https://a.example/n/1").pictures]


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        ("<figure><img src=a.jpg><span><span class=sr-only>Image source, </span>O. Koval</span><figcaption><span class=visually-hidden>Image caption, </span>A bridge</figcaption></figure>", "A bridge", "O. Koval"),
        ("<figure><img src=a.jpg><span>Image source, O. Koval</span><figcaption>A bridge</figcaption></figure>", "A bridge", "O. Koval"),
        ("<figure><img src=a.jpg><figcaption><span>A bridge</span><span><span>Credit...</span><span>O. Koval</span></span></figcaption></figure>", "A bridge", "O. Koval"),
        ("<figure><img src=a.jpg><figcaption>A bridge. <span class=article__credit>O. KOVAL</span></figcaption></figure>", "A bridge", "O. KOVAL"),
        ("<div class=box><img src=a.jpg><div class=img-caption>A bridge</div></div>", "A bridge", None),
        ("<div class=x><div style='background:url(a.jpg)'></div><p class=didascalia>A bridge <span class=crediti>(foto O. Koval)</span></p></div>", "A bridge", "O. Koval"),
        ("<div class=mol-img><img src=a.jpg></div><p class=imageCaption>A bridge (© O. Koval)</p>", "A bridge", "O. Koval"),
        ("<div class=Media_root__x1><div><img src=a.jpg></div><div class=Caption_root__x2><p class=Caption_text__x3>A bridge</p><p class=Caption_source__x4>Image: O. Koval</p></div></div>", "A bridge", "O. Koval"),
        ("<p><img src=a.jpg></p><p><em>A bridge. Світлина: О. Коваль</em></p>", "A bridge", "О. Коваль"),
        ("<table><tr><td><img src=a.jpg></td></tr><tr><td><font size=1>A bridge. Fot. O. Koval</font></td></tr></table>", "A bridge", "O. Koval"),
        ("<div class=thumbinner><a href=/wiki/File:A.jpg><img src=a.jpg></a><div class=thumbcaption><div class=magnify><a href=x><img src=m.png width=15></a></div>A bridge</div></div>", "A bridge", None),
        ("<div><img src=a.jpg></div><p>An ordinary paragraph.</p>", None, None),
        ("<p><img src=a.jpg></p><p>An <em>ordinary</em> paragraph.</p>", None, None),
        ("<header><h2>Part two</h2><p class=article__desc>What came next</p><div><img src=a.jpg></div></header>", None, None),
    ],
)  # fmt: skip
def test_where_captions_and_credits_stand(html: str, caption: str | None, credit: str | None) -> None:
    assert words_of(html) == [(caption, credit)]


def test_each_picture_of_a_group_keeps_its_own_caption() -> None:
    row = "<table><tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr><tr><td>One</td><td>Two</td></tr></table>"
    assert words_of(row) == [("One", None), ("Two", None)]
    slides = "<ul><li><img src=a.jpg><p class=photo-caption>One</p></li><li><img src=b.jpg></li></ul>"
    assert words_of(slides) == [("One", None), (None, None)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A bridge [O. Koval/Agency]", ("A bridge", "O. Koval/Agency")),
        ("A bridge stood here [1]", ("A bridge stood here [1]", None)),
        ("A bridge, on Monday. O. Koval/AFP via Getty Images", ("A bridge, on Monday", "O. Koval/AFP via Getty Images")),
        ("A bridge. Photograph: O. Koval/The Paper", ("A bridge", "O. Koval/The Paper")),
        ("Most. Fot. Piotr Walczyk", ("Most", "Piotr Walczyk")),
        ("The photo credits the mill", ("The photo credits the mill", None)),
    ],
)  # fmt: skip
def test_more_credits_at_the_end_of_captions(text: str, parts: tuple[str | None, str | None]) -> None:
    assert split_credit(text) == parts
