"""Mails, mailboxes and pages saved as MHTML, written as programs write them."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Sequence

__all__ = ["mail", "mailbox", "mhtml"]

RECEIVED = (
    "Received: from relay.example (relay.example [203.0.113.7])\r\n"
    "\tby mx.desk.example (Postfix) with ESMTPS id 4K;\r\n"
    "\tThu, 24 Feb 2022 08:11:02 +0200 (EET)\r\n"
    "Received: from phone (unknown [203.0.113.9]) by relay.example with ESMTP; Thu, 24 Feb 2022 06:10:55 +0000\r\n"
)


def _word(text: str) -> str:
    return text if text.isascii() else f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def _part(head: str, data: bytes) -> bytes:
    body = base64.encodebytes(data).replace(b"\n", b"\r\n")
    return f"{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + body


def mail(
    subject: str,
    text: str,
    attached: Sequence[tuple[str, str, bytes]] = (),
    *,
    html: str | None = None,
    fields: str = "",
    identifier: str = "<one@phone.example>",
    mails: Sequence[bytes] = (),
    end: bool = True,
) -> bytes:
    """A mail with words, files (name, type, bytes) and mails attached. `end`: whether its last boundary is there."""
    head = (
        f"Return-Path: <oksana@phone.example>\r\n{RECEIVED}"
        f"From: {_word('Оксана')} <oksana@phone.example>\r\nTo: desk@desk.example\r\nSubject: {_word(subject)}\r\n"
        f"Date: Thu, 24 Feb 2022 08:10:50 +0200\r\nMessage-ID: {identifier}\r\nMIME-Version: 1.0\r\n{fields}"
        'Content-Type: multipart/mixed; boundary="=_outer"\r\n\r\nThis is a message in parts.\r\n'
    ).encode()
    parts = []
    if html is not None:
        coded = quopri.encodestring(html.encode()).replace(b"\n", b"\r\n")
        parts.append(
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + coded
        )
    if text:
        parts.insert(
            0, b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text.encode()
        )
    for name, kind, data in attached:
        parts.append(
            _part(f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename*=utf-8''{_percent(name)}", data)
        )
    parts += [b"Content-Type: message/rfc822\r\n\r\n" + inner for inner in mails]
    body = b"".join(b"\r\n--=_outer\r\n" + part for part in parts)
    return head + body + (b"\r\n--=_outer--\r\n" if end else b"")


def _percent(name: str) -> str:
    return "".join(
        sign
        if (sign.isascii() and sign.isalnum()) or sign in "._-"
        else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in name
    )


def mailbox(mails: Sequence[bytes]) -> bytes:
    """A mailbox of the mails (mboxrd): a line with "From " before each, such lines inside it with ">" before them."""
    data = b""
    for one in mails:
        lines = one.replace(b"\r\n", b"\n").split(b"\n")
        quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
        data += b"From oksana@phone.example Thu Feb 24 08:11:02 2022\n" + b"\n".join(quoted).rstrip(b"\n") + b"\n\n"
    return data


def mhtml(
    page: str,
    parts: Sequence[tuple[str, str, bytes]] = (),
    *,
    location: str = "https://news.example/a",
    date: str = "Fri, 25 Feb 2022 10:14:00 -0000",
    frames: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A page as Chrome saves it; `parts` are (address, type, bytes), `frames` (address, HTML)."""
    boundary = "----MultipartBoundary--aBcD1234----"
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {location}\r\nSubject: =?utf-8?Q?=D0=9F?=\r\nDate: {date}\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"\r\n\r\n\r\n'
    ).encode()
    pages = [(location, page), *frames]
    body = b""
    for number, (address, markup) in enumerate(pages):
        coded = quopri.encodestring(markup.encode()).replace(b"\n", b"\r\n")
        body += (
            (
                f"--{boundary}\r\nContent-Type: text/html\r\nContent-ID: <frame-{number}@mhtml.blink>\r\n"
                f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {address}\r\n\r\n"
            ).encode()
            + coded
            + b"\r\n"
        )
    for address, kind, data in parts:
        body += (
            f"--{boundary}\r\n".encode() + _part(f"Content-Type: {kind}\r\nContent-Location: {address}", data) + b"\r\n"
        )
    return head + body + f"--{boundary}--\r\n".encode()
