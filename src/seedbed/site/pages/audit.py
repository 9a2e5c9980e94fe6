"""Audit: every past promotion, judged again under the policy of its day and under today's."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.problems import RULES
from seedbed.site import tracing
from seedbed.site.audited import Audited, Judged
from seedbed.site.language import Language
from seedbed.site.making import make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell
from seedbed.site.waiting import gaps, is_small

URI = "governance/audit.html"
MOST_ROWS = 200
"""Promotions in one table; the command lists every one."""


def create(site: Site, /) -> Iterator[Page]:
    """The page of the audit, where one was handed to the build."""
    if site.audit is None:
        return
    told = told_promotions(site, site.audit)
    judged = [one for one, _ in told if not one.skipped]
    findings = [pair for pair in told if pair[0].is_finding]
    language = site.language
    yield make_index(
        "audit.html",
        site=site,
        uri=URI,
        title=language.say("Audit"),
        summary=language.say("Every past promotion judged again, by the policy of its day and by today's."),
        opening=opening(len(judged), len(findings), language=language),
        audit=site.audit,
        is_of_today=site.commit in {None, site.audit.head},
        told=told,
        withheld=len(site.audit.promotions) - len(told),
        findings=findings,
        later=[pair for pair in told if pair[0].today and not pair[0].then],
        lacking=[(one, agent, gaps_today(site, agent)) for one, agent in told if one.gaps],
        skipped=[pair for pair in told if pair[0].skipped],
        most=MOST_ROWS,
        rules=RULES,
        tracing=tracing,
    )


def told_promotions(site: Site, audit: Audited, /) -> list[tuple[Judged, str]]:
    """The promotions of agents whose details may be told, newest first, each with the agent's id of today.

    Of an agent that is no longer in the catalogue nobody can say any more what may be told.
    """
    ids = {old: agent.id for agent in site.catalogue.agents.values() for old in (*agent.formerly, agent.id)}
    pairs = ((one, ids.get(one.agent, one.agent)) for one in audit.promotions)
    return [(one, agent) for one, agent in pairs if may_tell(site, agent)]


def gaps_today(site: Site, agent: str, /) -> tuple[str, ...] | None:
    """What an open agent lacks in the records of this build, in the language of the portal; () where nobody can say,
    None where its group is too small for that to be shown.

    It stands for the words of the audit, which are English, unless the audit is older than the records.
    """
    found = site.catalogue.agents.get(agent)
    if found is None or not found.is_open:
        return ()
    return None if is_small(site, found) else gaps(site, found)


def opening(judged: int, findings: int, /, *, language: Language) -> str:
    """What the audit found, in one sentence."""
    promotions = language.plural(judged, "{count} promotion was judged again", "{count} promotions were judged again")
    if not judged:
        return language.say("No promotion could be judged again.")
    if not findings:
        return language.say("{promotions}: each would be merged again by the policy of its day.", promotions=promotions)
    found = language.plural(
        findings, "{count} should not have been merged as it was", "{count} should not have been merged as they were"
    )
    return language.say("{promotions}: {found}.", promotions=promotions, found=found)
