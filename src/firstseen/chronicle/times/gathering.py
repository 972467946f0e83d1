"""Everything that says when one appearance was, gathered and understood, but not yet weighed against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum

from firstseen.chronicle.evidence import ShownEvidence
from firstseen.chronicle.times.file_names import file_name_time
from firstseen.chronicle.times.identifier_rules import Maker
from firstseen.chronicle.times.identifiers import IdentifierTime, media_identifier_time, post_identifier_time
from firstseen.chronicle.times.page_words import address_date, text_dates
from firstseen.chronicle.times.stated import StatedSpan, read_stated
from firstseen.chronicle.wording import instant, one_line, quoted
from firstseen.model.items import ItemKind
from firstseen.model.stamps import Covered
from firstseen.model.time import Bound, BoundKind, StatedTime, TimeRole

__all__ = ["Evidence", "Gathered", "Weight", "gather"]


class Weight(IntEnum):
    """How much evidence counts; a lower number decides before a higher one."""

    IDENTIFIER = 0
    UPLOAD = 1
    STATED = 2
    PAGE = 3
    USUAL = 4
    CAPTURE = 5
    TRUSTED = 6
    WEAK = 7


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one statement implies for one appearance.

    `late_by`: how far the truth may lie beyond `latest`. `ends`: for weak evidence, the end of the span it states
    (when the picture was taken), which is no bound on the showing. `taken`: it says when the picture was taken.
    `made_by`: the file existed by then. `of_page`: it is about the page, not about the file.
    """

    weight: Weight
    kind: BoundKind
    earliest: datetime | None
    latest: datetime | None
    detail: str
    late_by: timedelta = timedelta(0)
    ends: datetime | None = None
    taken: bool = False
    made_by: datetime | None = None
    of_page: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """All statements about one appearance: the identifier, what is stated of publication and capture, and the rest.

    `captured` holds the moment by which the item and its file had both been captured, `trusted` the trusted time by
    which the case's log told of them. `notes` tell which times say nothing, and why.
    """

    identifier: IdentifierTime | None
    published: tuple[StatedSpan, ...]
    page_dates: tuple[StatedSpan, ...]
    captured: StatedSpan | None
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]
    trusted: Bound | None = None


_LONGEST = 400
_WEAK = "weak: clocks can be wrong and files rewritten"
_OWN_ROLES = {TimeRole.TAKEN: "taken", TimeRole.FILE_CREATED: "made", TimeRole.FILE_MODIFIED: "last changed"}
_SAYS_NOTHING = {
    TimeRole.EDITED: "an edit may change the words later; it does not say when this was first published",
    TimeRole.PAGE_MODIFIED: "a page is changed after it was published",
    TimeRole.FILE_MODIFIED: "when a file last changed on a disk does not say when it was shown",
}


def gather(shown: ShownEvidence, *, now: datetime) -> Gathered:
    """Reads every time of an appearance. Never raises, whatever the texts are."""
    identifier = post_identifier_time(shown.platform, shown.post_id, shown.url, now=now)
    read = [read_stated(stated, now=now) for stated in shown.times]
    usable = [span for span in read if span.reason is None]
    published = tuple(span for span in usable if span.stated.role is TimeRole.PUBLISHED)
    page_dates = tuple(span for span in usable if span.stated.role is TimeRole.PAGE_PUBLISHED)
    captures = [span for span in usable if span.stated.role is TimeRole.CAPTURED]
    # A page and the picture in it can be captured at different times: by the later, both had been.
    packed = max((span for span in usable if span.stated.role is TimeRole.PACKED), key=_latest, default=None)
    captured = max(captures, key=_latest, default=None) or packed
    own = [read_stated(time, now=now) for time in shown.file_metadata.times] if shown.file_metadata else []
    signed, signed_note = _of_credentials(shown, now)
    stamped, stamped_note = _of_stamps(shown.covered)
    evidence = sorted(
        [
            *_of_identifiers(identifier, media_identifier_time(shown.media_url, now=now)),
            *_of_stated(usable, captured),
            *_of_packing(packed, captured),
            *(_of_file(span) for span in usable if span.stated.role in (TimeRole.TAKEN, TimeRole.FILE_CREATED)),
            *(_of_file(span) for span in own if span.reason is None and span.stated.role in _OWN_ROLES),
            *_of_page_words(shown, now),
            *([signed] if signed else []),
            *stamped,
        ],
        key=_order,
    )
    name, name_note = _of_name(shown, now)
    notes = tuple(dict.fromkeys([*_notes(read, own), *signed_note, *name_note, *stamped_note]))
    trusted = _trusted(shown.covered)
    return Gathered(identifier, published, page_dates, captured, (*evidence, *name), notes, trusted)


def _latest(span: StatedSpan) -> tuple[datetime, str]:
    assert span.latest is not None
    return span.latest, span.stated.text


def _order(evidence: Evidence) -> tuple[int, str]:
    return evidence.weight, evidence.detail


def _of_identifiers(post: IdentifierTime | None, media: IdentifierTime | None) -> Iterator[Evidence]:
    if post:
        detail = _told(post)
        maker = post.rule.maker
        weight = {Maker.PLATFORM: Weight.IDENTIFIER, Maker.CLIENT: Weight.STATED, Maker.SYSTEM: Weight.USUAL}[maker]
        yield Evidence(weight, BoundKind.POST_ID, post.earliest, post.latest, detail)
        if post.usual_latest:
            usual = f"{detail}, and is usually published within the hour"
            yield Evidence(Weight.USUAL, BoundKind.POST_ID, None, post.usual_latest, usual, late_by=post.rule.late_by)
    if media:
        detail = f"{_told(media)}: it was not shown before"
        yield Evidence(Weight.UPLOAD, BoundKind.POST_ID, media.earliest, None, detail)


def _told(identifier: IdentifierTime) -> str:
    rule = identifier.rule
    return f"{rule.named} {identifier.identifier} {rule.meaning} on {instant(identifier.time)}"


def _of_stated(usable: list[StatedSpan], captured: StatedSpan | None) -> Iterator[Evidence]:
    modified = max((span for span in usable if span.stated.role is TimeRole.PAGE_MODIFIED), key=_latest, default=None)
    for span in usable:
        detail = _as_stated(span)
        match span.stated.role:
            case TimeRole.PUBLISHED:
                yield Evidence(Weight.STATED, BoundKind.STATED, span.earliest, span.latest, f"stated in {detail}")
            case TimeRole.UPLOADED:
                text = f"uploaded, as stated in {detail}: it was not shown before"
                yield Evidence(Weight.STATED, BoundKind.STATED, span.earliest, None, text)
            case TimeRole.PAGE_PUBLISHED:
                yield _of_page(span, modified)
            case _:
                pass
    if captured and captured.latest:
        when = instant(captured.earliest if captured.unit == "second" and captured.earliest else captured.latest)
        done = "packed" if captured.stated.role is TimeRole.PACKED else "captured"
        text = f"{done} on {when} ({captured.where}): it was online by then"
        yield Evidence(Weight.CAPTURE, BoundKind.CAPTURED, None, captured.latest, text)


def _of_packing(packed: StatedSpan | None, captured: StatedSpan | None) -> Iterator[Evidence]:
    """What is in a package was there when that was made: a bound beside the capture's, which is the tighter one.

    Some programs write down when they began to capture instead: such a time, before the capture, limits nothing.
    """
    if packed is None or captured is None or packed is captured or _latest(packed) < _latest(captured):
        return
    text = f"in an archive that was packed by {instant(_latest(packed)[0])} ({packed.where}): it was online by then"
    yield Evidence(Weight.CAPTURE, BoundKind.CAPTURED, None, packed.latest, text)


def _of_page(span: StatedSpan, modified: StatedSpan | None) -> Evidence:
    detail = f"the page's date in {_as_stated(span)}"
    latest = span.latest
    if modified and modified.latest and latest and modified.latest > latest:
        latest = modified.latest
        detail += f"; changed by {instant(latest)} ({modified.where}), the picture may be from then"
    return Evidence(Weight.PAGE, BoundKind.PAGE_DATE, span.earliest, latest, detail)


def _as_stated(span: StatedSpan) -> str:
    remarks = ["zone given"] if span.exact_zone else []
    return ", ".join([f"{span.where}: {quoted(span.stated.text)}", *remarks, *span.remarks])


def _of_file(span: StatedSpan) -> Evidence:
    done = _OWN_ROLES[span.stated.role]
    detail = f"{done}, as the file says itself in {_as_stated(span)} ({_WEAK})"
    taken = span.stated.role is TimeRole.TAKEN
    return Evidence(Weight.WEAK, BoundKind.FILE_METADATA, span.earliest, None, detail, ends=span.latest, taken=taken)


def _of_page_words(shown: ShownEvidence, now: datetime) -> Iterator[Evidence]:
    """Dates in the address and the first lines of a page that is no post."""
    if shown.kind is not ItemKind.PAGE or shown.post_id:
        return
    for stated in filter(None, (address_date(shown.url), *text_dates(shown.text))):
        span = read_stated(stated, now=now)
        if span.reason is None:
            detail = f"dated, as it says in {_as_stated(span)} (weak: pages are written on later)"
            yield Evidence(
                Weight.WEAK, BoundKind.PAGE_DATE, span.earliest, None, detail, ends=span.latest, of_page=True
            )


def _of_credentials(shown: ShownEvidence, now: datetime) -> tuple[Evidence | None, tuple[str, ...]]:
    """When the file was signed, as its Content Credentials say: these bytes existed by then, and not before.

    The time is that of a time-stamp inside them; whose clock made it is not checked against any list, so it counts as
    the signer's own word.
    """
    credentials = shown.file_metadata.content_credentials if shown.file_metadata else None
    if credentials is None or not credentials.signed_at:
        return None, ()
    span = read_stated(StatedTime(TimeRole.FILE_CREATED, credentials.signed_at, "Content Credentials"), now=now)
    by = f" by {one_line(credentials.signed_by)}" if credentials.signed_by else ""
    if credentials.validation != "valid" or span.reason is not None:
        why = span.reason or "that they hold cannot be said"
        return None, (f"{quoted(credentials.signed_at)} in Content Credentials limits nothing: {why}.",)
    detail = (
        f"signed{by}, as stated in {_as_stated(span)} (weak: the credentials are valid, but whether the signer and "
        "the clock can be trusted is not checked)"
    )
    signed = Evidence(
        Weight.WEAK, BoundKind.FILE_METADATA, span.earliest, None, detail, ends=span.latest, made_by=span.latest
    )
    return signed, ()


def _trusted(covered: Covered | None) -> Bound | None:
    bound = covered.bound if covered else None
    return bound and replace(bound, detail=one_line(bound.detail, _LONGEST))


def _of_stamps(covered: Covered | None) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The trusted time by which the case's log told of it; what is not trusted is a hint that limits nothing."""
    if covered is None:
        return (), ()
    evidence = []
    bound = _trusted(covered)
    if bound is not None:
        detail = f"{bound.detail} on {instant(bound.time)}: it was there by then"
        evidence.append(Evidence(Weight.TRUSTED, BoundKind.TRUSTED_TIMESTAMP, None, bound.time, detail))
    reason = one_line(covered.reason)
    if not reason:
        return tuple(evidence), ()
    when = f" of {instant(covered.untrusted)}" if covered.untrusted else ""
    if covered.untrusted is not None:
        detail = f"told of in the log of this case at a time-stamp{when}, which does not count here ({reason})"
        evidence.append(Evidence(Weight.WEAK, BoundKind.TRUSTED_TIMESTAMP, None, None, detail, ends=covered.untrusted))
    note = f"A time-stamp{when} over the log of this case, which tells of it, limits nothing: {reason}."
    return tuple(evidence), (note,)


def _of_name(shown: ShownEvidence, now: datetime) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    found = file_name_time(shown.name, now=now)
    if found is None:
        return (), ()
    named = f"the name {quoted((shown.name or '').rsplit('/', 1)[-1])} is that of {found.named}"
    posted = bool(shown.post_id or shown.url or shown.platform)
    if found.saved and posted:
        # Who collects a post saves its picture afterwards: the name then tells of the collecting.
        return (), (f"{named}: it tells when a copy was saved, which may be after the post.",)
    detail = f"{named}, by the device's clock ({_WEAK})"
    made = Evidence(Weight.WEAK, BoundKind.FILE_METADATA, found.earliest, None, detail, ends=found.latest)
    return (made,), ()


def _notes(read: list[StatedSpan], own: list[StatedSpan]) -> Iterator[str]:
    for span in (*read, *own):
        reason = span.reason
        if reason is None and span in read:
            reason = _SAYS_NOTHING.get(span.stated.role)
        if reason:
            yield f"{quoted(span.stated.text)} in {span.where} limits nothing: {reason}."
