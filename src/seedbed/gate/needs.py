"""Who must agree, record by record: from what changed, the policy and the owners of main.

An agent and its copies need whom the policy names for their risk class, the higher of before and after. What tells of
things that happened (months, incidents, demos, requests, stories, units) needs whom a low-risk agent needs. What the AI
office keeps needs the AI office. To stop an agent nobody but its owner is needed.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import replace

from seedbed.changes import Change, ChangeKind, Pair
from seedbed.gate.context import Review
from seedbed.records import Demo, Incident, Request, Risk, Stage, Status, Story

OWNER, OFFICE, SECURITY, SECOND = "owner", "ai-office", "security", "second-unit"
ROLES = (OWNER, OFFICE, SECURITY, SECOND)
"""The words of the policy, in the order in which they are told."""

AWARDED = frozenset({Stage.VALIDATED, Stage.PRODUCTION})
"""Stages that nobody reaches without the AI office, whatever the policy asks for besides."""


class Ask(Struct, frozen=True, kw_only=True):
    """What one changed file asks for: roles, the units that own it, and a reason in a few words.

    `is_stop` marks a change that does nothing but stop an agent or a copy.
    """

    subject: str
    path: str
    roles: tuple[str, ...]
    why: str
    units: tuple[str, ...] = ()
    is_stop: bool = False


def asks_of(review: Review, /) -> tuple[Ask, ...]:
    """What every changed file asks for."""
    by_path: dict[str, list[Change]] = {}
    for change in review.changes:
        by_path.setdefault(change.path, []).append(change)
    asks = [_ask(review, pair, by_path.get(pair.path, [])) for pair in review.pairs.all]
    busy = {ask.subject for ask in asks if not ask.is_stop}
    return tuple(_stopped(ask) if ask.is_stop and ask.subject not in busy else ask for ask in asks)


def _ask(review: Review, pair: Pair, changes: list[Change]) -> Ask:
    ask = _MAKERS.get(pair.kind.name if pair.kind else "", _kept)(review, pair, changes)
    # Where nobody can be told to own it, the AI office stands in.
    return ask if ask.units else replace(ask, roles=_in_order({*ask.roles, OFFICE} - {OWNER}))


def _stopped(ask: Ask) -> Ask:
    return replace(ask, roles=(OWNER,), why="it is only stopped")


def _kept(_: Review, pair: Pair, __: list[Change]) -> Ask:
    """A file that the AI office keeps: policy, people, platform, programme, and everything outside the records."""
    return Ask(subject=pair.id, path=pair.path, roles=(OFFICE,), why="the AI office keeps it")


def _agent(review: Review, pair: Pair, changes: list[Change]) -> Ask:
    """A blueprint or a recipe: the units that owned and own the agent."""
    agent_id = pair.agent or pair.id
    sides = [one for one in (review.agent_before(agent_id), review.after.agent(agent_id)) if one]
    risk = max((one.risk for one in sides), key=lambda one: one.rank, default=Risk.HIGH)
    awarded = any(change.kind is ChangeKind.STAGE and change.new in AWARDED for change in changes)
    return Ask(
        subject=agent_id,
        path=pair.path,
        roles=_roles(review, risk, *((OFFICE,) if awarded else ())),
        why=f"an agent of {risk} risk",
        units=tuple(dict.fromkeys(one.owner.unit for one in sides)),
        is_stop=pair.is_edit and _only_stops(changes, ChangeKind.STAGE, Stage.SUSPENDED),
    )


def _copy(review: Review, pair: Pair, changes: list[Change]) -> Ask:
    """One unit's copy: the unit that runs it."""
    agent_id, unit = pair.id.split("/")
    sides = [one for one in (review.agent_before(agent_id), review.after.agent(agent_id)) if one]
    risk = max((one.risk for one in sides), key=lambda one: one.rank, default=Risk.HIGH)
    return Ask(
        subject=pair.id,
        path=pair.path,
        roles=_roles(review, risk),
        why=f"a copy of an agent of {risk} risk",
        units=(unit,),
        is_stop=pair.is_edit and _only_stops(changes, ChangeKind.DEPLOYMENT, Status.PAUSED),
    )


def _measured(review: Review, pair: Pair, _: list[Change]) -> Ask:
    """Measured months: the unit that measured."""
    return _told(review, pair, (pair.id.split("/")[1],))


def _unit(review: Review, pair: Pair, _: list[Change]) -> Ask:
    """A unit: itself."""
    return _told(review, pair, (pair.id,))


def _of_a_unit(review: Review, pair: Pair, changes: list[Change]) -> Ask:
    """An incident, demo, request or story: the unit that it names, before and after."""
    sides = (review.before.at(pair.old_path), review.after.at(pair.path))
    units = (one.unit for one in sides if isinstance(one, Demo | Incident | Request | Story))
    award = any(change.kind is ChangeKind.AWARD for change in changes)
    return _told(review, pair, tuple(dict.fromkeys(units)), *((OFFICE,) if award else ()))


def _told(review: Review, pair: Pair, units: tuple[str, ...], *more: str) -> Ask:
    name = pair.kind.title.lower() if pair.kind else "file"
    return Ask(
        subject=pair.id,
        path=pair.path,
        roles=_roles(review, Risk.LOW, *more),
        why=f"a record of the kind {name}",
        units=units,
    )


_MAKERS = {
    "agent": _agent,
    "recipe": _agent,
    "deployment": _copy,
    "measurement": _measured,
    "incident": _of_a_unit,
    "demo": _of_a_unit,
    "request": _of_a_unit,
    "story": _of_a_unit,
    "unit": _unit,
}
"""Who is asked about each kind of record; all others are the AI office's."""


def _roles(review: Review, risk: Risk, *more: str) -> tuple[str, ...]:
    """The roles that the policy of main names for a class, in the usual order."""
    named = review.policy.approvals[Risk.HIGH if risk is Risk.PROHIBITED else risk]
    return _in_order({*named, *more})


def _in_order(roles: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(role for role in ROLES if role in roles)


def _only_stops(changes: list[Change], kind: ChangeKind, value: str) -> bool:
    """Whether a change stops something and does nothing else."""
    stops = [change for change in changes if change.kind is kind and change.new == value]
    rest = [change for change in changes if change not in stops]
    return bool(stops) and all(one.kind is ChangeKind.FIELD and one.field.startswith("ended.") for one in rest)
