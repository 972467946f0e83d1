"""The stage: a camera, a light, and flat painted panels in space, drawn from back to front.

World coordinates are metres: x to the right, y up (the water is at 0), z away from the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from firstseen.sample.painting.canvas import Colour, Image

__all__ = ["Camera", "Light", "Panel", "Stage", "Texture"]

_NEAR = 0.3

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Texture:
    """What is painted on a panel: (h, w, 4) float32, alpha last; `glow` is light of its own, (h, w, 3)."""

    paint: Image
    glow: Image | None = None


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole camera. `horizon` is the row of the level line of sight when `pitch` (radians, down) is 0."""

    width: int = 1280
    height: int = 853
    focal: float = 1000.0
    horizon: float = 400.0
    eye: tuple[float, float, float] = (0.0, 1.7, 0.0)
    yaw: float = 0.0
    pitch: float = 0.0

    def axes(self) -> Points:
        """Rows: the directions right, up and forward of the camera in the world."""
        cos_y, sin_y, cos_p, sin_p = np.cos(self.yaw), np.sin(self.yaw), np.cos(self.pitch), np.sin(self.pitch)
        right = [cos_y, 0.0, -sin_y]
        forward = [sin_y * cos_p, -sin_p, cos_y * cos_p]
        up = [sin_y * sin_p, cos_p, cos_y * sin_p]
        return np.array([right, up, forward])

    def project(self, points: Points) -> tuple[Points, Points]:
        """Pixels (n, 2) and depths (n) of world points (n, 3)."""
        seen = (points - np.array(self.eye)) @ self.axes().T
        depth = np.maximum(seen[:, 2], 1e-6)
        x = self.width / 2 + self.focal * seen[:, 0] / depth
        y = self.horizon - self.focal * seen[:, 1] / depth
        return np.stack([x, y], axis=-1), seen[:, 2]

    def water(self, first: int = 0) -> tuple[Image, Image, Image, Image]:
        """For each pixel of the rows from `first` on, where its ray meets the water.

        World x and z of that place, the distance to it, and the cosine of the ray to the vertical.
        Rays that do not meet the water have a distance of 0.
        """
        down = np.arange(first, self.height, dtype=np.float32)[:, None]
        right = np.arange(self.width, dtype=np.float32)[None, :]
        axes = self.axes().astype(np.float32)
        across, above = (right - self.width / 2) / self.focal, (self.horizon - down) / self.focal
        ray_x, ray_y, ray_z = (across * axes[0, c] + above * axes[1, c] + axes[2, c] for c in range(3))
        length = np.sqrt(across * across + above * above + 1)
        falling = -ray_y
        reach = np.float32(self.eye[1]) / np.maximum(falling, np.float32(1e-4))
        reach[falling <= 1e-4] = 0
        x, z = ray_x * reach + np.float32(self.eye[0]), ray_z * reach + np.float32(self.eye[2])
        return x, z, reach * length, np.maximum(falling, 0) / length


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a scene. `sun` points towards the sun; `haze` swallows things over `haze_metres`."""

    ambient: Colour = (0.8, 0.82, 0.86)
    sun_colour: Colour = (0.3, 0.28, 0.24)
    sun: tuple[float, float, float] = (-0.5, 0.6, -0.6)
    haze: Colour = (0.75, 0.78, 0.8)
    haze_metres: float = 250.0

    def on(self, normal: Points) -> Image:
        """The light that falls on a surface with this unit normal, (3,)."""
        sun = np.array(self.sun) / np.linalg.norm(self.sun)
        direct = max(0.0, float(normal @ sun))
        sky = 0.78 + 0.22 * float(normal[1])
        return (np.array(self.ambient) * sky + np.array(self.sun_colour) * direct).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Panel:
    """A flat painted quadrilateral: corners top left, top right, bottom right, bottom left as seen from its face.

    The alpha of its texture is multiplied in.

    `layer`: lower ones are drawn first, whatever their distance. `flat`: no light from the side (sprites).
    """

    corners: Points
    texture: Texture
    layer: int = 1
    flat: bool = False
    mirrors: bool = True


@dataclass(slots=True)
class Stage:
    """What stands in a scene, and how it is lit."""

    camera: Camera
    light: Light
    panels: list[Panel] = field(default_factory=list)

    def put(self, corners: Points | list[list[float]], texture: Texture, **options: bool | int) -> None:
        """Adds a panel."""
        paint = texture.paint
        if paint[..., 3].min() < 1:
            paint = paint.copy()
            paint[..., :3] *= paint[..., 3:]
        ready = Texture(paint, texture.glow)
        self.panels.append(Panel(np.asarray(corners, np.float64), ready, **options))  # type: ignore[arg-type]

    def wall(
        self, left: tuple[float, float], right: tuple[float, float], low: float, high: float, texture: Texture
    ) -> None:
        """Adds an upright panel between two places (x, z), left and right as seen from its face."""
        (x0, z0), (x1, z1) = left, right
        self.put([[x0, high, z0], [x1, high, z1], [x1, low, z1], [x0, low, z0]], texture)

    def stand(
        self, at: tuple[float, float], width: float, height: float, texture: Texture, *, low: float = 0.0
    ) -> None:
        """Adds a sprite that faces the camera, its foot at `at` (x, z) and height `low`."""
        right = self.camera.axes()[0] * width / 2
        foot = np.array([at[0], low, at[1]])
        top = foot + np.array([0.0, height, 0.0])
        self.put(np.array([top - right, top + right, foot + right, foot - right]), texture, flat=True)

    def ground(
        self, x: tuple[float, float], z: tuple[float, float], y: float, texture: Texture, *, layer: int = 0
    ) -> None:
        """Adds a level panel; the bottom of its texture is nearest to the viewer."""
        (x0, x1), (z0, z1) = x, z
        self.put([[x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0]], texture, layer=layer)

    def sees(self, corners: Points, *, face: bool = False) -> bool:
        """Whether something with these corners, or its mirror image, can be in the picture.

        With `face`, whether the panel of these corners turns its face to the camera (itself or mirrored) as well.
        """
        if face:
            normal, eye = np.cross(corners[1] - corners[0], corners[3] - corners[0]), np.array(self.camera.eye)
            centre = corners.mean(axis=0)
            flipped = np.array([1.0, -1.0, 1.0])
            if normal @ (centre - eye) >= 0 and (normal * flipped) @ (centre * flipped - eye) >= 0:
                return False
        screen, depth = self.camera.project(corners)
        if depth.min() < _NEAR:
            return False
        low, high = screen.min(axis=0), screen.max(axis=0)
        return bool(high[0] > 0 and low[0] < self.camera.width and low[1] < self.camera.height)

    def metre(self, corners: Points, most: int) -> int:
        """How many pixels a metre are worth painting on something with these corners, at most `most`."""
        _, depth = self.camera.project(corners)
        return int(np.clip(1.25 * self.camera.focal / max(float(depth.min()), 1.0), 10, most))

    def draw(self, image: Image, *, mirrored: bool = False) -> Image:
        """Draws all panels over `image` (changed in place); `mirrored`: as the water shows them."""
        eye = np.array(self.camera.eye)
        order = sorted(
            (p for p in self.panels if p.mirrors or not mirrored),
            key=lambda p: (p.layer, -float(np.linalg.norm(p.corners.mean(axis=0) - eye))),
        )
        for panel in order:
            self._draw_panel(image, panel, mirrored)
        return image

    def _draw_panel(self, image: Image, panel: Panel, mirrored: bool) -> None:
        corners = panel.corners
        normal = np.cross(corners[1] - corners[0], corners[3] - corners[0])
        normal /= max(float(np.linalg.norm(normal)), 1e-9)
        light = self.light.on(np.array([0.0, 0.3, -0.95]) if panel.flat else normal)
        if mirrored:
            corners, normal = corners * [1, -1, 1], normal * [1, -1, 1]
        centre = corners.mean(axis=0)
        if not panel.flat and float(normal @ (centre - np.array(self.camera.eye))) >= 0:
            return
        screen, depth = self.camera.project(corners)
        if depth.min() < _NEAR:
            return
        left, top = np.maximum(np.floor(screen.min(axis=0)).astype(int) - 1, 0)
        right, bottom = np.minimum(np.ceil(screen.max(axis=0)).astype(int) + 2, image.shape[1::-1])
        if right <= left or bottom <= top:
            return
        paint = self._warp(panel.texture.paint, screen - [left, top], (right - left, bottom - top))
        distance = float(np.linalg.norm(centre - np.array(self.camera.eye)))
        haze = 1 - float(np.exp(-distance / self.light.haze_metres))
        veil = np.array(self.light.haze, np.float32)
        level = abs(normal[1]) > 0.9 and self.camera.pitch == 0
        kept = 0.0 if level else haze
        blend = np.zeros((3, 4), np.float32)
        blend[:, :3] = np.diag(light * (1 - kept))
        blend[:, 3] = veil * kept
        lit = cv2.transform(paint, blend)
        alpha = cv2.extractChannel(paint, 3)
        if level:
            lines = np.arange(top, bottom) + 0.5 - self.camera.horizon
            reach = self.camera.focal * (self.camera.eye[1] - centre[1]) / np.where(np.abs(lines) < 1, 1, lines)
            share = (1 - np.exp(-np.abs(reach) / self.light.haze_metres)).astype(np.float32)[:, None]
            lit += (cv2.merge([alpha * tint for tint in veil]) - lit) * share[..., None]
        if panel.texture.glow is not None:
            size = (right - left, bottom - top)
            lit += self._warp(panel.texture.glow, screen - [left, top], size) * np.float32(1 - haze)
        below = image[top:bottom, left:right]
        below *= 1 - cv2.merge([alpha, alpha, alpha])
        below += lit

    def _warp(self, texture: Image, screen: Points, size: tuple[int, int]) -> Image:
        """The texture as it lies on the screen, shrunk first so that it does not flicker."""
        spans = np.linalg.norm(screen - np.roll(screen, -1, axis=0), axis=1)
        wide, tall = max(spans[0], spans[2]), max(spans[1], spans[3])
        rows, columns = texture.shape[:2]
        if columns > 1.3 * wide or rows > 1.3 * tall:
            new = (max(2, min(columns, int(wide * 1.1))), max(2, min(rows, int(tall * 1.1))))
            texture = cv2.resize(texture, new, interpolation=cv2.INTER_AREA)
            rows, columns = texture.shape[:2]
        source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32) - 0.5
        matrix = cv2.getPerspectiveTransform(source, screen.astype(np.float32))
        result: Image = cv2.warpPerspective(texture, matrix, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
        return result
