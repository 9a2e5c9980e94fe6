"""The page of one agent: its blueprint, from the sentence that says what it does to the units that run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeAlias

from markupsafe import Markup

from seedbed.metrics.output import MonthOutput
from seedbed.policy import risk_floor
from seedbed.records import Agent, Demo, Measurement, Request, Risk
from seedbed.site.agent_acts import Drafts, agent_acts
from seedbed.site.claims import accuracy_trend, copies_reached
from seedbed.site.history import history_entries, life_of
from seedbed.site.likeness import find_alike
from seedbed.site.page import Page
from seedbed.site.policy_words import approvers_of
from seedbed.site.profiles import Profile
from seedbed.site.templates import render
from seedbed.site.views import Site

INDEX = "agents/index.html"
NEWEST = 8
"""Entries of the history that are open; the earlier ones unfold."""
MONTHS = 12
"""Months of measurement on the page; the rest is in the data behind it."""

Section: TypeAlias = Callable[[Agent], Markup]
TOUCH = attrgetter("risk", "autonomy", "uses", "data", "affects", "regulation")
"""The facts from which a page tells what an agent may touch; the floor of its risk rests on the same."""
PEOPLE = attrgetter(
    *("owner", "incident_contact", "review_by", "ended", "origin", "vendor"),
    *("from_demo", "from_request", "formerly", "code"),
)
"""The facts from which it tells who answers for an agent."""


def create_entries(site: Site, profiles: Mapping[str, Profile], /) -> Iterator[Page]:
    """One entry for each agent that may be shown."""
    alike = find_alike(profiles)
    drafts = Drafts.of(site)
    # An agent stands on the pages of several others: its card is drawn once.
    card = cache(lambda agent: Markup(render("agent_card.html", site=site, profile=profiles[agent])))  # noqa: S704 - ours
    sections = {
        "touch": _drawn_once(TOUCH, partial(_touch, site)),
        "people": _drawn_once(PEOPLE, partial(_people, site)),
    }
    for profile in profiles.values():
        agent = profile.agent
        uri = f"agents/{agent.id}.html"
        names = [other.agent.id for other in alike[agent.id]]
        body = partial(_body, site, profile, uri=uri, alike=partial(map, card, names), sections=sections, drafts=drafts)
        source = agent.path if profile.is_whole else None
        yield Page(uri=uri, title=agent.name, summary=agent.summary, body=body, source=source, section=INDEX)


def _drawn_once(key: Callable[[Agent], Any], draw: Callable[[Agent], str]) -> Section:
    """A section that depends on the facts of its `key` alone: drawn once for all agents that are alike in them."""
    drawn: dict[Any, Markup] = {}

    def section(agent: Agent) -> Markup:
        """The section of an agent, as it was drawn for the first one like it."""
        facts = key(agent)
        if facts not in drawn:
            drawn[facts] = Markup(draw(agent))  # noqa: S704 - made by our own templates
        return drawn[facts]

    return section


def _touch(site: Site, agent: Agent) -> str:
    return render("agent_touch.html", site=site, uri=INDEX, agent=agent, floor=_floor(site, agent))


def _people(site: Site, agent: Agent) -> str:
    origin = {"demo": _demo(site, agent), "request": _request(site, agent)}
    return render("agent_people.html", site=site, uri=INDEX, agent=agent, **origin)


def _body(
    site: Site,
    profile: Profile,
    /,
    *,
    uri: str,
    alike: Callable[[], Iterable[Markup]],
    sections: Mapping[str, Section],
    drafts: Drafts,
) -> str:
    """The HTML of one agent's page, whole or by its summary alone; `alike` makes the cards of similar agents."""
    return render(
        "agent.html" if profile.is_whole else "agent_summary.html",
        site=site,
        agent=profile.agent,
        profile=profile,
        period=site.figures.adoption.period,
        uri=uri,
        alike=list(alike()),
        **(_whole(site, profile, uri, sections) | agent_acts(site, profile, drafts) if profile.is_whole else {}),
    )


def _whole(site: Site, profile: Profile, uri: str, sections: Mapping[str, Section]) -> dict[str, Any]:
    """What the page of an agent that may be told in full shows beside its record."""
    agent = profile.agent
    months = _months(site, profile)
    return {
        "recipe": site.markdown(agent.recipe, uri=uri, path=agent.path),
        **{name: section(agent) for name, section in sections.items()},
        "approvals": approvers_of(site.catalogue.policy, language=site.language)[agent.risk],
        "months": months,
        "reached": copies_reached(site, profile),
        "trend": accuracy_trend(site, [row for _, row in reversed(months)]),
        "incidents": sorted(site.incidents_of.get(agent.id, ()), key=lambda one: one.on, reverse=True),
        "history": history_entries(site, agent.id),
        "life": life_of(site, agent.id),
        "newest": NEWEST,
    }


def _floor(site: Site, agent: Agent) -> tuple[Risk, str] | None:
    """The least risk class by policy, and the policy's reason."""
    if site.catalogue.policy is None:
        return None
    risk, why = risk_floor(agent, site.catalogue.policy)
    return risk, site.language.retell(why) or ""


def _months(site: Site, profile: Profile) -> Sequence[tuple[MonthOutput, Measurement]]:
    """The newest months of the table that proves the agent, newest first, each with its row."""
    if not profile.proof:
        return ()
    rows = {row.period: row for row in site.catalogue.measurements[profile.proof.id].standing}
    return [(month, rows[month.period]) for month in reversed(profile.proof.months[-MONTHS:])]


def _demo(site: Site, agent: Agent) -> Demo | None:
    return site.catalogue.demos.get(agent.from_demo) if agent.from_demo else None


def _request(site: Site, agent: Agent) -> Request | None:
    return site.catalogue.requests.get(agent.from_request) if agent.from_request else None
