"""Animated pictures are videos: their frames at the times at which a browser shows them, on white."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image
from tests.films import limits, panned

from firstseen.media.moving.animated import animation
from firstseen.media.moving.facts import open_film
from firstseen.media.moving.frame import Frame
from firstseen.media.moving.stretch import limits_of


def animated(format: str, durations: list[int], clear: bool = False) -> bytes:
    pictures = [Image.fromarray(picture) for picture in panned(3, len(durations), (60, 80), step=9)]
    if clear:
        for picture in pictures:
            picture.putalpha(Image.fromarray(np.tile(np.array([[0] * 40 + [255] * 40], np.uint8), (60, 1))))
    stream = io.BytesIO()
    pictures[0].save(stream, format, save_all=True, append_images=pictures[1:], duration=durations, loop=0)
    return stream.getvalue()


def watched(data: bytes, **changed: float) -> tuple[list[Frame], tuple[str, ...]]:
    film = open_film(io.BytesIO(data), limits_of(limits(**changed)))
    assert film is not None
    seen = [piece for piece in film.play() if not isinstance(piece, np.ndarray)]
    return seen, film.facts(seen[0].size if seen else (0, 0), ()).notes


@pytest.mark.parametrize("format", ["GIF", "WebP", "PNG"])
def test_frames_have_their_times(format: str) -> None:
    seen, notes = watched(animated(format, [100, 300, 50, 500]))
    assert [round(one.time, 3) for one in seen] == [0.0, 0.1, 0.4, 0.45]
    assert seen[0].size == (60, 80) and not notes
    for one, picture in zip(seen, panned(3, 4, (60, 80), step=9), strict=True):
        assert float(np.abs(one.rgb(80).astype(int) - picture.astype(int)).mean()) < 12


def test_times_that_browsers_do_not_believe_are_a_tenth_of_a_second() -> None:
    seen, _ = watched(animated("GIF", [10, 10, 10]))
    assert [round(one.time, 3) for one in seen] == [0.0, 0.1, 0.2]


def test_what_is_clear_lies_on_white() -> None:
    seen, _ = watched(animated("PNG", [100, 100], clear=True))
    assert seen[0].rgb(80)[:, :30].mean() > 250
    assert seen[0].rgb(80)[:, 45:].mean() < 250


def test_facts_of_an_animation() -> None:
    film = open_film(io.BytesIO(animated("GIF", [200, 200, 200])), limits_of(limits()))
    assert film is not None
    size = [piece.size for piece in film.play() if not isinstance(piece, np.ndarray)][-1]
    facts = film.facts(size, (0.0,))
    assert (facts.format, facts.mime, facts.seconds, facts.width, facts.height) == ("GIF", "image/gif", 0.6, 80, 60)
    assert facts.rate == 5.0
    assert [(track.kind, track.codec) for track in facts.tracks] == [("picture", "gif")]


def test_a_still_picture_stays_one() -> None:
    one = io.BytesIO()
    Image.fromarray(panned(3, 1)[0]).save(one, "GIF")
    assert animation(one, 10**8) is None
    assert open_film(one, limits_of(limits())) is None
    assert one.tell() == 0


def test_a_damaged_end_is_said() -> None:
    data = animated("GIF", [100] * 12)
    seen, _ = watched(data[: len(data) * 2 // 3])
    assert 4 <= len(seen) < 12


def _many_frames(count: int) -> bytes:
    """A GIF (GIF89a) of one pixel in each frame, written by hand."""
    head = b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0x80, 0, 0) + bytes([0, 0, 0, 255, 255, 255])
    control = b"\x21\xf9\x04\x00" + struct.pack("<H", 2) + b"\x00\x00"
    frame = control + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * count + b"\x3b"


def test_a_hundred_thousand_frames_end_at_the_limits() -> None:
    seen, notes = watched(_many_frames(100_000), max_seconds=20.0)
    assert 900 <= len(seen) <= 1100
    assert notes == ("It is longer than 20 seconds, and was read up to there.",)
    film = open_film(io.BytesIO(_many_frames(100_000)), limits_of(limits(work_seconds=0.5)))
    assert film is not None
    assert 0 < sum(1 for _ in film.play()) < 100_000
    assert "took longer" in film.facts((8, 8), ()).notes[0]
