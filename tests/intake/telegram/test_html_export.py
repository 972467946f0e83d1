"""Telegram Desktop's HTML: every trap of the format has its test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports import telegram, telegram_html
from tests.exports.reading import Gathered, gathered
from tests.exports.telegram_html import message, missing, page, photo, service

from firstseen.chronicle.times.stated import read_stated
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import LinkKind, NoticeKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _read(folder: Path, *messages: str) -> Gathered:
    (folder / "messages.html").write_bytes(page(messages))
    return gathered(folder / "messages.html")


def test_a_chat_on_two_pages_is_read_whole(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path / "export")
    found = gathered(tmp_path / "export")
    assert found.refusals == []
    assert [item.key for item in found.items] == [f"telegram:Повінь/{number}" for number in (2, 3, 4, 5)]
    assert [item.author.name for item in found.items if item.author] == ["Повінь", "Повінь", "Олена", "Олена"]
    assert found.shown() == [f"photos/photo_{number}@06-06-2023_09-0{number}-00.jpg" for number in (1, 2, 3)]
    assert {source.reader for source in found.sources} == {"Telegram HTML export"}


def test_small_versions_icons_and_style_sheets_are_no_items(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path / "export")
    found = gathered(tmp_path / "export")
    assert found.noticed(NoticeKind.THUMBNAIL) == {"small version beside its original": 3}
    assert len([medium for item in found.items for medium in item.media]) == 4


def test_words_have_their_lines_signs_and_marks(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path / "export")
    item = gathered(tmp_path / "export").items[0]
    assert item.text == "Дамба.\n<Терміново> зараз тут #повінь"
    assert [(mark.kind, item.text[mark.start : mark.end], mark.target) for mark in item.entities] == [
        ("bold", "зараз", None),
        ("link", "тут", "https://news.example/a?b=1&c=2"),
        ("hashtag", "#повінь", "#повінь"),
    ]


def test_the_date_is_the_title_with_its_zone(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, message(2, "06.06.2023 09:02:00 UTC+02:00", text="слова")).items
    span = read_stated(item.times[0], now=NOW)
    assert (span.earliest, span.exact_zone) == (datetime(2023, 6, 6, 7, 2, tzinfo=UTC), True)


def test_older_exports_have_no_zone_and_their_times_reach_14_hours_to_both_sides(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, message(2, "06.06.2023 09:02:00", text="слова")).items
    span = read_stated(item.times[0], now=NOW)
    assert span.earliest == datetime(2023, 6, 5, 19, 2, tzinfo=UTC)
    assert span.latest == datetime(2023, 6, 6, 23, 2, 1, tzinfo=UTC)


def test_day_first_in_dates_with_dots(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, message(2, "03.04.2023 09:02:00 UTC+02:00", text="слова")).items
    span = read_stated(item.times[0], now=NOW)
    assert span.latest is not None
    assert span.latest - timedelta(seconds=1) == datetime(2023, 4, 3, 7, 2, tzinfo=UTC)


def test_a_forward_keeps_its_words_the_name_and_the_earlier_date_apart_from_its_own(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path / "export")
    forward = gathered(tmp_path / "export").items[2]
    assert [link.kind for link in forward.links] == [LinkKind.FORWARDED_FROM]
    assert forward.extra["forwarded_from"] == "Інший канал"
    assert forward.extra["forwarded_date"] == "05.06.2023 20:00:00 UTC+02:00"
    assert forward.author is not None
    assert (forward.author.name, forward.text) == ("Олена", "Звідти")
    assert [time.text for time in forward.times] == ["06.06.2023 09:05:00 UTC+02:00"]


def test_a_joined_forward_is_from_the_same_as_the_one_above(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        message(2, text="перше", forwarded="Канал|05.06.2023 20:00:00 UTC+02:00"),
        message(3, author=None, text="друге", forwarded="joined"),
        message(4, author="Олена", text="третє"),
    )
    assert [item.extra.get("forwarded_from") for item in found.items] == ["Канал", "Канал", None]


def test_only_a_joined_message_takes_over_the_author_above(tmp_path: Path) -> None:
    nameless = message(3, author=None, text="друге", forwarded="joined").replace(" joined", "")
    first = message(2, text="перше", forwarded="Канал|05.06.2023 20:00:00 UTC+02:00")
    found = _read(tmp_path, first, message(4, author=None, text="ще", forwarded="joined"), nameless)
    assert [item.author.name if item.author else None for item in found.items] == ["Повінь", "Повінь", None]
    assert [item.extra.get("forwarded_from") for item in found.items] == ["Канал", "Канал", None]


def test_a_page_that_goes_on_has_the_author_of_the_page_before(tmp_path: Path) -> None:
    (tmp_path / "messages.html").write_bytes(page([message(1, author="Марко", text="а"), message(2, text="б")]))
    (tmp_path / "messages2.html").write_bytes(page([message(3, author=None, text="в")]))
    (item,) = gathered(tmp_path / "messages2.html").items
    assert item.author is not None
    assert item.author.name == "Повінь"
    (tmp_path / "messages.html").unlink()
    assert gathered(tmp_path / "messages2.html").items[0].author is None


def test_replies_name_the_message_also_on_another_page(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path / "export")
    (link,) = gathered(tmp_path / "export").items[3].links
    assert (link.kind, link.post_id) == (LinkKind.REPLY_TO, "2")


def test_an_album_is_joined(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path / "export")
    assert [item.album for item in gathered(tmp_path / "export").items] == ["telegram:Повінь/2"] * 2 + [None] * 2


@pytest.mark.parametrize(
    "why",
    [
        "Not included, change data exporting settings to download.",
        "Exceeds maximum size, change data exporting settings",
    ],
)
def test_a_medium_that_was_not_exported_is_an_appearance_without_bytes(tmp_path: Path, why: str) -> None:
    found = _read(tmp_path, message(2, media=missing("photo", "Photo", why)))
    (medium,) = found.items[0].media
    assert medium.content is None
    assert medium.missing is not None
    assert medium.missing.startswith(f"not exported: {why[:10]}")
    assert len(found.noticed(NoticeKind.MISSING)) == 1


def test_a_picture_that_is_named_and_not_there_says_so(tmp_path: Path) -> None:
    (medium,) = _read(tmp_path, message(2, media=photo("photos/gone.jpg"))).items[0].media
    assert medium.missing == "the file is named, but not in the source"


def test_a_path_out_of_the_source_is_not_followed(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.jpg").write_bytes(jpeg)
    (medium,) = _read(tmp_path / "in", message(2, media=photo("../out.jpg"))).items[0].media
    assert (medium.content, medium.missing) == (None, "outside the source")


def test_where_both_formats_were_exported_nothing_is_counted_twice(tmp_path: Path) -> None:
    telegram_html.chat_folder(tmp_path)
    shown = telegram.message(2, photo="photos/photo_1@06-06-2023_09-01-00.jpg")
    (tmp_path / "result.json").write_bytes(telegram.document(telegram.CHANNEL, [shown]))
    found = gathered(tmp_path)
    pictures = [name for name in found.shown() if "photo_1@" in name]
    assert len(pictures) == 1
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {"page of messages that result.json beside it holds too": 1}


def test_private_chats_and_lists_of_an_account_are_sealed(tmp_path: Path) -> None:
    telegram_html.account(tmp_path)
    found = gathered(tmp_path)
    assert [item.key for item in found.items] == ["telegram:Повінь/1"]
    assert found.shown() == ["chats/chat_2/photos/chat_2.jpg"]
    assert found.refusals == []
    assert found.noticed(NoticeKind.SEALED)["message in a private chat"] == 1
    assert "Тільки для тебе" not in repr(found)
    assert "+380" not in repr(found)
    private = gathered(tmp_path, include_private=True)
    assert {item.text for item in private.items} == {"Тільки для тебе", "Для всіх"}


def test_without_its_list_the_chats_of_an_account_stay_sealed(tmp_path: Path) -> None:
    telegram_html.account(tmp_path)
    (tmp_path / "lists/chats.html").unlink()
    assert gathered(tmp_path).items == []


def test_contact_cards_are_sealed_in_the_item_and_its_record(tmp_path: Path) -> None:
    words = '<div class="body"><div class="title bold">Марко</div><div class="status details">+380 44 222</div></div>'
    card = f'<div class="media clearfix pull_left media_contact">{words}</div>'
    found = _read(tmp_path, message(2, text="Ось", media=card))
    assert found.noticed(NoticeKind.SEALED) == {"contact card": 1}
    assert "222" not in repr(found)
    assert found.items[0].extra["contact card"] == "sealed"
    assert b"222" in gathered(tmp_path / "messages.html", include_private=True).items[0].record


def test_what_telegram_says_itself_and_unknown_parts_are_counted(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        service(1, "Олена joined"),
        message(2, text="слова", more='<div class="hologram">x</div>'),
        message(3, media='<div class="media clearfix pull_left media_rune"></div>'),
    )
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {"service message": 1, "part of a message: media_rune": 1}
    assert found.noticed(NoticeKind.UNKNOWN_FIELD) == {"message.hologram": 1}


def test_reactions_are_counted(tmp_path: Path) -> None:
    one = '<span class="reaction"><span class="emoji">❤</span><span class="count">12</span></span>'
    more = f'<span class="reactions">{one}</span>'
    assert _read(tmp_path, message(2, text="слова", more=more)).items[0].counts == {"reactions": 12}


def test_a_cut_page_gives_what_is_before_the_cut(tmp_path: Path) -> None:
    data = page([message(number, text=f"слово {number}") for number in range(1, 6)])
    (tmp_path / "messages.html").write_bytes(data[: data.index(b'id="message4"')])
    assert [item.text for item in gathered(tmp_path / "messages.html").items] == ["слово 1", "слово 2", "слово 3"]


@pytest.mark.parametrize("data", [b"<!doctype html><html><body><div class='history'>x</div></body></html>"])
def test_other_pages_are_not_taken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.html").write_bytes(data)
    source = Source(FolderTree(tmp_path), "a.html")
    reader = reader_for(source, source.head(), READERS)
    assert reader is not None
    assert reader.name == "saved page"


@given(inner=st.text(alphabet="<>/abdiv =\"'&;classmesagephoto_wrap#\n", max_size=200))
def test_any_html_inside_a_message_is_read(tmp_path_factory: pytest.TempPathFactory, inner: str) -> None:
    found = _read(tmp_path_factory.mktemp("any"), message(2, text="перед"), message(3, text=inner))
    assert found.items[0].text == "перед"
    assert len(found.items) + len(found.notices) >= 1
