"""What a web archive holds: its captures of pages, pictures, videos and redirects, found by address.

One pass over the archive notes where each is; bytes are read when they are wanted. Memory grows with the number of
captures (some 600 bytes each), never with their bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from firstseen.errors import RefusedError
from firstseen.intake.webarchive.messages import Codings, Response, body, parse_request, parse_response
from firstseen.intake.webarchive.records import HEAD_LIMIT, Gap, Record
from firstseen.intake.webarchive.unpacking import Position
from firstseen.media.signatures import sniff

__all__ = ["MAX_CAPTURES", "Archive", "Capture", "same_address"]

MAX_CAPTURES = 2_000_000
_MAX_HOPS = 5
_MAX_STEPS = 1000
"""Captures of one address that are looked at for one of the wanted kind."""
_SNIFFED = 4096
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_DRAWINGS = frozenset({"image/svg+xml", "image/x-icon", "image/vnd.microsoft.icon"})
_ICONS = frozenset({"Windows icon", "Windows cursor"})
_VAGUE_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/plain", "unknown/unknown"})
_PLAIN_PATH = re.compile(r"[\w.~/-]*", re.ASCII)
"""Percent-encoding leaves these characters as they are."""
_RECORDED = re.compile(r"/(?:record|live|replay|proxy)/(?:\w{1,20}/)?(https?://.+)$")
"""The address inside the Referer that rewriting recorders (pywb, Webrecorder) leave."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture. `kind`: "page", "picture", "video" or "redirect"; `revisit`: its bytes are those of another record.

    `instant` is `date` in seconds, 0 where it cannot be read.
    `block` and `http` bytes after `position` its body begins, `length` bytes long before its codings are undone.
    """

    number: int
    kind: str
    url: str
    date: str
    position: Position
    block: int
    http: int
    length: int
    mime: str
    charset: str | None
    codings: Codings
    location: str | None = None
    record_id: str | None = None
    digest: str | None = None
    revisit: bool = False
    instant: float = 0.0
    refers_to: tuple[str | None, str | None, str | None] = (None, None, None)
    resource: bool = False


@lru_cache(maxsize=256)
def same_address(url: str) -> str:
    """A key that is equal for addresses that differ only in scheme, fragment, host's case or percent-encoding."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower()
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    path = parts.path or "/"
    if not _PLAIN_PATH.fullmatch(path):
        path = quote(unquote(path, errors="surrogateescape"), safe="/", errors="surrogateescape")
    scheme = "" if parts.scheme.lower() in ("http", "https", "") else f"{parts.scheme.lower()}:"
    return f"{scheme}//{host}{path}" + (f"?{parts.query}" if parts.query else "")


@dataclass(slots=True)
class Archive:
    """The captures of one archive, in its order. `others` counts records that are neither page nor picture."""

    captures: list[Capture] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)
    cut: Record | None = None
    full: bool = False
    _by_address: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    _by_record: dict[str, int] = field(default_factory=dict)
    _by_digest: dict[str, int] = field(default_factory=dict)
    _asked: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def note(self, record: Record | Gap) -> None:
        """Takes in one record."""
        if isinstance(record, Gap):
            self.gaps.append(record)
            return
        if record.cut:
            self.cut = record
        if len(self.captures) >= MAX_CAPTURES:
            self.full = True
            return
        if record.kind == "request":
            self._note_asked(record, parse_request(record.head).get("referer"))
        elif record.kind == "metadata":
            self._note_asked(record, _via(record.head))
        response = parse_response(record.head) if record.kind in ("response", "revisit") else None
        capture = _capture(record, response, len(self.captures))
        if capture is None:
            self._count(record, response)
            return
        self.captures.append(capture)
        insort(self._by_address.setdefault(same_address(capture.url), []), (capture.instant, capture.number))
        if capture.record_id:
            self._by_record.setdefault(capture.record_id, capture.number)
        if capture.digest and not capture.revisit:
            self._by_digest.setdefault(capture.digest, capture.number)

    def find(self, url: str, date: str, kinds: frozenset[str]) -> Capture | None:
        """The capture of `url` of one of these kinds that is nearest to `date`; redirects are followed."""
        for _ in range(_MAX_HOPS):
            address = same_address(url)
            found = self._nearest(address, date, lambda capture: capture.kind in kinds)
            if found is not None:
                return found
            onward = self._nearest(address, date, lambda capture: capture.location is not None)
            if onward is None:
                return None
            url = onward.location or ""
        return None

    def original(self, capture: Capture) -> Capture | None:
        """The capture that holds the bytes: itself, or for a revisit the one it refers to; None if not in here."""
        if not capture.revisit:
            return capture
        record, url, date = capture.refers_to
        numbers = [self._by_record.get(record or ""), self._by_digest.get(capture.digest or "")]
        for number in numbers:
            if number is not None and not self.captures[number].revisit:
                return self.captures[number]
        if date is None and capture.digest is not None:
            return None
        return self._nearest(
            same_address(url or capture.url),
            date or capture.date,
            lambda held: not held.revisit and held.kind == capture.kind and (date is None or held.date == date),
        )

    def referer(self, capture: Capture) -> str | None:
        """The address of the page that asked for this capture, as the request beside it says."""
        url = self._asked_by(capture.url, capture.date)
        for _ in range(_MAX_HOPS):
            if url is None or self.find(url, capture.date, frozenset({"page"})):
                return url
            further = self._asked_by(url, capture.date)
            if further is None or further == url:
                return url
            url = further
        return url

    def _nearest(self, address: str, date: str, wanted: Callable[[Capture], bool]) -> Capture | None:
        """The wanted capture of an address that is nearest in time to `date`; of two as near, the later one."""
        held = self._by_address.get(address, [])
        instant = _instant(date)
        after = bisect_left(held, (instant, 0))
        before = after - 1
        for _ in range(min(len(held), _MAX_STEPS)):
            take_after = before < 0 or (after < len(held) and held[after][0] - instant <= instant - held[before][0])
            capture = self.captures[held[after if take_after else before][1]]
            if wanted(capture):
                return capture
            after, before = (after + 1, before) if take_after else (after, before - 1)
        return None

    def _asked_by(self, url: str, date: str) -> str | None:
        asked = self._asked.get(same_address(url))
        if not asked:
            return None
        at = bisect_left([when for when, _ in asked], date) if len(asked) > 1 else 0
        return asked[min(at, len(asked) - 1)][1]

    def _note_asked(self, record: Record, referer: str | None) -> None:
        url = _address(record)
        if not url or not referer:
            return
        inner = _RECORDED.search(referer)
        asked = self._asked.setdefault(same_address(url), [])
        if len(asked) < _SNIFFED:
            asked.append((record.fields.get("warc-date") or "", inner[1] if inner else referer))
            asked.sort()

    def _count(self, record: Record, response: Response | None) -> None:
        if record.kind in ("response", "revisit"):
            what = (response.mime() if response else "") or record.fields.get("content-type") or "no type"
            status = f" (status {response.status})" if response and response.status != 200 else ""
            self.others[f"{record.kind} {what}{status}"] += 1
        elif record.kind in ("resource", "conversion"):
            self.others[f"{record.kind} {record.fields.get('content-type') or 'no type'}"] += 1
        else:
            self.others[record.kind or "no kind"] += 1


def _instant(date: str) -> float:
    try:
        when = datetime.fromisoformat(date)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _address(record: Record) -> str:
    url = (record.fields.get("warc-target-uri") or "").strip()
    if url.startswith("<") and url.endswith(">"):  # as wget 1.14 to 1.19 write it
        url = url[1:-1]
    return url.replace(" ", "%20")


def _via(head: bytes) -> str | None:
    """The page that a crawler found this address on, when it was embedded there (Heritrix: `via`, `hopsFromSeed`)."""
    found = dict(re.findall(r"^(via|hopsFromSeed): ?(\S+)", head[:_SNIFFED].decode("utf-8", "replace"), re.M))
    return found.get("via") if found.get("hopsFromSeed", "").endswith(("E", "X")) else None


def _capture(record: Record, response: Response | None, number: int) -> Capture | None:
    url = _address(record)
    if not url or record.kind not in ("response", "revisit", "resource", "conversion"):
        return None
    status = response.status if response else 200
    if status in _REDIRECTS and response:
        location = response.fields.get("location")
        kind = "redirect" if location else None
    else:
        location = None
        kind = _kind(record, response) if status == 200 else None
    if kind is None:
        return None
    fields = record.fields
    http = response.size if response else 0
    return Capture(
        number,
        kind,
        url,
        fields.get("warc-date") or "",
        record.position,
        record.block,
        http,
        max(record.length - http, 0),
        response.mime() if response else (fields.get("content-type") or "").partition(";")[0].strip().lower(),
        response.charset() if response else None,
        response.codings() if response else Codings(),
        location=_join(url, location),
        record_id=fields.get("warc-record-id"),
        digest=fields.get("warc-payload-digest"),
        revisit=record.kind == "revisit",
        refers_to=(
            fields.get("warc-refers-to"),
            fields.get("warc-refers-to-target-uri"),
            fields.get("warc-refers-to-date"),
        ),
        instant=_instant(fields.get("warc-date") or ""),
        resource=record.kind in ("resource", "conversion"),
    )


def _join(url: str, location: str | None) -> str | None:
    try:
        return urljoin(url, location) if location else None
    except ValueError:
        return None


def _kind(record: Record, response: Response | None) -> str | None:
    """Page, picture or video: by content where the header is vague or wrong about it, else by the header."""
    mime = response.mime() if response else (record.fields.get("content-type") or "").partition(";")[0].strip().lower()
    if record.kind == "revisit":
        return _kind_stated(mime) if response else ("page" if _address(record).startswith("http") else None)
    if _address(record).startswith("dns:") or mime in _DRAWINGS:
        return None
    stated = _kind_stated(mime)
    if stated is None and mime not in _VAGUE_TYPES:
        return None
    found = sniff(_first_bytes(record, response))
    if found is None:
        return stated
    seen = "page" if found.format == "HTML" else found.medium if found.medium in ("picture", "video") else None
    if (seen == "page" and mime == "text/plain") or found.format in _ICONS:
        return None
    return seen


def _kind_stated(mime: str) -> str | None:
    if mime in _PAGE_TYPES:
        return "page"
    kind = mime.partition("/")[0]
    return {"image": "picture", "video": "video"}.get(kind) if mime not in _DRAWINGS else None


def _first_bytes(record: Record, response: Response | None) -> bytes:
    if response is None:
        return record.head[:_SNIFFED]
    raw: Iterator[bytes] = iter((record.head[response.size : HEAD_LIMIT],))
    found = b""
    try:
        for piece in body(raw, response.codings(), ""):
            found += piece
            if len(found) >= _SNIFFED:
                break
    except RefusedError:
        return b""  # its header alone tells; whoever opens it is told why it cannot be read
    return found[:_SNIFFED]
