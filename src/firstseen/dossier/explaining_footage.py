"""The explaining picture of a pair that moves: what its page in the dossier shows, in one picture for a report.

As in `explaining.py` only numbers and our own words are written on it, never words of the case.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from firstseen.dossier.footage import SOUND_RATE
from firstseen.dossier.moments import Moment
from firstseen.dossier.segment_map import HEIGHT, LOWER, UPPER, WIDTH, SegmentMap, Tick
from firstseen.dossier.sound_pair import PITCHES, Window, scale_of
from firstseen.dossier.spectrogram import HIGHEST, spectrogram
from firstseen.dossier.wording import confidence_words, moving_clock, relation_words
from firstseen.model.copies import Copy
from firstseen.model.moving import Stretch
from firstseen.model.pictures import Box

__all__ = ["FRAME_SIDE", "Heard", "ShownMoment", "Video", "explaining_footage"]

FRAME_SIDE: Final = 590
"""Pixels of the longer side in which each frame is asked for."""
_MARGIN, _GAP, _SHEET = 28, 20, 1256
_PAPER, _INK, _SOFT = (251, 250, 247), (29, 28, 26), (91, 87, 80)
_BOX, _DARK = (255, 210, 63), (0, 0, 0)
_BANDS: Final = {"picture": (11, 90, 138), "sound": (179, 71, 0)}
_HIGH: Final = 340  # pixels of the tallest frame: four rows of telephone videos fill two pages, not five
_SOUND_HIGH: Final = 150
_LETTERS: Final = 118
_WITHIN: Final = _SHEET - 2 * _MARGIN


@dataclass(frozen=True, slots=True)
class Video:
    """One of the two: its name on the sheet (no words of the case), width and height as shown, seconds (a still: 0)."""

    name: str
    size: tuple[int, int] | None
    seconds: float


@dataclass(frozen=True, slots=True)
class ShownMoment:
    """The frames of one moment, (h, w, 3) uint8 RGB."""

    moment: Moment
    a: NDArray[np.uint8]
    b: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard in both, (n,) float32 at `SOUND_RATE`, as far as the window lies in each."""

    window: Window
    a: NDArray[np.float32]
    b: NDArray[np.float32]


class _Sheet:
    """A sheet that grows downwards."""

    def __init__(self) -> None:
        self._parts: list[tuple[int, Image.Image]] = []
        self.height = _MARGIN

    def put(self, part: Image.Image, left: int = _MARGIN, space: int = 0) -> None:
        """A part below what is there."""
        self._parts.append((left, _with_space(part, space)))
        self.height += part.height + space

    def words(self, text: str, size: int, colour: tuple[int, int, int] = _INK, space: int = 6) -> None:
        """One line of words."""
        line = Image.new("RGB", (_WITHIN, round(size * 1.35)), _PAPER)
        ImageDraw.Draw(line).text(
            (0, 0), text.encode("ascii", "replace").decode(), colour, ImageFont.load_default(size)
        )
        self.put(line, space=space)

    def drawn(self) -> NDArray[np.uint8]:
        """The whole sheet, (h, 1256, 3) uint8 RGB."""
        sheet = Image.new("RGB", (_SHEET, self.height + _MARGIN), _PAPER)
        top = _MARGIN
        for left, part in self._parts:
            sheet.paste(part, (left, top))
            top += part.height
        return np.asarray(sheet)


def _with_space(part: Image.Image, space: int) -> Image.Image:
    whole = Image.new("RGB", (part.width, part.height + space), _PAPER)
    whole.paste(part, (0, 0))
    return whole


def explaining_footage(
    copy: Copy,
    videos: tuple[Video, Video],
    drawing: SegmentMap | None,
    moments: Sequence[ShownMoment],
    heard: Heard | None,
) -> NDArray[np.uint8]:
    """Which seconds are which, the same moments side by side, and what is heard; (h, 1256, 3) uint8 RGB.

    `videos` are a and b.
    """
    a, b = videos
    sheet = _Sheet()
    sheet.words(relation_words(copy.relation) + (", mirrored" if copy.mirrored else ""), 30)
    for line in textwrap.wrap(copy.reason, _LETTERS):
        sheet.words(line, 17, space=2)
    sheet.words(f"How sure: {confidence_words(copy.confidence)}", 16, _SOFT, space=18)
    if drawing is not None:
        sheet.words(f"Which seconds are which.  Above: {a.name}.  Below: {b.name}.", 15, _SOFT)
        sheet.put(_mapped(drawing), space=18)
    for shown in moments:
        sheet.put(_side_by_side(shown, a, b), space=14)
    if heard is not None:
        same = "The same sound" if heard.window.same else "What is heard meanwhile: not the same"
        sheet.words(f"{same}  (framed; the lines are 1,000, 2,000 and 3,000 Hz)", 15, _SOFT)
        for video, samples, shown_part, shared in (
            (a, heard.a, heard.window.shown_a, heard.window.shared_a),
            (b, heard.b, heard.window.shown_b, heard.window.shared_b),
        ):
            sheet.put(_sounding(samples, shown_part, shared, video), space=12)
    return sheet.drawn()


def _mapped(drawing: SegmentMap) -> Image.Image:
    """The map on a canvas of twice its size, so that slanting borders are smooth."""
    scale = 2 * _WITHIN / WIDTH
    canvas = Image.new("RGB", (2 * _WITHIN, round(HEIGHT * scale)), _PAPER)
    for band in drawing.bands:
        corners = [tuple(float(part) * scale for part in corner.split(",")) for corner in band.points.split()]
        over = canvas.copy()
        ImageDraw.Draw(over).polygon(corners, fill=_BANDS[band.track])
        canvas = Image.blend(canvas, over, 0.4)
        ImageDraw.Draw(canvas).line([*corners, corners[0]], _BANDS[band.track], 3)
    draw = ImageDraw.Draw(canvas)
    for top in (UPPER, LOWER):
        draw.rectangle((0, top * scale, 2 * _WITHIN - 2, (top + 18) * scale), outline=_INK, width=3)
    for ticks, at in ((drawing.left_ticks, UPPER - 6), (drawing.right_ticks, LOWER + 18)):
        _ticked(draw, ticks, at, scale)
    return canvas.resize((_WITHIN, canvas.height // 2), Image.Resampling.LANCZOS)


def _ticked(draw: ImageDraw.ImageDraw, ticks: Sequence[Tick], top: float, scale: float) -> None:
    for tick in ticks:
        x = tick.x * scale
        draw.line([(x, top * scale), (x, (top + 6) * scale)], _INK, 3)
        anchor = "l" if tick.x < 15 else "r" if tick.x > WIDTH - 15 else "m"
        above = top == UPPER - 6
        place = (x, (top - 2 if above else top + 8) * scale)
        draw.text(place, tick.words, _INK, ImageFont.load_default(26), anchor=f"{anchor}{'b' if above else 't'}")


def _side_by_side(shown: ShownMoment, a: Video, b: Video) -> Image.Image:
    room = (_WITHIN - _GAP) // 2
    frames = []
    for pixels, box, video in ((shown.a, shown.moment.box_a, a), (shown.b, shown.moment.box_b, b)):
        frames.append(_framed(pixels, box, video.size, room))
    row = Image.new("RGB", (_WITHIN, max(frame.height for frame in frames) + 26), _PAPER)
    draw = ImageDraw.Draw(row)
    times = (shown.moment.at_a, shown.moment.at_b)
    for number, (frame, video) in enumerate(zip(frames, (a, b), strict=True)):
        left = number * (room + _GAP)
        row.paste(frame, (left, 0))
        when = f"at {moving_clock(times[number])}" if video.seconds > 0 else "a still picture"
        draw.text((left, frame.height + 5), f"{video.name}  {when}", _SOFT, ImageFont.load_default(15))
    return row


def _framed(pixels: NDArray[np.uint8], box: Box | None, size: tuple[int, int] | None, room: int) -> Image.Image:
    frame = Image.fromarray(np.ascontiguousarray(pixels))
    factor = min(room / frame.width, _HIGH / frame.height)
    frame = frame.resize((max(1, round(frame.width * factor)), max(1, round(frame.height * factor))))
    if box is not None and size is not None:
        draw = ImageDraw.Draw(frame)
        across, down = frame.width / size[0], frame.height / size[1]
        edges = [box[0] * across, box[1] * down, box[2] * across - 1, box[3] * down - 1]
        for colour, wide in ((_DARK, 5), (_BOX, 3)):
            draw.rectangle(edges, outline=colour, width=wide)
    return frame


def _sounding(samples: NDArray[np.float32], shown: Stretch, shared: Stretch, video: Video) -> Image.Image:
    scale = scale_of(shown, shared, video.seconds)
    part = Image.new("RGB", (_WITHIN, _SOUND_HIGH + 46), _PAPER)
    draw = ImageDraw.Draw(part)
    draw.rectangle((0, 20, _WITHIN, 20 + _SOUND_HIGH), fill=(231, 227, 218))
    left, right = (round(share * _WITHIN) for share in scale.filled)
    seconds = min(video.seconds, shown[1]) - max(0.0, shown[0])
    heard = Image.fromarray(spectrogram(samples, SOUND_RATE, seconds))
    part.paste(heard.resize((max(1, right - left), _SOUND_HIGH)), (left, 20))
    draw.text((0, 0), video.name, _SOFT, ImageFont.load_default(14))
    for hertz, _ in PITCHES:
        y = 20 + _SOUND_HIGH * (1 - hertz / HIGHEST)
        draw.line([(left, y), (left + 10, y)], (255, 255, 255), 2)
    edges = [round(scale.shared[0] * _WITHIN), 21, round(scale.shared[1] * _WITHIN) - 1, 19 + _SOUND_HIGH]
    for colour, wide in ((_DARK, 5), (_BOX, 3)):
        draw.rectangle(edges, outline=colour, width=wide)
    for share, words in scale.ticks:
        x = share * _WITHIN
        draw.line([(x, 20 + _SOUND_HIGH), (x, 26 + _SOUND_HIGH)], _INK, 1)
        anchor = "lt" if share < 0.02 else "rt" if share > 0.98 else "mt"
        draw.text((x, 29 + _SOUND_HIGH), words, _INK, ImageFont.load_default(13), anchor=anchor)
    return part
