"""Scenes outside the town and from above."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from firstseen.sample.painting.canvas import Finish, chance, colour, finish, fractal, mix, smooth
from firstseen.sample.painting.houses import any_house, put_house
from firstseen.sample.painting.landmarks import railway, road
from firstseen.sample.painting.nature import Sky, Water, hills, mist, paint_sky, paint_water, with_reflection
from firstseen.sample.painting.plants import bush, dab_leaves, meadow, poplar, tree
from firstseen.sample.painting.stage import Camera, Light, Stage, Texture
from firstseen.sample.painting.things import debris, pylon, road_sign, signal, wires

__all__ = ["fields", "railway_line", "road_from_above", "roofs_from_above"]

Picture = NDArray[np.uint8]


def fields() -> Picture:
    """Fields under water at sunset, a row of poplars, a power line."""
    rng = chance("fields at sunset")
    light = Light((0.48, 0.42, 0.46), (0.5, 0.3, 0.16), (0.1, 0.3, 0.9), colour("e8a46c"), 260)
    stage = Stage(Camera(focal=1000, horizon=500, eye=(0, 3.2, 0)), light)
    for number in range(11):
        stage.stand(
            (9 - number * 0.25, 22 + number * 7.5), 3.4, float(rng.uniform(9, 12)), poplar(rng, colour("2f2f1c"))
        )
    towers = [(-13.0, 40.0), (-17.0, 78.0), (-22.0, 125.0)]
    for at in towers:
        stage.stand(at, 9, 26, pylon())
    for x0, x1, z0, z1 in ((-16, -3, 13, 19), (-2, 14, 36, 50), (-40, -12, 60, 80), (10, 60, 90, 120)):
        stage.ground((x0, x1), (z0, z1), 0.05, meadow(rng, 200, 520, colour("5a5a2c"), colour("5c4630"), wet=0.35))
    for x, z in ((-7, 15.5), (-12, 17), (12.5, 24), (-26, 50), (26, 60), (18, 75)):
        stage.stand((x, z), 5.5, 1.7, bush(rng, colour("33321c")))
    sky = paint_sky(
        rng,
        520,
        1280,
        Sky(
            colour("3b4a78"),
            colour("a36f78"),
            colour("f9a85c"),
            colour("ffc98a"),
            colour("5a4560"),
            0.55,
            0.65,
            1.6,
            (0.42, 0.06),
            (1.0, 0.66, 0.3),
        ),
    )
    hills(rng, sky, [(60, colour("8f6660")), (34, colour("5d4a44"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("6b4c38"), 0.35, 2.4, 0.5), water_light=(0.6, 0.5, 0.5))
    heights = (22.5, 19.9, 17.4)
    reach = (2.9, 3.9, 2.9)
    spans = []
    for (xa, za), (xb, zb) in zip([(-9.0, 8.0), *towers], towers, strict=False):
        spans += [
            ((xa + s * r, h, za), (xb + s * r, h, zb), 1.6)
            for h, r in zip(heights, reach, strict=True)
            for s in (-1, 1)
        ]
    wires(stage, image, spans, (0.16, 0.12, 0.13))
    return finish(image, rng, Finish(contrast=0.4, bloom=0.4, warm=0.04, saturation=1.08))


def railway_line() -> Picture:
    """The railway where it goes into the water, signal at danger, blue hour of the morning."""
    rng = chance("railway line")
    light = Light((0.56, 0.64, 0.80), (0.12, 0.12, 0.14), (0.3, 0.8, -0.4), colour("a4b3cb"), 110)
    stage = Stage(Camera(focal=950, horizon=400, eye=(-1.0, 2.3, 0)), light)
    stage.ground(
        (-11, 9), (3.0, 15), 0.16, meadow(rng, 400, 640, colour("66704c"), colour("6f6048"), wet=0.35), layer=-1
    )
    railway(stage, rng, 0.4, (2.6, 62), high=0.6, sinks=0.62)
    stage.stand((4.4, 17), 1.4, 6.0, signal())
    for z in (12, 26, 40, 56):
        stage.stand((-4.2, z), 0.5, 7.0, _mast())
    for x, z, high in ((11, 30, 8), (15, 36, 10), (-14, 32, 9), (-19, 40, 10), (22, 48, 10), (9, 55, 9), (-10, 60, 9)):
        stage.stand((x, z), high * 0.86, high, tree(rng, colour("3d4c40")))
    for x, z in ((-9, 18), (-11, 23), (8, 21), (12, 26)):
        stage.stand((x, z), 6, 2.0, bush(rng, colour("435244")))
    stage.stand((-2.7, 9.0), 0.8, 2.2, road_sign(rng, "place"), low=0.1)
    debris(stage, rng, 10, (-8, 8), (17, 34))
    sky = paint_sky(
        rng,
        480,
        1280,
        Sky(
            colour("3f5578"),
            colour("7d92b4"),
            colour("d2cdd0"),
            colour("c7cddb"),
            colour("52648a"),
            0.6,
            0.8,
            1.1,
            (0.5, 0.03),
            (1.0, 0.86, 0.76),
        ),
    )
    hills(rng, sky, [(100, colour("7f90a8")), (60, colour("5f7080"))], light.haze)
    image = with_reflection(rng, stage, sky, Water(colour("6a665c"), 0.3, 1.8, 0.42))
    wires(stage, image, [((-3.4, 6.6, a), (-3.4, 6.6, b), 0.12) for a, b in ((4, 12), (12, 26), (26, 40), (40, 56))])
    image = mist(rng, image, (415, 40), (0.72, 0.77, 0.86), 0.45)
    return finish(image, rng, Finish(contrast=0.4, warm=-0.04, bloom=0.4, bloom_from=0.7))


def _mast() -> Texture:
    paint = np.zeros((280, 40, 4), np.float32)
    paint[:, 16:24] = (0.2, 0.2, 0.21, 1.0)
    paint[14:20, 16:] = (0.2, 0.2, 0.21, 1.0)
    return Texture(paint)


def _from_above(
    rng: np.random.Generator, stage: Stage, water: Water, over: Texture | None, span: tuple[float, float, float, float]
) -> NDArray[np.float32]:
    """The flood seen from above: the water mirrors a clouded sky; `over` lies flat at `span` (x0, x1, z0, z1)."""
    camera = stage.camera
    drift = fractal(rng, camera.height, camera.width, 520, 6)
    sky = mix(colour("7f8f9c"), colour("f4efe2"), smooth(-0.7, 0.8, drift))
    bright = np.linspace(1.25, 0.7, camera.height, dtype=np.float32)[:, None, None]
    mirrored = stage.draw(sky * bright, mirrored=True)
    haze = (stage.light.haze, stage.light.haze_metres * 2)
    surface = paint_water(rng, camera, mirrored, water, light=stage.light.ambient, haze=haze)
    silt = fractal(rng, camera.height, camera.width, 300, 5)
    surface *= (1 + 0.16 * silt)[..., None] * bright**0.35
    if over is not None:
        stage.ground((span[0], span[1]), (span[2], span[3]), 0.02, over, layer=-1)
    return stage.draw(surface)


def roofs_from_above() -> Picture:
    """A quarter of the town from above: roofs and tree tops in brown water."""
    rng = chance("roofs from above")
    light = Light((0.66, 0.68, 0.72), (0.55, 0.50, 0.40), (-0.7, 0.7, -0.3), colour("c3c8c6"), 420)
    stage = Stage(Camera(focal=1050, horizon=426, eye=(0, 40, -8), pitch=0.80), light)
    for line in range(6):
        z = 4 + line * 17
        for place in range(-5, 6):
            if rng.random() < 0.16:
                continue
            at = (place * 14.5 + float(rng.normal(0, 1.2)) + line * 2.2, z + float(rng.normal(0, 1.0)))
            put_house(stage, rng, any_house(rng, at, turn=float(rng.normal(0.12, 0.07)), sunk=1.7, floors=2))
            if rng.random() < 0.7:
                stage.put(
                    _crown(at[0] - 2.6, at[1] + float(rng.uniform(2, 9)), float(rng.uniform(5.0, 7.5))),
                    tree_top(rng),
                    flat=True,
                )
            if rng.random() < 0.75:
                stage.put(
                    _crown(at[0] + float(rng.uniform(2, 11)), at[1] - 3.0, float(rng.uniform(4.5, 7))),
                    tree_top(rng),
                    flat=True,
                )
    _add_cars(stage, rng)
    image = _from_above(rng, stage, Water(colour("957548"), 0.28, 2.4, 0.26, foam=0.5, shine=0.8), None, (0, 0, 0, 0))
    return finish(image, rng, Finish(contrast=0.5, warm=0.02, bloom=0.15))


def _crown(x: float, z: float, wide: float) -> NDArray[np.float64]:
    """Corners of a level panel at the height of a tree's crown."""
    half, y = wide / 2, 3.2
    return np.array(
        [[x - half, y, z + half], [x + half, y, z + half], [x + half, y, z - half], [x - half, y, z - half]]
    )


def tree_top(rng: np.random.Generator) -> Texture:
    """A tree from above."""
    paint = np.zeros((170, 170, 4), np.float32)
    shade = colour(str(rng.choice(["4d5a30", "5a6334", "46532d"])))
    paint[..., :3] = shade
    turn, reach = rng.uniform(0, 2 * np.pi, 520), np.abs(rng.normal(0, 0.5, 520))
    reach = np.clip(reach, 0, 1) * (60 + 14 * np.sin(turn * 5 + rng.uniform(0, 6)))
    dab_leaves(rng, paint, np.stack([85 + reach * np.cos(turn), 85 + reach * np.sin(turn)], axis=-1), shade, 6.4)
    return Texture(np.clip(paint, 0, 1))


def _add_cars(stage: Stage, rng: np.random.Generator) -> None:
    """Roofs of cars just above the water."""
    for _ in range(14):
        x, z = float(rng.uniform(-34, 34)), float(17 * rng.integers(0, 5) + rng.uniform(-1.5, 1.5))
        shade = np.array(colour(str(rng.choice(["8e2f2a", "c9cbc8", "33465a", "5a5f66", "a08a5a"]))), np.float32)
        paint = np.ones((60, 120, 4), np.float32)
        paint[..., :3] = shade * (1 + 0.15 * fractal(rng, 60, 120, 40, 3))[..., None]
        paint[:, :20, :3] = (0.12, 0.14, 0.16)
        paint[:, -26:, :3] = (0.16, 0.18, 0.20)
        paint[:5, :, :3] *= 0.6
        paint[-7:, :, :3] *= 0.45
        stage.ground((x, x + 2.6), (z, z + 1.4), 0.25, Texture(paint))


def _fields_of_land(
    rng: np.random.Generator,
    size: tuple[int, int],
    span: tuple[float, float, float, float],
    road_line: tuple[float, NDArray[np.float64]],
) -> Texture:
    """Fields seen from above, over `span` metres (x0, x1, z0, z1), going under water away from the viewer."""
    rows, columns = size
    x = np.linspace(span[0], span[1], columns, dtype=np.float32)[None, :]
    z = np.linspace(span[3], span[2], rows, dtype=np.float32)[:, None]
    turn, centre = road_line
    sin, cos = float(np.sin(turn)), float(np.cos(turn))
    off = (x - float(centre[0])) * cos - (z - float(centre[2])) * sin
    along = (x - float(centre[0])) * sin + (z - float(centre[2])) * cos
    verge = np.exp(-((off / 6.5) ** 2)) * np.clip((12 - along) / 12, 0, 1)
    lie = 0.75 * fractal(rng, rows, columns, 300, 6) - (along + 12) / 26 + verge * 0.9
    furrows = np.sin(off * 5.2 + 2 * fractal(rng, rows, columns, 200, 2))
    fine = fractal(rng, rows, columns, 22, 4)
    strips = [colour(code) for code in ("6f7a3e", "84703f", "5d6b38", "8d7a4a", "66703a", "776043")]
    number = np.floor((off + 70) / 17 + 0.08 * fractal(rng, rows, columns, 120, 3)).astype(int) % len(strips)
    paint = np.array(strips, np.float32)[number] * (1 + 0.13 * furrows + 0.22 * fine)[..., None]
    grass = np.array(colour("5a6636"), np.float32) * (1 + 0.3 * fine)[..., None]
    paint = mix(paint, grass, smooth(0.55, 0.7, np.exp(-((off / 8) ** 2)).astype(np.float32)))
    paint = mix(paint, colour("57462f"), smooth(-0.5, 0.0, -lie) * 0.75)
    return Texture(np.concatenate([paint, smooth(-0.06, 0.16, lie)[..., None]], axis=-1).astype(np.float32))


def road_from_above() -> Picture:
    """A country road that runs into the flood, straight from above, fields and a row of trees."""
    rng = chance("road from above")
    light = Light((0.68, 0.70, 0.70), (0.55, 0.48, 0.34), (-0.6, 0.8, 0.2), colour("c6cabc"), 900)
    stage = Stage(Camera(focal=1000, horizon=426, eye=(0, 62, 0), pitch=1.15), light)
    turn, centre = 0.5, np.array([4.0, 0.05, 30.0])
    across, away = np.array([np.cos(turn), 0, -np.sin(turn)]) * 4, np.array([np.sin(turn), 0, np.cos(turn)]) * 48
    land = _fields_of_land(rng, (900, 1140), (-62.0, 62.0, -12.0, 86.0), (turn, centre))
    way = road(rng, 96, 8, 14)
    fade = np.linspace(-0.75, 1.5, way.shape[0], dtype=np.float32)[:, None]
    way[..., 3] *= smooth(0.0, 0.35, fade + 0.3 * fractal(rng, way.shape[0], way.shape[1], 60, 4))
    corners = [centre - across + away, centre + across + away, centre + across - away, centre - across - away]
    stage.put(np.array(corners), Texture(way), layer=0)
    for step in np.linspace(-44, 46, 19):
        spot = centre + away / 48 * step - across * 1.7
        stage.put(_crown(float(spot[0]), float(spot[2]), float(rng.uniform(4.5, 6.5))), tree_top(rng), flat=True)
    for x, z, sunk in ((-27, 12, 0.0), (-16, 24, 0.4), (30, 34, 1.2)):
        put_house(stage, rng, any_house(rng, (x, z), turn=-0.5, sunk=sunk, floors=1))
    image = _from_above(
        rng, stage, Water(colour("96784c"), 0.3, 3.4, 0.26, foam=0.4, shine=0.8), land, (-62, 62, -12, 86)
    )
    return finish(image, rng, Finish(contrast=0.5, warm=0.02, saturation=0.88))
