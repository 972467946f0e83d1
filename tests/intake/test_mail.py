"""Mails and mailboxes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import jpeg, photograph
from tests.exports.mails import mail, mailbox
from tests.exports.pdfs import PdfPage, PdfPicture, pdf
from tests.exports.reading import gathered

from firstseen.model.items import Author, ItemKind, Link, LinkKind, NoticeKind
from firstseen.model.time import TimeRole

PICTURE = jpeg(photograph(1, 320, 240))


def _saved(folder: Path, data: bytes, name: str = "saved") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_mail_is_read_whole(tmp_path: Path) -> None:
    data = mail(
        "Вибух у місті",
        "слова\r\nдва рядки",
        [("Міст \\ 1.jpg", "image/jpeg", PICTURE)],
        fields="In-Reply-To: <zero@x>\r\n",
    )
    found = gathered(_saved(tmp_path, data))
    (item,) = found.items
    assert (item.kind, item.platform, item.post_id) == (ItemKind.MESSAGE, "e-mail", "one@phone.example")
    assert item.author == Author(None, "oksana@phone.example", "Оксана")
    assert (item.title, item.text) == ("Вибух у місті", "слова\nдва рядки")
    assert item.links == (Link(LinkKind.REPLY_TO, "e-mail", "zero@x"),)
    assert [(time.role, time.text, time.where) for time in item.times] == [
        (TimeRole.PUBLISHED, "Thu, 24 Feb 2022 08:10:50 +0200", "Date, by the sender's clock"),
        (TimeRole.CAPTURED, "Thu, 24 Feb 2022 08:11:02 +0200", "Received 1 of 2 by mx.desk.example"),
        (TimeRole.CAPTURED, "Thu, 24 Feb 2022 06:10:55 +0000", "Received 2 of 2 by relay.example"),
    ]
    (medium,) = item.media
    assert medium.content is not None
    with medium.content.open() as stream:
        assert stream.read() == PICTURE
    assert medium.name.startswith("saved/") and "/" not in medium.name.removeprefix("saved/")
    record = json.loads(item.record)
    assert "Return-Path: <oksana@phone.example>" in record["head"]
    assert record["size"] == len(data)


def test_recipients_stay_sealed_unless_asked_for(tmp_path: Path) -> None:
    path = _saved(tmp_path, mail("x", "y"))
    found = gathered(path)
    assert found.noticed(NoticeKind.SEALED) == {"field To of a mail": 1}
    assert "desk@desk.example" not in repr(found.items[0].extra)
    assert gathered(path, include_private=True).items[0].extra["To"] == "desk@desk.example"


def test_html_is_read_where_there_are_no_plain_words(tmp_path: Path) -> None:
    html = "<p>слова <a href='https://news.example/a'>тут</a></p><img src='cid:x'>"
    (item,) = gathered(_saved(tmp_path, mail("x", "", html=html))).items
    assert item.text == "слова тут"
    assert [(one.kind, item.text[one.start : one.end], one.target) for one in item.entities] == [
        ("link", "тут", "https://news.example/a")
    ]


def test_attached_documents_and_archives_are_read_by_their_readers(tmp_path: Path) -> None:
    page = pdf([PdfPage(lines=[(60, 700, 12, "words")], pictures=[PdfPicture(PICTURE, (320, 240), 9, 9, 160, 120)])])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inside.jpg", PICTURE)
    attached = [
        ("page.pdf", "application/pdf", page),
        ("many.zip", "application/zip", packed.getvalue()),
        ("n.bin", "a/b", b"\1\2"),
    ]
    found = gathered(_saved(tmp_path, mail("x", "y", attached)))
    assert found.items[0].key == "e-mail:one@phone.example"
    assert sorted(item.locator for item in found.items[1:]) == [
        "page 1 of page.pdf, attached to saved",
        "saved/many.zip/inside.jpg",
    ]
    assert [(refusal.name, refusal.reason) for refusal in found.refusals] == [
        ("saved/n.bin", "unknown kind of file: no reader for it")
    ]
    assert found.items[0].extra["attached"] == "page.pdf, many.zip, n.bin"


def test_mails_inside_mails_are_items_and_what_was_forwarded(tmp_path: Path) -> None:
    inner = mail("inner", "first words", [("a.jpg", "image/jpeg", PICTURE)], identifier="<in@x>").replace(
        b"=_outer", b"=_inner"
    )
    outer, forwarded = gathered(_saved(tmp_path, mail("outer", "see below", mails=[inner]))).items
    assert outer.links == (Link(LinkKind.FORWARDED_FROM, "e-mail", "in@x"),)
    assert outer.media == ()
    assert (forwarded.title, forwarded.text, len(forwarded.media)) == ("inner", "first words", 1)


def test_a_mailbox_is_read_mail_by_mail_and_lines_that_begin_with_from_stay_words(tmp_path: Path) -> None:
    mails = [
        mail("one", "From here on\r\n>From there\r\nFrom x Thu Feb 24 08:11:02 2022", identifier="<1@x>"),
        mail("two", "y", [("a.jpg", "image/jpeg", PICTURE)], identifier="<2@x>"),
    ]
    found = gathered(_saved(tmp_path, mailbox(mails)))
    assert [(item.title, item.locator) for item in found.items] == [
        ("one", "mail 1 of saved"),
        ("two", "mail 2 of saved"),
    ]
    assert found.items[0].text == "From here on\n>From there\nFrom x Thu Feb 24 08:11:02 2022"
    assert len(found.items[1].media) == 1
    assert not found.refusals


def test_lines_with_from_that_a_program_did_not_mark_do_not_begin_a_mail(tmp_path: Path) -> None:
    words = b"first\n\nFrom here on nothing\nFrom x@y Thu Feb 24 08:11:02 2022\nlast\n\n"
    start = b"From x@y Thu Feb 24 08:11:02 2022\n"
    data = start + b"From: a@b\nTo: c@d\nSubject: x\n\n" + words + start + b"From: a@b\nTo: c@d\nSubject: y\n\nz\n"
    found = gathered(_saved(tmp_path, data))
    assert [item.title for item in found.items] == ["x", "y"]
    assert found.items[0].text == words.decode().strip()


def test_a_point_that_tells_of_the_opening_is_no_picture(tmp_path: Path) -> None:
    found = gathered(_saved(tmp_path, mail("x", "y", [("p.gif", "image/gif", b"GIF89a" + bytes(30))])))
    assert found.items[0].media == ()
    assert found.noticed(NoticeKind.FURNITURE) == {"point or line of a mail": 1}


def test_a_cut_mail_says_which_picture_is_not_whole(tmp_path: Path) -> None:
    data = mail("x", "y", [("a.jpg", "image/jpeg", PICTURE), ("b.jpg", "image/jpeg", PICTURE)])
    found = gathered(_saved(tmp_path, data[:-1000]))
    assert [medium.missing for medium in found.items[0].media] == [None, "cut off with its mail"]
    assert found.refusals[0].reason == "it ends before its last part does: cut off"


def test_mails_nested_without_end_and_thousands_of_parts_are_bounded(tmp_path: Path) -> None:
    head = b"From: a@b\nTo: c@d\nSubject: x\n"
    deep = b"".join(head + f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n".encode() for n in range(500))
    found = gathered(_saved(tmp_path, deep))
    assert len(found.items) == 1
    assert any("deep" in refusal.reason for refusal in found.refusals)
    many = head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000 + b"--b--\n"
    found = gathered(_saved(tmp_path, many))
    assert any("more than 10000 parts" in refusal.reason for refusal in found.refusals)
    long = head + b"\n" + b"a" * 3_000_000
    assert len(gathered(_saved(tmp_path, long)).items[0].text or "") == 3_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"From: a@b\nSubject: =?x-unknown?Q?=ff?= =?utf-8?B?!!!?=\nDate: never\nReceived: nothing\n\nx",
        b"From: a@b\nTo: b\nSubject: =?utf-8?B?///AA?=\n\nx",
        b"From: \xff\xfe\nTo: x\nSubject: \xd0\x92\n\n\xd0\x92",
        b"From: a@b\nTo: b\nContent-Type: text/plain; charset=none\nContent-Transfer-Encoding: base64\n\n!!!=",
        b'From: a@b\nTo: b\nContent-Type: multipart/mixed; boundary=""\n\n--\n\nx\n----\n',
        b"From: a@b\nTo: b\nSubject: x\nContent-Type: multipart/mixed\n\nx",
    ],
)
def test_broken_heads_are_read(tmp_path: Path, data: bytes) -> None:
    found = gathered(_saved(tmp_path, data))
    assert [source.reader for source in found.sources] == ["e-mail"]
    assert len(found.items) == 1


_LINES = (
    b"--b\n",
    b"--b--\n",
    b"\n",
    b"x\n",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"Content-Type: multipart/mixed; boundary=c\n",
    b"Content-Type: message/rfc822\n",
    b"Content-Type: image/png\n",
    b"Content-Transfer-Encoding: base64\n",
    b"QUJD\n",
    b"\xff",
    b"From x Thu Feb 24 08:11:02 2022\n",
    b"--c\n",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=40))
def test_no_order_of_lines_ends_the_reading(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    head = b"From: a@b\nTo: c@d\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    found = gathered(_saved(tmp_path_factory.mktemp("mail"), head + b"".join(lines)))
    assert found.items[0].title == "x"


def test_a_text_that_looks_a_little_like_a_mail_is_none(tmp_path: Path) -> None:
    for data in (b"Note: this\nis no mail\n", b"From: a\nb c d\n", b"Subject: x\nDate: y\n\nz"):
        assert not gathered(_saved(tmp_path, data)).items
