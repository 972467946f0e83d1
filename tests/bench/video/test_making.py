from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.video.chance import chance_of
from bench.video.coding import RATE, Picture, heard_in, shown_at, write_sound, write_video
from bench.video.edits import Piece, Plan, render
from bench.video.edits.plan import Sounds
from bench.video.filming import street_of
from bench.video.scenes import HIGH, WIDE
from bench.video.scenes.shore import Shore
from bench.video.scenes.street import Stand
from bench.video.sounds.music import music
from bench.video.sounds.speed import resampled, stretched

SECONDS = 8.0


def _numbered() -> list[Picture]:
    """Frames of which each has a level of its own, brighter on the left."""
    out = []
    for number in range(round(SECONDS * 25)):
        frame = np.full((96, 160, 3), number, np.uint8)
        frame[:, :80] += 40
        out.append(frame)
    return out


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "source.mp4"
    write_video(path, _numbered(), 25, music(chance_of("test"), SECONDS), 12)
    return path


def _level(frame: Picture) -> float:
    return float(frame[20:70, 110:150].mean())


def test_what_is_shown_at_a_time_is_its_frame(source: Path) -> None:
    times = [0.5, 3.2, 3.24, 6.0]
    assert [round(_level(frame)) for frame in shown_at(source, times)] == pytest.approx([12, 80, 81, 150], abs=2)


def test_an_edit_shows_what_its_truth_tells(source: Path, tmp_path: Path) -> None:
    plan = Plan([Piece("s", 5.0, 7.0), Piece("s", 1.0, 4.0, 1.5)], "test", mirrored=True, quality=12)
    assert plan.seconds == 4.0
    edited = tmp_path / "edited.mp4"
    render(plan, {"s": source}, edited)
    pictures = [spell for spell in plan.spells()["s"] if spell.track == "picture"]
    assert [(one.a_from, one.a_to, one.b_from, one.b_to) for one in pictures] == [(0, 2, 5, 7), (2, 4, 1, 4)]
    for one in pictures:
        for part in (0.1, 0.5, 0.9):
            here = one.a_from + part * (one.a_to - one.a_from)
            there = one.b_from + part * (one.b_to - one.b_from)
            shown = next(iter(shown_at(edited, [here])))[:, ::-1]
            assert _level(shown) == pytest.approx(25 * there, abs=4)
    assert len(heard_in(edited)) / RATE == pytest.approx(4.0, abs=0.1)


@pytest.mark.parametrize(("sounds", "heard"), [("kept", True), ("replaced", False), ("voice over", True)])
def test_sound_is_that_of_the_source_where_the_truth_says_so(
    source: Path, tmp_path: Path, sounds: Sounds, heard: bool
) -> None:
    plan = Plan([Piece("s", 2.0, 6.0)], "test", sounds=sounds)
    assert any(spell.track == "sound" for spell in plan.spells()["s"]) == heard
    edited = tmp_path / "edited.mp4"
    render(plan, {"s": source}, edited)
    mine, theirs = heard_in(edited)[RATE : 3 * RATE], heard_in(source)[3 * RATE : 5 * RATE]
    # The encoder may move the sound by a block.
    likeness = np.correlate(theirs / np.linalg.norm(theirs), mine[2048:-2048] / np.linalg.norm(mine), "valid").max()
    assert (likeness > 0.3) == heard


def test_pieces_that_go_on_are_told_as_one(source: Path) -> None:
    plan = Plan([Piece("s", 1.0, 3.0), Piece("s", 3.0, 5.0)], "test", sounds="none")
    assert [(one.a_from, one.a_to, one.b_from) for one in plan.spells()["s"]] == [(0, 4, 1)]


def test_sound_made_faster_keeps_its_pitch_only_when_stretched() -> None:
    tone = np.sin(2 * np.pi * 500 * np.arange(2 * RATE) / RATE).astype(np.float32)

    def pitch(sound: np.ndarray) -> float:
        middle = sound[RATE // 2 : RATE]
        return float(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() * RATE / len(middle))

    assert len(stretched(tone, 1.25)) == pytest.approx(1.6 * RATE, rel=0.01)
    assert pitch(stretched(tone, 1.25)) == pytest.approx(500, abs=6)
    assert pitch(resampled(tone, 1.25)) == pytest.approx(625, abs=6)


@pytest.mark.parametrize("ending", ["m4a", "mp3", "opus", "wav"])
def test_sound_alone_is_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"sound.{ending}"
    write_sound(path, music(chance_of("alone"), 3.0))
    assert len(heard_in(path)) / RATE == pytest.approx(3.0, abs=0.1)


def test_scenes_are_the_same_each_time_and_move() -> None:
    for make in (
        lambda: Shore(chance_of("shore")),
        lambda: street_of("place", "moment", "camera", Stand()),
    ):
        one, again = make(), make()
        assert one.frame(2.0).shape == (HIGH, WIDE, 3)
        assert np.array_equal(one.frame(3.0), again.frame(3.0))
        assert np.abs(one.frame(3.0).astype(int) - one.frame(5.0)).mean() > 2


def test_a_place_at_another_moment_differs_only_where_something_moves() -> None:
    fixed = Stand(drift=0.0, shake=0.0)
    then, later = street_of("place", "then", "camera", fixed), street_of("place", "later", "camera", fixed)
    differs = (
        np.abs(then.frame(4.0).astype(int) * later._light - later.frame(4.0).astype(int) * then._light).max(2) > 20
    )
    assert 0.03 < differs.mean() < 0.5
