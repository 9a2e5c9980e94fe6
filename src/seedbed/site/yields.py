"""What a playbook leaves behind: each kind of record, where such records can be seen, and how to begin one."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from seedbed.site.gatherings import accepts_demos, coming_up
from seedbed.site.language import marked
from seedbed.site.proposals import draft_url, edit_url, forge_of
from seedbed.site.views import Site

PLACES: Mapping[str, str] = {
    "agent": "agents/index.html",
    "deployment": "fleet/index.html",
    "measurement": "value/index.html",
    "incident": "governance/index.html#incidents",
    "demo": "demos/index.html",
    "event": "demos/index.html",
    "request": "requests/index.html",
    "program": "programs/index.html",
    "story": "stories/index.html",
    "unit": "units/index.html",
    "person": "people/index.html",
    "platform-item": "platform/index.html",
    "policy": "governance/index.html#policy",
    "waiver": "governance/index.html#waivers",
}
"""Where the records of a kind can be seen."""

MEANINGS: Mapping[str, str] = {
    "agent": marked("what an agent does, for whom, under which rules"),
    "deployment": marked("one unit's copy of an agent"),
    "measurement": marked("the counts of a month"),
    "incident": marked("what went wrong and how it was mended"),
    "demo": marked("something built that runs, with its diagram"),
    "event": marked("a day at which people show and see"),
    "request": marked("a pain that somebody wants to be rid of"),
    "program": marked("time, money or access set aside"),
    "story": marked("a highlight, a win or a lesson, in people's own words"),
    "unit": marked("a unit with its pains and its appetite"),
    "person": marked("somebody whom others can ask"),
    "platform-item": marked("something that people may use"),
    "policy": marked("the bar, the risk floors, who must agree"),
    "waiver": marked("an exception with an end"),
}
"""What a record of each kind holds."""

ON_AGENT_PAGE = frozenset({"deployment", "measurement", "incident"})
"""Records that belong to an agent: they begin on its page, which knows what to fill in."""


class Yield(Struct, frozen=True, kw_only=True):
    """A kind of record: the place that shows it, the forge's editor with one begun (None where there is none), and the
    command that does the same. What `begins_at_agent` has neither: each agent's page has the button.
    """

    kind: str
    meaning: str
    place: str
    editor: str | None
    command: str | None
    begins_at_agent: bool = False


def yields_of(site: Site, /) -> dict[str, Yield]:
    """Every kind that a playbook can name."""
    return {kind: _yield(site, kind, place) for kind, place in PLACES.items()}


def _yield(site: Site, kind: str, place: str) -> Yield:
    meaning = site.language.say(MEANINGS[kind])
    if kind in ON_AGENT_PAGE:
        return Yield(kind=kind, meaning=meaning, place=place, editor=None, command=None, begins_at_agent=True)
    if kind == "policy":
        editor = edit_url(forge_of(site), "catalog/policy.yml")
        return Yield(kind=kind, meaning=meaning, place=place, editor=editor, command=None)
    folder = _folder(site, kind)
    name = f"{folder}your-{kind}"
    editor = draft_url(site, kind, name) if folder != "event/" else None
    return Yield(kind=kind, meaning=meaning, place=place, editor=editor, command=f"seedbed new {kind} {_shape(name)}")


def _folder(site: Site, kind: str) -> str:
    """What stands before the name: the next event that takes demos, the day of a story."""
    if kind == "story":
        return f"{site.today.isoformat()}-"
    if kind != "demo":
        return ""
    coming = coming_up(site.catalogue.events.values(), today=site.today)
    return next((f"{one.id}/" for one in coming if accepts_demos(one, today=site.today)), "event/")


def _shape(name: str) -> str:
    """The name with what is to be filled in as capitals."""
    head, slash, last = name.rpartition("/")
    return f"{head.upper() if head == 'event' else head}{slash}{last.upper()}"
