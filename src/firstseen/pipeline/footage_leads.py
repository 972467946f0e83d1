"""What two media that move tell of each other in the index: the leads of both searches together.

A search of the one may tell of frames that a search of the other does not tell of: each has its own best ones. A pair
is compared by all of them, so that what comes of it does not depend on which of the two was searched for first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Final

from firstseen.index.pictures import Candidate
from firstseen.model.identifiers import Digest

__all__ = ["Lead", "Leads", "Told", "together"]

Lead = tuple[Digest, Candidate | None]
"""What may share something with a medium; None for what its sound alone speaks for."""
Leads = Mapping[Digest, Candidate | None]
"""All of them, the likeliest first."""

KEPT: Final = 1000
"""Searches that are remembered: some 30 KB each, up to 100 KB. In a larger case a pair that is met from the one side
only after the other was forgotten is searched for again where what it shares is left open."""


class Told:
    """Remembers what the last searches told, so that each medium is searched for once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Digest, Leads] = OrderedDict()

    @property
    def is_full(self) -> bool:
        """Whether remembering one more search forgets another."""
        return len(self._kept) >= KEPT

    def __contains__(self, digest: Digest) -> bool:
        return digest in self._kept

    def of(self, digest: Digest, search: Callable[[], Leads]) -> Leads:
        """What a search for a medium tells, searched now where that is not remembered."""
        if digest not in self._kept:
            self._kept[digest] = search()
        self._kept.move_to_end(digest)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[digest]


def together(one: Digest, own: Candidate | None, other: Digest, theirs: Candidate | None) -> Candidate | None:
    """What a search for `one` told of `other`, and one for `other` of `one`, as if the first had told all of it. The
    pairs of views are the same in the same order, whichever of the two is called `one`."""
    if theirs is None:
        return own
    turned = replace(theirs, digest=other, views=tuple((mine, its) for its, mine in theirs.views))
    if own is None:
        return turned
    first, second = (own, turned) if one < other else (turned, own)
    in_turn = chain.from_iterable(zip_longest(first.views, second.views))
    views = tuple(dict.fromkeys(pair for pair in in_turn if pair is not None))
    return replace(own, views=views, by="pdq" if "pdq" in {own.by, turned.by} else own.by)
