"""`show` on two media, as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.drawing import jpeg, photograph

from firstseen.cli import run
from firstseen.settings import settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A traced case: a picture, its half-size crop, another photograph, and a file that is no picture."""
    folder = tmp_path_factory.mktemp("pairs")
    first = photograph(1)
    collected = folder / "collected"
    collected.mkdir()
    (collected / "whole.jpg").write_bytes(jpeg(first))
    (collected / "piece.jpg").write_bytes(jpeg(np.ascontiguousarray(first[40:440:, 60:600])))
    (collected / "dots..jpg").write_bytes(jpeg(photograph(2)))
    (collected / "broken.jpg").write_bytes(jpeg(photograph(3))[:900])
    made = folder / "case"
    assert run(["new", str(made)]) == 0
    run(["add", str(made), str(collected)])
    run(["trace", str(made)])
    return made


@pytest.fixture
def show(case: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `show` on the case: exit code, what was printed, what was complained."""

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["show", str(case), *(str(argument) for argument in arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def record(show: Run, *arguments: object) -> dict[str, Any]:
    code, out, _ = show(*arguments, "--json")
    assert code == 0
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_a_pair_is_told_with_its_sentence_boxes_and_where_it_was_seen(show: Run) -> None:
    code, out, _ = show("whole.jpg", "piece.jpg")
    assert code == 0
    told = record(show, "whole.jpg", "piece.jpg")
    assert out.startswith("Copy: ")
    assert told["reason"] in out
    for side in ("a", "b"):
        box = ", ".join(str(edge) for edge in told[f"box_{side}"])
        assert f"in {side}: {box}" in out
        assert f"Where {side} was seen: 1 appearance" in out
        assert told["shown"][side][0]["appearance"] in out
    more = "a" if told["media"]["a"]["names"] == ["whole.jpg"] else "b"
    assert f"{more} shows more of the photograph." in out
    assert "  cropped" in out
    assert "--picture why.png" in out


def test_a_pair_is_the_copy_and_both_media_for_machines(show: Run) -> None:
    told = record(show, "whole.jpg", "piece.jpg")
    assert told["relation"] == "copy" and told["a"] < told["b"]
    assert (told["media"]["a"]["medium"], told["media"]["b"]["medium"]) == (told["a"], told["b"])
    assert {told["media"][side]["names"][0] for side in "ab"} == {"whole.jpg", "piece.jpg"}
    assert 4 <= len(told["points"]) <= 40 and np.array(told["points"]).shape[1:] == (2, 2)
    assert {"figures", "altered", "changes", "transform"} <= set(told)


def test_a_pair_can_be_named_in_any_order_by_digest_and_as_one(show: Run) -> None:
    told = record(show, "whole.jpg", "piece.jpg")
    a, b = told["a"], told["b"]
    for named in (
        (b, a),
        (a[:8], "piece.jpg" if told["b_names"] == ["piece.jpg"] else "whole.jpg"),
        (f"{a}..{b[:10]}",),
    ):
        assert record(show, *named) == told


def test_a_name_with_two_dots_is_a_name_first(show: Run) -> None:
    assert record(show, "dots..jpg")["names"] == ["dots..jpg"]


@pytest.mark.parametrize(
    ("named", "complaint"),
    [
        (("whole.jpg", "nothing.jpg"), "nothing.jpg: the case has no such medium"),
        (("whole.jpg..nothing.jpg",), "nothing.jpg: the case has no such medium"),
        (("whole.jpg", "whole.jpg"), "both name the same file"),
        (("whole.jpg", "dots..jpg"), "nothing was found between these two"),
        (("whole.jpg", "--picture", "why.png"), "a picture explains a pair"),
        (("whole.jpg", "piece.jpg", "dots..jpg"), "unexpected extra argument"),
        (("whole.jpg", "g-0123456789abcdef"), "the case has no such medium"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(show: Run, named: tuple[str, ...], complaint: str) -> None:
    code, out, err = show(*named)
    assert (code, out) == (2, "")
    assert complaint in err


def test_two_that_were_not_compared_are_not_called_different(show: Run) -> None:
    code, _, err = show("whole.jpg", "broken.jpg")
    assert code == 2
    assert "was not compared" in err


@pytest.mark.parametrize("name", ["why.png", "why.jpg", "WHY.JPEG"])
def test_the_explaining_picture_is_written(show: Run, tmp_path: Path, name: str) -> None:
    code, out, _ = show("whole.jpg", "piece.jpg", "--picture", tmp_path / name)
    assert (code, out) == (0, f"Picture: {tmp_path / name}\n")
    with Image.open(tmp_path / name) as made:
        assert made.width == 1256 and made.height > 600
        pixels = np.asarray(made.convert("RGB")).astype(int)
    pink = np.abs(pixels - [255, 95, 162]).max(axis=2) < 40
    assert pink.sum() > 200


def test_the_picture_goes_with_json_too(show: Run, tmp_path: Path) -> None:
    told = record(show, "whole.jpg", "piece.jpg", "--picture", tmp_path / "why.png")
    assert told["picture"] == str(tmp_path / "why.png") and told["relation"] == "copy"


def test_a_picture_never_replaces_a_file_nor_enters_the_case(show: Run, case: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.png"
    mine.write_bytes(b"mine")
    link = tmp_path / "link.png"
    link.symlink_to(tmp_path / "nowhere.png")
    places = (mine, link, tmp_path / "why.gif", tmp_path / "no" / "why.png", case / "why.png")
    for place in places:
        code, out, err = show("whole.jpg", "piece.jpg", "--picture", place)
        assert (code, out) == (2, "") and str(place) in err
    assert mine.read_bytes() == b"mine"
    assert not (case / "why.png").exists() and not (tmp_path / "nowhere.png").exists()


def test_a_file_that_can_no_longer_be_decoded_is_named(
    show: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("FIRSTSEEN_MAX_PIXELS", "1000")
        settings.cache_clear()
        code, out, err = show("whole.jpg", "piece.jpg", "--picture", tmp_path / "why.png")
    settings.cache_clear()
    assert (code, out) == (1, "")
    assert ".jpg)" in err and "pixels" in err
    assert not (tmp_path / "why.png").exists()


def test_a_medium_and_a_group_say_how_to_see_a_pair(show: Run) -> None:
    _, medium, _ = show("whole.jpg")
    group = record(show, "whole.jpg")["group"]
    _, told, _ = show(group)
    for out in (medium, told):
        assert "firstseen show CASE A B --picture why.png" in out
