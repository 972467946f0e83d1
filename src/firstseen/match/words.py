"""What changed between two copies, and why they are believed to be copies, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from firstseen.match.evidence import Evidence
from firstseen.match.exposures import goes_on_otherwise
from firstseen.match.extent import StripKind, reach, surroundings
from firstseen.match.judge import COVERED
from firstseen.match.likeness import explained
from firstseen.match.overlaid import Over
from firstseen.model.copies import Relation, ShowsMore
from firstseen.prints.picture import PicturePrints

__all__ = ["changes", "figures", "of_moment", "reason"]

RESIZED = 0.02
"""Relative difference in scale from which a picture was resized."""

ROTATED = 1.5
"""Degrees of rotation, the least that the aligned pictures show safely."""

ASLANT = 0.015
"""Slant from which a picture inside another was photographed, on a screen or on paper: programs paste without any."""

CROPPED = 0.04
FRAMED = 0.02
"""Areas, as shares of the shared part, from which something was cut off, or put round it."""

GREY = 0.01
COLOURED = 0.04
"""Mean colourfulness below which a picture is grey, and above which the other is not."""

CONTRAST = 0.15
BRIGHTNESS = 12.0
COLOUR_FACTOR = 1.4
"""Change of contrast (relative), brightness (grey levels) and colourfulness (factor) that encoders do not make."""

BLURRED = 0.6
"""Fine detail left, contrast taken out, below which the one is a blurred version."""


def changes(evidence: Evidence, a: PicturePrints, b: PicturePrints, relation: Relation) -> tuple[str, ...]:
    """The words of `product.md` that the evidence supports, in a fixed order."""
    return tuple(
        word
        for word, is_so in (
            ("re-encoded", True),
            ("resized", _resized(evidence, a, b)),
            ("cropped", _around(evidence, StripKind.PHOTOGRAPH) >= CROPPED),
            ("bordered", _around(evidence, StripKind.BORDER, StripKind.BAR) >= FRAMED),
            ("mirrored", evidence.mirrored),
            ("rotated", abs(_turn(evidence)) >= ROTATED),
            ("grey", min(a.chroma, b.chroma) < GREY and max(a.chroma, b.chroma) > COLOURED),
            ("filtered", _filtered(evidence, a, b)),
            ("blurred", not BLURRED < _sharpness(evidence) < 1 / BLURRED),
            ("text added", _around(evidence, StripKind.BAR) >= FRAMED or evidence.shows(Over.WORDS)),
            ("logo added", evidence.shows(Over.LOGO)),
            ("inside another picture", relation is Relation.PART),
            ("photographed from a screen", relation is Relation.PART and evidence.slant >= ASLANT),
        )
        if is_so
    )


def figures(evidence: Evidence) -> dict[str, float]:
    """What the changes rest on, by name, from a to b.

    "scale" (factor), "rotation" (degrees clockwise), "shown_a" and "shown_b" (share of the photograph's known extent
    that each shows), "area_a" and "area_b" (share of each picture that the shared part takes), "agreement" (share of
    what is photographed in the shared part that looks the same), "contrast" and "sharpness" (factors), "brightness"
    (grey levels), "points" (points that agree, at distinct places).
    """
    tone = _tone(evidence)
    reach_a, reach_b = reach(evidence.strips_a), reach(evidence.strips_b)
    extent = reach_a + reach_b - 1.0
    named = {
        "scale": float(np.sqrt(abs(np.linalg.det(_linear(evidence))))),
        "rotation": _turn(evidence),
        "shown_a": reach_a / extent,
        "shown_b": reach_b / extent,
        "area_a": evidence.share_a,
        "area_b": evidence.share_b,
        "agreement": explained(evidence),
        "contrast": tone.contrast,
        "brightness": tone.brightness,
        "sharpness": _sharpness(evidence),
        "points": float(evidence.places),
    }
    return {name: round(value, 4) for name, value in named.items()}


def _around(evidence: Evidence, *kinds: StripKind) -> float:
    return max(surroundings(evidence.strips_a, *kinds), surroundings(evidence.strips_b, *kinds))


def _linear(evidence: Evidence) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    linear = evidence.transform[:2, :2].copy()
    if evidence.mirrored:
        linear[:, 0] *= -1
    return linear


def _resized(evidence: Evidence, a: PicturePrints, b: PicturePrints) -> bool:
    scales = np.linalg.svd(_linear(evidence), compute_uv=False)
    return bool(np.abs(np.log(scales)).max() > np.log(1 + RESIZED))


def _turn(evidence: Evidence) -> float:
    linear = _linear(evidence)
    return float(np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1])))


@dataclass(frozen=True, slots=True)
class _Tone:
    contrast: float
    brightness: float


def _tone(evidence: Evidence) -> _Tone:
    """Contrast and brightness of b against a where the two agree."""
    first, second = evidence.aligned.first, evidence.aligned.second
    mask = evidence.aligned.pixels(evidence.aligned.agree)
    f, s = first[mask], second[mask]
    spread = float(f.std())
    contrast = float(s.std()) / max(spread, 1e-3)
    return _Tone(contrast, float(s.mean() - f.mean()))


def _filtered(evidence: Evidence, a: PicturePrints, b: PicturePrints) -> bool:
    tone = _tone(evidence)
    if abs(np.log(max(tone.contrast, 1e-3))) > np.log(1 + CONTRAST) or abs(tone.brightness) > BRIGHTNESS:
        return True
    low, high = sorted((a.chroma, b.chroma))
    whole = not evidence.strips_a and not evidence.strips_b
    return bool(whole and low >= GREY and high > COLOURED and high / low > COLOUR_FACTOR)


def _sharpness(evidence: Evidence) -> float:
    """Fine detail of b over that of a, the contrast taken out."""
    mask = cv2.erode(evidence.aligned.mask, np.ones((3, 3), np.uint8)) > 0
    if not mask.any():
        return 1.0
    first = cv2.Laplacian(evidence.aligned.first, cv2.CV_32F)[mask]
    second = cv2.Laplacian(evidence.aligned.second, cv2.CV_32F)[mask]
    detail = float(second.std()) / max(float(first.std()), 1e-3)
    return detail / max(_tone(evidence).contrast, 1e-3)


def of_moment(evidence: Evidence) -> str:
    """The sentence for two moments before one camera."""
    share = f"{round(100 * explained(evidence))} %"
    return (
        f"The same scene at two moments: {share} of the shared area looks the same, but something is seen in both, at "
        f"two places: it moved in between."
    )


def reason(evidence: Evidence, relation: Relation, more: ShowsMore | None) -> str:
    """One sentence with the figures it rests on."""
    share = f"{round(100 * explained(evidence))} %"
    if relation is Relation.SAME_SUBJECT:
        points = f"The same subject in different photographs: {evidence.places} points agree, but"
        if explained(evidence) < COVERED:
            return f"{points} only {share} of what the two frames should share does."
        if goes_on_otherwise(evidence):
            return f"{points} beside what they share the two go on otherwise."
        parts = f"{round(100 * evidence.share_a)} % of a and {round(100 * evidence.share_b)} % of b"
        return f"{points} what they share is {parts}, and no more of one photograph than that could be told."
    known = f"{evidence.places} points agree and" if evidence.fit else "few points stand out, but"
    mirrored = ", mirrored" if evidence.mirrored else ""
    sentence = f"The same photograph{mirrored}: {known} {share} of the shared area looks the same"
    if more in (ShowsMore.A, ShowsMore.B):
        fuller, strips = ("a", evidence.strips_a) if more is ShowsMore.A else ("b", evidence.strips_b)
        other = "b" if fuller == "a" else "a"
        seen = 100 / reach(strips)
        sentence += f"; {other} shows {round(seen)} % of the photograph that {fuller} shows"
    if relation is Relation.PART:
        sentence += "; in one of them it is a piece among other things"
    if relation is Relation.COPY and evidence.shows(Over.UNCLEAR):
        sentence += "; where they differ, what lies there cannot be told"
    return sentence + "."
