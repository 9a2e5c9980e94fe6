"""Which agents are like which: those that remove the same pains, else those of the same function."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from seedbed.site.profiles import Profile

SHOWN = 4


def find_alike(profiles: Mapping[str, Profile], /) -> dict[str, tuple[Profile, ...]]:
    """For each agent at most four others, those with most pains in common first, then the most copied of its function.

    An index by pain and one by function keep this from comparing every agent with every other.
    """
    ranked = sorted(profiles.values(), key=lambda one: (-one.live, not one.agent.is_open, one.agent.name.casefold()))
    by_pain: dict[str, list[Profile]] = defaultdict(list)
    by_function: dict[str, list[Profile]] = defaultdict(list)
    for one in ranked:
        for pain in one.agent.pains:
            by_pain[pain].append(one)
        if len(by_function[one.agent.function]) <= SHOWN:
            by_function[one.agent.function].append(one)
    return {one.agent.id: _alike(one, by_pain, by_function) for one in ranked}


def _alike(
    profile: Profile, by_pain: Mapping[str, Sequence[Profile]], by_function: Mapping[str, Sequence[Profile]]
) -> tuple[Profile, ...]:
    shared = Counter(other.agent.id for pain in profile.agent.pains for other in by_pain[pain] if other is not profile)
    known = {other.agent.id: other for pain in profile.agent.pains for other in by_pain[pain]}
    near = [known[id] for id, _ in shared.most_common(SHOWN)]
    rest = [one for one in by_function[profile.agent.function] if one is not profile and one.agent.id not in shared]
    return tuple((near + rest)[:SHOWN])
