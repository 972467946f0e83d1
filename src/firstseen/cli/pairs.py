"""A pair of media told to people: what was found between the two, and the picture that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.catalog.reading import CatalogReading
from firstseen.cli.output import clean, heading, line, plural, span
from firstseen.dossier.comparisons import comparison_of
from firstseen.dossier.differences import differences
from firstseen.dossier.explaining import SIDE, Shown, explaining_picture
from firstseen.dossier.explaining_footage import FRAME_SIDE, Heard, ShownMoment, Video, explaining_footage
from firstseen.dossier.figures import changed, remaining
from firstseen.dossier.moments import moments_of
from firstseen.dossier.segment_map import segment_map
from firstseen.dossier.sound_pair import window_of
from firstseen.dossier.wording import confidence_words, recording_words, relation_words, shows_more_words
from firstseen.errors import RefusedError, WrongUseError
from firstseen.match.moving.wording import clock
from firstseen.model.copies import Copy, Relation
from firstseen.model.identifiers import Digest
from firstseen.model.moving import Segment
from firstseen.model.pictures import Box
from firstseen.model.records import AppearanceRecord, CopyRecord, Json, MediumRecord
from firstseen.pipeline.case import Case
from firstseen.pipeline.previews import CaseCrops, CasePreviews
from firstseen.pipeline.showing_footage import CaseFootage

__all__ = ["WholePair", "check_new_file", "check_picture", "tell_pair", "whole_pair", "write_picture"]

_FORMATS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_MOST_SHOWN: Final = 5
_SHORT: Final = 12


@dataclass(frozen=True, slots=True)
class WholePair:
    """A copy with its two media and where each was shown, in order of time."""

    record: CopyRecord
    a: MediumRecord
    b: MediumRecord
    shown_a: tuple[AppearanceRecord, ...]
    shown_b: tuple[AppearanceRecord, ...]

    def as_json(self) -> Json:
        """The machine format of `list copies`, with the matched points, both media, and where each was shown."""
        return {
            **self.record.as_json(),
            "points": [[list(one), list(other)] for one, other in self.record.copy.points],
            "media": {"a": self.a.as_json(), "b": self.b.as_json()},
            "shown": {
                "a": [appearance.as_json() for appearance in self.shown_a],
                "b": [appearance.as_json() for appearance in self.shown_b],
            },
        }


def whole_pair(reading: CatalogReading, one: MediumRecord, other: MediumRecord) -> WholePair:
    """What was found between two media; raises `WrongUseError` where nothing was."""
    if one.digest == other.digest:
        raise WrongUseError("both name the same file", advice="Give two different media.")
    a, b = sorted((one, other), key=lambda medium: medium.digest)
    records = reading.copies(medium=a.digest)
    record = next((record for record in records if (record.copy.a, record.copy.b) == (a.digest, b.digest)), None)
    if record is None:
        raise WrongUseError(f"nothing was found between these two: {_named(a)} and {_named(b)}", advice=_advice(a, b))
    shown_a, shown_b = (tuple(reading.appearances(medium=medium.digest)) for medium in (a, b))
    return WholePair(record, a, b, shown_a, shown_b)


def _advice(a: MediumRecord, b: MediumRecord) -> str:
    for medium in (a, b):
        if medium.state != "examined":
            return f"{_named(medium)} was not compared: it is {medium.state}."
    if a.group and a.group == b.group:
        return f"They are joined by others: firstseen show CASE {a.group} lists every pair of their group."
    return "That is no evidence that they are different. What was found is listed by: firstseen list CASE copies"


def _named(medium: MediumRecord) -> str:
    name = medium.names[0] if medium.names else "no name"
    return f"{medium.digest[:_SHORT]} ({name})"


def tell_pair(case: Path, pair: WholePair) -> None:
    """A pair: relation, how sure, the sentence, what changed with its figures, where it lies, where it was seen."""
    copy = pair.record.copy
    mirrored = ", mirrored" if copy.mirrored else ""
    line(f"{relation_words(copy.relation)}{mirrored}: {confidence_words(copy.confidence)}")
    line(f"  {copy.reason}")
    line(f"  a: {_file(pair.a)}")
    line(f"  b: {_file(pair.b)}")
    if copy.relation is not Relation.SAME_SUBJECT:
        line(f"  {shows_more_words(copy.shows_more, 'a', 'b', recording_words(copy))}")
    if copy.mirrored:
        line("  Which side is the right way round cannot be told from the two.")
    if copy.changes:
        heading("What changed")
        for change, words in changed(copy, "a", "b"):
            line(f"  {change}{': ' + words if words else ''}")
    measured = remaining(copy, "a", "b")
    if measured:
        heading("Also measured" if copy.changes else "What was measured")
        for figure in measured:
            line(f"  {figure.words}")
    if copy.segments:
        heading("Which seconds are which")
        for one in copy.segments:
            a, b = _span(pair.a, "a", one.a_from, one.a_to), _span(pair.b, "b", one.b_from, one.b_to)
            line(f"  {one.track.value:<8} {a} is {b}{_how(one)}  (sure: {one.confidence:.2f})")
    if copy.box_a or copy.box_b or not copy.segments:
        heading("Where the shared part lies (left, top, right, bottom)")
        line(f"  in a: {_box(copy.box_a)}")
        line(f"  in b: {_box(copy.box_b)}")
    if copy.altered:
        cells = sum(row.count("1") for row in copy.altered.cells)
        total = sum(len(row) for row in copy.altered.cells)
        line(f"  other content: in {cells:,} of {total:,} cells over {_box(copy.altered.box)} of a")
    for name, shown in (("a", pair.shown_a), ("b", pair.shown_b)):
        heading(f"Where {name} was seen: {plural(len(shown), 'appearance')}")
        _tell_shown(shown)
    line()
    if copy.segments:
        line("To see why, the same moments side by side, which seconds are which, and what is heard:")
    else:
        line("To see why, both pictures with the matched points and what differs:")
    line(f"  firstseen show {case} {copy.a[:_SHORT]} {copy.b[:_SHORT]} --picture why.png")


def _span(medium: MediumRecord, name: str, start: float, end: float) -> str:
    if medium.moving is None:
        return f"{name} (a still)"
    return f"{clock(start)} of {name}" if start == end else f"{clock(start)} to {clock(end)} of {name}"


def _how(segment: Segment) -> str:
    mirrored = ", mirrored" if segment.mirrored else ""
    return mirrored + (f", at {segment.speed:.2f} times the speed" if abs(segment.speed - 1.0) > 0.02 else "")


def _file(medium: MediumRecord) -> str:
    size = f", {medium.size[0]} x {medium.size[1]}" if medium.size else ""
    return f"{medium.digest[:_SHORT]}  {', '.join(medium.names)}{size}"


def _box(box: Box | None) -> str:
    return ", ".join(str(edge) for edge in box) if box else "the whole picture"


def _tell_shown(shown: tuple[AppearanceRecord, ...]) -> None:
    for record in shown[:_MOST_SHOWN]:
        who = " ".join(part for part in (record.platform, record.author) if part) or record.url or record.name or ""
        line(f"  {span(record.span.earliest, record.span.latest)}  {' '.join(clean(who).split())}  {record.id}")
    if len(shown) > _MOST_SHOWN:
        line(f"  … and {len(shown) - _MOST_SHOWN:,} more")


def write_picture(case: Case, pair: WholePair, file: Path) -> None:
    """Write the explaining picture; raises `WrongUseError` where the file cannot be one, `RefusedError` where one of
    the two cannot be decoded."""
    made = _explained(case, pair)
    try:
        with file.open("xb") as stream:
            Image.fromarray(made).save(stream, _FORMATS[file.suffix.lower()])
    except FileExistsError as error:
        raise WrongUseError(f"{file} is there already", advice="Name a new file.") from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise WrongUseError(f"{file}: its folder does not exist", advice="Make the folder first.") from error


def check_picture(case: Path, file: Path) -> None:
    """Raises `WrongUseError` where an explaining picture cannot be written to `file`: asked before work is done."""
    if file.suffix.lower() not in _FORMATS:
        raise WrongUseError(f"{file}: not a kind of picture that is written", advice="Name a file .png or .jpg")
    check_new_file(case, file)


def check_new_file(case: Path, file: Path) -> None:
    """Raises `WrongUseError` where `file` exists, has no folder, or lies in the case."""
    if file.exists() or file.is_symlink():
        raise WrongUseError(f"{file} is there already", advice="Name a new file.")
    if not file.parent.is_dir():
        raise WrongUseError(f"{file}: its folder does not exist", advice="Make the folder first.")
    if file.resolve().is_relative_to(case.resolve()):
        raise WrongUseError(f"{file} lies in the case", advice="Name a file outside the case.")


def _explained(case: Case, pair: WholePair) -> NDArray[np.uint8]:
    copy = pair.record.copy
    if copy.segments:
        return _explained_footage(case, pair)
    pixels: dict[Digest, NDArray[np.uint8]] = {}
    for digest, rgb, reason in CasePreviews(case)([copy.a, copy.b], SIDE):
        if rgb is None:
            raise RefusedError(_named(pair.a if digest == copy.a else pair.b), reason or "it cannot be decoded")
        pixels[digest] = rgb
    a, b = _shown("a", pair.a, pixels), _shown("b", pair.b, pixels)
    sized: tuple[Copy, tuple[int, int], tuple[int, int]] = (copy, (a.width, a.height), (b.width, b.height))
    difference = next(iter(differences([sized], CaseCrops(case))))
    return explaining_picture(copy, a, b, difference)


def _explained_footage(case: Case, pair: WholePair) -> NDArray[np.uint8]:
    """As far as there is anything to be seen or heard; raises `RefusedError` where nothing can be decoded."""
    with CaseFootage(case) as maker:
        return _sheet(pair, maker)


def _sheet(pair: WholePair, maker: CaseFootage) -> NDArray[np.uint8]:
    copy = pair.record.copy
    sides = {"a": pair.a, "b": pair.b}
    moments = moments_of(copy)
    reasons: list[str] = []
    wanted = [
        (f"{at}{side}", sides[side].digest, moment.at_a if side == "a" else moment.at_b)
        for at, moment in enumerate(moments)
        for side in sides
    ]
    frames: dict[str, NDArray[np.uint8]] = {}
    for key, pixels, reason in maker.frames(wanted, FRAME_SIDE) if wanted else ():
        if pixels is None:
            reasons.append(reason or "it cannot be decoded")
        else:
            frames[key] = pixels
    shown = [
        ShownMoment(moment, frames[f"{at}a"], frames[f"{at}b"])
        for at, moment in enumerate(moments)
        if f"{at}a" in frames and f"{at}b" in frames
    ]
    a, b = (
        Video(f"{name}   {medium.digest[:_SHORT]}", medium.size, medium.moving.seconds if medium.moving else 0.0)
        for name, medium in sides.items()
    )
    heard = _heard(copy, a, b, maker)
    if not shown and heard is None:
        raise RefusedError(_named(pair.a), reasons[0] if reasons else "nothing of the two can be shown")
    media = {medium.digest: medium for medium in sides.values()}
    drawing = segment_map(comparison_of(copy, copy.a, media), "a", "b")
    return explaining_footage(copy, (a, b), drawing, shown, heard)


def _heard(copy: Copy, a: Video, b: Video, maker: CaseFootage) -> Heard | None:
    window = window_of(copy, a.seconds, b.seconds)
    if window is None:
        return None
    parts = (("a", copy.a, window.shown_a, a), ("b", copy.b, window.shown_b, b))
    wanted = [(key, digest, max(0.0, part[0]), min(video.seconds, part[1])) for key, digest, part, video in parts]
    samples = {key: found for key, found, _ in maker.sounds(wanted) if found is not None}
    return Heard(window, samples["a"], samples["b"]) if len(samples) == 2 else None


def _shown(name: str, medium: MediumRecord, pixels: dict[Digest, NDArray[np.uint8]]) -> Shown:
    if medium.size is None:
        raise RefusedError(_named(medium), "it was not examined as a picture")
    return Shown(f"{name}   {medium.digest[:_SHORT]}", pixels[medium.digest], *medium.size)
