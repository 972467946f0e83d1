from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from firstseen.model.items import Item, Refusal, SourceRead

Read = Callable[..., tuple[list[Item], list[Refusal], list[SourceRead]]]
MakeZip = Callable[..., Path]

POSTS = "post_id,platform,media,text\n1,x,pictures/ا.jpg,انفجار\n2,x,../../etc/passwd,втеча\n".encode()


def test_a_zip_is_walked_like_a_folder(make_zip: MakeZip, read: Read, jpeg: bytes) -> None:
    members = {"data/posts.csv": POSTS, "data/pictures/ا.jpg": jpeg, "loose.jpg": jpeg + b"1", "readme": b"hello all"}
    path = make_zip({**members, "loose.json": b'{"title": "t"}', "__MACOSX/._loose.jpg": b"x"})
    items, refusals, sources = read(path)
    assert [(source.name, source.reader, source.content is not None) for source in sources] == [
        ("bundle.zip", "zip", True),
        ("bundle.zip/data/posts.csv", "posts table", False),
        ("bundle.zip", "zip", False),
    ]
    assert [item.key for item in items] == ["x:1", "x:2", "bundle.zip/loose.jpg"]
    assert items[2].locator == "bundle.zip/loose.jpg"
    assert items[2].title == "t"
    content = items[0].media[0].content
    assert content is not None
    with content.open() as stream:
        assert stream.read() == jpeg
    assert items[1].media[0].missing == "outside the source"
    assert refusals == [Refusal("bundle.zip/readme", "text file: no reader for it")]


def test_a_zip_without_sources_of_its_own_is_said_once(make_zip: MakeZip, read: Read, jpeg: bytes) -> None:
    items, _, sources = read(make_zip({"a.jpg": jpeg}))
    assert [source.name for source in sources] == ["bundle.zip"]
    assert len(items) == 1


def test_zips_in_zips_are_read_to_their_limit(make_zip: MakeZip, read: Read, jpeg: bytes) -> None:
    data = jpeg
    name = "a.jpg"
    for level in (4, 3, 2, 1):
        data = make_zip({name: data, f"picture {level}.jpg": jpeg}).read_bytes()
        name = f"{level}.zip"
    items, refusals, sources = read(make_zip({name: data}, "0.zip"))
    assert [item.key for item in items] == ["0.zip/1.zip/2.zip/picture 2.jpg", "0.zip/1.zip/picture 1.jpg"]
    assert [(refusal.name, "not opened" in refusal.reason) for refusal in refusals] == [
        ("0.zip/1.zip/2.zip/3.zip", True)
    ]
    assert [source.content is not None for source in sources][:2] == [True, False]


def test_contents_stay_readable_after_the_walk(make_zip: MakeZip, read: Read, jpeg: bytes) -> None:
    inner = make_zip({"a.jpg": jpeg}, "inner.zip").read_bytes()
    items, _, _ = read(make_zip({"inner.zip": inner}, "outer.zip"))
    content = items[0].media[0].content
    assert content is not None
    for _ in range(2):
        with content.open() as stream:
            assert stream.read() == jpeg


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("META-INF/container.xml", "an EPUB book"),
        ("META-INF/MANIFEST.MF", "a Java program"),
        ("AndroidManifest.xml", "an Android program"),
    ],
)
def test_documents_that_are_zips_outside_are_refused_as_what_they_are(
    make_zip: MakeZip, read: Read, jpeg: bytes, member: str, words: str
) -> None:
    items, refusals, sources = read(make_zip({"media/image1.jpg": jpeg, member: b"<x/>"}))
    assert (items, sources) == ([], [])
    assert refusals[0].reason.startswith(words)


def test_refusals_inside_name_the_zip_and_the_others_go_on(make_zip: MakeZip, read: Read, jpeg: bytes) -> None:
    path = make_zip({"../up.jpg": jpeg, "a.jpg": jpeg, "b.jpg": jpeg + b"b" * 50, "empty.jpg": b""})
    data = bytearray(path.read_bytes())
    data[data.index(b"b.jpg") + 5 + 8] ^= 0xFF
    path.write_bytes(data)
    items, refusals, _ = read(path)
    assert [item.key for item in items] == ["bundle.zip/a.jpg"]
    assert [refusal.name for refusal in refusals] == [
        "bundle.zip/../up.jpg",
        "bundle.zip/b.jpg",
        "bundle.zip/empty.jpg",
    ]


def test_an_empty_zip_gives_its_source_and_nothing_else(make_zip: MakeZip, read: Read) -> None:
    items, refusals, sources = read(make_zip({}))
    assert (items, refusals) == ([], [])
    assert [source.reader for source in sources] == ["zip"]


def test_members_before_the_damage_of_the_list_are_read(make_zip: MakeZip, read: Read, jpeg: bytes) -> None:
    path = make_zip({"a.jpg": jpeg, "b.jpg": jpeg})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at : at + 2] = b"XX"
    path.write_bytes(data)
    items, refusals, _ = read(path)
    assert [item.key for item in items] == ["bundle.zip/a.jpg"]
    assert refusals == [Refusal("bundle.zip", "the archive's list of members is damaged after 1 members")]
