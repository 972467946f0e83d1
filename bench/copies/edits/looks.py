"""How one set of layouts looks, as data: colours, proportions and the words that belong to a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from bench.copies.edits.voices import Layouts, Weight

__all__ = ["LOOKS", "Login", "Look", "Stack"]

Colour = tuple[int, int, int]

_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack on an upright phone; places are shares of its width and height.

    `top`: of the picture before its own enlargement, which is as light as `dim`; None for the middle. `ground`,
    `margin` and `shorter`: the other way, two pictures of half the height less `shorter` pixels, `margin` from the
    edges.
    """

    size: tuple[int, int]
    dim: float
    top: float | None
    ground: Colour
    margin: int
    shorter: int
    words_at: float
    words_between: float
    buttons: tuple[tuple[float, float], ...]
    name_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Login:
    """A platform's screen that asks who one is."""

    ground: Colour
    ink: Colour
    accent: Colour
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Look:
    """The data of a set. Turns are in degrees, shares of the width or height of what is drawn on."""

    adverts: tuple[tuple[Colour, Colour, str], ...]
    clock_anywhere: bool
    island: bool
    tilt_zoom: float
    behind_prints: Colour
    sepia: tuple[float, float, float]
    screen_tint: tuple[float, float, float]
    dots_turn: tuple[float, float, float]
    video: tuple[int, int]
    letterbox_tall: float
    letterbox_shades: tuple[int, ...]
    meme_size: tuple[float, float]
    caption_weight: Weight
    caption_middle: bool
    caption_below: bool
    caption_varies: bool
    stack: Stack
    inset_size: tuple[int, int]
    inset_line: int
    inset_colour: Colour
    watermark: str
    watermark_size: float
    watermark_rows: tuple[float, ...]
    watermark_turn: float
    mark: Colour
    placard: Colour
    login: Login


LOOKS: dict[Layouts, Look] = {
    "tuning": Look(
        adverts=(
            ((20, 70, 140), (255, 220, 60), "MEGA SALE"),
            ((190, 30, 40), _WHITE, "New kitchens"),
            ((240, 240, 230), (20, 20, 20), "Notices"),
        ),
        clock_anywhere=False,
        island=False,
        tilt_zoom=1.0,
        behind_prints=(20, 20, 22),
        sepia=(1.07, 0.93, 0.72),
        screen_tint=(1.02, 1.0, 0.94),
        dots_turn=(45, -4, 4),
        video=(426, 240),
        letterbox_tall=1.0,
        letterbox_shades=(0,),
        meme_size=(0.06, 0.085),
        caption_weight="plain",
        caption_middle=False,
        caption_below=False,
        caption_varies=False,
        stack=Stack(
            size=(540, 960),
            dim=0.6,
            top=None,
            ground=(16, 16, 20),
            margin=40,
            shorter=40,
            words_at=0.06,
            words_between=0.06,
            buttons=((0.92, 0.5), (0.92, 0.585), (0.92, 0.67)),
            name_at=(0.05, 0.93),
        ),
        inset_size=(1200, 900),
        inset_line=3,
        inset_colour=_WHITE,
        watermark="HARBOUR NEWS AGENCY",
        watermark_size=0.075,
        watermark_rows=(0.8, 1.15),
        watermark_turn=24,
        mark=(230, 20, 20),
        placard=(20, 20, 30),
        login=Login(_WHITE, (20, 20, 20), (29, 120, 220), "S", "Log in to Shutterbox"),
    ),
    "second": Look(
        adverts=(
            ((12, 110, 80), _WHITE, "Bank of the Coast"),
            ((250, 210, 20), (20, 20, 20), "-40 %"),
            ((60, 30, 90), (255, 200, 240), "Opera tonight"),
        ),
        clock_anywhere=True,
        island=False,
        tilt_zoom=1.28,
        behind_prints=(196, 190, 180),
        sepia=(1.0, 0.9, 0.78),
        screen_tint=(0.95, 1.0, 1.06),
        dots_turn=(0, 22, 75),
        video=(352, 240),
        letterbox_tall=1.25,
        letterbox_shades=(0, 255),
        meme_size=(0.06, 0.085),
        caption_weight="bold",
        caption_middle=True,
        caption_below=False,
        caption_varies=True,
        stack=Stack(
            size=(576, 1024),
            dim=1.0,
            top=0.22,
            ground=_WHITE,
            margin=40,
            shorter=40,
            words_at=0.84,
            words_between=0.84,
            buttons=((0.92, 0.42), (0.92, 0.505), (0.92, 0.59)),
            name_at=(0.05, 0.93),
        ),
        inset_size=(1280, 720),
        inset_line=5,
        inset_colour=(230, 30, 40),
        watermark="© eyewitness · not for resale",
        watermark_size=0.075,
        watermark_rows=(0.2, 0.52, 0.84, 1.16, 1.48, 1.8),
        watermark_turn=-18,
        mark=(255, 230, 0),
        placard=(180, 20, 30),
        login=Login((18, 20, 26), (240, 240, 240), (220, 60, 90), "f.", "Welcome back"),
    ),
    "third": Look(
        adverts=(
            ((226, 236, 244), (30, 50, 90), "Lantern Insurance"),
            ((236, 110, 20), _WHITE, "3 for 2"),
            ((20, 20, 20), (214, 180, 90), "Hotel Meridian"),
            ((120, 20, 60), _WHITE, "Vote on Sunday"),
        ),
        clock_anywhere=False,
        island=True,
        tilt_zoom=1.12,
        behind_prints=(112, 84, 60),
        sepia=(1.05, 0.96, 0.66),
        screen_tint=(1.03, 0.98, 1.02),
        dots_turn=(15, -6, 6),
        video=(320, 240),
        letterbox_tall=16 / 9,
        letterbox_shades=(18, 238),
        meme_size=(0.045, 0.06),
        caption_weight="serif",
        caption_middle=False,
        caption_below=True,
        caption_varies=True,
        stack=Stack(
            size=(608, 1080),
            dim=0.38,
            top=0.12,
            ground=(232, 226, 214),
            margin=0,
            shorter=56,
            words_at=0.75,
            words_between=0.453,
            buttons=((0.66, 0.945), (0.79, 0.945), (0.92, 0.945)),
            name_at=(0.05, 0.93),
        ),
        inset_size=(1080, 1080),
        inset_line=7,
        inset_colour=(250, 216, 40),
        watermark="PORTSIDE IMAGES     PORTSIDE IMAGES",
        watermark_size=0.05,
        watermark_rows=(0.1, 0.45, 0.8, 1.15, 1.5, 1.85),
        watermark_turn=38,
        mark=(60, 240, 70),
        placard=(10, 80, 60),
        login=Login((244, 240, 232), (40, 34, 30), (20, 120, 100), "ö", "Sign in to continue"),
    ),
    "report": Look(
        adverts=(
            ((248, 232, 226), (120, 30, 30), "Mutual of Porto"),
            ((60, 160, 70), _WHITE, "Garden week"),
            ((30, 30, 60), (240, 200, 220), "Opera Nova"),
            ((250, 230, 60), (20, 20, 20), "Wanted: drivers"),
        ),
        clock_anywhere=True,
        island=False,
        tilt_zoom=1.06,
        behind_prints=(70, 92, 78),
        sepia=(1.1, 0.9, 0.6),
        screen_tint=(0.97, 1.0, 1.05),
        dots_turn=(60, -5, 5),
        video=(400, 226),
        letterbox_tall=5 / 4,
        letterbox_shades=(0, 60),
        meme_size=(0.05, 0.065),
        caption_weight="bold",
        caption_middle=True,
        caption_below=True,
        caption_varies=True,
        stack=Stack(
            size=(560, 1000),
            dim=0.5,
            top=0.3,
            ground=(40, 20, 60),
            margin=20,
            shorter=48,
            words_at=0.12,
            words_between=0.47,
            buttons=((0.1, 0.6), (0.1, 0.69), (0.1, 0.78)),
            name_at=(0.3, 0.95),
        ),
        inset_size=(1100, 800),
        inset_line=5,
        inset_colour=(90, 220, 240),
        watermark="lightwell   lightwell",
        watermark_size=0.06,
        watermark_rows=(0.3, 0.7, 1.1, 1.5),
        watermark_turn=-30,
        mark=(0, 200, 255),
        placard=(90, 20, 110),
        login=Login((30, 34, 60), (240, 240, 250), (250, 190, 40), "q", "Who are you?"),
    ),
}
