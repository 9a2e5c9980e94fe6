"""Ownership: who asks, and whose record it is."""

from __future__ import annotations

from collections.abc import Iterator

from seedbed.changes import ChangeKind, Pair
from seedbed.checks.wording import listed
from seedbed.gate.context import Review
from seedbed.gate.control import is_control
from seedbed.gate.results import Advice, Holds, Outcome, gate_rule
from seedbed.problems import Finding, Place
from seedbed.records import Demo
from seedbed.repository.load import Source

BY_ID = frozenset({"deployment", "measurement"})
"""Kinds whose file is named for the unit to which it belongs."""

WITH_OWNER = ("owner.", "incident_contact")
"""Fields that may change together with the owning unit."""


@gate_rule("asker-known", family="who", idle="nothing changes")
def asker_known(review: Review, /) -> Iterator[Outcome]:
    """Who edits or removes anything is a person of the catalogue; somebody unknown may only propose new records.

    The forge's word on the account counts. Where only commits tell who it was, that is said: an address in a commit is
    free text.
    """
    pairs = review.pairs.all
    if not pairs:
        return
    touched = [pair.path for pair in pairs if pair.was is not None]
    if not review.asker.is_known and touched:
        message = f"{review.asker.words} is nobody in catalog/people/ and changes what is there"
        yield Finding(Place(path=touched[0]), message, "Ask the AI office to enter you under catalog/people/.")
    elif not review.asker.is_vouched:
        message = f"{review.asker.words}, by the addresses in the commits, which anybody can write"
        yield Advice(Place(path=pairs[0].path), message, "Pass the account that the forge names: --author HANDLE")
    else:
        known = review.asker.words if review.asker.is_known else f"{review.asker.words} proposes new records only"
        yield Holds(Place(path=pairs[0].path), known)


@gate_rule("owner-edits", family="ownership", idle="no record of a unit is edited or removed")
def owner_edits(review: Review, /) -> Iterator[Outcome]:
    """Only the owning unit edits a record, or the AI office: the unit that owns it on main and still does.

    An agent with its recipe belongs to its owner's unit, a copy and its measurements to the unit that runs it, an
    incident to either, a unit to itself, a demo, a request and a story to the unit that they name. Events, programs and
    playbooks belong to the AI office. Measurements are also added by nobody else. A unit may add itself to the
    supporters of a request, and whoever renames an agent takes the files of others along as they are.
    """
    for pair in review.pairs.all:
        if is_control(pair) or not _is_guarded(review, pair):
            continue
        owners = owners_of(review, pair) if not _only_moves(pair) else _owner_of(review, pair)
        place = Place(path=pair.path)
        if review.asker.is_office or any(review.asker.is_of(unit) for unit in owners) or _supports(review, pair):
            yield Holds(place, f"proposed by {review.asker.words}")
        else:
            whose = listed(sorted(owners)) if owners else "the AI office"
            message = f"the record belongs to {whose}, and {review.asker.words} {review.asker.verb} not of it"
            yield Finding(place, message, f"Let somebody of {whose} propose the change.")


def _is_guarded(review: Review, pair: Pair) -> bool:
    """Whether it matters who touches a file: records that are there, evidence, and the text of an agent that is."""
    if pair.was is not None or (pair.kind and pair.kind.name == "measurement"):
        return True
    is_part = pair.kind is not None and pair.kind.name == "recipe"
    return is_part and pair.agent is not None and review.agent_before(pair.agent) is not None


def owners_of(review: Review, pair: Pair, /) -> frozenset[str]:
    """The units of main to which a record belongs, any of which may edit it; none where it is the AI office's."""
    if pair.kind is None:
        return frozenset()
    name = pair.kind.name
    if name in BY_ID:
        return frozenset({pair.id.split("/")[1]})
    if name == "unit":
        return frozenset({pair.id})
    owner = _owner_of(review, pair)
    return owner if name in {"agent", "recipe"} else owner | _named_unit(pair.before)


def _only_moves(pair: Pair) -> bool:
    """Whether a file goes along with a renamed agent as it is."""
    return pair.is_moved and pair.was is not None and pair.now is not None and pair.was.oid == pair.now.oid


def _owner_of(review: Review, pair: Pair) -> frozenset[str]:
    agent = review.agent_before(pair.agent) if pair.agent else None
    return frozenset({agent.owner.unit} if agent else ())


def _named_unit(source: Source | None) -> set[str]:
    unit = source.data.get("unit") if source and isinstance(source.data, dict) else None
    return {unit} if isinstance(unit, str) else set()


def _supports(review: Review, pair: Pair) -> bool:
    """Whether all that changes is that the asker's units join the supporters of a request."""
    if pair.kind is None or pair.kind.name != "request" or not (pair.before and pair.after):
        return False
    old, new = pair.before.data, pair.after.data
    if not (isinstance(old, dict) and isinstance(new, dict)) or pair.before.body != pair.after.body:
        return False
    rest = ({key: value for key, value in side.items() if key != "supporters"} for side in (old, new))
    before, after = (list(side.get("supporters") or []) for side in (old, new))
    joined = set(map(str, after[len(before) :]))
    units = {person.unit for person in review.asker.people}
    return next(rest) == next(rest) and after[: len(before)] == before and review.asker.is_known and joined <= units


@gate_rule("owner-transfer", family="ownership", idle="no agent goes to another unit")
def owner_transfer(review: Review, /) -> Iterator[Outcome]:
    """An agent goes to another unit in a change of its own.

    Whoever becomes owner and uses it in one change would have edited a foreign record.
    """
    for change in review.of(ChangeKind.OWNER):
        if change.old is None:
            continue
        place = Place(path=change.path, line=change.line)
        beside = [
            one
            for one in review.changes
            if one.path.startswith(f"catalog/agents/{change.subject}/")
            and not (one.record == "agent" and one.field.startswith(WITH_OWNER))
        ]
        if beside:
            message = f"the agent goes from {change.old} to {change.new} and changes otherwise, too ({beside[0].path})"
            yield Finding(place, message, "Transfer the agent alone; propose the rest once it is merged.")
        else:
            yield Holds(place, f"{change.old} → {change.new}, and nothing else of it")


@gate_rule("award-office", family="ownership", idle="no award is given or taken")
def award_office(review: Review, /) -> Iterator[Outcome]:
    """Awards are given by the AI office, and by nobody to their own team or unit."""
    for change in review.of(ChangeKind.AWARD):
        place = Place(path=change.path, line=change.line)
        demo = review.after.record(Demo, change.subject)
        people = review.asker.people
        if not review.asker.is_office:
            message = f"{review.asker.words} is not of the AI office and changes the awards"
            yield Finding(place, message, "Leave the awards to the AI office.")
        elif demo and any(person.unit == demo.unit or person.name in demo.team for person in people):
            message = f"{review.asker.words} gives an award to their own team or unit"
            yield Finding(place, message, "Let somebody of the AI office who had no part in it propose the award.")
        else:
            yield Holds(place, f"{change.new or 'none'}, by {review.asker.words}")
