from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstseen.errors import RefusedError
from firstseen.intake.posts_table import PostsTableReader
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import item_id
from firstseen.model.items import Item, Refusal, SourceRead

Read = Callable[..., tuple[list[Item], list[Refusal], list[SourceRead]]]

TABLE = (
    "Post_ID,platform,url,author,published,text,media,about\r\n"
    '1,x,https://x.com/i/status/1,оксана,2022-02-24T05:07:09Z,"Вибух,\r\nдим",a.jpg,event\r\n'
    "2,x,,سارة,,انفجار في المدينة,,\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "t.csv"), ("utf-8-sig", "t.txt"), ("utf-16", "t"), ("utf-16-le", "t.jpg"), ("utf-16-be", "t.csv")],
)
def test_a_table_is_read_whatever_its_name_and_encoding(
    tmp_path: Path, jpeg: bytes, read: Read, encoding: str, name: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    (tmp_path / name).write_bytes(TABLE.encode(encoding))
    items, refusals, sources = read(tmp_path / name)
    assert refusals == []
    assert [(source.name, source.reader) for source in sources] == [(name, "posts table")]
    assert [item.key for item in items] == ["x:1", "x:2"]
    first, second = items
    assert first.text == "Вибух,\r\nдим"
    assert first.locator == "row 2"
    assert first.extra == {"about": "event"}
    assert first.media[0].content is not None
    assert second.author is not None
    assert (second.author.handle, second.text, second.media, second.times) == ("سارة", "انفجار في المدينة", (), ())


def test_an_encoding_that_was_only_worked_out_is_said(tmp_path: Path, read: Read) -> None:
    text = "post_id,text\n" + "".join(
        f"{number},Вибух біля вокзалу, свідки\n".replace("у, с", "у; с") for number in range(9)
    )
    (tmp_path / "t.csv").write_bytes(text.encode("cp1251"))
    items, _, _ = read(tmp_path / "t.csv")
    assert items[0].text == "Вибух біля вокзалу; свідки"
    assert items[0].extra["encoding of the table"].startswith("cp1251")


def test_columns_are_named_by_the_person_who_adds(tmp_path: Path, read: Read) -> None:
    (tmp_path / "t.csv").write_text("номер;коли;слова\n1;2022-02-24;а\n2;2022-02-25;б\n3;2022-02-26;в\n", "utf-8")
    items, refusals, _ = read(tmp_path / "t.csv")
    assert items == []
    assert "'номер', 'коли', 'слова'" in refusals[0].reason
    assert "--map post_id=номер" in refusals[0].reason
    items, refusals, _ = read(tmp_path / "t.csv", post_id="Номер", published="коли")
    assert refusals == []
    assert [(item.post_id, item.times[0].where, item.extra) for item in items[:1]] == [
        ("1", "column коли", {"слова": "а"})
    ]
    items, refusals, _ = read(tmp_path / "t.csv", post_id="id")
    assert "no column 'id'" in refusals[0].reason


@pytest.mark.parametrize("text", ["post_id,url,text\n", "post_id,url,text", "post_id,url,text\r\n\r\n"])
def test_a_table_without_rows_says_so(tmp_path: Path, read: Read, text: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    items, refusals, _ = read(tmp_path / "t.csv")
    assert items == []
    assert refusals == [Refusal("t.csv", "the table has headings but no rows")]


def test_rows_that_are_the_same_are_the_same_item(tmp_path: Path, read: Read) -> None:
    (tmp_path / "t.csv").write_text("post_id,platform,text\n1,x,a\n1,x,a\n1,x,b\n")
    items, _, _ = read(tmp_path / "t.csv")
    ids = [item_id(item.key, item.record) for item in items]
    assert ids[0] == ids[1] != ids[2]


def test_json_lines_are_a_table_too(tmp_path: Path, jpeg: bytes, read: Read) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    lines = [
        '{"post_id": 1, "platform": "x", "author": {"username": "u"}, "media": ["a.jpg"], "counts": {"likes": 3}}',
        '{"post_id": 2, "created_at": "2022-02-24", "full_text": "слова"}',
        "broken",
    ]
    (tmp_path / "t.json").write_text("\n".join(lines), "utf-8")
    items, refusals, _ = read(tmp_path / "t.json")
    assert [(item.locator, item.post_id, item.text) for item in items] == [
        ("line 1", "1", None),
        ("line 2", "2", "слова"),
    ]
    assert items[0].extra == {"counts": '{"likes": 3}'}
    assert items[0].media[0].content is not None
    assert [refusal.name for refusal in refusals] == ["t.json, line 3"]


def test_a_table_inside_a_zip_finds_its_pictures(tmp_path: Path, jpeg: bytes, read: Read) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("t.csv", TABLE)
        archive.writestr("a.jpg", jpeg)
    items, _, _ = read(tmp_path / "t.zip")
    content = items[0].media[0].content
    assert content is not None
    with content.open() as stream:
        assert stream.read() == jpeg


def test_pages_pictures_and_prose_do_not_fit(tmp_path: Path, jpeg: bytes) -> None:
    source = Source(FolderTree(tmp_path), "x.csv")
    for head in (b"<html><title>a,b</title>\n<p>1,2\n<p>3,4\n", jpeg, b"one, two\nthree\n", bytes(100), b""):
        assert not PostsTableReader().fits(source, head)


def test_the_real_posts_give_every_item(real_inputs: Path, read: Read) -> None:
    items, refusals, _ = read(real_inputs / "viral64" / "posts.csv")
    assert refusals == []
    assert len(items) == 721
    assert len({item.key for item in items}) == 721
    assert sum(item.author is None and item.text is None and not item.times for item in items) == 10
    assert sum(not item.media for item in items) == 351
    assert all(medium.content is not None for item in items for medium in item.media)
    assert all(item.platform == "x" and item.post_id for item in items)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_to_a_table_raises_anything_but_a_refusal(tmp_path: Path, data: st.DataObject) -> None:
    table = bytearray(TABLE.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(table) - 1))
        table[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    (tmp_path / "t.csv").write_bytes(table)
    source = Source(FolderTree(tmp_path), "t.csv")
    if PostsTableReader().fits(source, source.head()):
        with suppress(RefusedError):
            for found in PostsTableReader().read(source, ReadOptions()):
                assert not isinstance(found, Item) or found.record.decode("utf-8")
