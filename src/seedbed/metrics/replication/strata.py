"""Replication Velocity by kind of agent, and by the quarter of its validation.

- `function` and `origin` are those of today's record; of a removed agent the function of the unit that owned it stands
  in. `risk` and `quarter` are those of the day on which the spell began.
- `strategy` is that of the first copy, and those still waiting have none yet. A curve over the copied alone would
  forget them; so every spell counts for every strategy, copies by other strategies compete, and there is no median.
- Strata of fewer agents than the small-group guard of the policy are withheld, and where that is one alone the next
  smallest too, since the whole includes them. Early and
  unknown agents are counted in the whole only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from seedbed.metrics.lives import day_of
from seedbed.metrics.measured import small_group
from seedbed.metrics.replication.spells import Spell
from seedbed.metrics.replication.velocity import COPIED, Velocity, cause_of, velocity_of
from seedbed.metrics.withholding import with_complement
from seedbed.records import Catalogue

NOT_STATED = "(not stated)"
"""The stratum of those of which no record says where they belong; no id can be written so."""

OTHER = 3
"""A cause: copied, but by another strategy than the one in question."""

Strata = Mapping[str, Velocity]


class Cuts(Struct, frozen=True, kw_only=True):
    """The strata by value. `withheld` names by dimension those not shown: too small, or telling one that is."""

    function: Strata
    risk: Strata
    origin: Strata
    strategy: Strata
    quarter: Strata
    withheld: Mapping[str, tuple[str, ...]]


def cuts_of(catalogue: Catalogue, spells: Sequence[Spell], /, *, at: int) -> Cuts:
    """Every cut, at a moment."""
    begun = [one for one in spells if one.start <= at]
    groups = {
        "function": _grouped(begun, lambda spell: _function(catalogue, spell)),
        "risk": _grouped(begun, lambda spell: spell.risk),
        "origin": _grouped(begun, lambda spell: _origin(catalogue, spell)),
        "strategy": _grouped([one for one in begun if _is_copied(one, at)], lambda spell: _strategy(catalogue, spell)),
        "quarter": _grouped(begun, quarter_of),
    }
    least = small_group(catalogue)
    shown = {name: _shown(one, least) for name, one in groups.items()}

    def strata(name: str) -> Strata:
        """One cut, as far as it is shown."""
        return {key: velocity_of(groups[name][key], at=at) for key in shown[name]}

    return Cuts(
        function=strata("function"),
        risk=strata("risk"),
        origin=strata("origin"),
        strategy={key: _by_strategy(catalogue, begun, key, at=at) for key in shown["strategy"]},
        quarter=strata("quarter"),
        withheld={name: tuple(key for key in one if key not in shown[name]) for name, one in groups.items()},
    )


def _shown(groups: Mapping[str, Sequence[Spell]], least: int) -> list[str]:
    """The strata that may stand beside the whole: with one alone missing, the others would tell it."""
    sizes = {key: _agents(some) for key, some in groups.items()}
    small = [key for key in sizes if sizes[key] < least]
    withheld = with_complement(sizes, small)
    return [key for key in groups if key not in withheld]


def quarter_of(spell: Spell, /) -> str:
    """The quarter of the year in which it began: `2026-Q1`."""
    day = day_of(spell.start)
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _grouped(spells: Sequence[Spell], key: Callable[[Spell], str | None]) -> dict[str, list[Spell]]:
    groups: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        groups[key(spell) or NOT_STATED].append(spell)
    return {key: groups[key] for key in sorted(groups)}


def _agents(spells: Sequence[Spell]) -> int:
    return len({spell.agent for spell in spells})


def _function(catalogue: Catalogue, spell: Spell) -> str | None:
    agent, unit = catalogue.agents.get(spell.agent), catalogue.units.get(spell.owner or "")
    return agent.function if agent else unit.function if unit else None


def _origin(catalogue: Catalogue, spell: Spell) -> str | None:
    agent = catalogue.agents.get(spell.agent)
    return agent.origin if agent else None


def _strategy(catalogue: Catalogue, spell: Spell) -> str | None:
    copy = catalogue.deployments.get(f"{spell.agent}/{spell.unit}")
    return copy.strategy if copy else None


def _is_copied(spell: Spell, at: int) -> bool:
    return cause_of(spell) == COPIED and spell.end is not None and spell.end <= at


def _by_strategy(catalogue: Catalogue, spells: Sequence[Spell], strategy: str, *, at: int) -> Velocity:
    def cause(spell: Spell) -> int:
        """What ended a spell, copies by other strategies told apart."""
        ended = cause_of(spell)
        is_other = ended == COPIED and (_strategy(catalogue, spell) or NOT_STATED) != strategy
        return OTHER if is_other else ended

    return velocity_of(spells, at=at, causes=cause)
