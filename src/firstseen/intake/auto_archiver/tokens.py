"""Trusted time-stamps (RFC 3161, `.tsr`) beside an archived post: what they are over, and when that existed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rfc3161_client import decode_timestamp_response

from firstseen.errors import RefusedError
from firstseen.intake.source import Tree
from firstseen.model.time import StatedTime, TimeRole

__all__ = ["stamped"]

_MAX_TOKEN = 1 << 20
_MAX_STAMPED = 1 << 30
_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "1.3.14.3.2.26": "sha1",
}


def stamped(tree: Tree, token: str, over: Iterable[str]) -> tuple[StatedTime, str]:
    """(time, name of the file) that the token is over, one of `over`, whose bytes have the digest that it states.

    Raises `RefusedError` naming the token for one that cannot be read or is over none of them. Whether the authority
    that signed it can be trusted is not checked here.
    """
    with tree.open(token) as stream:
        data = stream.read(_MAX_TOKEN + 1)
    try:
        info = decode_timestamp_response(data).tst_info
        algorithm = _HASHES.get(info.message_imprint.hash_algorithm.dotted_string)
        digest, moment = bytes(info.message_imprint.message), info.gen_time
        text = moment.isoformat() if moment.tzinfo else f"{moment.isoformat()}Z"
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise RefusedError(token, f"no time-stamp of RFC 3161 that can be read ({type(error).__name__})") from error
    if algorithm is None:
        raise RefusedError(token, "a time-stamp over a digest of a kind that is not known here")
    for name in over:
        if _digest(tree, name, algorithm) == digest:
            where = f"time-stamp {token.rpartition('/')[2]} over {name.rpartition('/')[2]}, signature not checked"
            return StatedTime(TimeRole.CAPTURED, text, where), name
    raise RefusedError(token, "a time-stamp over none of the files that are beside it")


def _digest(tree: Tree, name: str, algorithm: str) -> bytes | None:
    state = hashlib.new(algorithm, usedforsecurity=False)
    try:
        if tree.size(name) > _MAX_STAMPED:
            return None
        with tree.open(name) as stream:
            while chunk := stream.read(1 << 20):
                state.update(chunk)
    except RefusedError:
        return None
    return state.digest()
