"""Amounts as their authors wrote them: 0.1 is a tenth, not the double nearest to it, in sums of any length too."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

THOUSANDTHS = 1000

BOUND = 10**12
"""Below it a number with three decimals has fifteen digits at most, as many as every double keeps."""

EVERY_DIGIT = Context(prec=1000)
"""Room for the digits of any sum of doubles, from the smallest to the largest."""


@lru_cache(maxsize=1 << 14)
def exact(value: float, /) -> Fraction:
    """A number as its author wrote it."""
    return Fraction(str(value))


def exact_sum(values: Iterable[float], /) -> Fraction:
    """The sum of numbers as their authors wrote them, no digit lost, and far quicker than as fractions.

    Most have three decimals at most and are added up as thousandths: below 10^15 of them no other number of as few
    digits has the same double, so that what divides back to it is what was written.
    """
    some = list(values)
    if some and min(some) > -BOUND and max(some) < BOUND:
        parts = [round(value * THOUSANDTHS) for value in some]
        if [part / THOUSANDTHS for part in parts] == some:
            return Fraction(sum(parts), THOUSANDTHS)
    with localcontext(EVERY_DIGIT):
        return Fraction(sum(map(Decimal, map(str, some)), Decimal()))
