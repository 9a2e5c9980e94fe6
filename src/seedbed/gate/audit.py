"""Past promotions judged again: under the policy that was in force on their day, and under today's.

A promotion is an observed step of an agent to validated or production. It is judged as the gate would have judged it:
the commit before it on the main branch is the base, the commit that brought it the head, its date the day. The rules
about stages, copies, risk and the platform are asked; who agreed cannot be told from Git, which proves no approval.
What came with an import is named and not judged, since its steps were made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from seedbed.gate import copies, easing, platform, risk, stages
from seedbed.gate.ladder import rank
from seedbed.gate.proof import evidence_for, find_gaps
from seedbed.gate.results import Result, Status
from seedbed.gate.rules import RULES
from seedbed.gate.side import Side
from seedbed.gate.verdict import judge
from seedbed.gate.walk import BadPolicyError, open_review
from seedbed.records import OPEN_STAGES, Policy, Stage
from seedbed.repository.proposed import Proposal
from seedbed.timeline import Event, Kind, Timeline

FAMILIES = (stages, copies, easing, risk, platform)
ASKED = tuple(rule for rule in RULES if rule.judge.__module__ in {family.__name__ for family in FAMILIES})
"""The rules that are asked again."""

TOLD = frozenset({Status.PASS, Status.FAIL, Status.WAIVED, Status.ERROR})
STAGES = frozenset(stage.value for stage in Stage)


class Promotion(Struct, frozen=True, kw_only=True):
    """One promotion, judged again.

    `then` are the results under the policy of its day, `today` those under the present one; both empty for one that was
    not judged, for the reason in `skipped`. `is_direct`: it came in a plain commit that names no pull request. `gaps`
    say what the agent lacks today for the bar of today's policy, where it is still open for copying.
    """

    event: Event
    then: tuple[Result, ...] = ()
    today: tuple[Result, ...] = ()
    policy_version: int | None = None
    is_direct: bool = False
    gaps: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def broken_then(self) -> tuple[Result, ...]:
        """What stood against it on its day."""
        return tuple(result for result in self.then if result.blocks)

    @property
    def broken_today(self) -> tuple[Result, ...]:
        """What would stand against it if it were asked for under today's policy, with the facts of its day."""
        return tuple(result for result in self.today if result.blocks)

    @property
    def is_finding(self) -> bool:
        """Whether it should not have been merged as it was."""
        return self.is_direct or bool(self.broken_then)


class Audit(Struct, frozen=True, kw_only=True):
    """Every promotion up to the commit `head`, oldest first, and the version of the policy that is in force there."""

    head: str
    policy_version: int
    promotions: tuple[Promotion, ...]

    @property
    def findings(self) -> tuple[Promotion, ...]:
        """Those that should not have been merged as they were."""
        return tuple(one for one in self.promotions if one.is_finding)


def promotions_of(timeline: Timeline, /, *, since: date | None = None) -> Iterator[Event]:
    """The observed steps to validated or production, of agents that were further down or not there; oldest first."""
    for event in timeline.events:
        if event.kind is not Kind.STAGE or event.declared or event.new not in OPEN_STAGES:
            continue
        before = rank(Stage(event.old)) if event.old in STAGES else -1
        if rank(Stage(event.new)) > before and (since is None or event.moment.date() >= since):
            yield event


def replay(proposal: Proposal, event: Event, /, *, present: Policy, is_direct: bool) -> Promotion:
    """Judge one promotion again; `proposal` leads from the commit before it to its own."""
    try:
        opened = open_review(proposal, today=event.moment.date())
    except BadPolicyError as error:
        return Promotion(event=event, is_direct=is_direct, skipped=f"no policy was in force: {error}")
    return Promotion(
        event=event,
        then=_about(event, judge(opened, ASKED)),
        today=_about(event, judge(replace(opened, policy=present), ASKED)),
        policy_version=opened.policy.version,
        is_direct=is_direct,
    )


def _about(event: Event, results: Iterable[Result]) -> tuple[Result, ...]:
    """The results that concern the agent, and rules that broke down."""
    folder = f"catalog/agents/{event.agent}/"
    return tuple(one for one in results if one.status in TOLD and (one.path.startswith(folder) or one.blocks))


def with_gaps(promotions: Sequence[Promotion], side: Side, policy: Policy, /, *, today: date) -> tuple[Promotion, ...]:
    """The promotions with what their agents lack today; `side` is the tree of today. Told at the newest one of each."""
    newest = {one.event.agent: number for number, one in enumerate(promotions)}
    return tuple(
        replace(one, gaps=_gaps(one.event.agent, side, policy, today)) if newest[one.event.agent] == number else one
        for number, one in enumerate(promotions)
    )


def _gaps(agent_id: str, side: Side, policy: Policy, today: date) -> tuple[str, ...]:
    agent = side.agent(agent_id)
    if agent is None or not agent.is_open:
        return ()
    found = evidence_for(agent, side, today=today)
    return tuple(find_gaps(agent, found[1] if found else None, policy))
