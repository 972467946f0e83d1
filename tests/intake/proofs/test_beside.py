"""Proofs beside loose files: found, checked, and said of the file they are about."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.authority import authority
from tests.drawing import jpeg, photograph

from firstseen.custody.time_stamps import request_for
from firstseen.intake.folder import read_path
from firstseen.intake.proofs.beside import is_proof_name
from firstseen.intake.source import ReadOptions
from firstseen.model.items import Item, Refusal

OTS = bytes.fromhex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "source"
    (made / "more").mkdir(parents=True)
    (made / "a.jpg").write_bytes(jpeg(photograph(1)))
    (made / "more" / "b.jpg").write_bytes(jpeg(photograph(2)))
    return made


def read(folder: Path) -> tuple[dict[str, dict[str, str]], list[Refusal]]:
    """What is said of each file, and what was refused."""
    found = list(read_path(folder, ReadOptions()))
    items = {one.locator: dict(one.extra) for one in found if isinstance(one, Item)}
    return items, [one for one in found if isinstance(one, Refusal)]


def digest(path: Path, algorithm: str = "sha256") -> str:
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("SHA256SUMS", "{sha256}  a.jpg"),
        ("sha512sums.txt", "{sha512} *./a.jpg"),
        ("checksums.txt", "SHA256 (a.jpg) = {sha256}"),
        ("hashes.txt", "{md5}  a.jpg\n{md5}  gone.jpg"),
        ("a.jpg.sha256", "{sha256}"),
        ("manifest-sha256.txt", "# comment\n{sha256}  a.jpg"),
    ],
)
def test_lists_of_digests(folder: Path, name: str, line: str) -> None:
    digests = {algorithm: digest(folder / "a.jpg", algorithm) for algorithm in ("md5", "sha256", "sha512")}
    (folder / name).write_text(line.format_map(digests) + "\n")
    items, refused = read(folder)
    assert refused == []
    (said,) = items["a.jpg"].values()
    assert said.startswith("verified: its ")
    assert items["more/b.jpg"] == {}
    (folder / "a.jpg").write_bytes(jpeg(photograph(3)))
    items, _ = read(folder)
    (said,) = items["a.jpg"].values()
    assert said.startswith("does not match: its ")


def test_a_list_names_files_of_folders_below(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text(f"{digest(folder / 'more' / 'b.jpg')}  more/b.jpg\n")
    assert read(folder)[0]["more/b.jpg"] == {"list SHA256SUMS": "verified: its sha256 is the one that is listed"}


def test_time_stamps_of_a_real_authority(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tsa").mkdir()
    ours = authority(tmp_path / "tsa")
    if ours is None:
        pytest.skip("openssl is not installed")
    reply = ours.reply(request_for((folder / "a.jpg").read_bytes())[0])
    (folder / "a.jpg.tsr").write_bytes(reply)
    (folder / "more" / "b.tsr").write_bytes(reply)
    items, refused = read(folder)
    assert refused == []
    said = items["a.jpg"]["time-stamp a.jpg.tsr"]
    assert said.startswith("verified: over these bytes, 20")
    assert "by CN=Test Stamps; whether that authority can be trusted cannot be said" in said
    assert items["more/b.jpg"] == {"time-stamp more/b.tsr": "does not match: it is over other bytes"}
    (folder / "a.jpg.tsr").write_bytes(reply[:-9] + bytes([reply[-9] ^ 1]) + reply[-8:])
    assert read(folder)[0]["a.jpg"]["time-stamp a.jpg.tsr"] == "does not match: its signature is not right"
    (folder / "a.jpg.tsr").write_bytes(b"nonsense")
    assert read(folder)[0]["a.jpg"]["time-stamp a.jpg.tsr"].startswith("cannot say: it is no reply of RFC 3161")


def test_proof_mode(folder: Path) -> None:
    own = digest(folder / "a.jpg")
    (folder / f"{own}.proof.csv").write_text(f"File Path,File Hash SHA256\n/sdcard/a.jpg,{own}\n")
    (folder / f"{own}.proof.json").write_text(json.dumps({"File Hash SHA256": digest(folder / "more" / "b.jpg")}))
    (folder / f"{own}.asc").write_text("-----BEGIN PGP SIGNATURE-----\n")
    (folder / f"{own}.proof.csv.asc").write_text("-----BEGIN PGP SIGNATURE-----\n")
    (folder / f"{own}.ots").write_bytes(OTS + bytes.fromhex(own))
    items, refused = read(folder)
    assert refused == []
    outcomes = {
        what.removeprefix(f"{what.split()[0]} {own}"): said.partition(":")[0] for what, said in items["a.jpg"].items()
    }
    assert outcomes == {
        ".proof.csv": "verified",
        ".proof.json": "does not match",
        ".asc": "cannot say",
        ".proof.csv.asc": "cannot say",
        ".ots": "cannot say",
    }


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"[]", b"{}", b'a,b\n"', b"File Hash SHA256\n"])
def test_proof_mode_that_says_nothing(folder: Path, content: bytes) -> None:
    own = digest(folder / "a.jpg")
    for kind in ("csv", "json"):
        (folder / f"{own}.proof.{kind}").write_bytes(content)
    items, _ = read(folder)
    assert {said.partition(":")[0] for said in items["a.jpg"].values()} == {"cannot say"}


def test_a_proof_of_nothing_is_named(folder: Path) -> None:
    (folder / "gone.jpg.tsr").write_bytes(b"x")
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  gone.jpg\n")
    items, refused = read(folder)
    assert items["a.jpg"] == {}
    assert sorted(refusal.name for refusal in refused) == ["SHA256SUMS", "gone.jpg.tsr"]
    assert all("not checked" in refusal.reason for refusal in refused)


def test_names() -> None:
    for name in ("x/SHA256SUMS", "a.jpg.tsr", "b.asc", "hashes.txt", "MD5SUMS", "a.sha512", f"{'a' * 64}.proof.csv"):
        assert is_proof_name(name), name
    for name in ("posts.csv", "a.jpg", "sums.txt", "proof.csv", "sha256sums.csv"):
        assert not is_proof_name(name), name


def test_a_file_called_like_a_list_that_is_none_is_read_as_ever(folder: Path) -> None:
    (folder / "hashes.txt").write_text("some words of a witness\n")
    _, refused = read(folder)
    assert all("a proof of something else" not in refusal.reason for refusal in refused)
