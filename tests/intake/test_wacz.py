"""WACZ: hashes checked, pages named, archives inside read; what does not agree is told."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.intake.web_archives import png, response, zipped

from firstseen.errors import RefusedError
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.intake.wacz import WaczReader
from firstseen.model.items import Item, Refusal
from firstseen.model.time import TimeRole

PAGE = "http://news.example/flood"
ARCHIVE = zipped(
    response(PAGE, "<!doctype html><html><body><div id=app></div><img src=a.png></body></html>"),
    response("http://news.example/a.png", png(1), "image/png", "2022-02-24T05:08:00Z"),
)
PAGES = (
    '{"format": "json-pages-1.0", "id": "pages"}\nnot json\n[1]\n'
    + json.dumps({"url": PAGE, "ts": "2022-02-24T05:07:09Z", "title": "Flood", "text": "Words that scripts made"})
).encode()


def package(members: dict[str, bytes]) -> bytes:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        for name, data in members.items()
    ]
    return json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()


def digest(data: bytes) -> bytes:
    return json.dumps({"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}).encode()


def members() -> dict[str, bytes]:
    inside = {"archive/data.warc.gz": ARCHIVE, "pages/pages.jsonl": PAGES}
    described = package(inside)
    return {**inside, "datapackage.json": described, "datapackage-digest.json": digest(described)}


def written(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return stream.getvalue()


Read = Callable[[bytes], tuple[list[Item], list[Refusal]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(data: bytes) -> tuple[list[Item], list[Refusal]]:
        (tmp_path / "c.wacz").write_bytes(data)
        source = Source(FolderTree(tmp_path), "c.wacz")
        assert WaczReader().fits(source, source.head())
        found = list(WaczReader().read(source, ReadOptions()))
        return [x for x in found if isinstance(x, Item)], [x for x in found if isinstance(x, Refusal)]

    return reading


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pages_pictures_and_the_words_of_the_page_list_are_read(read: Read, method: int) -> None:
    (item,), refusals = read(written(members(), method))
    assert not refusals
    assert (item.url, item.title, item.text) == (PAGE, "Flood", "Words that scripts made")
    assert item.locator == "c.wacz/archive/data.warc.gz, byte 0"
    (picture,) = item.media
    assert [time.text for time in picture.times] == ["2022-02-24T05:08:00Z"]
    assert picture.content is not None
    for _ in range(2):
        with picture.content.open() as stream:
            assert stream.read() == png(1)


def test_a_part_that_was_changed_is_told_and_read_all_the_same(read: Read) -> None:
    changed = members() | {"pages/pages.jsonl": PAGES + b"\n"}
    items, (refusal,) = read(written(changed))
    assert len(items) == 1
    assert refusal.name == "c.wacz/pages/pages.jsonl"
    assert refusal.reason.startswith("does not agree with the hash in datapackage.json: its sha256 begins ")


def test_a_description_that_was_changed_is_told(read: Read) -> None:
    changed = members()
    changed["datapackage.json"] = changed["datapackage.json"].replace(b"1.1.1", b"1.1.0")
    items, (refusal,) = read(written(changed))
    assert len(items) == 1
    assert refusal.name == "c.wacz/datapackage.json"
    assert "the hash in datapackage-digest.json" in refusal.reason


def test_hashes_written_as_in_version_1_0_are_checked(read: Read) -> None:
    resource = {
        "path": "archive/data.warc.gz",
        "stats": {"hash": hashlib.sha256(ARCHIVE).hexdigest(), "bytes": len(ARCHIVE)},
        "hashing": "sha256",
    }
    described = json.dumps({"resources": [resource]}).encode()
    inside = {"archive/data.warc.gz": ARCHIVE, "datapackage.json": described}
    assert read(written(inside))[1] == []
    wrong = json.dumps({"resources": [resource | {"stats": {"hash": "0" * 64}}]}).encode()
    assert len(read(written(inside | {"datapackage.json": wrong}))[1]) == 1


@pytest.mark.parametrize(
    ("described", "reason"),
    [
        (b"{", "is not JSON"),
        (b"[]", "is not a JSON object"),
        (b"{}", "lists no resources"),
        (b'{"resources": [{"path": "archive/gone.warc.gz", "hash": "sha256:00"}]}', "not in the package"),
        (b'{"resources": [{"path": "archive/data.warc.gz"}]}', "states no hash"),
        (b'{"resources": [{"path": "archive/data.warc.gz", "hash": "crc32:00"}]}', "states no hash"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_a_description_that_cannot_be_followed_is_told(read: Read, described: bytes, reason: str) -> None:
    items, (refusal,) = read(written({"archive/data.warc.gz": ARCHIVE, "datapackage.json": described}))
    assert len(items) == 1
    assert reason in refusal.reason


def test_a_member_that_leads_out_is_refused(read: Read) -> None:
    items, refusals = read(written({"../evil.warc.gz": ARCHIVE, **members()}))
    assert len(items) == 1
    assert [(refusal.name, refusal.reason) for refusal in refusals] == [
        ("c.wacz/../evil.warc.gz", "the path leads out of the archive")
    ]


def test_a_damaged_archive_inside_is_told_and_the_others_are_read(read: Read) -> None:
    inside = {"archive/a.warc.gz": b"\x1f\x8b\x08broken" + bytes(50), "archive/b.warc.gz": ARCHIVE}
    items, refusals = read(written({**inside, "datapackage.json": package(inside)}))
    assert len(items) == 1
    assert [refusal.name for refusal in refusals] == ["c.wacz/archive/a.warc.gz"]


def test_a_package_without_an_archive_is_refused(read: Read) -> None:
    described: dict[str, Any] = {"resources": [{"path": "archive/a.warc.gz", "hash": "sha256:00"}]}
    data = written({"datapackage.json": json.dumps(described).encode(), "test.txt": b"x"})
    with pytest.raises(RefusedError) as refused:
        read(data)
    assert refused.value.reason.startswith("gives no page and no picture: no web archive lies in its folder archive/")
    assert "archive/a.warc.gz: named in datapackage.json, but not in the package" in refused.value.reason


def test_other_zips_are_not_taken(tmp_path: Path) -> None:
    source = Source(FolderTree(tmp_path), "c.zip")
    for data in (
        written({"a.txt": b"x"}),
        written({"datapackage.json": b"{}", "table.csv": b"a,b"}),
        written({"archive/data.warc.gz": ARCHIVE}),
        b"PK\x03\x04" + bytes(100),
        b"PK",
    ):
        (tmp_path / "c.zip").write_bytes(data)
        assert not WaczReader().fits(source, source.head())


@pytest.mark.parametrize(
    ("name", "pages", "media"),
    [
        ("pywacz/tests/fixtures/valid_example_1.wacz", 1, 0),
        ("pywacz/tests/fixtures/valid_example_2.wacz", 1, 0),
        ("pywacz/tests/fixtures/valid_signed_example_1.wacz", 1, 0),
        ("pywacz/tests/fixtures/invalid_signed_example_1.wacz", 1, 0),
        ("replayweb/mkdocs/site/docs/examples/example.wacz", 1, 2),  # and three icons and logos
        ("replayweb/mkdocs/site/docs/examples/iframetest.wacz", 2, 0),
    ],
)
def test_real_packages_agree_with_their_hashes(
    read: Read, real_inputs: Path, name: str, pages: int, media: int
) -> None:
    items, refusals = read((real_inputs / "webarchives" / name).read_bytes())
    assert not refusals
    shown = sum(medium.content is not None for item in items[:pages] for medium in item.media)
    assert (len([item for item in items if item.kind.value == "page"]), shown) == (pages, media)


def test_a_real_package_that_is_not_valid_is_refused(read: Read, real_inputs: Path) -> None:
    with pytest.raises(RefusedError, match=r"data/indexes/index\.cdx\.gz: named in datapackage\.json, but not in"):
        read((real_inputs / "webarchives/pywacz/tests/fixtures/invalid_example_1.wacz").read_bytes())


def stamped(package: Mapping[str, object], signed: object) -> bytes:
    inside = members()
    described = json.dumps({**json.loads(inside["datapackage.json"]), **package}).encode()
    inside["datapackage.json"] = described
    inside["datapackage-digest.json"] = json.dumps({**json.loads(digest(described)), "signedData": signed}).encode()
    return written(inside)


def test_when_it_was_packed_and_signed_is_told_of_each_item(read: Read) -> None:
    package = {"created": "2022-02-24T06:00:00Z", "modified": " 2022-02-24T07:00:00Z "}
    (item,), refusals = read(stamped(package, {"created": "2022-02-24T08:00:00Z"}))
    assert not refusals
    assert [(time.role, time.text, time.where) for time in item.times if time.role is TimeRole.PACKED] == [
        (TimeRole.PACKED, "2022-02-24T06:00:00Z", "the package's created (datapackage.json)"),
        (TimeRole.PACKED, "2022-02-24T07:00:00Z", "the package's modified (datapackage.json)"),
        (TimeRole.PACKED, "2022-02-24T08:00:00Z", "the signature's created (datapackage-digest.json)"),
    ]


@pytest.mark.parametrize("signed", [None, [], "2022", {"created": 5}, {"created": {}}, {"created": ""}])
def test_what_is_no_time_is_not_told(read: Read, signed: object) -> None:
    (item,), _ = read(stamped({"created": ["2022"], "modified": None}, signed))
    assert [time.role for time in item.times] == [TimeRole.CAPTURED]


def test_the_list_of_pages_tells_when_a_page_was_captured_whose_record_does_not(read: Read) -> None:
    undated = {**members(), "archive/data.warc.gz": zipped(response(PAGE, "<p>Nothing is left", date=""))}
    (item,), _ = read(written(undated))
    assert [(time.text, time.where) for time in item.times] == [("2022-02-24T05:07:09Z", "the archive's list of pages")]


def test_of_real_packages_the_last_stamp_is_after_the_captures(read: Read, real_inputs: Path) -> None:
    for name in ("pywacz/tests/fixtures/valid_signed_example_1", "replayweb/mkdocs/site/docs/examples/example"):
        items, _ = read((real_inputs / f"webarchives/{name}.wacz").read_bytes())
        for item in items:
            packed = max(time.text for time in item.times if time.role is TimeRole.PACKED)
            assert packed[:19] >= max(time.text for time in item.times if time.role is TimeRole.CAPTURED)[:19]


def test_what_came_of_the_signature_is_said_with_each_item(read: Read) -> None:
    inside = members()
    items, refused = read(written(inside))
    assert {item.extra["signature of the web archive"] for item in items} == {"cannot say: it is not signed"}
    assert not refused
    stated = json.loads(inside["datapackage-digest.json"])
    signed = {"hash": f"sha256:{'0' * 64}", "signature": "AAAA", "publicKey": "AAAA"}
    inside["datapackage-digest.json"] = json.dumps({**stated, "signedData": signed}).encode()
    items, refused = read(written(inside))
    assert all(item.extra["signature of the web archive"].startswith("does not match") for item in items)
    assert any("signs another datapackage.json" in refusal.reason for refusal in refused)
