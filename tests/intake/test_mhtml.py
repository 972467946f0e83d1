"""Pages saved as MHTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph
from tests.exports.mails import mhtml
from tests.exports.reading import gathered

from firstseen.model.items import ItemKind, NoticeKind
from firstseen.model.time import StatedTime, TimeRole

PICTURE = jpeg(photograph(1))
BODY = "<h1>Повінь у місті</h1><p>" + "Слова про повінь, яких досить для читання. " * 12 + "</p>"
PAGE = (
    f"<!doctype html><html><head><title>Повінь</title></head><body><article>{BODY}"
    "<figure><img src='pictures/flood.jpg?w=800' width='800' height='600' alt='міст'>"
    "<figcaption>Міст</figcaption></figure>"
    "<figure><img src='cid:css-1@mhtml.blink' width='700' height='500'></figure>"
    "<figure><img src='gone.jpg' width='700' height='500'></figure></article></body></html>"
)
LOCATION = "https://news.example/2022/flood"
ADDRESS = "https://news.example/2022/pictures/flood.jpg?w=800"


def _saved(folder: Path, data: bytes) -> Path:
    path = folder / "saved"
    path.write_bytes(data)
    return path


def test_a_page_is_read_with_its_pictures_and_when_it_was_saved(tmp_path: Path) -> None:
    data = mhtml(
        PAGE,
        [(ADDRESS, "image/jpeg", PICTURE), ("cid:css-1@mhtml.blink", "image/jpeg", PICTURE[:-2] + b"\xff\xd9")],
        location=LOCATION,
    )
    found = gathered(_saved(tmp_path, data))
    assert [source.reader for source in found.sources] == ["MHTML"]
    (page,) = found.items
    assert (page.kind, page.url, page.title) == (ItemKind.PAGE, LOCATION, "Повінь")
    assert page.text is not None and "Слова про повінь" in page.text
    assert StatedTime(TimeRole.CAPTURED, "Fri, 25 Feb 2022 10:14:00 -0000", "MHTML Date") in page.times
    first, second, gone = page.media
    assert (first.alt, first.caption, first.url) == ("міст", "Міст", ADDRESS)
    assert first.content is not None
    with first.content.open() as stream:
        assert stream.read() == PICTURE
    assert second.content is not None
    assert (gone.missing, gone.url) == ("not saved with the page", "https://news.example/2022/gone.jpg")
    assert not found.refusals


def test_posts_in_frames_of_platforms_are_read_and_other_frames_are_not(tmp_path: Path) -> None:
    post = (
        "<html><body><blockquote class='twitter-tweet'><p>слова поста</p>&mdash; Оксана (@oksana) "
        "<a href='https://twitter.com/oksana/status/1496716168920547331'>February 24, 2022</a></blockquote>"
        "</body></html>"
    )
    frames = [("https://ads.example/frame", post), ("https://platform.twitter.com/embed/Tweet.html?id=1", post)]
    items = gathered(_saved(tmp_path, mhtml(PAGE, location=LOCATION, frames=frames))).items
    posts = [item for item in items if item.kind is ItemKind.POST]
    assert [(item.platform, item.post_id) for item in posts] == [("x", "1496716168920547331")]


def test_the_page_is_the_one_at_the_address_that_the_file_names(tmp_path: Path) -> None:
    data = mhtml("<html><body>advert</body></html>", location="https://ads.example/x", frames=[(LOCATION, PAGE)])
    data = data.replace(
        b"Snapshot-Content-Location: https://ads.example/x", f"Snapshot-Content-Location: {LOCATION}".encode()
    )
    assert gathered(_saved(tmp_path, data)).items[0].title == "Повінь"


def test_a_cut_page_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    data = mhtml(PAGE, [(ADDRESS, "image/jpeg", PICTURE)], location=LOCATION)
    found = gathered(_saved(tmp_path, data[:-3000]))
    (page,) = found.items
    assert page.media[0].missing == "cut off with the file it was saved in"
    assert [refusal.reason for refusal in found.refusals] == ["it ends before its last part does: cut off"]
    found = gathered(_saved(tmp_path, data[: data.index(b"</article>")]))
    assert found.noticed(NoticeKind.MENDED) == {"page that is cut off": 1}


def test_internet_explorers_and_a_file_without_a_page(tmp_path: Path) -> None:
    data = mhtml(PAGE, location=LOCATION).replace(
        b"From: <Saved by Blink>\r\n", b"From: <Saved by Windows Internet Explorer 8>\r\n"
    )
    data = data.replace(f"Snapshot-Content-Location: {LOCATION}\r\n".encode(), b"")
    (page,) = gathered(_saved(tmp_path, data)).items
    assert page.url == LOCATION
    found = gathered(_saved(tmp_path, data.replace(b"text/html\r\n", b"text/plain\r\n")))
    assert [refusal.reason for refusal in found.refusals] == ["an MHTML file without a page in it"]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_line_endings_do_not_matter(tmp_path: Path, ending: bytes) -> None:
    data = mhtml(PAGE, [(ADDRESS, "image/jpeg", PICTURE)], location=LOCATION).replace(b"\r\n", ending)
    assert gathered(_saved(tmp_path, data)).items[0].media[0].content is not None


def test_the_furniture_of_the_page_is_told_and_no_appearance(tmp_path: Path) -> None:
    html = PAGE.replace("<article>", "<header><a href='/'><img src='/logo.jpg'></a></header><article>")
    data = mhtml(
        html,
        [("https://news.example/logo.jpg", "image/jpeg", PICTURE), (ADDRESS, "image/jpeg", PICTURE)],
        location=LOCATION,
    )
    found = gathered(_saved(tmp_path, data))
    (page,) = found.items
    assert "https://news.example/logo.jpg" not in {medium.url for medium in page.media}
    assert page.extra["furniture"] == "header of the site: https://news.example/logo.jpg"
    assert [(one.kind, one.what, one.where) for one in found.notices] == [
        (NoticeKind.FURNITURE, "header of the site", "saved")
    ]
