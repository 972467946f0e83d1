"""Telegram Desktop's export in JSON (`result.json`): one chat, or all of an account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from firstseen.errors import RefusedError
from firstseen.intake.json_fields import as_text, text_of
from firstseen.intake.json_stream import BrokenJsonError, JsonStream, Value
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.telegram.albums import Albums
from firstseen.intake.telegram.chat import CHAT_TYPES, Chat
from firstseen.intake.telegram.files import Files
from firstseen.intake.telegram.message import message_item
from firstseen.model.items import Refusal, SourceRead

__all__ = ["TelegramJsonReader"]

_TYPES: Final = "|".join(sorted(CHAT_TYPES))
_CHAT: Final = re.compile(rf'"type"\s*:\s*"(?:{_TYPES})"')
_MESSAGES: Final = re.compile(r'"messages"\s*:\s*\[')
_MESSAGE: Final = re.compile(
    r'\{[^{}\[\]]{0,400}?"type"\s*:\s*"(?:message|service|unsupported)"[^{}\[\]]{0,800}?'
    r'"(?:date_unixtime|from_id|text_entities)"\s*:'
    r'|\{[^{}\[\]]{0,400}?"type"\s*:\s*"(?:message|service)"\s*,\s*"date"\s*:\s*"\d{4}-\d\d-\d\dT'
)
_ACCOUNT: Final = re.compile(
    r'\s*\{(?:\s*"about"\s*:\s*"(?:[^"\\]|\\.)*"\s*,)?\s*"(?:personal_information|profile_pictures|stories|contacts|'
    r'frequent_contacts|sessions|web_sessions|chats|left_chats|profile_music)"\s*:\s*\{'
)
_ACCOUNT_SAYS: Final = re.compile(r'"(?:user_id|phone_number|first_name|about|list)"\s*:')
_STARTS: Final = re.compile(r'\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:\s*"')
_WALL: Final = re.compile(r'"messages"\s*:\s*\[')
_CHATS: Final = ("chats", "left_chats")
_FACTS: Final = ("name", "type", "id")
_LISTED: Final = {
    "contacts": "contact",
    "frequent_contacts": "frequent contact",
    "profile_pictures": "profile picture",
    "stories": "story",
    "profile_music": "profile music",
    "sessions": "session with its IP address",
    "web_sessions": "web session with its IP address",
}
_IN_SEALED: Final = ("photo", "file", "thumbnail", "media")


class TelegramJsonReader:
    """Reads `result.json`: a message an item, its files joined by the paths it names."""

    name: ClassVar[str] = "Telegram export"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether it begins as an object with a chat's messages in Telegram's shape, or with an account's parts."""
        text = head.decode("utf-8", "replace").lstrip("\ufeff")
        if not text.lstrip().startswith("{"):
            return False
        if _MESSAGES.search(text) and (_CHAT.search(text) or _MESSAGE.search(text)):
            return True
        return _ACCOUNT.match(text) is not None and _ACCOUNT_SAYS.search(text) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The messages in the order of the export, then what was noticed."""
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        files = Files(source, notices)
        with source.open() as stream:
            export = _Export(source, JsonStream(stream), files, include_private=options.include_private)
            yield from export.read()
        if files.companions:
            yield SourceRead(source.name, self.name, None, tuple(sorted(files.companions)))
        yield from notices.told()
        if not export.found_any:
            raise RefusedError(source.name, "no chat with messages in it")


@dataclass(slots=True)
class _Export:
    """The document as it is walked. `facts`: name, type and id of each chat, where they stand behind its messages."""

    source: Source
    json: JsonStream
    files: Files
    include_private: bool
    found_any: bool = False
    count: int = 0
    facts: list[Chat] | None = None
    passed: int = 0

    def read(self) -> Reading:
        try:
            yield from self._top()
        except BrokenJsonError as error:
            yield self._refusal(error)

    def _top(self) -> Reading:
        told: dict[str, str | int | None] = {}
        for name in self.json.fields():
            if name in _FACTS:
                told[name] = _plain(self.json)
            elif name == "messages":
                yield from self._messages(self._chat(told, in_account=False), in_account=False)
            elif name in _CHATS:
                self.found_any = True
                yield from self._chats()
            elif name == "about":
                self.json.skip()
            else:
                self._part(name)

    def _chats(self) -> Reading:
        for name in self.json.fields():
            if name != "list":
                continue
            for _ in self.json.elements():
                told: dict[str, str | int | None] = {}
                for part in self.json.fields():
                    if part in _FACTS:
                        told[part] = _plain(self.json)
                    elif part == "messages":
                        yield from self._messages(self._chat(told, in_account=True), in_account=True)
                    else:
                        self.files.notices.unknown_field(f"chat.{part}")

    def _chat(self, told: dict[str, str | int | None], *, in_account: bool) -> Chat:
        """The chat whose messages begin; what stands behind them is looked up, so that it is known now.

        Where the document is damaged before that place, a chat of an account counts as private.
        """
        number, self.passed = self.passed, self.passed + 1
        if any(name not in told for name in _FACTS):
            if self.facts is None:
                self.facts = list(_facts(self.source))
            if number < len(self.facts):
                return self.facts[number]
            if in_account and "type" not in told:
                told["type"] = "kind that cannot be read"
        return _chat_of(told)

    def _messages(self, chat: Chat, *, in_account: bool) -> Reading:
        self.found_any = True
        if in_account and chat.is_private and not self.include_private:
            self._seal(chat)
            return
        albums = Albums()
        for position, read in enumerate(self._each(), 1):
            if isinstance(read, Refusal):
                yield read
                continue
            made = message_item(
                read, chat, self.files, (self.source.name, position), include_private=self.include_private
            )
            if made is not None:
                yield from albums.take(*made)
        yield from albums.rest()

    def _each(self) -> Iterator[Value | Refusal]:
        for _ in self.json.elements():
            self.count += 1
            try:
                read = self.json.value()
            except BrokenJsonError as error:
                if error.cut:
                    raise
                yield Refusal(f"{self.source.name}, message {self.count}", f"cannot be read: {error.reason}")
                self.json.resume(_STARTS, _WALL)
                continue
            if isinstance(read.value, dict):
                yield read
            else:
                yield Refusal(f"{self.source.name}, message {self.count}", "no message: it is no object with fields")

    def _seal(self, chat: Chat) -> None:
        """Counts the messages of a private chat, and keeps their files from being items; nothing else is looked at."""
        notices = self.files.notices
        notices.sealed(f"chat ({(chat.type or 'unknown kind').replace('_', ' ')})")
        for read in self._each():
            notices.sealed("message in a private chat")
            if isinstance(read, Value):
                self._seal_files(read)

    def _seal_files(self, read: Value) -> None:
        for name in _IN_SEALED:
            self.files.seal(text_of(read.value, name))

    def _part(self, name: str) -> None:
        """A part of an account's export that is no chat: private, all of it."""
        if name == "personal_information":
            self.files.notices.sealed("personal information")
        elif name in _LISTED and self.json.peek() == "{":
            for inner in self.json.fields():
                if inner != "about" and self.json.peek() == "[":
                    self._listed(_LISTED[name])
        elif name == "other_data":
            self.files.notices.sealed("other data of the account")
        else:
            self.files.notices.unknown_field(name)

    def _listed(self, what: str) -> None:
        for _ in self.json.elements():
            self.files.notices.sealed(what)
            read = self.json.value()
            if isinstance(read.value, dict):
                self._seal_files(read)

    def _refusal(self, error: BrokenJsonError) -> Refusal:
        reason = f"cut off or damaged: {error.reason}; {self.count} messages were read before"
        return Refusal(self.source.name, reason)


def _chat_of(told: dict[str, str | int | None]) -> Chat:
    name, kind, number = (told.get(part) for part in _FACTS)
    bare = number if isinstance(number, int) else None
    return Chat(as_text(name), as_text(kind), bare)


def _facts(source: Source) -> Iterator[Chat]:
    """The chats of an export in their order, without their messages."""
    with source.open() as stream:
        json = JsonStream(stream)
        try:
            top: dict[str, str | int | None] = {}
            single = False
            for name in json.fields():
                if name in _FACTS:
                    top[name] = _plain(json)
                elif name == "messages":
                    single = True
                elif name in _CHATS:
                    yield from _facts_in_list(json)
            if single:
                yield _chat_of(top)
        except BrokenJsonError:
            return


def _facts_in_list(json: JsonStream) -> Iterator[Chat]:
    for name in json.fields():
        if name != "list":
            continue
        for _ in json.elements():
            told: dict[str, str | int | None] = {}
            messages = False
            for part in json.fields():
                messages = messages or part == "messages"
                if part in _FACTS:
                    told[part] = _plain(json)
            if messages:
                yield _chat_of(told)


def _plain(json: JsonStream) -> str | int | None:
    value = json.value().value
    return value if isinstance(value, int) and not isinstance(value, bool) else as_text(value)
