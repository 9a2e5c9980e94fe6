"""How independent calls are run: one after the other, or as the shell that started the work sees fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")

MANY = 1000
"""Files from which it pays to work side by side."""


class Runner(Protocol):
    """A way to run calls, such as `seedbed.workers.begin_on_all_cores`."""

    def __call__(self, calls: Sequence[Callable[[], T]], /) -> Callable[[], list[T]]:
        """Begin with the calls at once, or later; ask what is given back for every result, in order."""
        ...


def one_after_the_other(calls: Sequence[Callable[[], T]], /) -> Callable[[], list[T]]:
    """The plain way: every call is made when the results are asked for."""
    return lambda: [call() for call in calls]
