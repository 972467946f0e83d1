"""What tests of readers ask of a source: all that was read, by its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from firstseen.intake.folder import read_path
from firstseen.intake.source import ReadOptions
from firstseen.model.items import Item, Noticed, NoticeKind, Refusal, SourceRead

__all__ = ["Gathered", "gathered"]


@dataclass
class Gathered:
    """Everything that a path gave, in order."""

    items: list[Item] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    sources: list[SourceRead] = field(default_factory=list)
    notices: list[Noticed] = field(default_factory=list)

    def noticed(self, kind: NoticeKind) -> dict[str, int]:
        """What was noticed of this kind, with its counts."""
        return {notice.what: notice.count for notice in self.notices if notice.kind is kind}

    def shown(self) -> list[str]:
        """The names of all media that have bytes, in order."""
        return [medium.name for item in self.items for medium in item.media if medium.content is not None]


def gathered(path: Path, *, include_private: bool = False) -> Gathered:
    """Reads the file or folder at `path`."""
    found = Gathered()
    for entry in read_path(path, ReadOptions(include_private=include_private)):
        match entry:
            case Item():
                found.items.append(entry)
            case Refusal():
                found.refusals.append(entry)
            case SourceRead():
                found.sources.append(entry)
            case Noticed():
                found.notices.append(entry)
    return found
