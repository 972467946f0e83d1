"""WhatsApp's chats in text: every order of dates, every way of naming a medium, and every trap has its test."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports.reading import Gathered, gathered
from tests.exports.whatsapp import MARK, android, iphone, photo, said

from firstseen.chronicle.times.stated import read_stated
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import Source
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import item_id
from firstseen.model.items import Item, NoticeKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _read(folder: Path, data: bytes, name: str = "_chat.txt") -> Gathered:
    (folder / name).write_bytes(data)
    return gathered(folder / name)


def _dates(folder: Path, *written: str, bracketed: bool = False) -> list[str]:
    messages = [said(when, "Олена", "слова") for when in written]
    found = _read(folder, iphone(messages) if bracketed else android(messages))
    return [item.times[0].text for item in found.items]


def _hours(item: Item) -> float:
    span = read_stated(item.times[0], now=NOW)
    assert span.earliest is not None
    assert span.latest is not None
    return (span.latest - span.earliest).total_seconds() / 3600


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (("12/01/24, 12:34", "13/01/24, 12:34"), ["2024-01-12 12:34", "2024-01-13 12:34"]),
        (("1/12/24, 12:34 PM", "1/13/24, 1:05 AM"), ["2024-01-12 12:34", "2024-01-13 01:05"]),
        (("12.01.24, 12:34", "11.02.24, 12:34"), ["2024-01-12 12:34", "2024-02-11 12:34"]),
        (("2024-01-12 12:34", "2024-01-13 12:34"), ["2024-01-12 12:34", "2024-01-13 12:34"]),
        (("2024/1/12 12:34", "2024/1/13 0:34"), ["2024-01-12 12:34", "2024-01-13 00:34"]),
        (("24/12/31, 12:34",), ["2024-12-31 12:34"]),
        (("2024. 12. 31. 12:34",), ["2024-12-31 12:34"]),
        (("2024년 12월 31일 오후 3:45",), ["2024-12-31 15:45"]),
        (("2024年12月31日 上午12:05",), ["2024-12-31 00:05"]),
        (("31/12/2024, 3:45\u202fp.\u00a0m.",), ["2024-12-31 15:45"]),
        (("12/31/24, 12:34\u202fAM",), ["2024-12-31 00:34"]),
        (
            ("\u0663\u0661\u200f/\u0661\u0662\u200f/\u0662\u0660\u0662\u0664\u060c \u0663:\u0664\u0665 \u0645",),
            ["2024-12-31 15:45"],
        ),
    ],
)
def test_every_order_of_a_date_is_read(tmp_path: Path, written: tuple[str, ...], expected: list[str]) -> None:
    assert _dates(tmp_path, *written) == expected


@pytest.mark.parametrize("written", ["31/12/2024, 12:34:56", "31.12.24, 12:34:56", "2024-12-31, 12:34:56"])
def test_iphones_write_seconds_in_brackets(tmp_path: Path, written: str) -> None:
    found = _read(tmp_path, iphone([photo(written, "Олена", "00000001-PHOTO-2024-12-31-12-34-56.jpg")]))
    assert [item.times[0].text for item in found.items] == ["2024-12-31 12:34:56"]


def test_a_day_above_twelve_at_the_end_decides_for_the_beginning(tmp_path: Path) -> None:
    assert _dates(tmp_path, "03/04/24, 10:00", "04/04/24, 10:00", "30/04/24, 10:00")[0] == "2024-04-03 10:00"


def test_dates_that_would_run_backwards_decide(tmp_path: Path) -> None:
    written = ("01/11/23, 10:00", "02/11/23, 10:00", "01/12/23, 10:00", "03/12/23, 10:00", "02/01/24, 10:00")
    assert _dates(tmp_path, *written)[0] == "2023-11-01 10:00"


def test_the_day_in_the_name_of_a_medium_decides(tmp_path: Path) -> None:
    messages = [said("03/04/24, 10:00", "Олена", "IMG-20240304-WA0001.jpg (file attached)")]
    item = _read(tmp_path, android(messages)).items[0]
    assert item.times[0].text == "2024-03-04 10:00"
    assert "the names of its media give the same days" in item.times[0].where


def test_an_order_that_cannot_be_told_is_kept_as_stated_with_a_span_over_both(tmp_path: Path) -> None:
    items = _read(tmp_path, android([said("03/04/24, 10:00", "О", "a"), said("05/06/24, 10:00", "О", "b")])).items
    assert [item.times[0].text for item in items] == ["03/04/24 10:00", "05/06/24 10:00"]
    assert "either way round" in items[0].times[0].where
    span = read_stated(items[0].times[0], now=NOW)
    assert span.earliest is not None
    assert span.latest is not None
    assert (span.earliest.date().isoformat(), span.latest.date().isoformat()) == ("2024-03-03", "2024-04-04")


def test_a_time_has_no_zone_and_reaches_14_hours_to_both_sides(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, android([said("31/12/24, 10:00", "О", "a")])).items
    assert item.times[0].zone is None
    assert 28 <= _hours(item) <= 28.1


def test_further_lines_belong_to_the_message_and_its_record(tmp_path: Path) -> None:
    data = iphone([said("31/12/24, 10:00:00", "О", "перший\n\nтретій: рядок"), said("31/12/24, 10:01:00", "О", "далі")])
    first, second = _read(tmp_path, data).items
    assert (first.text, second.text) == ("перший\n\nтретій: рядок", "далі")
    assert first.record.decode() == "[31/12/24, 10:00:00] О: перший\n\nтретій: рядок\r\n"
    assert (first.locator, second.locator) == ("line 1", "line 4")


def test_a_quoted_chat_inside_a_message_is_no_message(tmp_path: Path) -> None:
    words = "Він писав:\n12/30/24, 9:00 PM - Марко: не приходь\nрозумієш?"
    data = iphone([said("31/12/24, 10:00:00", "Олена", words), said("31/12/24, 10:01:00", "Марко", "так")])
    found = _read(tmp_path, data)
    assert [item.text for item in found.items] == [words, "так"]


@pytest.mark.parametrize(
    "words",
    [
        "\u200e<attached: {}>",
        "\u200e<angehängt: {}>",
        "<pièce jointe : {}>",
        "\u200e<прикріплено: {}>",
        "\u200e<\u0645\u0631\u0641\u0642: {}>",
    ],
)
def test_a_file_attached_by_an_iphone_is_joined(tmp_path: Path, jpeg: bytes, words: str) -> None:
    name = "00000012-PHOTO-2024-12-31-12-34-56.jpg"
    (tmp_path / name).write_bytes(jpeg)
    (item,) = _read(tmp_path, iphone([said("31/12/24, 12:34:56", "Олена", words.format(name))])).items
    assert [(medium.name, medium.missing) for medium in item.media] == [(name, None)]
    assert item.text is None


@pytest.mark.parametrize(
    "words",
    [
        "IMG-20241231-WA0001.jpg (file attached)",
        "\u200eIMG-20241231-WA0001.jpg (Datei angehängt)",
        "IMG-20241231-WA0001.jpg (archivo adjunto)",
        "IMG-20241231-WA0001.jpg (файл додано)",
    ],
)
def test_a_file_attached_by_an_android_phone_is_joined_with_its_caption(
    tmp_path: Path, jpeg: bytes, words: str
) -> None:
    (tmp_path / "IMG-20241231-WA0001.jpg").write_bytes(jpeg)
    (item,) = _read(tmp_path, android([said("31/12/24, 12:34", "Олена", f"{words}\nДамба зранку")])).items
    assert [(medium.name, medium.missing) for medium in item.media] == [("IMG-20241231-WA0001.jpg", None)]
    assert item.text == "Дамба зранку"


def test_a_renamed_file_is_joined_only_where_it_is_there(tmp_path: Path, jpeg: bytes) -> None:
    data = android([said("31/12/24, 12:34", "О", "dam.jpg (in the morning)"), said("31/12/24, 12:35", "О", "слова")])
    assert _read(tmp_path, data).items[0].text == "dam.jpg (in the morning)"
    assert _read(tmp_path, data).items[0].media == ()
    (tmp_path / "dam.jpg").write_bytes(jpeg)
    assert [medium.name for medium in _read(tmp_path, data).items[0].media] == ["dam.jpg"]


def test_a_file_that_is_named_and_not_there_is_an_appearance_without_bytes(tmp_path: Path) -> None:
    found = _read(tmp_path, android([said("31/12/24, 12:34", "О", "IMG-20241231-WA0001.jpg (file attached)")]))
    (medium,) = found.items[0].media
    assert (medium.name, medium.missing) == ("IMG-20241231-WA0001.jpg", "the file is named, but not in the source")
    assert found.noticed(NoticeKind.MISSING) == {"file that is named, but not in the source": 1}


def test_a_path_that_leads_out_of_the_source_is_not_followed(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "IMG-1.jpg").write_bytes(jpeg)
    data = iphone([said("31/12/24, 12:34:00", "О", f"{MARK}<attached: ../IMG-1.jpg>")])
    assert all(medium.content is None for item in _read(tmp_path / "in", data).items for medium in item.media)


@pytest.mark.parametrize(
    "sentence",
    ["<Media omitted>", "<Medien ausgeschlossen>", "<Multimedia omitido>", "<Без медиафайлов>", "<Медіафайл пропущено>",
     "<تم استبعاد الوسائط>", "<Mídia oculta>", "<Médias omis>", "<Medya dahil edilmedi>", "<मीडिया के बिना>",
     "<미디어 파일을 제외한 내용>", "\u200eimage omitted", "\u200eBild weggelassen", "\u200eimagen omitida",
     "\u200evidéo absente omise", "\u200eизображение пропущено"],
)  # fmt: skip
def test_a_medium_that_was_left_out_is_an_appearance_without_bytes_in_any_language(
    tmp_path: Path, sentence: str
) -> None:
    found = _read(tmp_path, android([said("31/12/24, 12:34", "Олена", sentence), said("31/12/24, 12:35", "О", "x")]))
    (medium,) = found.items[0].media
    assert medium.content is None
    assert medium.missing is not None
    assert sentence.strip("<>\u200e") in medium.missing
    assert found.items[0].text is None
    assert found.noticed(NoticeKind.MISSING) == {"medium that WhatsApp left out": 1}


def test_words_that_only_look_like_an_omitted_medium_stay_words(tmp_path: Path) -> None:
    data = android([said("31/12/24, 12:34", "О", "<сміється>"), said("31/12/24, 12:35", "О", "image omitted")])
    found = _read(tmp_path, data)
    assert [(item.text, item.media) for item in found.items] == [("<сміється>", ()), ("image omitted", ())]


def test_captions_that_the_exporter_dropped_are_told(tmp_path: Path) -> None:
    found = _read(tmp_path, iphone([photo("31/12/24, 12:34:56", "О", "a.jpg")]))
    assert sum(found.noticed(NoticeKind.LOST).values()) == 1


def test_what_whatsapp_writes_itself_is_counted_and_is_no_message(tmp_path: Path) -> None:
    data = android(
        [
            ("31/12/24, 12:30", "Messages and calls are end-to-end encrypted. Only people in this chat can read them."),
            ("31/12/24, 12:31", 'Олена changed the subject from "Дамба: чат" to "Повінь: новини"'),
            said("31/12/24, 12:34", "Олена", "слова"),
        ]
    )
    found = _read(tmp_path, data)
    assert [(item.author.name, item.text) for item in found.items if item.author] == [("Олена", "слова")]
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {"line of WhatsApp itself": 2}


def test_an_edited_message_loses_only_the_mark(tmp_path: Path) -> None:
    data = android([said("31/12/24, 12:34", "О", f"слова {MARK}<This message was edited>")])
    (item,) = _read(tmp_path, data).items
    assert (item.text, item.extra["edited"]) == ("слова", "This message was edited")


def test_a_million_spaces_cost_no_more_than_any_other_signs(tmp_path: Path) -> None:
    data = android([said("31/12/24, 12:34", "О", f"a{' ' * 500_000}b"), said("31/12/24, 12:35", "О", "після")])
    assert [(item.text or "")[-1] for item in _read(tmp_path, data).items] == ["b", "я"]


def test_a_chat_of_an_iphone_is_called_as_its_zip(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "WhatsApp Chat - Дамба.zip", "w") as archive:
        archive.writestr("_chat.txt", iphone([photo("31/12/24, 12:34:56", "Олена", "a.jpg")]))
    (item,) = gathered(tmp_path / "WhatsApp Chat - Дамба.zip").items
    assert item.extra["chat"] == "Дамба"


def test_what_whatsapp_says_in_an_authors_name_is_marked(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, iphone([said("31/12/24, 12:34:00", "Дамба", f"{MARK}You deleted this message.")])).items
    assert item.text == "You deleted this message."
    assert item.extra["written by"] == "WhatsApp, in the author's name"


def test_contact_cards_are_sealed_and_their_files_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "Марко.vcf").write_bytes(b"BEGIN:VCARD\nTEL:+380 44 000\nEND:VCARD\n")
    (tmp_path / "_chat.txt").write_bytes(
        android([said("31/12/24, 12:34", "О", "Марко.vcf (file attached)"), said("31/12/24, 12:35", "О", "x")])
    )
    found = gathered(tmp_path)
    assert found.noticed(NoticeKind.SEALED) == {"contact card": 1}
    assert found.refusals == []
    assert "+380" not in repr(found)


def test_the_name_of_the_chat_is_kept(tmp_path: Path) -> None:
    data = android([said("31/12/24, 12:34", "Олена", "слова"), said("31/12/24, 12:34", "Олена", "слова")])
    found = _read(tmp_path, data, "WhatsApp Chat with Дамба.txt")
    assert {item.extra["chat"] for item in found.items} == {"Дамба"}
    assert len({item.key for item in found.items}) == 2


def test_a_longer_export_of_the_same_chat_gives_the_same_items_again(tmp_path: Path) -> None:
    old = [said(f"31/12/24, 12:3{n}", "Олена", f"слова {n}") for n in range(5)]
    name = "WhatsApp Chat with Дамба.txt"
    first = {item_id(item.key, item.record) for item in _read(tmp_path, android(old), name).items}
    longer = [said("30/12/24, 9:00", "Марко", "раніше"), *old]
    second = {item_id(item.key, item.record) for item in _read(tmp_path, android(longer), name).items}
    assert len(second - first) == 1
    assert first < second


def test_two_chats_with_the_same_words_in_the_same_minute_are_not_one(tmp_path: Path) -> None:
    data = android([said("31/12/24, 12:34", "Олена", "слова")])
    one = _read(tmp_path, data, "WhatsApp Chat with Дамба.txt").items[0]
    other = _read(tmp_path, data, "WhatsApp Chat with Сім'я.txt").items[0]
    assert item_id(one.key, one.record) != item_id(other.key, other.record)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    data = android([said("31/12/24, 12:34", "Олена", "слова")]).decode().encode(encoding)
    assert [item.text for item in _read(tmp_path, data).items] == ["слова"]


def test_an_8_bit_encoding_is_worked_out_and_told(tmp_path: Path) -> None:
    words = "Це слова про повінь і дамбу, яких вистачить, щоб упізнати кодування"
    data = android([said(f"31/12/24, 12:3{n}", "Олена", words) for n in range(5)]).decode().encode("cp1251")
    found = _read(tmp_path, data)
    assert found.items[0].text == words
    assert len(found.noticed(NoticeKind.MENDED)) == 1


def test_a_message_without_end_is_kept_as_far_as_it_goes_and_the_next_is_read(tmp_path: Path) -> None:
    data = android([said("31/12/24, 12:34", "О", "x" * (3 << 20)), said("31/12/24, 12:35", "О", "після")])
    found = _read(tmp_path, data)
    assert found.items[-1].text == "після"
    assert len(found.items[0].text or "") < 2 << 20
    assert [refusal.name for refusal in found.refusals] == ["_chat.txt, line 1"]


@pytest.mark.parametrize(
    "data",
    [
        b"[2024-01-01 12:34:56] local.ERROR: no such table\n[2024-01-01 12:34:57] local.ERROR: again\n",
        b"2024-01-01 12:34 - WARNING: disk\n2024-01-01 12:35 - INFO: again\n",
        b"2024-01-01 12:34 - started\n2024-01-01 12:35 - stopped\n",
        b"12/31/24 is the day.\nName: words\n",
        b"a,b,c\n1,2,3\n",
    ],
)
def test_logs_and_other_texts_are_not_taken(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    source = Source(FolderTree(tmp_path), "x.txt")
    found = reader_for(source, source.head(), READERS)
    assert found is None or found.name != "WhatsApp chat"


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("test_ddmmyy_24hrs.txt", "day, month, year"),
        ("test_mmddyy_24hrs.txt", "month, day, year"),
        ("test_[mmddyy]_24hrs.txt", "month, day, year"),
        ("test_mmddyyyy_12hrs.txt", "month, day, year"),
        ("test_yyyymmdd_24hrs.txt", "year, month, day"),
    ],
)
def test_samples_are_read_whole(real_inputs: Path, name: str, order: str) -> None:
    """Counted by hand in each: nine dated lines, of which two are WhatsApp's own; seven messages."""
    found = gathered(real_inputs / "exports/whatsapp" / name)
    assert found.refusals == []
    assert found.noticed(NoticeKind.UNKNOWN_RECORD) == {"line of WhatsApp itself": 2}
    said_by = [(item.author.name, item.text, item.times[0].text) for item in found.items if item.author]
    assert said_by == [
        ("John Doe", "Lorem ipsum dolor sit amet.", "2019-01-01 11:25"),
        ("John Doe", ".", "2019-01-20 11:23"),
        ("Jahn Doe", "Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.", "2019-01-30 20:49"),
        ("John-John Doe", "Lorem ipsum : dolor sit amet.", "2020-06-10 15:55"),
        ("John Doe 🤓", "Lorem ipsum 🤓", "2021-12-10 10:10"),
        ("🤓", "Lorem ipsum 🤓", "2021-12-20 12:10"),
        ("John Doe", "Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.", "2021-12-30 22:01"),
    ]
    assert all(order in item.times[0].where for item in found.items)


_LINE = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}/{}/{}, {}:{} - {}".format,
        st.integers(0, 40),
        st.integers(0, 40),
        st.integers(0, 9999),
        st.integers(0, 99),
        st.integers(0, 99),
        st.text(max_size=40),
    ),
    st.sampled_from(
        ["31/12/24, 12:34 - О: \u200e<attached: a\x00b.jpg>", "<Media omitted>", "31/12/24, 12:34 - :", "\r"]
    ),
)


@given(lines=st.lists(_LINE, max_size=12))
def test_any_lines_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    text = "\n".join(["31/12/24, 12:34 - Олена: слова", *lines, "31/12/24, 23:59 - Олена: кінець"])
    folder = tmp_path_factory.mktemp("any")
    found = _read(folder, text.encode("utf-8", "surrogatepass"))
    assert found.items[0].text is not None
    assert found.items[0].text.startswith("слова")
    assert found.items[-1].text == "кінець"
