"""The waiting list: agents that are open for copying and that nobody has copied, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from seedbed.metrics.lives import DAY, owner_at, risk_at
from seedbed.metrics.replication.spells import Basis, Wait


class Waiting(Struct, frozen=True, kw_only=True):
    """One of them; `since` in seconds of the epoch, `owner` and `risk` are those of today.

    `is_declared`: the day of its validation is what an imported record states. `is_at_least`: it came open by an
    import, so that it has waited for that long and perhaps for longer. `commit` opened it, or brought it.
    """

    agent: str
    since: int
    days: int
    owner: str | None
    risk: str | None
    is_declared: bool
    is_at_least: bool
    commit: str

    @property
    def path(self) -> str:
        """The record on whose history it rests."""
        return f"catalog/agents/{self.agent}/blueprint.yml"


def waiting_list(waits: Iterable[Wait], /, *, at: int) -> tuple[Waiting, ...]:
    """Who waits at a moment, by age; of the same age by name."""
    return tuple(sorted(_waiting(waits, at), key=lambda one: (-one.days, one.agent)))


def _waiting(waits: Iterable[Wait], at: int) -> Iterator[Waiting]:
    for wait in waits:
        since, life = wait.reopened, wait.life
        if since is None or wait.first is not None:
            continue
        yield Waiting(
            agent=life.agent,
            since=since.at,
            days=at // DAY - since.at // DAY,
            owner=owner_at(life, at),
            risk=risk_at(life, at),
            is_declared=since.declared,
            is_at_least=wait.basis is Basis.UNKNOWN and since.commit == life.added.commit,
            commit=since.commit,
        )
