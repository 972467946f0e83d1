"""The trusted time of a case: what lies under `log/timestamps/`, and how it is checked."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from firstseen.custody.log import LogPlaces
from firstseen.custody.time_stamps import digests_of, read_certificates
from firstseen.errors import RefusedError
from firstseen.media.time_stamp import TASK
from firstseen.model.stamps import StampCheck
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool

__all__ = ["checkpoint_bytes", "replies_checked", "trusted_certificates"]

_LIMITS: Final = Limits(memory_mib=512, seconds=20, output_mib=1)


def checkpoint_bytes(places: LogPlaces, size: int) -> bytes | None:
    """The checkpoint over the first `size` entries, as it is stamped; None if there is none."""
    path = places.checkpoints / str(size)
    return path.read_bytes() if path.is_file() else None


def trusted_certificates(places: LogPlaces, only: Collection[Path] | None = None) -> list[x509.Certificate]:
    """The certificates that the case trusts; files that cannot be read are left out (`verify` names them).

    `only`: those of these files alone, where the log was asked which it tells of.
    """
    found: list[x509.Certificate] = []
    folder = places.timestamps / "trust"
    for path in sorted(folder.glob("*.pem")) if folder.is_dir() else ():
        if only is not None and path not in only:
            continue
        try:
            found += read_certificates(path.name, path.read_bytes())
        except RefusedError:
            continue
    return found


def replies_checked(
    replies: Mapping[Path, bytes | None], trusted: list[x509.Certificate]
) -> dict[Path, StampCheck | str]:
    """Each file with what came of holding it against the bytes beside it (None: whatever it is over), or why nothing.

    The files are read in a worker of the sandbox.
    """
    if not replies:
        return {}
    certificates = [b64encode(one.public_bytes(Encoding.DER)).decode() for one in trusted]
    jobs = [
        Job(str(path), path, {"digests": digests_of(data) if data is not None else {}, "trusted": certificates})
        for path, data in replies.items()
    ]
    found: dict[Path, StampCheck | str] = {}
    with Pool(TASK, 1, _LIMITS) as pool:
        for job, answer in pool.run(jobs):
            found[Path(job.key)] = answer.reason if isinstance(answer, Fault) else _understood(answer.values)
    return found


def _understood(values: dict[str, Any]) -> StampCheck | str:
    try:
        return StampCheck.from_worker(values)
    except (KeyError, TypeError, ValueError):
        return "the worker's answer makes no sense"
