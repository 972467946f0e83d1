"""`firstseen demo`: a sample case, traced and published."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line
from firstseen.cli.progress import shown_progress
from firstseen.cli.summary import summary_json, tell_summary
from firstseen.dossier.publish import publish
from firstseen.errors import WrongUseError
from firstseen.intake.source import ReadOptions
from firstseen.model.records import CaseFacts
from firstseen.pipeline.adding import add
from firstseen.pipeline.case import Case, create, reading_case
from firstseen.pipeline.previews import CaseCrops, CasePreviews
from firstseen.pipeline.showing_footage import CaseFootage
from firstseen.pipeline.tracing import trace
from firstseen.sample.case import write_sample

__all__ = ["command"]


@click.command("demo")
@click.argument("folder", required=False, default="demo", type=click.Path(path_type=Path))
@json_option
def command(folder: Path, as_json: bool) -> int:
    """Make a sample case in FOLDER (default: demo): an invented flood, collected, traced and published.

    The pictures are drawn by the program; no person, place or post in it exists.
    """
    if folder.exists() and any(entry.name not in ("collected", "case", "dossier") for entry in _entries(folder)):
        raise WrongUseError(f"{folder} holds other files", advice="Name a new folder: firstseen demo FOLDER")
    with shown_progress(quiet=as_json) as progress:
        sample = write_sample(
            folder / "collected", progress=lambda done, total: progress("drawing the sample case", done, total)
        )
        case = folder / "case"
        if not Case(case).catalogue.exists():
            create(case, CaseFacts("demo", sample.event, sample.place, sample.start, sample.end))
        add(case, sample.sources, ReadOptions(), progress)
        trace(case, progress)
        with reading_case(case) as opened, CaseFootage(opened) as footage:
            page = publish(
                opened.reading,
                folder / "dossier",
                previews=CasePreviews(opened),
                crops=CaseCrops(opened),
                footage=footage,
                progress=progress,
            )
    with reading_case(case) as opened:
        if as_json:
            emit({**summary_json(opened.reading), "case": str(case), "dossier": str(page)})
            return 0
        tell_summary(opened.reading)
    line()
    line(f"The case:    {case}")
    line(f"The dossier: {page.resolve()}")
    return 0


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise WrongUseError(f"{folder} is not a folder")
    return list(folder.iterdir())
