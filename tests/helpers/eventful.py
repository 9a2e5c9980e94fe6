"""Random small histories in the words of `chronicle`, with everything in them that happens to agents."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

STAGES = ("prototype", "pilot", "validated", "validated", "production", "suspended", "retired")
UNITS = ("it", "hr", "legal")
STATUSES = ("planned", "live", "live", "paused", "ended", "gone")
NAMES = ("letters", "invoices", "post")
FIRST = date(2026, 1, 1)


@st.composite
def histories(draw: st.DrawFn) -> str:
    """Up to thirty commits; whoever is named in a line is there."""
    lines: list[str] = []
    here: set[str] = set()
    day, letter = FIRST, "a"
    for _ in range(draw(st.integers(1, 30))):
        gap = draw(st.sampled_from((0, 1, 1, 5, 20, 60)))
        day, letter = day + timedelta(gap), "a" if gap else chr(ord(letter) + 1)
        when = f"{day}{letter}"
        said = draw(_commit(here))
        lines += [f"{when} {one}" for one in said]
        if said and draw(st.integers(0, 9)) == 9:
            lines.insert(len(lines) - len(said), f"{when} import")
    return "\n".join(lines)


@st.composite
def _commit(draw: st.DrawFn, here: set[str]) -> list[str]:
    """The lines of a commit; `here` goes on to who is there after it."""
    act = draw(st.sampled_from(("change", "change", "change", "change", "change", "remove", "rename", "swap", "stray")))
    there, free = sorted(here), sorted(set(NAMES) - here)
    if act == "remove" and there:
        name = draw(st.sampled_from(there))
        here.discard(name)
        return [f"{name} removed", *draw(st.lists(_copy(name), max_size=2, unique_by=lambda line: line.split()[2]))]
    if act == "rename" and there and free:
        old, new = draw(st.sampled_from(there)), draw(st.sampled_from(free))
        here.symmetric_difference_update({old, new})
        return [f"{new} was {old}", *draw(_changes(new))]
    if act == "swap" and len(there) > 1:
        one, other = draw(st.permutations(there))[:2]
        return [f"{one} was {other}", f"{other} was {one}"]
    if act == "stray" and free:
        return [draw(_copy(draw(st.sampled_from(free))))]
    name = draw(st.sampled_from(NAMES))
    if name in here:
        return draw(_changes(name))
    here.add(name)
    return [f"{name} added by {draw(st.sampled_from(UNITS))}", *draw(_changes(name))]


@st.composite
def _changes(draw: st.DrawFn, name: str) -> list[str]:
    said = []
    if draw(st.booleans()):
        said.append(f"{name} is {draw(st.sampled_from(STAGES))}")
    if draw(st.integers(0, 5)) == 5:
        said.append(f"{name} owned by {draw(st.sampled_from(UNITS))}")
    return said + draw(st.lists(_copy(name), max_size=2, unique_by=lambda line: line.split()[2]))


def _copy(name: str) -> st.SearchStrategy[str]:
    parts = st.sampled_from(UNITS), st.sampled_from(STATUSES), st.sampled_from(("", *UNITS))
    return st.tuples(*parts).map(lambda facts: f"{name} in {facts[0]} {facts[1]}" + (facts[2] and f" from {facts[2]}"))
