"""A case in, a static page out: a folder that opens from a USB stick, asks nothing of a network, and prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from firstseen.dossier.differences import CropMaker
from firstseen.dossier.exports import write_exports
from firstseen.dossier.folder import replacing
from firstseen.dossier.footage import Footage, FootageMaker
from firstseen.dossier.group_page import write_group
from firstseen.dossier.group_pairs import moving_pairs
from firstseen.dossier.medium_page import write_medium
from firstseen.dossier.overview_page import write_overview
from firstseen.dossier.pages import Pages
from firstseen.dossier.pair_page import PairPages
from firstseen.dossier.platforms import Platforms
from firstseen.dossier.previews import PreviewMaker, Previews
from firstseen.dossier.survey import survey_of
from firstseen.dossier.wording import moment_words
from firstseen.model.records import CaseReading

__all__ = ["publish"]

_BETWEEN_REPORTS = 25  # pages between two calls of `progress`


def publish(
    case: CaseReading,
    folder: Path,
    *,
    previews: PreviewMaker,
    crops: CropMaker | None = None,
    footage: FootageMaker | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    title: str | None = None,
    made_at: datetime | None = None,
) -> Path:
    """Write the dossier of a case, and give the path of its index.html.

    `previews` decodes pictures in the sandbox, `crops` cuts parts out of them there for the aligned differences, and
    `footage` makes what is shown of videos and sounds; what is not given is left away. `progress` is called with
    (stage, done, total). `title` stands on top of every page, else the event's name, else the case's. `made_at` is
    printed when given; the same case gives the same bytes otherwise. A dossier already in `folder` is replaced once
    the new one is whole.

    Raises `WrongUseError` when `folder` holds something else, `StorageFullError` when the disk is full.
    """
    report = progress or (lambda stage, done, total: None)
    with replacing(folder) as target:
        survey = survey_of(case)
        pictures = Previews()
        wanted = (medium.digest for medium in case.media() if medium.size is not None)
        examined = survey.states["examined"]
        pictures.make(wanted, previews, target, lambda done: report("pictures", done, examined))
        moving = Footage()
        if footage is not None:
            pairs_of_footage, videos = moving_pairs(case)
            told = partial(report, "videos and sounds")
            moving.make(pairs_of_footage, videos, footage, target, progress=told)
        platforms = Platforms(survey.platforms)
        name = title or survey.facts.event or survey.facts.name
        pairs = PairPages()
        pages = Pages(
            target,
            title=name,
            facts=survey.facts,
            pictures=pictures,
            footage=moving,
            pairs=pairs,
            links=survey.links,
            decisions=survey.findings.decisions,
            made_at=moment_words(made_at) if made_at else None,
        )
        pages.write_style()
        cards = []
        for done, group in enumerate(case.groups(), start=1):
            cards.append(write_group(case, group, survey, platforms, pages, pairs=pairs))
            if done % _BETWEEN_REPORTS == 0 or done == len(survey.group_numbers):
                report("groups", done, len(survey.group_numbers))
        pairs.write(
            case,
            platforms,
            pages,
            target,
            footage=moving,
            crops=crops,
            progress=lambda done: report("pairs", done, len(pairs)),
        )
        for done, medium in enumerate(case.media(), start=1):
            write_medium(case, medium, survey, platforms, pages)
            if done % _BETWEEN_REPORTS == 0 or done == survey.media:
                report("media", done, survey.media)
        write_overview(case, survey, cards, platforms, pages)
        write_exports(case, target)
    return folder / "index.html"
