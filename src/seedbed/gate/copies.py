"""Copies: what a unit may run, and that a version stands for what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seedbed.gate.context import Review
from seedbed.gate.ladder import ENTRIES, RUNS, version_number
from seedbed.gate.results import Holds, Outcome, Skipped, gate_rule
from seedbed.problems import Finding
from seedbed.records import OPEN_STAGES, Agent, Deployment, MeasurementTable, Status

SUBSTANCE = ("task.kind", "autonomy", "uses", "data", "affects")
"""Fields of a blueprint that make an agent what was measured."""


def goes_live(before: Deployment | None, after: Deployment, /) -> bool:
    """Whether a copy begins to run with this change."""
    return after.status is Status.LIVE and (before is None or before.status is not Status.LIVE)


@gate_rule("copy-early", family="stages", idle="no copy goes live")
def copy_early(review: Review, /) -> Iterator[Outcome]:
    """A unit runs a copy of another unit's agent only when the agent is validated or in production on main.

    The owner's own unit runs it from pilot on. A copy that was planned may be written down at any time.
    """
    for before, after in review.copies():
        if not goes_live(before, after):
            continue
        place = review.place(after, "status")
        on_main, now = review.agent_before(after.agent), review.after.agent(after.agent)
        if after.recorded and before is None and review.asker.is_office:
            yield Skipped(place, f"imported as live from {after.recorded.source}")
        elif now and now.owner.unit == after.unit:
            yield _own(now, after, review)
        elif on_main is None or on_main.stage not in OPEN_STAGES:
            standing = f"whose stage on main is {on_main.stage}" if on_main else "which is not there on main"
            message = f"{after.unit} goes live with {after.agent}, {standing}"
            yield Finding(place, message, "Write `status: planned`; go live once the agent is validated on main.")
        elif now is None or not now.is_open:
            yield Finding(place, f"{after.agent} is not open for copying after this change", "Do not go live with it.")
        else:
            yield Holds(place, f"{after.agent} is {on_main.stage} on main")


def _own(agent: Agent, copy: Deployment, review: Review) -> Outcome:
    place = review.place(copy, "status")
    if agent.stage in RUNS:
        return Holds(place, f"the owner's unit runs it as {agent.stage}")
    return Finding(
        place, f"the stage of {agent.id} is {agent.stage}; nothing runs before the pilot", "Write `status: planned`."
    )


@gate_rule("copy-version", family="stages", idle="no copy comes to another version")
def copy_version(review: Review, /) -> Iterator[Outcome]:
    """A copy runs a version that the agent has or had, not one to come.

    Who copies what, and how far behind a copy is, would be told of something that nobody has built.
    """
    for before, after in review.copies():
        agent = review.after.agent(after.agent)
        present, number = version_number(agent.version if agent else None), version_number(after.version)
        if agent is None or present is None or number is None or (before and before.version == after.version):
            continue
        place = review.place(after, "version")
        if number > present:
            message = f"the copy is of version {after.version}, {after.agent} is at {agent.version}"
            yield Finding(place, message, f"Write {agent.version} or the version that runs there.")
        else:
            yield Holds(place, f"{after.version} of {agent.version}")


@gate_rule("version-rises", family="stages", idle="no agent changes in substance or in version")
def version_rises(review: Review, /) -> Iterator[Outcome]:
    """The version of an agent rises with every change of substance, and never falls.

    Substance is what was measured: the kind of task, how far the agent goes alone, what it uses, the data, whom it
    affects. Evidence belongs to a version; with the number left as it was, old rows would speak for a new agent. Before
    anything is measured the number is the author's.
    """
    for before, after in review.agents():
        if before is None or before.version is None:
            continue
        old, new = version_number(before.version), version_number(after.version)
        is_measured = before.stage not in ENTRIES or any(review.before.all(MeasurementTable, folder=before.id))
        touched = [name for name in SUBSTANCE if is_measured and _substance(before, name) != _substance(after, name)]
        place = review.place(after, "version")
        if new is None or old is None or new < old:
            yield Finding(place, f"the version falls: {before.version} → {after.version}", "Write a higher version.")
        elif touched and new == old:
            words = " and ".join(touched)
            message = f"{words} changed and the version is still {after.version}"
            yield Finding(place, message, f"Write a version above {before.version}.")
        elif new > old:
            yield Holds(place, f"{before.version} → {after.version}")


def _substance(agent: Agent, name: str) -> Any:
    if name == "task.kind":
        return agent.task.kind if agent.task else None
    return frozenset(agent.uses) if name == "uses" else getattr(agent, name)
