"""Which agents a built site may speak about: a static site hides nothing that it holds.

An agent of visibility `all` may be told in full, of `summary` only named with its summary, of `none` not even named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from seedbed.kinds import kind_of
from seedbed.records import Agent
from seedbed.site.views import Site

AGENT_PATH = re.compile(r"catalog/agents/([^/]+)/")


def may_name(site: Site, agent_id: str, /) -> bool:
    """Whether the site has a page of this agent to lead to."""
    return site.uri("agents", agent_id) is not None


def may_tell(site: Site, agent_id: str, /) -> bool:
    """Whether details of this agent, such as its incidents and people, may be shown."""
    agent = site.catalogue.agents.get(agent_id)
    return agent is not None and agent.visibility == "all"


def told_agents(site: Site, /) -> list[Agent]:
    """The agents whose details may be shown, by name."""
    return [agent for agent in site.shown_agents if agent.visibility == "all"]


def named(site: Site, agent_ids: Iterable[str], /) -> list[str]:
    """Those of the agents that may be named, in the given order."""
    return [agent_id for agent_id in agent_ids if may_name(site, agent_id)]


def is_withheld(site: Site, subject: str, /) -> bool:
    """Whether a subject (an agent's id, or the path of a file) belongs to an agent whose details may not be shown.

    A subject whose agent is not in the catalogue is no secret of a record that anybody can read here.
    """
    inside = AGENT_PATH.match(subject)
    agent = site.catalogue.agents.get(inside[1] if inside else subject.split("/", 1)[0])
    return agent is not None and agent.visibility != "all"


def is_guarded(site: Site, path: str, /) -> bool:
    """Whether a file holds what a group measured that is too small to be shown."""
    known = kind_of(path)
    output = site.figures.output.by_deployment.get(known[1]) if known and known[0].name == "measurement" else None
    return output is not None and output.is_small
