from __future__ import annotations

import csv
import hashlib
import zipfile
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from warcio.archiveiterator import ArchiveIterator

from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.match.verify import verify
from firstseen.model.copies import Copy, Relation
from firstseen.model.identifiers import sha256_hex
from firstseen.model.items import Item, Refusal, SourceRead
from firstseen.prints.describe import describe
from firstseen.prints.picture import PicturePrints
from firstseen.sample import SampleCase, films, write_sample
from firstseen.sample import case as case_module
from firstseen.sample.pictures import IN_ARCHIVE, IN_MAIL, IN_PAGE, IN_POSTS
from firstseen.sample.posts import posts
from firstseen.sample.scenes import SCENES


@pytest.fixture(scope="module")
def prints(flood: Path, written: SampleCase) -> dict[str, tuple[str, PicturePrints]]:
    found = {}
    for name in written.planted.shows:
        data = (flood / name).read_bytes()
        digest = sha256_hex(data)
        with Image.open(flood / name) as image:
            found[name] = (digest, describe(np.asarray(image.convert("RGB")), digest))
    return found


def compared(prints: dict[str, tuple[str, PicturePrints]], one: str, other: str) -> Copy | None:
    a, b = sorted((prints[one], prints[other]), key=lambda entry: entry[0])
    return verify(a[0], a[1], b[0], b[1])


def test_sizes_are_those_of_photographs(flood: Path) -> None:
    for path in (path for path in (flood / "pictures").iterdir() if path.name not in films.NAMES):
        with Image.open(path) as image:
            assert 600 <= max(image.size) <= 2000
            assert image.getexif().get(ExifTags.Base.Make) is None
    whole = sum(path.stat().st_size for path in flood.rglob("*") if path.is_file())
    assert whole < 30 << 20


def test_twelve_or_more_base_pictures_are_shown(written: SampleCase) -> None:
    assert len({scene for scenes in written.planted.shows.values() for scene in scenes}) >= 12


def test_no_file_is_damaged(flood: Path) -> None:
    for path in flood.rglob("*"):
        if path.suffix in (".jpg", ".png"):
            with Image.open(path) as image:
                image.load()


def test_two_runs_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = SCENES["chapel"]()
    few = {
        name: recipe
        for name, recipe in IN_POSTS.items()
        if name.startswith(("Screenshot", "IMG_", "the_", "four", "market", "FB"))
    }
    monkeypatch.setattr(case_module, "SCENES", dict.fromkeys(SCENES, drawn.copy))
    monkeypatch.setattr(case_module, "IN_POSTS", few)
    digests = []
    for run in ("one", "two"):
        told: list[tuple[int, int]] = []
        write_sample(tmp_path / run, progress=lambda done, whole, told=told: told.append((done, whole)))  # type: ignore[misc]
        assert told == [(number + 1, len(SCENES)) for number in range(len(SCENES))]
        digests.append(
            {
                str(path.relative_to(tmp_path / run)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted((tmp_path / run).rglob("*"))
                if path.is_file()
            }
        )
    assert digests[0] == digests[1]
    assert len(digests[0]) == len(few) + len(IN_PAGE) + len(films.NAMES) + 4


@pytest.mark.parametrize("scene", ["chapel", "road", "night"])
def test_a_scene_is_drawn_the_same_again(scene: str) -> None:
    first, second = SCENES[scene](), SCENES[scene]()
    assert first.shape == (853, 1280, 3)
    assert np.array_equal(first, second)
    assert first.std() > 15


def test_versions_of_one_picture_are_copies(prints: dict[str, tuple[str, PicturePrints]], written: SampleCase) -> None:
    shows = written.planted.shows
    joining = {Relation.EXACT, Relation.COPY, Relation.PART, Relation.ALTERED}
    best: dict[str, set[str]] = {}
    for one, other in combinations(shows, 2):
        if set(shows[one]) & set(shows[other]):
            copy = compared(prints, one, other)
            if copy is not None and copy.relation in joining:
                best.setdefault(one, set()).add(other)
                best.setdefault(other, set()).add(one)
    lonely = {scenes for name, scenes in shows.items() if name not in best}
    assert lonely == set()


def test_different_pictures_are_not_copies(prints: dict[str, tuple[str, PicturePrints]], written: SampleCase) -> None:
    shows = written.planted.shows
    wrong = [
        (one, other, copy.reason)
        for one, other in combinations(shows, 2)
        if not set(shows[one]) & set(shows[other])
        and (copy := compared(prints, one, other)) is not None
        and copy.relation is not Relation.SAME_SUBJECT
    ]
    assert wrong == []


def test_the_mirrored_copy_is_mirrored(prints: dict[str, tuple[str, PicturePrints]], written: SampleCase) -> None:
    copy = compared(prints, written.planted.mirrored, "pictures/GNgA2kVXoAAr7Lc.jpg")
    assert copy is not None
    assert copy.mirrored


def test_the_old_picture_was_posted_again_as_new(
    prints: dict[str, tuple[str, PicturePrints]], written: SampleCase
) -> None:
    for name in written.planted.posted_as_new:
        copy = compared(prints, written.planted.old_picture[0], name)
        assert copy is not None, name
        assert copy.relation in (Relation.COPY, Relation.PART, Relation.ALTERED)


def test_the_crop_was_posted_before_the_fuller_picture(flood: Path, written: SampleCase) -> None:
    with (flood / "posts.csv").open(encoding="utf-8", newline="") as stream:
        published = {name: row["published"] for row in csv.DictReader(stream) for name in row["media"].split(";")}
    crop, fuller = written.planted.crop_before_fuller
    assert published[crop] < published[fuller]
    with Image.open(flood / crop) as small, Image.open(flood / fuller) as large:
        assert small.width < large.width


def test_two_towns_are_named_for_one_picture(flood: Path, written: SampleCase) -> None:
    with (flood / "posts.csv").open(encoding="utf-8", newline="") as stream:
        words = {row["post_id"]: row["text"] for row in csv.DictReader(stream)}
    one, other = written.planted.two_towns
    assert "Вельмора" in words[one]
    assert "Dremna" in words[other]


def test_the_archive_holds_captures_two_years_apart(flood: Path) -> None:
    with (flood / "from-the-archive.warc.gz").open("rb") as stream:
        dates = {
            record.rec_headers.get_header("WARC-Target-URI"): record.rec_headers.get_header("WARC-Date")
            for record in ArchiveIterator(stream)
        }
    assert dates["https://ilven-courier.example/img/aldwen-chapel.jpg"] == "2022-05-20T08:14:02Z"
    assert dates["https://ilven-courier.example/img/weir.jpg"] == "2024-05-14T06:31:45Z"


def test_the_mailed_pictures_carry_a_camera_and_a_place_in_the_ocean(flood: Path) -> None:
    with zipfile.ZipFile(flood / "sent-by-mail.zip") as archive:
        names = archive.namelist()
        assert len(names) == 4
        with archive.open(names[0]) as stream, Image.open(stream) as image:
            exif = image.getexif()
            details, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert exif[ExifTags.Base.Make] == "Invented"
    assert details[ExifTags.Base.DateTimeOriginal].startswith("2024:05:1")
    assert place[ExifTags.GPS.GPSLatitudeRef] == "S"
    assert place[ExifTags.GPS.GPSLatitude][0] == 48


def test_the_readers_read_all_of_it(flood: Path, written: SampleCase) -> None:
    items: dict[str, list[Item]] = {}
    refused: list[Refusal] = []
    reader = ""
    for found in read_path(flood, ReadOptions()):
        if isinstance(found, SourceRead):
            reader = found.reader
        elif isinstance(found, Item):
            items.setdefault(reader, []).append(found)
        elif isinstance(found, Refusal):
            refused.append(found)
    assert refused == []
    assert len(items["posts table"]) == len(posts())
    assert [len(item.media) for item in items["saved page"]] == [4]
    missing = [shown for item in items["posts table"] for shown in item.media if shown.content is None]
    assert [shown.name for shown in missing] == [written.planted.not_collected[1]]
    assert len(items["web archive"]) >= 2
    held = [shown for listed in items.values() for item in listed for shown in item.media if shown.content is not None]
    assert len(held) == len(IN_POSTS) + len(films.NAMES) + len(IN_PAGE) + len(IN_ARCHIVE) + len(IN_MAIL)
