"""A sparkline: the shape of a series, as small as a word."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from seedbed.site.charts.scale import Value, plain

WIDTH, HEIGHT, PAD = 100, 24, 3


def sparkline(values: Sequence[Value], /, *, says: str) -> Markup:
    """A line of the values, oldest first, on their own scale; `says` is its text for those who do not see it.

    '' with fewer than two values: a point has no shape. None is left out.
    """
    stated = [float(value) for value in values if value is not None]
    if len(stated) < 2:
        return Markup("")
    low, high = min(stated), max(stated)
    points = [
        (
            PAD + (WIDTH - 2 * PAD) * number / (len(stated) - 1),
            HEIGHT / 2 if high == low else PAD + (HEIGHT - 2 * PAD) * (high - value) / (high - low),
        )
        for number, value in enumerate(stated)
    ]
    (x, y) = points[-1]
    return Markup(
        '<svg class="sb-spark" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<path class="sb-spark__line" d="M{}"/><circle class="sb-spark__dot" cx="{}" cy="{}" r="2.5"/></svg>'
    ).format(
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        says,
        "L".join(f"{plain(x)} {plain(y)}" for x, y in points),
        plain(x),
        plain(y),
    )
