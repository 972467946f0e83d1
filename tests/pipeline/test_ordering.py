"""What the order of a case rests on reaches it from the catalogue."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from firstseen.catalog.results import result_beginnings
from firstseen.intake.source import ReadOptions
from firstseen.model.copies import ShowsMore
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create, reading_case, writing_case
from firstseen.pipeline.steps import EXAMINE
from firstseen.pipeline.tracing import trace
from firstseen.prints.packing import HEADER_BYTES, photographed_in

POSTS = """platform,post_id,published,media
x,1533000000000000000,2022-06-04T08:33:18Z,plain.png
x,1534000000000000000,2022-06-07T02:46:56Z,captioned.png
"""


def photograph() -> np.ndarray:
    """Blots of all sizes, lighter towards the top, where it is white."""
    chance = np.random.default_rng(11)
    picture = np.zeros((420, 480), np.float32)
    for blur in (3, 9, 27):
        noise = cv2.GaussianBlur(chance.normal(size=picture.shape).astype(np.float32), (0, 0), blur)
        picture += noise / noise.std()
    fading = np.clip((np.arange(420) - 6) / 40, 0, 1)[:, None]
    return np.asarray(255 - np.clip(125 + 45 * picture, 0, 255) * fading, np.uint8)


def captioned(picture: np.ndarray) -> np.ndarray:
    """With three lines of words on white above it."""
    strip = Image.new("L", (picture.shape[1], 110), 255)
    lines = ("The river has reached the second", "step of the old mill near the", "bridge, and it is still rising")
    for number, words in enumerate(lines):
        ImageDraw.Draw(strip).text((10, 6 + 33 * number), words, font=ImageFont.load_default(30), fill=0)
    return np.vstack([np.asarray(strip), picture])


def test_a_strip_of_words_is_taken_for_no_more_of_the_photograph(tmp_path: Path) -> None:
    source = tmp_path / "collected"
    source.mkdir()
    cv2.imwrite(str(source / "plain.png"), photograph())
    cv2.imwrite(str(source / "captioned.png"), captioned(photograph()))
    (source / "posts.csv").write_text(POSTS, encoding="utf-8")
    folder = tmp_path / "case"
    create(folder, CaseFacts("case"))
    add(folder, [source], ReadOptions())
    trace(folder)
    with reading_case(folder) as case:
        (copy,) = case.reading.copies()
        (group,) = [group for group in case.reading.groups() if len(group.media) == 2]
        spread = case.reading.spread(group.id)
    assert copy.copy.shows_more in (ShowsMore.A, ShowsMore.B), "the pair alone takes the words for photograph"
    assert spread is not None
    assert not spread.missing
    with writing_case(folder, "test") as case, case.read_engine.connect() as connection:
        cells = {
            digest: photographed_in(data) for digest, data in result_beginnings(connection, *EXAMINE, HEADER_BYTES)
        }
    assert set(cells) == {copy.copy.a, copy.copy.b}
