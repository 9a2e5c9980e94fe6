"""The catalogue page and the page of every agent."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.records import Agent
from seedbed.site.page import Page
from seedbed.site.templates import render
from seedbed.site.views import Site

INDEX = "agents/index.html"


def create(site: Site, /) -> Iterator[Page]:
    """The index and one entry for each agent that may be shown."""
    html = render("agents.html", site=site, uri=INDEX)
    yield Page(uri=INDEX, title="Agents", summary="Every agent, its stage, its proof.", html=html)
    for agent in site.shown_agents:
        yield _entry(site, agent)


def _entry(site: Site, agent: Agent) -> Page:
    uri = f"agents/{agent.id}.html"
    recipe = site.markdown(agent.recipe, uri=uri, path=agent.path)
    html = render("agent.html", site=site, agent=agent, uri=uri, recipe=recipe)
    return Page(uri=uri, title=agent.name, summary=agent.summary, html=html, source=agent.path, section=INDEX)
