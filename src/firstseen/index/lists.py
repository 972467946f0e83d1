"""Searching the inverted lists of one segment where they lie on disk, with faiss."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from firstseen.index.segment import CODE_BYTES, Segment
from firstseen.index.vocabulary import LISTS, quantiser

__all__ = ["MappedLists"]


class MappedLists:
    """The inverted lists of a segment, mapped by faiss; nothing is read before it is searched."""

    def __init__(self, segment: Segment) -> None:
        """Raises `OSError` when the file is no longer there."""
        places = np.stack([segment.sizes, segment.sizes, segment.starts], axis=1).astype(np.uint64)
        self._lists: Any = faiss.OnDiskInvertedLists()
        self._lists.nlist = LISTS
        self._lists.code_size = CODE_BYTES
        table: Any = self._lists.lists
        table.resize(LISTS)
        faiss.memcpy(table.data(), faiss.swig_ptr(places), places.nbytes)
        self._lists.filename = str(segment.path)
        self._lists.totsize = len(segment.mapped)
        self._lists.read_only = True
        self._lists.prefetch_nthread = 0
        try:
            self._lists.do_mmap()
        except RuntimeError as error:
            raise FileNotFoundError(str(error)) from error
        self._index: Any = faiss.IndexBinaryIVF(quantiser(), CODE_BYTES * 8, LISTS)
        self._index.own_fields = False
        self._index.replace_invlists(self._lists, False)
        self._index.ntotal = int(segment.sizes.sum())

    def near(
        self, codes: NDArray[np.uint8], lists: NDArray[np.int64], distances: NDArray[np.int32], bound: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
        """All points at most `bound` bits away in the lists given: (row of the code, distance, label) of each.

        `codes` (n, 32); `lists` and `distances` (n, p): which lists to look into, as the vocabulary gave them.
        """
        self._index.nprobe = lists.shape[1]
        limits, found, labels = self._index.range_search_preassigned(codes, bound + 1, lists, distances)
        rows = np.repeat(np.arange(len(codes)), np.diff(limits.astype(np.int64)))
        return rows, found, labels
