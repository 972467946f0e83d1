from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstseen.custody.blobs import BlobStore
from firstseen.errors import CaseDamagedError, RefusedError, StorageFullError, WrongUseError
from firstseen.model.identifiers import sha256_hex


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    made = BlobStore(tmp_path / "blobs")
    made.create()
    return made


def test_bytes_come_back_under_their_digest_and_cannot_be_written(store: BlobStore) -> None:
    stored = store.put(io.BytesIO(b"flood"), name="a.jpg", limit=100)
    assert (stored.digest, stored.size, stored.new, stored.head) == (sha256_hex(b"flood"), 5, True, b"flood")
    with store.open(stored.digest) as stream:
        assert stream.read() == b"flood"
    assert stat.S_IMODE(store.path(stored.digest).stat().st_mode) == 0o444
    assert store.is_unchanged(stored.digest)


def test_the_same_bytes_are_kept_once(store: BlobStore) -> None:
    first = store.put(io.BytesIO(b"x"), name="a", limit=9)
    second = store.put(io.BytesIO(b"x"), name="b", limit=9)
    assert (first.new, second.new) == (True, False)
    assert list(store.digests()) == [first.digest]


def test_a_file_over_the_limit_is_refused_by_name_and_leaves_nothing(store: BlobStore) -> None:
    with pytest.raises(RefusedError, match=r"huge\.tif") as refused:
        store.put(io.BytesIO(b"12345"), name="huge.tif", limit=4)
    assert "4" in refused.value.reason
    assert list(store.digests()) == []
    assert list((store.folder / ".incoming").iterdir()) == []


class _Breaking(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_stream_that_breaks_is_refused_by_name(store: BlobStore) -> None:
    with pytest.raises(RefusedError, match=r"card\.jpg: could not be read to its end: Input/output error"):
        store.put(_Breaking(), name="card.jpg", limit=10)  # type: ignore[arg-type]


def test_half_written_leftovers_go_when_a_writer_begins(store: BlobStore) -> None:
    leftover = store.folder / ".incoming" / "half"
    leftover.write_bytes(b"ha")
    store.clear_incoming()
    assert not leftover.exists()


def test_a_changed_byte_is_noticed_and_a_missing_blob_named(store: BlobStore) -> None:
    stored = store.put(io.BytesIO(b"evidence"), name="a", limit=99)
    path = store.path(stored.digest)
    path.chmod(0o644)
    path.write_bytes(b"Evidence")
    assert not store.is_unchanged(stored.digest)
    path.unlink()
    with pytest.raises(CaseDamagedError, match=stored.digest):
        store.open(stored.digest)


def test_a_name_that_is_no_digest_never_becomes_a_path(store: BlobStore) -> None:
    with pytest.raises(ValueError, match="not a digest"):
        store.path("../../etc/passwd")


def test_a_full_disk_stops_and_can_be_resumed(store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    from firstseen.errors import StorageFullError

    with pytest.raises(StorageFullError) as stopped:
        store.put(io.BytesIO(b"x"), name="a", limit=9)
    assert stopped.value.exit_code == 4
    assert stopped.value.advice is not None
    assert list((store.folder / ".incoming").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_wrong_use(store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(**_: object) -> Iterator[int]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", forbidden)
    with pytest.raises(WrongUseError, match="no permission"):
        store.put(io.BytesIO(b"x"), name="a", limit=9)


@settings(max_examples=30)
@given(st.binary(max_size=3000), st.integers(1, 70))
def test_any_bytes_survive(tmp_path_factory: pytest.TempPathFactory, data: bytes, head: int) -> None:
    made = BlobStore(tmp_path_factory.mktemp("case") / "blobs")
    made.create()
    stored = made.put(io.BytesIO(data), name="any", limit=3000, head_bytes=head)
    with made.open(stored.digest) as stream:
        assert stream.read() == data
    assert stored.head == data[:head]


def test_blobs_that_wait_are_in_the_store_once_they_are_settled(store: BlobStore) -> None:
    first = store.put(io.BytesIO(b"one"), name="a", limit=10, settled=False)
    again = store.put(io.BytesIO(b"one"), name="b", limit=10, settled=False)
    other = store.put(io.BytesIO(b"two"), name="c", limit=10, settled=False)
    assert (first.new, again.new, other.new) == (True, False, True)
    assert not store.has(first.digest)
    assert len(list((store.folder / ".incoming").iterdir())) == 2
    store.settle()
    assert store.has(first.digest)
    assert store.has(other.digest)
    assert list((store.folder / ".incoming").iterdir()) == []


def test_bytes_are_flushed_before_they_have_their_name(store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    flush = os.fsync

    def seen(descriptor: int) -> None:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        flushed.append("bytes" if "/.incoming/" in name else "names")
        # While bytes are flushed, nothing has its name yet.
        assert flushed[-1] == "names" or not list(store.digests())
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", seen)
    for data in (b"one", b"two", b"three"):
        store.put(io.BytesIO(data), name="a", limit=10, settled=False)
    store.settle()
    assert flushed[:3] == ["bytes"] * 3
    assert set(flushed[3:]) == {"names"}
    assert len(list(store.digests())) == 3


def test_a_disk_that_is_full_when_blobs_settle_leaves_nothing(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.put(io.BytesIO(b"one"), name="a", limit=10, settled=False)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFullError):
        store.settle()
    monkeypatch.undo()
    assert list(store.digests()) == []
    assert list((store.folder / ".incoming").iterdir()) == []
    assert store.put(io.BytesIO(b"one"), name="a", limit=10).new
