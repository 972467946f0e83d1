from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from firstseen.errors import RefusedError
from firstseen.intake.described import Described
from firstseen.intake.sidecars import MAX_SIDECAR_BYTES, is_sidecar, paired, parse_sidecar, sidecars_of
from firstseen.intake.source import Source
from firstseen.intake.tree import FolderTree
from firstseen.model.items import Author
from firstseen.model.time import StatedTime, TimeRole


def test_sidecars_belong_to_media_by_their_names() -> None:
    media = ["d/Міст.JPG", "d/clip [ab].mp4", "d/2022_UTC_1.jpg", "d/2022_UTC_2.jpg", "d/alone.jpg"]
    others = [
        "d/Міст.JPG.json",
        "d/Міст.xmp",
        "d/clip [ab].info.json",
        "d/clip [ab].description",
        "d/2022_UTC.json.xz",
        "d/2022_UTC.txt",
        "d/2022_UTC_2.txt",
        "d/notes.txt",
        "d/alone.csv",
    ]
    assert paired(media, others) == {
        "d/Міст.JPG.json": ["d/Міст.JPG"],
        "d/Міст.xmp": ["d/Міст.JPG"],
        "d/clip [ab].info.json": ["d/clip [ab].mp4"],
        "d/clip [ab].description": ["d/clip [ab].mp4"],
        "d/2022_UTC.json.xz": ["d/2022_UTC_1.jpg", "d/2022_UTC_2.jpg"],
        "d/2022_UTC.txt": ["d/2022_UTC_1.jpg", "d/2022_UTC_2.jpg"],
        "d/2022_UTC_2.txt": ["d/2022_UTC_2.jpg"],
    }


def test_the_sidecars_of_one_medium_are_found_by_name(tmp_path: Path) -> None:
    for name in ("a_1.jpg", "a_1.jpg.json", "a_1.xmp", "a.json", "b.json"):
        (tmp_path / name).write_text("{}")
    assert sidecars_of(FolderTree(tmp_path), "a_1.jpg") == ("a_1.jpg.json", "a_1.xmp", "a.json")


def test_what_a_reader_takes_is_a_sidecar_only_as_one_json_object(tmp_path: Path) -> None:
    for name, text in (("a.json", '{"url": "x"}'), ("b.json", '{"url": 1}\n{"url": 2}'), ("c.txt", "post_id\n1\n")):
        (tmp_path / name).write_text(text)
    tree = FolderTree(tmp_path)
    assert [is_sidecar(Source(tree, name), taken=True) for name in ("a.json", "b.json", "c.txt", "gone.json")] == [
        True,
        False,
        False,
        False,
    ]
    assert is_sidecar(Source(tree, "c.txt"), taken=False)


def test_text_beside_a_picture_is_its_words() -> None:
    assert parse_sidecar("a.txt", "\ufeff Міст \n".encode()).text == "Міст"
    assert parse_sidecar("a.description", "جسر".encode("utf-16")).text == "جسر"
    assert parse_sidecar("a.txt", b" \n") == Described()


def test_packed_json_is_unpacked() -> None:
    data = lzma.compress(b'{"node": {"shortcode": "CZxy1", "__typename": "GraphImage"}, "instaloader": {}}')
    assert parse_sidecar("a.json.xz", data).url == "https://www.instagram.com/p/CZxy1/"
    assert parse_sidecar("a.json", b'[{"title": "t"}]').title == "t"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b""),
        ("a.json", b"{"),
        ("a.json", b"[1, 2]"),
        ("a.json", b'"text"'),
        ("a.json", b"[" * 100_000),
        ("a.json", '{"a": "ї"}'.encode("cp1251")),
        ("a.json.xz", b"no xz"),
        ("a.json.xz", lzma.compress(b"{}")[:-8]),
        ("a.json.xz", lzma.compress(bytes(MAX_SIDECAR_BYTES + 10))),
        ("a.xmp", b"no xml"),
        ("a.xmp", b""),
        ("a.xmp", b'<!DOCTYPE x [<!ENTITY e "1">]><x>&e;</x>'),
        ("a.txt", b"\xff\x00\xff"),
    ],
)
def test_a_broken_sidecar_is_refused_by_name(name: str, data: bytes) -> None:
    with pytest.raises(RefusedError, match="sidecar") as error:
        parse_sidecar(name, data)
    assert error.value.name == name


def test_two_sidecars_are_joined_and_the_first_speaks() -> None:
    time = StatedTime(TimeRole.TAKEN, "2022", "x")
    one = Described(text="a", times=(time,), extra={"k": "1"})
    other = Described(text="b", title="t", author=Author(name="n"), times=(time,), extra={"k": "2", "l": "3"})
    assert one.joined(other) == Described(
        text="a", title="t", author=Author(name="n"), times=(time,), extra={"k": "1", "l": "3"}
    )
