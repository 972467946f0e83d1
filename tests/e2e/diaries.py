"""Two readers as another package would bring them: each takes lines below the word DIARY."""

from __future__ import annotations

from typing import ClassVar

from firstseen.intake.notices import Notices
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.model.items import Entity, Item, ItemKind, Link, LinkKind, SourceRead

__all__ = ["Almanac", "Diary"]


class Diary:
    """Reads lines that begin with a date; private ones only when they are asked for."""

    name: ClassVar[str] = "diary"

    def fits(self, source: Source, head: bytes) -> bool:
        return head.startswith(b"DIARY")

    def read(self, source: Source, options: ReadOptions) -> Reading:
        notices = Notices()
        yield SourceRead(source.name, self.name, source.content())
        with source.open() as stream:
            lines = stream.read().decode("utf-8").splitlines()[1:]
        for number, text in enumerate(lines, 1):
            if text.startswith("private") and not options.include_private:
                notices.sealed("private line")
                continue
            if text.startswith("?"):
                notices.unknown_record(text)
                continue
            yield Item(
                f"line {number}",
                ItemKind.MESSAGE,
                text.encode(),
                f"line {number}",
                text=text,
                summary="Зведення",
                language="uk",
                entities=(Entity("hashtag", 0, 3, "#a"),),
                sensitive=True,
                counts={"views": 12, "likes": 3},
                album="album 1",
                links=(Link(LinkKind.EMBEDS, "x", "123"),),
            )
        yield from notices.told()


class Almanac(Diary):
    """A second reader that takes the same files."""

    name: ClassVar[str] = "almanac"
