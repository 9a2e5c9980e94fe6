"""How and when an act reaches the main branch: merged, squashed, rebased or pushed, by whom, and at which minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from random import Random

from msgspec import Struct

from seedbed.example.acts import Act
from seedbed.example.options import SATURDAY, Month
from seedbed.example.world import World

HOUR, DAY = 3600, 86_400
OPENS, CLOSES = 7, 21
"""Hours of the day, in UTC, in which somebody of the AI office is at work."""


class Form(StrEnum):
    """How a pull request lands."""

    MERGE = "merge"
    SQUASH = "squash"
    REBASE = "rebase"
    DIRECT = "direct"


FORMS = {Form.MERGE: 0.30, Form.SQUASH: 0.50, Form.REBASE: 0.20}
REBASE_SPLITS = 0.7
"""Share of rebased pull requests of several files that land as two commits."""


class Landing(Struct, frozen=True, kw_only=True):
    """An act on its way: `number` is that of its pull request, `written` and `at` are seconds of the epoch.

    `parts` is the number of commits that it leaves on the main branch; `undoes` is the number of what it reverts.
    """

    act: Act
    form: Form
    number: int | None
    merger: str
    written: int
    at: int
    parts: int = 1
    undoes: int | None = None


class Forge:
    """Gives acts their place in time, a form and a number, month by month."""

    def __init__(self, world: World, /) -> None:
        """Serve the people of a world; the choices come from a generator of their own."""
        self._world = world
        self._rng = Random(f"forge {world.options.seed}")
        self._last = 0
        self._highest = 0
        self._open: list[int] = []
        self._numbers: dict[int, int] = {}

    def land(self, month: Month, acts: Iterable[Act], /) -> Iterator[Landing]:
        """The month's landings in order of time; acts on the same subject keep their order."""
        self._numbers.clear()  # by identity, which is only unique while this month's acts live
        for moment, act in scheduled(acts, self._rng):
            yield self._landing(act, self._moment(month, moment))

    def _landing(self, act: Act, at: int) -> Landing:
        rng = self._rng
        form = Form.DIRECT if act.direct else rng.choices(list(FORMS), list(FORMS.values()))[0]
        split = form is Form.REBASE and splits(act) and rng.random() < REBASE_SPLITS
        parts = 2 if split else 1
        self._last = at + parts - 1
        number = self._number() if form in {Form.MERGE, Form.SQUASH} else None
        if number:
            self._numbers[id(act)] = number
        merger = act.author if act.direct else self._merger(at)
        written = at if act.direct else self._written(act.author, at)
        undoes = self._numbers.get(id(act.undoes)) if act.undoes else None
        return Landing(
            act=act, form=form, number=number, merger=merger, written=written, at=at, parts=parts, undoes=undoes
        )

    def _moment(self, month: Month, moment: float) -> int:
        """The second of the epoch at a moment of the month, within working hours and after everything before it."""
        days = month.working_days
        place = min(moment, 0.99999) * len(days)
        day = datetime.combine(days[int(place)], datetime.min.time(), UTC)
        hours = OPENS + (place % 1) * (CLOSES - OPENS)
        return max(int(day.timestamp() + hours * HOUR), self._last + self._rng.randint(6, 45))

    def _merger(self, at: int) -> str:
        """Somebody of the AI office at whose desk it is day."""
        awake = [person for person in self._world.office if 8 <= self._hour(person, at) < 19]
        return self._rng.choice(awake or self._world.office)

    def _written(self, author: str, at: int) -> int:
        """When the author wrote the last commit: some hours before, at a working hour of theirs."""
        zone = self._world.zones.get(author, 0) * 60
        lag = min(20 * DAY, int(self._rng.lognormvariate(2.3, 1.0) * HOUR))
        local = at - max(lag, 300) + zone
        return min(at - 120, working_hour(local, self._rng) - zone)

    def _hour(self, person: str, at: int) -> float:
        return (at + self._world.zones[person] * 60) % DAY / HOUR

    def _number(self) -> int:
        """The number of one of the few pull requests that are open; numbers also go to issues."""
        while len(self._open) < 5:
            self._highest += self._rng.choice((1, 1, 1, 2, 3))
            self._open.append(self._highest)
        return self._open.pop(self._rng.choice((0, 0, 0, 1, 2, 3, 4)))


def splits(act: Act, /) -> bool:
    """Whether an act may land as two commits."""
    return len(act.changes) > 1 and not act.whole and not act.batch


def scheduled(acts: Iterable[Act], rng: Random, /) -> list[tuple[float, Act]]:
    """Acts with their moments, from 0 to 1, in order; no act comes before an earlier one on the same subject."""
    last: dict[str, float] = {}
    moments: list[tuple[float, int, Act]] = []
    for place, act in enumerate(acts):
        wished = rng.uniform(*act.window)
        moment = max((last.get(subject, 0.0) for subject in act.subjects), default=0.0)
        moment = max(wished, moment)
        last.update(dict.fromkeys(act.subjects, moment))
        moments.append((moment, place, act))
    return [(moment, act) for moment, _, act in sorted(moments, key=lambda each: each[:2])]


def working_hour(local: int, rng: Random, /) -> int:
    """The latest working second up to about `local` (seconds of the epoch as a clock on the wall shows them)."""
    day, second = divmod(local, DAY)
    if second < 8 * HOUR:
        day, second = day - 1, 18 * HOUR - rng.randint(0, 2 * HOUR)
    second = min(second, 19 * HOUR - rng.randint(0, HOUR))
    weekday = (date(1970, 1, 1) + timedelta(day)).weekday()
    return (day - max(0, weekday - SATURDAY + 1)) * DAY + second
