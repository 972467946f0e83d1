"""PDF: each page is an item, shown as a picture, beside the pictures embedded in it. Decoded in the sandbox alone."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from firstseen.errors import RefusedError
from firstseen.intake.json_text import canonical_json, clean
from firstseen.intake.kept import Kept
from firstseen.intake.pdf_dates import browser_print, days_printed, document_times, names_weekday
from firstseen.intake.source import Reading, ReadOptions, Source
from firstseen.media.pdf import PAGE_TASK
from firstseen.model.items import Item, ItemKind, Refusal, ShownMedium, SourceRead
from firstseen.model.time import StatedTime, TimeRole
from firstseen.sandbox import Answer, Fault, Job, Limits, Pool
from firstseen.settings import settings

__all__ = ["PdfReader"]

MAX_BYTES = 2 << 30
MAX_PAGES = 2_000
"""Pages read of one document; the others are named in a refusal."""
OUTPUT_MIB = 512
"""One page with its pictures. A newspaper's page drawn at 200 dots an inch is a PNG of some 10 MiB."""
LARGER_THAN_OFFICE = 1.25 * 595 * 842
"""Square points. Tabloids (280 x 350 mm) begin at 1.57 times A4; Letter and Legal paper end at 1.23 times."""
_START_BYTES = 1024
_UNSEEN = b"\x00 \t\r\n\x0c\xef\xbb\xbf"


class PdfReader:
    """Reads PDFs: newspapers, printed pages, reports."""

    name: ClassVar[str] = "PDF"

    def fits(self, source: Source, head: bytes) -> bool:
        """Whether the bytes begin as those of a PDF, white space before it left out."""
        return head[:_START_BYTES].lstrip(_UNSEEN).startswith(b"%PDF-")

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """A page after the other; raises `RefusedError` when the document cannot be opened."""
        with _copied(source) as (path, digest, size):
            chosen = settings()
            limits = Limits(chosen.worker_memory_mib, chosen.worker_seconds, OUTPUT_MIB)
            document = _Document(source.name, digest, size)
            with Pool(PAGE_TASK, 1, limits) as pool:
                job = {"max_pixels": chosen.max_pixels}
                ((_, answer),) = _answered(pool, [Job("0", path, {**job, "page": 0})])
                if isinstance(answer, Fault):
                    raise RefusedError(source.name, f"PDF: {answer.reason}")
                yield SourceRead(source.name, self.name, source.content())
                pages = _count(answer)
                yield from document.page(0, pages, answer)
                jobs = (Job(str(page), path, {**job, "page": page}) for page in range(1, min(pages, MAX_PAGES)))
                for page, answer in _answered(pool, jobs):
                    yield from document.page(page, pages, answer)
                if pages > MAX_PAGES:
                    yield Refusal(source.name, f"has {pages} pages; those after page {MAX_PAGES} are not read")


@contextmanager
def _copied(source: Source) -> Iterator[tuple[Path, str, int]]:
    """(path, SHA-256, size) of a copy with a name that a worker can be given: the source may lie in an archive."""
    state = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(prefix="firstseen-", suffix=".pdf") as copy:
        with source.open() as stream:
            while chunk := stream.read(1 << 20):
                state.update(chunk)
                size += len(chunk)
                if size > MAX_BYTES:
                    raise RefusedError(source.name, f"PDF: larger than {MAX_BYTES >> 30} GiB")
                copy.write(chunk)
        copy.flush()
        yield Path(copy.name), state.hexdigest(), size


def _answered(pool: Pool, jobs: Any) -> Iterator[tuple[int, Answer | Fault]]:
    return ((int(job.key), answer) for job, answer in pool.run(jobs))


def _count(answer: Answer) -> int:
    pages = answer.values.get("pages")
    return pages if isinstance(pages, int) and pages > 0 else 1


class _Document:
    """The document as far as it was read: what its first page says counts for those after it."""

    def __init__(self, name: str, digest: str, size: int) -> None:
        self._name = name
        self._digest = digest
        self._size = size
        self._kept = Kept()
        self._printed: StatedTime | None = None

    def page(self, number: int, pages: int, answer: Answer | Fault) -> Reading:
        """The item of one page, `number` from 0, or the refusal that says why there is none."""
        place = f"page {number + 1} of {self._name}"
        if isinstance(answer, Fault):
            yield Refusal(place, answer.reason)
            return
        try:
            values = _Values(answer)
            yield self._item(number, pages, place, values)
        except (KeyError, TypeError, ValueError) as error:
            yield Refusal(place, f"the worker's answer could not be used ({type(error).__name__})")
            return
        for count, what in ((values.unread, "pictures on it could not be read, or were too many"),):
            if count:
                yield Refusal(place, f"{count} {what}; they are on the drawn page")

    def _item(self, number: int, pages: int, place: str, values: _Values) -> Item:
        anchor = f"{self._name}#page={number + 1}"
        front = number == 0 and self._is_front(values)
        if front:
            self._printed = _printed(values)
        browser = browser_print(values.words, values.foot)
        times = [*document_times(values.document)]
        if self._printed is not None and not browser:
            times.insert(0, self._printed)
        if browser:
            times.insert(0, StatedTime(TimeRole.CAPTURED, browser[1], "date printed by the browser"))
        media, boxes = self._media(anchor, values)
        extra = {"page": f"{number + 1} of {pages}"}
        extra |= {f"PDF {field}": text for field, text in values.document.items() if field not in ("Title",)}
        if boxes:
            extra["boxes of its pictures"] = canonical_json(boxes).decode()
        if values.scan:
            extra["scan"] = "the page is one picture, shown as it lies in the file"
        if values.small:
            extra["small pictures passed over"] = str(values.small)
        record = {
            "name": self._name,
            "page": number + 1,
            "pages": pages,
            "sha256": self._digest,
            "size": self._size,
        }
        return Item(
            key=anchor,
            kind=ItemKind.FRONT_PAGE if front else ItemKind.PAGE,
            record=canonical_json(record),
            locator=place,
            url=browser[0] if browser else None,
            title=values.document.get("Title"),
            text=values.words or None,
            times=tuple(times),
            media=media,
            extra=extra,
        )

    @staticmethod
    def _is_front(values: _Values) -> bool:
        """Whether the first page is that of a newspaper: larger than office paper, or dated with its weekday."""
        if browser_print(values.words, values.foot):
            return False
        if values.points[0] * values.points[1] >= LARGER_THAN_OFFICE and values.points[0] < values.points[1]:
            return True
        return names_weekday(values.top) and len(days_printed(values.top)) == 1 and bool(values.pictures)

    def _media(self, anchor: str, values: _Values) -> tuple[tuple[ShownMedium, ...], dict[str, list[int]]]:
        media: list[ShownMedium] = []
        boxes: dict[str, list[int]] = {}
        if values.drawn is not None:
            media.append(ShownMedium(f"{anchor}.png", self._kept.put(values.drawn)))
        for position, (data, ending, box) in enumerate(values.pictures, 1):
            name = f"{anchor}.picture{position}.{ending}"
            media.append(ShownMedium(name, self._kept.put(data)))
            boxes[name] = box
        return tuple(media), boxes


def _printed(values: _Values) -> StatedTime | None:
    """The day at the head of a front page; None where there is none, or more than one."""
    days = days_printed(values.top)
    return StatedTime(TimeRole.PAGE_PUBLISHED, days[0], "date printed on page 1") if len(days) == 1 else None


class _Values:
    """What a worker answered, checked: raises `KeyError`, `TypeError` or `ValueError` for what cannot be."""

    def __init__(self, untrusted: Answer) -> None:
        values = untrusted.values
        self.words, self.top, self.foot = (clean(str(values[name])) for name in ("words", "top", "foot"))
        self.document = {str(name): clean(str(text)) for name, text in dict(values["document"]).items()}
        width, height = values["points"]
        self.points = (float(width), float(height))
        self.scan = bool(values["scan"])
        self.small, self.unread = int(values["small"]), int(values["unread"])
        self.drawn = _bytes(untrusted, "page") if "page" in untrusted.arrays else None
        self.pictures = [
            (_bytes(untrusted, picture["array"]), str(picture["ending"]), [int(side) for side in picture["box"]])
            for picture in values["pictures"]
        ]


def _bytes(untrusted: Answer, name: str) -> bytes:
    array = untrusted.arrays[name]
    if array.dtype != np.uint8 or array.ndim != 1:
        raise ValueError(name)
    return array.tobytes()
