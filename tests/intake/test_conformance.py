"""What every reader promises, whatever it reads. A new one needs a line in `tests.exports.samples` and gets these."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exports.samples import JPEG, SAMPLES

from firstseen.errors import RefusedError
from firstseen.intake import READERS
from firstseen.intake.detect import reader_for
from firstseen.intake.source import Found, Reader, ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import item_id
from firstseen.model.items import Item, SourceRead

ADDRESSES_ONLY = {"Bluesky"}
"""Readers whose pictures are named by digests: the sample names one that is not there."""
DRAWN = {"PDF"}
"""Readers that draw pages as pictures, which are media too."""


@pytest.fixture(params=READERS, ids=lambda reader: reader.name)
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.param
    return found


@pytest.fixture
def source(tmp_path: Path, reader: Reader) -> Source:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    return _source(tmp_path, SAMPLES[reader.name]())


def _source(folder: Path, data: bytes) -> Source:
    (folder / "sample").write_bytes(data)
    return Source(FolderTree(folder), "sample")


def _read(reader: Reader, source: Source) -> list[Found]:
    return list(reader.read(source, ReadOptions()))


def _items(reader: Reader, source: Source) -> Iterator[Item]:
    return (found for found in _read(reader, source) if isinstance(found, Item))


def test_every_reader_has_a_sample_and_a_name_of_its_own() -> None:
    assert sorted(SAMPLES) == sorted(reader.name for reader in READERS)


def test_the_reader_is_the_one_that_takes_its_sample(reader: Reader, source: Source) -> None:
    assert reader_for(source, source.head(), READERS) is reader


def test_the_source_is_said_first_with_its_bytes(reader: Reader, source: Source) -> None:
    first, *others = _read(reader, source)
    assert isinstance(first, SourceRead)
    assert (first.name, first.reader) == ("sample", reader.name)
    assert first.content is not None
    with first.content.open() as stream, source.open() as same:
        assert stream.read() == same.read()
    assert all(found.content is None for found in others if isinstance(found, SourceRead))
    assert any(isinstance(found, Item) for found in others)


def test_reading_again_gives_the_same_items(reader: Reader, source: Source) -> None:
    first, second = ([(item.key, item.record) for item in _items(reader, source)] for _ in range(2))
    assert first == second
    assert len({item_id(*item) for item in first}) == len(first)


def test_words_are_text_that_can_be_stored_and_media_can_be_read(reader: Reader, source: Source) -> None:
    shown = 0
    for item in _items(reader, source):
        assert item.key
        assert item.locator
        assert all(text.encode("utf-8") for text in (item.key, item.locator, item.text, item.title, item.url) if text)
        for one in item.media:
            assert (one.content is None) == (one.missing is not None)
            if one.content is not None:
                with one.content.open() as stream:
                    data = stream.read()
                assert data == JPEG or (reader.name in DRAWN and data.startswith(b"\x89PNG"))
                shown += data == JPEG
    assert shown or reader.name in ADDRESSES_ONLY


def _survives(reader: Reader, source: Source) -> None:
    """Reads with every fault there may be: anything but a refusal fails the test."""
    if not reader.fits(source, source.head()):
        return
    with suppress(RefusedError):
        for found in reader.read(source, ReadOptions()):
            for medium in found.media if isinstance(found, Item) else ():
                if medium.content is not None:
                    with suppress(RefusedError), medium.content.open() as stream:
                        assert len(stream.read()) >= 0


def test_a_source_cut_off_anywhere_is_read_as_far_as_it_goes_or_refused(reader: Reader, tmp_path: Path) -> None:
    data = SAMPLES[reader.name]()
    chosen = random.Random(reader.name)
    for at in sorted(chosen.sample(range(len(data)), 30)):
        _survives(reader, _source(tmp_path, data[:at]))
    assert (tmp_path / "sample").stat().st_size < len(data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_source_changed_anywhere_is_read_or_refused(reader: Reader, tmp_path: Path, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[reader.name]())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(sample) - 1))
        sample[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    _survives(reader, _source(tmp_path, bytes(sample)))
    assert (tmp_path / "sample").read_bytes() == bytes(sample)


def test_no_reader_takes_a_picture_prose_or_nothing(reader: Reader, tmp_path: Path) -> None:
    for data in (b"", JPEG, "Просто слова, без таблиці.\nІ ще рядок.\n".encode(), bytes(1000)):
        source = _source(tmp_path, data)
        assert reader_for(source, source.head(), [reader]) is None
