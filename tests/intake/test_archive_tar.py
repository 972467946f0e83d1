"""Tars, packed or not, and single packed files."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import tarfile
from pathlib import Path

import pytest
from tests.drawing import jpeg, photograph
from tests.exports.archives import tar
from tests.exports.mastodon import write_archive
from tests.exports.reading import Gathered, gathered

from firstseen.intake import unpacked
from firstseen.model.items import Refusal

PICTURE = jpeg(photograph(1, 320, 240))
POSTS = b"post_id,platform,media\n1,x,pictures/a.jpg\n2,x,gone.jpg\n"
MEMBERS = {"./posts.csv": POSTS, "./pictures/a.jpg": PICTURE, "./pictures/b.jpg": PICTURE[:-2] + b"\xff\xd9"}


def _saved(folder: Path, data: bytes, name: str = "a.tar") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _reasons(found: Gathered) -> dict[str, str]:
    return {refusal.name: refusal.reason for refusal in found.refusals}


@pytest.mark.parametrize("packing", ["", "gz", "bz2", "xz"])
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_is_read_as_a_folder(tmp_path: Path, packing: str, form: int) -> None:
    found = gathered(_saved(tmp_path, tar(MEMBERS, packing=packing, form=form)))
    assert [item.key for item in found.items] == ["x:1", "x:2", "a.tar/pictures/b.jpg"]
    assert found.shown() == ["pictures/a.jpg", "pictures/b.jpg"]
    content = found.items[0].media[0].content
    assert content is not None
    with content.open() as stream:
        assert stream.read() == PICTURE
    assert not found.refusals


def test_links_devices_and_paths_that_lead_out_are_refused(tmp_path: Path) -> None:
    more = []
    for name, kind, target in (
        ("outside", tarfile.SYMTYPE, "/etc/passwd"),
        ("same.jpg", tarfile.LNKTYPE, "pictures/a.jpg"),
        ("later.jpg", tarfile.LNKTYPE, "nowhere.jpg"),
        ("device", tarfile.CHRTYPE, ""),
        ("../above.jpg", tarfile.REGTYPE, ""),
        ("/root.jpg", tarfile.REGTYPE, ""),
        ("pictures/a.jpg", tarfile.REGTYPE, ""),
    ):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, target
        more.append(entry)
    found = gathered(_saved(tmp_path, tar({"pictures/a.jpg": PICTURE, "__MACOSX/x": b"1"}, more)))
    assert [item.key for item in found.items] == ["a.tar/same.jpg", "a.tar/pictures/a.jpg"]
    assert _reasons(found) == {
        "a.tar/outside": "a link inside an archive; it was not followed",
        "a.tar/later.jpg": "a link to a file that is not before it",
        "a.tar/device": "a device, pipe or other thing that is no file",
        "a.tar/../above.jpg": "the path leads out of the archive",
        "a.tar//root.jpg": "the path leads out of the archive",
        "a.tar/pictures/a.jpg": "a second member of the same name; the first is read",
    }


@pytest.mark.parametrize("packing", ["", "gz", "bz2", "xz"])
def test_a_cut_tar_gives_what_is_whole(tmp_path: Path, packing: str) -> None:
    data = tar(
        {"a.jpg": PICTURE, "b.jpg": b"\xff\xd8\xff" + random.Random(1).randbytes(30 * len(PICTURE))}, packing=packing
    )
    found = gathered(_saved(tmp_path, data[: len(data) // 2] if packing != "bz2" else data[:-20]))
    assert "a.tar/a.jpg" in [item.key for item in found.items] or packing == "bz2"
    assert found.refusals
    assert all(isinstance(refusal, Refusal) for refusal in found.refusals)


def test_a_mastodon_archive_as_it_comes(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive")
    path = tmp_path / "archive.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(tmp_path / "archive", arcname=".")
    found = gathered(path)
    assert {source.reader for source in found.sources} >= {"tar", "Mastodon"}
    assert "media_attachments/files/107/853/original/a1b2.jpg" in found.shown()
    assert not found.refusals


def test_nesting_is_limited(tmp_path: Path) -> None:
    data = tar({"a.jpg": PICTURE})
    for depth in range(5):
        data = tar({f"{depth}.tar": data}, packing="gz")
    found = gathered(_saved(tmp_path, data))
    assert not found.items
    assert [refusal.reason for refusal in found.refusals] == ["a tar inside 3 others is not opened; unpack it"]


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "RATIO_FREE_BYTES", 1 << 20)
    found = gathered(_saved(tmp_path, tar({"zeros.jpg": b"\xff\xd8\xff" + bytes(8 << 20)}, packing="gz")))
    assert any("times its size" in refusal.reason for refusal in found.refusals)
    assert not found.items


@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_one_packed_file_is_what_is_in_it(tmp_path: Path, pack: object, ending: str) -> None:
    data, rest = pack(POSTS), pack(b"3,x,gone.jpg\n")  # type: ignore[operator]
    found = gathered(_saved(tmp_path, data + rest + bytes(512), f"posts.csv.{ending}"))
    assert {source.name for source in found.sources} == {f"posts.csv.{ending}", f"posts.csv.{ending}/posts.csv"}
    assert [item.post_id for item in found.items] == ["1", "2", "3"]
    assert not found.refusals
    found = gathered(_saved(tmp_path, data[:-3], f"cut.csv.{ending}"))
    assert any("cut off" in refusal.reason or "damaged" in refusal.reason for refusal in found.refusals)
    found = gathered(_saved(tmp_path, data + b"something", f"more.csv.{ending}"))
    assert any("something else follows" in refusal.reason for refusal in found.refusals)
    assert len(found.items) == 2


def test_packed_records_of_a_web_archive_stay_one(tmp_path: Path) -> None:
    fields = ("WARC/1.0", "WARC-Type: warcinfo", "WARC-Record-ID: <urn:uuid:1>", "WARC-Date: 2022-02-24T05:07:09Z")
    record = "\r\n".join((*fields, "Content-Length: 0", "", "", "")).encode()
    found = gathered(_saved(tmp_path, gzip.compress(record), "x.warc.gz"))
    assert "packed file" not in {source.reader for source in found.sources}


def test_a_huge_extended_header_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 1 << 30
    found = gathered(_saved(tmp_path, header.tobuf() + bytes(4096)))
    assert any("extended header" in refusal.reason or "damaged" in refusal.reason for refusal in found.refusals)
