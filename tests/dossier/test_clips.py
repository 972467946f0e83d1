from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.dossier.test_moments import copy_with, stretch

from firstseen.dossier.clips import ALL_SECONDS, CLIP_BYTES, CLIP_SECONDS, Clips, begins, planned
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import Metadata
from firstseen.model.records import MediumRecord

WEBM = b"\x1a\x45\xdf\xa3 and so on"


def video(digest: str, seconds: float, width: int = 640) -> MediumRecord:
    facts = MovingFacts("MP4", "video/mp4", seconds, width, width // 2, 0, 25.0, (), (0.0,), Metadata(), ())
    return MediumRecord(digest, 1000, "video/mp4", ("a.mp4",), "examined", None, None, None, 1, facts)


class Maker:
    """Gives what it was told to for each digest, and remembers what it was asked for."""

    def __init__(self, given: dict[str, bytes | None]) -> None:
        self.given = given
        self.asked: list[tuple[str, float]] = []

    def __call__(
        self, wanted: Iterable[tuple[str, str, float]], seconds: float, side: int
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        for key, digest, start in wanted:
            self.asked.append((digest, start))
            made = self.given[digest]
            yield key, None if made is None else np.frombuffer(made, np.uint8), "its data is damaged"


def test_a_clip_is_written_and_says_what_it_is_of(tmp_path: Path) -> None:
    media = {one.digest: one for one in (video("aa1", 8.0), video("bb2", 600.0), video("cc3", 8.0, width=0))}
    clips, maker = Clips(), Maker(dict.fromkeys(media, WEBM))
    clips.make(media, {"bb2": 300.0}, maker, tmp_path)
    assert maker.asked == [("aa1", 0.0), ("bb2", 300.0), ("cc3", 0.0)]
    short, long, sound = (clips.of(digest) for digest in media)
    assert short and short.whole and short.has_picture
    assert (tmp_path / short.address).read_bytes() == WEBM
    assert long and not long.whole and long.begins == 300.0
    assert sound and not sound.has_picture


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (None, "its data is damaged"),
        (b"<html><script>", "what came back is no clip"),
        (WEBM + bytes(CLIP_BYTES), "what came back is no clip"),
    ],
)
def test_what_came_back_and_is_no_clip_is_not_written(made: bytes | None, reason: str, tmp_path: Path) -> None:
    clips = Clips()
    clips.make({"aa1": video("aa1", 8.0)}, {}, Maker({"aa1": made}), tmp_path)
    assert clips.of("aa1") is None
    assert clips.reason("aa1") in (reason, "its data is damaged")
    assert list(tmp_path.rglob("*.webm")) == []


def test_a_dossier_holds_no_more_than_so_many_seconds_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    many = {digest: video(digest, 3600.0) for digest in (f"{number:03d}" for number in range(100))}
    chosen = planned(many)
    assert len(chosen) * CLIP_SECONDS == ALL_SECONDS
    assert chosen == list(many)[: len(chosen)]
    clips = Clips()
    clips.make(many, {}, Maker(dict.fromkeys(many, WEBM)), tmp_path)
    assert len(list(tmp_path.rglob("*.webm"))) == len(chosen)
    assert "as many as it may" in (clips.reason("099") or "")


def test_the_clip_of_a_long_video_begins_a_little_before_what_it_shares() -> None:
    copy = copy_with(stretch((1000, 1030), (2, 32)))
    assert begins(video(copy.a, 3600.0), copy) == 995.0
    assert begins(video(copy.b, 3600.0), copy) == 0.0
    assert begins(video(copy.a, 60.0), copy) == 0.0
    late = copy_with(stretch((3590, 3600), (0, 10)))
    assert begins(video(late.a, 3600.0), late) == 3600.0 - CLIP_SECONDS
    assert begins(replace(video(late.a, 1.0), moving=None), late) == 0.0
