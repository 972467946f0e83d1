"""The kinds of edits that are asked about: each a pure function of the photograph, others, chance and a set of layouts.

Layouts, fonts, badges and words come in four sets: "tuning" and "second", which thresholds and rules were set with,
"third", which was reported and whose false alarms were then looked at and mended, and "report", which nothing was set
with. None of it is in two sets. A change in what is drawn raises `VERSION`, so that pinned
floors are not compared with figures of other pictures.
"""

from __future__ import annotations

from bench.copies.edits import badges, frames, insets, overlays, pages, papers, phones, pieces, plain, screens, tones
from bench.copies.edits.canvas import Edit, Edited, Matrix, Picture, chain
from bench.copies.edits.voices import SETS, Layouts, fonts_found

__all__ = ["KINDS", "SETS", "TEMPLATED", "VERSION", "Edit", "Edited", "Layouts", "Matrix", "Picture", "fonts_found"]

VERSION = 4

_sent = plain.encode(70, 90)
_poor = plain.encode(35, 60)

KINDS: dict[str, Edit] = {
    "re-encoded": chain(plain.encode(12, 28)),
    "half size": chain(plain.size(0.5), _sent),
    "thumbnail of 160 px": chain(plain.thumbnail, _sent),
    "crop to a half": chain(plain.crop(0.5), _sent),
    "crop to a quarter": chain(plain.crop(0.25), _sent),
    "crop to a tenth": chain(plain.crop(0.1), _sent),
    "mirrored": chain(plain.mirror, _sent),
    "mirrored crop": chain(plain.mirror, plain.crop(0.4), _sent),
    "quarter turn": chain(plain.quarter_turn, _sent),
    "tilted": chain(plain.tilt, _sent),
    "perspective": chain(plain.perspective, _sent),
    "grey": chain(tones.grey, _sent),
    "filtered": chain(tones.filtered, _sent),
    "sepia": chain(tones.sepia, _sent),
    "blurred": chain(tones.blur(0.006), _sent),
    "bordered": chain(frames.border, _sent),
    "letterboxed": chain(frames.letterbox, _sent),
    "caption strip": chain(frames.caption_strip, _sent),
    "meme": chain(overlays.meme, _sent),
    "subtitles": chain(overlays.subtitles, _sent),
    "stickers": chain(overlays.stickers, _sent),
    "badge": chain(badges.badge_over, _sent),
    "marked": chain(overlays.marks, _sent),
    "replaced": chain(pieces.replaced, _sent),
    "removed": chain(pieces.removed, _sent),
    "post, light": chain(phones.post("light"), _sent),
    "post, dark": chain(phones.post("dark"), _sent),
    "web page": chain(pages.web_page, _sent),
    "front page, half width": chain(papers.front_page(0.5), _sent),
    "front page, third grey": chain(papers.front_page(1 / 3, "grey"), _sent),
    "front page, halftone": chain(papers.front_page(0.42, "halftone"), _sent),
    "photographed screen": chain(screens.photographed, _sent),
    "video frame": chain(screens.video_frame),
    "reaction": chain(insets.reaction, _sent),
    "picture in picture": chain(insets.inset, _sent),
    "collage, even": chain(insets.collage_even, _sent),
    "collage, uneven": chain(insets.collage_uneven, _sent),
    "stack": chain(frames.stack, _sent),
    "mirrored crop, meme": chain(plain.mirror, plain.crop(0.5), overlays.meme, _poor),
    "collage in a post": chain(insets.collage_uneven, phones.post("light"), _sent),
    "halftone, cut out": chain(papers.front_page(0.4, "halftone"), papers.cut_out, _poor),
    "meme in a post, small": chain(overlays.meme, phones.post("dark"), plain.size(0.6), _poor),
    "filtered crop, bordered": chain(plain.crop(0.4), tones.filtered, frames.border, _poor),
}
"""By name, as they are told in the tables."""

TEMPLATED = (
    "caption strip",
    "meme",
    "subtitles",
    "badge",
    "post, light",
    "post, dark",
    "web page",
    "front page, half width",
    "front page, third grey",
    "front page, halftone",
    "video frame",
    "stack",
)
"""Those that put the same frames, badges and words on every photograph: for distractors and queries without answer."""
