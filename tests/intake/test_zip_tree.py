from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from firstseen.errors import RefusedError
from firstseen.intake import zip_tree
from firstseen.intake.source import Source, TreeContent
from firstseen.intake.tree import FolderTree, ZipTree
from firstseen.model.items import Refusal

MakeZip = Callable[..., Path]


def _opened(path: Path) -> ZipTree:
    return ZipTree(Source(FolderTree(path.parent), path.name))


def _refused(tree: ZipTree) -> dict[str, str]:
    return {entry.name: entry.reason for entry in tree.walk() if isinstance(entry, Refusal)}


def test_members_are_read_in_order_and_more_than_once(make_zip: MakeZip) -> None:
    path = make_zip({"z/2.jpg": b"two", "a.jpg": b"one", "z/": b"", "__MACOSX/a.jpg": b"", "z/.DS_Store": b""})
    tree = _opened(path)
    assert list(tree.names()) == ["a.jpg", "z/2.jpg"]
    assert tree.passed_over == 2
    assert tree.size("z/2.jpg") == 3
    assert tree.has("a.jpg")
    assert not tree.has("z")
    content = TreeContent(tree, "a.jpg")
    for _ in range(2):
        with content.open() as stream, tree.open("z/2.jpg") as other:
            assert (stream.read(1), other.read(), stream.read()) == (b"o", b"two", b"ne")
            stream.seek(1)
            assert stream.tell() == 1
            assert stream.read() == b"ne"
    with pytest.raises(RefusedError, match=r"nothing\.jpg: not in bundle\.zip"), tree.open("nothing.jpg"):
        pass


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_usual_method_is_unpacked(tmp_path: Path, method: int) -> None:
    data = bytes(range(256)) * 500
    with zipfile.ZipFile(tmp_path / "x.zip", "w", method) as archive:
        archive.writestr("data", data)
    with _opened(tmp_path / "x.zip").open("data") as stream:
        assert stream.read() == data


def test_an_archive_with_bytes_before_it_and_one_written_as_a_stream_are_read(
    make_zip: MakeZip, tmp_path: Path
) -> None:
    plain = make_zip({"a.jpg": b"one"}).read_bytes()
    (tmp_path / "sfx.zip").write_bytes(b"MZ program" + plain)
    with _opened(tmp_path / "sfx.zip").open("a.jpg") as stream:
        assert stream.read() == b"one"

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jpg", b"one")
    (tmp_path / "piped.zip").write_bytes(pipe.getvalue())
    with _opened(tmp_path / "piped.zip").open("a.jpg") as stream:
        assert stream.read() == b"one"


def test_large_archives_use_the_wide_records(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive, archive.open("a.jpg", "w", force_zip64=True) as member:
        member.write(b"one")
    data = (tmp_path / "x.zip").read_bytes()
    end = data.rindex(b"PK\x05\x06")
    size, offset = struct.unpack_from("<LL", data, end + 12)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (tmp_path / "wide.zip").write_bytes(data[:end] + wide + locator + last)
    with _opened(tmp_path / "wide.zip").open("a.jpg") as stream:
        assert stream.read() == b"one"


def test_names_in_any_encoding_are_shown_and_open(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Київ.jpg", b"utf-8")
        archive.writestr("QQQQ.jpg", b"cp866")
        archive.writestr("bad!.jpg", b"flagged")
        archive.writestr("a\\b.jpg", b"windows")
    data = path.read_bytes().replace(b"QQQQ.jpg", "Київ.jpg".encode("cp1251")).replace(b"bad!", b"\xff\xfe\xfd!")
    path.write_bytes(data)
    tree = _opened(path)
    assert list(tree.names()) == [r"\xca\xe8\xbf\xe2.jpg", r"\xff\xfe\xfd!.jpg", "Київ.jpg", "a/b.jpg"]
    assert _refused(tree) == {}
    with tree.open(r"\xca\xe8\xbf\xe2.jpg") as stream:
        assert stream.read() == b"cp866"


def test_paths_that_lead_out_are_refused_by_name(make_zip: MakeZip) -> None:
    members = {"../up.jpg": b"1", "/etc/cron.d/x": b"2", "a/../../b.jpg": b"3", "..\\win.jpg": b"4", "good.jpg": b"5"}
    tree = _opened(make_zip(members))
    assert list(tree.names()) == ["good.jpg"]
    assert set(_refused(tree)) == {"../up.jpg", "/etc/cron.d/x", "a/../../b.jpg", "../win.jpg"}
    assert set(_refused(tree).values()) == {"the path leads out of the archive"}


def test_links_encryption_and_unknown_methods_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.jpg")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("locked.jpg", b"x")
        archive.writestr("odd.jpg", b"x")
        archive.writestr("good.jpg", b"good")
    data = bytearray(path.read_bytes())
    data[data.rindex(b"locked.jpg") - 46 + 8] |= 1
    data[data.rindex(b"odd.jpg") - 46 + 10] = 98
    path.write_bytes(data)
    tree = _opened(path)
    assert list(tree.names()) == ["good.jpg"]
    refused = _refused(tree)
    assert "link" in refused["link.jpg"]
    assert "encrypted" in refused["locked.jpg"]
    assert "number 98" in refused["odd.jpg"]


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_two_members_of_one_name_and_members_that_overlap(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"first")
        archive.writestr("a.jpg", b"second")
        archive.writestr("b.jpg", b"third")
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rindex(b"b.jpg") - 4, 3)
    path.write_bytes(data)
    tree = _opened(path)
    with tree.open("a.jpg") as stream:
        assert stream.read() == b"first"
    assert "same name" in _refused(tree)["a.jpg"]
    assert "shares its bytes" in _refused(tree)["b.jpg"]


def test_limits_hold_for_the_ratio_the_member_the_total_and_the_count(
    make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_tree, "RATIO_FREE_BYTES", 1000)
    monkeypatch.setattr(zip_tree, "MAX_MEMBER_BYTES", 200_000)
    monkeypatch.setattr(zip_tree, "MAX_TOTAL_BYTES", 3000)
    noise = random.Random(1).randbytes(2500)
    members = {"1 bomb": bytes(150_000), "2 large": bytes(300_000), "3": noise, "4": noise[:400], "5": noise}
    tree = _opened(make_zip(members))
    assert list(tree.names()) == ["3", "4"]
    refused = _refused(tree)
    assert "200 times" in refused["1 bomb"]
    assert "unpacks to more than" in refused["2 large"]
    assert "the archive unpacks to more than" in refused["5"]
    monkeypatch.setattr(zip_tree, "MAX_MEMBERS", 2)
    assert "more than 2 members" in _refused(_opened(make_zip(members)))["bundle.zip"]


def test_a_member_that_claims_less_than_it_unpacks_to_is_cut_and_refused(make_zip: MakeZip) -> None:
    path = make_zip({"a.jpg": b"A" * 10_000})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rindex(b"a.jpg") - 46 + 24, 10)
    path.write_bytes(data)
    tree = _opened(path)
    with pytest.raises(RefusedError, match=r"a\.jpg: damaged inside bundle\.zip"), tree.open("a.jpg") as stream:
        stream.read()


def test_a_damaged_member_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"aaaa")
        archive.writestr("b.jpg", b"bbbb")
        archive.writestr("c.jpg", b"cccc")
    data = path.read_bytes().replace(b"aaaa", b"AAAA").replace(b"PK\x03\x04", b"XX\x03\x04", 3)
    path.write_bytes(data.replace(b"XX\x03\x04", b"PK\x03\x04", 2))
    tree = _opened(path)
    with pytest.raises(RefusedError, match=r"a\.jpg: damaged"), tree.open("a.jpg") as stream:
        stream.read()
    with tree.open("b.jpg") as stream:
        assert stream.read() == b"bbbb"
    with pytest.raises(RefusedError, match=r"c\.jpg: damaged.*header"), tree.open("c.jpg"):
        pass


@pytest.mark.parametrize("cut", [0, 10, 60, -1, -21, -23, -60])
def test_an_archive_that_is_cut_off_is_refused_with_a_reason(make_zip: MakeZip, cut: int) -> None:
    path = make_zip({"a.jpg": b"one", "b.jpg": b"two"})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(RefusedError, match=r"bundle\.zip: the archive's list of members is"):
        _opened(path)


def test_a_huge_or_impossible_directory_is_not_read(make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip({"a.jpg": b"one"})
    plain = path.read_bytes()
    monkeypatch.setattr("firstseen.intake.zip_directory.MAX_DIRECTORY_BYTES", 10)
    with pytest.raises(RefusedError, match="larger than"):
        _opened(path)
    monkeypatch.undo()
    for size, offset in ((10_000, 0), (5, 10_000), (20, 0)):
        data = bytearray(plain)
        struct.pack_into("<LL", data, len(data) - 10, size, offset)
        path.write_bytes(data)
        try:
            assert list(_opened(path).names()) == []
        except RefusedError as error:
            assert error.name == "bundle.zip"


def test_a_zip_in_a_zip_opens_inside_with_and_after_it(make_zip: MakeZip) -> None:
    inner = make_zip({"a.jpg": b"one", "b.jpg": b"two"}, "inner.zip").read_bytes()
    outer = _opened(make_zip({"inner.zip": inner}, "outer.zip"))
    with ZipTree(Source(outer, "inner.zip")) as tree:
        assert (outer.depth, tree.depth) == (0, 1)
        with tree.open("a.jpg") as one, tree.open("b.jpg") as two:
            assert (two.read(1), one.read(), two.read()) == (b"t", b"one", b"wo")
            assert one.seek(-1, io.SEEK_END) == 2
            assert one.read() == b"e"
    with tree.open("b.jpg") as stream:
        assert stream.read() == b"two"


def test_archives_inside_count_towards_the_total_once_however_often_they_are_opened(
    make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = make_zip({"a.jpg": b"a" * 1000}, "inner.zip").read_bytes()
    outer = _opened(make_zip({"1.zip": inner, "2.zip": inner}, "outer.zip"))
    monkeypatch.setattr(zip_tree, "MAX_TOTAL_BYTES", 2 * len(inner) + 1500)
    for _ in range(5):
        assert list(ZipTree(Source(outer, "1.zip")).names()) == ["a.jpg"]
    assert list(ZipTree(Source(outer, "2.zip")).names()) == []


def test_names_and_sizes_in_the_additional_fields_are_used(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    utf8 = "Київ.jpg".encode()
    with zipfile.ZipFile(path, "w") as archive:
        named = zipfile.ZipInfo("Kyiv.jpg")
        named.extra = struct.pack("<HHBL", 0x7075, 5 + len(utf8), 1, 0) + utf8
        archive.writestr(named, b"one")
        wide = zipfile.ZipInfo("wide.jpg")
        wide.extra = struct.pack("<HHQQ", 0xCAFE, 16, 3, 3)
        archive.writestr(wide, b"two")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"wide.jpg") - 46
    struct.pack_into("<LL", data, at + 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", data, at + 46 + 8, 0x0001)
    path.write_bytes(data)
    tree = _opened(path)
    assert list(tree.names()) == ["wide.jpg", "Київ.jpg"]
    for name, content in (("wide.jpg", b"two"), ("Київ.jpg", b"one")):
        with tree.open(name) as stream:
            assert stream.read() == content
