"""Every container gives its frames at their own times, upright, and its sound; damage is said and never raises."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.films import film, has_encoder, limits, noise, panned, sound_file, tone

from firstseen.errors import RefusedError
from firstseen.media.moving.facts import Film, open_film
from firstseen.media.moving.frame import Frame
from firstseen.media.moving.playing import SOUND_RATE
from firstseen.media.moving.stretch import limits_of


@dataclass
class Watched:
    film: Film
    times: list[float]
    frames: list[NDArray[np.uint8]]
    size: tuple[int, int]
    sound: NDArray[np.float32]


def watched(data: bytes, **changed: float) -> Watched:
    found = open_film(io.BytesIO(data), limits_of(limits(**changed)))
    assert found is not None
    seen: list[Frame] = []
    blocks = [np.zeros(0, np.float32)]
    for piece in found.play():
        if isinstance(piece, np.ndarray):
            assert piece.dtype == np.float32 and piece.ndim == 1
            blocks.append(piece)
        else:
            seen.append(piece)
    return Watched(
        found,
        [one.time for one in seen],
        [one.rgb(320) for one in seen],
        seen[0].size if seen else (0, 0),
        np.concatenate(blocks),
    )


def alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Correlation of two pictures of one size."""
    a, b = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).ravel().astype(np.float64) for picture in (one, other))
    return float(np.corrcoef(a, b)[0, 1])


CONTAINERS = [
    ("mp4", "libx264", "aac", "MP4"),
    ("mov", "mpeg4", "aac", "QuickTime"),
    ("matroska", "libx264", "libopus", "Matroska"),
    ("webm", "libvpx-vp9", "libopus", "WebM"),
    ("avi", "mpeg4", "libmp3lame", "AVI"),
    ("mpegts", "mpeg2video", "mp2", "MPEG transport stream"),
    ("3gp", "mpeg4", "aac", "3GP"),
    ("flv", "flv1", "libmp3lame", "Flash video"),
    ("mpeg", "mpeg2video", "mp2", "MPEG video"),
    ("mp4", "libx265", "aac", "MP4"),
    ("mov", "mjpeg", "pcm_s16le", "QuickTime"),
]


@pytest.mark.parametrize(("container", "codec", "heard", "format"), CONTAINERS)
def test_frames_and_sound_of_every_container(container: str, codec: str, heard: str, format: str) -> None:
    if not (has_encoder(codec) and has_encoder(heard)):
        pytest.skip(f"this build of FFmpeg cannot write {codec} with {heard}")
    pictures = panned(3, 60)
    rate = 48000 if heard == "libopus" else 44100
    options = {"x265-params": "log-level=none:pools=1"} if codec == "libx265" else {}
    pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    data = film(
        pictures,
        container,
        codec,
        sound=tone(2.4, 440, rate),
        sound_codec=heard,
        sound_rate=rate,
        options=options,
        pix_fmt=pix_fmt,
    )
    got = watched(data)
    assert got.film.kind.format == format
    assert got.size == (180, 320)
    # Frames that nothing needs may be left out, never more than two in a row (intra-only codecs: a tenth of a second).
    assert got.times == sorted(got.times) and len(got.times) >= 20
    assert max(np.diff([-0.04, *got.times, 2.4])) <= 0.17
    for time, frame in zip(got.times, got.frames, strict=True):
        # Some containers begin a frame later than their sound: times are exact to that frame.
        near = [min(59, max(0, round(time * 25) + shift)) for shift in (-1, 0, 1)]
        assert max(alike(frame, pictures[place]) for place in near) > 0.97, time
    facts = got.film.facts(got.size, (0.0,))
    assert facts.seconds == pytest.approx(2.4, abs=0.1)
    assert facts.rate == pytest.approx(25, abs=0.5)
    assert sorted(track.kind for track in facts.tracks) == ["picture", "sound"]
    assert not facts.notes
    assert len(got.sound) / SOUND_RATE == pytest.approx(2.4, abs=0.12)
    spectrum = np.abs(np.fft.rfft(got.sound[2000:22000]))
    assert np.argmax(spectrum) * SOUND_RATE / 20000 == pytest.approx(440, abs=2)


SOUNDS = [
    ("mp3", "libmp3lame", 44100, "MP3"),
    ("adts", "aac", 44100, "AAC"),
    ("ogg", "libopus", 48000, "Ogg"),
    ("wav", "pcm_s16le", 44100, "WAV"),
    ("flac", "flac", 44100, "FLAC"),
    ("amr", "libopencore_amrnb", 8000, "AMR"),
    ("ipod", "aac", 44100, "M4A"),
]


@pytest.mark.parametrize(("container", "codec", "rate", "format"), SOUNDS)
def test_sound_alone(container: str, codec: str, rate: int, format: str) -> None:
    if not has_encoder(codec):
        pytest.skip(f"this build of FFmpeg cannot write {codec}")
    got = watched(sound_file(tone(3, 1000, rate), container, codec, rate))
    facts = got.film.facts(got.size, ())
    assert (facts.format, facts.width, facts.height, facts.rate) == (format, 0, 0, None)
    assert not got.times and not facts.notes
    assert facts.seconds == pytest.approx(3, abs=0.1)
    spectrum = np.abs(np.fft.rfft(got.sound[4000:24000]))
    assert np.argmax(spectrum) * SOUND_RATE / 20000 == pytest.approx(1000, abs=2)


def test_an_id3_tag_before_aac_is_passed_over() -> None:
    aac = sound_file(tone(1, 500), "adts", "aac")
    tag = b"ID3\x04\0\0" + bytes([0, 0, 1, 0]) + bytes(128)
    got = watched(tag + aac)
    assert len(got.sound) / SOUND_RATE == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_rotated_video_is_seen_upright(degrees: int) -> None:
    upright = panned(5, 10, (120, 200))
    # FFmpeg's rotation turns counter-clockwise: what is stored was turned the other way.
    stored = [np.ascontiguousarray(np.rot90(picture, -degrees // 90)) for picture in upright]
    got = watched(film(stored, rotation=degrees))
    assert got.size == (120, 200)
    assert alike(got.frames[0], upright[0]) > 0.97
    assert got.film.facts(got.size, ()).rotation == 360 - degrees


def test_pixels_are_made_square() -> None:
    got = watched(film(panned(5, 10, (120, 160)), aspect=Fraction(4, 3)))
    assert got.size == (120, 213)
    assert got.frames[0].shape[:2] == (120, 213)


def test_a_variable_frame_rate_keeps_its_times() -> None:
    times = [0.0, 0.04, 0.5, 0.54, 1.7, 1.71, 3.2]
    pictures = panned(6, len(times), step=20)
    got = watched(film(pictures, "matroska", "libx264", times=times, options={"bf": "0"}))
    assert got.times == pytest.approx(times, abs=0.002)
    for frame, picture in zip(got.frames, pictures, strict=True):
        assert alike(frame, picture) > 0.97


def test_sound_that_begins_later_keeps_its_time() -> None:
    quiet_first = np.concatenate([np.zeros(44100, np.float32), tone(1, 800)])
    got = watched(film(panned(7, 50), "matroska", "libx264", sound=quiet_first))
    loud = np.flatnonzero(np.abs(got.sound) > 0.2)
    assert loud[0] / SOUND_RATE == pytest.approx(1.0, abs=0.06)


def test_cut_in_the_middle_is_read_as_far_as_it_goes() -> None:
    pictures = panned(8, 200, step=1)
    whole = film(pictures, "mp4", sound=noise(8), to_container={"movflags": "faststart"})
    got = watched(whole[: len(whole) * 6 // 10])
    facts = got.film.facts(got.size, ())
    assert 2 < facts.seconds < 7
    assert 2 < max(got.times) < 7
    assert any("states a length of 0:00:08" in note for note in facts.notes)


def test_a_short_clip_that_lacks_a_third_is_told() -> None:
    whole = film(panned(9, 60), "matroska", sound=noise(2.4))
    got = watched(whole[: len(whole) * 2 // 3])
    (note,) = got.film.facts(got.size, ()).notes
    assert note.startswith("It states a length of 0:00:02; 0:00:01 could be read")
    assert watched(whole).film.facts(got.size, ()).notes == ()


def test_a_stream_whose_beginning_is_missing_is_read_from_its_next_key_frame() -> None:
    pictures = panned(9, 100, step=1)
    whole = film(pictures, "mpegts", "mpeg2video")
    cut = len(whole) // 3 // 188 * 188
    got = watched(whole[cut:])
    assert len(got.times) >= 20 and got.times[0] < 1.1


@pytest.mark.parametrize("first", [1, 100, 187, 1000])
def test_a_transport_stream_cut_within_a_packet_is_still_one(first: int) -> None:
    whole = film(panned(10, 50), "mpegts", sound=noise(2), options={"g": "10", "bf": "0"})
    got = watched(whole[first:])
    assert got.film.kind.format == "MPEG transport stream"
    assert len(got.times) >= 25


def test_packets_of_camcorders_have_a_time_before_them() -> None:
    whole = film(panned(10, 50), "mpegts", sound=noise(2))
    timed = b"".join(b"\0\0\0\0" + whole[at : at + 188] for at in range(0, len(whole), 188))
    assert len(watched(timed).times) >= 25


def test_broken_bytes_in_the_middle_cost_what_they_cover() -> None:
    whole = bytearray(film(panned(10, 100, step=1), "matroska"))
    middle = len(whole) // 2
    whole[middle : middle + 3000] = bytes(3000)
    got = watched(bytes(whole))
    assert max(got.times) > 3.5
    assert len(got.times) >= 25


def test_without_its_index_it_is_refused_with_the_reason() -> None:
    whole = film(panned(11, 30), "mp4", sound=noise(1))
    with pytest.raises(RefusedError) as refusal:
        open_film(io.BytesIO(whole[: len(whole) // 2]), limits_of(limits()))
    assert refusal.value.reason == (
        "it begins like MP4 but cannot be opened: of the index (moov) that says where its frames are, the file was cut "
        "off before it"
    )


def test_only_the_beginning_is_left() -> None:
    whole = film(panned(11, 30), "matroska")
    for length in (5, 40, 200, 600):
        try:
            got = watched(whole[:length])
            got.film.facts(got.size, ())
        except RefusedError as refusal:
            assert refusal.reason
        except AssertionError:
            assert length == 5  # of no kind that is known
        else:
            pytest.fail("frames cannot be in so few bytes")


def test_sixty_tracks_are_looked_at_in_part() -> None:
    got = watched(film(panned(12, 25), "matroska", sound=tone(1, 300), more_sounds=58))
    facts = got.film.facts(got.size, ())
    assert len(facts.tracks) == 32
    assert "It has 60 tracks; the first 32 were looked at." in facts.notes
    assert len(got.times) >= 12
    assert len(got.sound) / SOUND_RATE == pytest.approx(1, abs=0.1)


def test_frames_beyond_the_limit_are_not_decoded() -> None:
    data = film(panned(13, 10, (240, 320)))
    found = open_film(io.BytesIO(data), limits_of(limits(max_pixels=10_000)))
    assert found is not None and not list(found.play())
    with pytest.raises(RefusedError, match=r"320 x 240 pixels, more than the limit of 10,000"):
        found.facts((0, 0), ())


def test_a_picture_that_lies_about_its_size_takes_no_memory() -> None:
    """A JPEG of a motion JPEG says that it has 65,500 x 65,500 pixels."""
    data = bytearray(film(panned(14, 5), "avi", "mjpeg", pix_fmt="yuvj420p"))
    at = -1
    while (at := data.find(b"\xff\xc0\x00\x11", at + 1)) >= 0:
        data[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    found = open_film(io.BytesIO(bytes(data)), limits_of(limits()))
    assert found is not None and not list(found.play())
    with pytest.raises(RefusedError, match="picture"):
        found.facts((0, 0), ())


def test_a_header_that_lies_about_the_length_is_told() -> None:
    data = bytearray(film(panned(15, 50), "mp4", options={"bf": "0"}))
    # ISO/IEC 14496-12, 8.2.2: creation, modification, timescale, duration.
    for box, offset in ((b"mvhd", 4 + 12), (b"mdhd", 4 + 12)):
        at = data.find(box) + 4 + offset
        data[at : at + 4] = struct.pack(">I", struct.unpack(">I", data[at : at + 4])[0] * 500)
    at = data.find(b"tkhd") + 4 + 4 + 16
    data[at : at + 4] = struct.pack(">I", struct.unpack(">I", data[at : at + 4])[0] * 500)
    got = watched(bytes(data))
    facts = got.film.facts(got.size, ())
    assert facts.seconds == pytest.approx(2, abs=0.2)


def test_no_longer_than_the_limit() -> None:
    got = watched(film(panned(16, 150, step=1), sound=noise(6)), max_seconds=2.0)
    facts = got.film.facts(got.size, ())
    assert facts.seconds < 4.5
    assert "It is longer than 0:00:02, and was read up to there." in facts.notes


def test_no_longer_on_the_clock_than_allowed() -> None:
    got = watched(film(panned(16, 50, step=1)), work_seconds=-1.0)
    with pytest.raises(RefusedError, match="took longer"):
        got.film.facts(got.size, ())


def test_nothing_else_is_opened_than_the_bytes_given(tmp_path: Path) -> None:
    """A playlist that names a file beside it is no kind that is opened."""
    (tmp_path / "real.mp4").write_bytes(film(panned(17, 5)))
    listed = f"#EXTM3U\n#EXTINF:1,\n{tmp_path / 'real.mp4'}\n".encode()
    assert open_film(io.BytesIO(listed), limits_of(limits())) is None
    concat = f"ffconcat version 1.0\nfile '{tmp_path / 'real.mp4'}'\n".encode()
    assert open_film(io.BytesIO(concat), limits_of(limits())) is None


def test_ten_bit_and_clear_pictures_are_seen() -> None:
    pictures = panned(18, 10)
    if has_encoder("libvpx-vp9"):
        got = watched(film(pictures, "webm", "libvpx-vp9", pix_fmt="yuva420p"))
        assert alike(got.frames[0], pictures[0]) > 0.95
    got = watched(film(pictures, "matroska", "ffv1", pix_fmt="yuv420p10le", options={}))
    assert alike(got.frames[0], pictures[0]) > 0.97


def test_looks_and_glances_are_of_the_shown_frame() -> None:
    upright = panned(19, 6, (240, 480))
    stored = [np.ascontiguousarray(np.rot90(picture, -1)) for picture in upright]
    found = open_film(io.BytesIO(film(stored, rotation=90)), limits_of(limits()))
    assert found is not None
    seen = next(piece for piece in found.play() if not isinstance(piece, np.ndarray))
    assert seen.look().shape == (160, 320) and seen.glance().shape == (24, 48)
    expected = cv2.resize(cv2.cvtColor(upright[0], cv2.COLOR_RGB2GRAY), (320, 160), interpolation=cv2.INTER_AREA)
    assert float(np.abs(seen.look().astype(int) - expected.astype(int)).mean()) < 4


@pytest.mark.parametrize("kept", [(1, 3, 2, 3), (0, 1, 1, 2)])
def test_a_transport_stream_cut_in_the_middle_is_still_one(kept: tuple[int, int, int, int]) -> None:
    data = film(panned(5, 150), "mpegts", sound=tone(6, 440))
    start = kept[0] * len(data) // kept[1]
    part = data[start + (77 - start % 188 if start else 0) : kept[2] * len(data) // kept[3]]
    opened = open_film(io.BytesIO(part), limits_of(limits()))
    assert opened is not None and opened.kind.format == "MPEG transport stream"
    frames = [piece for piece in opened.play() if not isinstance(piece, np.ndarray)]
    assert len(frames) > 10
    assert opened.facts((180, 320), (0.0,)).seconds == pytest.approx(2.0 if start else 3.0, abs=0.8)


@pytest.mark.parametrize(
    ("container", "made"),
    [
        ("AVI", lambda: film(panned(5, 75), "avi", "mpeg4")),
        ("WAV", lambda: sound_file(tone(3, 440), "wav", "pcm_s16le")),
    ],
)
def test_a_file_in_riff_that_was_cut_off_says_so(container: str, made: Callable[[], bytes]) -> None:
    def notes(data: bytes) -> tuple[str, ...]:
        opened = open_film(io.BytesIO(data), limits_of(limits()))
        assert opened is not None and opened.kind.format == container
        list(opened.play())
        return opened.facts((180, 320), (0.0,)).notes

    whole = made()
    assert notes(whole) == ()
    half = notes(whole[: len(whole) // 2])
    assert f"It states {len(whole):,} bytes and has {len(whole) // 2:,}: the file was cut off." in half
