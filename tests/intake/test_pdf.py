"""PDFs: what is read of newspapers, printed pages and scans, and what is refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.drawing import jpeg, photograph
from tests.exports.pdfs import PdfPage, PdfPicture, pdf

from firstseen.model.items import Content, Item, ItemKind, Refusal, SourceRead
from firstseen.model.time import TimeRole

Read = Callable[..., tuple[list[Item], list[Refusal], list[SourceRead]]]

WIDE, HIGH = 850, 1200
MASTHEAD = [(60, 1130, 40, "THE DAILY EXAMPLE"), (60, 1100, 10, "Friday, February 25, 2022 - No. 41,203 - 2.50")]


def _bytes(content: Content | None) -> bytes:
    assert content is not None
    with content.open() as stream:
        return stream.read()


def _picture(content: Content | None) -> Image.Image:
    return Image.open(io.BytesIO(_bytes(content)))


@pytest.fixture
def picture() -> bytes:
    return jpeg(photograph(7, 480, 320))


def _added(folder: Path, data: bytes) -> Path:
    path = folder / "page.pdf"
    path.write_bytes(data)
    return path


def test_a_front_page_is_drawn_and_keeps_its_pictures_words_and_day(tmp_path: Path, read: Read, picture: bytes) -> None:
    placed = PdfPicture(picture, (480, 320), 100, 500, 360, 240)
    info = {"CreationDate": "D:20220224231502+02'00'", "ModDate": "D:20220224233000Z", "Producer": "Layout 5"}
    lines = [*MASTHEAD, (100, 470, 12, "People at the station on Thursday.")]
    data = pdf([PdfPage(WIDE, HIGH, lines=lines, pictures=[placed])], info)
    items, refusals, sources = read(_added(tmp_path, data))
    assert not refusals
    assert [(source.reader, _bytes(source.content)) for source in sources] == [("PDF", data)]
    (page,) = items
    assert page.kind is ItemKind.FRONT_PAGE
    assert page.text is not None and page.text.splitlines()[0] == "THE DAILY EXAMPLE"
    assert "People at the station on Thursday." in page.text
    assert [(time.role, time.text, time.zone) for time in page.times] == [
        (TimeRole.PAGE_PUBLISHED, "2022-02-25", None),
        (TimeRole.FILE_CREATED, "2022-02-24T23:15:02", "+02:00"),
        (TimeRole.FILE_MODIFIED, "2022-02-24T23:30:00", "+00:00"),
    ]
    drawn, embedded = page.media
    assert _bytes(embedded.content) == picture  # as it lies in the file, not saved anew
    assert _picture(drawn.content).size == (2362, 3334)  # 200 dots an inch
    left, top, right, bottom = json.loads(page.extra["boxes of its pictures"])[embedded.name]
    # Points to pixels: 200/72; the page is 1200 high and counts from below.
    assert np.abs(np.array([left, top, right, bottom]) - np.array([278, 1278, 1278, 1944])).max() <= 2
    shown = np.asarray(_picture(drawn.content).convert("RGB").crop((left, top, right, bottom)).resize((480, 320)))
    own = np.asarray(_picture(embedded.content).convert("RGB"))
    assert np.abs(shown.astype(float) - own).mean() < 6


def test_pages_after_a_front_page_share_its_day_and_a_weekly_with_two_days_has_none(tmp_path: Path, read: Read) -> None:
    second = PdfPage(WIDE, HIGH, lines=[(60, 1000, 12, "Reports from 24 February 2022 on")])
    items, _, _ = read(_added(tmp_path, pdf([PdfPage(WIDE, HIGH, lines=MASTHEAD), second])))
    assert [item.kind for item in items] == [ItemKind.FRONT_PAGE, ItemKind.PAGE]
    assert [[time.text for time in item.times] for item in items] == [["2022-02-25"], ["2022-02-25"]]
    weekly = [*MASTHEAD[:1], (60, 1100, 10, "24 February 2022 to 2 March 2022")]
    (item,), _, _ = read(_added(tmp_path, pdf([PdfPage(WIDE, HIGH, lines=weekly)])))
    assert item.kind is ItemKind.FRONT_PAGE
    assert not item.times


def test_a_report_is_a_page_and_a_date_in_it_is_not_its_own(tmp_path: Path, read: Read) -> None:
    lines = [(60, 780, 20, "Annual report"), (60, 750, 10, "on the events of 24 February 2022")]
    (item,), _, _ = read(_added(tmp_path, pdf([PdfPage(lines=lines)], {"Title": "Report"})))
    assert (item.kind, item.title, item.times) == (ItemKind.PAGE, "Report", ())
    assert item.key == "page.pdf#page=1"


def test_a_page_printed_by_a_browser_has_its_address_and_the_local_time_of_printing(tmp_path: Path, read: Read) -> None:
    lines = [
        (30, 825, 8, "2/25/22, 10:14 AM"),
        (60, 750, 20, "Friday, February 25, 2022: what is known"),
        (30, 12, 8, "https://news.example/2022/02/24/what-is-known"),
        (560, 12, 8, "1/1"),
    ]
    (item,), _, _ = read(_added(tmp_path, pdf([PdfPage(lines=lines)], {"Producer": "Skia/PDF m98"})))
    assert item.kind is ItemKind.PAGE
    assert item.url == "https://news.example/2022/02/24/what-is-known"
    assert [(time.role, time.text, time.zone) for time in item.times] == [
        (TimeRole.CAPTURED, "2/25/22, 10:14 AM", None)
    ]


@pytest.mark.parametrize("words", [(), [(60, 700, 12, "recognised words")]])
def test_a_scan_is_shown_once_in_its_own_bytes(tmp_path: Path, read: Read, picture: bytes, words: list[str]) -> None:
    scan = PdfPicture(picture, (480, 320), 0, 0, 842, 595)
    page = PdfPage(842, 595, lines=words, pictures=[scan], invisible=True)  # type: ignore[arg-type]
    (item,), _, _ = read(_added(tmp_path, pdf([page])))
    assert [_bytes(medium.content) for medium in item.media] == [picture]
    assert item.text == ("recognised words" if words else None)


def test_letters_over_a_picture_of_the_whole_page_are_not_lost(tmp_path: Path, read: Read, picture: bytes) -> None:
    poster = PdfPage(842, 595, [(60, 300, 60, "OVER IT")], [PdfPicture(picture, (480, 320), 0, 0, 842, 595)])
    (item,), _, _ = read(_added(tmp_path, pdf([poster])))
    assert [medium.name for medium in item.media] == ["page.pdf#page=1.png", "page.pdf#page=1.picture1.jpg"]


def test_pictures_in_forms_turned_pages_and_without_jpeg_have_their_box(
    tmp_path: Path, read: Read, picture: bytes
) -> None:
    pixels = photograph(3, 120, 80)
    raw = PdfPicture(pixels.tobytes(), (120, 80), 300, 100, 120, 80, raw=True)
    form = PdfPicture(picture, (480, 320), 50, 400, 240, 160, in_form=True)
    rule = PdfPicture(photograph(4, 400, 4).tobytes(), (400, 4), 50, 700, 400, 4, raw=True)
    lines = [(60, 800, 10, "words")]
    items, _, _ = read(_added(tmp_path, pdf([PdfPage(lines=lines, pictures=[raw, form, rule], rotate=90)])))
    (item,) = items
    boxes = list(json.loads(item.extra["boxes of its pictures"]).values())
    # Turned by 90 degrees clockwise, (x, y) of the page is seen at (y, x), in 200/72 pixels a point.
    for box, (x, y, width, height) in zip(boxes, [(50, 400, 240, 160), (300, 100, 120, 80)], strict=True):
        expected = np.array([y, x, y + height, x + width]) * 200 / 72
        assert np.abs(np.array(box) - expected).max() <= 2
    _, first, second = item.media
    assert _bytes(first.content) == picture
    assert np.array_equal(np.asarray(_picture(second.content).convert("RGB")), pixels)
    assert item.extra["small pictures passed over"] == "1"


def test_a_page_that_cannot_be_read_is_refused_and_the_others_are_read(tmp_path: Path, read: Read) -> None:
    data = pdf([PdfPage(lines=[(60, 700, 12, word)]) for word in ("one", "two", "three")])
    broken = data.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 nan 842]", 2).replace(b"nan", b"595", 1)
    items, refusals, _ = read(_added(tmp_path, broken))
    assert len(items) + len(refusals) == 3
    assert "one" in (items[0].text or "")
    assert "three" in (items[-1].text or "")


def test_a_locked_or_broken_document_is_refused_with_the_reason(tmp_path: Path, read: Read) -> None:
    locked = pdf([PdfPage()]).replace(
        b"/Info",
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"a" * 32 + b") /U (" + b"b" * 32 + b") >> "
        b"/ID [(x) (x)] /Info",
    )
    _, (refusal,), _ = read(_added(tmp_path, locked))
    assert (refusal.name, refusal.reason) == ("page.pdf", "PDF: it is locked with a password; add a copy without one")
    _, (refusal,), _ = read(_added(tmp_path, b"%PDF-1.7\n" + bytes(range(256))))
    assert refusal.reason.startswith("PDF: it cannot be opened")


def test_the_same_document_gives_the_same_pictures_again(tmp_path: Path, read: Read, picture: bytes) -> None:
    path = _added(tmp_path, pdf([PdfPage(pictures=[PdfPicture(picture, (480, 320), 100, 500, 360, 240)])]))
    first, second = (
        [(item.key, item.record, [_bytes(medium.content) for medium in item.media]) for item in read(path)[0]]
        for _ in range(2)
    )
    assert first == second


def test_a_pdf_in_a_zip_is_read(make_zip: Callable[..., Path], read: Read, picture: bytes) -> None:
    data = pdf([PdfPage(WIDE, HIGH, lines=MASTHEAD, pictures=[PdfPicture(picture, (480, 320), 9, 9, 360, 240)])])
    (item,), refusals, _ = read(make_zip({"papers/front.pdf": data}))
    assert not refusals
    assert (item.key, item.kind) == ("papers/front.pdf#page=1", ItemKind.FRONT_PAGE)
    assert _bytes(item.media[1].content) == picture
