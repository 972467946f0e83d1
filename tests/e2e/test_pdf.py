"""A newspaper's page from the command line: its photograph is found on the drawn page, where the PDF says it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.drawing import jpeg, photograph
from tests.e2e.conftest import Done
from tests.exports.pdfs import PdfPage, PdfPicture, pdf

Run = Callable[..., Done]


def test_the_photograph_of_a_front_page_is_a_part_of_it_and_a_copy_of_the_post(tmp_path: Path, firstseen: Run) -> None:
    picture = jpeg(photograph(1))
    source = tmp_path / "source"
    source.mkdir()
    (source / "post.jpg").write_bytes(picture)
    lines = [(60, 1130, 40, "THE DAILY EXAMPLE"), (60, 1100, 10, "Friday, February 25, 2022")]
    page = PdfPage(850, 1200, lines, [PdfPicture(picture, (640, 480), 100, 500, 480, 360)])
    (source / "paper.pdf").write_bytes(pdf([page]))
    case = tmp_path / "case"

    for command in (("new", case), ("add", case, source), ("trace", case)):
        assert firstseen(*command).code == 0

    def listed(what: str) -> list[dict[str, Any]]:
        return firstseen("list", case, what, "--format", "jsonl").lines()

    (copy,) = listed("copies")
    assert copy["relation"] == "part"
    drawn = copy["box_a"] if copy["a_names"] == ["paper.pdf#page=1.png"] else copy["box_b"]
    front = next(item for item in listed("items") if item["kind"] == "front_page")
    stated = json.loads(front["extra"]["boxes of its pictures"])["paper.pdf#page=1.picture1.jpg"]
    assert all(abs(here - there) <= 6 for here, there in zip(drawn, stated, strict=True))
    shown = listed("appearances")
    assert {(one["earliest"], one["latest"]) for one in shown if one["item"] == front["item"]} == {
        ("2022-02-24T10:00:00Z", "2022-02-26T12:00:00Z")
    }
