"""Refusals: each says in plain words what the file is or lacks."""

from __future__ import annotations

import pytest
from tests.media.drawn import bomb, noise, quarters, saved

from firstseen.errors import RefusedError
from firstseen.media import stills
from firstseen.media.pixels import decode

MOST = 200_000_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty (0 bytes)"),
        (b"To whom it may concern,\n", "it is plain text, no picture"),
        (b"\x03\x00\xfe", "its content is of no known kind"),
        (b"%PDF-1.4\n", "files of this kind are not examined: PDF"),
        (b"\0\0\0\x18ftypisom" + bytes(40), "files of this kind are not examined: MP4 (video)"),
        (b"icns" + bytes(40), "files of this kind are not examined: Apple icon (picture)"),
        (b"\xff\xd8\xff\xe0", "it begins like a picture in JPEG but cannot be opened: its beginning is damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "it begins like a picture in PNG but cannot be opened:"),
        (b"GIF89a", "it begins like a picture in GIF but cannot be opened:"),
        (bomb(60_000, 60_000), "it has 60,000 x 60,000 pixels, more than the limit of 200,000,000 in all"),
        (saved(quarters(), "PNG")[:100], "it cannot be decoded: the file ends before the picture is complete"),
        (saved(quarters(), "BMP")[:2000], "it cannot be decoded: the file ends before the picture is complete"),
    ],
)
def test_refusals_are_plain(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        decode(data, MOST)
    assert refusal.value.reason.startswith(reason)
    assert refusal.value.name == ""


def test_a_damaged_png_is_refused() -> None:
    data = bytearray(saved(noise(64, 48), "PNG"))
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    with pytest.raises(RefusedError, match="it cannot be decoded"):
        decode(bytes(data), MOST)


def test_the_limit_is_the_callers() -> None:
    data = saved(quarters(64, 48), "PNG")
    assert decode(data, 64 * 48).rgb.shape == (48, 64, 3)
    with pytest.raises(RefusedError, match="more than the limit of 3,071") as refusal:
        decode(data, 64 * 48 - 1)
    assert "FIRSTSEEN_MAX_PIXELS" in (refusal.value.advice or "")
    with pytest.raises(RefusedError, match="0 x 5"):
        stills.check_size((0, 5), MOST)


def test_heic_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"\0\0\0\x18ftypheic" + bytes(40)
    assert stills.examined_kind(head).format == "HEIC"
    monkeypatch.setattr(stills, "HEIC_READABLE", False)
    with pytest.raises(RefusedError, match=r"firstseen\[heic\]"):
        stills.examined_kind(head)
