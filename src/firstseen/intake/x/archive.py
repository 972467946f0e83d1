"""The archive of an account that X gives to its owner: `data/tweets.js` and its neighbours, media beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from firstseen.errors import RefusedError
from firstseen.intake.json_fields import dict_of, dicts_of, list_of, text_of
from firstseen.intake.json_stream import Value
from firstseen.intake.json_text import canonical_json
from firstseen.intake.media_beside import Beside
from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.intake.x.archive_files import VIEWER, in_folders, owner, part_of, parts_beside, records
from firstseen.intake.x.interface import status_post
from firstseen.intake.x.messages import direct_messages, message_count
from firstseen.intake.x.notes import Notes
from firstseen.intake.x.post import Carrier, post_items
from firstseen.intake.x.words import plain_words
from firstseen.model.items import Author, Item, ItemKind, Refusal, SourceRead
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["XArchiveReader"]

_POSTS: Final = frozenset({"tweets", "tweet", "community_tweet", "deleted_tweets", "deleted_tweet"})
_POST_FILES: Final = ("tweets", "tweet", "community-tweet", "deleted-tweets")
_NOTES: Final = "note_tweet"
_MESSAGES: Final = frozenset({"direct_messages", "direct_messages_group"})
_MESSAGE_MEDIA: Final = ("direct_messages_media", "direct_messages_group_media", "direct_message_group_media")
_SEALED: Final = frozenset(
    {
        "account", "account_creation_ip", "account_label", "account_suspension", "account_timezone", "ad_engagements",
        "ad_impressions", "ad_mobile_conversions_attributed", "ad_mobile_conversions_unattributed",
        "ad_online_conversions_attributed", "ad_online_conversions_unattributed", "ageinfo", "app",
        "audio_video_calls_in_dm", "audio_video_calls_in_dm_recipient_sessions", "block", "branch_links",
        "catalog_item", "commerce_catalog", "connected_application", "contact", "device_token",
        "direct_message_group_headers",
        "direct_message_headers", "direct_message_mute", "email_address_change", "follower", "following",
        "grok_chat_item", "ip_audit", "key_registry", "like", "mute", "ni_devices", "personalization", "phone_number",
        "product_drop", "professional_data", "protected_history", "reply_prompt", "saved_search", "shop_module",
        "shopify_account", "smartblock", "sso", "tweet_headers", "tweetdeck", "user_link_clicks", "verified",
    }
)  # fmt: skip
"""Files about the owner's own life with X: whom they follow, block and write to, from where, with which devices."""


class XArchiveReader:
    """Reads one file of the archive at a time: posts become items, what is private is counted."""

    name: ClassVar[str] = "X archive"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether it sets a variable of X's archives, or is the archive's own page."""
        return part_of(head) is not None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """The posts of the file; for other files, how many records of which kind they hold."""
        with source.open() as stream:
            part = part_of(stream.read(65536))
        if part is None:
            raise RefusedError(source.name, "no file of an X archive")
        yield SourceRead(source.name, self.name, source.content())
        notices = Notices()
        companions: set[str] = set()
        private = options.include_private
        if part.kind == VIEWER:
            companions.update(in_folders(source.tree, source.name, ("assets",)))
        elif part.kind in _POSTS:
            archive = _Archive(source, part.kind, Carrier(Beside(source), notices))
            yield from archive.posts()
            companions |= archive.carrier.companions
        elif part.kind == _NOTES:
            yield from _notes(source, notices)
        elif part.kind in _MESSAGES and private:
            yield from _messages(source)
        else:
            yield from _counted(source, part.kind, notices)
        if not private:
            companions.update(in_folders(source.tree, source.name, _MESSAGE_MEDIA) if _has_media(part.kind) else ())
        if companions:
            yield SourceRead(source.name, self.name, None, tuple(sorted(companions)))
        yield from notices.told()


def _has_media(kind: str) -> bool:
    return kind in _MESSAGES or kind in _POSTS


@dataclass(slots=True)
class _Archive:
    source: Source
    kind: str
    carrier: Carrier

    def posts(self) -> Reading:
        """The posts, with their own words where the archive keeps these apart."""
        author = owner(self.source)
        notes = Notes.of(parts_beside(self.source, ("note-tweet",)))
        for _ in range(notes.left_out):
            self.carrier.notices.lost("the end of a long post, of which there are too many")
        for found in records(self.source):
            if isinstance(found, Refusal):
                yield found
            else:
                yield from self._post(*found, author, notes)

    def _post(self, number: int, read: Value, author: Author | None, notes: Notes) -> Iterator[Item | Refusal]:
        status = dict(dict_of(read.value, "tweet") or read.value)
        notices = self.carrier.notices
        if read.mended is not None:
            notices.mended(read.mended)
        note = notes.of_post(status)
        if note is not None:
            core = dict_of(note, "core")
            status["note_text"], status["note_entities"] = core.get("text"), core
        versions = list_of(dict_of(status, "edit_info", "initial"), "editTweetIds")
        if len(versions) > 1:
            status["edit_history"] = [str(one) for one in versions]
        post = status_post(status, notices, author=author)
        if post is None:
            yield Refusal(f"{self.source.name}, record {number}", "a post without an identifier")
            return
        extra = {"deleted": "the owner had deleted it"} if self.kind.startswith("deleted") else {}
        yield from post_items(post, self.carrier, read.record, f"record {number}", extra=extra)


def _notes(source: Source, notices: Notices) -> Reading:
    """Long posts whose post is not in the archive any more; the others are read with their post."""
    notes = Notes.of((source,))
    for posts in parts_beside(source, _POST_FILES):
        for found in records(posts):
            if not isinstance(found, Refusal):
                note = notes.of_post(dict_of(found[1].value, "tweet") or found[1].value)
                if note is not None:
                    notes.forget(note)
    for found in records(source):
        if isinstance(found, Refusal):
            yield found
    author = owner(source)
    for note in notes:
        yield _note(note, author, notices)


def _note(note: Mapping[str, Any], author: Author | None, notices: Notices) -> Item:
    core = dict_of(note, "core")
    text, entities = plain_words(text_of(core, "text"), core)
    number, stated = text_of(note, "noteTweetId"), text_of(note, "createdAt")
    notices.missing("post of a long post")
    return Item(
        key=f"x:note/{number or stated}",
        kind=ItemKind.POST,
        record=canonical_json(note),
        locator=f"long post {number}",
        platform="x",
        author=author,
        text=text,
        entities=entities,
        times=(StatedTime(TimeRole.PUBLISHED, stated, "createdAt of the long post"),) if stated else (),
        extra={"post": "its post is not in the archive"},
    )


def _messages(source: Source) -> Reading:
    beside = Beside(source)
    for found in records(source):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from direct_messages(found[1].value, found[0], beside)


def _counted(source: Source, kind: str, notices: Notices) -> Reading:
    """How many records of a kind there are; of conversations, how many messages."""
    sealed = kind in _SEALED or kind in _MESSAGES
    for found in records(source):
        if isinstance(found, Refusal):
            yield found
        elif kind in _MESSAGES:
            notices.sealed("direct message", message_count(found[1].value))
        elif sealed:
            notices.sealed(f"record of {kind.replace('_', ' ')}", _within(found[1].value))
        else:
            notices.unknown_record(f"record of {kind.replace('_', ' ')}")


def _within(record: Mapping[str, Any]) -> int:
    """Headers of messages are counted, not the conversations they are in."""
    inside = sum(1 for _ in dicts_of(dict_of(record, "dmConversation"), "messages"))
    return max(inside, 1)
