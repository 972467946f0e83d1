"""Telegram Desktop's JSON: every trap of the format has its test."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports import telegram
from tests.exports.any_shape import ANY_JSON
from tests.exports.reading import gathered
from tests.exports.telegram import CHANNEL, account, document, message, service

from firstseen.chronicle.times.stated import read_stated
from firstseen.intake.source import Source
from firstseen.intake.telegram.json_export import TelegramJsonReader
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Item, ItemKind, LinkKind, NoticeKind
from firstseen.model.time import TimeRole

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MARKO = "telegram:-5/1"


def _one(tmp_path: Path, **fields: Any) -> Item:
    (tmp_path / "result.json").write_bytes(document(CHANNEL, [message(7, **fields)]))
    return gathered(tmp_path / "result.json").items[0]


def test_a_channel_with_everything_in_it(tmp_path: Path) -> None:
    telegram.chat_folder(tmp_path / "export")
    found = gathered(tmp_path / "export")
    assert found.refusals == []
    assert [item.key for item in found.items] == [f"telegram:c/1234567890/{number}" for number in (2, 3, 4, 5, 6, 7)]
    assert found.shown() == [
        "photos/photo_1@06-06-2023_09-01-00.jpg",
        "photos/photo_2@06-06-2023_09-02-00.jpg",
        "photos/photo_3@06-06-2023_09-03-00.jpg",
        "video_files/IMG_1.MP4",
        "video_files/IMG_2.MP4_thumb.jpg",
    ]
    first = found.items[0]
    assert first.kind is ItemKind.POST
    assert (first.platform, first.post_id, first.url) == (
        "telegram",
        "c/1234567890/2",
        "https://t.me/c/1234567890/2",
    )
    assert first.author is not None
    assert (first.author.name, first.author.id) == ("Повінь", "channel1234567890")
    assert first.counts == {"reactions": 7}
    assert first.extra["reactions"] == "❤ 5, 😢 2"
    assert first.extra["chat"] == "Повінь"
    assert json.loads(first.record)["id"] == 2


def test_words_are_joined_and_their_marks_count_characters(tmp_path: Path) -> None:
    telegram.chat_folder(tmp_path / "export")
    item = gathered(tmp_path / "export").items[0]
    assert item.text == "Дамба. Терміново https://news.example/a тут @povin_info #повінь"
    assert [(entity.kind, item.text[entity.start : entity.end], entity.target) for entity in item.entities] == [
        ("bold", "Терміново", None),
        ("link", "https://news.example/a", "https://news.example/a"),
        ("link", "тут", "https://news.example/b"),
        ("mention", "@povin_info", "@povin_info"),
        ("hashtag", "#повінь", "#повінь"),
    ]


def test_emoji_count_as_one_character_in_marks(tmp_path: Path) -> None:
    item = _one(tmp_path, text=["👩‍👩‍👧 ", {"type": "link", "text": "https://a.example"}])
    entity = item.entities[0]
    assert item.text is not None
    assert item.text[entity.start : entity.end] == "https://a.example"


def test_the_local_date_without_a_zone_is_not_taken_where_the_seconds_are_given(tmp_path: Path) -> None:
    item = _one(tmp_path, seconds=1544006350)
    (stated,) = item.times
    span = read_stated(stated, now=NOW)
    assert span.earliest == datetime(2018, 12, 5, 10, 39, 10, tzinfo=UTC)
    assert span.latest == span.earliest + timedelta(seconds=1)
    assert item.extra["date"].startswith("2018-12-05T12:39:10, by the clock")


def test_an_old_export_has_only_the_local_date_which_reaches_14_hours_to_both_sides(tmp_path: Path) -> None:
    written = message(7)
    del written["date_unixtime"]
    (tmp_path / "result.json").write_bytes(document(CHANNEL, [written | {"date": "2018-12-05T12:39:10"}]))
    (stated,) = gathered(tmp_path / "result.json").items[0].times
    span = read_stated(stated, now=NOW)
    assert span.earliest == datetime(2018, 12, 4, 22, 39, 10, tzinfo=UTC)
    assert span.latest == datetime(2018, 12, 6, 2, 39, 11, tzinfo=UTC)


def test_an_edit_is_a_time_of_its_own_and_a_message_never_edited_has_none(tmp_path: Path) -> None:
    item = _one(tmp_path, edited="2023-06-06T09:30:00", edited_unixtime="1686036600")
    assert [(time.role, time.text) for time in item.times][1] == (TimeRole.EDITED, "1686036600")
    assert len(_one(tmp_path, edited="1970-01-01T02:00:00", edited_unixtime="0").times) == 1


def test_a_forward_keeps_the_name_and_its_date_is_not_taken_for_that_of_the_earlier_message(tmp_path: Path) -> None:
    telegram.chat_folder(tmp_path / "export")
    found = gathered(tmp_path / "export")
    forward = next(item for item in found.items if item.post_id == "c/1234567890/4")
    assert [(link.kind, link.post_id, link.url) for link in forward.links] == [(LinkKind.FORWARDED_FROM, None, None)]
    assert forward.extra["forwarded_from"] == "Інший канал"
    assert forward.author is not None
    assert forward.author.name == "Повінь"
    assert found.noticed(NoticeKind.LOST) == {"the date of the message that was forwarded": 1}


def test_a_forward_from_a_hidden_sender_is_one_too(tmp_path: Path) -> None:
    item = _one(tmp_path, forwarded_from=None, forwarded_from_id="channel55")
    assert [link.kind for link in item.links] == [LinkKind.FORWARDED_FROM]


def test_a_reply_names_the_message_in_this_chat_or_in_another(tmp_path: Path) -> None:
    here = _one(tmp_path, reply_to_message_id=3).links[0]
    assert (here.kind, here.platform, here.post_id) == (LinkKind.REPLY_TO, "telegram", "c/1234567890/3")
    there = _one(tmp_path, reply_to_message_id=3, reply_to_peer_id="channel99").links[0]
    assert (there.post_id, there.url) == ("c/99/3", "https://t.me/c/99/3")
    with_a_person = _one(tmp_path, reply_to_message_id=3, reply_to_peer_id="user99").links[0]
    assert (with_a_person.post_id, with_a_person.url) == (None, None)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (telegram.NOT_INCLUDED, "not exported: File not included"),
        (telegram.TOO_LARGE, "not exported: File exceeds maximum size"),
        ("(File unavailable, please try again later)", "not exported: File unavailable, please try again later"),
        ("photos/gone.jpg", "the file is named, but not in the source"),
        ("../../etc/passwd", "outside the source"),
        ("", "the export names no file"),
    ],
)
def test_a_file_that_is_not_there_is_an_appearance_without_bytes_and_says_why(
    tmp_path: Path, path: str, why: str
) -> None:
    (medium,) = _one(tmp_path, photo=path).media
    assert (medium.content, medium.missing) == (None, why)
    assert medium.name == "photo of message 7 of Повінь"


def test_a_file_whose_name_looks_like_the_sentence_is_read(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "(File not included).jpg").write_bytes(jpeg)
    (medium,) = _one(tmp_path, photo="(File not included).jpg").media
    assert medium.content is not None


def test_small_versions_are_no_second_appearance_and_stand_in_where_the_original_is_missing(tmp_path: Path) -> None:
    telegram.chat_folder(tmp_path / "export")
    found = gathered(tmp_path / "export")
    assert found.noticed(NoticeKind.THUMBNAIL) == {"small version beside its original": 4}
    instead = next(item for item in found.items if item.post_id == "c/1234567890/6")
    assert instead.extra["small version"].startswith("a small version; the video file itself is not in the export")
    assert sum(found.noticed(NoticeKind.MISSING).values()) == 2


def test_the_pictures_of_an_album_are_joined(tmp_path: Path) -> None:
    telegram.chat_folder(tmp_path / "export")
    albums = {item.post_id: item.album for item in gathered(tmp_path / "export").items}
    assert albums["c/1234567890/2"] == albums["c/1234567890/3"] == "telegram:c/1234567890/2"
    assert [albums[f"c/1234567890/{number}"] for number in (4, 5, 6, 7)] == [None] * 4


@pytest.mark.parametrize(
    "second",
    [
        {"number": 3, "text": "Двоє слів, два дописи"},
        {"number": 9},
        {"number": 3, "seconds": 1686034901},
        {"number": 3, "from_id": "channel2"},
        {"number": 3, "forwarded_from": "Інший канал"},
        {"number": 3, "photo": None, "file": "a.pdf"},
    ],
)
def test_messages_of_one_second_are_no_album_when_anything_tells_them_apart(
    tmp_path: Path, second: dict[str, Any]
) -> None:
    first = message(2, seconds=1686034900, photo="a.jpg", text="Слова")
    fields: dict[str, Any] = {"photo": "b.jpg", "seconds": 1686034900} | second
    number = fields.pop("number")
    later = {name: value for name, value in message(number, **fields).items() if value is not None}
    (tmp_path / "result.json").write_bytes(document(CHANNEL, [first, later]))
    assert [item.album for item in gathered(tmp_path / "result.json").items] == [None, None]


def test_an_album_has_ten_pictures_at_most(tmp_path: Path) -> None:
    sent = [message(number, seconds=1686034900, photo="a.jpg") for number in range(1, 13)]
    (tmp_path / "result.json").write_bytes(document(CHANNEL, sent))
    albums = [item.album for item in gathered(tmp_path / "result.json").items]
    assert albums == [albums[0]] * 10 + [albums[10]] * 2
    assert albums[0] != albums[10]


def test_control_characters_are_mended_and_told(tmp_path: Path) -> None:
    data = document(CHANNEL, [message(1, text="перше"), message(2, text="ДРУГЕ"), message(3, text="третє")])
    (tmp_path / "result.json").write_bytes(data.replace("ДРУГЕ".encode(), b"a\x0bb\x00c\nd"))
    found = gathered(tmp_path / "result.json")
    assert [item.text for item in found.items] == ["перше", "a\x0bb\x00c\nd", "третє"]
    assert found.noticed(NoticeKind.MENDED) == {"control character in JSON": 1}


def test_bytes_that_are_no_utf_8_are_kept_and_told(tmp_path: Path) -> None:
    data = document(CHANNEL, [message(1, text="XX")])
    (tmp_path / "result.json").write_bytes(data.replace(b"XX", b"\xff\xfe!"))
    found = gathered(tmp_path / "result.json")
    assert found.items[0].text == "\\udcff\\udcfe!"
    assert b"\xff\xfe!" in found.items[0].record
    assert found.noticed(NoticeKind.MENDED) == {"bytes that are not UTF-8": 1}


def test_a_broken_message_is_refused_by_its_place_and_the_next_ones_are_read(tmp_path: Path) -> None:
    data = document(CHANNEL, [message(1), message(2, text="ТУТ"), message(3), message(4)])
    (tmp_path / "result.json").write_bytes(data.replace('"ТУТ"'.encode(), b"[[["))
    found = gathered(tmp_path / "result.json")
    assert [item.post_id for item in found.items] == [f"c/1234567890/{number}" for number in (1, 3, 4)]
    assert [refusal.name for refusal in found.refusals] == ["result.json, message 2"]


def test_a_cut_export_gives_what_is_before_the_cut_and_says_so(tmp_path: Path) -> None:
    data = document(CHANNEL, [message(number) for number in range(1, 6)])
    (tmp_path / "result.json").write_bytes(data[: data.index(b'"id": 4') + 40])
    found = gathered(tmp_path / "result.json")
    assert len(found.items) == 3
    assert "cut off or damaged" in found.refusals[0].reason


def test_deep_nesting_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    data = document(CHANNEL, [message(1, text="ТУТ"), message(2)])
    for depth in (400, 100_000):
        nested = b"[" * depth + b"]" * depth
        (tmp_path / "result.json").write_bytes(data.replace('"ТУТ"'.encode(), nested))
        found = gathered(tmp_path / "result.json")
        assert [item.post_id for item in found.items] == ["c/1234567890/2"]
        assert found.refusals[0].reason == "cannot be read: nested too deeply"


def test_unknown_fields_and_kinds_are_counted_by_name(tmp_path: Path) -> None:
    messages = [
        message(1, hologram="x"),
        message(2, hologram="y", type="unsupported"),
        service(3, "pin_message", message_id=1),
        service(4, "edit_group_photo", photo="photos/p.jpg"),
        message(5, text=[{"type": "rune", "text": "ᚠ", "shape": 1}]),
    ]
    (tmp_path / "result.json").write_bytes(document(CHANNEL, messages))
    found = gathered(tmp_path / "result.json")
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {"message.hologram": 2, "text.shape": 1}
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {
        "message of type unsupported": 1,
        "service message: pin_message": 1,
        "kind of text: rune": 1,
    }
    assert [item.post_id for item in found.items] == [f"c/1234567890/{number}" for number in (1, 2, 4, 5)]


def test_a_contact_card_is_sealed_in_the_item_and_in_its_record(tmp_path: Path) -> None:
    card = {"first_name": "Марко", "last_name": "", "phone_number": "+380 44 222 22 22"}
    (tmp_path / "result.json").write_bytes(
        document(CHANNEL, [message(1, contact_information=card, contact_vcard="contacts/contact_1.vcard")])
    )
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts/contact_1.vcard").write_text("BEGIN:VCARD\nTEL:+380 44 222 22 22\nEND:VCARD\n")
    found = gathered(tmp_path)
    assert found.refusals == []
    assert found.noticed(NoticeKind.SEALED) == {"contact card": 1}
    assert "222 22 22" not in repr(found.items)
    assert b"222 22 22" in gathered(tmp_path / "result.json", include_private=True).items[0].record


def _account(tmp_path: Path, *, turned: bool = False) -> Path:
    """An export of an account with a channel and a talk with a person, each with a picture."""
    for folder in ("chats/chat_1/photos", "chats/chat_2/photos", "profile_pictures"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("chats/chat_1/photos/open.jpg", "chats/chat_2/photos/private.jpg", "profile_pictures/me.jpg"):
        (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + name.encode())
    (tmp_path / "chats/chat_2/photos/private_thumb.jpg").write_bytes(b"\xff\xd8\xff\xe0small")
    talk = {
        "name": "Марко",
        "type": "personal_chat",
        "id": 5,
        "messages": [message(1, text="Тільки для тебе", photo="chats/chat_2/photos/private.jpg", from_id="user5")],
    }
    open_one = {**CHANNEL, "messages": [message(1, photo="chats/chat_1/photos/open.jpg", text="Для всіх")]}
    chats = [dict(reversed(chat.items())) if turned else chat for chat in (talk, open_one)]
    pictures = {"about": "", "list": [{"date": "2023-01-01T00:00:00", "photo": "profile_pictures/me.jpg"}]}
    (tmp_path / "result.json").write_bytes(account(chats, profile_pictures=pictures))
    return tmp_path


@pytest.mark.parametrize("turned", [False, True])
def test_private_chats_of_an_account_are_sealed_with_their_files(tmp_path: Path, turned: bool) -> None:
    found = gathered(_account(tmp_path, turned=turned))
    assert [item.key for item in found.items] == ["telegram:c/1234567890/1"]
    assert found.shown() == ["chats/chat_1/photos/open.jpg"]
    assert found.noticed(NoticeKind.SEALED) == {
        "personal information": 1,
        "profile picture": 1,
        "contact": 1,
        "frequent contact": 1,
        "chat (personal chat)": 1,
        "message in a private chat": 1,
    }
    assert "Тільки для тебе" not in repr(found)
    assert "+380" not in repr(found)


def test_private_chats_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    found = gathered(_account(tmp_path), include_private=True)
    assert [item.key for item in found.items] == [MARKO, "telegram:c/1234567890/1"]
    assert found.items[0].text == "Тільки для тебе"
    assert found.items[0].url is None


def test_one_chat_that_is_handed_over_is_read_whatever_its_kind(tmp_path: Path) -> None:
    chat = {"name": "Марко", "type": "personal_chat", "id": 5}
    (tmp_path / "result.json").write_bytes(document(chat, [message(1, text="Дивись", from_id="user5")]))
    found = gathered(tmp_path / "result.json")
    assert [(item.key, item.kind, item.text) for item in found.items] == [(MARKO, ItemKind.MESSAGE, "Дивись")]


def test_a_kind_of_chat_that_is_not_known_is_sealed_in_an_account(tmp_path: Path) -> None:
    chat = {"name": "?", "type": "secret_room", "id": 5, "messages": [message(1)]}
    (tmp_path / "result.json").write_bytes(account([chat]))
    found = gathered(tmp_path / "result.json")
    assert found.items == []
    assert found.noticed(NoticeKind.SEALED)["chat (secret room)"] == 1


def test_a_broken_message_never_leads_into_a_private_chat(tmp_path: Path) -> None:
    path = _account(tmp_path) / "result.json"
    first = {**CHANNEL, "messages": [message(1, text="ТУТ")]}
    talk = {"name": "Марко", "type": "personal_chat", "id": 5, "messages": [message(2, text="Тільки для тебе")]}
    path.write_bytes(account([first, talk]).replace('"ТУТ"'.encode(), b"[[["))
    found = gathered(path)
    assert found.items == []
    assert len(found.refusals) == 2


def test_numbers_of_channels_in_old_exports_are_brought_to_todays_form(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(document({**CHANNEL, "id": (2 << 32) + 1234567890}, [message(7)]))
    assert gathered(tmp_path / "result.json").items[0].post_id == "c/1234567890/7"


def test_a_document_that_is_no_medium_is_named_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/report.pdf").write_bytes(b"%PDF-1.4\n")
    item = _one(tmp_path, file="files/report.pdf", file_name="report.pdf", mime_type="application/pdf")
    assert item.media == ()
    assert item.extra["file"] == "files/report.pdf"


def test_a_picture_sent_as_a_file_is_shown(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/IMG_1").write_bytes(jpeg)
    assert [medium.name for medium in _one(tmp_path, file="files/IMG_1").media] == ["files/IMG_1"]


def test_samples_are_read_whole(real_inputs: Path) -> None:
    """Counted by hand in the files: two messages each, at 1544006350 and 1544006964."""
    for name in ("test_single_export.json", "test_batch_export.json"):
        found = gathered(real_inputs / "exports/telegram" / name)
        assert [item.text for item in found.items] == ["Minimal Message", "Link:https://telegram.org/"]
        assert [item.author.name for item in found.items if item.author] == ["Author 1", "Author 2"]
        assert [item.times[0].text for item in found.items] == ["1544006350", "1544006964"]
        assert [(entity.kind, entity.target) for entity in found.items[1].entities] == [
            ("bold", None),
            ("link", "https://telegram.org/"),
        ]
        assert found.refusals == []
        assert found.notices == []


@pytest.mark.parametrize(
    "data",
    [
        b'{"messages": [{"sender_name": "A", "timestamp_ms": 1, "content": "x", "type": "Generic"}]}',
        b'{"guild": {"id": "1"}, "messages": [{"id": "1", "type": "Default", "timestamp": "2020-01-01"}]}',
        b'{"messages": []}',
        b'{"chats": {"x": 1}}',
        b"[1, 2]",
    ],
)
def test_other_json_is_not_taken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.json").write_bytes(data)
    source = Source(FolderTree(tmp_path), "x.json")
    assert not TelegramJsonReader().fits(source, source.head())


_FIELDS = st.sampled_from(
    sorted({"id", "type", "date", "date_unixtime", "from", "from_id", "photo", "file", "text", "reply_to_message_id",
            "forwarded_from", "reactions", "poll", "contact_information", "thumbnail", "media_type", "edited",
            "reply_to_peer_id", "media_spoiler", "location_information"})
)  # fmt: skip


@given(fields=st.dictionaries(_FIELDS, ANY_JSON, max_size=8))
def test_any_shape_of_any_field_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "result.json").write_bytes(document(CHANNEL, [message(1) | fields, message(2)]))
    found = gathered(folder / "result.json")
    assert any(item.post_id == "c/1234567890/2" for item in found.items)
    service_only = fields.get("type") == "service"
    assert service_only or len(found.items) == 2
    assert all((item.text or "").encode("utf-8") is not None for item in found.items)
