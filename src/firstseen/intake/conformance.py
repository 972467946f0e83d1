"""What every reader promises, as checks that the writer of a plug-in can run against a sample of their own.

    python -m firstseen.intake.conformance package.module:ReaderClass SAMPLE

prints what is broken, one sentence a line, and ends with 1; or says that all promises hold. In a test of one's own:
`assert broken_promises(MyReader(), Path("sample.json")) == []`.
"""

from __future__ import annotations

import importlib
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from firstseen.errors import RefusedError
from firstseen.intake.source import Found, Reader, ReadOptions, Source
from firstseen.intake.tree import FolderTree
from firstseen.model.identifiers import item_id
from firstseen.model.items import Item, Noticed, Refusal, SourceRead

__all__ = ["broken_promises"]

CUTS = 30
"""At how many places the sample is cut off, and how many times it is changed at random."""

_NEVER = (
    ("an empty file", b""),
    ("a JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256))),
    ("plain prose", "Просто слова, без таблиці.\nІ ще рядок.\n".encode()),
    ("1,000 zero bytes", bytes(1000)),
)


def broken_promises(reader: Reader, sample: Path) -> list[str]:
    """Sentences that say which promises of docs/adding-a-reader.md `reader` breaks on `sample`; none if it keeps all.

    `sample` is a small source that the reader takes, with its media beside it in the same folder.
    """
    source = Source(FolderTree(sample.resolve().parent), sample.name)
    broken = [*_named(reader), *_takes(reader, source)]
    if broken:
        return broken
    return [*_whole(reader, source), *_storable(reader, source), *_hostile(reader, sample.read_bytes())]


def _named(reader: Reader) -> Iterator[str]:
    if not (isinstance(reader.name, str) and reader.name.strip() == reader.name and reader.name.isprintable()):
        yield "its name is not a short line of text"


def _takes(reader: Reader, source: Source) -> Iterator[str]:
    taken = _outcome(lambda: reader.fits(source, source.head()))
    if taken is not True:
        yield f"it does not take its own sample: fits gave {taken!r}"
    with tempfile.TemporaryDirectory() as folder:
        for what, data in _NEVER:
            (Path(folder) / "other").write_bytes(data)
            other = Source(FolderTree(Path(folder)), "other")
            if (taken := _outcome(lambda other=other: reader.fits(other, other.head()))) is not False:  # type: ignore[misc]
                yield f"fits of {what} gave {taken!r} instead of False"


def _whole(reader: Reader, source: Source) -> Iterator[str]:
    """The order of what is yielded, the bytes of the source, and that a second reading gives the same."""
    first = _outcome(lambda: list(reader.read(source, ReadOptions())))
    if not isinstance(first, list):
        yield f"reading its sample ended with {first!r}"
        return
    if not first or not isinstance(first[0], SourceRead):
        yield "the first thing it yields is not SourceRead"
    elif (first[0].name, first[0].reader) != (source.name, reader.name):
        yield "its SourceRead does not name the source and the reader"
    elif first[0].content is None:
        yield "its SourceRead has no bytes to keep"
    if any(not isinstance(found, Item | Refusal | SourceRead | Noticed) for found in first):
        yield "it yields something that is no Item, Refusal, SourceRead or Noticed"
    items = [found for found in first if isinstance(found, Item)]
    if not items:
        yield "it finds no item in its sample"
    ids = [item_id(item.key, item.record) for item in items]
    if len(set(ids)) != len(ids):
        yield "two items have the same key and record: one of them would be lost"
    again = [item_id(item.key, item.record) for item in reader.read(source, ReadOptions()) if isinstance(item, Item)]
    if ids != again:
        yield "reading the sample again gives other items: keys and records must be the same each time"


def _storable(reader: Reader, source: Source) -> Iterator[str]:
    """Words are text that can be stored; a medium has bytes, or says why not."""
    for item in (found for found in reader.read(source, ReadOptions()) if isinstance(found, Item)):
        if not (item.key and item.locator):
            yield "an item has no key or no locator"
        for text in (item.key, item.locator, item.text, item.title, item.url, item.summary, item.language, item.album):
            if text and _outcome(lambda text=text: text.encode("utf-8") is not None) is not True:  # type: ignore[misc]
                yield f"words of {item.locator} hold characters that are no text: {text!r}"
        length = len(item.text or "")
        if any(not 0 <= entity.start <= entity.end <= length for entity in item.entities):
            yield f"an entity of {item.locator} lies outside its words"
        for medium in item.media:
            if (medium.content is None) != (medium.missing is not None):
                yield f"{medium.name} of {item.locator} has bytes and says they are missing, or has neither"
            elif medium.content is not None:
                try:
                    with medium.content.open() as stream:
                        stream.read(1)
                except Exception as error:  # noqa: BLE001 (whatever it is, it is what the writer must know)
                    yield f"the bytes of {medium.name} of {item.locator} cannot be read: {error!r}"


def _hostile(reader: Reader, data: bytes) -> Iterator[str]:
    """The sample cut off and changed: read as far as it goes or refused, and nothing else."""
    chosen = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        source = Source(FolderTree(Path(folder)), "sample")
        for number in range(2 * CUTS):
            at = chosen.randrange(max(1, len(data)))
            if number < CUTS:
                changed, what = data[:at], f"cut off after {at} bytes"
            else:
                changed, what = data[:at] + chosen.randbytes(4) + data[at + 2 :], f"changed at byte {at}"
            (Path(folder) / "sample").write_bytes(changed)
            outcome = _outcome(lambda: _read_if_it_fits(reader, source))
            if isinstance(outcome, Exception):
                yield f"the sample {what} ends it with {outcome!r}"


def _read_if_it_fits(reader: Reader, source: Source) -> list[Found]:
    return list(reader.read(source, ReadOptions())) if reader.fits(source, source.head()) else []


def _outcome(act: Callable[[], object]) -> object:
    """What `act` gives; the exception it ends with; nothing for a refusal, which is allowed."""
    try:
        return act()
    except RefusedError:
        return None
    except Exception as error:  # noqa: BLE001 (whatever it is, it is what the writer must know)
        return error


def _main(arguments: list[str]) -> int:
    if len(arguments) != 2 or ":" not in arguments[0]:
        sys.stderr.write("use: python -m firstseen.intake.conformance package.module:ReaderClass SAMPLE\n")
        return 2
    module, _, name = arguments[0].partition(":")
    broken = broken_promises(getattr(importlib.import_module(module), name)(), Path(arguments[1]))
    sys.stdout.writelines(f"broken: {sentence}\n" for sentence in broken)
    if not broken:
        sys.stdout.write("all promises hold\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
