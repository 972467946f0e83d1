"""How much each sign counts, in log-odds (natural logarithm).

Fitted on simulated cascades with seeds kept for tuning (`python -m bench.spread --seeds tuning`); see
docs/decisions/0020 for how, and for what it gave. 4 is "wrong once in fifty", 3 "once in twenty", 1.5 "once in five",
0.7 "once in three".
"""

from __future__ import annotations

from typing import Final

SHOWS_LESS: Final = 3.0
SHOWS_LITTLE_LESS: Final = 1.5
LITTLE: Final = 0.10
"""Cropping is certain where more than `LITTLE` of the photograph is gone; below, the edge of a bar may pass for it."""

PAGE: Final = 4.0
FRAMED: Final = 2.5
PAGE_ROUND: Final = 0.3
FRAME_ROUND: Final = 0.03
"""Areas of what lies round the shared part beyond the other's, from which it is a page, or a border or bar."""

IN_PAGE: Final = 1.5
"""A region of a page against a whole picture: pictures are put on pages more often than cut out of them."""

GREYED: Final = 3.0
GREY: Final = 0.01
COLOURED: Final = 0.03
"""Mean colourfulness below which a picture is grey, and above which the other is not."""

SMALLER: Final = 4.5
SMALLER_AT_MOST: Final = 4.5
SAME_SIZE: Final = 0.05
"""For each halving of the sides of the shared part; and the logarithm of the sides within which they are equal."""

BLURRED: Final = 0.3
BLURRED_AT_MOST: Final = 0.5
SAME_SHARPNESS: Final = 0.15
"""For each halving of the fine detail; and the logarithm within which it is equal."""

SAVED_AGAIN: Final = 1.5
SAME_QUALITY: Final = 1
"""The one file's earlier quality is that of the other, within this much."""

NO_TRACE: Final = 0.4
TRACE_STAYS: Final = 3
"""What speaks against coming from a file of so much lower quality of which no trace is left."""

TRACED: Final = 2.0
"""What a shown saving in the other's quality takes off the cost of coming from it: further versions show none. On 180
cascades for tuning it was so between 85 pairs of maker and made, and between 12 others of one line."""

ALIGNED_SCALE: Final = 0.004
ALIGNED_MOVE: Final = 0.9
"""Up to which scale and shift, in pixels, two pictures have their blocks in one place: transforms are not exact."""

MOVED_GRID: Final = 1.5
"""Only the one shows an earlier grid of blocks."""

LOSSLESS_OF_JPEG: Final = 4.0
"""Equal pixels, the one in JPEG and the other lossless: no encoder finds a JPEG that gives another's pixels."""

CAMERA_WORDS: Final = 1.5
"""Only the one still says which camera took it, or when: platforms and programs take that away."""

INGREDIENT: Final = 5.0
LINKED: Final = 4.0
REPLIED: Final = 1.0
WORDS_ADDED: Final = 0.7

SEEN_BEFORE: Final = 2.4
PERHAPS_BEFORE: Final = 0.5
"""Time alone is weak: first seen is not the source."""

ROOT: Final = 12.0
"""What it costs that a version of the group comes from none of the others."""

UNRELATED: Final = 4.0
"""What it costs that the one comes from the other where each shows something that the other does not."""

FINER: Final = 0.26
AS_SHARP: Final = -0.1
"""Logarithms of sides and of detail from which the lesser of two holds the shared part more finely than the fuller:
1.3 times the pixels, and no less detail in them."""

PART_STEP: Final = 0.3
CROP_STEP: Final = 6.0
FRAME_STEP: Final = 1.5
SIZE_STEP: Final = 5.0
TONE_STEP: Final = 2.0
UNLIKE_STEP: Final = 9.0
CHANGE_STEP: Final = 2.1
MIRROR_STEP: Final = 3.0
UNSURE_STEP: Final = 2.0
"""How far apart two versions are: for each natural logarithm of area cut off, of what lies round, of the sides, of
contrast and detail; for the share that does not agree; for each further change; for a copy that is not sure."""

NO_DIRECTION: Final = 0.0
"""Of what makes two versions neighbours, and is the same both ways."""

SAME_WORDS: Final = 1.5
LINKED_STEP: Final = 2.0
"""What the same words under both, and a link from the one to the other, take off the cost of coming from it. On
200 cascades for tuning F1 where decided is 0.827 without, 0.881 with these, 0.885 with 2.5 and 3: kept lower, since the
simulator says how often words are taken along (docs/decisions/0020)."""

DECIDED: Final = 0.80
"""Confidence of the direction from which an edge is decided."""

DECIDED_PARENT: Final = 0.41
"""Probability that it is this one of all versions from which an edge is decided."""
