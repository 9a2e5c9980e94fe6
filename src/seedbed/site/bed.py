"""The bed: every agent that runs somewhere as a stem, every unit that runs it as a leaf. Drawn at build time as SVG.

It is a dot plot. The sizes are data; only the side on which a leaf grows is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from seedbed.site.language import ENGLISH, Language
from seedbed.site.profiles import Profile

STEMS = 16
"""Stems that a picture of this size holds; the most copied agents get one."""
GAP, LEAF_STEP, TOP = 30, 15, 200
GROUND = TOP + 34
REACH = 8.5
"""How far a leaf grows from its stem."""


class Bed(Struct, frozen=True, kw_only=True):
    """The picture with what it says in words; `left_out` agents that run somewhere found no room."""

    svg: Markup
    words: str
    left_out: int


def draw_bed(profiles: Sequence[Profile], /, *, language: Language = ENGLISH) -> Bed | None:
    """The bed of these agents, the most copied at the right; None where nothing runs yet."""
    grown = sorted((one for one in profiles if one.live), key=lambda one: (one.live, one.agent.name.casefold()))
    shown = grown[-STEMS:]
    if not shown:
        return None
    tallest = shown[-1]
    step = min(LEAF_STEP, TOP / tallest.live)
    words = " ".join(
        (
            language.plural(len(grown), "{count} agent at work.", "{count} agents at work."),
            language.plural(
                tallest.live,
                "{agent} runs in {count} unit.",
                "{agent} runs in {count} units.",
                agent=tallest.agent.name,
            ),
        )
    )
    width = GAP * (STEMS + 1)
    free = STEMS - len(shown)
    stems = Markup("").join(_stem(one, GAP * (free + number + 1), step, language) for number, one in enumerate(shown))
    svg = Markup(
        '<svg class="sb-bed" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">{3}'
        '<path class="sb-bed__ground" d="M0 {4}H{0}"/></svg>'
    ).format(width, GROUND + 2, words, stems, GROUND)
    return Bed(svg=svg, words=words, left_out=len(grown) - len(shown))


def _stem(profile: Profile, x: int, step: float, language: Language) -> Markup:
    height = 12 + step * profile.live
    title = escape(f"{profile.agent.name}: {language.counted(profile.live, 'unit')}")
    return Markup('<g><title>{0}</title><path class="sb-bed__stem" d="M{1} {2}V{3:.1f}"/>{4}</g>').format(
        title, x, GROUND, GROUND - height, Markup("").join(_leaves(x, profile.live, step))
    )


def _leaves(x: int, count: int, step: float) -> Iterator[Markup]:
    """From the ground up, left and right in turn, the last one at the tip."""
    size = min(4.6, max(1.2, step * 0.42))
    leaf = Markup('<path class="sb-bed__stem" d="M{0} {1:.1f}q{2:.1f} -1 {3:.1f} -{4:.1f}"/>')
    dot = Markup('<circle class="sb-bed__leaf" cx="{0:.1f}" cy="{1:.1f}" r="{2:.1f}"/>')
    for number in range(1, count):
        y = GROUND - 6 - step * number
        side = REACH if number % 2 else -REACH
        yield leaf.format(x, y + 5, side * 0.8, side, 5) + dot.format(x + side, y, size)
    yield Markup('<circle class="sb-bed__tip" cx="{0}" cy="{1:.1f}" r="{2:.1f}"/>').format(
        x, GROUND - 12 - step * count, size + 0.8
    )
