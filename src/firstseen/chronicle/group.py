"""All that is known of one group and of the case round it, as it is handed to each finding and to the spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from firstseen.chronicle.bounds.together import Made
from firstseen.chronicle.evidence import FirstSeen, ShownEvidence
from firstseen.chronicle.times.spans import Dated
from firstseen.model.copies import Copy
from firstseen.model.generation import Generation
from firstseen.model.identifiers import Digest
from firstseen.model.moving import MovingFacts
from firstseen.model.pictures import Box, PictureFacts
from firstseen.model.records import CaseFacts

__all__ = ["GroupKnown", "Known"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the case's media and times beyond the groups: by digest, and by appearance.

    `dated` are the times as solved together where a finding is asked, those by links alone where the spread
    is. `made` says by version when it was made (empty for the spread), and
    `parts` which version a medium or a region of it is, where the spread says so.
    `photographed`: which cells of a picture show neither letters nor a plain area.
    """

    case: CaseFacts
    dated: Mapping[str, Dated]
    facts: Mapping[Digest, PictureFacts] = field(default_factory=dict)
    generations: Mapping[Digest, Generation] = field(default_factory=dict)
    made: Mapping[str, Made] = field(default_factory=dict)
    parts: Mapping[tuple[Digest, Box | None], str] = field(default_factory=dict)
    moving: Mapping[Digest, MovingFacts] = field(default_factory=dict)
    photographed: Mapping[Digest, NDArray[np.bool_]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupKnown:
    """One group: its media, its appearances (regions of pages among them), and the copies that concern it.

    `copies` are those whose two media both show the group's picture, as a whole or by a region.
    """

    id: str
    media: tuple[Digest, ...]
    shown: tuple[ShownEvidence, ...]
    copies: tuple[Copy, ...]
    first: FirstSeen
