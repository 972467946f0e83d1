"""Real pages, drawn, read by the real engine: in this process and in the sandbox. Skips where it is not installed."""

from __future__ import annotations

import difflib
import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.drawing import jpeg, photograph
from tests.pages_drawn import ARABIC, LATIN, UKRAINIAN, Words, front_page, meme, screenshot

from firstseen.errors import RefusedError
from firstseen.media.ocr import TASK, read
from firstseen.media.ocr_engine import Engine, Missing, find_engine
from firstseen.model.pictures import Box
from firstseen.model.printed import PageWords, PrintKind, ReadLine
from firstseen.sandbox import Answer, Fault, Job, Json, Limits, Pool
from firstseen.text.beside import printed_beside

PHOTOGRAPH = photograph(5, 1000, 660)
WORDS = pytest.mark.parametrize("words", [LATIN, UKRAINIAN, ARABIC], ids=lambda words: words.language)


def options(*languages: str) -> Json:
    engine = find_engine()
    if isinstance(engine, Missing):
        pytest.skip(f"no words can be read here: {engine.reason}")
    for language in languages:
        if language not in engine.languages:
            pytest.skip(f"no language pack: install tesseract-ocr-{language}")
    return told(engine)


def told(engine: Engine) -> Json:
    return {"tessdata": str(engine.tessdata), "languages": list(engine.languages), "max_pixels": 10**8}


def understood(answer: Answer) -> PageWords:
    values = answer.values
    lines = (ReadLine(one["text"], tuple(one["box"]), one["size"], one["confidence"]) for one in values["lines"])
    return PageWords(values["width"], values["height"], tuple(lines))


def words_on(picture: NDArray[np.uint8], told_options: Json) -> PageWords:
    return understood(read(io.BytesIO(jpeg(picture, 90)), told_options))


def like(read_text: str, written: str) -> bool:
    """The same words, but for a letter or two: what a machine reads is never sure to the letter."""
    return difflib.SequenceMatcher(None, read_text, written, autojunk=False).ratio() >= 0.95


def beside(words: PageWords, box: Box) -> dict[PrintKind, str]:
    return {printed.kind: printed.text for printed in printed_beside(words, box)}


@WORDS
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_headline_and_caption_of_a_front_page(words: Words, scale: float) -> None:
    page = front_page(PHOTOGRAPH, words, scale=scale)
    found = beside(words_on(page.rgb, options(words.language)), page.box)
    assert set(found) == {PrintKind.HEADLINE, PrintKind.CAPTION}
    assert like(found[PrintKind.HEADLINE], words.headline)
    assert like(found[PrintKind.CAPTION], words.caption)


@WORDS
def test_the_text_of_a_post_in_a_screenshot(words: Words) -> None:
    page = screenshot(PHOTOGRAPH, words)
    found = beside(words_on(page.rgb, options(words.language)), page.box)
    assert like(found[PrintKind.POST_TEXT], words.caption)


@pytest.mark.parametrize("words", [LATIN, UKRAINIAN], ids=lambda words: words.language)
def test_white_words_over_a_picture(words: Words) -> None:
    page = meme(PHOTOGRAPH, words)
    assert beside(words_on(page.rgb, options(words.language)), page.box) == {PrintKind.OVER: words.headline}


@pytest.mark.parametrize("seed", range(4))
def test_a_picture_without_words_has_none(seed: int) -> None:
    assert words_on(photograph(seed, 800, 600), options()).lines == ()


def test_boxes_are_in_pixels_of_the_stored_picture() -> None:
    page = front_page(PHOTOGRAPH, LATIN, scale=2.5)
    words = words_on(page.rgb, options("eng"))
    (headline,) = [line for line in words.lines if line.text == LATIN.headline]
    assert (words.width, words.height) == (3000, 4000)
    assert headline.box[1] > 450
    assert headline.box[3] < page.box[1]
    assert headline.size == pytest.approx(2.5 * 67, rel=0.1)


def test_what_was_read_before_does_not_change_how_a_page_is_read() -> None:
    chosen = options("eng", "ukr")
    page = front_page(PHOTOGRAPH, LATIN, scale=0.5).rgb
    first = words_on(page, chosen)
    words_on(front_page(PHOTOGRAPH, UKRAINIAN, scale=0.5).rgb, chosen)
    assert words_on(page, chosen) == first


@pytest.mark.parametrize(
    "picture",
    [np.zeros((1, 1, 3), np.uint8), np.full((300, 400, 3), 255, np.uint8), np.zeros((3, 2000, 3), np.uint8)],
    ids=["one pixel", "blank", "strip"],
)
def test_nothing_is_read_where_nothing_can_be(picture: NDArray[np.uint8]) -> None:
    assert words_on(picture, options()).lines == ()


def test_what_cannot_be_decoded_is_refused() -> None:
    with pytest.raises(RefusedError):
        read(io.BytesIO(b"no picture"), options())


def test_packs_that_are_damaged_are_told(tmp_path: Path) -> None:
    options()
    (tmp_path / "eng.traineddata").write_bytes(b"no pack")
    answer = read(io.BytesIO(jpeg(PHOTOGRAPH)), told(Engine(tmp_path, ("eng",))))
    assert "tesserocr does not work" in answer.values["missing"]


def test_in_the_sandbox_within_its_limits(tmp_path: Path) -> None:
    chosen = options("eng")
    page = front_page(PHOTOGRAPH, LATIN)
    path = tmp_path / "page.jpg"
    path.write_bytes(jpeg(page.rgb, 90))
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(jpeg(page.rgb)[:200])
    with Pool(TASK, 1, Limits(512, 60)) as pool:
        jobs = [Job("page", path, chosen), Job("broken", broken, chosen)]
        answers = {job.key: answer for job, answer in pool.run(jobs)}
    assert isinstance(answers["broken"], Fault)
    assert isinstance(answers["page"], Answer)
    found = beside(understood(answers["page"]), page.box)
    assert found == {PrintKind.HEADLINE: LATIN.headline, PrintKind.CAPTION: LATIN.caption}


def test_a_page_that_takes_too_long_is_refused_with_the_limit(tmp_path: Path) -> None:
    chosen = options("eng")
    path = tmp_path / "page.jpg"
    path.write_bytes(jpeg(front_page(PHOTOGRAPH, LATIN).rgb))
    with Pool(TASK, 1, Limits(512, 0.2)) as pool:
        ((_, answer),) = pool.run([Job("page", path, chosen)])
    assert isinstance(answer, Fault)
    assert "0.2 seconds" in answer.reason
