"""Real videos, and hostile files under the name of videos: read, or refused with a reason; never a crash or a hang."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pytest
from tests.films import film, limits, noise, panned
from tests.media.moving.test_playing import watched

from firstseen.errors import RefusedError
from firstseen.media.moving.facts import open_film
from firstseen.media.moving.stretch import limits_of
from firstseen.pipeline.examining import examination_options, is_moving, understood_moving
from firstseen.pipeline.tasks import EXAMINE_TASK as TASK
from firstseen.prints.moving.sampled import distances
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool

LENGTHS = {
    "chair-19-sd-bar": 18.8,
    "chair-orig-22-sd-bar": 22.46,
    "doorknob-hd-no-bar": 4.31,
    "pattern-hd-no-bar": 6.87,
    "pattern-longer-no-bar": 8.15,
    "test-padded-dimensions": 5.0,
}


@pytest.mark.parametrize("name", LENGTHS)
def test_real_videos_are_read_to_their_end(real_inputs: Path, name: str) -> None:
    path = real_inputs / "videos" / f"{name}.mp4"
    if not path.is_file():
        pytest.skip("this real video is absent")
    got = watched(path.read_bytes())
    facts = got.film.facts(got.size, ())
    assert facts.seconds == pytest.approx(LENGTHS[name], abs=0.05)
    assert not facts.notes
    assert max(np.diff(got.times)) < 0.15 and got.times[0] < 0.1


def test_real_versions_of_a_video_have_frames_in_common_and_others_have_none(real_inputs: Path) -> None:
    """Through the sandbox, as trace does it: most frames of a grey version with bars are near those of its source, and
    hardly one of another video is."""
    folder = real_inputs / "videos"
    names = ["pattern-hd-no-bar", "pattern-sd-grey-bar", "chair-19-sd-bar", "doorknob-hd-no-bar"]
    if not all((folder / f"{name}.mp4").is_file() for name in names):
        pytest.skip("these real videos are absent")
    prints = {}
    options = dict(examination_options(60))
    with Pool(TASK, 1, Limits(memory_mib=2048, seconds=60)) as pool:
        for job, answer in pool.run([Job(name, folder / f"{name}.mp4", options) for name in names]):
            assert not isinstance(answer, Fault) and is_moving(answer)
            prints[job.key] = understood_moving(answer)[1]

    def near(one: str, other: str) -> float:
        counted = prints[one].frames.pdq[prints[one].frames.quality >= 50]
        others = prints[other].frames.pdq[:, 0]
        return float(np.mean([distances(hashes[0], others).min() <= 31 for hashes in counted]))

    assert near("pattern-sd-grey-bar", "pattern-hd-no-bar") > 0.7
    assert near("chair-19-sd-bar", "pattern-hd-no-bar") == 0.0
    assert near("pattern-hd-no-bar", "doorknob-hd-no-bar") == 0.0


def test_hostile_files_are_refused_or_read(real_inputs: Path) -> None:
    """A sample of the hostile files that exist: most are pictures; those that move are played to their end."""
    files = sorted(path for path in (real_inputs / "hostile").rglob("*") if path.is_file())
    if not files:
        pytest.skip("the hostile files are absent")
    played = 0
    for path in random.Random(5).sample(files, min(250, len(files))):
        try:
            found = open_film(io.BytesIO(path.read_bytes()), limits_of(limits(max_pixels=4_000_000, work_seconds=2.0)))
        except RefusedError as refusal:
            assert refusal.reason
            continue
        if found is None:
            continue
        for piece in found.play():
            if not isinstance(piece, np.ndarray):
                piece.look()
                played += 1
    assert played > 0


@pytest.mark.parametrize("container", ["mp4", "matroska", "mpegts", "avi"])
def test_any_bytes_changed(container: str) -> None:
    """Every kind of damage to a small video: flipped bytes in head, middle and end, and lengths that lie."""
    whole = film(panned(41, 20, (96, 128)), container, "mpeg4", sound=noise(0.8))
    chance = random.Random(6)
    read = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            place = chance.choice([chance.randrange(min(600, len(data))), chance.randrange(len(data))])
            data[place] = chance.choice([0, 255, chance.randrange(256)])
        try:
            got = watched(bytes(data), max_pixels=4_000_000, max_seconds=60.0, work_seconds=5.0)
            got.film.facts(got.size, ())
        except RefusedError as refusal:
            assert refusal.reason
        except AssertionError:
            assert open_film(io.BytesIO(bytes(data)), limits_of(limits())) is None
        else:
            read += 1
    assert read >= 10


def test_a_worker_survives_what_is_no_video_at_all(tmp_path: Path) -> None:
    chance = np.random.default_rng(7)
    heads = [
        b"\0\0\0\x18ftypisom",
        b"\x1aE\xdf\xa3",
        b"RIFF\xff\xff\xff\x7fAVI LIST",
        b"OggS",
        b"ID3\4\0\0\x7f\x7f\x7f\x7f",
        b"fLaC",
    ]
    jobs = []
    for number, head in enumerate(heads):
        path = tmp_path / str(number)
        path.write_bytes(head + chance.integers(0, 256, 20_000, dtype=np.uint8).tobytes())
        jobs.append(Job(str(number), path, dict(examination_options(20))))
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    jobs.append(Job("empty", empty, dict(examination_options(20))))
    with Pool(TASK, 1, Limits(memory_mib=1024, seconds=20)) as pool:
        reasons = {job.key: answer.reason for job, answer in pool.run(jobs) if isinstance(answer, Fault)}
    assert len(reasons) >= len(jobs) - 1
    assert reasons["empty"] == "the file is empty (0 bytes)"
    assert not any("crash" in reason or "nobody foresaw" in reason for reason in reasons.values()), reasons
