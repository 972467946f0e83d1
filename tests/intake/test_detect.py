from __future__ import annotations

import pytest

from firstseen.intake.detect import medium_kind, objection, seems_text


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"", "0 bytes: empty file"),
        (b"8BPS\x00\x01", "Photoshop document: this picture format is not examined"),
        (b"%PDF-1.7\n", "PDF: no reader for it"),
        (b"Apache License\nVersion 2.0, January 2004\n", "text file: no reader for it"),
        ("Просто текст, без таблиці".encode("utf-16"), "text file: no reader for it"),
        ("Просто текст".encode("cp1251"), "text file: no reader for it"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07", "unknown kind of file: no reader for it"),
    ],
)
def test_what_cannot_be_read_is_refused_as_what_it_is(head: bytes, reason: str) -> None:
    assert (objection(head, len(head)) or "").startswith(reason)


def test_a_kind_with_its_mark_at_the_end_is_named() -> None:
    tail = bytes(8) + b"TRUEVISION-XFILE.\x00"
    assert "TGA" in (objection(b"\x00\x00\x02" + bytes(60), 100, tail) or "")


def test_pictures_videos_and_sounds_are_media_and_not_refused(jpeg: bytes) -> None:
    for head, medium in ((jpeg, "picture"), (b"\x00\x00\x00\x18ftypisom" + bytes(16), "video"), (b"OggS", "sound")):
        kind = medium_kind(head)
        assert kind is not None
        assert kind.medium == medium
        assert objection(head, 100) is None


def test_text_in_utf16_is_not_taken_for_sound() -> None:
    head = "post_id,text\r\n1,слово\r\n".encode("utf-16")
    assert medium_kind(head) is None
    assert seems_text(head)


def test_text_is_told_from_binary() -> None:
    assert seems_text("Київ, وسط المدينة".encode())
    assert not seems_text(bytes(range(1, 200)))
    assert not seems_text(b"   \n")
