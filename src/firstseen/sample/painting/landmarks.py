"""The great things of the town: the stone bridge, the clock tower, the dam, quays and roads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np

from firstseen.sample.painting.canvas import Colour, Image, fractal, mix, smooth
from firstseen.sample.painting.houses import Wall, facade
from firstseen.sample.painting.masonry import METRE, bricks, cobbles, opaque, weather
from firstseen.sample.painting.stage import Stage, Texture

__all__ = ["bridge", "clock_tower", "dam", "quay", "railway", "road"]


def bridge(
    stage: Stage,
    rng: np.random.Generator,
    x: tuple[float, float],
    z: float,
    *,
    arches: int = 4,
    shade: Colour = (0.56, 0.51, 0.43),
    crown: float = 3.4,
    wide: float = 6.0,
    turn: float = 0.0,
) -> None:
    """A stone bridge from x[0] to x[1] whose near face is at z; the arches' crowns are `crown` metres above the water.

    `turn` turns it about its middle (radians).
    """
    length, parapet = x[1] - x[0], 1.9
    high = crown + parapet
    scale = METRE * 0.8
    rows, columns = int(high * scale), int(length * scale)
    paint = bricks(rng, rows, columns, shade, high=14, wide=31, spread=0.13)
    span = length / arches
    pier = 1.1
    alpha = np.ones((rows, columns), np.float32)
    for arch in range(arches):
        middle = (arch + 0.5) * span * scale
        half = (span - 2 * pier) / 2 * scale
        centre = (int(middle), rows + int(0.25 * scale))
        axes = (int(half), int(crown * scale))
        cv2.ellipse(
            paint, centre, (axes[0] + 20, axes[1] + 20), 0, 180, 360, [c * 1.16 for c in shade], 22, cv2.LINE_AA
        )
        for angle in range(184, 360, 6):
            a = np.radians(angle)
            inner = (int(centre[0] + axes[0] * np.cos(a)), int(centre[1] + axes[1] * np.sin(a)))
            outer = (int(centre[0] + (axes[0] + 30) * np.cos(a)), int(centre[1] + (axes[1] + 30) * np.sin(a)))
            cv2.line(paint, inner, outer, (0.3, 0.27, 0.23), 2, cv2.LINE_AA)
        cv2.ellipse(alpha, centre, axes, 0, 0, 360, 0.0, -1, cv2.LINE_AA)
    top = int(parapet * 0.55 * scale)
    paint[top : top + 9] = np.array(shade, np.float32) * 1.25
    paint[top + 9 : top + 15] *= 0.55
    paint[:7] = np.array(shade, np.float32) * 1.2
    damp = smooth(
        -0.4, 1.2, fractal(rng, rows, columns, 60, 4, tall=3) + np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    )
    paint = weather(rng, paint * (1 - 0.4 * damp)[..., None], eaves=False)
    paint = mix(paint, (0.25, 0.29, 0.17), smooth(0.5, 1.1, fractal(rng, rows, columns, 50, 5)) * 0.5)
    face = Texture(np.concatenate([paint, alpha[..., None]], axis=-1))
    middle_x = (x[0] + x[1]) / 2
    cos, sin = np.cos(turn), np.sin(turn)

    def place(along: float, back: float) -> tuple[float, float]:
        return (middle_x + along * cos - back * sin, z + along * sin + back * cos)

    half_length = length / 2
    stage.wall(place(-half_length, 0), place(half_length, 0), 0.0, high, face)
    back = Texture(np.concatenate([paint * 0.4, alpha[..., None]], axis=-1))
    stage.wall(place(-half_length, wide), place(half_length, wide), 0.0, high - 0.4, back)
    for arch in range(arches):
        _vault(
            stage,
            rng,
            place,
            middle=(arch + 0.5) * span - half_length,
            half=(span - 2 * pier) / 2,
            crown=crown,
            wide=wide,
            shade=shade,
        )


def _vault(
    stage: Stage,
    rng: np.random.Generator,
    place: Callable[[float, float], tuple[float, float]],
    *,
    middle: float,
    half: float,
    crown: float,
    wide: float,
    shade: Colour,
) -> None:
    """The inside of an arch, in strips."""
    angles = np.linspace(0.06, np.pi - 0.06, 13)
    for start, stop in pairwise(angles):
        paint = bricks(rng, 40, 120, tuple(c * 0.52 for c in shade), high=10, wide=22)  # type: ignore[arg-type]
        low = (middle - half * np.cos(start), crown * np.sin(start) - 0.25)
        high = (middle - half * np.cos(stop), crown * np.sin(stop) - 0.25)
        corners = []
        for (along, up), back in ((low, 0.0), (high, 0.0), (high, wide), (low, wide)):
            x, z = place(along, back)
            corners.append([x, max(up, 0.0), z])
        stage.put(np.array(corners), Texture(opaque(paint)), layer=1)
        stage.put(np.array(corners[::-1]), Texture(opaque(paint)), layer=1)


def clock_tower(
    stage: Stage,
    rng: np.random.Generator,
    at: tuple[float, float],
    *,
    side: float = 5.5,
    high: float = 19.0,
    turn: float = 0.35,
    shade: Colour = (0.66, 0.58, 0.46),
    lit: bool = False,
    spire: float = 8.0,
) -> None:
    """A square tower with a clock on each side and a pointed roof; `at` is its front corner's middle (x, z)."""
    columns, rows = int(side * METRE), int(high * METRE)
    along = np.array([np.cos(turn), np.sin(turn)]) * side
    inward = np.array([-along[1], along[0]])
    a = np.array(at) - along / 2
    corners = [a, a + along, a + along + inward, a + inward]
    for number in range(4):
        left, right = corners[number], corners[(number + 1) % 4]
        texture = _tower_face(rng, rows, columns, shade, lit)
        stage.wall((left[0], left[1]), (right[0], right[1]), -0.0, high, texture)
    peak = np.append((corners[0] + corners[2]) / 2, high + spire)[[0, 2, 1]]
    for number in range(4):
        left, right = corners[number], corners[(number + 1) % 4]
        out = (left + right) / 2 - (corners[0] + corners[2]) / 2
        out = out / np.linalg.norm(out) * 0.4
        paint = bricks(rng, int(spire * METRE * 0.7), columns, (0.31, 0.40, 0.37), high=9, wide=14, spread=0.1)
        paint[:, ::14] *= 0.85
        grow = (right - left) * 0.06
        low_left, low_right = left + out - grow, right + out + grow
        foot = high - 0.2
        tip = peak - np.append((right - left) * 0.001, 0)[[0, 2, 1]]
        stage.put(
            np.array([tip, peak, [low_right[0], foot, low_right[1]], [low_left[0], foot, low_left[1]]]),
            Texture(opaque(paint)),
        )


def _tower_face(rng: np.random.Generator, rows: int, columns: int, shade: Colour, lit: bool) -> Texture:
    paint = bricks(rng, rows, columns, shade, high=13, wide=26, spread=0.1)
    glow = np.zeros((rows, columns, 3), np.float32)
    light = tuple(c * 1.2 for c in shade)
    for edge in (0, columns - 26):
        for block in range(0, rows, 26):
            cv2.rectangle(paint, (edge, block), (edge + (26 if block // 26 % 2 else 18), block + 22), light, -1)
    for level in (0.03, 0.30, 0.62):
        at = int(rows * level)
        paint[at : at + 10] = light
        paint[at + 10 : at + 16] *= 0.5
    middle, dial = columns // 2, int(rows * 0.155)
    radius = int(columns * 0.34)
    cv2.circle(paint, (middle, dial), radius + 9, [c * 0.5 for c in shade], -1, cv2.LINE_AA)
    cv2.circle(paint, (middle, dial), radius, (0.86, 0.84, 0.76), -1, cv2.LINE_AA)
    if lit:
        cv2.circle(glow, (middle, dial), radius, (1.0, 0.8, 0.5), -1, cv2.LINE_AA)
    for hour in range(12):
        a = np.pi * hour / 6
        tip = (int(middle + radius * 0.9 * np.sin(a)), int(dial - radius * 0.9 * np.cos(a)))
        root = (int(middle + radius * 0.72 * np.sin(a)), int(dial - radius * 0.72 * np.cos(a)))
        cv2.line(paint, root, tip, (0.12, 0.11, 0.1), 4, cv2.LINE_AA)
        cv2.line(glow, root, tip, (0.0, 0.0, 0.0), 4, cv2.LINE_AA)
    for angle, share, thick in ((2.2, 0.55, 6), (4.6, 0.8, 4)):
        tip = (int(middle + radius * share * np.sin(angle)), int(dial - radius * share * np.cos(angle)))
        cv2.line(paint, (middle, dial), tip, (0.1, 0.09, 0.08), thick, cv2.LINE_AA)
        cv2.line(glow, (middle, dial), tip, (0.0, 0.0, 0.0), thick, cv2.LINE_AA)
    for level in (0.36, 0.52, 0.72):
        top, tall, half = int(rows * level), int(rows * 0.085), int(columns * 0.11)
        cv2.rectangle(paint, (middle - half - 7, top), (middle + half + 7, top + tall), light, -1)
        cv2.ellipse(paint, (middle, top), (half + 7, half + 7), 0, 180, 360, light, -1, cv2.LINE_AA)
        cv2.rectangle(paint, (middle - half, top), (middle + half, top + tall - 6), (0.13, 0.14, 0.16), -1)
        cv2.ellipse(paint, (middle, top), (half, half), 0, 180, 360, (0.13, 0.14, 0.16), -1, cv2.LINE_AA)
        for slat in range(top, top + tall - 8, 9):
            cv2.line(paint, (middle - half, slat), (middle + half, slat), (0.3, 0.3, 0.3), 2)
    return Texture(opaque(weather(rng, paint, eaves=False)), glow if lit else None)


def quay(
    stage: Stage,
    rng: np.random.Generator,
    x: tuple[float, float],
    z: tuple[float, float],
    y: float,
    *,
    shade: Colour = (0.46, 0.43, 0.38),
) -> None:
    """A paved quay `y` metres above the water, with a wall towards the viewer."""
    wide, deep = x[1] - x[0], z[1] - z[0]
    scale = min(METRE, 3200 / wide)
    floor = cobbles(rng, max(60, int(deep * scale)), int(wide * scale), shade)
    stage.ground((x[0], x[1]), (z[0], z[1]), y, Texture(opaque(floor)))
    wall = bricks(rng, max(16, int(y * scale)), int(wide * scale), tuple(c * 0.85 for c in shade), high=13, wide=29)  # type: ignore[arg-type]
    wall[:8] *= 1.3
    wall[8:12] *= 0.5
    stage.put([[x[0], y, z[0]], [x[1], y, z[0]], [x[1], 0, z[0]], [x[0], 0, z[0]]], Texture(opaque(wall)), layer=0)


def railway(
    stage: Stage, rng: np.random.Generator, x: float, z: tuple[float, float], *, high: float = 0.5, sinks: float = 0.7
) -> None:
    """A track that runs away from the viewer on its ballast and dips into the water for the last `1 - sinks` of it."""
    scale, wide = 40, 5.0
    pieces = np.linspace(z[0], z[1], 13)
    for number, (near, far) in enumerate(pairwise(pieces)):
        rows, columns = int((far - near) * scale), int(wide * scale)
        stones = 0.40 + 0.13 * rng.standard_normal((rows // 3 + 1, columns // 3 + 1)).astype(np.float32)
        paint = cv2.resize(stones, (columns, rows), interpolation=cv2.INTER_LINEAR)[..., None] * np.array(
            [1.0, 0.94, 0.86], np.float32
        )
        paint = paint * (1 + 0.25 * fractal(rng, rows, columns, 90, 4))[..., None]
        for sleeper in range(6, rows, int(0.65 * scale)):
            tone = rng.uniform(0.16, 0.26)
            block = slice(sleeper, sleeper + int(0.24 * scale))
            paint[block, int(1.15 * scale) : int(3.85 * scale)] = np.array([tone * 1.12, tone, tone * 0.9])
            paint[
                sleeper + int(0.24 * scale) : sleeper + int(0.24 * scale) + 3, int(1.15 * scale) : int(3.85 * scale)
            ] *= 0.5
        for rail in (1.78, 3.22):
            at = int(rail * scale)
            paint[:, at - 3 : at + 4] = (0.22, 0.19, 0.17)
            paint[:, at - 1 : at + 2] = (0.74, 0.75, 0.76)
        edge = np.minimum(np.arange(columns), np.arange(columns)[::-1]) / scale + 0.3 * fractal(
            rng, rows, columns, 30, 3
        )
        alpha = smooth(0.15, 0.5, edge.astype(np.float32))
        share = (number + 0.5) / 12
        level = high * (1 - share / sinks)
        drown = float(np.clip((level + 0.12) / 0.2, 0, 1))
        texture = Texture(np.concatenate([paint, (alpha * drown)[..., None]], axis=-1).astype(np.float32))
        stage.ground((x - wide / 2, x + wide / 2), (near, far + 0.05), max(0.01, level), texture)


def road(rng: np.random.Generator, metres: float, wide: float, scale: int = 30) -> Image:
    """An asphalt road with a broken white line, lengthwise downwards, wet in places: (h, w, 4)."""
    rows, columns = int(metres * scale), int(wide * scale)
    paint = (
        np.array([0.27, 0.27, 0.28], np.float32)
        * (1 + 0.2 * fractal(rng, rows, columns, 80, 5) + 0.1 * rng.standard_normal((rows, columns), np.float32))[
            ..., None
        ]
    )
    dash = (np.arange(rows) // int(1.6 * scale) % 2 == 0)[:, None, None]
    line = slice(columns // 2 - 3, columns // 2 + 4)
    paint[:, line] = np.where(dash, np.float32(0.78), paint[:, line])
    for edge in (8, columns - 12):
        paint[:, edge : edge + 4] = 0.66
    edge_cut = np.minimum(np.arange(columns), np.arange(columns)[::-1])[None, :] / 6 + fractal(
        rng, rows, columns, 20, 3
    )
    return np.concatenate([paint, smooth(0.0, 1.0, edge_cut.astype(np.float32))[..., None]], axis=-1).astype(np.float32)


def dam(
    stage: Stage, rng: np.random.Generator, x: tuple[float, float], z: float, high: float, *, gates: int = 5
) -> None:
    """A concrete weir with piers between white falls of water."""
    scale = 30
    wide = x[1] - x[0]
    rows, columns = int(high * scale), int(wide * scale)
    paint = np.array([0.56, 0.55, 0.52], np.float32) * (1 + 0.14 * fractal(rng, rows, columns, 140, 5))[..., None]
    runs = fractal(rng, rows, columns, 16, 3, tall=12)
    paint *= (1 - 0.3 * np.clip(runs, 0, 1))[..., None]
    for line in range(0, rows, int(1.5 * scale)):
        paint[line : line + 2] *= 0.72
    each = columns / gates
    for gate in range(gates):
        left, right = int((gate + 0.16) * each), int((gate + 0.84) * each)
        top = int(rows * 0.34)
        fall = fractal(rng, rows - top, right - left, 9, 4, tall=11)
        broad = fractal(rng, rows - top, right - left, 40, 3, tall=3)
        white = np.clip(0.62 + 0.30 * fall + 0.18 * broad, 0, 1)
        paint[top:, left:right] = mix((0.40, 0.36, 0.28), (0.93, 0.93, 0.9), white.astype(np.float32))
        paint[top - 16 : top, left:right] = np.array([0.30, 0.33, 0.35], np.float32)
        paint[int(rows * 0.16) : top - 16, left:right] = bricks(
            rng, top - 16 - int(rows * 0.16), right - left, (0.22, 0.30, 0.33), high=16, wide=60, spread=0.06
        )
        paint[top : top + 6, left:right] *= 0.8
        paint[int(rows * 0.16) :, left - 8 : left] *= 0.55
    rail = int(rows * 0.10)
    paint[rail : rail + 12] *= 1.25
    paint[rail + 12 : rail + 20] *= 0.5
    alpha = np.ones((rows, columns), np.float32)
    alpha[:rail] = 0
    for post in range(0, columns, 34):
        alpha[:rail, post : post + 3] = 1
        paint[:rail, post : post + 3] = 0.25
    for bar in (2, rail // 2):
        alpha[bar : bar + 2] = 1
        paint[bar : bar + 2] = 0.28
    stage.wall(
        (x[0], z), (x[1], z), 0.0, high, Texture(np.concatenate([paint, alpha[..., None]], axis=-1).astype(np.float32))
    )
    for end in (x[0] - 3.2, x[1]):
        house = facade(rng, Wall(shade=(0.62, 0.58, 0.5), pitch=1.6), 3.2, high * 1.05)
        stage.wall((end, z - 0.4), (end + 3.2, z - 0.4), 0.0, high * 1.35, house)
