"""Thresholds reached in a period: copies that met the bar of the policy, groups that entered another phase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seedbed.metrics.adoption import Adoption, Phase
from seedbed.reports.digest.parts import Item, Words, item_of
from seedbed.reports.digest.period import Happened, Period
from seedbed.site.adoption_words import phase_words
from seedbed.site.language import marked
from seedbed.site.milestones import milestone_of
from seedbed.site.views import Site
from seedbed.timeline import Kind

PHASES = list(Phase)
"""From the pilot plateau to saturation."""


def proofs_reached(period: Period, told: Sequence[Happened]) -> Iterator[Item]:
    """Deployments that first met every threshold with rows merged in these days; small units are left out."""
    merged = {(one.agent, one.event.unit) for one in told if one.event.kind is Kind.MEASUREMENT}
    for agent, unit in sorted(pair for pair in merged if pair[1]):
        item = _proof(period, agent, unit or "")
        if item:
            yield item


def _proof(period: Period, agent: str, unit: str) -> Item | None:
    site, id = period.site, f"{agent}/{unit}"
    table, output = site.catalogue.measurements.get(id), site.figures.output.by_deployment.get(id)
    if table is None or output is None or output.is_small:
        return None
    proof = milestone_of(site, table)
    if proof is None or not _came_now(period, agent, unit, proof.period):
        return None
    language = site.language
    return item_of(
        language,
        marked(
            "{agent} in {unit} met every threshold with the rows of {month}: "
            "accuracy {accuracy}, automation {automation}"
        ),
        agent=period.page("agents", agent),
        unit=site.name("units", unit),
        month=language.month(proof.period),
        accuracy=language.percent(proof.evidence.accuracy),
        automation=language.percent(proof.evidence.automation),
    )


def _came_now(period: Period, agent: str, unit: str, month_of_proof: str) -> bool:
    """Whether the row that proved it was merged in these days, and not before."""
    events = [
        event
        for event in reversed(period.site.history_of(agent))
        if event.kind is Kind.MEASUREMENT and event.unit == unit and event.new and event.new >= month_of_proof
    ]
    return bool(events) and period.holds(events[0].moment.date())


def phases_reached(site: Site, before: Site | None, /) -> Iterator[Item]:
    """Functions, and everything, that stand in a later phase of the S-curve than before the period."""
    if before is None:
        return
    now, then = site.figures.adoption, before.figures.adoption
    for function, one in now.by_function.items():
        if function in then.by_function:
            yield from _phase(site, site.function_name(function), one, then.by_function[function])
    yield from _phase(site, site.language.say("The whole organisation"), now.everything, then.everything)


def _phase(site: Site, name: str, now: Adoption, then: Adoption) -> Iterator[Item]:
    if now.is_small or now.phase is None or then.phase is None or PHASES.index(now.phase) <= PHASES.index(then.phase):
        return
    language = site.language
    yield item_of(
        language,
        marked("{group} reached the phase “{phase}”: {share} of routine work offloaded, {before} before"),
        group=Words(name, strong=True),
        phase=language.look_up(phase_words(now.phase)),
        share=language.percent(now.share),
        before=language.percent(then.share),
    )
