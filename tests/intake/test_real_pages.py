"""Which pictures of real pages are the article's: written by hand, from looking at the pages.

On a front page or a list, what leads to articles is what the page shows.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.intake.test_warc import read

from firstseen.model.items import Item, ItemKind

GOV = "ukwa/warc-indexer/src/test/resources/gov.uk-revisit-warcs/BL-20140325121225068-00000-32090~opera~8443.warc.gz"
WIKIPEDIA = "ukwa/warc-indexer/src/test/resources/wikipedia-mona-lisa/flashfrozen-jwat-recompressed.warc.gz"
ARCHIVE = "ukwa/warc-indexer/src/test/resources/IAH-20080430204825-00000-blackbook-truncated.warc.gz"
TWITTER = "replayweb/mkdocs/site/docs/examples/netpreserve-twitter.warc"

TRUTH: dict[str, dict[str, set[str]]] = {
    GOV: {
        "http://data.gov.uk/": {
            "oliver2_0.jpg",
            "Harvey-Lewis5016sf.jpg",
            "Tim-Straughan.jpg",
            "me_21A_0.jpg",
            "Hackday-(11)qq.jpg",
            "odugUK Logo.001.png",
        },
        "http://data.gov.uk/blog/introducing-hampshire-hub-0": {
            "1_15.png",
            "2_14.png",
            "3_27.png",
            "4_13.png",
            "5_12.png",
        },
        "http://data.gov.uk/blog/open-data-sticky-sweets-and-nights-ibiza": {
            f"Hackday ({number}).jpg" for number in (1, 2, 3, 4, 11, 13)
        },
        "http://data.gov.uk/apps": {"app-sunday-strolls_0_1.png", "app-sunday-strolls_0.png", "transport_1.png"},
        "http://data.gov.uk/terms-and-conditions": {"ogl-symbol.jpg"},
        "http://data.gov.uk/odug": {"odug-roadmap.png"},
    },
    WIKIPEDIA: {
        "http://en.wikipedia.org/wiki/Mona_Lisa": {
            "250px-Mona_Lisa,_by_Leonardo_da_Vinci,_from_C2RMF_natural_color.jpg",
            "220px-Mona_Lisa_margin_scribble.jpg",
            "170px-Leonardo_da_Vinci_-_Self-Portrait_-_WGA12798.jpg",
            "220px-Mona_Lisa_stolen-1911.jpg",
            "170px-Mona_Lisa_detail_background_right.jpg",
            "220px-Mona_Lisa_detail_hands.jpg",
            "220px-Mona-lisa_in_the_Louvre.jpg",
            "220px-ARC194219.png",
            "100px-Sapeck-La_Joconde_fumant_la_pipe.jpg",
            "100px-Marcel_Duchamp_Mona_Lisa_LHOOQ.jpg",
        }
    },
    ARCHIVE: {
        "http://www.archive.org/": {"logoc.jpg"},
        "http://www.archive.org/index.php": {"get-item-image.php"},
    },
    TWITTER: {
        "https://netpreserveblog.wordpress.com/2019/05/29/warc-10th-anniversary/": {"warc10years.png"},
    },
}
"""The pictures by page, named by their files. Pages of these archives that are not here show none of their own, but for
those of x.com, whose pictures are their posts' (tests of the posts)."""
MADE_UP = {"blendbar.jpg", "rss.png"}
"""Furniture that is shown all the same: a bar and a sign on a front page of 2008, which nothing names."""
MISSED = {"odugUK Logo.001.png"}
"""A teaser's picture that is called a logo by its file, and is one."""


def shown(item: Item) -> set[str]:
    names = {unquote((medium.url or medium.name).partition("?")[0].rpartition("/")[2]) for medium in item.media}
    return names


@pytest.mark.parametrize("archive", TRUTH)
def test_the_articles_pictures_on_real_pages(real_inputs: Path, archive: str) -> None:
    items, _ = read(real_inputs / "webarchives" / archive)
    pages = [item for item in items if item.kind is ItemKind.PAGE and "twitter.com" not in (item.url or "")]
    assert {page.url for page in pages} >= set(TRUTH[archive])
    for page in pages:
        truth = TRUTH[archive].get(page.url or "", set())
        made_up = MADE_UP if page.url == "http://www.archive.org/index.php" else set()
        assert shown(page) == (truth - MISSED) | made_up, page.url


def test_furniture_of_real_pages_is_told_by_what_it_is(real_inputs: Path) -> None:
    items, _ = read(real_inputs / "webarchives" / GOV)
    told = {item.url: item.extra.get("furniture", "") for item in items if item.kind is ItemKind.PAGE}
    blog = told["http://data.gov.uk/blog/open-data-vision-leeds"]
    assert blog.startswith("avatar or author's picture: http://data.gov.uk/sites/default/files/styles/profile/")
    assert "ckan-logo.png" in told["http://data.gov.uk/data/api"]


def test_captions_and_credits_of_the_encyclopedia(real_inputs: Path) -> None:
    items, _ = read(real_inputs / "webarchives" / WIKIPEDIA)
    captions = {medium.name: medium.caption for medium in items[0].media}
    hands = captions["220px-Mona_Lisa_detail_hands.jpg"]
    assert hands is not None and hands.startswith("Detail of Lisa's hands, her right hand resting on her left.")
    assert captions["100px-Sapeck-La_Joconde_fumant_la_pipe.jpg"] == (
        "Le rire (The laugh) by Eugène Bataille, or Sapeck (1883)"
    )
    assert "L.H.O.O.Q." in (captions["100px-Marcel_Duchamp_Mona_Lisa_LHOOQ.jpg"] or "")
