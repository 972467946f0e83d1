"""`verify.py` and our own code over a log of many entries, a long one among them: tiles, parts, old checkpoints."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.package.conftest import verify_py
from tests.small_case import done

from firstseen.custody.packaged import check_package
from firstseen.model.identifiers import sha256_hex
from firstseen.pipeline.case import writing_case


@pytest.fixture(scope="module")
def long(desk: Path) -> Path:
    """A package of an empty case that was written to 70 times, with 700 entries, one of them in parts."""
    folder = desk / "long"
    done("new", folder)
    chance = random.Random(1)
    for turn in range(70):
        with writing_case(folder, "set") as case:
            for number in range(chance.randrange(1, 20)):
                case.record("note", {"turn": turn, "number": number})
            if turn == 40:
                blob = case.blobs.folder / ".incoming" / "x"
                blob.write_bytes(b"kept")
                with blob.open("rb") as stream:
                    case.blobs.put(stream, name="kept", limit=10)
                blob.unlink()
                case.record("note", {"long": "x" * 70_000, "names": sha256_hex(b"kept"), "longer": "y" * 70_000})
    done("publish", folder, desk / "long-package", "--package")
    return desk / "long-package"


def test_a_long_log_is_right(long: Path) -> None:
    told = verify_py(long)
    assert told.code == 0, told.out
    assert "Stored files: 1." in told.out, "named by an entry in parts"
    check = check_package(long)
    assert check.wrong == []
    assert check.log_entries > 600
    assert len(list((long / "data/log/checkpoints").iterdir())) > 70
    names = {path.relative_to(long / "data/log/tile").as_posix() for path in (long / "data/log/tile").rglob("*")}
    assert {"0/000", "0/001", "entries/000", "entries/001", "1"} <= names


@pytest.mark.parametrize(
    "pattern", ["tile/0/000", "tile/0/002.p/*", "tile/1/000.p/*", "tile/entries/001", "checkpoints/1*"]
)
def test_each_place_of_it_is_checked(long: Path, pattern: str) -> None:
    path = sorted((long / "data/log").glob(pattern))[0]
    before = path.read_bytes()
    chance = random.Random(pattern)
    try:
        for _ in range(5):
            changed = bytearray(before)
            changed[chance.randrange(len(before))] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            _assert_named(long, path)
        path.write_bytes(before[:-1])
        _assert_named(long, path)
        if "/tile/" in str(path):  # of an older checkpoint only the manifests tell that it was there
            path.unlink()
            _assert_named(long, path)
    finally:
        path.write_bytes(before)
    assert verify_py(long).code == 0


def _assert_named(long: Path, path: Path) -> None:
    """Found by the check of the log itself, not only by the bag's digests."""
    name = path.relative_to(long).as_posix()
    bag = ("was changed", "is listed in", "states", "the payload has")
    for wrong in (verify_py(long).wrong(), check_package(long).wrong):
        beyond = [one for one in wrong if not any(words in one for words in bag)]
        assert any(name in one or "checkpoint" in one for one in beyond), (name, wrong)
