"""Governance: what asks for attention today, the policy in plain words, and what the build let pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from msgspec import Struct

from seedbed.metrics.lives import day_of
from seedbed.problems import RULES, Problem, Severity
from seedbed.records import Agent, Incident, Stage, Waiver
from seedbed.site import policy_words
from seedbed.site.decision_views import decisions_chart
from seedbed.site.language import ENGLISH, Language
from seedbed.site.making import make_index
from seedbed.site.openings import openings_compared, with_comparison
from seedbed.site.page import Page
from seedbed.site.proposals import edit_url, forge_of
from seedbed.site.views import Site
from seedbed.site.visibility import is_guarded, is_withheld, may_tell, told_agents
from seedbed.site.waiting import waiting

INDEX = "governance/index.html"
MOST_PLACES = 25
"""Places listed for one rule; an import can bring thousands of the same warning."""
MOST_ROWS = 100
"""Rows of any other list; what is left out is counted."""
SOON = timedelta(days=30)
UNDER_REVIEW = frozenset({Stage.PILOT, Stage.VALIDATED, Stage.PRODUCTION, Stage.SUSPENDED})
"""Stages in which an agent has a day of review."""


class ProblemGroup(Struct, frozen=True, kw_only=True):
    """The problems of one rule: the first places, and how many there are."""

    rule: str
    title: str
    shown: tuple[Problem, ...]
    count: int


def create(site: Site, /) -> Iterator[Page]:
    """The one page of governance; the rules stand on a page of their own."""
    yield make_index(
        "governance.html",
        site=site,
        uri=INDEX,
        title=site.language.say("Governance"),
        summary=site.language.say(
            "Reviews, incidents, waivers, the policy in plain words, and the warnings of the catalogue."
        ),
        more=partial(_context, site),
    )


def _context(site: Site) -> dict[str, Any]:
    waivers = [one for one in site.catalogue.waivers.values() if not is_withheld(site, one.subject)]
    in_force, expired = split_waivers(waivers, today=site.today)
    agents = told_agents(site)
    overdue = overdue_reviews(agents, today=site.today)
    incidents = open_incidents(site)
    told = [one for one in site.problems if not (is_withheld(site, one.path) or is_guarded(site, one.path))]
    policy = site.catalogue.policy
    return {
        "opening": with_comparison(
            opening(len(incidents), len(overdue), len(in_force), language=site.language), openings_compared(site)
        ),
        "decisions": decisions_chart(site),
        "overdue": overdue,
        "due_soon": due_soon(agents, today=site.today),
        "undated": [one for one in agents if one.stage in UNDER_REVIEW and not one.review_by],
        "incidents": incidents,
        "in_force": in_force,
        "expired": expired,
        "most": MOST_ROWS,
        "rules": RULES,
        "policy": policy,
        "words": policy_words,
        "errors": [one for one in told if one.severity is Severity.ERROR],
        "warnings": group_problems(one for one in told if one.severity is Severity.WARNING),
        "withheld": len(site.problems) - len(told),
        **_queue(site),
    }


def _queue(site: Site) -> dict[str, Any]:
    """What waits for the AI office, as far as the history tells; nothing where none was read."""
    history = site.figures.history
    if history is None:
        return {"queue": None}
    queued, forge, agents = waiting(site), forge_of(site), site.catalogue.agents
    ready = [one.queued.agent for one in queued if one.is_ready]
    return {
        "queue": history.queue,
        "queued": queued,
        "ready": len(ready),
        "editors": {agent: edit_url(forge, agents[agent].path) for agent in ready},
        "approvers": policy_words.approvers_of(site.catalogue.policy, language=site.language),
        "day_of": day_of,
    }


def split_waivers(waivers: Iterable[Waiver], /, *, today: date) -> tuple[list[Waiver], list[Waiver]]:
    """(in force, those that end first at the top; expired, latest first). The last day counts as in force."""
    ordered = sorted(waivers, key=lambda one: (one.expires, one.id))
    in_force = [one for one in ordered if one.expires >= today.isoformat()]
    return in_force, [one for one in reversed(ordered) if one.expires < today.isoformat()]


def overdue_reviews(agents: Iterable[Agent], /, *, today: date) -> list[Agent]:
    """The agents whose day of review has passed, longest overdue first."""
    late = (one for one in agents if one.stage in UNDER_REVIEW and one.review_by and one.review_by < today.isoformat())
    return sorted(late, key=lambda one: (one.review_by or "", one.name.casefold()))


def due_soon(agents: Iterable[Agent], /, *, today: date) -> list[Agent]:
    """The agents whose day of review comes within a month, next first."""
    first, last = today.isoformat(), (today + SOON).isoformat()
    soon = (one for one in agents if one.stage in UNDER_REVIEW and one.review_by and first <= one.review_by <= last)
    return sorted(soon, key=lambda one: (one.review_by or "", one.name.casefold()))


def open_incidents(site: Site, /) -> list[Incident]:
    """The open incidents that may be told, worst first, then oldest first."""
    shown = (one for one in site.catalogue.incidents.values() if one.status == "open" and may_tell(site, one.agent))
    return sorted(shown, key=lambda one: (-one.severity.rank, one.on, one.id))


def group_problems(problems: Iterable[Problem], /) -> list[ProblemGroup]:
    """The problems by rule, the rule with most first; of each rule the first places in report order."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.rule, []).append(problem)
    groups = (
        ProblemGroup(
            rule=rule,
            title=RULES[rule].title if rule in RULES else "",
            shown=tuple(listed[:MOST_PLACES]),
            count=len(listed),
        )
        for rule, listed in found.items()
    )
    return sorted(groups, key=lambda group: (-group.count, group.rule))


def opening(incidents: int, overdue: int, waivers: int, /, *, language: Language = ENGLISH) -> str:
    """The sentence that matters: what asks for attention today."""
    parts = [
        language.plural(incidents, "{count} incident is open", "{count} incidents are open") if incidents else "",
        language.plural(overdue, "{count} review is overdue", "{count} reviews are overdue") if overdue else "",
    ]
    now = language.listed([part for part in parts if part]) or language.say(
        "No incident is open and no review is overdue"
    )
    return language.plural(
        waivers, "{now}; {count} waiver is in force.", "{now}; {count} waivers are in force.", now=now
    )
