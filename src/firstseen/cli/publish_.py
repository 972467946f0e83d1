"""`firstseen publish`: the case as a static page."""

from __future__ import annotations

from pathlib import Path

import click

from firstseen.cli.output import emit, json_option, line
from firstseen.cli.progress import shown_progress
from firstseen.dossier.publish import publish
from firstseen.pipeline.case import reading_case
from firstseen.pipeline.previews import CaseCrops, CasePreviews

__all__ = ["command"]


@click.command("publish")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def command(case: Path, folder: Path, as_json: bool) -> int:
    """Write the CASE as a dossier into DIR: a static page that asks nothing of any network and opens anywhere."""
    with reading_case(case) as opened, shown_progress(quiet=as_json) as progress:
        page = publish(
            opened.reading, folder, previews=CasePreviews(opened), crops=CaseCrops(opened), progress=progress
        )
    if as_json:
        emit({"dossier": str(page)})
    else:
        line(f"Dossier: {page}")
    return 0
