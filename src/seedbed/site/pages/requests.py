"""Requests: the pains that somebody wants an agent for, by the hours they cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from seedbed.records import Agent, Request
from seedbed.site.language import ENGLISH, Language, marked
from seedbed.site.making import Later, make_entry, make_index
from seedbed.site.page import Page
from seedbed.site.people_words import people, small_group
from seedbed.site.views import Site
from seedbed.site.visibility import told_agents

INDEX = "requests/index.html"

MEANINGS = {
    "open": marked("Nobody has taken it up yet. Support it, or answer it."),
    "accepted": marked("The AI office agrees that it is worth an agent; a builder is wanted."),
    "building": marked("Somebody is building the agent."),
    "answered": marked("There is an agent for it."),
    "declined": marked("It was decided not to build an agent; the entry says why."),
}
"""Every status in the order of its life, and what it means for a reader."""

WAITING = frozenset({"open", "accepted", "building"})


def create(site: Site, /) -> Iterator[Page]:
    """The index and the page of every request."""
    takers = Takers.of(told_agents(site))
    yield _index(site, takers)
    for request in site.catalogue.requests.values():
        yield _entry(site, request, takers)


def by_hours(requests: Iterable[Request], /) -> list[Request]:
    """The costliest pain first."""
    return sorted(requests, key=lambda one: (-one.pain.hours_per_month, one.title.casefold(), one.id))


def by_status(requests: Iterable[Request], /) -> list[tuple[str, str, list[Request]]]:
    """(status, its meaning, requests by hours) for every status that occurs, in the order of its life."""
    ordered = by_hours(requests)
    groups = ((status, text, [one for one in ordered if one.status == status]) for status, text in MEANINGS.items())
    return [group for group in groups if group[2]]


def opening(requests: Iterable[Request], /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: what waits, and what it costs."""
    waiting = [one for one in requests if one.status in WAITING]
    if not waiting:
        return language.say("No request is waiting. Tell which routine work you want to be rid of.")
    return language.plural(
        len(waiting),
        "{count} request waits for an agent; the work behind costs {hours} hours a month.",
        "{count} requests wait for an agent; the work behind costs {hours} hours a month.",
        hours=sum(one.pain.hours_per_month for one in waiting),
    )


class Takers(Struct, frozen=True):
    """Agents by the request they grew from, and those open for copying by the pains they remove; `ids` are all."""

    grown: Mapping[str, list[Agent]]
    open_for: Mapping[str, list[Agent]]
    ids: frozenset[str]

    @classmethod
    def of(cls, agents: Iterable[Agent], /) -> Takers:
        """Gather the agents once for all requests."""
        listed = list(agents)
        grown, open_for = defaultdict(list), defaultdict(list)
        for agent in listed:
            if agent.from_request:
                grown[agent.from_request].append(agent)
            for tag in agent.pains if agent.is_open else ():
                open_for[tag].append(agent)
        return cls(grown, open_for, frozenset(agent.id for agent in listed))

    def answers(self, request: Request) -> list[str]:
        """The agents that answer a request or grew from it, by the request's word or their own."""
        stated = [request.answered_by] if request.answered_by in self.ids else []
        return list(dict.fromkeys(stated + [agent.id for agent in self.grown.get(request.id, ())]))

    def answered(self, requests: Iterable[Request]) -> dict[str, list[str]]:
        """The answers to each of these requests, by its id."""
        return {one.id: self.answers(one) for one in requests}

    def helpers(self, request: Request) -> list[str]:
        """The agents open for copying that remove the same pain, beside those that answer the request."""
        known = self.answers(request)
        return [agent.id for agent in self.open_for.get(request.pain.tag, ()) if agent.id not in known]


def _index(site: Site, takers: Takers) -> Page:
    requests = site.catalogue.requests.values()
    return make_index(
        "requests.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Requests"),
        summary=site.language.plural(
            len(requests),
            "{count} pain that somebody wants an agent for, by hours at stake.",
            "{count} pains that somebody wants an agent for, by hours at stake.",
        ),
        opening=opening(requests, language=site.language),
        groups=Later(by_status, requests),
        answers=Later(takers.answered, requests),
    )


def _entry(site: Site, request: Request, takers: Takers) -> Page:
    uri = f"requests/{request.id}.html"
    language = site.language
    return make_entry(
        "request.html",
        site=site,
        uri=uri,
        record=request,
        summary=language.say(
            "{unit} spends {hours} hours a month on it.",
            unit=site.name("units", request.unit),
            hours=request.pain.hours_per_month,
        ),
        meaning=language.look_up(MEANINGS.get(request.status, "")),
        people=people(request.pain.people or 0, guard=small_group(site), language=language),
        answers=takers.answers(request),
        helpers=takers.helpers(request),
        body=Later(site.markdown, request.body, uri=uri, path=request.path),
    )
