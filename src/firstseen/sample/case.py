"""Writes the sample case: the flood of an invented town, drawn and told by our own code."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.sample import archive, mail, page
from firstseen.sample.films import MIRRORED, OLD, REVOICED, STILL, STREET, films
from firstseen.sample.pictures import IN_ARCHIVE, IN_MAIL, IN_PAGE, IN_POSTS, Recipe, make
from firstseen.sample.posts import MISSING_PICTURE, Post, posts
from firstseen.sample.scenes import SCENES

__all__ = ["Planted", "Progress", "SampleCase", "write_sample"]

Progress = Callable[[int, int], None]
"""Told how many of how many pictures are done."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What was hidden in the sample case on purpose. Files are named as below the folder `flood`."""

    old_picture: tuple[str, ...]
    old_post: str
    posted_as_new: tuple[str, ...]
    contradicting_post: str
    mirrored: str
    crop_before_fuller: tuple[str, str]
    not_collected: tuple[str, str]
    same_scene: tuple[str, str]
    two_towns: tuple[str, str]
    old_film: tuple[str, str]
    revoiced: tuple[str, str]
    still_of: tuple[str, str]
    shows: Mapping[str, tuple[str, ...]]
    """For each picture file outside archives, the base pictures it shows."""


@dataclass(frozen=True, slots=True)
class SampleCase:
    """The sample case: what to add, what it is about, and what was planted in it."""

    sources: tuple[Path, ...]
    event: str
    place: str
    start: datetime
    end: datetime
    planted: Planted


def write_sample(folder: Path, *, progress: Progress | None = None) -> SampleCase:
    """Draws and writes the sample case into `folder`; the same bytes on every run on one machine.

    Raises `OSError` when the folder cannot be written.
    """
    flood = folder / "flood"
    (flood / "pictures").mkdir(parents=True, exist_ok=True)
    files = flood / "saved-page" / page.FOLDER
    files.mkdir(parents=True, exist_ok=True)
    packed: dict[str, dict[str, bytes]] = {"archive": {}, "mail": {}}
    for place, name, data in _files(progress):
        if place == "posts":
            (flood / "pictures" / name).write_bytes(data)
        elif place == "page":
            (files / name).write_bytes(data)
        else:
            packed[place][name] = data
    for name, data in films():
        (flood / "pictures" / name).write_bytes(data)
    (files.parent / page.PAGE).write_text(page.page(), encoding="utf-8")
    archive.write_archive(flood / archive.ARCHIVE, packed["archive"])
    mail.write_zip(flood / mail.ARCHIVE, packed["mail"])
    told = posts()
    (flood / "posts.csv").write_text(_table(told), encoding="utf-8", newline="")
    return SampleCase(
        sources=(flood,),
        event="Flood in Velmora",
        place="Velmora on the Ilven",
        start=datetime(2024, 5, 14, tzinfo=UTC),
        end=datetime(2024, 5, 17, 23, 59, 59, tzinfo=UTC),
        planted=_planted(told),
    )


def _files(progress: Progress | None) -> Iterator[tuple[str, str, bytes]]:
    """Every picture file: where it belongs, its name, its bytes; one base picture is held at a time where it can be."""
    wanted: list[tuple[str, str, Recipe]] = [
        (place, name, recipe)
        for place, recipes in (("posts", IN_POSTS), ("page", IN_PAGE), ("archive", IN_ARCHIVE), ("mail", IN_MAIL))
        for name, recipe in recipes.items()
    ]
    shared = {scene for _, _, recipe in wanted if len(recipe.scenes) > 1 for scene in recipe.scenes}
    bases: dict[str, NDArray[np.uint8]] = {}
    for done, (scene, draw) in enumerate(SCENES.items(), start=1):
        bases[scene] = draw()
        ready = [entry for entry in wanted if set(entry[2].scenes) <= bases.keys()]
        wanted = [entry for entry in wanted if entry not in ready]
        for place, name, recipe in ready:
            yield place, name, _encoded(place, name, make(recipe, bases), recipe.quality)
        if scene not in shared:
            del bases[scene]
        if progress is not None:
            progress(done, len(SCENES))


def _encoded(place: str, name: str, rgb: NDArray[np.uint8], quality: int) -> bytes:
    if place == "mail":
        return mail.camera_jpeg(rgb, mail.TAKEN[name], quality)
    out = io.BytesIO()
    if name.endswith(".png"):
        Image.fromarray(rgb).save(out, "PNG", compress_level=3)
    else:
        Image.fromarray(rgb).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _table(told: tuple[Post, ...]) -> str:
    """The posts as CSV, in the columns of a posts table."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("post_id", "platform", "url", "author", "published", "text", "media"))
    for post in told:
        media = ";".join(f"pictures/{name}" for name in post.files)
        table.writerow((post.id, post.platform, post.url, post.author, post.stated, post.text, media))
    return out.getvalue()


def _planted(told: tuple[Post, ...]) -> Planted:
    shown_by = {name: post.id for post in told for name in post.files}
    return Planted(
        old_picture=("pictures/FTPw2uYWQAEmK5a.jpg",),
        old_post=shown_by["FTPw2uYWQAEmK5a.jpg"],
        posted_as_new=tuple(
            f"pictures/{name}"
            for name in (
                "GNkWb9xXYAAd1Uf.jpg",
                "photo_2024-05-15_17-48-30.jpg",
                "chapel_share_small.jpg",
                "Screenshot_20240515-203307.png",
            )
        ),
        contradicting_post=shown_by["GNh7vLmWsAEk9Qd.jpg"],
        mirrored="pictures/FB_IMG_1715680213000.jpg",
        crop_before_fuller=("pictures/GNgLr0pWIAA5bHe.jpg", "pictures/IMG_2031.jpg"),
        not_collected=(shown_by[MISSING_PICTURE], f"pictures/{MISSING_PICTURE}"),
        same_scene=("pictures/IMG_2064.jpg", "pictures/IMG_2079.jpg"),
        two_towns=(shown_by["photo_2024-05-15_09-12-37.jpg"], shown_by["GNkA5nRWMAAv8Lj.jpg"]),
        old_film=(f"pictures/{OLD}", f"pictures/{MIRRORED}"),
        revoiced=(f"pictures/{STREET}", f"pictures/{REVOICED}"),
        still_of=(f"pictures/{STILL}", f"pictures/{STREET}"),
        shows={
            **{f"pictures/{name}": recipe.scenes for name, recipe in IN_POSTS.items()},
            **{f"saved-page/{page.FOLDER}/{name}": recipe.scenes for name, recipe in IN_PAGE.items()},
        },
    )
