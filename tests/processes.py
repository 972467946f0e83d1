"""The processes that the program has started."""

from __future__ import annotations

import psutil

__all__ = ["children", "workers"]


def children() -> list[psutil.Process]:
    """Every process below this one, but for the one with which Python keeps book of shared memory once a pool of its
    own was used in this process."""
    below = psutil.Process().children(recursive=True)
    return [one for one in below if not any("resource_tracker" in word for word in one.cmdline())]


def workers() -> list[psutil.Process]:
    """The workers among them, without the two processes of bubblewrap around each."""
    found = []
    for one in children():
        words = one.cmdline()
        if words and "firstseen.sandbox.worker" in words and "bwrap" not in words[0]:
            found.append(one)
    return found
