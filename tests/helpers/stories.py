"""Random stories for `tests.helpers.chronicle`: agents that come, climb, are copied, change hands and go."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

AGENTS = ("letters", "post", "minutes")
UNITS = ("a", "b", "c", "d", "e")
STAGES = ("idea", "prototype", "pilot", "validated", "production", "suspended", "retired")
STATUSES = ("planned", "live", "live", "live", "paused", "ended", "gone")


def random_story(seed: int, /, *, acts: int = 40, first: date = date(2024, 11, 1)) -> str:
    """Lines of a story in order of time; some days apart, some on one day, now and then an import."""
    chance = Random(seed)
    day, alive, lines = first, set[str](), list[str]()
    for _ in range(acts):
        day += timedelta(days=chance.choice([0, 0, 1, 3, 20, 45]))
        agent = chance.choice(AGENTS)
        if agent not in alive:
            alive.add(agent)
            told = [f"added by {chance.choice(UNITS)}", f"is {chance.choice(STAGES[:4])}"]
            if chance.random() < 0.3:
                told.append(f"in {chance.choice(UNITS)} states live {day - timedelta(days=chance.randint(0, 400))}")
        elif chance.random() < 0.06:
            alive.discard(agent)
            told = ["removed"]
        else:
            told = [_act(chance)]
        lines += [f"{day} {agent} {one}" for one in told]
        if chance.random() < 0.05:
            lines.append(f"{day} import")
    return "\n".join(lines)


def _act(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.2:
        return f"is {chance.choice(STAGES)}"
    if kind < 0.25:
        return f"owned by {chance.choice(UNITS)}"
    source = chance.choice(["", "", f" from {chance.choice(UNITS)}"])
    return f"in {chance.choice(UNITS)} {chance.choice(STATUSES)}{source}"
