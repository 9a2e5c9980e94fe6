"""Control: what decides about everybody is changed apart from what is decided about, and by nobody for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.changes import Pair
from seedbed.checks.wording import counted
from seedbed.gate.context import Review
from seedbed.gate.proof import evidence_for, find_gaps
from seedbed.gate.results import Advice, Holds, Outcome, gate_rule
from seedbed.metrics.evidence import Evidence
from seedbed.policy import risk_floor
from seedbed.problems import Finding, Place
from seedbed.records import OPEN_STAGES, Agent, Person, Policy, Waiver
from seedbed.repository.reviews import account

KINDS = frozenset({"policy", "organization", "person", "platform-item", "waiver"})
"""Kinds of records that decide about others."""

OWN = ("roles", "certificates", "forge", "emails", "unit")
"""What nobody writes into their own record."""


def is_control(pair: Pair, /) -> bool:
    """Whether a file decides about others: everything beside the records, and the records of these kinds."""
    return pair.kind is None or pair.kind.name in KINDS


@gate_rule("control-split", family="control")
def control_split(review: Review, /) -> Iterator[Outcome]:
    """Control and content are never changed together.

    Control is everything outside catalog/ and playbooks/, and of the catalogue policy, organization, people, platform
    and waivers. Whoever changes the bar and what is measured against it in one go could hide the one behind the other.
    """
    control = [pair.path for pair in review.pairs.all if is_control(pair)]
    content = [pair.path for pair in review.pairs.all if not is_control(pair)]
    if control and content:
        message = f"{_among(control)} decides about others, and changes together with {_among(content)}"
        yield Finding(Place(path=control[0]), message, "Propose the one first, and the other once it is merged.")
    elif control:
        yield Holds(Place(path=control[0]), f"{counted(len(control), 'file')} of control, no content")


def _among(paths: list[str]) -> str:
    """A path, and that it is not the only one."""
    return f"{paths[0]} (one of {len(paths)})" if len(paths) > 1 else paths[0]


@gate_rule("control-self", family="control", idle="no person and no waiver changes")
def control_self(review: Review, /) -> Iterator[Outcome]:
    """Nobody gives themselves a role, a certificate, an account, another unit or a waiver.

    Somebody else of the AI office proposes it. A record is somebody's own by its id, and as well when it bears their
    account, an address or the name of theirs.
    """
    asking = {person.id for person in review.asker.people}
    for pair in review.pairs.of("person"):
        place = Place(path=pair.path)
        if pair.now is None or not _is_own(review, pair):
            yield Holds(place, "asked for by somebody else")
            continue
        for name in OWN:
            if _field(pair.before, name) != _field(pair.after, name):
                where = pair.after.place(name) if pair.after else place
                yield Finding(
                    where, f"{review.asker.words} changes their own `{name}`", "Ask a colleague to propose it."
                )
    for pair in review.pairs.of("waiver"):
        waiver = review.after.record(Waiver, pair.id)
        if waiver and waiver.approver in asking:
            message = f"{review.asker.words} asks for the waiver and is named as its approver"
            yield Finding(review.place(waiver, "approver"), message, "Let somebody else of the AI office approve it.")


def _is_own(review: Review, pair: Pair) -> bool:
    now = review.after.record(Person, pair.id)
    return any(one.id == pair.id or (now is not None and _is_same(one, now)) for one in review.asker.people)


def _is_same(one: Person, other: Person) -> bool:
    accounts = [account(person.forge or "") for person in (one, other)]
    addresses = [{account(email) for email in person.emails} for person in (one, other)]
    return accounts[0] == accounts[1] != "" or bool(addresses[0] & addresses[1]) or one.name == other.name


def _field(source: object, name: str) -> object:
    data = getattr(source, "data", None)
    return data.get(name) if isinstance(data, dict) else None


@gate_rule("policy-effect", family="control", idle="the policy does not change")
def policy_effect(review: Review, /) -> Iterator[Outcome]:
    """A change of policy has a higher version and shows which present agents would fall.

    The new bar holds for whatever is proposed from the merge on. What is there already is not undone by it, and is
    listed here.
    """
    after = review.after.policy
    if after is None or not any(True for _ in review.pairs.of("policy")):
        return
    place = review.place(after, "version")
    if after.version <= review.policy.version:
        message = f"the policy changes and its version is {after.version}, after {review.policy.version}"
        yield Finding(place, message, f"Write `version: {review.policy.version + 1}`.")
    if _bar(after) == _bar(review.policy):
        yield Holds(place, "nothing changes by which agents are judged: none falls")
        return
    open_agents = met = fallen = 0
    for one in review.before.all(Agent):
        if one.stage in OPEN_STAGES:
            found = evidence_for(one, review.before, today=review.today)
            before, now = (list(_gaps(one, found[1] if found else None, policy)) for policy in (review.policy, after))
            open_agents, met, fallen = open_agents + 1, met + (not before), fallen + (not before and bool(now))
            if now and not before:
                yield Advice(Place(path=one.path), f"would no longer meet the policy: {'; '.join(now)}")
    yield Holds(place, f"of {counted(open_agents, 'open agent')} {met:,} meet the present policy, {fallen:,} fall")


def _bar(policy: Policy) -> tuple[object, ...]:
    """What decides whether an agent meets a policy."""
    return policy.thresholds, policy.risk_floor


def _gaps(agent: Agent, evidence: Evidence | None, policy: Policy) -> Iterator[str]:
    yield from find_gaps(agent, evidence, policy)
    floor, why = risk_floor(agent, policy)
    if agent.risk.rank < floor.rank:
        yield f"risk is {agent.risk}, at least {floor} is due ({why})"
