"""What is new, from the dates that records carry themselves and from the history of merges."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.metrics.evidence import Evidence
from seedbed.metrics.periods import end_of
from seedbed.records import MeasurementTable
from seedbed.site.language import Language
from seedbed.site.milestones import milestone_of
from seedbed.site.news_history import history_news, rows_merge
from seedbed.site.news_items import NewsItem
from seedbed.site.views import Site
from seedbed.site.visibility import is_withheld, may_tell

__all__ = ["NewsItem", "news_of"]

DATE = len("2026-01-31")


def news_of(site: Site, /) -> tuple[NewsItem, ...]:
    """Everything dated up to the day of the build, newest first; made once for the page and the feeds."""
    return site.once("news", lambda: tuple(_newest_first(site)))


def _newest_first(site: Site) -> list[NewsItem]:
    items = [item for source in SOURCES for item in source(site) if item.on <= site.today.isoformat()]
    return sorted(items, key=lambda item: (item.on, item.uri, item.title), reverse=True)


def _stories(site: Site) -> Iterator[NewsItem]:
    for story in site.catalogue.stories.values():
        told_by = site.language.say("Told by {unit}.", unit=site.name("units", story.unit))
        words = f"“{story.quote.words}”" if story.quote else told_by
        uri = f"stories/{story.id}.html"
        yield NewsItem(on=story.on, kind=story.kind, title=story.title, summary=words, uri=uri, path=story.path)


def _events(site: Site) -> Iterator[NewsItem]:
    for event in site.catalogue.events.values():
        uri = f"demos/{event.id}/index.html"
        summary = event.summary or f"{site.language.word(event.kind)}, {event.place}"
        yield NewsItem(
            on=event.starts[:DATE], kind="event", title=event.name, summary=summary, uri=uri, path=event.path
        )


def _demos(site: Site) -> Iterator[NewsItem]:
    """A demo is news on the first day of its event; one whose event is not there has no date."""
    for demo in site.catalogue.demos.values():
        event = site.catalogue.events.get(demo.event)
        if event:
            won = f"{demo.title} ({', '.join(demo.awards)})" if demo.awards else demo.title
            uri = f"demos/{demo.id}.html"
            yield NewsItem(
                on=event.starts[:DATE], kind="demo", title=won, summary=demo.summary, uri=uri, path=demo.path
            )


def _incidents(site: Site) -> Iterator[NewsItem]:
    for incident in site.catalogue.incidents.values():
        if may_tell(site, incident.agent):
            title = f"{site.name('agents', incident.agent)}: {incident.title}"
            uri = f"agents/{incident.agent}.html"
            yield NewsItem(
                on=incident.on, kind="incident", title=title, summary=incident.happened, uri=uri, path=incident.path
            )


def _proofs(site: Site) -> Iterator[NewsItem]:
    """Copies that met the bar; figures of units with too few people are not shown."""
    for table in site.catalogue.measurements.values():
        output = site.figures.output.by_deployment.get(table.id)
        is_told = output is not None and not output.is_small and may_tell(site, table.agent)
        item = _proof(site, table) if is_told else None
        if item:
            yield item


def _proof(site: Site, table: MeasurementTable) -> NewsItem | None:
    proof = milestone_of(site, table)
    if proof is None:
        return None
    known = proof.evidence
    language = site.language
    unit = site.name("units", table.unit)
    return NewsItem(
        on=end_of(proof.period).isoformat(),
        kind="proof",
        title=language.say("{agent} proven in {unit}", agent=site.name("agents", table.agent), unit=unit),
        summary=_figures(language, known),
        uri=f"agents/{table.agent}.html",
        path=table.path,
        merge=rows_merge(site, table.agent, table.unit, proof.period),
    )


def _figures(language: Language, known: Evidence) -> str:
    facts = {
        "accuracy": language.percent(known.accuracy),
        "automation": language.percent(known.automation),
        "methods": ", ".join(language.word(method) for method in sorted(known.methods)),
        "tasks": language.counted(known.tasks, "task"),
    }
    if known.net_output is None:
        return language.say("Accuracy {accuracy}, automation {automation}, on {tasks} ({methods}).", **facts)
    return language.say(
        "Accuracy {accuracy}, automation {automation}, Net Output {gain}, on {tasks} ({methods}).",
        gain=language.gain(known.net_output),
        **facts,
    )


def _waivers(site: Site) -> Iterator[NewsItem]:
    """A waiver is news on its last day."""
    for waiver in site.catalogue.waivers.values():
        if not is_withheld(site, waiver.subject):
            subject = site.name("agents", waiver.subject)
            yield NewsItem(
                on=waiver.expires,
                kind="waiver",
                title=site.language.say("The waiver of {rule} for {agent} ended", rule=waiver.rule, agent=subject),
                summary=waiver.reason,
                uri="governance/index.html",
                path=waiver.path,
            )


SOURCES = (_stories, _events, _demos, _incidents, _proofs, _waivers, history_news)
"""Whatever carries a date."""
