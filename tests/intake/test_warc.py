"""The reader of WARC and ARC on real archives: true counts, found by looking, and the same records as warcio."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.intake.web_archives import response
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from firstseen.errors import RefusedError
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.intake.warc import WarcReader
from firstseen.intake.webarchive.records import Record, records
from firstseen.model.items import Item, ItemKind, Refusal, SourceRead

REPLAYWEB = "replayweb/mkdocs/site/docs/examples"
UKWA = "ukwa/warc-indexer/src/test/resources"


def read(path: Path) -> tuple[list[Item], list[str]]:
    source = Source(FolderTree(path.parent), path.name)
    reader = reader_for(source, source.head(), READERS)
    assert reader is not None, path
    found = list(reader.read(source, ReadOptions()))
    assert isinstance(found[0], SourceRead)
    return [one for one in found if isinstance(one, Item)], [one.reason for one in found if isinstance(one, Refusal)]


def held(items: list[Item]) -> int:
    """How many media have bytes, each of them opened."""
    count = 0
    for medium in (medium for item in items for medium in item.media):
        if medium.content is not None:
            with medium.content.open() as stream:
                assert stream.read(1)
            count += 1
    return count


def test_what_begins_as_a_record_is_taken_packed_or_not(tmp_path: Path) -> None:
    import gzip

    reader = WarcReader()
    source = Source(FolderTree(tmp_path), "a")
    for head in (b"WARC/1.0\r\n", b"\r\nWARC/1.1\r\n", b"filedesc://a.arc 0", gzip.compress(b"WARC/0.18\r\nX: y\r\n")):
        assert reader.fits(source, head)
    for head in (b"", b"WARCRAFT", b"\x1f\x8b", b"\x1f\x8b\x08garbage" + bytes(20), gzip.compress(b"text"), b"<html>"):
        assert not reader.fits(source, head)


def test_the_archived_page_of_x_gives_its_pictures_with_capture_times(real_inputs: Path) -> None:
    items, reasons = read(real_inputs / "webarchives" / REPLAYWEB / "netpreserve-twitter.warc")
    assert not reasons
    assert Counter(item.kind for item in items) == {ItemKind.PAGE: 4, ItemKind.POST: 21, ItemKind.FILE: 16}
    assert held(items) == 28  # the others are faces, emoji, and small versions of the posts' own pictures
    posts = {item.post_id: item for item in items if item.kind is ItemKind.POST}
    assert all(post.platform == "x" for post in posts.values())
    birthday = posts["1134016585289543680"]
    assert birthday.url == "https://twitter.com/NetPreserve/status/1134016585289543680"
    assert birthday.author is not None
    assert (birthday.author.handle, birthday.author.name) == ("NetPreserve", "IIPC")
    assert birthday.text is not None and birthday.text.startswith("WARC is 10 years old!")
    assert [(time.role.value, time.text) for time in birthday.times] == [
        ("published", "2019-05-30T08:39:57Z"),
        ("captured", "2019-06-03T05:31:35Z"),
    ]
    (picture,) = birthday.media
    assert picture.url == "https://pbs.twimg.com/media/D7zWEoXXYAE5jpQ.png"
    assert [time.text for time in picture.times] == ["2019-06-03T05:31:41Z"]
    assert sorted(medium.name for post in posts.values() for medium in post.media) == [
        "D79blBqXUAA8vCn.jpg",
        "D7XV7RFX4AEaNfO.png",
        "D7kCcZ0WkAANOzB.png",
        "D7zWEoXXYAE5jpQ.png",
        "DzK6VSPVYAAGVnf.jpg",
    ]
    pages = {item.url: item for item in items if item.kind is ItemKind.PAGE}
    profile = pages["https://twitter.com/netpreserve"]
    assert (profile.platform, profile.post_id) == (None, None)
    assert "D7W1xlrXkAEhK5_.jpg:thumb" in {medium.name for medium in profile.media}  # only its request names it
    blog = pages["https://netpreserveblog.wordpress.com/2019/05/29/warc-10th-anniversary/"]
    assert "warc10years.png" in {medium.name for medium in blog.media}
    assert ("meta article:published_time", "2019-05-29T16:26:20+00:00") in {(t.where, t.text) for t in blog.times}
    assert all(medium.times for item in items for medium in item.media if medium.content is not None)


@pytest.mark.parametrize(
    ("name", "pages", "files", "media", "refusals"),
    [
        (f"{UKWA}/wikipedia-mona-lisa/flashfrozen-jwat-recompressed.warc.gz", 2, 2, 22, 0),
        (f"{UKWA}/IAH-20080430204825-00000-blackbook-truncated.warc.gz", 2, 0, 1, 0),
        (f"{UKWA}/IAH-20080430204825-00000-blackbook-truncated.arc", 2, 1, 2, 0),
        (f"{UKWA}/gov.uk-revisit-warcs/BL-20140325121225068-00000-32090~opera~8443.warc.gz", 32, 0, 5, 0),
        (f"{UKWA}/gov.uk-revisit-warcs/BL-20140325122341434-00000-32090~opera~8443.warc.gz", 6, 0, 0, 1),
        (f"{UKWA}/compression/transfer_compression_brotli.warc.gz", 1, 0, 0, 0),
        (f"{UKWA}/truncated_datetime.warc", 1, 0, 0, 0),
        ("pywb/sample_archive/warcs/dupes.warc.gz", 2, 0, 0, 1),
        ("pywb/sample_archive/warcs/example-extra.warc", 3, 0, 0, 0),
        ("warcio/test/data/example-bad-non-chunked.warc.gz", 2, 0, 0, 0),
        ("warcio/test/data/example-space-in-target-uri.warc.gz", 0, 1, 1, 0),
        ("warcio/test/data/example-space-in-url.arc", 1, 0, 0, 1),
        ("warcio/test/data/example-trunc.warc", 1, 0, 0, 1),
        ("warcio/test/data/example-wrong-chunks.warc.gz", 1, 0, 0, 0),
        ("aut/src/test/resources/arc/badexample.arc.gz", 1, 0, 0, 2),
        (f"{REPLAYWEB}/embed-test.warc", 5, 1, 3, 0),
    ],
)  # fmt: skip
def test_real_archives_give_what_they_hold(
    real_inputs: Path, *, name: str, pages: int, files: int, media: int, refusals: int
) -> None:
    items, reasons = read(real_inputs / "webarchives" / name)
    kinds = Counter(item.kind for item in items)
    assert (kinds[ItemKind.PAGE], kinds[ItemKind.FILE], held(items), len(reasons)) == (pages, files, media, refusals)


def test_bodies_of_every_transfer_coding_are_the_same_page(real_inputs: Path) -> None:
    folder = real_inputs / "webarchives" / UKWA / "compression"
    texts = {read(path)[0][0].text for path in sorted(folder.glob("*.warc*"))}
    assert len(list(folder.glob("*.warc*"))) == 6
    assert len(texts) == 1
    assert "used for testing GZip and Brotli transmission compression" in str(texts)


def test_captions_of_the_encyclopedia_are_read(real_inputs: Path) -> None:
    items, _ = read(real_inputs / "webarchives" / UKWA / "wikipedia-mona-lisa/flashfrozen-jwat-recompressed.warc.gz")
    captions = {medium.name: medium.caption for medium in items[0].media}
    assert captions["220px-Mona_Lisa_stolen-1911.jpg"] == "Vacant wall in the Salon Carré, Louvre"
    assert [item.times[0].text for item in items[:2]] == ["2013-01-03T20:35:42Z", "2013-01-03T20:35:53Z"]


def test_every_real_archive_and_page_gives_items_or_a_clear_refusal(real_inputs: Path) -> None:
    files = [
        path
        for folder in ("webarchives", "pages")
        for path in sorted((real_inputs / folder).rglob("*"))
        if path.is_file() and not path.name.startswith("LICENSE")
    ]
    assert len(files) == 72
    refused = {}
    for path in files:
        try:
            items, _ = read(path)
            assert items, path
        except RefusedError as error:
            refused[path.name] = error.reason
    assert sorted(refused) == [
        "bad.arc",
        "example-digest.warc",
        "example-url-agnostic-revisit.warc.gz",
        "example.docs.warc.gz",
        "example.txt.warc.gz",
        "httpbin-resource.warc.gz",
        "invalid_example_1.wacz",
        "ip-host-testcase.warc.gz",
        "missing-status-text.warc",
        "post-test.warc.gz",
    ]
    assert refused["httpbin-resource.warc.gz"] == "holds no page and no picture: 1 record: resource application/json"
    assert "the length of a record, 'abc', is not a number" in refused["bad.arc"]


def test_the_records_are_those_that_warcio_finds(real_inputs: Path) -> None:
    compared = 0
    for path in sorted((real_inputs / "webarchives").rglob("*arc*")):
        if not path.is_file() or path.name == "bad.arc":
            continue
        with path.open("rb") as stream:
            ours = [one for one in records(stream) if isinstance(one, Record)]
        theirs = []
        with path.open("rb") as stream:
            try:
                theirs += [
                    (one.rec_type, one.rec_headers.get_header("WARC-Date"), len(one.raw_stream.read()))
                    for one in ArchiveIterator(stream, arc2warc=True, no_record_parse=True)
                ]
            except ArchiveLoadFailed:
                continue  # compressed as a whole, or a record whose length is wrong: warcio reads no further
        assert [one.kind for one in ours] == [kind for kind, _, _ in theirs], path
        for one, (kind, date, length) in zip(ours, theirs, strict=True):
            if kind != "warcinfo":
                assert one.fields.get("warc-date") == date, path
                assert one.cut or one.length == length, path
        compared += 1
    assert compared >= 45


def test_an_archive_in_a_folder_is_read_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "c.warc").write_bytes(response("http://a.example/", "<html><body><p>Words of a page</p></body></html>"))
    items, reasons = read(tmp_path / "c.warc")
    assert not reasons
    assert items[0].locator == "c.warc, byte 0"
