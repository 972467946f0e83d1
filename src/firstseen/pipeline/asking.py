"""The one network request of this program, made only when told where to: a time-stamp over HTTP (RFC 3161, 3.4)."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import IO, Any, Final
from urllib.parse import urlsplit

from firstseen import __version__
from firstseen.custody.time_stamps import MAX_REPLY
from firstseen.errors import FirstseenError, WrongUseError

__all__ = ["ask"]

SECONDS: Final = 30.0
"""How long an authority may take."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Nothing is asked of any other place than the one that was named."""

    def redirect_request(  # noqa: PLR0917 - the library's
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        return None


def ask(url: str, request: bytes) -> bytes:
    """What the authority at `url` replies to a request (DER). Raises `WrongUseError` or `FirstseenError`."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise WrongUseError(f"{url} is not an address of an authority", advice="It begins with https:// or http://")
    asked = urllib.request.Request(
        url,
        data=request,
        headers={"Content-Type": "application/timestamp-query", "User-Agent": f"firstseen/{__version__}"},
    )
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(asked, timeout=SECONDS) as answer:
            reply: bytes = answer.read(MAX_REPLY + 1)
    except urllib.error.HTTPError as error:
        raise FirstseenError(f"{url} answered {error.code} {error.reason}") from None
    except (OSError, ValueError) as error:
        raise FirstseenError(
            f"{url} cannot be reached: {getattr(error, 'reason', None) or error}",
            advice="Write the request with --request FILE, carry it to a machine with a network, and give the reply.",
        ) from None
    if len(reply) > MAX_REPLY:
        raise FirstseenError(f"{url} answered with more than {MAX_REPLY >> 10} KiB, which is no time-stamp")
    return reply
