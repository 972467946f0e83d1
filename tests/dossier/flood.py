"""The flood of Velmora, told once for all tests: some sixty appearances, and one picture seen 400 times."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from tests.spreads_drawn import spread_over

from firstseen.model.copies import Mask, Relation, ShowsMore
from firstseen.model.findings import FindingKind, Outcome
from firstseen.model.records import CaseFacts, RefusalRecord
from firstseen.model.time import UNKNOWN_SPAN

from . import drawn
from .fake_case import END, HOSTILE, RICH, START, FakeCase, exact_span, open_span

_CELLS = ["0" * 12] * 2 + ["000001110000"] * 2 + ["0" * 12] * 4  # cells of 80 pixels; the sign covers six


def flood(*, spread: int = 400) -> FakeCase:
    """The whole case; `spread` is the number of appearances of the picture that was shared most."""
    case = FakeCase(CaseFacts("velmora", "Flood in Velmora", "Velmora on the Sarn", START, END))
    street = _street(case)
    old = _old_bridge(case)
    twins = _mirrored(case)
    _shared(case, spread)
    for number in range(5, 12):
        _seen_once(case, number)
    for number in range(800, 806):
        span = UNKNOWN_SPAN if number % 2 else exact_span(START + timedelta(hours=number - 790))
        case.add_appearance(number, None, span, HOSTILE[number % len(HOSTILE)])
    case.the_refusals += [
        RefusalRecord("add", "notes.docx", "A document of a kind that is not read here."),
        RefusalRecord("trace", "broken.jpg", "The picture is cut off after 12 of 640 rows.", "cd" * 32),
        RefusalRecord("add", HOSTILE[0], "The name is not a name. " + HOSTILE[3]),
    ]
    _findings(case, street, old, twins)
    group = case.the_media[street[0]].group or ""
    case.the_spreads[group] = spread_over(group, street)
    return case.settle()


def _points(
    box: tuple[int, int, int, int], scale: float
) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
    rng = np.random.default_rng(1)
    left, top, right, bottom = box
    found = zip(rng.uniform(left + 10, right - 10, 30), rng.uniform(top + 10, bottom - 10, 30), strict=True)
    return tuple(((float(x), float(y)), ((x - left) * scale, (y - top) * scale)) for x, y in found)


def _street(case: FakeCase) -> list[str]:
    base = drawn.scene(1)
    whole = case.add_medium("IMG_20261114_081011.jpg", base, RICH)
    media = [whole]
    boxes = [(120, 60, 900, 600), (0, 0, 700, 500), (200, 100, 960, 640), (300, 40, 820, 620), (60, 200, 660, 600)]
    for number, box in enumerate(boxes):
        part = case.add_medium(f"photo_{number}@14-11-2026.jpg", drawn.crop(base, box))
        media.append(part)
        size = (0, 0, box[2] - box[0], box[3] - box[1])
        forward = ((1.0, 0.0, float(-box[0])), (0.0, 1.0, float(-box[1])))
        back = ((1.0, 0.0, float(box[0])), (0.0, 1.0, float(box[1])))
        straight = whole < part
        points = _points(box, 1.0)
        case.add_copy(
            whole, part, box_a=box, box_b=size, transform=forward if straight else back,
            points=points if straight else tuple((b, a) for a, b in points),
            shows_more=ShowsMore.A if straight else ShowsMore.B, changes=("re-encoded", "cropped"),
            confidence=0.99 - number * 0.12,
        )  # fmt: skip
    screen = case.add_medium("Screenshot_20261115-091200.png", drawn.in_screen(base))
    media.append(screen)
    scale = 500 / 960
    matrix = ((scale, 0.0, 20.0), (0.0, scale, 300.0))
    if screen < whole:
        matrix = ((1 / scale, 0.0, -20 / scale), (0.0, 1 / scale, -300 / scale))
    case.add_copy(
        whole, screen, relation=Relation.PART, box_a=(0, 0, 960, 640), box_b=(20, 300, 520, 633), transform=matrix,
        changes=("resized", "inside a screenshot"), confidence=0.93,
    )  # fmt: skip
    signed = base.copy()
    signed[160:320, 400:640] = (220, 40, 40)
    framed = case.add_medium("meme <i>final</i>.jpg", drawn.bordered(signed, 120))
    media.append(framed)
    case.add_copy(
        whole, framed, relation=Relation.ALTERED, box_a=(0, 0, 960, 640), box_b=(0, 0, 960, 640),
        transform=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), changes=("bordered", "text added"), confidence=0.88,
        shows_more=None, points=tuple(((x, y), (x, y)) for x in (80.0, 480.0, 860.0) for y in (90.0, 500.0)),
        figures={"points": 6.0, "agreement": 0.94, "area_a": 1.0, "area_b": 0.84, "not known": 3.0},
        altered=Mask((0, 0, 960, 640), tuple(_CELLS)),
    )  # fmt: skip
    for number in range(4):
        name = f"{'Фото' if number % 2 else 'صورة'} {number}.jpg"
        grey = case.add_medium(name, drawn.grey(base) if number < 3 else None)
        media.append(grey)
        case.add_copy(whole, grey, relation=Relation.EXACT if number == 2 else Relation.COPY, changes=("grey",))
    case.add_group(media)
    for number in range(30):
        time = START + timedelta(minutes=74 + number * number * 5 + number * 13)
        span = open_span(time) if number in (7, 19) else exact_span(time)
        if number == 12:
            span = exact_span(time)
            span = type(span)(span.earliest, time + timedelta(hours=17), span.basis)
        if number == 28:
            span = UNKNOWN_SPAN
        text = HOSTILE[number % len(HOSTILE)] if number % 6 == 5 else None
        author = "Ann \u202e<b>evil</b>" if number == 11 else None
        case.add_appearance(number, media[0] if number == 0 else media[number % len(media)], span, text, author)
    return media


def _old_bridge(case: FakeCase) -> list[str]:
    base = drawn.scene(2)
    media = [case.add_medium("bridge.jpg", base), case.add_medium("most.jpg", drawn.crop(base, (100, 50, 860, 560)))]
    sign = 1 if media[0] < media[1] else -1
    case.add_copy(
        media[0], media[1], box_a=(100, 50, 860, 560), box_b=(0, 0, 760, 510), changes=("cropped",),
        transform=((1.0, 0.0, -100.0 * sign), (0.0, 1.0, -50.0 * sign)),
        shows_more=ShowsMore.A if media[0] < media[1] else ShowsMore.B, points=(),
    )  # fmt: skip
    case.add_group(media)
    case.add_appearance(
        100, media[0], exact_span(START - timedelta(days=880, hours=3)), "Spring flood at the old bridge, 2024"
    )
    for number in range(101, 109):
        case.add_appearance(number, media[number % 2], exact_span(START + timedelta(hours=(number - 99) * 3.7)))
    return media


def _mirrored(case: FakeCase) -> list[str]:
    base = drawn.scene(3)
    media = [case.add_medium("boat.jpg", base), case.add_medium("tahm.jpg", drawn.mirror(base))]
    case.add_copy(
        media[0], media[1], mirrored=True, box_a=(0, 0, 960, 640), box_b=(0, 0, 960, 640),
        transform=((-1.0, 0.0, 960.0), (0.0, 1.0, 0.0)), changes=("mirrored", "re-encoded"), confidence=0.74,
    )  # fmt: skip
    case.add_group(media)
    for number in range(200, 206):
        case.add_appearance(number, media[number % 2], exact_span(START + timedelta(hours=(number - 198) * 5)))
    return media


def _shared(case: FakeCase, spread: int) -> None:
    base = drawn.scene(4)
    media = [case.add_medium("dam.jpg", base), case.add_medium("dam-small.jpg", drawn.crop(base, (0, 0, 960, 500)))]
    case.add_copy(media[0], media[1], box_a=(0, 0, 960, 500), box_b=(0, 0, 960, 500))
    case.add_group(media)
    rng = np.random.default_rng(4)
    for number, hours in enumerate(np.sort(rng.gamma(2.0, 9.0, spread)), start=1000):
        time = START + timedelta(hours=float(hours))
        case.add_appearance(number, media[number % 2], open_span(time) if number % 40 == 0 else exact_span(time))


def _seen_once(case: FakeCase, number: int) -> None:
    tall = number == 7
    pixels = drawn.in_screen(drawn.scene(number)) if tall else drawn.scene(number)
    name = HOSTILE[number % len(HOSTILE)][:120] if number in (6, 9) else f"DSC_{number:04d}.jpg"
    medium = case.add_medium(name, pixels)
    case.add_group([medium])
    if number != 11:
        case.add_appearance(300 + number, medium, exact_span(START + timedelta(hours=number * 4)))


def _findings(case: FakeCase, street: list[str], old: list[str], twins: list[str]) -> None:
    group = {medium: case.the_media[medium].group or "" for medium in (street[0], old[0], twins[0])}
    shown = next(one for one in case.the_appearances if one.medium == old[0])
    odd = next(one for one in case.the_appearances if one.medium == street[1])
    case.add_finding(
        FindingKind.OLDER_THAN_EVENT, Outcome.FOUND, [group[old[0]]],
        "Seen on Telegram 880 days before the event began; the post identifier carries that time.", shown.id,
    )  # fmt: skip
    case.add_finding(
        FindingKind.TIME_CONTRADICTION, Outcome.FOUND, [odd.id],
        "The post states 14 November 2026, 03:02 UTC, its identifier was made 4 hours and 10 minutes later.",
        odd.medium or "",
    )  # fmt: skip
    case.add_finding(
        FindingKind.MIRRORED, Outcome.FOUND, [twins[0], twins[1]], f"One is the mirror image of the other. {HOSTILE[0]}"
    )
    case.add_finding(
        FindingKind.OLDER_THAN_EVENT, Outcome.NOT_FOUND, [group[street[0]]], "No appearance lies before the event."
    )
    case.add_finding(
        FindingKind.OLDER_THAN_EVENT, Outcome.CANNOT_SAY, [case.the_groups[-1].id], "No appearance has a time."
    )
