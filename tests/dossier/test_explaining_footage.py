from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.dossier.test_clips import video
from tests.dossier.test_moments import copy_with, stretch
from tests.films import tone

from firstseen.dossier.comparisons import comparison_of
from firstseen.dossier.explaining_footage import Heard, ShownMoment, Video, explaining_footage
from firstseen.dossier.moments import moments_of
from firstseen.dossier.segment_map import segment_map
from firstseen.dossier.sound_pair import window_of
from firstseen.model.moving import Track

RED, BLUE = (200, 20, 20), (20, 20, 200)


def plain(colour: tuple[int, int, int], width: int = 320, height: int = 180) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, np.uint8)


def sheet(*, seen: bool = True, heard: bool = True) -> NDArray[np.uint8]:
    picture = stretch((10, 20), (0, 10))
    sound = stretch((10, 20), (0, 10), Track.SOUND)
    copy = copy_with(*([picture] if seen else []), *([sound] if heard else []))
    media = {digest: video(digest, seconds) for digest, seconds in ((copy.a, 30.0), (copy.b, 10.0))}
    drawing = segment_map(comparison_of(copy, copy.a, media), "a", "b")
    moments = [ShownMoment(one, plain(RED), plain(BLUE)) for one in moments_of(copy)]
    window = window_of(copy, 30.0, 10.0)
    sounds = Heard(window, tone(14, 500, 11025), tone(12, 500, 11025)) if window and heard else None
    return explaining_footage(
        copy, (Video("a", (320, 180), 30.0), Video("b", (320, 180), 10.0)), drawing, moments, sounds
    )


def share(made: NDArray[np.uint8], colour: tuple[int, int, int], columns: slice) -> float:
    return float((np.abs(made[:, columns].astype(int) - colour).max(axis=2) < 12).mean())


def test_frames_of_a_stand_on_the_left_and_of_b_on_the_right_in_four_rows() -> None:
    made = sheet()
    assert made.shape[1:] == (1256, 3) and made.dtype == np.uint8
    left, right = slice(28, 618), slice(638, 1228)
    assert share(made, RED, left) > 0.4 and share(made, RED, right) == 0
    assert share(made, BLUE, right) > 0.35 and share(made, BLUE, left) < 0.01
    reds = (np.abs(made[:, 300].astype(int) - RED).max(axis=1) < 12).astype(int)
    assert (np.diff(reds) == 1).sum() == 4


def test_what_is_heard_is_drawn_below_and_left_away_where_nothing_is() -> None:
    with_sound, without = sheet(), sheet(heard=False)
    assert with_sound.shape[0] > without.shape[0] + 2 * 150
    only = sheet(seen=False)
    assert share(only, RED, slice(0, 1256)) == 0
    assert only.shape[0] > 2 * 150
    lower = only[-430:]
    assert (lower.astype(int).sum(axis=2) < 150).mean() > 0.3, "a tone is mostly silence at other pitches"


def test_the_map_lies_where_the_seconds_are() -> None:
    made = sheet(heard=False)
    band = np.abs(made.astype(int) - (155, 186, 202)).max(axis=2) < 14
    rows = np.flatnonzero(band.mean(axis=1) > 0.1)
    top, bottom = band[rows[4]], band[rows[-5]]
    first = np.flatnonzero(top)
    assert first[0] == pytest.approx(28 + 1200 / 3, abs=40) and first[-1] == pytest.approx(28 + 2400 / 3, abs=40)
    assert np.flatnonzero(bottom)[0] < 60 and np.flatnonzero(bottom)[-1] > 1200
