"""The catalogue as a list that can be searched and narrowed: facets with counts, and the columns that its script reads.

The script gets columns instead of rows, and packed ones: see `packing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from seedbed.metrics.fleet import Health
from seedbed.records import Stage, Status
from seedbed.site.language import marked
from seedbed.site.packing import pack_id, pack_places, pack_texts, parsed_script
from seedbed.site.profiles import Profile
from seedbed.site.views import Site

STAGES = (Stage.PRODUCTION, Stage.VALIDATED, Stage.PILOT, Stage.PROTOTYPE, Stage.IDEA, Stage.SUSPENDED, Stage.RETIRED)
"""From what can be copied today to what has ended."""
RISKS = ("low", "medium", "high", "prohibited")
HEALTH = {
    Health.SOUND: marked("sound"),
    Health.WATCH: marked("to look after"),
    Health.DECIDE: marked("up for a decision"),
}
"""The states of health, as the page Fleet tells them."""
PERCENT = 100


class Choice(Struct, frozen=True, kw_only=True):
    """One value of a facet: what stands in the address, what people read, how many agents have it."""

    id: str
    label: str
    count: int


class Facet(Struct, frozen=True, kw_only=True):
    """A way to narrow the list: `name` is the parameter of the address."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def default_order(profiles: Iterable[Profile], /) -> list[Profile]:
    """Most copied first; among equals the further stage, then the name."""
    return sorted(
        profiles, key=lambda one: (-one.live, STAGES.index(one.agent.stage), one.agent.name.casefold(), one.agent.id)
    )


def create_facets(site: Site, profiles: Iterable[Profile], /) -> tuple[Facet, ...]:
    """Every facet that tells agents apart here; stages and risks in their own order, the others by count."""
    agents = list(profiles)
    facets = (_facet(site, agents, name) for name in _FACETS)
    return tuple(facet for facet in facets if facet.choices)


def create_columns(profiles: Iterable[Profile], facets: Iterable[Facet], /) -> str:
    """The classic script that hands the columns over; it runs from a file too, where no browser fetches JSON."""
    agents = list(profiles)
    lists: dict[str, list[list[str]]] = {}
    columns: dict[str, Any] = {name: [value(one) for one in agents] for name, value in _VALUES.items()}
    names = [one.agent.name for one in agents]
    columns["id"] = [pack_id(one.agent.id, one.agent.name) for one in agents]
    taken, words, (columns["name"], columns["summary"]) = pack_texts(names, [one.agent.summary for one in agents])
    for facet in facets:
        place = {choice.id: number for number, choice in enumerate(facet.choices)}
        lists[facet.name] = [[choice.id, choice.label] for choice in facet.choices]
        columns[facet.name] = pack_places([place[id] for id in _FACETS[facet.name][1](one)] for one in agents)
    data = {"count": len(agents), "taken": taken, "words": words, "lists": lists, "columns": columns}
    return parsed_script("SEEDBED_CATALOGUE", data)


def _facet(site: Site, agents: list[Profile], name: str) -> Facet:
    label, values_of = _FACETS[name]
    counts = Counter(id for one in agents for id in values_of(one))
    fixed = _ORDERS.get(name)
    names = {id: _label(site, name, id) for id in counts}
    order = fixed or sorted(counts, key=lambda id: (-counts[id], names[id].casefold()))
    return Facet(
        name=name,
        label=site.language.look_up(label),
        choices=tuple(Choice(id=id, label=names[id], count=counts[id]) for id in order if id in counts),
    )


def _label(site: Site, facet: str, id: str) -> str:
    match facet:
        case "function":
            return site.function_name(id)
        case "unit" | "runs":
            return site.name("units", id)
        case "health":
            return site.language.look_up(HEALTH[Health(id)])
        case "item":
            return site.name("platform", id)
        case "pain":
            return id.replace("-", " ")
        case _:
            return site.language.word(id)


def _whole(profile: Profile, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values)) if profile.is_whole else ()


def _runs(profile: Profile) -> Iterable[str]:
    return (one.deployment.unit for one in profile.running if one.deployment.status is Status.LIVE)


def _health(profile: Profile) -> tuple[str, ...]:
    condition = profile.summary.condition if profile.summary else None
    return (str(condition.health),) if condition else ()


_ORDERS: Mapping[str, Sequence[str]] = {
    "stage": [str(stage) for stage in STAGES],
    "risk": RISKS,
    "health": [str(health) for health in HEALTH],
}
"""Facets whose choices have an order of their own."""

_FACETS: Mapping[str, tuple[str, Callable[[Profile], tuple[str, ...]]]] = {
    "function": (marked("Function"), lambda one: (one.agent.function,)),
    "pain": (marked("Pain it removes"), lambda one: one.agent.pains),
    "stage": (marked("Stage"), lambda one: (str(one.agent.stage),)),
    "risk": (marked("Risk"), lambda one: (str(one.agent.risk),)),
    "origin": (marked("Origin"), lambda one: (one.agent.origin,) if one.agent.origin else ()),
    "item": (marked("Platform item"), lambda one: _whole(one, (use.item for use in one.agent.uses))),
    "runs": (marked("Runs in"), lambda one: _whole(one, _runs(one))),
    "unit": (marked("Owner"), lambda one: (one.agent.owner.unit,)),
    "health": (marked("Health"), _health),
}


def _percent(share: Fraction | None) -> int | None:
    return None if share is None else round(share * PERCENT)


_VALUES: Mapping[str, Callable[[Profile], Any]] = {
    "live": lambda one: one.live,
    "accuracy": lambda one: _percent(one.evidence.accuracy) if one.evidence else None,
    "automation": lambda one: _percent(one.evidence.automation) if one.evidence else None,
    "gain": lambda one: _percent(one.proof.quoted) if one.proof else None,
    "proof": lambda one: (one.evidence.last_period if one.evidence else None) or "",
    "hours": lambda one: None if one.hours is None else round(one.hours),
    "effort": lambda one: one.deploy_hours,
}
