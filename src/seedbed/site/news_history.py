"""News that only the history of merges knows: promotions, first copies, ends, phases reached.

Told are agents that may be told in full, in the life that they lead now; what an import brought happened some other day
and is no news.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.metrics.growth.standing import Standing
from seedbed.metrics.history import HistoryFigures
from seedbed.metrics.lives import Life, Step, day_of
from seedbed.metrics.periods import end_of, months_before
from seedbed.metrics.replication import AgentVelocity
from seedbed.records import LADDER, Agent, Stage
from seedbed.site.adoption_words import phase_words
from seedbed.site.history import origin_of
from seedbed.site.news_items import Merge, NewsItem
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell
from seedbed.timeline import Event, Kind

ENDS = frozenset({Stage.SUSPENDED.value, Stage.RETIRED.value})
RANKS = {stage.value: place for place, stage in enumerate(LADDER)}
PROVEN = (Stage.VALIDATED.value, Stage.PRODUCTION.value)


def history_news(site: Site, /) -> Iterator[NewsItem]:
    """Everything of the history; nothing where none was read."""
    history = site.figures.history
    if history is None:
        return
    for life in history.lives:
        if life.removed is None and may_tell(site, life.agent):
            yield from _stages(site, life)
    yield from _first_copies(site, history)
    for standing in (history.standing.everything, *history.standing.by_function.values()):
        yield from _phase(site, standing)


def _stages(site: Site, life: Life) -> Iterator[NewsItem]:
    """Promotions to a proven stage, and ends."""
    agent = site.catalogue.agents[life.agent]
    for before, step in zip((None, *life.stages), life.stages, strict=False):
        old = before.value if before else None
        if step.imported:
            continue
        if step.value in PROVEN and RANKS.get(old or "", -1) < RANKS[step.value]:
            yield _promotion(site, agent, old or "new", step)
        elif step.value in ENDS:
            yield _end(site, agent, step)


def _promotion(site: Site, agent: Agent, old: str, step: Step) -> NewsItem:
    language = site.language
    names = {"agent": agent.name, "old": language.word(old), "new": language.word(step.value or "")}
    unit = site.name("units", agent.owner.unit)
    return NewsItem(
        on=day_of(step.at).isoformat(),
        kind="promotion",
        title=language.say("{agent}: {old} to {new}", **names),
        summary=language.say("{unit} owns it; other units may copy it.", unit=unit) if agent.is_open else "",
        uri=f"agents/{agent.id}.html",
        path=agent.path,
        merge=merge_of(site, step),
    )


def _end(site: Site, agent: Agent, step: Step) -> NewsItem:
    stage = site.language.word(step.value or "")
    is_now = agent.ended is not None and agent.stage.value == step.value
    return NewsItem(
        on=day_of(step.at).isoformat(),
        kind="ended",
        title=site.language.say("{agent} was {stage}", agent=agent.name, stage=stage),
        summary=agent.ended.reason if agent.ended and is_now else "",
        uri=f"agents/{agent.id}.html",
        path=agent.path,
        merge=merge_of(site, step),
    )


def _first_copies(site: Site, history: HistoryFigures) -> Iterator[NewsItem]:
    here = {life.agent for life in history.lives if life.removed is None}
    for one in history.replication.reproduction.plantings:
        facts = history.replication.agents.get(one.agent)
        if facts is None or facts.declared or one.step.imported or one.agent not in here:
            continue
        if (one.unit, one.at) == (facts.unit, facts.first_replication_at) and may_tell(site, one.agent):
            names = {"unit": site.name("units", one.unit), "agent": site.name("agents", one.agent)}
            yield NewsItem(
                on=day_of(one.at).isoformat(),
                kind="first-copy",
                title=site.language.say("{unit} is the first unit to copy {agent}", **names),
                summary=_from(site, one.source or "", facts),
                uri=f"agents/{one.agent}.html",
                path=f"catalog/agents/{one.agent}/deployments/{one.unit}.yml",
                merge=merge_of(site, one.step),
            )


def _from(site: Site, source: str, facts: AgentVelocity) -> str:
    language, unit = site.language, site.name("units", source)
    if facts.lag_days is not None:
        return language.plural(
            facts.lag_days,
            "Copied from {unit}, {count} day after its validation.",
            "Copied from {unit}, {count} days after its validation.",
            unit=unit,
        )
    if facts.early:
        return language.say("Copied from {unit}, before it was validated.", unit=unit)
    return language.say("Copied from {unit}.", unit=unit)


def _phase(site: Site, standing: Standing) -> Iterator[NewsItem]:
    """A group that rose to a phase, where the month is known and the group may be shown; a fall is none."""
    phase, since, function = standing.phase, standing.since, standing.function
    if phase is None or since is None or standing.is_at_least or standing.is_small:
        return
    adoption, language = site.figures.adoption, site.language
    group = adoption.by_function[function] if function else adoption.everything
    shares = {month.period: month.share for month in group.months}
    share, before = shares.get(since), shares.get(months_before(since, 1))
    if share is None or before is None or before >= share:
        return
    name = site.function_name(function) if function else language.say("The whole organisation")
    yield NewsItem(
        on=end_of(since).isoformat(),
        kind="phase",
        title=language.say(
            "{group} reached the phase “{phase}”", group=name, phase=phase_words(phase, language=language)
        ),
        summary=language.say("{share} of its routine work was offloaded in that month.", share=language.percent(share)),
        uri=f"functions/{function}.html" if function else "diffusion/index.html",
        path=f"catalog/organization.yml#{function or ''}-{phase}-{since}",
    )


def rows_merge(site: Site, agent: str, unit: str, period: str, /) -> Merge | None:
    """The merge that brought the row of a month; None where no history was read, or an import brought it."""
    imports = site.timeline.imports if site.timeline else frozenset()
    for event in site.histories.get(agent, ()):
        if event.kind is Kind.MEASUREMENT and event.unit == unit and event.new and event.new >= period:
            return None if event.commit in imports else merge_of(site, event)
    return None


def merge_of(site: Site, step: Step | Event, /) -> Merge:
    """Who brought something, and by which merge."""
    label, url = origin_of(site, step)
    return Merge(commit=step.commit, who=_who(site, step), label=label, url=url)


def _who(site: Site, step: Step | Event) -> str:
    author, merger = (site.name("people", one) if one else "" for one in (step.author, step.merged_by))
    if author and merger and merger != author:
        return site.language.say("By {author}, merged by {merger}", author=author, merger=merger)
    return site.language.say("By {author}", author=author or merger) if author or merger else ""
