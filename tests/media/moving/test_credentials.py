"""Content Credentials in videos and sounds, signed by the library that cameras use, and what was done to them after."""

from __future__ import annotations

import io

import pytest
from tests.films import film, limits, panned, sound_file, tone
from tests.media.moving.signing import signed
from tests.media.moving.test_animated import animated

from firstseen.media.moving import credentials
from firstseen.media.moving.facts import open_film
from firstseen.media.moving.stretch import limits_of
from firstseen.model.pictures import ContentCredentials


def read(data: bytes) -> ContentCredentials | None:
    opened = open_film(io.BytesIO(data), limits_of(limits()))
    assert opened is not None
    for _ in opened.play():
        pass
    return opened.facts((180, 320), (0.0,)).metadata.content_credentials


FILES = [
    ("MP4", "video/mp4", lambda: film(panned(41, 50), sound=tone(2, 500))),
    ("QuickTime", "video/quicktime", lambda: film(panned(41, 50), "mov")),
    ("AVI", "video/avi", lambda: film(panned(41, 50), "avi", "mpeg4")),
    ("WAV", "audio/wav", lambda: sound_file(tone(2, 500), "wav", "pcm_s16le")),
    ("MP3", "audio/mpeg", lambda: sound_file(tone(2, 500), "mp3", "libmp3lame")),
    ("M4A", "audio/mp4", lambda: sound_file(tone(2, 500), "ipod", "aac")),
    ("GIF", "image/gif", lambda: animated("GIF", [100] * 8)),
]


@pytest.mark.parametrize(("name", "mime", "make"), FILES, ids=[name for name, _, _ in FILES])
def test_what_a_camera_signed_is_read_and_what_was_changed_since_is_said(name: str, mime: str, make) -> None:  # type: ignore[no-untyped-def]
    plain = make()
    assert read(plain) is None
    whole = signed(plain, mime, "evening.mp4")
    found = read(whole)
    assert found is not None
    assert found.validation == "valid"
    assert found.title == "evening.mp4"
    assert found.signed_by == "A desk"
    assert found.actions == ("c2pa.created",)
    assert any(claim.startswith("Whether the signer is to be trusted cannot be said") for claim in found.claims)
    changed = bytearray(whole)
    at = (
        len(changed) - 40
        if name in ("WAV", "MP3", "GIF")
        else whole.index(b"mdat" if name != "AVI" else b"movi") + 2000
    )
    changed[at] ^= 0x01
    after = read(bytes(changed))
    assert after is not None and after.validation in ("invalid", "cannot say")


def test_a_kind_for_which_the_standard_has_no_place_has_none() -> None:
    assert read(film(panned(41, 25), "matroska")) is None


def test_what_is_too_large_to_check_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = signed(film(panned(41, 50)), "video/mp4", "evening.mp4")
    monkeypatch.setattr(credentials, "MOST_BYTES", 1000)
    found = read(whole)
    assert found is not None and found.validation == "cannot say"
    assert "more than the 1,000 whose hashes are checked" in found.claims[0]


def test_a_box_that_is_named_so_and_holds_nonsense_is_said() -> None:
    box = (24 + 500).to_bytes(4, "big") + b"uuid" + credentials._UUID + b"\x00" * 500
    found = read(film(panned(41, 50)) + box)
    assert found is not None and found.validation == "cannot say"
    endless = (8).to_bytes(4, "big") + b"free"
    assert read(film(panned(41, 50)) + endless * 10_000) is None
