"""Scenes in the streets of the town."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.sample.painting.canvas import Finish, chance, colour, finish, fractal, mix, smooth
from firstseen.sample.painting.houses import House, Wall, put_house, put_row
from firstseen.sample.painting.landmarks import clock_tower, quay
from firstseen.sample.painting.masonry import cobbles, opaque
from firstseen.sample.painting.nature import Sky, Water, hills, mist, paint_sky, rain, with_reflection
from firstseen.sample.painting.plants import bush, tree
from firstseen.sample.painting.stage import Camera, Light, Stage, Texture
from firstseen.sample.painting.things import boat, car, debris, lamp, road_sign, sandbags, stall, wires

__all__ = ["afterwards", "main_street", "market", "night", "parked_car", "sandbag_wall", "warehouse"]

Picture = NDArray[np.uint8]


def main_street() -> Picture:
    """The main street under a metre of brown water, late morning, clearing sky."""
    rng = chance("main street")
    light = Light((0.70, 0.73, 0.78), (0.62, 0.54, 0.40), (0.8, 0.7, -0.35), colour("c9cfd0"), 95)
    stage = Stage(Camera(focal=900, horizon=440, eye=(1.2, 2.5, 0)), light)
    put_row(stage, rng, (-7.0, 7), np.pi / 2, 46)
    put_row(stage, rng, (7.4, 58), -np.pi / 2, 47)
    put_house(stage, rng, House((-8, 66), 16, 9, 2, 4.0, wall=Wall(colour("c8b79a")), gable_front=True))
    for x, z in ((-4.6, 14), (4.9, 19), (-4.6, 27), (4.9, 34)):
        stage.stand((x, z), 1.2, 4.6, lamp(), low=-0.7)
    stage.stand((-3.2, 11.5), 4.3, 0.85, car(rng, colour("8e2f2a"), sunk=0.43))
    stage.stand((3.6, 16), 4.3, 0.7, car(rng, colour("c9cbc8"), sunk=0.52))
    stage.stand((-3.4, 22), 4.3, 0.6, car(rng, colour("33465a"), sunk=0.6))
    stage.stand((0.2, 30), 5.0, 2.0, boat(rng, colour("5a6a4a")))
    stage.stand((5.3, 44), 5, 6.5, tree(rng))
    stage.stand((-5.4, 50), 5, 6, tree(rng))
    stage.stand((3.9, 10), 0.9, 2.4, road_sign(rng, "yield"), low=-0.8)
    debris(stage, rng, 14, (-4, 4), (6, 26))
    sky = paint_sky(
        rng,
        460,
        1280,
        Sky(
            colour("6d8aa8"),
            colour("a5b9c8"),
            colour("e2dfd2"),
            colour("f6f1e6"),
            colour("8b939c"),
            0.55,
            0.7,
            1.1,
            (0.72, 0.2),
        ),
    )
    hills(rng, sky, [(120, colour("8d9a94")), (70, colour("6f7c68"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("7a6546"), 0.55, 2.2, 0.30, foam=0.5))
    wires(
        stage,
        image,
        [
            ((-6.5, 7, 9), (6.8, 7.4, 17), 0.5),
            ((-6.5, 7, 20), (6.8, 7.2, 26), 0.5),
            ((-6.5, 6.7, 33), (6.8, 7, 40), 0.4),
        ],
    )
    return finish(image, rng, Finish(contrast=0.5, warm=0.03, saturation=1.05, bloom=0.25))


def market() -> Picture:
    """The market square with its clock tower, grey rain."""
    rng = chance("market square")
    light = Light((0.66, 0.72, 0.80), (0.10, 0.10, 0.10), (-0.3, 0.8, -0.5), colour("a9b3bb"), 90)
    stage = Stage(Camera(focal=820, horizon=520, eye=(0, 2.2, 0)), light)
    clock_tower(stage, rng, (3.6, 30), side=5.6, high=17.5, turn=0.32, spire=7)
    put_row(stage, rng, (-34, 43), 0.0, 70, floors=3)
    put_row(stage, rng, (-15, 8), 1.45, 34)
    put_row(stage, rng, (19, 44), -1.75, 30)
    for x, z, tint in (
        (-7.6, 20, "8a3b34"),
        (-4.0, 21.5, "3d5a52"),
        (-6.0, 27, "a07a3a"),
        (9.3, 19, "39506b"),
        (11.5, 24, "8a3b34"),
        (-1.6, 17, "6b5a3a"),
    ):
        stage.stand((x, z), 3.0, 1.9, _above(stall(rng, colour(tint)), 0.73))
    for x, z in ((-2.8, 13), (6.8, 15), (-11, 24)):
        stage.stand((x, z), 1.6, 4.6, lamp(double=True), low=-0.8)
    stage.stand((2.4, 11.5), 5.0, 1.9, boat(rng, colour("4a4f4d"), people=3))
    debris(stage, rng, 22, (-7, 8), (6, 22))
    sky = paint_sky(
        rng,
        540,
        1280,
        Sky(colour("66727e"), colour("8d99a2"), colour("b4bcc0"), colour("c5cbce"), colour("5c6670"), 0.85, 0.9, 0.8),
    )
    image = with_reflection(rng, stage, sky, Water(colour("6f6450"), 0.5, 1.6, 0.34, foam=0.4))
    image = rain(rng, image, 0.17, 25)
    return finish(image, rng, Finish(contrast=0.45, warm=-0.05, saturation=0.85, grain=0.024))


def _above(texture: Texture, share: float) -> Texture:
    """The upper `share` of a sprite; the rest is under water."""
    rows = int(texture.paint.shape[0] * share)
    return Texture(texture.paint[:rows], None if texture.glow is None else texture.glow[:rows])


def night() -> Picture:
    """A side street at night; few windows have light; a boat with a torch."""
    rng = chance("night street")
    light = Light((0.33, 0.38, 0.52), (0.08, 0.09, 0.12), (0.2, 0.9, -0.3), colour("2a3650"), 80)
    stage = Stage(Camera(focal=1000, horizon=400, eye=(-0.8, 1.9, 0)), light)
    put_row(stage, rng, (-6.2, 8), np.pi / 2, 36, lit=0.36)
    put_row(stage, rng, (5.6, 46), -np.pi / 2, 37, lit=0.4)
    put_house(stage, rng, House((-7, 50), 13, 9, 3, 3.0, wall=Wall(colour("a89a80"), lit=0.4)))
    for x, z in ((-4.3, 15), (3.9, 22), (-4.3, 31)):
        stage.stand((x, z), 1.2, 4.6, lamp(lit=True), low=-0.6)
    stage.stand((0.7, 14), 5.0, 2.0, boat(rng, colour("5b6670"), people=3, torch=True))
    stage.stand((3.2, 11), 4.3, 0.7, car(rng, colour("5a5f66"), sunk=0.52))
    sky = paint_sky(
        rng,
        480,
        1280,
        Sky(colour("16203a"), colour("2b3a5c"), colour("4d5870"), colour("5f6c86"), colour("1d2842"), 0.6, 0.8),
    )
    image = with_reflection(rng, stage, sky, Water(colour("4a4030"), 0.75, 1.3, 0.42))
    return finish(
        image,
        rng,
        Finish(contrast=0.25, bloom=0.55, bloom_from=0.5, grain=0.026, lift=0.03, saturation=0.95, vignette=0.4),
    )


def sandbag_wall() -> Picture:
    """A wall of sandbags on the quay, the river behind it, houses on the far bank, first evening."""
    rng = chance("sandbags on the quay")
    light = Light((0.70, 0.68, 0.68), (0.65, 0.45, 0.25), (0.7, 0.4, -0.6), colour("d8c3a5"), 140)
    stage = Stage(Camera(focal=1050, horizon=330, eye=(0, 2.6, 0)), light)
    put_row(stage, rng, (-42, 48), 0.0, 84)
    for x in (-19.0, -5, 7, 17):
        stage.stand((x + 1.5, 46.5), 7, 8.5, tree(rng, colour("4c5a2c")))
    quay(stage, rng, (-12, 12), (3.1, 7.6), 0.35)
    for x0, z, layers in ((-9.5, 7.2, 5), (-0.5, 7.35, 5), (-4, 6.9, 4)):
        stage.stand((x0 + 4.5, z), 9.4, layers * 0.26, sandbags(rng, 9.4, layers), low=0.33)
    stage.stand((-3.4, 5.6), 2.4, 0.85, sandbags(rng, 2.4, 3), low=0.33)
    stage.stand((4.1, 5.2), 1.8, 0.6, sandbags(rng, 1.8, 2), low=0.33)
    for x in (-7.0, 5.6):
        stage.stand((x, 6.5), 1.3, 4.4, lamp(), low=0.33)
    debris(stage, rng, 10, (-12, 12), (12, 34))
    sky = paint_sky(
        rng,
        530,
        1280,
        Sky(
            colour("6f86a3"),
            colour("c4b7a6"),
            colour("f0cf9c"),
            colour("fbe3bb"),
            colour("8d8288"),
            0.6,
            0.8,
            1.2,
            (0.84, 0.13),
            (1.0, 0.8, 0.5),
        ),
    )
    hills(rng, sky, [(150, colour("a79c92")), (110, colour("8b8470"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("83694a"), 0.8, 3.0, 0.32, foam=0.6))
    return finish(image, rng, Finish(contrast=0.45, warm=0.05, bloom=0.25))


def warehouse() -> Picture:
    """A brick warehouse by the water, a boat under its windows, overcast noon."""
    rng = chance("brick warehouse")
    light = Light((0.74, 0.76, 0.78), (0.24, 0.22, 0.18), (-0.4, 0.7, -0.6), colour("c2c8c8"), 170)
    stage = Stage(Camera(focal=950, horizon=470, eye=(0, 2.1, 0)), light)
    brick = Wall(colour("84503c"), True, colour("b9ad98"), colour("3f5a4c"), pitch=2.7, stain=2.4, arched=True)
    put_house(
        stage,
        rng,
        House(
            (-9.5, 16), 15, 12, 3, 4.5, turn=0.22, wall=brick, roof_shade=colour("57443c"), sunk=1.1, gable_front=True
        ),
    )
    put_house(
        stage,
        rng,
        House(
            (8.0, 21),
            9,
            9,
            2,
            3.5,
            turn=0.1,
            wall=Wall(colour("cdbb98"), stain=2.1, shutters=colour("6b4a3a")),
            sunk=1.1,
        ),
    )
    put_house(stage, rng, House((18.5, 24), 10, 9, 2, 3.5, turn=-0.2, wall=Wall(colour("b9b4a4"), stain=2.1), sunk=1.1))
    put_house(stage, rng, House((-24, 26), 10, 9, 2, 3.5, turn=0.1, wall=Wall(colour("c79f7c"), stain=2.1), sunk=1.1))
    stage.stand((2.2, 11.5), 5.2, 2.1, boat(rng, colour("7d8a8c"), people=3))
    stage.stand((-4.4, 13.2), 4.2, 1.6, boat(rng, colour("61503a"), people=0))
    stage.stand((13.5, 19), 6, 8, tree(rng, colour("55622f")))
    stage.stand((-12.5, 17), 5, 7.5, tree(rng, colour("4a5a2f")))
    for x in (6.2, 7.2, 8.2, 9.3):
        stage.stand((x, 15), 0.35, 1.2, sandbags(rng, 0.6, 4))
    debris(stage, rng, 18, (-8, 9), (6, 15))
    sky = paint_sky(
        rng,
        480,
        1280,
        Sky(colour("93a2ad"), colour("b9c2c6"), colour("d9dad4"), colour("eeece6"), colour("8e979d"), 0.8, 0.9, 0.7),
    )
    image = with_reflection(rng, stage, sky, Water(colour("78684c"), 0.42, 1.4, 0.34, foam=0.5))
    return finish(image, rng, Finish(contrast=0.5, saturation=1.0, warm=0.01))


def afterwards() -> Picture:
    """The fourth day: the water has gone from a lane, mud on the stones, things put out to dry, low sun."""
    rng = chance("lane with mud")
    light = Light((0.62, 0.62, 0.68), (0.85, 0.66, 0.42), (-0.8, 0.45, -0.5), colour("e6d3b0"), 85)
    stage = Stage(Camera(focal=980, horizon=390, eye=(0.4, 1.65, 0)), light)
    put_row(stage, rng, (-4.6, 5.5), np.pi / 2, 32, sunk=0.0, stain=1.3)
    put_row(stage, rng, (4.9, 44), -np.pi / 2, 36, sunk=0.0, stain=1.3)
    put_house(
        stage, rng, House((-6, 46), 13, 9, 2, 4.0, wall=Wall(colour("d3b27f"), stain=1.3), sunk=0.0, gable_front=True)
    )
    floor = cobbles(rng, 1500, 420, colour("8a7658"), size=8)
    for number in range(10):
        near, far = 2.2 + number * 4.2, 2.2 + (number + 1) * 4.2
        piece = floor[1500 - (number + 1) * 150 : 1500 - number * 150]
        wet = _puddles(rng, piece)
        stage.ground((-5.2, 5.4), (near, far), 0.02, Texture(np.ascontiguousarray(wet)))
    _shadow(stage, -2.8, 9.0, 4.4)
    stage.stand((-2.8, 9), 4.0, 1.5, car(rng, colour("5d6b60"), sunk=0.0))
    stage.stand((2.9, 13), 2.6, 1.0, sandbags(rng, 2.6, 3))
    stage.stand((-2.6, 17), 2.2, 0.8, sandbags(rng, 2.2, 3))
    debris(stage, rng, 46, (1.6, 3.9), (5, 20))
    debris(stage, rng, 30, (-4.0, -2.2), (11, 26))
    for x, z in ((3.6, 18), (-3.6, 25)):
        stage.stand((x, z), 1.2, 4.6, lamp())
    sky = paint_sky(
        rng,
        480,
        1280,
        Sky(
            colour("5f8bbb"),
            colour("a9c3d6"),
            colour("f2e2bf"),
            colour("fff6e2"),
            colour("a9a8b0"),
            0.35,
            0.7,
            1.0,
            (0.2, 0.16),
        ),
    )
    image = with_reflection(rng, stage, sky, Water(colour("6b5a40"), 0.1, 1.0, 0.45))
    return finish(image, rng, Finish(contrast=0.5, warm=0.06, bloom=0.35, vignette=0.35))


def _shadow(stage: Stage, x: float, z: float, wide: float) -> None:
    """A soft shadow on the ground."""
    down, right = np.mgrid[-1:1:60j, -1:1:120j].astype(np.float32)
    paint = np.zeros((60, 120, 4), np.float32)
    paint[..., 3] = 0.75 * np.clip(1.2 - np.maximum(np.abs(right) ** 3, np.abs(down) ** 2) * 1.2, 0, 1)
    stage.ground((x - wide / 2, x + wide / 2), (z - 0.5, z + 1.2), 0.03, Texture(paint), layer=1)


def _puddles(rng: np.random.Generator, piece: NDArray[np.float32]) -> NDArray[np.float32]:
    """A strip of muddy stones with holes where puddles mirror the street."""
    rows, columns = piece.shape[:2]
    lie = fractal(rng, rows, columns, 110, 4)
    mud = mix(
        piece,
        np.array([0.42, 0.34, 0.24], np.float32) * (1 + 0.25 * fractal(rng, rows, columns, 12, 3))[..., None],
        smooth(-0.5, 0.5, lie) * 0.8,
    )
    alpha = 1 - smooth(0.55, 0.75, fractal(rng, rows, columns, 100, 4)) * 0.85
    result = opaque(mud)
    result[..., 3] = alpha
    return result


def parked_car() -> Picture:
    """A car in the water to its windows under trees, soft light after rain."""
    rng = chance("car under trees")
    light = Light((0.72, 0.78, 0.72), (0.40, 0.40, 0.30), (0.5, 0.7, -0.6), colour("b9c4b4"), 75)
    stage = Stage(Camera(focal=1150, horizon=350, eye=(0, 1.9, 0)), light)
    for x, z, high in (
        (-9, 19, 8),
        (-3.5, 23, 10),
        (3.5, 21, 9),
        (9.5, 18, 8),
        (-13, 25, 10),
        (14, 26, 10),
        (0, 30, 11),
    ):
        stage.stand((x, z), high * 0.86, high, tree(rng, colour("4f6230"), leaves=2600))
    for x in range(-18, 19, 9):
        stage.stand((x, 32), 10, 3.6, bush(rng, colour("47582e")))
    put_house(stage, rng, House((-16, 36), 14, 9, 2, 3.5, wall=Wall(colour("d9d2c3"), shutters=colour("3f5a4c"))))
    put_house(stage, rng, House((4, 38), 13, 9, 2, 3.5, wall=Wall(colour("cbb59a"))))
    stage.stand((-0.5, 8.2), 4.3, 0.92, car(rng, colour("2f5a7a"), sunk=0.38))
    stage.stand((4.6, 12.5), 4.3, 0.72, car(rng, colour("b7b2a5"), sunk=0.5))
    stage.stand((-6.0, 14.5), 4.3, 0.75, car(rng, colour("6d2f2c"), sunk=0.5))
    stage.stand((3.0, 9.2), 0.9, 2.0, road_sign(rng, "round"), low=-0.7)
    debris(stage, rng, 20, (-5, 5), (5, 14))
    sky = paint_sky(
        rng,
        520,
        1280,
        Sky(colour("9fb0b4"), colour("c3cdc8"), colour("dde2d8"), colour("f2f2ea"), colour("99a4a4"), 0.6, 0.9),
    )
    image = with_reflection(rng, stage, sky, Water(colour("75694a"), 0.4, 1.1, 0.32, foam=0.3))
    image = mist(rng, image, (345, 60), (0.80, 0.84, 0.78), 0.25)
    return finish(image, rng, Finish(contrast=0.5, saturation=1.0, bloom=0.25))
