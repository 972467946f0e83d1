"""Mails (`.eml`) and mailboxes (`.mbox`): each mail an item with its pictures; what else is attached is read inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

from firstseen.intake.json_text import canonical_json, clean
from firstseen.intake.kept import Kept
from firstseen.intake.mail_attachments import Attachments
from firstseen.intake.mail_times import mail_times
from firstseen.intake.mhtml import is_mhtml
from firstseen.intake.mime.headers import Head, is_head
from firstseen.intake.mime.lines import MAILBOX_START, Lines
from firstseen.intake.mime.parts import Mail, Part, read_mail
from firstseen.intake.nested import check_nesting, placed
from firstseen.intake.notices import Notices
from firstseen.intake.page.parsing import decode
from firstseen.intake.post_html import words_of
from firstseen.intake.source import Found, Reader, Reading, ReadOptions, Source
from firstseen.intake.walk import walk
from firstseen.model.items import Author, Entity, Item, ItemKind, Link, LinkKind, Refusal, SourceRead

__all__ = ["MailReader"]

PLATFORM = "e-mail"
_KNOWN = frozenset({"from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path",
                    "delivered-to", "cc", "content-type", "reply-to", "sender", "x-mailer", "user-agent"})  # fmt: skip
_PRIVATE = ("To", "Cc", "Bcc", "Delivered-To", "X-Originating-IP")
_MAX_REFERENCES = 20
_MAX_IDENTIFIER = 500
_MAX_WORDS = 8 << 20
"""Bytes of one part, and characters of a mail, that are taken as words: told as JSON, where a character can take six
bytes, an item must stay below the 64 MiB in which it comes from its worker."""


class MailReader:
    """Reads mails one after the other. `inside` gives the readers for what is attached."""

    name: ClassVar[str] = "e-mail"

    def __init__(self, inside: Callable[[], tuple[Reader, ...]]) -> None:
        self._inside = inside

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes begin as a mail does, or as a mailbox."""
        if MAILBOX_START.match(head):
            head = head.partition(b"\n")[2]
        if not is_head(head):
            return False
        end = next((at for mark in (b"\r\n\r\n", b"\n\n") if (at := head.find(mark)) >= 0), len(head))
        found = Head(head[:end])
        names = set(found.names())
        return (
            len(names & _KNOWN) >= 3 and bool(names & {"from", "received", "return-path"}) and not is_mhtml(found, head)
        )

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The mails in the order of the file."""
        check_nesting(source, "a mail", "save it and add it")
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        mailbox = MAILBOX_START.match(source.head()) is not None
        number = 0
        with source.open() as stream:
            lines = Lines(stream, mailbox=mailbox)
            while lines.next_mail():
                number += 1
                place = f"mail {number} of {source.name}" if mailbox else source.name
                mail = read_mail(lines, Kept())
                told = _Told(source, options, notices, place, (lines.digest(), lines.size))
                yield from told.items(mail, self._readers, self.name)
                yield from (Refusal(place, fault) for fault in mail.faults)
        yield from notices.told()

    def _readers(self) -> tuple[Reader, ...]:
        return self._inside()


class _Told:
    """One mail of a source as items."""

    def __init__(
        self, source: Source, options: ReadOptions, notices: Notices, place: str, stored: tuple[str, int]
    ) -> None:
        self._source = source
        self._options = options
        self._notices = notices
        self._place = place
        self._stored = stored

    def items(self, mail: Mail, readers: Callable[[], tuple[Reader, ...]], reader: str) -> Iterator[Found]:
        """The item of a mail, those of the mails attached to it, and what the other attachments hold."""
        waiting = [(mail, self._place)]
        while waiting:
            one, place = waiting.pop()
            attachments = Attachments(self._source, one, place)
            yield self._item(one, place, attachments)
            waiting += [(inner, f"{place}, mail {number} in it") for number, inner in enumerate(one.attached, 1)][::-1]
            if attachments.others():
                yield from self._others(attachments, readers(), place, reader)

    def _others(
        self, attachments: Attachments, readers: tuple[Reader, ...], place: str, reader: str
    ) -> Iterator[Found]:
        for found in walk(attachments.other_tree(), "", reader, self._options, readers):
            named = placed(place, found)
            if isinstance(named, Item) and named.kind is not ItemKind.FILE:
                named = replace(named, locator=f"{named.locator}, attached to {place}")
            yield named
        yield SourceRead(self._source.name, reader, None)

    def _item(self, mail: Mail, place: str, attachments: Attachments) -> Item:
        head = mail.head
        identifier = _identifier(head.one("Message-ID"))
        digest, size = self._stored
        record = {
            "head": clean(head.raw.decode("utf-8", "surrogateescape")),
            "sha256": digest,
            "size": size,
            "mail": place,
        }
        text, entities = self._words(mail)
        extra = {name: value for name in ("X-Mailer", "User-Agent", "List-Id") if (value := head.one(name))}
        for name in _PRIVATE:
            values = head.all(name)
            if values and self._options.include_private:
                extra[name] = "; ".join(values)
            elif values:
                self._notices.sealed(f"field {name} of a mail", len(values))
        if names := attachments.names():
            extra["attached"] = ", ".join(names)
        sender = next(head.people("From"), None) or next(head.people("Sender"), None)
        author = Author(handle=sender[1], name=sender[0]) if sender else None
        return Item(
            key=f"{PLATFORM}:{identifier}" if identifier else place,
            kind=ItemKind.MESSAGE,
            record=canonical_json(record),
            locator=place,
            platform=PLATFORM,
            post_id=identifier,
            author=author if author and author.shown() else None,
            title=head.one("Subject"),
            text=text,
            entities=entities,
            times=tuple(mail_times(head)),
            media=tuple(attachments.media(self._notices)),
            links=tuple(_links(mail)),
            language=head.one("Content-Language"),
            extra=extra,
        )

    def _words(self, mail: Mail) -> tuple[str | None, tuple[Entity, ...]]:
        """The plain words; where there are none, those of the HTML."""
        plain = [_text(part) for part in mail.parts if _is_plain(part)]
        pages = [part for part in mail.parts if part.head.kind == "text/html" and not part.head.is_attachment]
        for part in mail.parts:
            if part.cut or len(part.text) > _MAX_WORDS:
                self._notices.missing("words beyond the limit of one part")
        text = "\n".join(one for one in plain if one)[:_MAX_WORDS].strip()
        if text or not pages:
            return text or None, ()
        return words_of(_text(pages[0]))


def _is_plain(part: Part) -> bool:
    kind = part.head.kind
    return (kind == "text/plain" or kind.startswith("multipart/")) and not part.head.is_attachment


def _text(part: Part) -> str:
    text = decode(part.text[:_MAX_WORDS], part.head.parameter("charset")).replace("\r\n", "\n").replace("\0", "\ufffd")
    return clean(text).strip()


def _identifier(text: str | None) -> str | None:
    return text.strip().strip("<>").strip()[:_MAX_IDENTIFIER] or None if text else None


def _links(mail: Mail) -> Iterator[Link]:
    """The mail that is answered, and those that are attached."""
    answered = (mail.head.one("In-Reply-To") or "").split()[:_MAX_REFERENCES]
    yield from (Link(LinkKind.REPLY_TO, PLATFORM, one) for text in answered[:1] if (one := _identifier(text)))
    for inner in mail.attached:
        if identifier := _identifier(inner.head.one("Message-ID")):
            yield Link(LinkKind.FORWARDED_FROM, PLATFORM, identifier)
