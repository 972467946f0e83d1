"""One group and the case round it, made by hand for tests of single findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tests.chronicle.building import NOW

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.first_seen import first_seen
from firstseen.chronicle.group import GroupKnown, Known
from firstseen.chronicle.times.gathering import gather
from firstseen.chronicle.times.spans import Dated, date
from firstseen.model.copies import Copy
from firstseen.model.identifiers import Digest
from firstseen.model.pictures import Light, Metadata, PictureFacts
from firstseen.model.records import CaseFacts


def dates_of(shown: Iterable[ShownEvidence]) -> dict[str, Dated]:
    return {one.appearance: date(gather(one, now=NOW)) for one in shown}


def group_of(shown: Sequence[ShownEvidence], copies: Iterable[Copy] = ()) -> GroupKnown:
    media = tuple(sorted({one.medium for one in shown if one.medium}))
    return GroupKnown("g", media, tuple(shown), tuple(copies), first_seen(shown, dates_of(shown)))


def facts(
    width: int = 600, height: int = 400, metadata: Metadata | None = None, light: Light | None = None
) -> PictureFacts:
    pdq = "0" * 64
    return PictureFacts("JPEG", "image/jpeg", width, height, 1, 1, "1" * 64, pdq, 100, metadata or Metadata(), light)


def known_of(
    shown: Sequence[ShownEvidence],
    *,
    sizes: Mapping[Digest, tuple[int, int]] | None = None,
    media: Mapping[Digest, PictureFacts] | None = None,
    case: CaseFacts | None = None,
) -> Known:
    known = dict(media or {})
    known |= {digest: replace(facts(*size), pixels=digest) for digest, size in (sizes or {}).items()}
    return Known(case or CaseFacts("case"), dates_of(shown), known)
