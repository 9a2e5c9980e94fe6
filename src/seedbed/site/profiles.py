"""What the catalogue, the home page and an agent's own page say about each agent, worked out once for them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from msgspec import Struct

from seedbed.metrics.evidence import Evidence
from seedbed.metrics.output import Output
from seedbed.metrics.reasons import Reason, is_behind
from seedbed.metrics.summary import AgentSummary
from seedbed.records import Agent, Deployment, Stage, Status
from seedbed.site.views import Site
from seedbed.site.waiting import lacks

STATUSES = (Status.LIVE, Status.PAUSED, Status.PLANNED, Status.ENDED)


class Running(Struct, frozen=True, kw_only=True):
    """One unit's copy. `output` is what it measured, None where it did not or where the unit is too small to be shown;
    `is_behind` says that the blueprint has moved on since.
    """

    deployment: Deployment
    output: Output | None
    is_behind: bool


class Profile(Struct, frozen=True, kw_only=True):
    """One agent. `summary` is None where the site may tell no more than the agent's own summary.

    `proof` is the output that decides on its stage, where it may be shown; `hours` is what the copies that may be
    shown gave back in the site's month; `deploy_hours` the median effort of a copy; `missing` what a pilot lacks of the
    policy's bar.
    """

    agent: Agent
    summary: AgentSummary | None
    proof: Output | None
    running: tuple[Running, ...]
    live: int
    hours: float | None
    deploy_hours: float | None
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the site may tell more than the summary."""
        return self.summary is not None

    @property
    def evidence(self) -> Evidence | None:
        """The evidence for its present version, None where there is none to be shown."""
        found = self.summary.proof if self.summary and self.proof else None
        return found if found and found.months else None

    @property
    def against(self) -> tuple[Reason, ...]:
        """What speaks against the agent itself today, the gravest first."""
        condition = self.summary.condition if self.summary else None
        return condition.own if condition else ()


def create_profiles(site: Site, /) -> Mapping[str, Profile]:
    """Every agent that may be named, by id, in order of name; made once for all pages that ask."""
    return site.once("profiles", lambda: {agent.id: _profile(site, agent) for agent in site.shown_agents})


def _profile(site: Site, agent: Agent) -> Profile:
    summary = site.figures.summaries.get(agent.id)
    copies = site.deployments_of.get(agent.id, ())
    efforts = [copy.experience.hours_to_deploy for copy in copies if copy.experience]
    return Profile(
        agent=agent,
        summary=summary,
        proof=summary.told if summary else None,
        running=tuple(_running(site, agent)) if summary else (),
        live=sum(copy.status is Status.LIVE for copy in copies),
        hours=_hours(summary, site.figures.adoption.period) if summary else None,
        deploy_hours=median(efforts) if efforts and summary else None,
        missing=_missing(site, agent) if summary else (),
    )


def _running(site: Site, agent: Agent) -> Iterator[Running]:
    """Live ones first, the owner's before the others."""
    outputs = site.figures.output.by_deployment
    copies = site.deployments_of.get(agent.id, ())
    order = sorted(
        copies, key=lambda one: (STATUSES.index(one.status), one.unit != agent.owner.unit, site.name("units", one.unit))
    )
    for copy in order:
        output = outputs.get(copy.id)
        yield Running(
            deployment=copy,
            output=output if output and not output.is_small else None,
            is_behind=copy.status is not Status.ENDED and is_behind(agent, copy),
        )


def _hours(summary: AgentSummary, period: str | None) -> float | None:
    return next((month.hours for month in summary.hours if month.period == period), None)


def _missing(site: Site, agent: Agent) -> tuple[str, ...]:
    """What stands between a pilot and its validation; for an agent that is open the fleet's reasons say it."""
    return lacks(site, agent) or () if agent.stage is Stage.PILOT and site.catalogue.policy else ()
