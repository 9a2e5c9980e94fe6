"""Audit: every past promotion, judged again under the policy of its day and under today's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from seedbed.metrics.periods import period_of
from seedbed.problems import RULES
from seedbed.site import tracing
from seedbed.site.audited import Audited, Judged, Reason
from seedbed.site.language import Language
from seedbed.site.making import make_index
from seedbed.site.page import Page
from seedbed.site.views import Site
from seedbed.site.visibility import may_tell
from seedbed.site.waiting import gaps, is_small

URI = "governance/audit.html"
MOST_ROWS = 200
"""Promotions in one table; the command lists every one."""
TELLING = "stage-evidence"
"""The one rule of the audit that tells figures."""


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

    Of an agent that is no longer in the catalogue nobody can say any more what may be told. What small groups measured
    is taken out of the words.
    """
    ids = {old: agent.id for agent in site.catalogue.agents.values() for old in (*agent.formerly, agent.id)}
    pairs = ((one, ids.get(one.agent, one.agent)) for one in audit.promotions)
    return [(_guarded(site, one, agent), agent) for one, agent in pairs if may_tell(site, agent)]


def _guarded(site: Site, one: Judged, agent: str) -> Judged:
    if not _may_be_of_small_group(site, agent, one.on):
        return one
    return replace(one, then=tuple(_without_figures(site, one.then)), today=tuple(_without_figures(site, one.today)))


def _without_figures(site: Site, reasons: Iterable[Reason]) -> Iterator[Reason]:
    words = site.language.say("not shown, to protect small groups")
    return (replace(reason, words=words) if reason.rule == TELLING else reason for reason in reasons)


def _may_be_of_small_group(site: Site, agent: str, on: date) -> bool:
    """Whether figures that an audit tells of a day may be those of a small group.

    Which table decided then an audit does not say, and owners change: any of a small group may be the one that had a
    month by then.
    """
    summary, month = site.figures.summaries.get(agent), period_of(on)
    return summary is not None and any(
        one.is_small and any(row.period <= month for row in one.rows) for one in summary.outputs
    )


def gaps_today(site: Site, agent: str, /) -> tuple[str, ...] | None:
    """What an open agent lacks in the records of this build, in the language of the portal; () where nobody can say,
    None where a group is too small for that to be shown.

    It stands for the words of the audit, which are English, unless the audit is older than the records.
    """
    found = site.catalogue.agents.get(agent)
    if found is not None and is_small(site, found):
        return None
    lacking = gaps(site, found) if found is not None and found.is_open else ()
    return None if not lacking and _may_be_of_small_group(site, agent, site.today) else lacking


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
