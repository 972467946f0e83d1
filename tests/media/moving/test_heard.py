"""Sound of a stretch: the right seconds of it, from any container, and nothing for what has none."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from tests.films import film, limits, panned, sound_file, tone

from firstseen.errors import RefusedError
from firstseen.media.moving.heard import heard
from firstseen.media.moving.playing import SOUND_RATE

STEPS = np.concatenate([tone(1.0, 300 + 150 * number) for number in range(12)])


def asked(data: bytes, first: float, last: float) -> Any:
    return heard(io.BytesIO(data), {**limits(), "from": first, "to": last}).arrays["samples"]


def pitch(samples: Any, second: float) -> float:
    """The loudest pitch of half a second that begins there."""
    part = samples[round(second * SOUND_RATE) :][: SOUND_RATE // 2]
    return float(np.abs(np.fft.rfft(part * np.hanning(len(part)))).argmax() * SOUND_RATE / len(part))


@pytest.mark.parametrize(
    ("container", "codec", "rate"),
    [("mp4", "aac", 44100), ("mp3", "libmp3lame", 44100), ("wav", "pcm_s16le", 44100), ("ogg", "libopus", 48000),
     ("adts", "aac", 44100)],
)  # fmt: skip
def test_the_seconds_that_were_asked_for(container: str, codec: str, rate: int) -> None:
    sound = STEPS if rate == 44100 else np.concatenate([tone(1.0, 300 + 150 * n, rate) for n in range(12)])
    samples = asked(sound_file(sound, container, codec, rate), 6.25, 9.25)
    assert samples.dtype == np.float32
    assert len(samples) == pytest.approx(3 * SOUND_RATE, abs=2)
    # A second of each pitch: that of the seventh, eighth and ninth second, at a quarter of a second in.
    assert [pitch(samples, at) for at in (0.0, 1.0, 2.0)] == pytest.approx([1200, 1350, 1500], abs=6)


def test_of_a_video_and_up_to_its_end() -> None:
    data = film(panned(3, 150), sound=STEPS[: 6 * 44100])
    assert pitch(asked(data, 2.0, 3.0), 0.25) == pytest.approx(600, abs=6)
    assert len(asked(data, 5.0, 60.0)) == pytest.approx(SOUND_RATE, rel=0.08)
    assert len(asked(data, 0.0, 1.0)) == SOUND_RATE


def test_what_has_no_sound_there_is_refused() -> None:
    with pytest.raises(RefusedError, match="no sound that can be read"):
        asked(film(panned(3, 25)), 0.0, 1.0)
    with pytest.raises(RefusedError, match="nothing is heard from 50 to 51 seconds"):
        asked(sound_file(STEPS, "wav", "pcm_s16le"), 50.0, 51.0)
    for first, last in ((2.0, 1.0), (-1.0, 1.0), (0.0, float("inf")), (0.0, 1e6)):
        with pytest.raises(ValueError, match="a stretch has a beginning"):
            asked(sound_file(STEPS, "wav", "pcm_s16le"), first, last)
