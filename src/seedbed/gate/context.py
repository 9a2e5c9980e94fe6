"""What a rule of the gate may look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, field

from seedbed.changes import Change, ChangeKind, Pair, Pairs
from seedbed.gate.asker import Asker
from seedbed.gate.side import Side
from seedbed.problems import Place, Problem
from seedbed.records import Agent, Deployment, Policy, Record, Waiver
from seedbed.repository.load import Source
from seedbed.repository.proposed import Proposal
from seedbed.repository.reviews import Reviews

MOST_FILES = 200
"""Files of a change that are read, unless the AI office proposes it."""


class Review(Struct, frozen=True, kw_only=True):
    """A change under review.

    `before` is the main branch as it stands, `after` what it would be with the change; both answer for any record.
    `pairs` are the changed files with both sides, `changes` what happened in the words of the domain. `policy`, people,
    owners and waivers are those of `before`. `waivers` are those that stand today. `reviews` are what the forge told
    (None: nothing was handed over), `pushers` the accounts that pushed to the branch.
    """

    proposal: Proposal
    before: Side
    after: Side
    pairs: Pairs
    changes: tuple[Change, ...]
    policy: Policy
    asker: Asker
    waivers: tuple[Waiver, ...]
    today: date
    reviews: Reviews | None = None
    pushers: tuple[str, ...] = ()
    told: dict[Side, tuple[Problem, ...]] = field(default_factory=dict)

    def of(self, *kinds: ChangeKind) -> Iterator[Change]:
        """The changes of these kinds."""
        return (change for change in self.changes if change.kind in kinds)

    def agent_before(self, agent_id: str, /) -> Agent | None:
        """The blueprint that an agent of today had on main, under whatever id."""
        return self.before.agent(self.pairs.renames.get(agent_id, agent_id))

    def copy_before(self, record_id: str, /) -> Deployment | None:
        """The copy on main, by the id that it has now."""
        agent, unit = record_id.split("/")
        return self.before.deployment(f"{self.pairs.renames.get(agent, agent)}/{unit}")

    def agents(self) -> Iterator[tuple[Agent | None, Agent]]:
        """Every agent whose blueprint is added or edited and can be used: before (None when new or unusable), after."""
        for pair in self.pairs.of("agent"):
            after = self.after.agent(pair.id) if pair.now else None
            if after:
                yield self.agent_before(pair.id), after

    def copies(self) -> Iterator[tuple[Deployment | None, Deployment]]:
        """Every copy that is added or edited and can be used: before, after."""
        for pair in self.pairs.of("deployment"):
            after = self.after.deployment(pair.id) if pair.now else None
            if after:
                yield self.copy_before(pair.id), after

    def edits(self, agent_id: str, /) -> Iterator[Pair]:
        """The changed files in the folder of an agent."""
        return (pair for pair in self.pairs.all if pair.agent == agent_id)

    def place(self, record: Record, /, *path: str | int) -> Place:
        """Where a field of a record stands after the change."""
        source = self.after.source(record.path) or self.before.source(record.path)
        return source.place(*path) if source else Place(path=record.path)

    def source(self, record: Record, /) -> Source | None:
        """The file of a record after the change."""
        return self.after.source(record.path)
