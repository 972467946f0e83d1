"""Trusted time: what a time-stamp says, and the three things that are asked of it apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from firstseen.model.time import Bound, BoundKind, Side, rfc3339

__all__ = ["Chain", "Covered", "StampCheck", "stamp_bound"]


class Chain(StrEnum):
    """Whether the authority's certificate leads to one that is trusted here."""

    TRUSTED = "trusted"
    NOT_TRUSTED = "not_trusted"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class StampCheck:
    """A time-stamp (RFC 3161) held against bytes and trusted certificates.

    `well_formed`: it can be read and was granted. `matches`: it is over these bytes. `chain`: whether its authority is
    trusted; "cannot say" without any trusted certificate, or where `well_formed` is false. `signature` is whether the
    token's signature is right by the certificates that it brings along, None where they do not suffice. `time` is in
    UTC, `accuracy` in seconds, None where the authority states none. `reason` says why not, for people.
    """

    well_formed: bool
    matches: bool | None = None
    chain: Chain = Chain.CANNOT_SAY
    signature: bool | None = None
    time: datetime | None = None
    accuracy: float | None = None
    authority: str | None = None
    serial: str | None = None
    nonce: str | None = None
    imprint: str | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """The machine format."""
        return {
            "well_formed": self.well_formed,
            "matches": self.matches,
            "chain": self.chain.value,
            "signature": self.signature,
            "time": rfc3339(self.time),
            "accuracy_seconds": self.accuracy,
            "authority": self.authority,
            "serial": self.serial,
            "reason": self.reason or None,
        }

    @classmethod
    def from_worker(cls, said: dict[str, Any]) -> StampCheck:
        """From the values of a worker; raises `ValueError` or `TypeError` for what cannot be right."""
        time = datetime.fromisoformat(said["time"]).astimezone(UTC) if said["time"] is not None else None
        accuracy = float(said["accuracy"]) if said["accuracy"] is not None else None
        well_formed = _yes_or_no(said["well_formed"])
        if well_formed is None:
            raise ValueError("no answer")
        return cls(
            well_formed,
            matches=_yes_or_no(said["matches"]),
            chain=Chain(said["chain"]),
            signature=_yes_or_no(said["signature"]),
            time=time,
            accuracy=accuracy,
            authority=_words(said["authority"]),
            serial=_words(said["serial"]),
            nonce=_words(said["nonce"]),
            imprint=_words(said["imprint"]),
            reason=_words(said["reason"]) or "",
        )


def _yes_or_no(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError("neither yes nor no")


def _words(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError("not text")
    return value[:1000]


@dataclass(frozen=True, slots=True)
class Covered:
    """What the time-stamps over the custody log say of something that it tells of: it was there by then.

    `bound`: of the earliest time-stamp whose authority is trusted, None where there is none. Where another states an
    earlier time, or none is trusted: `untrusted` is the earliest time that is stated (aware, UTC; None where it cannot
    be read), and `reason` says why it does not count.
    """

    bound: Bound | None = None
    untrusted: datetime | None = None
    reason: str = ""


def stamp_bound(check: StampCheck, what: str) -> Bound | None:
    """The latest instant at which what was stamped can have come to be: the stated time and its accuracy.

    None unless the time-stamp is over these bytes and its authority is trusted. `what` names it in the sentence.
    """
    if not (check.well_formed and check.matches and check.chain is Chain.TRUSTED and check.time):
        return None
    latest = check.time + timedelta(seconds=check.accuracy or 0)
    by = f" by {check.authority}" if check.authority else ""
    return Bound(Side.LATEST, latest, BoundKind.TRUSTED_TIMESTAMP, f"{what} was time-stamped{by}")
