"""An invented case: the flood of Velmora, with words that would do harm if they were ever taken for markup."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from firstseen.model.copies import Copy, Relation, ShowsMore
from firstseen.model.decisions import Decision
from firstseen.model.findings import Finding, FindingKind, Outcome
from firstseen.model.identifiers import appearance_id, finding_id, group_id, short_id
from firstseen.model.items import Author, ItemKind
from firstseen.model.pictures import Box, ContentCredentials, Metadata, PictureFacts, Place
from firstseen.model.printed import Printed, PrintKind
from firstseen.model.records import (
    AppearanceRecord,
    CaseFacts,
    CopyRecord,
    FindingRecord,
    GroupRecord,
    ItemRecord,
    MediumRecord,
    NoticeRecord,
    RefusalRecord,
    SourceRecord,
)
from firstseen.model.spread import Spread
from firstseen.model.time import UNKNOWN_SPAN, Bound, BoundKind, Side, StatedTime, TimeRole, TimeSpan

START = datetime(2026, 11, 14, 5, 0, tzinfo=UTC)
END = datetime(2026, 11, 17, 21, 0, tzinfo=UTC)
HOSTILE = (
    "<script>document.title='harmed'</script><img src=x onerror=\"document.title='harmed'\"> {{ 7*7 }} &lt;",
    '" onerror="document.title=\'harmed\'" autofocus onfocus="document.title=\'harmed\'" x="',
    "javascript:document.title='harmed'",
    "Look \u202egpj.exe at this \u202eand this",
    "Aaaa" + "a" * 400,
    "</style></svg></title></textarea>]]><!-- \x00 \udc80",
)
WORDS = (
    "Water up to the second floor in Kastel Street. The bridge is closed, please stay away.",
    "المياه تغمر شارع كاستل والناس على الأسطح. شاركوا لتصل المساعدة.",
    "Вулиця Кастель під водою. Міст закрито, людей вивозять човнами.",
    "Unbelievable pictures coming out of #Velmora right now\n\nVia a friend who lives there.",
    "BREAKING: dam above Velmora has FAILED",
    "Мій дім. Вода прийшла о п'ятій ранку.",
    "هذه الصورة ليست من فيلمورا",
    "This was our street this morning 💧",
)
PLATFORMS = ("X", "Telegram", "Facebook", "Mastodon", "news site", "TikTok", "WhatsApp", "forum", "Bluesky")


def exact_span(time: datetime) -> TimeSpan:
    """A span that rests on a post identifier."""
    detail = f"the post identifier {int(time.timestamp()) * 4194304} carries its time of creation"
    return TimeSpan(
        time,
        time + timedelta(seconds=1),
        (
            Bound(Side.EARLIEST, time, BoundKind.POST_ID, detail),
            Bound(Side.LATEST, time + timedelta(seconds=1), BoundKind.POST_ID, detail),
        ),
    )


def open_span(latest: datetime) -> TimeSpan:
    """A span with no earliest bound."""
    return TimeSpan(None, latest, (Bound(Side.LATEST, latest, BoundKind.CAPTURED, "the page was captured then"),))


@dataclass
class FakeCase:
    """A case in memory; `pictures` holds the pixels of its media."""

    case_facts: CaseFacts
    the_media: dict[str, MediumRecord] = field(default_factory=dict)
    the_groups: list[GroupRecord] = field(default_factory=list)
    the_appearances: list[AppearanceRecord] = field(default_factory=list)
    the_copies: list[CopyRecord] = field(default_factory=list)
    the_findings: list[FindingRecord] = field(default_factory=list)
    the_decisions: list[Decision] = field(default_factory=list)
    the_refusals: list[RefusalRecord] = field(default_factory=list)
    the_spreads: dict[str, Spread] = field(default_factory=dict)
    pictures: dict[str, NDArray[np.uint8]] = field(default_factory=dict)

    def facts(self) -> CaseFacts:
        return self.case_facts

    def sources(self) -> Iterator[SourceRecord]:
        yield SourceRecord("s-1", "posts.csv", "posts table", "ab" * 32, START, len(self.the_appearances))
        yield SourceRecord("s-2", HOSTILE[0], "saved page", None, END, 3)

    def refusals(self) -> Iterator[RefusalRecord]:
        return iter(self.the_refusals)

    def notices(self) -> Iterator[NoticeRecord]:
        return iter(())

    def items(self) -> Iterator[ItemRecord]:
        for shown in self.the_appearances:
            yield ItemRecord(
                shown.item, "s-1", ItemKind.POST, "row 1", shown.platform, None, shown.url,
                Author(handle=shown.author), None, shown.text, (), (), {}, 1,
            )  # fmt: skip

    def item(self, id: str) -> ItemRecord | None:
        return next((item for item in self.items() if item.id == id), None)

    def media(self) -> Iterator[MediumRecord]:
        return iter(sorted(self.the_media.values(), key=lambda medium: medium.digest))

    def medium(self, digest: str) -> MediumRecord | None:
        return self.the_media.get(digest)

    def appearances(self, *, group: str | None = None, medium: str | None = None) -> Iterator[AppearanceRecord]:
        for shown in self.the_appearances:
            if (group is None or shown.group == group) and (medium is None or shown.medium == medium):
                yield shown

    def copies(self, *, medium: str | None = None, group: str | None = None) -> Iterator[CopyRecord]:
        for record in self.the_copies:
            both = (record.copy.a, record.copy.b)
            in_group = group is None or any(self.the_media[one].group == group for one in both)
            if in_group and (medium is None or medium in both):
                yield record

    def groups(self) -> Iterator[GroupRecord]:
        return iter(self.the_groups)

    def group(self, id: str) -> GroupRecord | None:
        return next((group for group in self.the_groups if group.id == id), None)

    def spread(self, group: str) -> Spread | None:
        return self.the_spreads.get(group)

    def spreads(self) -> Iterator[Spread]:
        return iter(self.the_spreads[group.id] for group in self.the_groups if group.id in self.the_spreads)

    def decisions(self) -> Iterator[Decision]:
        return iter(self.the_decisions)

    def findings(self) -> Iterator[FindingRecord]:
        return iter(self.the_findings)

    def blob_path(self, digest: str) -> Path:
        raise AssertionError("the dossier never touches stored bytes")

    def previews(
        self, digests: Iterable[str], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """The pictures as the sandbox would hand them back."""
        for digest in digests:
            pixels = self.pictures.get(digest)
            yield digest, pixels, None if pixels is not None else "the picture is cut off after 12 of 640 rows"

    def crops(
        self, wanted: Iterable[tuple[str, str, Box]], longest_side: int, /
    ) -> Iterator[tuple[str, NDArray[np.uint8] | None, str | None]]:
        """The parts as the sandbox would hand them back, the last first: no order is promised."""
        for key, digest, (left, top, right, bottom) in reversed(list(wanted)):
            pixels = self.pictures.get(digest)
            if pixels is None:
                yield key, None, "the picture is cut off after 12 of 640 rows"
                continue
            assert 0 <= left < right <= pixels.shape[1] and 0 <= top < bottom <= pixels.shape[0]
            part = Image.fromarray(np.ascontiguousarray(pixels[top:bottom, left:right]))
            part.thumbnail((longest_side, longest_side))
            yield key, np.asarray(part), None

    def add_medium(self, name: str, pixels: NDArray[np.uint8] | None, metadata: Metadata | None = None) -> str:
        """A medium with a picture; without pixels one that cannot be shown."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        height, width = pixels.shape[:2] if pixels is not None else (640, 960)
        facts = PictureFacts("JPEG", "image/jpeg", width, height, 1, 1, "0" * 64, "0" * 64, 90, metadata or Metadata())
        self.the_media[digest] = MediumRecord(
            digest, 40_000 + len(name) * 3211, "image/jpeg", (name, f"copy of {name}"), "examined", None, facts, None, 0
        )
        if pixels is not None:
            self.pictures[digest] = pixels
        return digest

    def add_group(self, media: list[str], first: int = 0) -> str:
        """A group of media; `settle` fills in the rest."""
        group = group_id(media)
        for digest in media:
            self.the_media[digest] = replace(self.the_media[digest], group=group)
        self.the_groups.append(GroupRecord(group, tuple(media), None, UNKNOWN_SPAN, "No appearance has a time.", 0))
        return group

    def add_appearance(
        self, number: int, medium: str | None, span: TimeSpan, text: str | None = None, author: str | None = None
    ) -> str:
        """An appearance on the platform that `number` falls on."""
        platform = PLATFORMS[(number * number + number // 3) % len(PLATFORMS)]
        name = self.the_media[medium].names[0] if medium else f"lost-{number}.jpg"
        id = appearance_id(f"i-{number}", 0, medium or name)
        self.the_appearances.append(
            AppearanceRecord(
                id, medium, (10, 20, 300, 200) if number % 17 == 3 else None,
                self.the_media[medium].group if medium else None, short_id("i", str(number)), name, platform,
                author or f"@{('river', 'anna_k', 'حسن', 'Оксана', 'velmora24')[number % 5]}_{number}",
                f"https://example.invalid/{platform.replace(' ', '-')}/status/{number}?q=<b>&x=%22", None,
                WORDS[number % len(WORDS)] if text is None else text,
                "A street under water" if number % 4 == 0 else None, HOSTILE[1] if number % 9 == 0 else None,
                "Photo: J. Doe" if number % 11 == 0 else None, None if medium else "the picture was not in the export",
                span, (), (Printed(PrintKind.CAPTION, HOSTILE[1], (0, 0, 9, 9), 0.9),) if number % 7 == 3 else None,
            )
        )  # fmt: skip
        return id

    def add_copy(self, a: str, b: str, **given: object) -> None:
        """A copy; the digests are put in order."""
        values: dict[str, object] = {
            "relation": Relation.COPY, "confidence": 0.97, "mirrored": False, "box_a": None, "box_b": None,
            "transform": None, "shows_more": ShowsMore.SAME, "changes": ("re-encoded",), "points": (),
            "reason": "84 points lie at the same places after one shift and scale.", **given,
        }  # fmt: skip
        first, second = sorted((a, b))
        if first != a:
            values["box_a"], values["box_b"] = values["box_b"], values["box_a"]
        copy = Copy(first, second, **values)  # type: ignore[arg-type]
        self.the_copies.append(CopyRecord(copy, self.the_media[first].names, self.the_media[second].names))

    def add_finding(self, kind: FindingKind, outcome: Outcome, about: list[str], reason: str, *evidence: str) -> None:
        """A finding."""
        name = finding_id(kind.value, about, "order")
        self.the_findings.append(
            FindingRecord(Finding(name, kind, outcome, tuple(about), reason, evidence, "order of appearances", "1"))
        )

    def settle(self) -> FakeCase:
        """Put everything in the order that a case promises, and count."""
        far = datetime(9999, 1, 1, tzinfo=UTC)
        self.the_appearances.sort(key=lambda one: (one.span.earliest or one.span.latest or far, one.id))
        self.the_copies.sort(key=lambda record: (record.copy.a, record.copy.b))
        rank = (Outcome.FOUND, Outcome.CANNOT_SAY, Outcome.NOT_FOUND)
        self.the_findings.sort(key=lambda record: (rank.index(record.finding.outcome), record.finding.id))
        firsts: dict[str, AppearanceRecord] = {}
        counts: dict[str, int] = {}
        for one in self.the_appearances:
            if one.group:
                firsts.setdefault(one.group, one)
                counts[one.group] = counts.get(one.group, 0) + 1
            if one.medium:
                medium = self.the_media[one.medium]
                self.the_media[one.medium] = replace(medium, appearances=medium.appearances + 1)
        reason = "The post identifier carries its time; no other appearance of the group can be earlier."
        self.the_groups = [
            replace(
                group, appearances=counts.get(group.id, 0), first_seen=firsts[group.id].id,
                first_seen_span=firsts[group.id].span, first_seen_reason=reason,
            )
            if group.id in firsts and firsts[group.id].span != UNKNOWN_SPAN
            else group
            for group in self.the_groups
        ]  # fmt: skip
        self.the_groups.sort(
            key=lambda one: (one.first_seen_span.earliest or one.first_seen_span.latest or far, one.id)
        )
        return self


RICH = Metadata(
    times=(
        StatedTime(TimeRole.TAKEN, "2026:11:14 06:10:11", "EXIF DateTimeOriginal"),
        StatedTime(TimeRole.FILE_MODIFIED, "2026-11-14T08:00:00", "XMP ModifyDate", "+02:00"),
    ),
    place=Place(48.123456, 21.987654, "Velmora, Kastel Street <b>"),
    device="Invented Camera 3",
    software=HOSTILE[0],
    credit="J. Doe",
    caption="вода на вулиці Кастель",
    digital_source_type="digitalCapture",
    content_credentials=ContentCredentials(
        "valid", "Invented Camera 3", "street.jpg", "Invented Signer", "2026-11-14T06:10:12Z",
        ("digitalCapture",), ("base.jpg",), ("Taken with a camera.", HOSTILE[2]),
    ),
    notes=("The thumbnail inside the file shows another crop.",),
)  # fmt: skip
