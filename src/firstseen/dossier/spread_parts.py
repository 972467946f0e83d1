"""The spread of a group with what exports say of it: its versions and appearances, and which shows which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from firstseen.model.records import AppearanceRecord, CaseReading, MediumRecord
from firstseen.model.spread import Spread, Version
from firstseen.model.spread_records import shown_version

__all__ = ["SpreadParts", "all_parts", "parts_of", "xml_words"]

_LOWEST: Final = 0x20


@dataclass(frozen=True, slots=True)
class SpreadParts:
    """One group's spread; `versions` beside the media they lie in, `shown` beside the version that each shows (None
    where it was not worked out)."""

    spread: Spread
    versions: tuple[tuple[Version, MediumRecord | None], ...]
    shown: tuple[tuple[AppearanceRecord, str | None], ...]


def parts_of(case: CaseReading, spread: Spread) -> SpreadParts:
    """Everything that an export tells of one group."""
    media = {digest: case.medium(digest) for digest in sorted({version.medium for version in spread.versions})}
    version_at = shown_version(spread)
    shown = []
    for appearance in case.appearances(group=spread.group):
        version = version_at.get((appearance.medium, appearance.region)) if appearance.medium else None
        shown.append((appearance, version.id if version else None))
    return SpreadParts(spread, tuple((one, media[one.medium]) for one in spread.versions), tuple(shown))


def all_parts(case: CaseReading) -> Iterator[SpreadParts]:
    """The same for all groups of a case, one after the other."""
    for spread in case.spreads():
        yield parts_of(case, spread)


def xml_words(words: str) -> str:
    """Words from outside as XML 1.0 can hold them: what it cannot becomes U+FFFD."""
    return "".join(one if _allowed(ord(one)) else "\ufffd" for one in words)


def _allowed(code: int) -> bool:
    return code in (0x09, 0x0A, 0x0D) or _LOWEST <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
