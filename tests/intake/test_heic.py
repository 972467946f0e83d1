"""HEIC pictures on their way in: examined with the extra, kept and told without it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.drawing import photograph
from tests.exports.archives import tar
from tests.exports.reading import gathered

from firstseen.intake import heic
from firstseen.media.pixels import decode
from firstseen.model.items import NoticeKind

pillow_heif = pytest.importorskip("pillow_heif")


@pytest.fixture
def picture() -> bytes:
    stream = io.BytesIO()
    pillow_heif.from_pillow(Image.fromarray(photograph(1, 320, 240))).save(stream, quality=90)
    return stream.getvalue()


def test_a_heic_picture_is_shown_and_can_be_examined(tmp_path: Path, picture: bytes) -> None:
    (tmp_path / "IMG_1.HEIC").write_bytes(picture)
    (tmp_path / "IMG_1.MOV").write_bytes(b"\x00\x00\x00\x14ftypqt  " + bytes(64))
    (tmp_path / "a.tar").write_bytes(tar({"IMG_2.HEIC": picture}))
    found = gathered(tmp_path)
    assert found.shown() == ["IMG_2.HEIC", "IMG_1.HEIC", "IMG_1.MOV"]
    content = found.items[1].media[0].content
    assert content is not None
    with content.open() as stream:
        assert decode(stream.read(), 1_000_000).rgb.shape == (240, 320, 3)
    assert not found.noticed(NoticeKind.MISSING)


@pytest.mark.parametrize("alone", [False, True])
def test_what_is_missing_without_the_extra_is_said_when_it_is_added(
    tmp_path: Path, picture: bytes, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    monkeypatch.setattr(heic, "READABLE", False)
    (tmp_path / "IMG_1.HEIC").write_bytes(picture)
    found = gathered(tmp_path / "IMG_1.HEIC" if alone else tmp_path)
    assert found.shown() == ["IMG_1.HEIC"]
    assert found.noticed(NoticeKind.MISSING) == {
        "decoder of HEIC pictures: they are kept, and examined once firstseen[heic] is installed": 1
    }
