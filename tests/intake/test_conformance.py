"""What every reader promises, whatever it reads. A new reader needs a line in `SAMPLES` and gets all of these tests."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exports import telegram, telegram_html, whatsapp, x, zeeschuimer
from tests.exports.archives import tar
from tests.exports.auto_archiver import medium, result, table
from tests.exports.bluesky import raw_cid, record, repository, view
from tests.exports.mails import mail, mhtml
from tests.exports.mastodon import attachment, post
from tests.exports.meta import meta_json
from tests.exports.pdfs import PdfPage, PdfPicture, pdf

from firstseen.errors import RefusedError
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import Found, Reader, ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import item_id
from firstseen.model.items import Item, SourceRead

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 2
POSTS = "post_id,platform,media,text\n1,x,a.jpg,Вибух\n2,x,gone.jpg,انفجار\n3,x\n"
PAGE = (
    "<!doctype html><html><head><meta charset='utf-8'><title>Повінь</title></head><body><article>"
    "<h1>Повінь у місті</h1><p>Слова про повінь, яких досить для читання.</p>"
    "<figure><img src='a.jpg' width='800' height='600' alt='міст'><figcaption>Міст</figcaption></figure>"
    "</article></body></html>"
)


def _zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member)
    return data.getvalue()


def _warc() -> bytes:
    data = b""
    for number, (url, kind, body) in enumerate(
        (
            ("https://news.example/flood", b"text/html; charset=utf-8", PAGE.encode()),
            ("https://news.example/a.jpg", b"image/jpeg", JPEG),
        )
    ):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-02-24T05:07:09Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-4000-8000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        data += gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
    return data


def _wacz() -> bytes:
    warc = _warc()
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "resources": [
            {"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": f"sha256:{sha256(warc).hexdigest()}"}
        ],
    }
    return _zipped({"archive/data.warc.gz": warc, "datapackage.json": json.dumps(package).encode()})


SAMPLES: dict[str, Callable[[], bytes]] = {
    "posts table": POSTS.encode,
    "Telegram export": lambda: telegram.document(telegram.CHANNEL, [telegram.message(7, photo="a.jpg", text="Вибух")]),
    "Telegram HTML export": lambda: telegram_html.page(
        [
            telegram_html.message(7, text="Вибух", media=telegram_html.photo("a.jpg")),
            telegram_html.message(8, text="Ще"),
        ]
    ),
    "WhatsApp chat": lambda: whatsapp.iphone(
        [
            whatsapp.said("06.06.23, 05:01:00", "Олена", "Вибух\nна дамбі"),
            whatsapp.photo("06.06.23, 05:02:00", "Олена", "a.jpg"),
        ]
    ),
    "X archive": lambda: x.archive_file("tweets", [{"tweet": x.status(x.ID, "Вибух", [x.picture("a.jpg")])}]),
    "X posts": lambda: x.lines([x.status(x.ID, "Вибух", [x.picture("a.jpg")], user=x.USER)]),
    "Zeeschuimer": lambda: zeeschuimer.lines(
        zeeschuimer.x_line(zeeschuimer.x_post("1665918353154920448", "Вибух", [zeeschuimer.x_picture("a.jpg")])),
        zeeschuimer.tiktok_line("7594065677489687830", "Потоп 🌊 #повінь"),
    ),
    "saved page": PAGE.encode,
    "web archive": _warc,
    "WACZ": _wacz,
    "auto-archiver": lambda: table([result("https://x.com/a/status/1", [medium("a.jpg")])]).encode(),
    "Bluesky": lambda: json.dumps(
        view("3l2zpabcdef2a", "words", [("a", "bafkreia", "https://cdn.example/b@jpeg")])
    ).encode(),
    "Bluesky repository": lambda: repository(
        {"app.bsky.feed.post/3l2zpabcdef2a": record("words", pictures=[("a", raw_cid(JPEG))])}, inside=[JPEG]
    ),
    "download notes": lambda: json.dumps(
        {"extractor_key": "Youtube", "webpage_url": "https://youtu.be/abcdefghijk", "_filename": "x/a.jpg"}
    ).encode(),
    "Facebook or Instagram download": lambda: meta_json(
        [{"media": [{"uri": "a.jpg", "creation_timestamp": 1645679229, "title": "Вибух"}]}]
    ),
    "MHTML": lambda: mhtml(
        PAGE, [("https://news.example/a.jpg", "image/jpeg", JPEG)], location="https://news.example/flood"
    ),
    "e-mail": lambda: mail("Вибух", "слова", [("a.jpg", "image/jpeg", JPEG)]),
    "tar": lambda: tar({"posts.csv": POSTS.encode(), "a.jpg": JPEG, "b.jpg": JPEG}),
    "packed file": lambda: gzip.compress(mail("Вибух", "слова", [("a.jpg", "image/jpeg", JPEG)]), mtime=0),
    "Mastodon": lambda: json.dumps(
        {"type": "OrderedCollection", "orderedItems": [post(1, "<p>a</p>", attachment=[attachment("/a.jpg", "a")])]}
    ).encode(),
    "PDF": lambda: pdf([PdfPage(lines=[(60, 700, 12, "words")], pictures=[PdfPicture(JPEG, (80, 80), 9, 9, 80, 80)])]),
    "zip": lambda: _zipped({"posts.csv": POSTS.encode(), "a.jpg": JPEG, "b.jpg": JPEG, "page.html": PAGE.encode()}),
}
"""For each reader, by its name, the bytes of a small source that it takes and that gives items."""

ADDRESSES_ONLY = {"Bluesky"}
"""Readers whose pictures are named by digests: the sample names one that is not there."""
DRAWN = {"PDF"}
"""Readers that draw pages as pictures, which are media too."""


@pytest.fixture(params=READERS, ids=lambda reader: reader.name)
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.param
    return found


@pytest.fixture
def source(tmp_path: Path, reader: Reader) -> Source:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    return _source(tmp_path, SAMPLES[reader.name]())


def _source(folder: Path, data: bytes) -> Source:
    (folder / "sample").write_bytes(data)
    return Source(FolderTree(folder), "sample")


def _read(reader: Reader, source: Source) -> list[Found]:
    return list(reader.read(source, ReadOptions()))


def _items(reader: Reader, source: Source) -> Iterator[Item]:
    return (found for found in _read(reader, source) if isinstance(found, Item))


def test_every_reader_has_a_sample_and_a_name_of_its_own() -> None:
    assert sorted(SAMPLES) == sorted(reader.name for reader in READERS)


def test_the_reader_is_the_one_that_takes_its_sample(reader: Reader, source: Source) -> None:
    assert reader_for(source, source.head(), READERS) is reader


def test_the_source_is_said_first_with_its_bytes(reader: Reader, source: Source) -> None:
    first, *others = _read(reader, source)
    assert isinstance(first, SourceRead)
    assert (first.name, first.reader) == ("sample", reader.name)
    assert first.content is not None
    with first.content.open() as stream, source.open() as same:
        assert stream.read() == same.read()
    assert all(found.content is None for found in others if isinstance(found, SourceRead))
    assert any(isinstance(found, Item) for found in others)


def test_reading_again_gives_the_same_items(reader: Reader, source: Source) -> None:
    first, second = ([(item.key, item.record) for item in _items(reader, source)] for _ in range(2))
    assert first == second
    assert len({item_id(*item) for item in first}) == len(first)


def test_words_are_text_that_can_be_stored_and_media_can_be_read(reader: Reader, source: Source) -> None:
    shown = 0
    for item in _items(reader, source):
        assert item.key
        assert item.locator
        assert all(text.encode("utf-8") for text in (item.key, item.locator, item.text, item.title, item.url) if text)
        for one in item.media:
            assert (one.content is None) == (one.missing is not None)
            if one.content is not None:
                with one.content.open() as stream:
                    data = stream.read()
                assert data == JPEG or (reader.name in DRAWN and data.startswith(b"\x89PNG"))
                shown += data == JPEG
    assert shown or reader.name in ADDRESSES_ONLY


def _survives(reader: Reader, source: Source) -> None:
    """Reads with every fault there may be: anything but a refusal fails the test."""
    if not reader.fits(source, source.head()):
        return
    with suppress(RefusedError):
        for found in reader.read(source, ReadOptions()):
            for medium in found.media if isinstance(found, Item) else ():
                if medium.content is not None:
                    with suppress(RefusedError), medium.content.open() as stream:
                        assert len(stream.read()) >= 0


def test_a_source_cut_off_anywhere_is_read_as_far_as_it_goes_or_refused(reader: Reader, tmp_path: Path) -> None:
    data = SAMPLES[reader.name]()
    chosen = random.Random(reader.name)
    for at in sorted(chosen.sample(range(len(data)), 30)):
        _survives(reader, _source(tmp_path, data[:at]))
    assert (tmp_path / "sample").stat().st_size < len(data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_source_changed_anywhere_is_read_or_refused(reader: Reader, tmp_path: Path, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[reader.name]())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(sample) - 1))
        sample[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    _survives(reader, _source(tmp_path, bytes(sample)))
    assert (tmp_path / "sample").read_bytes() == bytes(sample)


def test_no_reader_takes_a_picture_prose_or_nothing(reader: Reader, tmp_path: Path) -> None:
    for data in (b"", JPEG, "Просто слова, без таблиці.\nІ ще рядок.\n".encode(), bytes(1000)):
        source = _source(tmp_path, data)
        assert reader_for(source, source.head(), [reader]) is None
