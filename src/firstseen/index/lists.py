"""Searching the inverted lists of one segment where they lie on disk, with faiss."""

from __future__ import annotations

import mmap
import os
import weakref
from typing import Any, Literal

import faiss
import numpy as np
from numpy.typing import NDArray

from firstseen.index.ahead import ask_for, read_here_and_there
from firstseen.index.segment import Segment
from firstseen.index.vocabulary import CODE_BYTES, LISTS

__all__ = ["MappedLists"]

LABEL_BYTES = 8


class MappedLists:
    """The inverted lists of a segment, mapped by faiss; nothing is read before it is searched."""

    def __init__(self, segment: Segment) -> None:
        """Raises `OSError` when the file is no longer there."""
        self._lists: Any = faiss.OnDiskInvertedLists()
        self._lists.nlist = LISTS
        self._lists.code_size = CODE_BYTES
        table: Any = self._lists.lists
        table.resize(LISTS)
        self._lists.filename = str(segment.path)
        self._lists.totsize = len(segment.mapped)
        self._lists.read_only = True
        self._lists.prefetch_nthread = 0
        self._places = np.stack([segment.sizes, segment.sizes, segment.starts], axis=1).astype(np.uint64)
        self._tell()
        try:
            self._lists.do_mmap()
        except RuntimeError as error:
            raise FileNotFoundError(str(error)) from error
        read_here_and_there(int(self._lists.ptr), len(segment.mapped))
        self._path = segment.path
        self._file = os.open(segment.path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)
        # What is copied was asked for: nothing around it is to be read ahead.
        os.posix_fadvise(self._file, 0, 0, os.POSIX_FADV_RANDOM)
        # The lists to look into are given with each search, so this one quantises nothing and starts with one list.
        self._nothing = faiss.IndexBinaryFlat(CODE_BYTES * 8)
        self._index: Any = faiss.IndexBinaryIVF(self._nothing, CODE_BYTES * 8, 1)
        self._index.own_fields = False
        self._index.nlist = LISTS
        self._index.replace_invlists(self._lists, False)
        self._index.ntotal = int(segment.sizes.sum())

    def shorten(self, sizes: dict[int, int]) -> None:
        """From now on these lists are read up to so many points only."""
        for number, size in sizes.items():
            # The capacity stays: it says where the labels begin.
            self._places[number, 0] = size
        self._tell()

    def restore(self) -> None:
        """From now on all lists are read as a whole."""
        self._places[:, 0] = self._places[:, 1]
        self._tell()

    def ask_for(self, numbers: NDArray[np.intp], what: Literal["all", "codes", "labels"] = "all") -> None:
        """Has these lists, as far as they are read, brought into memory together; or their codes alone; or their
        labels alone, those of the whole lists. Nothing depends on it but time.
        """
        size, whole, start = self._places[numbers].astype(np.int64).T
        labels = start + whole * CODE_BYTES
        if what == "labels":
            ask_for(self._path, labels, labels + whole * LABEL_BYTES)
            return
        codes_end, labels_end = start + size * CODE_BYTES, labels + size * LABEL_BYTES
        if what == "codes":
            ask_for(self._path, start, codes_end)
        else:
            ask_for(self._path, np.concatenate([start, labels]), np.concatenate([codes_end, labels_end]))

    def read_codes(self, number: int, room: NDArray[np.uint8]) -> int:
        """Copies the codes of one list, as far as it is read, into the beginning of `room`, (n, CODE_BYTES) in one
        piece; tells how many there are: fewer when there is less room, or the file has become shorter.

        Not through the mapping: to touch a page that is not yet known there takes longer than to copy it.
        """
        size, _, start = self._places[number].tolist()
        size = min(size, len(room))
        return os.preadv(self._file, [room[:size].data], start) // CODE_BYTES if size else 0

    def size(self, number: int) -> int:
        """The points of one list, as far as it is read."""
        return int(self._places[number, 0])

    def labels_at(self, numbers: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The labels at these places of these lists, (n,) each; what is not in memory is asked for together."""
        if not len(numbers):
            return np.zeros(0, np.int64)
        _, whole, start = self._places[numbers].astype(np.int64).T
        at = start + whole * CODE_BYTES + places * LABEL_BYTES
        ask_for(self._path, at, at + LABEL_BYTES, gap=0)
        with mmap.mmap(self._file, 0, prot=mmap.PROT_READ) as mapped:
            mapped.madvise(mmap.MADV_RANDOM)
            words = np.frombuffer(mapped, np.int64, len(mapped) // LABEL_BYTES)
            labels: NDArray[np.int64] = words[at // LABEL_BYTES]
            del words
        return labels

    def _tell(self) -> None:
        faiss.memcpy(self._lists.lists.data(), faiss.swig_ptr(self._places), self._places.nbytes)

    def near(
        self, codes: NDArray[np.uint8], lists: NDArray[np.int64], distances: NDArray[np.int32], bound: int
    ) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.int64]]:
        """All points at most `bound` bits away in the lists given: (row of the code, distance, label) of each.

        `codes` (n, CODE_BYTES); `lists` and `distances` (n, p): which lists to look into, as the vocabulary gave them.
        """
        self._index.nprobe = lists.shape[1]
        limits, found, labels = self._index.range_search_preassigned(codes, bound + 1, lists, distances)
        rows = np.repeat(np.arange(len(codes)), np.diff(limits.astype(np.int64)))
        return rows, found, labels
