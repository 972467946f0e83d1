"""Houses: walls with windows, doors and shops, gables, tiled roofs, chimneys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from firstseen.sample.painting.canvas import Colour, Image, colour, fractal, mix
from firstseen.sample.painting.masonry import METRE, bricks, opaque, plaster, roof_tiles, weather
from firstseen.sample.painting.stage import Stage, Texture

__all__ = ["House", "Wall", "any_house", "facade", "put_house", "put_row"]


@dataclass(frozen=True, slots=True)
class Wall:
    """How a wall is painted. `lit`: share of windows with light; `stain`: height of the flood line in metres.

    `metre`: pixels a metre, fewer for walls far away.
    """

    shade: Colour = (0.78, 0.72, 0.62)
    brick: bool = False
    trim: Colour = (0.86, 0.84, 0.78)
    shutters: Colour | None = None
    door: Colour = (0.25, 0.2, 0.16)
    pitch: float = 2.1
    shop: Colour | None = None
    lit: float = 0.0
    stain: float = 0.0
    arched: bool = False
    glass: Colour = (0.34, 0.40, 0.46)
    metre: int = METRE


@dataclass(frozen=True, slots=True)
class House:
    """A house: `at` is the front left corner (x, z), `turn` its front's direction (radians), sizes in metres."""

    at: tuple[float, float]
    width: float = 8.0
    depth: float = 9.0
    floors: int = 2
    roof: float = 3.2
    turn: float = 0.0
    wall: Wall = Wall()
    roof_shade: Colour = (0.50, 0.27, 0.20)
    gable_front: bool = False
    sunk: float = 0.9
    low: float = 0.0
    chimney: bool = True


_FLOOR = 2.9


@dataclass(frozen=True, slots=True)
class _Layers:
    """A wall while it is painted: its colours, its own light, and how the sky shows in its panes."""

    paint: Image
    glow: Image
    panes: Image


def facade(rng: np.random.Generator, wall: Wall, width: float, height: float, *, gable: float = 0.0) -> Texture:
    """A wall `width` x `height` metres with its windows, and a gable of `gable` metres on top."""
    columns, low = max(8, int(width * wall.metre)), int(height * wall.metre)
    rows = low + int(gable * wall.metre)
    scale = wall.metre / METRE
    surface = bricks if wall.brick else plaster
    paint = surface(rng, rows, columns, wall.shade, scale=scale)
    glow = np.zeros((rows, columns, 3), np.float32)
    layers = _Layers(paint, glow, 1 + 0.5 * fractal(rng, rows, columns, 40 * scale, 3))
    count = max(1, round(width / wall.pitch))
    floors = max(1, round(height / _FLOOR))
    for floor in range(floors):
        foot = rows - int(floor * _FLOOR * wall.metre)
        if floor:
            _band(paint, foot, wall)
        for place in range(count):
            middle = int((place + 0.5) * columns / count)
            if floor == 0 and wall.shop is not None:
                _shop(rng, layers, (middle, foot), columns // count, wall)
            elif floor == 0 and place == count // 2:
                _door(rng, paint, middle, foot, wall)
            else:
                _window(rng, layers, (middle, foot - int(0.95 * wall.metre)), (0.95, 1.45), wall)
    if gable > 1.8:
        _window(
            rng,
            layers,
            (columns // 2, rows - low - int(0.15 * wall.metre)),
            (0.8, 1.0),
            replace(wall, shutters=None),
        )
    paint[:, : wall.metre // 8] *= 0.9
    paint[:, -wall.metre // 8 :] *= 0.85
    texture = opaque(weather(rng, paint, stain=wall.stain, eaves=gable == 0, metre=wall.metre))
    if gable:
        down, right = np.arange(rows - low)[:, None], np.arange(columns)[None, :]
        half = (down + 1) / (rows - low) * columns / 2
        texture[: rows - low, :, 3] = np.clip(half - np.abs(right - columns / 2 + 0.5) + 0.5, 0, 1)
    return Texture(texture, glow if glow.any() else None)


def _band(paint: Image, row: int, wall: Wall) -> None:
    high = max(2, wall.metre // 7)
    paint[row - high : row] = mix(paint[row - high : row], wall.trim, 0.75)
    paint[row : row + 3] *= 0.62


def _window(
    rng: np.random.Generator, layers: _Layers, foot: tuple[int, int], size: tuple[float, float], wall: Wall
) -> None:
    """A window whose sill is centred at `foot` (column, row): surround, deep reveal, glass that shows the sky."""
    paint, glow, panes = layers.paint, layers.glow, layers.panes
    wide, high = int(size[0] * wall.metre), int(size[1] * wall.metre)
    left, top = foot[0] - wide // 2, foot[1] - high
    if top < 3 or left < 3 or left + wide + 3 > paint.shape[1]:
        return
    edge = max(2, wall.metre // 8)
    paint[top - edge : foot[1] + edge, left - edge : left + wide + edge] = wall.trim
    if wall.arched:
        cv2.ellipse(paint, (foot[0], top), (wide // 2 + edge, wide // 3), 0, 180, 360, wall.trim, -1, cv2.LINE_AA)
        cv2.ellipse(paint, (foot[0], top), (wide // 2, wide // 4), 0, 180, 360, (0.2, 0.22, 0.25), -1, cv2.LINE_AA)
    pane = paint[top : foot[1], left : left + wide]
    fall = np.linspace(1.25, 0.55, high, dtype=np.float32)[:, None]
    seen = fall * panes[top : foot[1], left : left + wide]
    pane[:] = np.array(wall.glass, np.float32) * seen[..., None] * rng.uniform(0.55, 1.1)
    if rng.random() < 0.6:
        cloth = int(wide * rng.uniform(0.14, 0.34))
        tone = np.array([0.72, 0.70, 0.66], np.float32) * rng.uniform(0.6, 1.0)
        fold = 1 + 0.16 * np.sin(np.arange(cloth) * 1.3)[None, :, None]
        pane[:, :cloth] = mix(pane[:, :cloth], (tone * fold).astype(np.float32), 0.7)
        pane[:, wide - cloth :] = mix(pane[:, wide - cloth :], (tone * fold).astype(np.float32), 0.7)
    if rng.random() < wall.lit:
        warm = np.array([1.0, rng.uniform(0.62, 0.74), rng.uniform(0.28, 0.42)], np.float32)
        glow[top : foot[1], left : left + wide] = warm * (0.75 + 0.3 * seen[..., None]) * rng.uniform(0.5, 1.0)
    frame = tuple(float(c) for c in np.array(wall.trim) * 0.92)
    thin = max(1, wall.metre // 20)
    for image, tint in (
        (paint, frame),
        (glow, (0.06, 0.04, 0.02) if glow[foot[1] - 2, foot[0]].any() else (0.0, 0.0, 0.0)),
    ):
        cv2.rectangle(image, (left, top), (left + wide - 1, foot[1] - 1), tint, thin)
        cv2.line(image, (foot[0], top), (foot[0], foot[1]), tint, thin)
        cv2.line(image, (left, top + high // 3), (left + wide, top + high // 3), tint, thin)
    paint[top : top + 4, left : left + wide] *= 0.4
    paint[top : foot[1], left : left + 3] *= 0.55
    paint[foot[1] + edge : foot[1] + edge + 4, left - edge : left + wide + edge] *= 0.55
    if wall.shutters is not None:
        _shutters(rng, paint, (left - edge, top), (wide, high), wall.shutters, edge=edge)


def _shutters(
    rng: np.random.Generator, paint: Image, corner: tuple[int, int], size: tuple[int, int], shade: Colour, *, edge: int
) -> None:
    wide = size[0] // 2
    for left in (corner[0] - wide, corner[0] + size[0] + 2 * edge):
        if left < 0 or left + wide > paint.shape[1]:
            continue
        slats = 0.78 + 0.3 * ((np.arange(size[1]) % max(2, size[1] // 13)) / max(2, size[1] // 13))[:, None, None]
        leaf = np.array(shade, np.float32) * slats * rng.uniform(0.8, 1.1)
        paint[corner[1] : corner[1] + size[1], left : left + wide] = leaf
        cv2.rectangle(paint, (left, corner[1]), (left + wide - 1, corner[1] + size[1]), [c * 0.6 for c in shade], 2)


def _door(rng: np.random.Generator, paint: Image, middle: int, foot: int, wall: Wall) -> None:
    wide, high = int(1.15 * wall.metre), int(2.3 * wall.metre)
    left, top, edge = middle - wide // 2, foot - high, max(2, wall.metre // 7)
    if left < edge or top < 2:
        return
    paint[top - edge : foot, left - edge : left + wide + edge] = wall.trim
    boards = 1 + 0.12 * rng.standard_normal((1, wide, 1)) * (np.arange(wide) % 7 == 0)[None, :, None]
    paint[top:foot, left : left + wide] = np.array(wall.door, np.float32) * boards
    paint[top : top + int(0.4 * wall.metre), left + 4 : left + wide - 4] = np.array(wall.glass, np.float32) * 0.7
    for row in (0.35, 0.68):
        at = top + int(high * row)
        cv2.rectangle(paint, (left + 8, at), (left + wide - 8, at + int(high * 0.24)), [c * 0.7 for c in wall.door], 2)
    paint[top : top + 4, left : left + wide] *= 0.5


def _shop(rng: np.random.Generator, layers: _Layers, at: tuple[int, int], room: int, wall: Wall) -> None:
    """A shop window centred at `at` (column, row of its foot), `room` pixels from the next, with sign and awning."""
    if wall.shop is None:
        return
    paint, glow, panes = layers.paint, layers.glow, layers.panes
    middle, foot = at
    wide, high = int(room * 0.84), int(2.2 * wall.metre)
    left, top = max(2, middle - wide // 2), foot - high
    pane = paint[top:foot, left : left + wide]
    wide = pane.shape[1]
    dim = (panes[top:foot, left : left + wide] - 1) * 2
    pane[:] = np.array(wall.glass, np.float32) * (0.55 + 0.3 * dim)[..., None]
    if rng.random() < wall.lit:
        glow[top:foot, left : left + wide] = np.array([0.9, 0.62, 0.35], np.float32) * (0.55 + 0.4 * dim)[..., None]
    sign = slice(top - int(0.5 * wall.metre), top)
    paint[sign, left - 2 : left + wide + 2] = wall.shop
    letter = max(3, wall.metre // 6)
    for place in range(left + letter, left + wide - letter - 2, letter):
        tall = int(rng.integers(letter - 1, 2 * letter - 1))
        base = top - int(0.25 * wall.metre)
        cv2.rectangle(
            paint, (place, base - tall // 2), (place + letter // 2 - 1, base + tall // 2), (0.88, 0.84, 0.72), -1
        )
    cv2.rectangle(paint, (left, top), (left + wide, foot), [c * 0.55 for c in wall.shop], 3)
    cv2.line(paint, (middle, top), (middle, foot), [c * 0.5 for c in wall.shop], 3)
    stripe = (np.arange(wide) // max(2, wall.metre // 5) % 2)[None, :, None]
    awning = np.where(stripe == 1, np.array(wall.shop) * 1.25, np.array([0.86, 0.83, 0.76])).astype(np.float32)
    if rng.random() < 0.55:
        fall = np.linspace(1.0, 0.72, int(0.55 * wall.metre), dtype=np.float32)[:, None, None]
        paint[top : top + len(fall), left : left + wide] = awning * fall
        glow[top : top + len(fall), left : left + wide] = 0
    paint[top - int(0.55 * wall.metre) : top - int(0.5 * wall.metre)] *= 0.7


def _cut(texture: Texture, metres: float, metre: int) -> Texture:
    """The texture without its lowest `metres` (they are under water)."""
    rows = max(2, texture.paint.shape[0] - int(metres * metre))
    return Texture(texture.paint[:rows], None if texture.glow is None else texture.glow[:rows])


def put_house(stage: Stage, rng: np.random.Generator, house: House) -> None:
    """Puts a house on the stage."""
    along = np.array([np.cos(house.turn), np.sin(house.turn)])
    inward = np.array([-along[1], along[0]])
    front_left = np.array(house.at)
    front_right = front_left + along * house.width
    back_left, back_right = front_left + inward * house.depth, front_right + inward * house.depth
    height = house.floors * _FLOOR + 0.3
    top = house.low + height - house.sunk
    sides = [
        (front_left, front_right, house.width, house.gable_front),
        (front_right, back_right, house.depth, not house.gable_front),
        (back_right, back_left, house.width, house.gable_front),
        (back_left, front_left, house.depth, not house.gable_front),
    ]
    eye = np.array(stage.camera.eye)[[0, 2]]
    for left, right, wide, gabled in sides:
        outward = np.array([right[1] - left[1], left[0] - right[0]])
        if outward @ ((left + right) / 2 - eye) >= 0:
            continue
        gable = house.roof if gabled else 0.0
        ends = np.array([[p[0], y, p[1]] for p in (left, right) for y in (house.low, top + gable)])
        if not stage.sees(ends):
            continue
        wall = replace(house.wall, metre=stage.metre(ends, METRE))
        texture = _cut(facade(rng, wall, wide, height, gable=gable), house.sunk, wall.metre)
        stage.wall((left[0], left[1]), (right[0], right[1]), house.low, top + gable, texture)
    corners = (front_left, front_right, back_right, back_left)
    if house.gable_front:
        corners = (back_left, front_left, front_right, back_right)
    _roof(stage, rng, house, corners, top)


def _roof(stage: Stage, rng: np.random.Generator, house: House, corners: tuple[np.ndarray, ...], top: float) -> None:
    """Two slopes; the ridge runs along the side from the first to the second corner."""
    a, b, c, d = (np.array([p[0], top, p[1]]) for p in corners)
    over, drop = 0.35, 0.25
    side = (b - a) / np.linalg.norm(b - a) * over
    out = (a - d) / np.linalg.norm(a - d) * over
    fall = np.array([0.0, drop, 0.0])
    peak = np.array([0.0, house.roof, 0.0])
    ridge_a, ridge_b = (a + d) / 2 + peak - side, (b + c) / 2 + peak + side
    length = float(np.linalg.norm(b - a)) + 2 * over
    slope = float(np.hypot(np.linalg.norm(a - d) / 2 + over, house.roof))
    for left, right, eave_right, eave_left in (
        (ridge_a, ridge_b, b + side + out - fall, a - side + out - fall),
        (ridge_b, ridge_a, d - side - out - fall, c + side - out - fall),
    ):
        quad = np.array([left, right, eave_right, eave_left])
        if not stage.sees(quad, face=True):
            continue
        metre = stage.metre(quad, int(METRE * 0.8))
        paint = roof_tiles(rng, int(slope * metre), int(length * metre), house.roof_shade, metre / METRE)
        paint[:5] *= 1.2
        paint[-4:] *= 0.45
        stage.put(quad, Texture(opaque(paint)))
    if house.chimney:
        share = rng.uniform(0.2, 0.8)
        foot = ridge_a + (ridge_b - ridge_a) * share
        _chimney(stage, rng, (foot[0], foot[2]), foot[1] - 0.7)


def _chimney(stage: Stage, rng: np.random.Generator, at: tuple[float, float], low: float) -> None:
    half, high = 0.4, 1.7
    paint = bricks(rng, int(high * METRE), int(2 * half * METRE), (0.45, 0.30, 0.25))
    paint[: METRE // 5] *= 0.55
    texture = Texture(opaque(paint))
    x, z = at
    for left, right in (
        ((x - half, z - half), (x + half, z - half)),
        ((x + half, z - half), (x + half, z + half)),
        ((x - half, z + half), (x - half, z - half)),
    ):
        stage.wall(left, right, low, low + high, texture)


_PLASTERS = ("d8c9a8", "cbb59a", "d9d2c3", "c79f7c", "b9b4a4", "c9b3a0", "bfc4bd", "d3b27f", "b98c74", "a8b0a6")
_ROOFS = ("7d4535", "8a4f3a", "6d4238", "754a3d", "5d4a45", "91563c")
_SHUTTERS = ("3f5a4c", "4a5c6b", "6b4a3a", "58624a", "7a3f38")
_SHOPS = ("3e4f46", "6d3331", "37475c", "5a4a34", "4d3a4a")


def any_house(
    rng: np.random.Generator, at: tuple[float, float], *, lit: float = 0.0, stain: float = 0.0, **more: object
) -> House:
    """A house like the others of the town, but not the same."""
    brick = rng.random() < 0.25
    wall = Wall(
        shade=colour("8f5a48") if brick else colour(str(rng.choice(_PLASTERS))),
        brick=bool(brick),
        shutters=colour(str(rng.choice(_SHUTTERS))) if rng.random() < 0.5 else None,
        pitch=float(rng.uniform(1.9, 2.6)),
        shop=colour(str(rng.choice(_SHOPS))) if rng.random() < 0.45 else None,
        arched=bool(rng.random() < 0.2),
        lit=lit,
        stain=stain,
    )
    house = House(
        at,
        width=float(rng.uniform(6.2, 9.5)),
        floors=int(rng.integers(2, 4)),
        roof=float(rng.uniform(2.6, 3.8)),
        wall=wall,
        roof_shade=colour(str(rng.choice(_ROOFS))),
        gable_front=bool(rng.random() < 0.35),
        chimney=bool(rng.random() < 0.7),
    )
    return replace(house, **more)  # type: ignore[arg-type]


def put_row(
    stage: Stage, rng: np.random.Generator, start: tuple[float, float], turn: float, length: float, **more: object
) -> None:
    """A row of houses, wall to wall, from `start` in the direction `turn`, their fronts to the right of it."""
    done = 0.0
    while done < length:
        at = (start[0] + np.cos(turn) * done, start[1] + np.sin(turn) * done)
        house = any_house(rng, at, turn=turn, **more)  # type: ignore[arg-type]
        put_house(stage, rng, house)
        done += house.width + (0.0 if rng.random() < 0.8 else 1.2)
