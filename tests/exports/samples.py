"""A small source for each reader, with the one picture that it shows."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256

from tests.exports import telegram, telegram_html, whatsapp, x, zeeschuimer
from tests.exports.archives import tar
from tests.exports.auto_archiver import medium, result, table
from tests.exports.bluesky import raw_cid, record, repository, view
from tests.exports.mails import mail, mhtml
from tests.exports.mastodon import attachment, post
from tests.exports.meta import meta_json
from tests.exports.pdfs import PdfPage, PdfPicture, pdf

__all__ = ["JPEG", "SAMPLES"]

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
