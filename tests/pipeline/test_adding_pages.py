"""Two saved pages of one site: their furniture is kept, and joins nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from sqlalchemy import create_engine, text
from tests.intake.web_archives import png

from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import create

WORDS = "The water came shortly after midnight, when most people in the lower streets were asleep. " * 2


def test_a_logo_is_kept_and_joins_no_two_pages(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    for number in (1, 2):
        files = folder / f"page{number}_files"
        files.mkdir(parents=True)
        (files / "masthead.png").write_bytes(png(9))
        (files / f"bridge{number}.png").write_bytes(png(number))
        headline = f"River over its banks, day {number}"
        html = (
            f"<html><title>{headline}</title><body>"
            f"<header><a href='/'><img src='{files.name}/masthead.png'></a></header>"
            f"<article><h1>{headline}</h1><p>{WORDS}</p><img src='{files.name}/bridge{number}.png'><p>{WORDS}</p>"
            "</article></body></html>"
        )
        (folder / f"page{number}.html").write_text(html)
    case = tmp_path / "case"
    create(case, CaseFacts("pages"))
    report = add(case, [folder], ReadOptions())
    assert (report.read_items, report.read_appearances, report.refusals) == (2, 2, [])
    with create_engine(f"sqlite:///{case / 'case.sqlite'}").connect() as connection:
        media = {digest for (digest,) in connection.execute(text("select digest from media"))}
    logo = sha256(png(9)).hexdigest()
    assert media == {sha256(png(number)).hexdigest() for number in (1, 2)}
    (kept,) = (case / "blobs").rglob(logo)
    assert kept.read_bytes() == png(9)
