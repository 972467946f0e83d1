"""Trusted time-stamps (RFC 3161, `.tsr`) beside an archived post: what they are over, and when that existed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from firstseen.custody.time_stamps import HASHES, MAX_REPLY, check_reply
from firstseen.errors import RefusedError
from firstseen.intake.source import Tree
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["stamped"]

_MAX_STAMPED = 1 << 30


def stamped(tree: Tree, token: str, over: Iterable[str]) -> tuple[StatedTime, str]:
    """(time, name of the file) that the token is over: the one of `over` whose bytes have the digest that it states.

    Raises `RefusedError` naming the token for one that cannot be read, whose signature is not right, or that is over
    none of them. Whether the authority that signed it can be trusted is not checked here.
    """
    with tree.open(token) as stream:
        data = stream.read(MAX_REPLY + 1)
    reason = "a time-stamp over none of the files that are beside it"
    for name in over:
        check = check_reply(data, _digests(tree, name), ())
        if not check.well_formed or check.time is None:
            raise RefusedError(token, check.reason or "it cannot be read")
        if check.matches and check.signature is not False:
            signed = "its signature is right" if check.signature else "its signature cannot be checked"
            by = f" by {check.authority}" if check.authority else ""
            where = f"time-stamp {_last(token)} over {_last(name)}{by}; {signed}, the authority is not checked"
            return StatedTime(TimeRole.CAPTURED, check.time.isoformat(), where), name
        if check.matches:
            reason = "a time-stamp whose signature is not right"
    raise RefusedError(token, reason)


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _digests(tree: Tree, name: str) -> dict[str, str]:
    """The digests of a file by the algorithms that time-stamps use; none of one that is too large or cannot be read."""
    states = {algorithm: hashlib.new(algorithm) for algorithm in HASHES.values()}
    try:
        if tree.size(name) > _MAX_STAMPED:
            return {}
        with tree.open(name) as stream:
            while chunk := stream.read(1 << 20):
                for state in states.values():
                    state.update(chunk)
    except RefusedError:
        return {}
    return {algorithm: state.hexdigest() for algorithm, state in states.items()}
