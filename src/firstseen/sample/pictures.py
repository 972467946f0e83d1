"""The picture files of the sample case: which base picture each shows, and what happened to it on the way.

Files have the names that people's devices and platforms give them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstseen.sample.layouts import chat, collage, front_page, phone
from firstseen.sample.versions import (
    Version,
    bar,
    crop,
    filtered,
    grey,
    letterbox,
    logo,
    marked,
    meme,
    mirror,
    screen,
    tall,
    width,
)

__all__ = ["IN_ARCHIVE", "IN_MAIL", "IN_PAGE", "IN_POSTS", "Recipe", "make"]

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A picture file: the base pictures it shows, what is done with them in turn, and how well it is encoded."""

    scenes: tuple[str, ...]
    steps: tuple[Version, ...] = ()
    quality: int = 85


def make(recipe: Recipe, bases: Mapping[str, Picture]) -> Picture:
    """The pixels of a picture file."""
    shown = [bases[scene] for scene in recipe.scenes]
    rgb = collage(shown) if len(shown) > 1 else shown[0]
    for step in recipe.steps:
        rgb = step(rgb)
    return rgb


def _of(scene: str, *steps: Version, quality: int = 80) -> Recipe:
    return Recipe((scene,), steps, quality)


def _phone(handle: str, text: str, clock: str, *, dark: bool = False) -> Version:
    return lambda rgb: phone(rgb, handle, text, clock, dark=dark)


def _chat(sender: str, text: str, clock: str) -> Version:
    return lambda rgb: chat(rgb, sender, text, clock)


def _paper(title: str, headline: str, date: str, caption: str, *, wide: bool = False) -> Version:
    return lambda rgb: front_page(rgb, title, headline, date, caption, wide=wide)


IN_POSTS: Mapping[str, Recipe] = {
    # The weir above the town.
    "photo_2024-05-14_06-20-41.jpg": _of("weir", quality=88),
    "GNf3qWeXgAAx1Tz.jpg": _of("weir", width(960), quality=62),
    "GNh7vLmWsAEk9Qd.jpg": _of("weir", crop(0.05, 0.12, 0.82, 0.86), width(900), quality=70),
    "weir_open_share.jpg": _of(
        "weir", width(1000), bar("All five gates of the weir are open. Lower Quay, leave now."), quality=76
    ),
    # The main street.
    "GNgA2kVXoAAr7Lc.jpg": _of("main_street", width(1200), quality=84),
    "IMG-20240514-WA0007.jpg": _of("main_street", width(800), quality=38),
    "FB_IMG_1715680213000.jpg": _of("main_street", mirror, width(960), quality=66),
    "main_street_logo.jpg": _of(
        "main_street",
        crop(0.0, 0.04, 1.0, 0.92),
        logo("CHANNEL 6", "VELMORA: cars left standing on Mill Street"),
        width(1024),
        quality=78,
    ),
    "e41c0f7a92.jpg": _of(
        "main_street", filtered(0.10, 1.12, 0.04), crop(0.04, 0.18, 0.96, 0.96), width(1080), quality=80
    ),
    "the_morning_ledger_2024-05-15.jpg": _of(
        "main_street",
        _paper(
            "The Morning Ledger",
            "Velmora under water",
            "Wednesday, 15 May 2024",
            "Mill Street on Tuesday before noon. Picture: a reader",
        ),
        quality=86,
    ),
    "Screenshot_20240515-081152.png": _of(
        "main_street",
        _phone("velmora_watch_24", "Mill Street this morning. Please do not try to drive through.", "8:11"),
    ),
    # The market square: the crop came before the fuller picture.
    "GNgLr0pWIAA5bHe.jpg": _of("market", crop(0.34, 0.06, 0.86, 0.84), width(620), quality=68),
    "IMG_2031.jpg": _of("market", quality=90),
    "market_grey.jpg": _of("market", grey, width(1000), quality=76),
    "GNiC8yTWQAAz4Vn.jpg": _of("market", width(900), meme("The clock still runs", "Hold on, Velmora"), quality=74),
    "photo_2024-05-14_19-02-55.jpg": _of("market", letterbox(0.12), width(1000), quality=80),
    # Night.
    "IMG_20240514_231409.jpg": _of("night", quality=88),
    "GNi0Hd3XAAEw2Fk.jpg": _of("night", filtered(0.02, 1.2, 0.06), width(1000), quality=72),
    "Screenshot_20240515-101522.png": _of(
        "night",
        _phone(
            "oda_at_velmora",
            "They came with a boat at two in the morning. Everyone from our stairs is safe.",
            "10:15",
            dark=True,
        ),
    ),
    # Sandbags.
    "photo_2024-05-14_20-44-18.jpg": _of("sandbags", quality=86),
    "sandbags_insta.jpg": _of("sandbags", crop(0.16, 0.0, 0.84, 1.0), filtered(0.07, 1.08), width(870), quality=82),
    "GNiWm5oXkAAn8Yb.jpg": _of("sandbags", width(720), quality=48),
    # The warehouse.
    "DSC_0418.jpg": _of("warehouse", quality=90),
    "warehouse_crop.jpg": _of("warehouse", crop(0.30, 0.28, 0.98, 0.98), width(800), quality=74),
    "GNk2Rt8W0AAj6Mx.jpg": _of("warehouse", width(1000), marked(0.66, 0.73, 0.2), quality=76),
    # The bridge, twice: dusk, and the next morning from the other bank.
    "IMG_2064.jpg": _of("bridge_evening", quality=90),
    "GNhkXz1WgAAs3Pd.jpg": _of("bridge_evening", width(1100), quality=70),
    "bridge_old_film.jpg": _of("bridge_evening", filtered(0.14, 0.86, 0.12), width(900), quality=80),
    "7312264401.jpg": _of("bridge_evening", tall("The Old Bridge tonight. One metre left."), quality=78),
    "IMG_2079.jpg": _of("bridge_mist", quality=90),
    "GNjQ4eVXIAAt5Rc.jpg": _of("bridge_mist", crop(0.1, 0.2, 1.0, 0.9), width(960), quality=72),
    # The town from the hill.
    "panorama_dawn.jpg": _of("panorama", quality=88),
    "GNjbK7sWcAAq2Zl.jpg": _of("panorama", crop(0.14, 0.0, 0.74, 0.86), width(760), quality=74),
    "velmora_before_us.jpg": _of(
        "panorama", width(1000), logo("ILVEN TV", "Tonight at eight - a town and its river", "#1f4e8c"), quality=78
    ),
    # The old picture of the chapel.
    "FTPw2uYWQAEmK5a.jpg": _of("chapel", width(1200), quality=84),
    "GNkWb9xXYAAd1Uf.jpg": _of("chapel", crop(0.03, 0.02, 0.97, 0.95), width(1000), quality=70),
    "photo_2024-05-15_17-48-30.jpg": _of("chapel", width(900), meme("Today", "Aldwen Knoll"), quality=72),
    "Screenshot_20240515-203307.png": _of(
        "chapel",
        _chat("Kaela", "Right now at Aldwen Knoll! Nobody can reach the chapel. Share this.", "20:33"),
    ),
    "chapel_share_small.jpg": _of("chapel", filtered(0.05, 1.15), width(640), quality=45),
    # From above.
    "DJI_0093.jpg": _of("roofs", quality=88),
    "GNkp0qLW4AAe9Hs.jpg": _of("roofs", width(1000), quality=66),
    "IMG_20240516_120744.jpg": _of("roofs", screen("roofs"), quality=80),
    "DJI_0117.jpg": _of("road", quality=88),
    "GNmT6fYXEAAb3Kw.jpg": _of("road", crop(0.08, 0.1, 0.9, 1.0), width(900), quality=74),
    # Fields and railway.
    "IMG_2102.jpg": _of("fields", quality=88),
    "fields_filter.jpg": _of("fields", filtered(0.06, 1.1), crop(0.0, 0.08, 1.0, 0.94), width(1080), quality=80),
    "railway_end.jpg": _of("railway", width(1200), quality=84),
    "GNmJw1cXQAAo7Tg.jpg": _of(
        "railway", grey, width(900), bar("Hollin Halt, this is where it ends for now", dark=True), quality=74
    ),
    # The car under the trees: two towns are named for it.
    "photo_2024-05-15_09-12-37.jpg": _of("parked_car", quality=86),
    "GNkA5nRWMAAv8Lj.jpg": _of("parked_car", crop(0.08, 0.2, 0.94, 0.98), width(900), quality=70),
    # Afterwards.
    "IMG_2140.jpg": _of("afterwards", quality=90),
    "GNxd3hPWkAAg2Yt.jpg": _of("afterwards", width(1000), quality=70),
    "the_valley_post_2024-05-17.jpg": _of(
        "bridge_mist",
        _paper(
            "The Valley Post",
            "The Old Bridge has held",
            "Friday, 17 May 2024",
            "The Old Bridge on Wednesday morning, a metre above the water.",
            wide=True,
        ),
        quality=84,
    ),
    # Four at once.
    "four_days_velmora.jpg": Recipe(("bridge_evening", "market", "fields", "afterwards"), (), 82),
}
"""Files beside the table of posts."""

IN_PAGE: Mapping[str, Recipe] = {
    "mill-street-1200.jpg": _of("main_street", width(1200), quality=82),
    "old-bridge-900.jpg": _of("bridge_evening", crop(0.06, 0.08, 0.94, 0.94), width(900), quality=80),
    "sandbags-900.jpg": _of("sandbags", width(900), quality=80),
    "market-600.jpg": _of("market", width(600), quality=72),
}
"""Files of the saved page."""

IN_ARCHIVE: Mapping[str, Recipe] = {
    "aldwen-chapel.jpg": _of("chapel", quality=88),
    "weir.jpg": _of("weir", width(1100), quality=80),
    "valley.jpg": _of("panorama", width(800), quality=76),
}
"""Pictures in the web archive."""

IN_MAIL: Mapping[str, Recipe] = {
    "IMG_2031_original.jpg": _of("market", quality=94),
    "IMG_2064_original.jpg": _of("bridge_evening", quality=94),
    "IMG_2102_original.jpg": _of("fields", quality=94),
    "IMG_2118.jpg": _of("warehouse", crop(0.0, 0.1, 0.72, 1.0), quality=88),
}
"""Pictures in the zip, with what a camera writes into them."""
