"""Colours as sRGB hex texts, how well two of them can be told apart, and the nearest shade that can be read.

Contrast is that of WCAG 2.2 (relative luminance, success criterion 1.4.3). Shades keep the hue: a colour is mixed with
black or white, so that an organisation recognises it.
"""

from __future__ import annotations

from functools import cache

BLACK, WHITE = "#000000", "#ffffff"
AA, AAA, SIGN = 4.5, 7.0, 3.0
"""What texts need, what texts need where more contrast is asked for, what signs and edges need."""
STEPS = 100
LINEAR_BELOW = 0.04045

GROUNDS = ("#f5f8f4", "#ffffff", "#eaf0e8")
DARK_GROUNDS = ("#0e1511", "#161f1a", "#0a100c")
"""What texts stand on in the light and in the dark scheme; theme/assets/seedbed/tokens.css holds the same."""
ON_BAND = "#f1f8ef"
"""Texts on the band of the home page and the foot, likewise."""


def mixed(colour: str, other: str, /, share: float) -> str:
    """The colour with this share (0-1) of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02x}" for one, two in pairs)


@cache
def contrast(colour: str, other: str, /) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...], /) -> tuple[float, str]:
    """The lowest contrast of a colour with any of the grounds, and that ground."""
    return min((contrast(colour, ground), ground) for ground in grounds)


def readable(colour: str, grounds: tuple[str, ...], /, *, towards: str, least: float = AA) -> str:
    """The colour itself, or the first shade on the way to `towards` that reaches the contrast with every ground."""
    shades = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in shades if least_contrast(shade, grounds)[0] >= least), towards)


def text_on(ground: str, /) -> str:
    """Black or white, whichever reads better on a ground."""
    return max((BLACK, WHITE), key=lambda one: contrast(one, ground))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(one / 255) for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= LINEAR_BELOW else float(((value + 0.055) / 1.055) ** 2.4)
