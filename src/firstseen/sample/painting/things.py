"""Things that stand or float in the water: cars, boats, lamps, sandbags, signs, stalls, people seen from afar."""

from __future__ import annotations

import cv2
import numpy as np

from firstseen.sample.painting.canvas import Colour, Image, fractal, smooth
from firstseen.sample.painting.masonry import planks
from firstseen.sample.painting.stage import Stage, Texture

__all__ = ["boat", "car", "debris", "lamp", "pylon", "road_sign", "sandbags", "signal", "stall", "wires"]


def _empty(rows: int, columns: int) -> Image:
    return np.zeros((rows, columns, 4), np.float32)


def _shape(points: list[tuple[float, float]], rows: int, columns: int) -> Image:
    """The mask of a polygon given in shares of the width and height, with soft edges."""
    mask = np.zeros((rows * 2, columns * 2), np.float32)
    scaled = (np.array(points) * [columns * 2, rows * 2]).astype(np.int32)
    cv2.fillPoly(mask, [scaled], 1.0, cv2.LINE_AA)
    soft: Image = cv2.resize(cv2.GaussianBlur(mask, (0, 0), 2.2), (columns, rows), interpolation=cv2.INTER_AREA)
    return soft


def _lay(paint: Image, mask: Image, shade: Image | Colour) -> None:
    """Paints `shade` over `paint` (in place) where `mask` is."""
    weight = mask[..., None]
    paint[..., :3] = paint[..., :3] * (1 - weight) + np.asarray(shade, np.float32) * weight
    paint[..., 3] = np.maximum(paint[..., 3], mask)


def car(rng: np.random.Generator, shade: Colour, *, sunk: float = 0.45) -> Texture:
    """A car from the side, 4.3 x 1.5 m, its lowest `sunk` (share of the height) under water."""
    rows, columns = 170, 480
    paint = _empty(rows, columns)
    body = [
        (0.01, 0.78),
        (0.02, 0.52),
        (0.06, 0.46),
        (0.22, 0.40),
        (0.33, 0.09),
        (0.40, 0.04),
        (0.62, 0.04),
        (0.70, 0.09),
        (0.83, 0.40),
        (0.96, 0.45),
        (0.99, 0.55),
        (0.99, 0.80),
        (0.95, 0.88),
        (0.05, 0.88),
    ]
    fall = np.interp(
        np.linspace(0, 1, rows), [0, 0.05, 0.3, 0.42, 0.46, 0.6, 1], [1.5, 1.25, 0.8, 0.75, 1.3, 0.9, 0.35]
    )
    gloss = fall[:, None] * (1 + 0.12 * fractal(rng, rows, columns, 160, 4))
    _lay(paint, _shape(body, rows, columns), np.array(shade, np.float32) * gloss[..., None].astype(np.float32))
    seen = np.linspace(1.5, 0.45, rows, dtype=np.float32)[:, None] * (1 + 0.6 * fractal(rng, rows, columns, 90, 4))
    glass = np.array([0.32, 0.37, 0.40], np.float32) * seen[..., None]
    for pane in (
        [(0.26, 0.39), (0.35, 0.11), (0.41, 0.09), (0.41, 0.39)],
        [(0.43, 0.39), (0.43, 0.085), (0.57, 0.085), (0.58, 0.39)],
        [(0.60, 0.39), (0.59, 0.09), (0.66, 0.11), (0.77, 0.39)],
    ):
        _lay(paint, _shape(pane, rows, columns), glass)
    for x in (0.42, 0.585, 0.25):
        cv2.line(
            paint,
            (int(x * columns), int(0.42 * rows)),
            (int(x * columns), int(0.85 * rows)),
            (*[c * 0.4 for c in shade], 1.0),
            1,
            cv2.LINE_AA,
        )
    for x in (0.545, 0.385):
        cv2.ellipse(
            paint, (int(x * columns), int(0.50 * rows)), (9, 2), 0, 0, 360, (0.1, 0.1, 0.1, 1.0), -1, cv2.LINE_AA
        )
    cv2.line(
        paint,
        (int(0.03 * columns), int(0.63 * rows)),
        (int(0.97 * columns), int(0.63 * rows)),
        (*[c * 0.45 for c in shade], 1.0),
        3,
        cv2.LINE_AA,
    )
    cv2.ellipse(
        paint, (int(0.965 * columns), int(0.53 * rows)), (11, 7), 0, 0, 360, (0.85, 0.82, 0.7, 1.0), -1, cv2.LINE_AA
    )
    cv2.ellipse(
        paint, (int(0.03 * columns), int(0.54 * rows)), (7, 8), 0, 0, 360, (0.55, 0.12, 0.1, 1.0), -1, cv2.LINE_AA
    )
    for x in (0.19, 0.80):
        cv2.circle(paint, (int(x * columns), int(0.83 * rows)), 29, (0.07, 0.07, 0.07, 1.0), -1, cv2.LINE_AA)
        cv2.circle(paint, (int(x * columns), int(0.83 * rows)), 15, (0.42, 0.42, 0.41, 1.0), -1, cv2.LINE_AA)
    mud = smooth(0.2, 1.2, fractal(rng, rows, columns, 30, 4) + np.linspace(-0.9, 1.0, rows, dtype=np.float32)[:, None])
    paint[..., :3] += (np.array([0.40, 0.34, 0.26], np.float32) - paint[..., :3]) * (mud * 0.55)[..., None]
    if rng.random() < 0.5:
        paint = paint[:, ::-1]
    return Texture(np.ascontiguousarray(np.clip(paint[: int(rows * (1 - sunk))], 0, 1)))


def boat(rng: np.random.Generator, shade: Colour, *, people: int = 2, torch: bool = False) -> Texture:
    """A flat boat with people seen from afar, 5 x 2 m."""
    rows, columns = 200, 480
    paint, glow = _empty(rows, columns), np.zeros((rows, columns, 3), np.float32)
    for at in np.linspace(0.28, 0.72, people) if people else []:
        _person(rng, paint, at * columns, rows * 0.86, rows * rng.uniform(0.50, 0.72), orange=rng.random() < 0.6)
    hull = [
        (0.02, 0.60),
        (0.10, 0.66),
        (0.88, 0.66),
        (0.99, 0.55),
        (0.93, 0.95),
        (0.84, 1.0),
        (0.12, 1.0),
        (0.06, 0.92),
    ]
    worn = 1 + 0.2 * fractal(rng, rows, columns, 60, 4)
    fall = np.interp(np.linspace(0, 1, rows), [0, 0.66, 0.70, 0.9, 1], [1.3, 1.3, 1.0, 0.7, 0.45])[:, None]
    _lay(paint, _shape(hull, rows, columns), np.array(shade, np.float32) * (worn * fall)[..., None].astype(np.float32))
    cv2.line(
        paint,
        (int(0.06 * columns), int(0.655 * rows)),
        (int(0.92 * columns), int(0.65 * rows)),
        (0.82, 0.79, 0.72, 1.0),
        4,
        cv2.LINE_AA,
    )
    cv2.line(
        paint,
        (int(0.07 * columns), int(0.80 * rows)),
        (int(0.93 * columns), int(0.79 * rows)),
        (*[c * 0.6 for c in shade], 1.0),
        2,
        cv2.LINE_AA,
    )
    cv2.line(
        paint,
        (int(0.16 * columns), int(0.2 * rows)),
        (int(0.05 * columns), int(0.99 * rows)),
        (0.34, 0.27, 0.19, 1.0),
        4,
        cv2.LINE_AA,
    )
    if torch:
        cv2.circle(glow, (int(0.93 * columns), int(0.46 * rows)), 7, (3.0, 2.8, 2.2), -1, cv2.LINE_AA)
        cv2.circle(paint, (int(0.93 * columns), int(0.46 * rows)), 8, (0.9, 0.9, 0.8, 1.0), -1, cv2.LINE_AA)
    return Texture(np.clip(paint, 0, 1), glow if torch else None)


def _person(rng: np.random.Generator, paint: Image, x: float, foot: float, high: float, *, orange: bool) -> None:
    """A figure seen from afar: a coat and a hood, no face."""
    coat = (0.72, 0.34, 0.12) if orange else tuple(rng.uniform(0.10, 0.28, 3))
    body = np.array(
        [
            [x - 0.17 * high, foot],
            [x - 0.19 * high, foot - 0.5 * high],
            [x - 0.09 * high, foot - 0.74 * high],
            [x + 0.09 * high, foot - 0.74 * high],
            [x + 0.19 * high, foot - 0.5 * high],
            [x + 0.17 * high, foot],
        ]
    )
    cv2.fillPoly(paint, [body.astype(np.int32)], (*coat, 1.0), cv2.LINE_AA)
    shade = body.copy()
    shade[:3, 0] += 0.2 * high
    cv2.fillPoly(paint, [shade.astype(np.int32)], (*[c * 0.62 for c in coat], 1.0), cv2.LINE_AA)
    cv2.circle(
        paint,
        (int(x), int(foot - 0.84 * high)),
        max(2, int(0.105 * high)),
        (*[c * 0.8 for c in coat], 1.0),
        -1,
        cv2.LINE_AA,
    )


def lamp(*, lit: bool = False, double: bool = False) -> Texture:
    """A street lamp, 1.2 x 4.6 m."""
    rows, columns = 460, 120
    paint, glow = _empty(rows, columns), np.zeros((rows, columns, 3), np.float32)
    iron = (0.11, 0.12, 0.12, 1.0)
    middle = columns // 2
    cv2.line(paint, (middle, rows), (middle, 60), iron, 5, cv2.LINE_AA)
    cv2.line(paint, (middle, rows), (middle, int(rows * 0.72)), iron, 9, cv2.LINE_AA)
    for at in (24, columns - 24) if double else (middle,):
        top = 44 if double else 14
        if double:
            cv2.ellipse(paint, ((at + middle) // 2, 92), (abs(at - middle) // 2, 22), 0, 0, 360, iron, 4, cv2.LINE_AA)
        head = np.array([[at - 8, top + 40], [at - 15, top + 10], [at + 15, top + 10], [at + 8, top + 40]])
        cv2.fillPoly(paint, [head], (0.62, 0.62, 0.56, 1.0), cv2.LINE_AA)
        cv2.fillPoly(paint, [np.array([[at - 18, top + 10], [at, top - 8], [at + 18, top + 10]])], iron, cv2.LINE_AA)
        cv2.polylines(paint, [head], True, iron, 2, cv2.LINE_AA)
        if lit:
            cv2.fillPoly(glow, [head], (3.4, 2.5, 1.4), cv2.LINE_AA)
    return Texture(paint, glow if lit else None)


def sandbags(rng: np.random.Generator, metres: float, layers: int) -> Texture:
    """A wall of sandbags, each bag about 0.6 x 0.26 m."""
    wide, high = 40, 17
    rows, columns = layers * high + 8, int(metres * 66)
    paint = _empty(rows, columns)
    for layer in range(layers):
        y = rows - layer * high - high // 2 - 2
        for place in range(-1, columns // wide + 1):
            if layer == layers - 1 and rng.random() < 0.25:
                continue
            x = int(place * wide + (layer % 2) * wide / 2 + rng.normal(0, 2.5) + wide / 2)
            tone = rng.normal(1.0, 0.13)
            half, slant = wide // 2 - high // 2 + 2, int(rng.normal(0, 1.2))
            for step, light in ((0, 0.50), (3, 0.82), (6, 0.98), (10, 1.08)):
                shade = (0.60 * tone * light, 0.56 * tone * light, 0.47 * tone * light, 1.0)
                lift = y - step // 3
                cv2.line(paint, (x - half, lift - slant), (x + half, lift + slant), shade, high + 1 - step, cv2.LINE_AA)
            cv2.line(paint, (x - half - 3, y - 3), (x - half - 2, y + 4), (0.34, 0.31, 0.26, 1.0), 1, cv2.LINE_AA)
    weave = 1 + 0.09 * rng.standard_normal((rows, columns), np.float32) + 0.12 * fractal(rng, rows, columns, 50, 3)
    paint[..., :3] *= weave[..., None]
    return Texture(np.clip(paint, 0, 1))


def road_sign(rng: np.random.Generator, kind: str) -> Texture:
    """A road sign on its post, 0.9 x 2.6 m: `kind` is "yield", "round" or "place"."""
    rows, columns = 300, 110
    paint = _empty(rows, columns)
    cv2.line(paint, (55, rows), (55, 20), (0.45, 0.46, 0.47, 1.0), 5, cv2.LINE_AA)
    if kind == "yield":
        cv2.fillPoly(paint, [np.array([[6, 14], [104, 14], [55, 98]])], (0.66, 0.13, 0.12, 1.0), cv2.LINE_AA)
        cv2.fillPoly(paint, [np.array([[26, 25], [84, 25], [55, 76]])], (0.86, 0.85, 0.8, 1.0), cv2.LINE_AA)
    elif kind == "round":
        cv2.circle(paint, (55, 56), 46, (0.66, 0.14, 0.13, 1.0), -1, cv2.LINE_AA)
        cv2.circle(paint, (55, 56), 34, (0.87, 0.86, 0.82, 1.0), -1, cv2.LINE_AA)
    else:
        cv2.rectangle(paint, (2, 16), (108, 70), (0.80, 0.70, 0.24, 1.0), -1)
        for at in range(12, 96, 9):
            cv2.rectangle(paint, (at, 36), (at + 4, int(rng.integers(46, 54))), (0.12, 0.12, 0.12, 1.0), -1)
    paint[..., :3] *= 1 + 0.13 * fractal(rng, rows, columns, 40, 4)[..., None]
    return Texture(np.clip(paint, 0, 1))


def stall(rng: np.random.Generator, shade: Colour) -> Texture:
    """A market stall with a striped awning, 3 x 2.6 m."""
    rows, columns = 260, 300
    paint = _empty(rows, columns)
    back = planks(rng, rows, columns, (0.27, 0.22, 0.17))
    _lay(paint, _shape([(0.08, 0.3), (0.92, 0.3), (0.92, 1.0), (0.08, 1.0)], rows, columns), back * 0.55)
    table = planks(rng, rows, columns, (0.45, 0.36, 0.26), wide=14)
    _lay(paint, _shape([(0.05, 0.70), (0.95, 0.70), (0.95, 0.96), (0.05, 0.96)], rows, columns), table)
    stripe = np.where((np.arange(columns) // 19 % 2 == 0)[:, None], np.array(shade), np.array([0.84, 0.81, 0.73]))
    fall = np.interp(np.linspace(0, 1, rows), [0, 0.28, 0.30, 0.42, 1], [1.2, 0.85, 0.6, 0.75, 0.7])[:, None, None]
    cloth = (stripe[None] * fall * (1 + 0.15 * fractal(rng, rows, columns, 40, 4))[..., None]).astype(np.float32)
    edge = [(1.0 - 0.066 * at, 0.40 if at % 2 else 0.36) for at in range(16)]
    _lay(paint, _shape([(0.10, 0.05), (0.90, 0.05), *edge], rows, columns), cloth)
    for x in (0.08, 0.92):
        cv2.line(
            paint,
            (int(x * columns), int(0.36 * rows)),
            (int(x * columns), rows),
            (0.2, 0.17, 0.13, 1.0),
            5,
            cv2.LINE_AA,
        )
    return Texture(np.clip(paint, 0, 1))


def pylon() -> Texture:
    """A lattice pylon of a power line, 8 x 26 m."""
    rows, columns = 520, 160
    paint = _empty(rows, columns)
    steel = (0.30, 0.32, 0.34, 1.0)
    middle = columns / 2
    for low, high in (
        (1.0, 0.86),
        (0.86, 0.73),
        (0.73, 0.61),
        (0.61, 0.50),
        (0.50, 0.40),
        (0.40, 0.31),
        (0.31, 0.23),
        (0.23, 0.15),
        (0.15, 0.08),
    ):
        a, b = (6 + 44 * max(0.0, low - 0.3), 6 + 44 * max(0.0, high - 0.3))
        for start, stop in ((-a, -b), (a, b), (-a, b), (a, -b)):
            cv2.line(
                paint,
                (int(middle + start), int(low * rows)),
                (int(middle + stop), int(high * rows)),
                steel,
                2,
                cv2.LINE_AA,
            )
    for level, reach in ((0.12, 52), (0.22, 70), (0.32, 52)):
        cv2.line(
            paint,
            (int(middle - reach), int(level * rows)),
            (int(middle + reach), int(level * rows)),
            steel,
            3,
            cv2.LINE_AA,
        )
        cv2.line(
            paint,
            (int(middle - reach), int(level * rows)),
            (int(middle), int((level - 0.05) * rows)),
            steel,
            2,
            cv2.LINE_AA,
        )
        cv2.line(
            paint,
            (int(middle + reach), int(level * rows)),
            (int(middle), int((level - 0.05) * rows)),
            steel,
            2,
            cv2.LINE_AA,
        )
    return Texture(paint)


def signal(*, lit: bool = True) -> Texture:
    """A railway signal, 1.2 x 5.5 m."""
    rows, columns = 440, 100
    paint, glow = _empty(rows, columns), np.zeros((rows, columns, 3), np.float32)
    cv2.line(paint, (50, rows), (50, 60), (0.24, 0.25, 0.26, 1.0), 8, cv2.LINE_AA)
    cv2.rectangle(paint, (28, 10), (72, 130), (0.07, 0.07, 0.08, 1.0), -1)
    cv2.rectangle(paint, (26, 8), (74, 132), (0.5, 0.5, 0.48, 1.0), 2)
    for step in range(150, rows, 26):
        cv2.line(paint, (58, step), (76, step), (0.2, 0.2, 0.2, 1.0), 3, cv2.LINE_AA)
    cv2.line(paint, (76, 140), (76, rows), (0.2, 0.2, 0.2, 1.0), 3, cv2.LINE_AA)
    cv2.circle(paint, (50, 100), 12, (0.5, 0.08, 0.06, 1.0), -1, cv2.LINE_AA)
    cv2.circle(paint, (50, 40), 12, (0.06, 0.14, 0.10, 1.0), -1, cv2.LINE_AA)
    if lit:
        cv2.circle(glow, (50, 100), 10, (2.6, 0.35, 0.2), -1, cv2.LINE_AA)
    return Texture(paint, glow if lit else None)


def debris(stage: Stage, rng: np.random.Generator, count: int, x: tuple[float, float], z: tuple[float, float]) -> None:
    """Planks, crates and branches that drift on the water."""
    for _ in range(count):
        at = (float(rng.uniform(*x)), float(rng.uniform(*z)))
        rows, columns = int(rng.integers(12, 34)), int(rng.integers(40, 150))
        paint = _empty(rows, columns)
        tone = rng.uniform(0.2, 0.5)
        wood = planks(rng, columns, rows, (tone * 1.15, tone * 0.95, tone * 0.72), wide=7).transpose(1, 0, 2)
        slant = rng.uniform(0, 0.5)
        mask = _shape([(0.02, 0.3), (slant + 0.1, 0.05), (0.97, 0.35), (0.95, 0.9), (0.05, 0.95)], rows, columns)
        _lay(paint, mask, wood)
        stage.stand(at, columns / 95, rows / 160, Texture(paint))


def wires(
    stage: Stage,
    image: Image,
    spans: list[tuple[tuple[float, float, float], tuple[float, float, float], float]],
    shade: Colour = (0.12, 0.12, 0.13),
) -> None:
    """Wires that hang between two places in the world by `sag` metres, drawn over the picture in place."""
    for start, stop, sag in spans:
        t = np.linspace(0, 1, 40)[:, None]
        line = np.array(start) * (1 - t) + np.array(stop) * t
        line[:, 1] -= sag * 4 * (t * (1 - t))[:, 0]
        screen, depth = stage.camera.project(line)
        if depth.min() > 0.3:
            cv2.polylines(image, [np.round(screen * 16).astype(np.int32)], False, shade, 1, cv2.LINE_AA, 4)
