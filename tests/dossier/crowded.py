"""A picture of which there are very many versions, each shown a few times: what a drawing of its spread must hold."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
from tests.spreads_drawn import edge

from firstseen.model.records import CaseFacts
from firstseen.model.spread import Spread, Version

from . import drawn
from .fake_case import END, START, FakeCase, exact_span

_CHANGES = ("cropped", "re-encoded", "resized", "text added", "logo added", "mirrored", "grey")


def crowded(versions: int, appearances: int) -> FakeCase:
    """One group. A quarter of the edges between its versions are undecided; the first versions are shown most."""
    chance = random.Random(3)
    case = FakeCase(CaseFacts("crowded", "Flood in Velmora", "Velmora on the Sarn", START, END))
    base = drawn.scene(1)[:160, :240]
    media = [case.add_medium(f"picture_{number}.jpg", np.roll(base, number, 1)) for number in range(versions)]
    group = case.add_group(media)
    when = [START + timedelta(hours=1)]
    edges = []
    for number in range(1, versions):
        parent = chance.choice([0, 0, max(0, number - 6), chance.randrange(number)])
        when.append(when[parent] + timedelta(hours=chance.expovariate(1 / 9) + 0.3))
        changes = chance.sample(_CHANGES, chance.randint(1, 3))
        edges.append(edge(media[parent], media[number], *changes, decided=chance.random() < 0.75))
    for number in range(appearances):
        version = number if number < versions else int(versions * chance.random() ** 2.5)
        later = timedelta(hours=0 if number < versions else chance.expovariate(1 / 40))
        # Multiples of 17: other numbers are parts of pages now and then.
        case.add_appearance(17 * number, media[version], exact_span(when[version] + later))
    case.the_spreads[group] = Spread(
        group, tuple(Version(one, one) for one in media), tuple(edges), (), (), (media[0],)
    )
    return case.settle()
