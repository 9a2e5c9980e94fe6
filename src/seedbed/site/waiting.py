"""What waits for a decision: agents below validated, and what each still lacks by the gate's own measure.

The gate counts rows that were measured or sampled, of the present version, and lets nobody climb while an incident is
open. What a page calls ready must get through it, so that the same is asked here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from seedbed.metrics.counted import counted_proof, lacks_net_output
from seedbed.metrics.evidence import Evidence, Proof, find_shortfalls, is_stale, tables_by_agent
from seedbed.metrics.programme.queue import Queued
from seedbed.records import Agent, Stage, Thresholds
from seedbed.site.language import Language
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell


class Waiting(Struct, frozen=True, kw_only=True):
    """An agent of the queue with what it lacks; `lacks` is None where its unit is too small for that to be told."""

    queued: Queued
    lacks: tuple[str, ...] | None

    @property
    def is_ready(self) -> bool:
        """Whether nothing but a decision is lacking."""
        return self.lacks == ()


def waiting(site: Site, /) -> Sequence[Waiting]:
    """The agents below validated that may be told of: the ready ones, then the longest on their stage."""
    return site.once("waiting", lambda: tuple(_ready_first(site)))


def _ready_first(site: Site) -> list[Waiting]:
    history, agents = site.figures.history, site.catalogue.agents
    queued = [one for one in history.queue.agents if may_tell(site, one.agent)] if history else []
    found = [Waiting(queued=one, lacks=lacks(site, agents[one.agent])) for one in queued]
    return sorted(found, key=lambda one: (not one.is_ready, -one.queued.days, one.queued.agent))


def lacks(site: Site, agent: Agent, /) -> tuple[str, ...] | None:
    """What stands between an agent and its validation, each as it follows `it still lacks`; () when nothing does."""
    if agent.stage is not Stage.PILOT:
        return (site.language.say("a pilot with measured rows"),)
    if site.catalogue.policy is None:
        return (site.language.say("a policy to be judged by"),)
    return None if is_small(site, agent) else (*gaps(site, agent), *_incidents(site, agent))


def is_small(site: Site, agent: Agent, /) -> bool:
    """Whether the figures that decide are those of a group too small to be shown."""
    proof = _proof(site, agent)
    output = site.figures.output.by_deployment.get(proof[0].id) if proof else None
    return output is not None and output.is_small


def gaps(site: Site, agent: Agent, /) -> tuple[str, ...]:
    """What its rows lack for the bar of the policy; () when they meet it, or where there is no policy."""
    policy, language = site.catalogue.policy, site.language
    if policy is None:
        return ()
    bar, proof = policy.thresholds, _proof(site, agent)
    found = proof[1] if proof else None
    if found is None or found.last_period is None:
        return (_rows(agent, language),)
    return (*_thin(found, bar, language), *_old(found, bar, language), *_below(found, bar, language))


def _incidents(site: Site, agent: Agent) -> Iterator[str]:
    language = site.language
    incidents = sum(one.status == "open" for one in site.incidents_of.get(agent.id, ()))
    if incidents:
        yield language.plural(incidents, "the end of {count} open incident", "the end of {count} open incidents")


def _proof(site: Site, agent: Agent) -> Proof | None:
    """What the rows that the gate counts show, and the table that holds them."""
    by_agent = site.once("tables", lambda: tables_by_agent(site.catalogue))
    return counted_proof(agent, site.catalogue, today=site.today, tables=by_agent.get(agent.id, ()))


def _rows(agent: Agent, language: Language) -> str:
    if agent.version is None:
        return language.say("a measured or sampled row")
    return language.say("a measured or sampled row of version {version}", version=agent.version)


def _thin(found: Evidence, bar: Thresholds, language: Language) -> Iterator[str]:
    if found.judged < bar.judged_tasks:
        yield language.plural(
            bar.judged_tasks - found.judged,
            "{count} more judged task ({judged} of {least})",
            "{count} more judged tasks ({judged} of {least})",
            judged=found.judged,
            least=bar.judged_tasks,
        )
    if found.tasks < bar.measured_tasks:
        yield language.plural(
            bar.measured_tasks - found.tasks,
            "{count} more measured task ({tasks} of {least})",
            "{count} more measured tasks ({tasks} of {least})",
            tasks=found.tasks,
            least=bar.measured_tasks,
        )


def _old(found: Evidence, bar: Thresholds, language: Language) -> Iterator[str]:
    if is_stale(found, bar) and found.last_period and found.age_days is not None:
        yield language.plural(
            found.age_days,
            "a newer row ({month} ended {count} day ago, at most {most})",
            "a newer row ({month} ended {count} days ago, at most {most})",
            month=language.month(found.last_period),
            most=bar.evidence_days,
        )


def _below(found: Evidence, bar: Thresholds, language: Language) -> Iterator[str]:
    for one in find_shortfalls(found, bar):
        yield language.say(
            "{figure} {value}, {least} needed",
            figure=language.look_up(one.name),
            value=_share(one.value, language),
            least=_share(one.least, language),
        )
    if lacks_net_output(found, bar):
        yield language.say("a baseline, without which Net Output cannot be told")


def _share(value: Fraction, language: Language) -> str:
    """Cut to a tenth of a per cent, so that what fails never reads as if it passed."""
    return f"{language.exactly(Fraction(math.floor(value * 1000), 10))} %"
