"""What pages look at: the catalogue with its cross-references resolved once, so that no page searches twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

from seedbed.metrics import Figures, figures_of
from seedbed.metrics.history import copying_pairs
from seedbed.metrics.seeding import Seeding, seeding_of
from seedbed.metrics.seeding.centrality import centrality_of
from seedbed.metrics.told import only_told, told_history
from seedbed.problems import Problem
from seedbed.records import Agent, Brand, Catalogue, Deployment, Incident, Record
from seedbed.site.audited import Audited
from seedbed.site.brand import logo_uri
from seedbed.site.diagrams import draw_flowchart
from seedbed.site.language import Language, language_of, marked
from seedbed.site.markdown import Rendered, page_resolver, render_markdown
from seedbed.timeline import Event, Timeline

R = TypeVar("R", bound=Record)
T = TypeVar("T")

URIS: Mapping[str, str] = {
    "agents": "agents/{0}.html",
    "units": "units/{0}.html",
    "people": "people/{0}.html",
    "platform": "platform/{0}.html",
    "requests": "requests/{0}.html",
    "stories": "stories/{0}.html",
    "playbooks": "playbooks/{0}.html",
    "events": "demos/{0}/index.html",
    "demos": "demos/{0}.html",
}
"""The address of the page of a record, by the attribute of the catalogue that holds it."""

INDEXES = (
    "index.html",
    "agents/index.html",
    "units/index.html",
    "functions/index.html",
    "demos/index.html",
    "requests/index.html",
    "playbooks/index.html",
    "platform/index.html",
    "people/index.html",
    "stories/index.html",
    "programs/index.html",
    "diffusion/index.html",
    "value/index.html",
    "fleet/index.html",
    "governance/index.html",
    "governance/rules.html",
    "news/index.html",
    "definitions.html",
)
"""The pages that every portal has; bodies link to them with `.md` for `.html`."""

MARK = "assets/seedbed/mark.svg"
"""The sign of the theme."""

NOT_SHOWN = marked("an agent that is not shown here")
"""What stands for the name of an agent of visibility `none`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything a portal is made from.

    The good records, the problems let pass, the day of the build, the commit (None outside Git), and the address at
    which the site will stand (with a slash at its end; empty when nobody said). `timeline` is the history without the
    agents that the records keep from a site; None where no history was read. `audit` is what an audit of it found, if
    one was handed over. `figures` add up the agents whose details may be told. `shown_agents` are those that a built
    site may name, by name: without those of visibility `none`. `remembered` keeps what several pages and exports ask
    for and what is dear to make.
    """

    catalogue: Catalogue
    problems: Sequence[Problem]
    today: date
    commit: str | None
    url: str = ""
    timeline: Timeline | None = None
    audit: Audited | None = None
    figures: Figures = field(init=False)
    shown_agents: Sequence[Agent] = field(init=False)
    deployments_of: Mapping[str, Sequence[Deployment]] = field(init=False)
    deployments_in: Mapping[str, Sequence[Deployment]] = field(init=False)
    incidents_of: Mapping[str, Sequence[Incident]] = field(init=False)
    owned_by: Mapping[str, Sequence[Agent]] = field(init=False)
    pages_of_files: Mapping[str, str] = field(init=False)
    histories: Mapping[str, Sequence[Event]] = field(init=False)
    seedings: dict[int, Seeding] = field(init=False, default_factory=dict, repr=False, compare=False)
    remembered: dict[str, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Resolve the cross-references."""
        catalogue = self.catalogue
        shown = [agent for agent in catalogue.agents.values() if agent.visibility != "none"]
        shown.sort(key=lambda agent: agent.name.casefold())
        told = told_history(self.timeline, catalogue)
        derived = {
            "shown_agents": tuple(shown),
            "timeline": told.timeline,
            "histories": told.by_agent,
            "figures": figures_of(only_told(catalogue), self.today, told.timeline),
            "deployments_of": _group(catalogue.deployments.values(), lambda one: one.agent),
            "deployments_in": _group(catalogue.deployments.values(), lambda one: one.unit),
            "incidents_of": _group(catalogue.incidents.values(), lambda one: one.agent),
            "owned_by": _group(shown, lambda one: one.owner.unit),
            "pages_of_files": self._pages_of_files(),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def with_problems(self, problems: Sequence[Problem], /) -> Site:
        """The same site with these problems let pass; nothing else is made anew."""
        site = copy(self)
        object.__setattr__(site, "problems", problems)
        return site

    def seeding(self, *, most: int = 10) -> Seeding:
        """Where to seed next, `most` suggestions each. It takes a second where agents and units are thousands, once."""
        if most not in self.seedings:
            told = only_told(self.catalogue)
            pairs = copying_pairs(self.figures.network, self.figures.history)
            self.seedings[most] = seeding_of(told, centrality_of(told, pairs), most=most)
        return self.seedings[most]

    def once(self, name: str, make: Callable[[], T], /) -> T:
        """What `make` gives, made at the first question and kept under its name for every page and export."""
        if name not in self.remembered:
            self.remembered[name] = make()
        made: T = self.remembered[name]
        return made

    @property
    def language(self) -> Language:
        """The language of every text that is not from a record."""
        return language_of(self.catalogue.organization.language if self.catalogue.organization else "en")

    @property
    def brand(self) -> Brand | None:
        """How the portal looks like the organisation's own, where it does."""
        return self.catalogue.organization.brand if self.catalogue.organization else None

    @property
    def mark(self) -> str:
        """The address of the sign at the head of every page: the logo, or the mark of the theme."""
        return logo_uri(self.brand) or MARK

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return self.catalogue.organization.currency if self.catalogue.organization else ""

    def uri(self, shelf: str, record_id: str, /) -> str | None:
        """The address of a record's page, or None when the site has no such page."""
        record = getattr(self.catalogue, shelf).get(record_id)
        if record is None or (shelf == "agents" and record.visibility == "none"):
            return None
        return URIS[shelf].format(record_id)

    def name(self, shelf: str, record_id: str, /) -> str:
        """What people call a record; its id when it is not there, `NOT_SHOWN` for an agent that may not be named."""
        record = getattr(self.catalogue, shelf).get(record_id)
        if shelf == "agents" and record is not None and record.visibility == "none":
            return self.language.say(NOT_SHOWN)
        return str(getattr(record, "name", None) or getattr(record, "title", None) or record_id)

    def function_name(self, function: str, /) -> str:
        """The name of a business function."""
        functions = self.catalogue.organization.functions if self.catalogue.organization else ()
        return next((one.name for one in functions if one.id == function), function)

    def page_of_file(self, path: str, /) -> str | None:
        """The page made from a source file, or the page at the same address with `.md` for `.html`."""
        return self.pages_of_files.get(path)

    def history_of(self, agent_id: str, /) -> Sequence[Event]:
        """What happened to an agent under all its ids, newest first; nothing of one whose details may not be told."""
        return self.histories.get(agent_id, ())[::-1]

    def markdown(self, text: str, /, *, uri: str, path: str) -> Rendered:
        """The safe HTML of a body from the file `path`, for the page `uri`."""
        resolve = page_resolver(uri, source=path, uris=self.page_of_file)
        return render_markdown(text, resolve=resolve, diagram=partial(draw_flowchart, language=self.language))

    def _pages_of_files(self) -> dict[str, str]:
        found = {uri.removesuffix("html") + "md": uri for uri in INDEXES}
        for shelf in URIS:
            for record in getattr(self.catalogue, shelf).values():
                uri = self.uri(shelf, record.id)
                if uri:
                    found[record.path] = found[uri.removesuffix("html") + "md"] = uri
        return found


def _group(records: Iterable[R], key: object) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = defaultdict(list)
    for record in records:
        grouped[key(record)].append(record)  # type: ignore[operator]
    return dict(grouped)
