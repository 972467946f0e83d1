"""Content Credentials (C2PA 2.x) inside a file: what they say and whether they hold, never asking any network.

Three questions have three answers. Is there a manifest that can be read? Does it hold, that is: do its hashes fit the
bytes, and was it signed with the key it names ("valid" or "invalid")? Is the signer one to be trusted? The last cannot
be said without a list of trusted certificates, and none is kept here: the claims say so in words.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from typing import Any, BinaryIO, Final

import c2pa

from firstseen.media.damage import DAMAGE
from firstseen.media.manifest import actions, claims, generator, ingredient_titles, ingredients, source_types, text
from firstseen.media.words import clean
from firstseen.model.pictures import ContentCredentials

__all__ = ["cannot_say", "credentials_in", "read_credentials"]

_MARKS: Final = (b"c2pa", b"jumb")
_SETTINGS: Final = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
MAX_MANIFESTS: Final = 100
MAX_REPORT_CHARACTERS: Final = 16 * 1024 * 1024
"""The largest report among the real samples has 55 kB, for six manifests."""

_STATES: Final = {"Valid": "valid", "Trusted": "valid", "Invalid": "invalid"}
_EXPIRED: Final = "signingCredential.expired"
_ABOUT_TRUST: Final = frozenset({"signingCredential.untrusted", "timeStamp.untrusted"})


@lru_cache(maxsize=1)
def _offline() -> Any:
    return c2pa.Context.from_dict(_SETTINGS)


def read_credentials(data: bytes, mime: str) -> ContentCredentials | None:
    """Content Credentials carried by a picture's bytes; None when there is no sign of any. Costs nothing then."""
    if not all(mark in data for mark in _MARKS):
        return None
    return credentials_in(io.BytesIO(data), mime)


def credentials_in(stream: BinaryIO, mime: str) -> ContentCredentials | None:
    """The same of an opened file in which there are signs of them; all of it is read, for its hashes."""
    try:
        with c2pa.Reader(mime, stream, context=_offline()) as reader:
            report = reader.json()
        if len(report) > MAX_REPORT_CHARACTERS:
            return cannot_say("the manifest is larger than any real one")
        return _credentials(json.loads(report))
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError as error:
        return cannot_say(clean(str(error)))
    except DAMAGE:
        return cannot_say("they are not built as the standard says")


def cannot_say(why: str | None) -> ContentCredentials:
    """That there are credentials, and why they cannot be read."""
    reason = f": {why.rstrip('.')}" if why else ""
    return ContentCredentials("cannot say", claims=(f"There are Content Credentials that cannot be read{reason}.",))


def _credentials(report: dict[str, Any]) -> ContentCredentials:
    manifests = dict(list(report["manifests"].items())[:MAX_MANIFESTS])
    active = manifests[report["active_manifest"]]
    failures = {status["code"]: status.get("explanation") for status in report.get("validation_status") or []}
    failures = {code: why for code, why in failures.items() if code not in _ABOUT_TRUST}
    validation = _STATES.get(report.get("validation_state", ""), "cannot say")
    if validation == "invalid" and set(failures) == {_EXPIRED}:
        # Certificates of real cameras last a year or two: this says when we looked, not that anything was changed.
        validation = "cannot say"
    signature = active.get("signature_info") or {}
    return ContentCredentials(
        validation=validation,
        claim_generator=generator(active),
        title=text(active.get("title")),
        signed_by=text(signature.get("issuer")) or text(signature.get("common_name")),
        signed_at=text(signature.get("time")),
        digital_source_types=source_types(manifests.values()),
        ingredients=ingredient_titles(manifests.values()),
        claims=claims(validation, failures, active),
        manifest=text(report["active_manifest"]),
        instance=text(active.get("instance_id")),
        actions=actions(active),
        sources=ingredients(active),
        own_source_types=source_types([active]),
    )
