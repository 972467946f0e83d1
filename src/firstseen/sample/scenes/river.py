"""Scenes along the river."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.sample.painting.canvas import Finish, chance, colour, finish
from firstseen.sample.painting.houses import House, Wall, put_house, put_row
from firstseen.sample.painting.landmarks import bridge, clock_tower, dam
from firstseen.sample.painting.masonry import opaque, planks
from firstseen.sample.painting.nature import Sky, Water, hills, mist, paint_sky, rain, with_reflection
from firstseen.sample.painting.plants import bush, meadow, poplar, tree
from firstseen.sample.painting.stage import Camera, Light, Stage, Texture
from firstseen.sample.painting.things import boat, debris, lamp

__all__ = ["bridge_evening", "bridge_mist", "chapel", "panorama", "weir"]

Picture = NDArray[np.uint8]


def bridge_evening() -> Picture:
    """The old bridge at dusk, the water close under its arches."""
    rng = chance("bridge in the evening")
    light = Light((0.62, 0.56, 0.58), (0.75, 0.46, 0.22), (-0.7, 0.35, -0.55), colour("e0b184"), 190)
    stage = Stage(Camera(focal=980, horizon=420, eye=(-3, 3.0, 0), yaw=0.0), light)
    bridge(stage, rng, (-27, 25), 27, arches=5, crown=3.1, turn=0.16)
    put_row(stage, rng, (-52, 62), 0.05, 44)
    put_row(stage, rng, (12, 66), -0.04, 50)
    clock_tower(stage, rng, (-15, 70), side=6.0, high=22, turn=0.3, spire=9)
    for x in (-19.0, -9.6, 1.0, 11.4, 21.0):
        stage.stand((x, 29.5 + x * 0.16), 1.1, 3.6, lamp(lit=True), low=5.0)
    for x, z in ((-17, 20), (14.5, 18), (18, 22)):
        stage.stand((x, z), 7, 3.4, bush(rng, colour("4a4a26")))
    stage.stand((17, 50), 8, 10, tree(rng, colour("5a5528")))
    stage.stand((-27, 52), 8, 10, tree(rng, colour("5a5528")))
    debris(stage, rng, 18, (-12, 8), (8, 24))
    sky = paint_sky(
        rng,
        460,
        1280,
        Sky(
            colour("4f5f86"),
            colour("b58c8a"),
            colour("f6bd76"),
            colour("ffd9a0"),
            colour("6e5c74"),
            0.62,
            0.75,
            1.2,
            (0.3, 0.07),
            (1.0, 0.72, 0.38),
        ),
    )
    hills(rng, sky, [(130, colour("a98a7c")), (80, colour("7d6a58"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("7d5c3c"), 0.7, 2.6, 0.38, foam=0.7))
    return finish(image, rng, Finish(contrast=0.4, warm=0.05, bloom=0.35, saturation=1.05))


def bridge_mist() -> Picture:
    """The same bridge from the other bank, in the mist of the next morning."""
    rng = chance("bridge in the mist")
    light = Light((0.70, 0.76, 0.82), (0.12, 0.13, 0.14), (0.6, 0.6, -0.5), colour("c3ced4"), 62)
    stage = Stage(Camera(focal=900, horizon=400, eye=(-14, 4.2, 0), yaw=0.42), light)
    bridge(stage, rng, (-27, 25), 27, arches=5, crown=2.7, turn=-0.1)
    put_row(stage, rng, (-6, 52), -0.2, 40)
    for x in (-14.0, -4.0, 6.0, 16.0):
        stage.stand((x, 29.5 - x * 0.1), 1.1, 3.6, lamp(), low=4.6)
    for x, z, high in ((-8, 15, 6), (13, 16, 8), (18, 20, 9)):
        stage.stand((x, z), high * 0.85, high, tree(rng, colour("4b5a40")))
    stage.stand((0, 12.5), 6, 2.4, bush(rng, colour("4a5638")))
    stage.stand((-4.5, 17.5), 5.0, 1.9, boat(rng, colour("39464a"), people=2))
    debris(stage, rng, 12, (-10, 4), (9, 22))
    sky = paint_sky(
        rng,
        470,
        1280,
        Sky(colour("9fb0bd"), colour("bccad2"), colour("d7dee0"), colour("e6eaea"), colour("a5b2ba"), 0.7, 1.0),
    )
    hills(rng, sky, [(150, colour("b0bfc4")), (100, colour("9aabac"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("7c7462"), 0.5, 2.0, 0.35, foam=0.5))
    image = mist(rng, image, (400, 70), (0.82, 0.86, 0.88), 0.42)
    return finish(image, rng, Finish(contrast=0.35, warm=-0.04, saturation=0.85, lift=0.05))


def panorama() -> Picture:
    """The town along the river at dawn, hills behind, drowned trees in front."""
    rng = chance("panorama at dawn")
    light = Light((0.66, 0.62, 0.70), (0.62, 0.42, 0.34), (0.8, 0.35, -0.5), colour("e3c6bf"), 210)
    stage = Stage(Camera(focal=1500, horizon=380, eye=(0, 6.5, 0)), light)
    for start, z, length in ((-62, 92, 122), (-58, 108, 116), (-54, 124, 110)):
        put_row(stage, rng, (start, z), 0.0, length, low=(z - 92) * 0.16, depth=7.0)
    clock_tower(stage, rng, (-14, 112), side=6.5, high=30, turn=0.25, spire=11)
    for _ in range(9):
        stage.stand(
            (float(rng.uniform(-50, 50)), float(rng.uniform(84, 90))),
            7,
            8,
            tree(rng, colour("5b5a34"), leaves=1100, rows=260, columns=220),
        )
    for x, z in ((-15, 34), (-11.5, 37), (9, 36), (13.5, 31), (17, 40)):
        stage.stand((x, z), 6.4, float(rng.uniform(6.5, 8)), tree(rng, colour("3d4028")))
    for x, z in ((-14, 30), (12, 27)):
        stage.stand((x, z), 7, 2.6, bush(rng, colour("3c3f26")))
    stage.stand((1.5, 33), 5.0, 2.0, boat(rng, colour("3a3436"), people=2))
    sky = paint_sky(
        rng,
        480,
        1280,
        Sky(
            colour("60719b"),
            colour("c8a3ad"),
            colour("fad3b4"),
            colour("ffe5cf"),
            colour("8d7c98"),
            0.5,
            0.7,
            1.4,
            (0.66, 0.08),
            (1.0, 0.8, 0.6),
        ),
    )
    hills(rng, sky, [(190, colour("a69cae")), (150, colour("877f8c")), (90, colour("6d6a66"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("7d6656"), 0.6, 3.4, 0.42))
    image = mist(rng, image, (392, 26), (0.93, 0.84, 0.80), 0.28)
    return finish(image, rng, Finish(contrast=0.42, bloom=0.3, warm=0.03))


def weir() -> Picture:
    """The weir above the town, all gates open, spray and rain."""
    rng = chance("weir")
    light = Light((0.68, 0.73, 0.76), (0.16, 0.16, 0.15), (-0.5, 0.7, -0.5), colour("b4c0c4"), 130)
    stage = Stage(Camera(focal=900, horizon=330, eye=(-4, 4.5, 0), yaw=0.12), light)
    dam(stage, rng, (-19, 24), 30, 8.5, gates=5)
    for x, high in ((-32, 11), (-26, 9), (31, 10), (36, 12), (42, 11)):
        stage.stand((x, 40), high * 0.85, high, tree(rng, colour("41523a")))
    for across in (-24.0, -29.0, 30.0, 36.0):
        stage.stand((across, 29), 9, 4.2, bush(rng, colour("45553a")))
    for across in (-12.0, 10.0, 25.0):
        stage.stand((across, 31), 1.3, 4.6, lamp(), low=7.8)
    debris(stage, rng, 26, (-14, 12), (9, 26))
    sky = paint_sky(
        rng,
        540,
        1280,
        Sky(colour("5f6f7a"), colour("8a999f"), colour("b9c3c2"), colour("c9d0ce"), colour("55636c"), 0.8, 0.8, 0.9),
    )
    hills(rng, sky, [(190, colour("84949a")), (150, colour("6a7d78")), (120, colour("586a56"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("8a7656"), 0.85, 2.2, 0.26, flow=2.2, foam=0.8, shine=0.5))
    image = mist(rng, image, (468, 34), (0.88, 0.89, 0.88), 0.75)
    image = rain(rng, image, 0.12, 17)
    return finish(image, rng, Finish(contrast=0.45, warm=-0.03, saturation=0.9))


def chapel() -> Picture:
    """The chapel on its knoll with water all round, storm light (the older picture)."""
    rng = chance("chapel in the water")
    light = Light((0.56, 0.58, 0.62), (0.85, 0.72, 0.48), (0.75, 0.42, -0.5), colour("aab0b0"), 240)
    stage = Stage(Camera(focal=1250, horizon=450, eye=(0, 2.8, 0)), light)
    stage.ground((-17, 15), (27, 44), 0.12, meadow(rng, 300, 760, colour("5f6b34"), colour("6b5a3e"), wet=0.15))
    white = Wall(colour("d9d3c2"), pitch=3.2, arched=True, door=colour("5b3a2c"))
    put_house(
        stage,
        rng,
        House(
            (-5.5, 33),
            12,
            7,
            1,
            4.6,
            turn=0.2,
            wall=white,
            roof_shade=colour("5c4640"),
            sunk=-0.9,
            low=0.1,
            chimney=False,
        ),
    )
    clock_tower(stage, rng, (-7.4, 32.5), side=3.6, high=10.5, turn=0.2, spire=5.2, shade=colour("cfc8b5"))
    stage.stand((9.5, 34), 7, 8.5, tree(rng, colour("6b7034"), leaves=2900))
    stage.stand((-12.5, 36), 6, 7, tree(rng, colour("66682f"), leaves=2500))
    for x in (-14.0, 11.0):
        stage.stand((x, 30), 6, 1.6, bush(rng, colour("5d6430")))
    for x, z in ((-30.0, 70.0), (-26, 74), (34, 80), (39, 84), (44, 82)):
        stage.stand((x, z), 3.0, 12, poplar(rng, colour("4d5230")))
    for x, z in ((-8.0, 20.0), (-5, 19.3), (-2, 18.7), (1, 18.1), (4, 17.5), (7, 17)):
        stage.stand((x, z), 0.35, 0.9, _post(rng))
    sky = paint_sky(
        rng,
        470,
        1280,
        Sky(
            colour("39444f"),
            colour("5f6a72"),
            colour("c0b89c"),
            colour("d9cdae"),
            colour("39424b"),
            0.78,
            0.8,
            1.0,
            (0.86, 0.12),
            (1.0, 0.88, 0.62),
        ),
    )
    hills(rng, sky, [(120, colour("6d777a")), (70, colour("565f50"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("6c6048"), 0.55, 2.4, 0.36))
    return finish(image, rng, Finish(contrast=0.5, saturation=1.0, bloom=0.2, vignette=0.42))


def _post(rng: np.random.Generator) -> Texture:
    """A wooden post."""
    return Texture(opaque(planks(rng, 90, 26, colour("4a4034"))))
